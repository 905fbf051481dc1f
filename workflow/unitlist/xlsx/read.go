// Package xlsx reads and writes lists of units (单位名单) as spreadsheets of Excel. Read opens bytes
// that nobody vouches for: it is called in the cell (checker/cell) only.
package xlsx

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"lianshen/internal/errs"
	"lianshen/workflow/spreadsheet"
	"lianshen/workflow/unitlist"
)

// Limits of a list. An honest one has some hundred rows and less than a megabyte.
const (
	MaxRows     = 5000
	maxColumns  = 64
	maxUnpacked = 32 << 20 // bytes of all parts together
	headWithin  = 20       // rows in which the heads must stand
	maxCell     = 4000     // characters
)

// Read returns the rows below the heads of the first sheet that has them. No formula is worked
// out and no link followed: a cell with a formula is a problem of its row. Errors have the codes
// units.format, units.size, units.rows, units.heads, units.columns.
func Read(raw []byte) ([]unitlist.Row, error) {
	f, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked, RawCellValue: true})
	if err != nil {
		return nil, refusal(err)
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		r := &reader{file: f, sheet: sheet}
		found, err := r.read()
		if err != nil || found {
			return r.rows, err
		}
	}
	return nil, errs.New(errs.Refused, "units.heads",
		errs.Text{ZH: fmt.Sprintf("前%d行中没有找到表头（单位名称、镇街等）", headWithin), EN: fmt.Sprintf("no row of heads (单位名称, 镇街 …) among the first %d", headWithin)},
		errs.Text{ZH: "请使用模板：project import --template 名单.xlsx", EN: "use the template: project import --template LIST.xlsx"})
}

// refusal says why a file is no list.
func refusal(err error) error {
	if strings.Contains(err.Error(), "unzip size exceeds") {
		return errs.New(errs.Limit, "units.size",
			errs.Text{ZH: fmt.Sprintf("表格解压后超过%dMB", maxUnpacked>>20), EN: fmt.Sprintf("the spreadsheet unpacks to more than %d MB", maxUnpacked>>20)},
			errs.Text{ZH: "请只保留名单一张表后重新保存", EN: "keep only the list and save it again"}).Wrap(err)
	}
	return errs.New(errs.Refused, "units.format",
		errs.Text{ZH: "文件不是可读取的 Excel 工作簿（.xlsx），或已加密、损坏", EN: "the file is no Excel workbook (.xlsx) that can be read, or it is encrypted or damaged"},
		errs.Text{ZH: "请用 Excel 或 WPS 另存为 .xlsx（不加密码）后重试", EN: "save it as .xlsx without a password and try again"}).Wrap(err)
}

// reader reads one sheet.
type reader struct {
	file     *excelize.File
	sheet    string
	date1904 bool
	heads    map[int]*unitlist.Column // by index of the column, from 0
	last     int                      // number of the last row
	rows     []unitlist.Row
}

// read reports whether the sheet has heads.
func (r *reader) read() (bool, error) {
	lines, err := r.file.Rows(r.sheet)
	if err != nil {
		return false, refusal(err)
	}
	defer lines.Close()
	if props, err := r.file.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		r.date1904 = *props.Date1904
	}
	for n := 1; lines.Next(); n++ {
		cells, err := lines.Columns()
		if err != nil {
			return false, refusal(err)
		}
		if r.last = n; r.heads == nil {
			if err := r.head(n, cells); err != nil || (n == headWithin && r.heads == nil) {
				return false, err
			}
			continue
		}
		if r.row(n, cells); len(r.rows) > MaxRows {
			return true, tooMany()
		}
	}
	if err := lines.Error(); err != nil {
		return false, refusal(err)
	}
	return r.heads != nil, r.formulas()
}

func tooMany() error {
	return errs.New(errs.Limit, "units.rows",
		errs.Text{ZH: fmt.Sprintf("名单超过%d行", MaxRows), EN: fmt.Sprintf("the list has more than %d rows", MaxRows)},
		errs.Text{ZH: "请分成几份名单导入", EN: "import it in several lists"})
}

// fewHeads is from how many known heads on a row is taken for the heads, rather than a title.
const fewHeads = 3

// head takes the row for the heads when it has enough of them.
func (r *reader) head(n int, cells []string) error {
	heads, seen := map[int]*unitlist.Column{}, map[string]bool{}
	for i, text := range cells[:min(len(cells), maxColumns)] {
		c := unitlist.ByTitle(text)
		if c == nil {
			continue
		}
		if seen[c.Key] {
			return columnsError(fmt.Sprintf("第%d行有两列「%s」", n, c.Title), fmt.Sprintf("row %d has two columns %s", n, c.Title))
		}
		heads[i], seen[c.Key] = c, true
	}
	if len(heads) < fewHeads {
		return nil
	}
	var missing []string
	for _, c := range unitlist.Columns {
		if c.Required && !seen[c.Key] {
			missing = append(missing, c.Title)
		}
	}
	if len(missing) > 0 {
		return columnsError(fmt.Sprintf("表头（第%d行）缺少列：%s", n, strings.Join(missing, "、")), fmt.Sprintf("the heads (row %d) lack %s", n, strings.Join(missing, ", ")))
	}
	r.heads = heads
	return nil
}

func columnsError(zh, en string) error {
	return errs.New(errs.Refused, "units.columns", errs.Text{ZH: zh, EN: en},
		errs.Text{ZH: "请按模板补正表头：project import --template 名单.xlsx", EN: "correct the heads as in the template: project import --template LIST.xlsx"})
}

// row keeps a row that has anything in the columns of the list.
func (r *reader) row(n int, cells []string) {
	row := unitlist.Row{Number: n, Cells: map[string]string{}}
	for _, i := range slices.Sorted(maps.Keys(r.heads)) {
		if i < len(cells) {
			r.cell(&row, r.heads[i], cells[i])
		}
	}
	if r.counts(&row) {
		r.rows = append(r.rows, row)
	}
}

// counts tells a unit from an empty row and from the example of the template.
func (r *reader) counts(row *unitlist.Row) bool {
	if row.Cells[unitlist.Number] == unitlist.ExampleNumber {
		return false
	}
	entries := len(row.Cells) + len(row.Problems)
	if row.Cells[unitlist.Number] != "" {
		entries--
	}
	return entries > 0
}

func (r *reader) cell(row *unitlist.Row, c *unitlist.Column, text string) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	if len([]rune(text)) > maxCell {
		problem(row, c, "units.long", fmt.Sprintf("单元格超过%d字", maxCell), fmt.Sprintf("the cell has more than %d characters", maxCell), "请缩短", "shorten it")
		return
	}
	if c.Plain {
		text = unitlist.Plain(text)
	}
	switch c.Key {
	case unitlist.Deadline:
		r.date(row, c, text)
		return
	case unitlist.USCC, unitlist.Permit:
		if strings.Contains(text, "E+") {
			problem(row, c, "units.number", "代码被存为数字，已失去末位："+text, "the code was stored as a number and has lost its last digits: "+text,
				"请将该列设为文本格式后重新填写", "make the column text and enter it again")
			return
		}
	}
	if text != "" {
		row.Cells[c.Key] = text
	}
}

// date reads a date of Excel, which is a number of days, or one in words.
func (r *reader) date(row *unitlist.Row, c *unitlist.Column, text string) {
	day, ok := spreadsheet.ParseDate(text)
	if n, err := strconv.ParseFloat(text, 64); !ok && err == nil && n >= 1 && n < 80000 {
		t, err := excelize.ExcelDateToTime(n, r.date1904)
		day, ok = t.Format("2006-01-02"), err == nil
	}
	if !ok {
		problem(row, c, "units.date", "「"+text+"」不是日期", text+" is no date", "请填写如 2026-12-31 的日期", "enter a date like 2026-12-31")
		return
	}
	row.Cells[c.Key] = day
}

// formulas finds cells with formulas: what stands in them was worked out by a program that
// nobody knows, or by none.
func (r *reader) formulas() error {
	if r.heads == nil {
		return nil
	}
	index := map[int]int{} // of rows, by number
	for i := range r.rows {
		index[r.rows[i].Number] = i
	}
	for i, c := range r.heads {
		letters, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		for n := 1; n <= min(r.last, MaxRows+headWithin); n++ {
			formula, err := r.file.GetCellFormula(r.sheet, letters+strconv.Itoa(n))
			if err != nil {
				return refusal(err)
			}
			if formula != "" && c.Key != unitlist.Number {
				r.formula(index, n, c)
			}
		}
	}
	slices.SortFunc(r.rows, func(a, b unitlist.Row) int { return a.Number - b.Number })
	return nil
}

func (r *reader) formula(index map[int]int, n int, c *unitlist.Column) {
	i, ok := index[n]
	if !ok {
		if len(r.rows) == 0 || n < r.rows[0].Number {
			return // above the list
		}
		i = len(r.rows)
		index[n] = i
		r.rows = append(r.rows, unitlist.Row{Number: n, Cells: map[string]string{}})
	}
	row := &r.rows[i]
	delete(row.Cells, c.Key)
	problem(row, c, "units.formula", "单元格含公式，不予计算", "the cell holds a formula; none is worked out", "请用“选择性粘贴—数值”改为数值", "paste it as a value")
}

func problem(row *unitlist.Row, c *unitlist.Column, code, zh, en, zhRemedy, enRemedy string) {
	row.Problems = append(row.Problems, unitlist.Problem{
		Row: row.Number, Column: c.Key, Code: code,
		Message: errs.Text{ZH: zh, EN: en}, Remedy: errs.Text{ZH: zhRemedy, EN: enRemedy},
	})
}
