// Package output writes a report in the forms that people and programs read: text for a
// terminal, JSON, SARIF and JUnit for other programs, HTML to print and mend from, and the
// notice (一次性告知书) that tells every fault at once.
//
// Start at Report and Write. All forms are made from the same value, so none says more or
// less than another about what was found.
package output
