package xlsx

import (
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"lianshen/workflow/unitlist"
)

const sheet = "名单"

// Template writes an empty list with its heads and an example.
func Template(w io.Writer) error {
	example := map[string]string{}
	for _, c := range unitlist.Columns {
		example[c.Key] = c.Example
	}
	return write(w, []unitlist.Row{{Cells: example}}, nil)
}

// Marked writes a list anew, as it was read, with the problems of each row in a last column, in
// Chinese. It is made of the rows, so that nothing of a file that was handed over gets into it.
func Marked(w io.Writer, rows []unitlist.Row, problems []unitlist.Problem) error {
	marks := map[int][]string{}
	for _, p := range problems {
		text := p.Message.ZH + "。" + p.Remedy.ZH
		if p.Column != "" {
			text = unitlist.Title(p.Column) + "：" + text
		}
		marks[p.Row] = append(marks[p.Row], text)
	}
	return write(w, rows, marks)
}

// write makes every cell text: a code stays a code, and what begins with "=" is no formula.
func write(w io.Writer, rows []unitlist.Row, marks map[int][]string) error {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	text, err := f.NewStyle(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	columns := len(unitlist.Columns)
	if marks != nil {
		columns++
	}
	last, err := excelize.ColumnNumberToName(columns)
	if err != nil {
		return err
	}
	if err := f.SetColStyle(sheet, "A:"+last, text); err != nil {
		return err
	}
	if err := f.SetColWidth(sheet, "A", last, 22); err != nil {
		return err
	}
	if err := line(f, 1, heads(marks != nil)); err != nil {
		return err
	}
	for i, row := range rows {
		cells := make([]string, len(unitlist.Columns), columns)
		for j, c := range unitlist.Columns {
			cells[j] = row.Cells[c.Key]
		}
		if marks != nil {
			cells = append(cells, strings.Join(marks[row.Number], "\n"))
		}
		if err := line(f, i+2, cells); err != nil {
			return err
		}
	}
	return f.Write(w)
}

func heads(marked bool) []string {
	var out []string
	for _, c := range unitlist.Columns {
		out = append(out, c.Title)
	}
	if marked {
		out = append(out, "问题")
	}
	return out
}

func line(f *excelize.File, n int, cells []string) error {
	for i, text := range cells {
		letters, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := f.SetCellStr(sheet, letters+strconv.Itoa(n), text); err != nil {
			return err
		}
	}
	return nil
}
