package equipmentlist

import (
	"strconv"
	"strings"

	"lianshen/checker"
	"lianshen/workflow"
)

// Row (行) holds cells by column; empty ones are left out.
type Row map[string]string

// Table (表) holds the rows of each part.
type Table map[string][]Row

// Empty reports whether nothing was typed into a row. The role of a party is given.
func (r Row) Empty() bool {
	for key, text := range r {
		if key != "role" && strings.TrimSpace(text) != "" {
			return false
		}
	}
	return true
}

// Of writes an equipment as tables. Factors are named where Read knows them by their names.
func Of(e *workflow.Equipment) Table {
	t := Table{}
	defer nameFactors(t, e)
	for _, o := range e.Outlets {
		t[Outlets] = append(t[Outlets], outletSlots(&o).row())
		for _, f := range o.Factors {
			row := factorSlots(&f).row()
			row.set("outlet", o.Code)
			row.set("in_permit", sayBool(f.InPermit))
			t[Factors] = append(t[Factors], row)
		}
	}
	for _, v := range e.Instruments {
		t[Instruments] = append(t[Instruments], instrumentSlots(&v).row())
	}
	for _, v := range e.Loggers {
		row := loggerSlots(&v).row()
		row.set("outlets", strings.Join(v.Outlets, "、"))
		t[Loggers] = append(t[Loggers], row)
	}
	for _, v := range e.Video {
		t[Video] = append(t[Video], monitorSlots(&v).row())
	}
	for _, v := range e.Process {
		t[Process] = append(t[Process], monitorSlots(&v).row())
	}
	for _, p := range partySlots(e) {
		row := p.slots.row()
		row.set("role", p.role)
		t[Parties] = append(t[Parties], row)
	}
	return t
}

// nameFactors writes names in place of codes.
func nameFactors(t Table, e *workflow.Equipment) {
	r, table, err := newReading()
	if err != nil {
		return // Read says so
	}
	r.Equipment.Outlets = e.Outlets
	for _, part := range []string{Factors, Instruments} {
		for _, row := range t[part] {
			if name := table.Name(row["factor"]).ZH; r.factor(name, row["outlet"]) == row["factor"] {
				row.set("factor", name)
			}
		}
	}
}

func (r Row) set(key, text string) {
	if text != "" {
		r[key] = text
	}
}

// slots are the cells of a row: where their values are kept.
type slots struct {
	texts   map[string]**string
	plain   map[string]*string
	numbers map[string]**float64
}

func (s slots) row() Row {
	r := Row{}
	for key, p := range s.texts {
		if *p != nil {
			r.set(key, **p)
		}
	}
	for key, p := range s.plain {
		r.set(key, *p)
	}
	for key, p := range s.numbers {
		if *p != nil {
			r.set(key, strconv.FormatFloat(**p, 'f', -1, 64))
		}
	}
	return r
}

func outletSlots(o *checker.Outlet) slots {
	return slots{plain: map[string]*string{"code": &o.Code, "medium": &o.Medium}}
}

func factorSlots(f *checker.Factor) slots {
	return slots{plain: map[string]*string{"factor": &f.Code}, texts: map[string]**string{"unit": &f.Unit}, numbers: map[string]**float64{"limit": &f.Limit}}
}

// instrumentSlots gives the instrument a range and a certificate, which bare takes away again.
func instrumentSlots(v *checker.Instrument) slots {
	if v.Range == nil {
		v.Range = &checker.Range{}
	}
	if v.Certificate == nil {
		v.Certificate = &checker.Certificate{}
	}
	return slots{
		texts: map[string]**string{
			"outlet": &v.Outlet, "factor": &v.Factor, "class": &v.Class, "brand": &v.Brand, "model": &v.Model, "maker": &v.Maker, "serial": &v.Serial,
			"principle": &v.Principle, "range_unit": &v.Range.Unit, "cert_no": &v.Certificate.No, "cert_model": &v.Certificate.Model,
			"cert_valid_to": &v.Certificate.ValidTo, "nox_mode": &v.NOxMode,
		},
		numbers: map[string]**float64{"range_low": &v.Range.Low, "range_high": &v.Range.High},
	}
}

// bare takes away what says nothing.
func bare(v *checker.Instrument) {
	if *v.Range == (checker.Range{}) {
		v.Range = nil
	}
	if *v.Certificate == (checker.Certificate{}) {
		v.Certificate = nil
	}
}

func loggerSlots(v *checker.DataLogger) slots {
	return slots{texts: map[string]**string{"brand": &v.Brand, "model": &v.Model, "maker": &v.Maker, "serial": &v.Serial, "mn": &v.MN}}
}

func monitorSlots(v *checker.Monitor) slots {
	return slots{texts: map[string]**string{
		"outlet": &v.Outlet, "class": &v.Class, "position": &v.Position, "brand": &v.Brand, "model": &v.Model, "maker": &v.Maker, "serial": &v.Serial,
	}}
}

type partySlot struct {
	role  string
	slots slots
}

func partySlots(e *workflow.Equipment) []partySlot {
	of := func(role string, name, code **string) partySlot {
		return partySlot{role, slots{texts: map[string]**string{"name": name, "code": code}}}
	}
	return []partySlot{
		of("contractor", &e.Contractor.Name, &e.Contractor.USCC), of("commissioner", &e.Commissioner.Name, &e.Commissioner.USCC),
		of("laboratory", &e.Laboratory.Name, &e.Laboratory.CMA),
	}
}

func sayBool(b *bool) string {
	if b == nil {
		return ""
	}
	return strconv.FormatBool(*b)
}
