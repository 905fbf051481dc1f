package workflow_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker"
	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/store"
	"lianshen/workflow/store/storetest"
)

func dossier(t *testing.T, name string) *checker.Dossier {
	t.Helper()
	raw := must(os.ReadFile("../testdata/dossiers/" + name + "/dossier.yaml"))(t)
	return must(checker.ParseDossier(raw, must(notice.Default())(t).Slugs()))(t)
}

// enter registers what a dossier says and returns its project and the actor of its enterprise.
func (w *world) enter(d *checker.Dossier) (*workflow.Project, workflow.Actor) {
	w.t.Helper()
	e := d.Enterprise
	made := must(w.RegisterEnterprise(w.t.Context(), w.bureau, workflow.Enterprise{
		Name: *e.Name, USCC: *e.USCC, Permit: *e.Permit, PermitClass: *e.PermitClass, Industry: *e.Industry, Town: *e.Town,
	}))(w.t)
	p := must(w.OpenProject(w.t.Context(), w.bureau, workflow.Project{
		Enterprise: made.ID, Kind: *d.Project.Kind, UnitClass: *d.Project.UnitClass,
		Deadline: &workflow.TaskDeadline{Date: date(w.t, *d.Project.Deadline), Source: *d.Project.DeadlineSource},
	}))(w.t)
	return p, w.person("厂方", workflow.Grant{Role: "enterprise", Enterprise: made.ID})
}

func seenAt(p *workflow.Project) workflow.Ref { return workflow.Ref{ID: p.ID, Version: p.Version} }

// A stored project gives the rules what its dossier gives them offline, to the letter.
func TestStoredProjectIsTheTwinOfItsDossier(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		for _, name := range []string{"water-valid", "gas-valid"} {
			d := dossier(t, name)
			camera := "监控点"
			d.Video = []checker.Monitor{{Outlet: &d.Outlets[0].Code, Position: &camera}}
			d.Process = []checker.Monitor{{Outlet: &d.Outlets[0].Code, Class: &camera}, {Model: &camera}}
			p, filer := w.enter(d)
			must(w.SetEquipment(t.Context(), filer, seenAt(p), workflow.EquipmentOf(d)))(t)

			d.Project.ID = &p.ID // which a dossier from elsewhere has not
			want := d.Input()
			got := must(w.Input(t.Context(), p.ID))(t)
			if got.Calendar == nil || got.Calendar.LastDay == nil || got.Calendar.LastDay.Lenient.Date != "2026-12-17" {
				t.Errorf("%s: calendar = %+v", name, got.Calendar)
			}
			if got.Today != "2026-11-02" || !got.EvaluatedAt.Equal(monday) {
				t.Errorf("%s: judged at %s, %s", name, got.Today, got.EvaluatedAt)
			}
			want.EvaluatedAt, want.Today, want.Calendar = got.EvaluatedAt, got.Today, got.Calendar
			if diff := cmp.Diff(string(must(json.Marshal(want))(t)), string(must(json.Marshal(got))(t))); diff != "" {
				t.Errorf("%s (-dossier +project)\n%s", name, diff)
			}
			if seen := must(w.Dossier(t.Context(), p.ID))(t).Equipment; len(seen.Instruments) != len(d.Instruments) || len(seen.Process) != 2 {
				t.Errorf("%s: the dossier shows %+v", name, seen)
			}
		}
	})
}

// The day of submission stands in the input while the branch has the application.
func TestInputKnowsTheDayOfSubmission(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	a := w.submitted()
	on := func() string {
		if d := must(w.Input(t.Context(), a.Project))(t).Project.SubmittedOn; d != nil {
			return *d
		}
		return ""
	}
	if got := on(); got != "2026-11-02" {
		t.Errorf("submitted on %q", got)
	}
	must(w.Withdraw(t.Context(), w.enterprise, ref(a), "重新准备"))(t)
	if got := on(); got != "" {
		t.Errorf("submitted on %q after the withdrawal", got)
	}
}

// What was entered is replaced as a whole, by who may, and leaves its event; the version
// guards it.
func TestEquipmentIsReplacedAsAWhole(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		p := w.open()
		first := workflow.Equipment{
			Outlets:     []checker.Outlet{{Code: " DW001 ", Medium: "water"}, {Code: "DW002", Medium: "water"}},
			Instruments: []checker.Instrument{{Outlet: ptr("DW001"), Serial: ptr(" A1 "), Model: ptr("")}, {Outlet: ptr("DW002"), Serial: ptr("A2")}},
			Contractor:  checker.Company{Name: ptr("甲公司"), USCC: ptr("91441900MA0000007J")},
			Laboratory:  checker.Laboratory{Name: ptr("乙公司"), CMA: ptr("202119354899")},
		}
		p = must(w.SetEquipment(t.Context(), w.enterprise, seenAt(p), first))(t)
		got := must(w.Dossier(t.Context(), p.ID))(t).Equipment
		if got.Outlets[0].Code != "DW001" || *got.Instruments[0].Serial != "A1" || got.Instruments[0].Model != nil || *got.Laboratory.CMA != "202119354899" {
			t.Errorf("entered: %+v", got)
		}
		_, err := w.SetEquipment(t.Context(), w.enterprise, workflow.Ref{ID: p.ID, Version: p.Version - 1}, first)
		refused(t, err, "workflow.version", "version")
		for actor, code := range map[workflow.Actor]string{w.handlerA: "workflow.forbidden", w.bureau: "workflow.forbidden", w.stranger: "workflow.not_found"} {
			_, err := w.SetEquipment(t.Context(), actor, seenAt(p), first)
			refused(t, err, code, "")
		}
		p = must(w.SetEquipment(t.Context(), w.enterprise, seenAt(p), workflow.Equipment{Loggers: []checker.DataLogger{{MN: ptr("0A")}}}))(t)
		got = must(w.Dossier(t.Context(), p.ID))(t).Equipment
		if len(got.Outlets)+len(got.Instruments) != 0 || len(got.Loggers) != 1 || got.Contractor.Name != nil {
			t.Errorf("replaced: %+v", got)
		}
		if acts := w.acts(p.ID); fmt.Sprint(acts) != "[project.open project.set-equipment project.set-equipment]" {
			t.Errorf("acts = %v", acts)
		}
	})
}

// Rows that were entered stand for the file of the equipment list (附件1 三(一)).
func TestRowsStandForTheEquipmentList(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		p := w.open()
		for _, slug := range w.notice.Required("new") {
			if w.notice.Kind(slug).SatisfiedBy == "" {
				must(w.AddDocument(t.Context(), w.enterprise, p.ID, slug, file(slug)))(t)
			}
		}
		_, err := w.FileAcceptance(t.Context(), w.enterprise, p.ID)
		refused(t, err, "document.missing", "documents.equipment-list")
		p = must(w.SetEquipment(t.Context(), w.enterprise, seenAt(p), workflow.Equipment{Loggers: []checker.DataLogger{{MN: ptr("0A")}}}))(t)
		_, err = w.FileAcceptance(t.Context(), w.enterprise, p.ID) // a logger is no instrument
		refused(t, err, "document.missing", "documents.equipment-list")
		must(w.SetEquipment(t.Context(), w.enterprise, seenAt(p), workflow.Equipment{Instruments: []checker.Instrument{{}}}))(t)
		must(w.FileAcceptance(t.Context(), w.enterprise, p.ID))(t)
	})
}

func ptr[T any](v T) *T { return &v }

func TestEquipmentNamesTheEntryAtFault(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	p := w.open()
	for _, tt := range []struct {
		code, field string
		harm        func(*workflow.Equipment)
	}{
		{"input.empty", "outlets[1].code", func(e *workflow.Equipment) { e.Outlets[1].Code = " " }},
		{"equipment.twice", "outlets[1].code", func(e *workflow.Equipment) { e.Outlets[1].Code = "DW001" }},
		{"equipment.medium", "outlets[0].medium", func(e *workflow.Equipment) { e.Outlets[0].Medium = "noise" }},
		{"input.empty", "outlets[0].factors[1].code", func(e *workflow.Equipment) { e.Outlets[0].Factors[1].Code = "" }},
		{"equipment.twice", "outlets[0].factors[1].code", func(e *workflow.Equipment) { e.Outlets[0].Factors[1].Code = "w01018" }},
		{"equipment.limit", "outlets[0].factors[0].limit", func(e *workflow.Equipment) { e.Outlets[0].Factors[0].Limit = ptr(-1.0) }},
		{"equipment.limit", "outlets[0].factors[0].limit", func(e *workflow.Equipment) { e.Outlets[0].Factors[0].Limit = ptr(math.NaN()) }},
		{"input.long", "instruments[1].serial", func(e *workflow.Equipment) { e.Instruments[1].Serial = ptr(strings.Repeat("x", 201)) }},
		{"input.characters", "instruments[0].model", func(e *workflow.Equipment) { e.Instruments[0].Model = ptr("a\x00b") }},
		{"equipment.outlet", "instruments[1].outlet", func(e *workflow.Equipment) { e.Instruments[1].Outlet = ptr("DW009") }},
		{"equipment.range", "instruments[0].range", func(e *workflow.Equipment) { e.Instruments[0].Range.High = ptr(0.0) }},
		{"equipment.range", "instruments[0].range", func(e *workflow.Equipment) { e.Instruments[0].Range.Low = ptr(math.Inf(-1)) }},
		{"input.date", "instruments[0].certificate.valid_to", func(e *workflow.Equipment) { e.Instruments[0].Certificate.ValidTo = ptr("2026年") }},
		{"equipment.twice", "loggers[1].mn", func(e *workflow.Equipment) { e.Loggers[1].MN = ptr("0a") }},
		{"equipment.outlet", "loggers[0].outlets[1]", func(e *workflow.Equipment) { e.Loggers[0].Outlets = []string{"DW001", "DA001"} }},
		{"input.empty", "loggers[0].outlets[0]", func(e *workflow.Equipment) { e.Loggers[0].Outlets = []string{" "} }},
		{"equipment.outlet", "video[0].outlet", func(e *workflow.Equipment) { e.Video = []checker.Monitor{{Outlet: ptr("DW009")}} }},
		{"input.long", "process[0].class", func(e *workflow.Equipment) { e.Process = []checker.Monitor{{Class: ptr(strings.Repeat("电", 201))}} }},
		{"input.empty", "contractor.name", func(e *workflow.Equipment) { e.Contractor.Name = nil }},
		{"input.long", "laboratory.cma", func(e *workflow.Equipment) { e.Laboratory.CMA = ptr(strings.Repeat("1", 201)) }},
		{"equipment.rows", "instruments", func(e *workflow.Equipment) { e.Instruments = make([]checker.Instrument, 501) }},
	} {
		e := workflow.Equipment{
			Outlets: []checker.Outlet{{Code: "DW001", Medium: "water", Factors: []checker.Factor{{Code: "w01018", Limit: ptr(80.0)}, {Code: "w21003"}}}, {Code: "DW002", Medium: "water"}},
			Instruments: []checker.Instrument{
				{Outlet: ptr("DW001"), Range: &checker.Range{Low: ptr(0.0), High: ptr(1.0)}, Certificate: &checker.Certificate{ValidTo: ptr("2029-01-18")}},
				{Outlet: ptr("DW002"), Serial: ptr("A2")},
			},
			Loggers:    []checker.DataLogger{{MN: ptr("0A"), Outlets: []string{"DW001"}}, {MN: ptr("0B")}},
			Contractor: checker.Company{Name: ptr("甲"), USCC: ptr("91441900MA0000007J")}, Laboratory: checker.Laboratory{Name: ptr("丙"), CMA: ptr("1")},
		}
		tt.harm(&e)
		_, err := w.SetEquipment(t.Context(), w.enterprise, seenAt(p), e)
		refused(t, err, tt.code, tt.field)
	}
}
