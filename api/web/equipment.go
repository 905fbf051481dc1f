package web

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianshen/api/pack"
	"lianshen/internal/errs"
	"lianshen/policies/parameters"
	"lianshen/workflow"
	"lianshen/workflow/equipmentlist"
)

var equipmentRoutes = []route{
	{Method: get, Path: "/projects/:id/equipment", Op: "equipmentPage", Do: (*Portal).equipmentPage},
	{Method: post, Path: "/projects/:id/equipment", Op: "setEquipment", Do: (*Portal).setEquipment},
	{Method: post, Path: "/projects/:id/equipment/import", Op: "readEquipment", Files: true, Do: (*Portal).importEquipment},
	{Method: get, Path: "/projects/:id/equipment.xlsx", Op: "equipmentWorkbook", Do: (*Portal).equipmentWorkbook},
}

// equipmentPage is the equipment list as tables, to edit for those who may enter it.
type equipmentPage struct {
	*Page
	ID      string
	Version int
	Edits   bool
	Tables  []equipmentTable
	Factors []parameters.Factor
	// Problems are those of single cells, with the way there.
	Problems []equipmentProblem
	// Imported is what was read from a workbook and not stored yet.
	Imported *equipmentlist.Imported
	Changes  []equipmentlist.Change
	MaxBook  int64
}

type equipmentTable struct {
	*equipmentlist.Part
	Rows []equipmentRow
	// Wrong is what is wrong with the table as a whole.
	Wrong []errs.Text
	Fixed bool
	// Blank is the row that scripts make new ones of.
	Blank equipmentRow
}

type equipmentRow struct {
	Part  string
	Index string
	New   bool // not stored yet
	Fixed bool
	Cells []equipmentCell
}

type equipmentCell struct {
	equipmentlist.Column
	Name, ID, Value string
	Wrong           []errs.Text
	lang            string
}

// Known is the option that the cell holds, and Odd what it holds besides the options.
func (c equipmentCell) Known() string { return c.Column.Known(c.Value) }

// Odd is what the cell holds that is no option.
func (c equipmentCell) Odd() string {
	known := c.Known()
	if slices.ContainsFunc(c.Options, func(o equipmentlist.Option) bool { return o.Value == known }) {
		return ""
	}
	return c.Value
}

// Said is the cell as it is read.
func (c equipmentCell) Said() string {
	for _, o := range c.Options {
		if o.Value == c.Value {
			return o.Name.In(c.lang)
		}
	}
	return c.Value
}

// AnyChange reports whether an import differs from what is stored.
func (p *equipmentPage) AnyChange() bool {
	return slices.ContainsFunc(p.Changes, equipmentlist.Change.Any)
}

type equipmentProblem struct {
	Where, ID string
	Message   errs.Text
}

// equipmentState is what a page of the list is made of besides what is stored.
type equipmentState struct {
	table    equipmentlist.Table
	problems []equipmentlist.Problem
	imported *equipmentlist.Imported
}

func (p *Portal) equipmentPage(v *visit) error {
	d, err := v.dossier()
	if err != nil {
		return err
	}
	return p.showEquipment(v, d, &equipmentState{table: suggested(d)})
}

// suggested is what is stored; while that is nothing, the outlets of the enterprise.
func suggested(d *workflow.Dossier) equipmentlist.Table {
	t := equipmentlist.Of(&d.Equipment)
	if len(t[equipmentlist.Outlets]) == 0 {
		for _, o := range d.Enterprise.Outlets {
			t[equipmentlist.Outlets] = append(t[equipmentlist.Outlets], equipmentlist.Row{"code": o.Code, "medium": o.Medium})
		}
	}
	return t
}

func (p *Portal) showEquipment(v *visit, d *workflow.Dossier, s *equipmentState) error {
	page, err := v.page(v.t("equipment.title"), v.home(), v.project(d))
	if err != nil {
		return err
	}
	table, err := parameters.Default()
	if err != nil {
		return err
	}
	out := &equipmentPage{
		Page: page, ID: d.Project.ID, Version: d.Project.Version, Factors: table.Factors(), Imported: s.imported, MaxBook: maxWorkbook,
		Edits: p.Workflow.May(v.ctx, v.actor(), "set-equipment", d.Project.ID) == nil,
	}
	fresh := map[string]map[int]bool{}
	if s.imported != nil {
		out.Changes, fresh = equipmentlist.Changes(equipmentlist.Of(&d.Equipment), s.table)
	}
	for i := range equipmentlist.All {
		out.Tables = append(out.Tables, out.tableOf(&equipmentlist.All[i], s, fresh, v.lang))
	}
	return v.show("equipment", out)
}

// tableOf lays out a part. An editor has a row to begin with.
func (p *equipmentPage) tableOf(part *equipmentlist.Part, s *equipmentState, fresh map[string]map[int]bool, lang string) equipmentTable {
	t := equipmentTable{Part: part, Fixed: part.Key == equipmentlist.Parties, Blank: rowOf(part, "__i__", nil, lang)}
	rows := s.table[part.Key]
	if len(rows) == 0 && p.Edits {
		rows = []equipmentlist.Row{{}}
	}
	for i, row := range rows {
		r := rowOf(part, strconv.Itoa(i), row, lang)
		r.New = fresh[part.Key][i]
		t.Rows = append(t.Rows, r)
	}
	for _, w := range s.problems {
		if w.Part == part.Key {
			p.wrong(&t, &w, lang)
		}
	}
	return t
}

func rowOf(part *equipmentlist.Part, index string, row equipmentlist.Row, lang string) equipmentRow {
	out := equipmentRow{Part: part.Key, Index: index, Fixed: part.Key == equipmentlist.Parties}
	for _, c := range part.Columns {
		name := part.Key + "." + index + "." + c.Key
		out.Cells = append(out.Cells, equipmentCell{Column: c, Name: name, ID: "c-" + strings.ReplaceAll(name, ".", "-"), Value: row[c.Key], lang: lang})
	}
	return out
}

// wrong hangs a problem at its cell.
func (p *equipmentPage) wrong(t *equipmentTable, w *equipmentlist.Problem, lang string) {
	line := equipmentProblem{Where: t.Title.In(lang), ID: "part-" + t.Key, Message: w.Message}
	if w.Row < 0 || w.Row >= len(t.Rows) {
		t.Wrong = append(t.Wrong, w.Message)
		p.Problems = append(p.Problems, line)
		return
	}
	cells := t.Rows[w.Row].Cells
	i := max(0, slices.IndexFunc(cells, func(c equipmentCell) bool { return c.Key == w.Column }))
	cells[i].Wrong = append(cells[i].Wrong, w.Message)
	line.Where += " " + strconv.Itoa(w.Row+1) + " · " + cells[i].Title.In(lang)
	line.ID = cells[i].ID
	p.Problems = append(p.Problems, line)
}

// setEquipment stores the tables, or lays them out again with a row more or less.
func (p *Portal) setEquipment(v *visit) error {
	d, err := v.dossier()
	if err != nil {
		return err
	}
	s := &equipmentState{table: v.tables()}
	do, part, _ := strings.Cut(v.form("do"), ":")
	switch do {
	case "add":
		if len(s.table[part]) < equipmentlist.MaxRows {
			s.table[part] = append(s.table[part], equipmentlist.Row{})
		}
		return p.showEquipment(v, d, s)
	case "remove":
		part, at, _ := strings.Cut(part, ":")
		if i, err := strconv.Atoi(at); err == nil && i >= 0 && i < len(s.table[part]) {
			s.table[part] = slices.Delete(s.table[part], i, i+1)
		}
		return p.showEquipment(v, d, s)
	}
	if err := v.storeEquipment(s); err != nil {
		return v.again(err, func(v *visit) error { return p.showEquipment(v, d, s) })
	}
	return v.see("/projects/"+d.Project.ID+"/equipment", "equipment-saved")
}

// errEquipmentCells says that cells are marked.
var errEquipmentCells = errs.New(errs.Usage, "equipment.cells",
	errs.Text{ZH: "设备清单中有填写错误，尚未保存", EN: "there are errors in the list; nothing was saved"},
	errs.Text{ZH: "请更正标红的单元格后重新保存", EN: "correct the cells that are marked and save again"})

// storeEquipment stores the tables. What is wrong with them is found at its cell.
func (v *visit) storeEquipment(s *equipmentState) error {
	r, err := equipmentlist.Read(s.table)
	if err != nil {
		return err
	}
	if s.problems = r.Problems; len(s.problems) > 0 {
		return errEquipmentCells
	}
	ref, err := v.ref(v.param("id"))
	if err != nil {
		return err
	}
	_, err = v.p.Workflow.SetEquipment(v.ctx, v.actor(), ref, r.Equipment)
	var e *errs.Error
	if errors.As(err, &e) && e.Field != "" {
		if at, ok := r.Place(e); ok {
			s.problems = append(s.problems, at)
			return errEquipmentCells.Wrap(err)
		}
	}
	return err
}

// tables are those of the form, whose fields are called part.row.column. Rows may have gaps
// between their numbers: scripts take rows away.
func (v *visit) tables() equipmentlist.Table {
	byIndex := map[string]map[int]equipmentlist.Row{}
	for name := range v.sent {
		part, rest, _ := strings.Cut(name, ".")
		at, column, _ := strings.Cut(rest, ".")
		i, err := strconv.Atoi(at)
		if p := equipmentlist.Find(part); err != nil || i < 0 || p == nil || p.Column(column) == nil {
			continue
		}
		if byIndex[part] == nil {
			byIndex[part] = map[int]equipmentlist.Row{}
		}
		if byIndex[part][i] == nil {
			byIndex[part][i] = equipmentlist.Row{}
		}
		byIndex[part][i][column] = v.form(name)
	}
	t := equipmentlist.Table{}
	for part, rows := range byIndex {
		var order []int
		for i := range rows {
			order = append(order, i)
		}
		slices.Sort(order)
		for _, i := range order {
			t[part] = append(t[part], rows[i])
		}
	}
	return t
}

// maxWorkbook is the largest workbook, in bytes.
const maxWorkbook = 5 << 20

// importEquipment reads a workbook and lays out what it says, to be looked at and then stored.
func (p *Portal) importEquipment(v *visit) error {
	d, err := v.dossier()
	if err != nil {
		return err
	}
	if err := p.Workflow.May(v.ctx, v.actor(), "set-equipment", d.Project.ID); err != nil {
		return err
	}
	read, err := v.workbook()
	if err != nil {
		return v.again(err, func(v *visit) error { return p.showEquipment(v, d, &equipmentState{table: suggested(d)}) })
	}
	s := &equipmentState{table: equipmentlist.Of(&d.Equipment), imported: read}
	for part, rows := range read.Table {
		s.table[part] = rows
	}
	r, err := equipmentlist.Read(s.table)
	if err != nil {
		return err
	}
	if s.problems = r.Problems; len(s.problems) == 0 {
		s.table = equipmentlist.Of(&r.Equipment)
	}
	return p.showEquipment(v, d, s)
}

var errNoWorkbook = errs.New(errs.Usage, "equipment.no_file",
	errs.Text{ZH: "未选择文件", EN: "no file was chosen"},
	errs.Text{ZH: "请选择Excel工作簿（.xlsx）", EN: "choose an Excel workbook (.xlsx)"}).On("file")

// workbook has the file of a form read where uploaded bytes may be opened.
func (v *visit) workbook() (*equipmentlist.Imported, error) {
	var read *equipmentlist.Imported
	err := v.readFiles(maxWorkbook+formLimit, func(_, _ string, file io.Reader) error {
		if read != nil {
			return nil // one is read, whatever else is sent
		}
		f, err := temporary(file, maxWorkbook)
		if err != nil {
			return err
		}
		defer f.Close()
		if info, err := f.Stat(); err != nil || info.Size() == 0 {
			return errors.Join(err, errNoWorkbook)
		}
		read, err = v.p.ReadEquipment(v.ctx, f)
		return err
	})
	if err == nil && read == nil {
		err = errNoWorkbook
	}
	return read, err
}

// equipmentWorkbook gives what is stored as a workbook.
func (p *Portal) equipmentWorkbook(v *visit) error {
	d, err := v.dossier()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := p.WriteEquipment(&b, suggested(d)); err != nil {
		return err
	}
	v.fiber.Set(fiber.HeaderContentType, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	v.fiber.Set(fiber.HeaderContentDisposition, pack.Attachment(d.Enterprise.Name+"-设备清单.xlsx"))
	return v.fiber.Send(b.Bytes())
}
