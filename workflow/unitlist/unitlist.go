// Package unitlist is the list of units (单位名单) by which branch or bureau give tasks: its columns,
// its rows as they were read, and what is wrong with them. unitlist/xlsx reads and writes it as a
// spreadsheet; workflow.ImportUnits makes enterprises and projects of it.
//
// The package is a leaf: it knows no workflow and opens no file.
package unitlist

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"lianshen/internal/errs"
)

// Columns, by the names under which rows hold their cells.
const (
	Number    = "number"
	Name      = "name"
	USCC      = "uscc"
	Permit    = "permit"
	Town      = "town"
	UnitClass = "unit_class"
	Kind      = "kind"
	Outlets   = "outlets"
	Deadline  = "deadline"
	Source    = "deadline_source"
)

// Column (列) is a column of the list.
type Column struct {
	Key string
	// Title is what stands above it; Others do as well.
	Title  string
	Others []string
	// Required columns must be there; what must stand in them is the importer's matter.
	Required bool
	// Example is what the template shows.
	Example string
	// Plain cells hold codes and choices, in which full-width letters, digits and white space mean
	// nothing. Names are kept as written.
	Plain bool
}

// Columns are all columns, in the order of the template.
var Columns = []Column{
	{Key: Number, Title: "序号", Example: ExampleNumber, Plain: true},
	{Key: Name, Title: "单位名称", Others: []string{"排污单位名称", "企业名称", "排污单位"}, Required: true, Example: "东莞市示例纸业有限公司"},
	{Key: USCC, Title: "统一社会信用代码", Others: []string{"信用代码", "社会信用代码"}, Example: "91441900MA0000007J", Plain: true},
	{Key: Permit, Title: "排污许可证编号", Others: []string{"许可证编号", "排污许可证号"}, Example: "91441900MA0000007J001P", Plain: true},
	{Key: Town, Title: "镇街", Others: []string{"所属镇街", "镇街园区", "所在镇街", "镇(街)"}, Required: true, Example: "中堂镇", Plain: true},
	{Key: UnitClass, Title: "单位类别", Others: []string{"类别"}, Required: true, Example: "重点", Plain: true},
	{Key: Kind, Title: "建设类型", Others: []string{"项目类型"}, Required: true, Example: "新建", Plain: true},
	{Key: Outlets, Title: "排放口", Others: []string{"排放口编号", "排污口"}, Example: "DW001、DA001"},
	{Key: Deadline, Title: "任务完成期限", Others: []string{"完成期限", "完成时限"}, Example: "2026-12-31", Plain: true},
	{Key: Source, Title: "依据文件", Others: []string{"文件依据", "依据", "文号"}, Example: "东环函〔2026〕1号"},
}

// ExampleNumber (示例) in the column of numbers marks a row that shows how to fill in the list; it
// is no unit.
const ExampleNumber = "示例"

// Title names a column for a person; a key that is none, itself.
func Title(key string) string {
	for _, c := range Columns {
		if c.Key == key {
			return c.Title
		}
	}
	return key
}

// ByTitle finds the column of a head as people write it: in any width, with spaces, stars and
// remarks in brackets. It is nil for a head of no column.
func ByTitle(head string) *Column {
	whole := Plain(head)
	short := strings.Trim(brackets(whole), "*：:")
	for i := range Columns {
		c := &Columns[i]
		for _, t := range append([]string{c.Title}, c.Others...) {
			if t == short || t == whole {
				return c
			}
		}
	}
	return nil
}

// brackets leaves out what stands in brackets.
func brackets(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch r {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		default:
			if depth <= 0 {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// Plain writes letters, digits and signs in their usual width and leaves out white space and
// characters that cannot be seen.
func Plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, width.Fold.String(s))
}

// Row (行) is a row as it was read: cells by column, trimmed, dates as 2026-12-31. Empty cells are
// left out.
type Row struct {
	Number   int               `json:"number"` // in the spreadsheet, from 1
	Cells    map[string]string `json:"cells"`
	Problems []Problem         `json:"problems,omitempty"` // of reading
}

// Problem (问题) is what is wrong with a row.
type Problem struct {
	Row     int       `json:"row"`
	Column  string    `json:"column"` // key of the column, "" for the whole row
	Code    string    `json:"code"`
	Message errs.Text `json:"message"`
	Remedy  errs.Text `json:"remedy"`
}
