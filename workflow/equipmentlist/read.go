package equipmentlist

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"lianshen/checker"
	"lianshen/internal/errs"
	"lianshen/policies/parameters"
	"lianshen/workflow"
	"lianshen/workflow/spreadsheet"
	"lianshen/workflow/unitlist"
)

// Problem (问题) is what is wrong with a cell.
type Problem struct {
	Part    string    `json:"part"`
	Row     int       `json:"row"`    // index in the table, from 0; -1 for the part as a whole
	Column  string    `json:"column"` // "" for the whole row
	Code    string    `json:"code"`
	Message errs.Text `json:"message"`
}

// MaxRows bounds a part; workflow.SetEquipment has the same bound.
const MaxRows = 500

// Reading (读表) is what a table says, and where each entry of it stands in the table.
type Reading struct {
	Equipment workflow.Equipment
	Problems  []Problem

	names map[string][]parameters.Factor // of factors, by name
	rows  map[string][]int               // of lists, by part: rows of the entries
	// factors are the rows of the factors of each outlet of the equipment.
	factors [][]int
}

// Read takes tables for an equipment. Cells that cannot be read are problems and left out;
// whether the entries agree with each other is workflow.SetEquipment's to say, and Place finds
// the cell that it says it of.
func Read(t Table) (*Reading, error) {
	r, _, err := newReading()
	if err != nil {
		return nil, err
	}
	for _, p := range All {
		if len(t[p.Key]) > MaxRows {
			r.fail(p.Key, -1, "", "equipment.rows", fmt.Sprintf("「%s」超过%d行", p.Title.ZH, MaxRows), fmt.Sprintf("%s: more than %d rows", p.Title.EN, MaxRows))
			return r, nil
		}
	}
	e := &r.Equipment
	e.Outlets = list(r, t, Outlets, func(v *checker.Outlet, at int, row Row) { r.fill(Outlets, at, row, outletSlots(v)) })
	r.factorRows(t)
	e.Instruments = list(r, t, Instruments, func(v *checker.Instrument, at int, row Row) {
		r.fill(Instruments, at, row, instrumentSlots(v))
		bare(v)
	})
	e.Loggers = list(r, t, Loggers, func(v *checker.DataLogger, at int, row Row) {
		r.fill(Loggers, at, row, loggerSlots(v))
		v.Outlets = separate(row["outlets"])
	})
	e.Video = list(r, t, Video, func(v *checker.Monitor, at int, row Row) { r.fill(Video, at, row, monitorSlots(v)) })
	e.Process = list(r, t, Process, func(v *checker.Monitor, at int, row Row) { r.fill(Process, at, row, monitorSlots(v)) })
	r.parties(t)
	return r, nil
}

func newReading() (*Reading, *parameters.Table, error) {
	table, err := parameters.Default()
	if err != nil {
		return nil, nil, err
	}
	r := &Reading{names: map[string][]parameters.Factor{}, rows: map[string][]int{}}
	for _, f := range table.Factors() {
		if f.Code[0] <= '9' {
			continue // codes of HJ 212-2005, which names do not stand for any more
		}
		r.names[unitlist.Plain(f.Name.ZH)] = append(r.names[unitlist.Plain(f.Name.ZH)], f)
	}
	return r, table, nil
}

// list makes an entry of each row in which anything stands.
func list[T any](r *Reading, t Table, part string, read func(v *T, at int, row Row)) []T {
	out := []T{}
	for i, row := range t[part] {
		if row.Empty() {
			continue
		}
		var v T
		read(&v, i, row)
		out = append(out, v)
		r.rows[part] = append(r.rows[part], i)
	}
	return out
}

func (r *Reading) fail(part string, row int, column, code, zh, en string) {
	r.Problems = append(r.Problems, Problem{part, row, column, code, errs.Text{ZH: zh, EN: en}})
}

// fill reads the cells of a row, column by column.
func (r *Reading) fill(part string, at int, row Row, s slots) {
	for _, c := range Find(part).Columns {
		text, ok := r.cell(part, at, &c, row)
		if !ok || text == "" {
			continue
		}
		if p := s.texts[c.Key]; p != nil {
			*p = &text
		}
		if p := s.plain[c.Key]; p != nil {
			*p = text
		}
		if p := s.numbers[c.Key]; p != nil {
			if v, err := strconv.ParseFloat(text, 64); err == nil {
				*p = &v
			}
		}
	}
}

// cell reads a cell as its kind of column wants it; false where that is not possible.
func (r *Reading) cell(part string, at int, c *Column, row Row) (string, bool) {
	text := strings.TrimSpace(row[c.Key])
	if text == "" {
		return "", true
	}
	switch c.Kind {
	case Number:
		text = strings.ReplaceAll(unitlist.Plain(text), ",", "")
		if v, err := strconv.ParseFloat(text, 64); err != nil || strings.ContainsAny(text, "xXpP_iInN") {
			r.fail(part, at, c.Key, "equipment.number", "「"+row[c.Key]+"」不是数字", row[c.Key]+" is no number")
			return "", false
		} else if text = strconv.FormatFloat(v, 'f', -1, 64); len(text) > 32 {
			r.fail(part, at, c.Key, "equipment.number", "数字过长", "the number is too long")
			return "", false
		}
	case Date:
		day, ok := spreadsheet.ParseDate(unitlist.Plain(text))
		if !ok {
			r.fail(part, at, c.Key, "input.date", "「"+text+"」不是日期，应如 2026-12-31", text+" is no date like 2026-12-31")
			return "", false
		}
		return day, true
	case Choice:
		known := c.Known(text)
		if !slices.ContainsFunc(c.Options, func(o Option) bool { return o.Value == known }) {
			r.fail(part, at, c.Key, "equipment.choice", "「"+text+"」不在可选项中："+names(c.Options, "zh"), text+" is none of "+names(c.Options, "en"))
			return "", false
		}
		return known, true
	case Open:
		return c.Known(text), true
	case Factor:
		return r.factor(text, row["outlet"]), true
	}
	return text, true
}

func names(options []Option, lang string) string {
	var out []string
	for _, o := range options {
		out = append(out, o.Name.In(lang))
	}
	return strings.Join(out, map[string]string{"zh": "、", "en": ", "}[lang])
}

// factor is the code of a factor that was given by code or by name; of a name that factors of
// both media have, the outlet's medium tells which.
func (r *Reading) factor(text, outlet string) string {
	found := r.names[unitlist.Plain(text)]
	for _, f := range found {
		if len(found) == 1 || f.Medium == r.medium(outlet) {
			return f.Code
		}
	}
	return text
}

func (r *Reading) medium(outlet string) string {
	for _, o := range r.Equipment.Outlets {
		if o.Code == strings.TrimSpace(outlet) {
			return o.Medium
		}
	}
	return ""
}

// factorRows hangs the factors at their outlets.
func (r *Reading) factorRows(t Table) {
	r.factors = make([][]int, len(r.Equipment.Outlets))
	for i, row := range t[Factors] {
		if row.Empty() {
			continue
		}
		code := strings.TrimSpace(row["outlet"])
		o := slices.IndexFunc(r.Equipment.Outlets, func(o checker.Outlet) bool { return o.Code == code })
		if o < 0 {
			r.fail(Factors, i, "outlet", "equipment.outlet", "排放口「"+code+"」不在排放口清单中", "the outlet "+code+" is not in the list of outlets")
			continue
		}
		var f checker.Factor
		r.fill(Factors, i, row, factorSlots(&f))
		if value, ok := r.cell(Factors, i, Find(Factors).Column("in_permit"), Row{"in_permit": row["in_permit"]}); ok && value != "" {
			yes := value == "true"
			f.InPermit = &yes
		}
		outlet := &r.Equipment.Outlets[o]
		outlet.Factors = append(outlet.Factors, f)
		r.factors[o] = append(r.factors[o], i)
	}
}

func (r *Reading) parties(t Table) {
	for _, p := range partySlots(&r.Equipment) {
		for i, row := range t[Parties] {
			if row["role"] == p.role {
				r.fill(Parties, i, row, p.slots)
			}
		}
	}
}

var separator = regexp.MustCompile(`[、，,;；\s]+`)

// separate reads codes that stand in one cell.
func separate(text string) []string {
	out := []string{}
	for _, s := range separator.Split(text, -1) {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

var (
	entryField = regexp.MustCompile(`^([a-z]+)(?:\[(\d+)\](?:\.factors\[(\d+)\])?)?(?:\.(.+))?$`)
	columnOf   = map[string]string{
		"range": "range_low", "range.low": "range_low", "range.high": "range_high", "range.unit": "range_unit",
		"certificate.no": "cert_no", "certificate.model": "cert_model", "certificate.valid_to": "cert_valid_to",
		"uscc": "code", "cma": "code",
	}
)

// Place finds the cell that an error of workflow.SetEquipment is of; false for an error of
// something else.
func (r *Reading) Place(e *errs.Error) (Problem, bool) {
	m := entryField.FindStringSubmatch(e.Field)
	if m == nil {
		return Problem{}, false
	}
	out := Problem{Part: m[1], Row: -1, Column: m[4], Code: e.Code, Message: e.Message}
	if c, ok := columnOf[m[4]]; ok {
		out.Column = c
	} else if strings.HasPrefix(m[4], "outlets[") {
		out.Column = "outlets"
	}
	if i := slices.IndexFunc(partySlots(&r.Equipment), func(p partySlot) bool { return p.role == m[1] }); i >= 0 {
		out.Part, out.Row = Parties, i
		return out, true
	}
	n, _ := strconv.Atoi(m[2])
	switch k, err := strconv.Atoi(m[3]); {
	case Find(m[1]) == nil:
		return Problem{}, false
	case err == nil && n < len(r.factors) && k < len(r.factors[n]):
		out.Part, out.Row = Factors, r.factors[n][k]
		if out.Column == "code" {
			out.Column = "factor"
		}
	case m[2] != "" && n < len(r.rows[m[1]]):
		out.Row = r.rows[m[1]][n]
	}
	return out, true
}
