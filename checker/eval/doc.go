// Package eval measures how well documents are read: it holds facts against truth files
// and counts. It reads no PDF and knows no engine; `lianshen eval` does the reading.
//
// Start at Score. Each aspect has its file: lines.go (text), seals.go, fields.go (fields and
// kind of document), trials.go (seals held against right and wrong names). What is counted,
// with the targets of design.md section 4, stands in metric.go.
package eval
