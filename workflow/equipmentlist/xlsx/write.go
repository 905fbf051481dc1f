package xlsx

import (
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"

	"lianshen/workflow/equipmentlist"
)

// Layout of a sheet: heads on the first row, rows below, room for more.
const (
	headRow = 1
	room    = 200 // rows that have the style and the choices of their columns
)

// Write writes tables as a workbook with a sheet a part. Every cell is text: a code stays a code,
// and what begins with "=" is no formula.
func Write(w io.Writer, t equipmentlist.Table) error {
	f := excelize.NewFile()
	defer f.Close()
	styles, err := newStyles(f)
	if err != nil {
		return err
	}
	for i := range equipmentlist.All {
		p := &equipmentlist.All[i]
		if i == 0 {
			err = f.SetSheetName("Sheet1", p.Title.ZH)
		} else {
			_, err = f.NewSheet(p.Title.ZH)
		}
		if err == nil {
			err = sheet(f, p, t[p.Key], styles)
		}
		if err != nil {
			return err
		}
	}
	return f.Write(w)
}

type styles struct{ head, text int }

func newStyles(f *excelize.File) (s styles, err error) {
	if s.text, err = f.NewStyle(&excelize.Style{NumFmt: 49}); err != nil {
		return s, err
	}
	s.head, err = f.NewStyle(&excelize.Style{
		NumFmt: 49, Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8EEF6"}},
		Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"}, Border: []excelize.Border{{Type: "bottom", Style: 1, Color: "8A93A0"}},
	})
	return s, err
}

func sheet(f *excelize.File, p *equipmentlist.Part, rows []equipmentlist.Row, s styles) error {
	name := p.Title.ZH
	for i, c := range p.Columns {
		letters, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := column(f, name, letters, &c, s); err != nil {
			return err
		}
		for n, row := range rows {
			if err := f.SetCellStr(name, letters+strconv.Itoa(headRow+1+n), c.Say(row[c.Key])); err != nil {
				return err
			}
		}
	}
	return f.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: headRow, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

// column sets the head of a column, its width, its style, and what may be chosen.
func column(f *excelize.File, sheet, letters string, c *equipmentlist.Column, s styles) error {
	width := 16.0
	switch {
	case c.Wide:
		width = 28
	case c.Narrow:
		width = 12
	}
	if err := f.SetColWidth(sheet, letters, letters, width); err != nil {
		return err
	}
	if err := f.SetColStyle(sheet, letters, s.text); err != nil {
		return err
	}
	head := letters + strconv.Itoa(headRow)
	if err := f.SetCellStr(sheet, head, c.Title.ZH); err != nil {
		return err
	}
	if err := f.SetCellStyle(sheet, head, head, s.head); err != nil {
		return err
	}
	if len(c.Options) == 0 {
		return nil
	}
	var choices []string
	for _, o := range c.Options {
		choices = append(choices, o.Name.ZH)
	}
	v := excelize.NewDataValidation(true)
	v.SetSqref(letters + strconv.Itoa(headRow+1) + ":" + letters + strconv.Itoa(headRow+room))
	v.ShowErrorMessage = c.Kind != equipmentlist.Open
	if err := v.SetDropList(choices); err != nil {
		return err
	}
	return f.AddDataValidation(sheet, v)
}
