package workflow

import (
	"context"
	"fmt"
	"math"
	"strings"

	"lianshen/checker"
	"lianshen/workflow/calendar"
)

// Equipment (设备清单) is what a project monitors, with what, and by whom it is built: the same
// parts as in dossier.yaml, so that a project is judged online as its dossier is offline.
type Equipment struct {
	Outlets     []checker.Outlet     `json:"outlets"`
	Instruments []checker.Instrument `json:"instruments"`
	Loggers     []checker.DataLogger `json:"loggers"`
	// Video and Process (间接监控) are the cameras, and the meters of working conditions, power
	// and water.
	Video        []checker.Monitor  `json:"video"`
	Process      []checker.Monitor  `json:"process"`
	Contractor   checker.Company    `json:"contractor"`
	Commissioner checker.Company    `json:"commissioner"`
	Laboratory   checker.Laboratory `json:"laboratory"`
}

// EquipmentOf takes the equipment out of a dossier.
func EquipmentOf(d *checker.Dossier) Equipment {
	return Equipment{
		Outlets: d.Outlets, Instruments: d.Instruments, Loggers: d.Loggers, Video: d.Video, Process: d.Process,
		Contractor: d.Contractor, Commissioner: d.Commissioner, Laboratory: d.Laboratory,
	}
}

// SetEquipment (填报设备清单) puts the equipment of a project in place of what was entered before.
// Errors name the entry, like instruments[3].serial.
func (s *Service) SetEquipment(ctx context.Context, actor Actor, ref Ref, e Equipment) (*Project, error) {
	return s.onProject(ctx, actor, ref, "set-equipment", func(c *change, p *Project) (any, error) {
		if err := e.check(); err != nil {
			return nil, err
		}
		if err := c.ReplaceEquipment(p.ID, &e); err != nil {
			return nil, err
		}
		return e, c.Enqueue(Job{Kind: JobEvaluate, Args: EvaluateArgs{Project: p.ID, Number: p.Version + 1}})
	})
}

// maxRows bounds every list of the equipment; no project comes near it.
const maxRows = 500

// check cleans every entry in place; what is empty becomes nil.
func (e *Equipment) check() error {
	f := &form{outlets: map[string]bool{}, mns: map[string]bool{}}
	f.rows("outlets", len(e.Outlets))
	f.rows("instruments", len(e.Instruments))
	f.rows("loggers", len(e.Loggers))
	f.rows("video", len(e.Video))
	f.rows("process", len(e.Process))
	for i := range e.Outlets {
		f.outlet(fmt.Sprintf("outlets[%d]", i), &e.Outlets[i])
	}
	for i := range e.Instruments {
		f.instrument(fmt.Sprintf("instruments[%d]", i), &e.Instruments[i])
	}
	for i := range e.Loggers {
		f.logger(fmt.Sprintf("loggers[%d]", i), &e.Loggers[i])
	}
	for i := range e.Video {
		f.monitor(fmt.Sprintf("video[%d]", i), &e.Video[i])
	}
	for i := range e.Process {
		f.monitor(fmt.Sprintf("process[%d]", i), &e.Process[i])
	}
	f.party("contractor", e.Contractor.Name, "uscc", &e.Contractor.USCC)
	f.party("commissioner", e.Commissioner.Name, "uscc", &e.Commissioner.USCC)
	f.party("laboratory", e.Laboratory.Name, "cma", &e.Laboratory.CMA)
	f.words("contractor.name", &e.Contractor.Name)
	f.words("commissioner.name", &e.Commissioner.Name)
	f.words("laboratory.name", &e.Laboratory.Name)
	return f.err
}

// form checks entries one after the other and keeps the first fault.
type form struct {
	err     error
	outlets map[string]bool // codes of the outlets so far
	mns     map[string]bool
}

func (f *form) fail(code, name, zh, en string) {
	if f.err == nil {
		f.err = invalid(code, name, zh, en)
	}
}

func (f *form) rows(name string, n int) {
	if n > maxRows {
		f.fail("equipment.rows", name, fmt.Sprintf("「%s」超过%d行", name, maxRows), fmt.Sprintf("%s has more than %d rows", name, maxRows))
	}
}

// words cleans an entry that may be absent.
func (f *form) words(name string, p **string) {
	if f.err != nil || *p == nil {
		return
	}
	s, err := optional(name, **p, shortText)
	f.err, *p = err, nil
	if s != "" {
		*p = &s
	}
}

func (f *form) outlet(at string, o *checker.Outlet) {
	if f.err != nil {
		return
	}
	if o.Code, f.err = text(at+".code", o.Code, shortText); f.err != nil {
		return
	}
	if f.outlets[o.Code] {
		f.fail("equipment.twice", at+".code", "排放口「"+o.Code+"」重复", "the outlet "+o.Code+" stands twice")
	}
	f.outlets[o.Code] = true
	if o.Medium != "water" && o.Medium != "gas" {
		f.fail("equipment.medium", at+".medium", "排放口「"+o.Code+"」的介质应为 water 或 gas", "the medium of "+o.Code+" is water or gas")
	}
	seen := map[string]bool{}
	for i := range o.Factors {
		f.factor(fmt.Sprintf("%s.factors[%d]", at, i), &o.Factors[i], seen)
	}
}

func (f *form) factor(at string, v *checker.Factor, seen map[string]bool) {
	if f.err != nil {
		return
	}
	if v.Code, f.err = text(at+".code", v.Code, shortText); f.err != nil {
		return
	}
	if seen[v.Code] {
		f.fail("equipment.twice", at+".code", "监测因子「"+v.Code+"」重复", "the factor "+v.Code+" stands twice")
	}
	seen[v.Code] = true
	if v.Limit != nil && (!finite(*v.Limit) || *v.Limit < 0) {
		f.fail("equipment.limit", at+".limit", "监测因子「"+v.Code+"」的限值不是非负数", "the limit of "+v.Code+" is no number from 0")
	}
	f.words(at+".unit", &v.Unit)
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

func (f *form) instrument(at string, v *checker.Instrument) {
	f.at(at+".outlet", &v.Outlet)
	f.each(at, entry{"factor", &v.Factor}, entry{"class", &v.Class}, entry{"brand", &v.Brand}, entry{"model", &v.Model},
		entry{"maker", &v.Maker}, entry{"serial", &v.Serial}, entry{"principle", &v.Principle}, entry{"nox_mode", &v.NOxMode})
	if r := v.Range; r != nil {
		f.words(at+".range.unit", &r.Unit)
		f.span(at+".range", r.Low, r.High)
	}
	if c := v.Certificate; c != nil {
		f.each(at+".certificate", entry{"no", &c.No}, entry{"model", &c.Model}, entry{"valid_to", &c.ValidTo})
		f.date(at+".certificate.valid_to", c.ValidTo)
	}
}

func (f *form) logger(at string, v *checker.DataLogger) {
	f.each(at, entry{"brand", &v.Brand}, entry{"model", &v.Model}, entry{"maker", &v.Maker}, entry{"serial", &v.Serial}, entry{"mn", &v.MN})
	if f.err == nil && v.MN != nil {
		if f.mns[strings.ToUpper(*v.MN)] {
			f.fail("equipment.twice", at+".mn", "MN号「"+*v.MN+"」重复", "the MN "+*v.MN+" stands twice")
		}
		f.mns[strings.ToUpper(*v.MN)] = true
	}
	for i := range v.Outlets {
		code := &v.Outlets[i]
		f.at(fmt.Sprintf("%s.outlets[%d]", at, i), &code)
		if f.err == nil && code == nil {
			f.fail("input.empty", fmt.Sprintf("%s.outlets[%d]", at, i), "排放口编号为空", "the code of the outlet is empty")
		} else if f.err == nil {
			v.Outlets[i] = *code
		}
	}
}

func (f *form) monitor(at string, v *checker.Monitor) {
	f.at(at+".outlet", &v.Outlet)
	f.each(at, entry{"class", &v.Class}, entry{"position", &v.Position}, entry{"brand", &v.Brand}, entry{"model", &v.Model},
		entry{"maker", &v.Maker}, entry{"serial", &v.Serial})
}

// entry is a named part of a row.
type entry struct {
	name  string
	value **string
}

func (f *form) each(at string, entries ...entry) {
	for _, e := range entries {
		f.words(at+"."+e.name, e.value)
	}
}

// at cleans the code of an outlet, which must be one of the list.
func (f *form) at(name string, p **string) {
	f.words(name, p)
	if f.err == nil && *p != nil && !f.outlets[**p] {
		f.fail("equipment.outlet", name, "排放口「"+**p+"」不在排放口清单中", "the outlet "+**p+" is not in the list of outlets")
	}
}

// span refuses a range that is not from low to high.
func (f *form) span(name string, low, high *float64) {
	for _, v := range []*float64{low, high} {
		if v != nil && !finite(*v) {
			f.fail("equipment.range", name, "量程不是数字", "the range has no numbers")
		}
	}
	if low != nil && high != nil && *low >= *high {
		f.fail("equipment.range", name, "量程下限不低于上限", "the range does not go from low to high")
	}
}

func (f *form) date(name string, s *string) {
	if f.err != nil || s == nil {
		return
	}
	if _, err := calendar.ParseDate(*s); err != nil {
		f.fail("input.date", name, "「"+*s+"」不是日期，应如 2026-12-31", *s+" is no date like 2026-12-31")
	}
}

// party cleans the code of a company; a code without a name says nothing.
func (f *form) party(role string, name *string, what string, code **string) {
	f.words(role+"."+what, code)
	if f.err == nil && *code != nil && (name == nil || strings.TrimSpace(*name) == "") {
		f.fail("input.empty", role+".name", "填写了代码而未填写单位名称", "there is a code but no name")
	}
}
