// Package xlsx reads and writes the equipment of a project (设备清单) as a workbook of Excel with a
// sheet a part. Read opens bytes that nobody vouches for: it is called in the cell (checker/cell)
// only.
package xlsx

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"lianshen/internal/errs"
	"lianshen/workflow/equipmentlist"
	"lianshen/workflow/spreadsheet"
	"lianshen/workflow/unitlist"
)

// Limits of a workbook. An honest one has some ten rows a sheet and less than 100 kB.
const (
	maxColumns  = 64
	maxUnpacked = 32 << 20 // bytes of all parts together
	headWithin  = 10       // rows in which the heads must stand
	maxCell     = 1000     // characters
	maxLines    = 5000     // rows of a sheet, empty ones included
)

// Read reads the sheets that have the title of a part. No formula is worked out and no link
// followed. Errors have the codes equipment.format, equipment.size, equipment.sheets,
// equipment.columns, equipment.rows.
func Read(raw []byte) (*equipmentlist.Imported, error) {
	f, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked, RawCellValue: true})
	if err != nil {
		return nil, refusal(err)
	}
	defer f.Close()
	r := &reader{file: f, book: &equipmentlist.Imported{Table: equipmentlist.Table{}, Faults: []equipmentlist.Fault{}, Missing: []string{}}}
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		r.date1904 = *props.Date1904
	}
	for i := range equipmentlist.All {
		if err := r.part(&equipmentlist.All[i]); err != nil {
			return nil, err
		}
	}
	if len(r.book.Table) == 0 {
		return nil, errs.New(errs.Refused, "equipment.sheets",
			errs.Text{ZH: "工作簿中没有设备清单的工作表（排放口、监测因子、监测仪器等）", EN: "the workbook has no sheet of an equipment list (排放口, 监测因子, 监测仪器 …)"}, template)
	}
	return r.book, nil
}

var template = errs.Text{ZH: "请先导出Excel，在导出的文件中填写后再导入", EN: "export to Excel, fill in that file and import it"}

// refusal says why a file is no list.
func refusal(err error) error {
	if strings.Contains(err.Error(), "unzip size exceeds") {
		return errs.New(errs.Limit, "equipment.size",
			errs.Text{ZH: fmt.Sprintf("工作簿解压后超过%dMB", maxUnpacked>>20), EN: fmt.Sprintf("the workbook unpacks to more than %d MB", maxUnpacked>>20)},
			errs.Text{ZH: "请只保留设备清单的工作表后重新保存", EN: "keep only the sheets of the list and save it again"}).Wrap(err)
	}
	return errs.New(errs.Refused, "equipment.format",
		errs.Text{ZH: "文件不是可读取的Excel工作簿（.xlsx），或已加密、损坏", EN: "the file is no Excel workbook (.xlsx) that can be read, or it is encrypted or damaged"},
		errs.Text{ZH: "请用Excel或WPS另存为.xlsx（不加密码）后重试", EN: "save it as .xlsx without a password and try again"}).Wrap(err)
}

type reader struct {
	file     *excelize.File
	date1904 bool
	book     *equipmentlist.Imported
}

// part reads the sheet of a part, if there is one.
func (r *reader) part(p *equipmentlist.Part) error {
	sheets := r.file.GetSheetList()
	i := slices.IndexFunc(sheets, func(s string) bool { return unitlist.Plain(s) == p.Title.ZH })
	if i < 0 {
		r.book.Missing = append(r.book.Missing, p.Title.ZH)
		return nil
	}
	rows, err := r.file.Rows(sheets[i])
	if err != nil {
		return refusal(err)
	}
	defer rows.Close()
	s := &sheetReader{reader: r, part: p, name: sheets[i]}
	for n := 1; rows.Next(); n++ {
		cells, err := rows.Columns()
		if err != nil {
			return refusal(err)
		}
		if err := s.line(n, cells[:min(len(cells), maxColumns)]); err != nil {
			return err
		}
	}
	if err := rows.Error(); err != nil {
		return refusal(err)
	}
	if s.heads == nil {
		return s.lacking(p.Columns)
	}
	r.book.Table[p.Key] = s.done()
	return nil
}

// sheetReader reads one sheet.
type sheetReader struct {
	*reader
	part  *equipmentlist.Part
	name  string
	heads map[int]*equipmentlist.Column // by index of the column, from 0
	rows  []equipmentlist.Row
}

func (s *sheetReader) line(n int, cells []string) error {
	if s.heads == nil {
		if n > headWithin {
			return s.lacking(s.part.Columns)
		}
		return s.head(cells)
	}
	row := equipmentlist.Row{}
	for i := range maxColumns {
		if c := s.heads[i]; c != nil {
			text := ""
			if i < len(cells) {
				text = cells[i]
			}
			s.cell(row, n, i, c, text)
		}
	}
	if row.Empty() && n <= maxLines {
		return nil
	}
	if len(s.rows) == equipmentlist.MaxRows || n > maxLines {
		return errs.New(errs.Limit, "equipment.rows",
			errs.Text{ZH: fmt.Sprintf("工作表「%s」超过%d行", s.name, equipmentlist.MaxRows), EN: fmt.Sprintf("the sheet %s has more than %d rows", s.name, equipmentlist.MaxRows)},
			errs.Text{ZH: "请删去多余的行", EN: "take rows away"})
	}
	s.rows = append(s.rows, row)
	return nil
}

// head takes the row for the heads when it has two of them or more.
func (s *sheetReader) head(cells []string) error {
	heads, found := map[int]*equipmentlist.Column{}, map[string]bool{}
	for i, text := range cells {
		c := s.part.ByTitle(text)
		if c == nil {
			continue
		}
		if found[c.Key] {
			return s.columns("有两列「"+c.Title.ZH+"」", "has two columns "+c.Title.ZH)
		}
		heads[i], found[c.Key] = c, true
	}
	if len(heads) < 2 {
		return nil
	}
	var missing []equipmentlist.Column
	for _, c := range s.part.Columns {
		if !found[c.Key] {
			missing = append(missing, c)
		}
	}
	if len(missing) > 0 {
		return s.lacking(missing)
	}
	s.heads = heads
	return nil
}

// lacking refuses a sheet without columns: an import must not empty what it does not know.
func (s *sheetReader) lacking(columns []equipmentlist.Column) error {
	var titles []string
	for _, c := range columns {
		titles = append(titles, c.Title.ZH)
	}
	return s.columns("缺少列："+strings.Join(titles, "、"), "lacks "+strings.Join(titles, ", "))
}

func (s *sheetReader) columns(zh, en string) error {
	return errs.New(errs.Refused, "equipment.columns", errs.Text{ZH: "工作表「" + s.name + "」" + zh, EN: "the sheet " + s.name + " " + en}, template)
}

// cell reads a cell. A formula is not worked out, even where a value of it is stored: nobody
// knows by what program.
func (s *sheetReader) cell(row equipmentlist.Row, n, i int, c *equipmentlist.Column, text string) {
	at, err := excelize.CoordinatesToCellName(i+1, n)
	if err != nil {
		return
	}
	if formula, err := s.file.GetCellFormula(s.name, at); err != nil || formula != "" {
		s.fault(at, c, "equipment.formula", "单元格含公式，不予计算，请粘贴为数值", "the cell holds a formula; none is worked out: paste it as a value")
		return
	}
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	switch {
	case len([]rune(text)) > maxCell:
		s.fault(at, c, "equipment.long", fmt.Sprintf("单元格超过%d字", maxCell), fmt.Sprintf("the cell has more than %d characters", maxCell))
		return
	case c.Kind == equipmentlist.Text && spoiled(text):
		s.fault(at, c, "equipment.spoiled", "编号被存为数字，已失去末位："+text+"，请将该列设为文本格式后重新填写", "the number has lost its last digits: "+text+"; make the column text and enter it again")
		return
	case c.Kind == equipmentlist.Date:
		text = s.date(text)
	case c.Kind == equipmentlist.Number:
		text = shortest(text)
	}
	row[c.Key] = c.Known(text)
}

// spoiled tells a code that Excel has stored as a number too long for it.
func spoiled(text string) bool {
	_, err := strconv.ParseFloat(text, 64)
	return err == nil && strings.Contains(text, "E+")
}

// date reads a date of Excel, which is a number of days; another text is left as it is, for the
// portal to show where it stands.
func (s *sheetReader) date(text string) string {
	if day, ok := spreadsheet.ParseDate(unitlist.Plain(text)); ok {
		return day
	}
	if n, err := strconv.ParseFloat(text, 64); err == nil && n >= 1 && n < 80000 {
		if t, err := excelize.ExcelDateToTime(n, s.date1904); err == nil {
			return t.Format("2006-01-02")
		}
	}
	return text
}

// shortest writes a number of Excel as it was entered: 0.10000000000000001 is 0.1.
func shortest(text string) string {
	if v, err := strconv.ParseFloat(text, 64); err == nil {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return text
}

func (s *sheetReader) fault(at string, c *equipmentlist.Column, code, zh, en string) {
	s.book.Faults = append(s.book.Faults, equipmentlist.Fault{Sheet: s.name, Cell: at, Column: c.Title.ZH, Code: code, Message: errs.Text{ZH: zh, EN: en}})
}

// done are the rows; those of the parties in the order of their roles, each once.
func (s *sheetReader) done() []equipmentlist.Row {
	role := s.part.Column("role")
	if role == nil {
		return s.rows
	}
	var out []equipmentlist.Row
	for _, o := range role.Options {
		row := equipmentlist.Row{"role": o.Value}
		for _, r := range s.rows {
			if r["role"] == o.Value {
				row = r
			}
		}
		out = append(out, row)
	}
	return out
}
