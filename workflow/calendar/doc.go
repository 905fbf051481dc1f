// Package calendar counts working days (工作日) in Asia/Shanghai, with the days off and the
// make-up working days (调休上班日) of the State Council's yearly notices.
//
// A Calendar knows the years of one data file: the embedded one (Default) or another
// (Open). Due counts forward from a receipt, LastDay and Window backward from a task
// deadline; each gives a Count with its day table. Where the texts leave the count open, a
// reading decides (Receipt, Strictness); docs/decisions/0011-calendar.md says why. A count
// that needs a year without a published calendar is provisional: it takes Monday to Friday
// for working days, names the years, and bounds the result by what any calendar could give.
//
// The package is a leaf: it knows days, not projects or rules.
package calendar
