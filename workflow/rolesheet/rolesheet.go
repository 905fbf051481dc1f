// Package rolesheet writes the form of role applications (特定权限角色申请表, 附件2) as a
// spreadsheet. It only writes: spreadsheets that others made are opened in the cell.
package rolesheet

import (
	"errors"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/paper"
)

const (
	sheet = "特定权限角色申请表"
	last  = "F" // column
)

// widths are those of the columns, in characters.
var widths = map[string]float64{"A": 6, "B": 24, "C": 14, "D": 18, "E": 18, "F": 24}

var heads = []any{"序号", "单位", "姓名", "职务", "角色", "备注"}

// Write writes a form in the layout of annex 2. Every cell is text, so that what begins with
// "=" is no formula.
func Write(w io.Writer, n *notice.Notice, form *workflow.RoleForm) error {
	f := excelize.NewFile()
	defer f.Close()
	s := &writer{file: f}
	s.do(f.SetSheetName("Sheet1", sheet))
	for column, width := range widths {
		s.do(f.SetColWidth(sheet, column, column, width))
	}
	s.title()
	s.row(2, true, heads...)
	for i, r := range form.Rows {
		s.row(3+i, false, fmt.Sprint(r.Number), r.Branch, r.Name, r.Position, paper.RolePost(n, r).ZH, r.Note)
	}
	s.foot(len(form.Rows) + 4)
	paperSize, orientation, fit := 9, "landscape", 1 // A4
	s.do(f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &paperSize, Orientation: &orientation, FitToWidth: &fit}))
	if s.err != nil {
		return fmt.Errorf("role sheet: %w", s.err)
	}
	return f.Write(w)
}

// writer keeps the first error.
type writer struct {
	file *excelize.File
	err  error
}

func (s *writer) do(err error) { s.err = errors.Join(s.err, err) }

func (s *writer) style(cell, to string, style *excelize.Style) {
	id, err := s.file.NewStyle(style)
	s.do(err)
	s.do(s.file.SetCellStyle(sheet, cell, to, id))
}

func (s *writer) title() {
	s.do(s.file.SetCellStr(sheet, "A1", sheet))
	s.do(s.file.MergeCell(sheet, "A1", last+"1"))
	s.do(s.file.SetRowHeight(sheet, 1, 36))
	s.style("A1", "A1", &excelize.Style{Font: &excelize.Font{Bold: true, Size: 18}, Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center"}})
}

func (s *writer) row(n int, head bool, cells ...any) {
	for i, c := range cells {
		at, err := excelize.CoordinatesToCellName(i+1, n)
		s.do(err)
		s.do(s.file.SetCellStr(sheet, at, fmt.Sprint(c)))
	}
	s.do(s.file.SetRowHeight(sheet, n, 26))
	line := func(side string) excelize.Border { return excelize.Border{Type: side, Color: "333333", Style: 1} }
	s.style(fmt.Sprint("A", n), fmt.Sprint(last, n), &excelize.Style{
		NumFmt: 49, Font: &excelize.Font{Bold: head}, Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
		Border: []excelize.Border{line("left"), line("right"), line("top"), line("bottom")},
	})
}

// foot is the place of the seal.
func (s *writer) foot(n int) {
	s.do(s.file.SetCellStr(sheet, fmt.Sprint("D", n), "申请单位（盖章）："))
	s.do(s.file.SetCellStr(sheet, fmt.Sprint("D", n+2), "日期：      年   月   日"))
}
