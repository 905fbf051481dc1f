package workflow_test

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"os"
	"testing"
	"time"

	"lianshen/checker"
	"lianshen/internal/clock"
	"lianshen/internal/dev/pgtest"
	"lianshen/internal/errs"
	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/audit"
	"lianshen/workflow/calendar"
	"lianshen/workflow/store"
)

func TestMain(m *testing.M) {
	flag.Parse()
	flag.Visit(func(f *flag.Flag) { checksGiven = checksGiven || f.Name == "rapid.checks" })
	os.Exit(pgtest.Main(m))
}

// world is a small city: an enterprise, a branch with its people, another branch, the bureau.
type world struct {
	*workflow.Service
	t      testing.TB
	store  *store.Store
	clock  *clock.Fake
	notice *notice.Notice
	// checkpoints is the path of the file.
	checkpoints string

	bureau, enterprise, handlerA, handlerB, leader, deputy, both, stranger workflow.Actor

	company, otherCompany *workflow.Enterprise
}

// monday is an ordinary working day, 09:00 in Shanghai.
var monday = time.Date(2026, time.November, 2, 9, 0, 0, 0, clock.Shanghai)

func newWorld(t testing.TB, s *store.Store) *world {
	t.Helper()
	return newWorldAt(t, s, monday)
}

func newWorldAt(t testing.TB, s *store.Store, now time.Time) *world {
	t.Helper()
	w := &world{t: t, store: s, clock: clock.NewFake(now)}
	w.notice = must(notice.Default())(t)
	w.Service = w.service(must(calendar.Default())(t))
	w.bureau = workflow.Actor{Person: must(w.FoundAdministrator(t.Context(), "市局管理员", "terminal"))(t).ID, From: "10.0.0.1"}
	w.company = w.register("东莞一厂", "南城街道")
	w.otherCompany = w.register("东莞二厂", "虎门镇")
	branch := w.company.Branch
	w.enterprise = w.person("厂方", workflow.Grant{Role: "enterprise", Enterprise: w.company.ID})
	w.handlerA = w.person("经办甲", workflow.Grant{Role: "handler", Branch: branch, Post: "A"})
	w.handlerB = w.person("经办乙", workflow.Grant{Role: "handler", Branch: branch, Post: "B"})
	w.leader = w.person("分局领导", workflow.Grant{Role: "leader", Branch: branch})
	w.deputy = w.person("副职", workflow.Grant{Role: "leader", Branch: branch})
	w.both = w.person("兼任", workflow.Grant{Role: "handler", Branch: branch}, workflow.Grant{Role: "leader", Branch: branch}, workflow.Grant{Role: "bureau"})
	w.stranger = w.person("外人", workflow.Grant{Role: "handler", Branch: w.otherCompany.Branch}, workflow.Grant{Role: "leader", Branch: w.otherCompany.Branch},
		workflow.Grant{Role: "enterprise", Enterprise: w.otherCompany.ID})
	return w
}

// service is another program on the same store, with its own calendar.
func (w *world) service(c *calendar.Calendar) *workflow.Service {
	return workflow.New(workflow.Config{
		Store: w.store, Clock: w.clock, Notice: w.notice, Calendar: c,
		Readings: calendar.Readings{Receipt: calendar.ReceiptA, Submission: calendar.Lenient, Networking: calendar.Lenient},
		Towns:    must(workflow.DefaultTowns())(w.t), Checkpoints: w.checkpointFile(),
		Identities: workflow.NewIdentityKey(w.checkpoints + ".key"),
	})
}

// must gives a result, or ends the test.
func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func (w *world) register(name, town string) *workflow.Enterprise {
	w.t.Helper()
	return must(w.RegisterEnterprise(w.t.Context(), w.bureau, workflow.Enterprise{
		Name: name, Town: town, Outlets: []workflow.Outlet{{Code: "DW001", Medium: "water"}},
	}))(w.t)
}

func (w *world) person(name string, grants ...workflow.Grant) workflow.Actor {
	w.t.Helper()
	p := must(w.RegisterPerson(w.t.Context(), w.bureau, name))(w.t)
	for _, g := range grants {
		g.Person = p.ID
		must(w.GrantRole(w.t.Context(), w.bureau, g))(w.t)
	}
	return workflow.Actor{Person: p.ID, From: "10.0.0.2"}
}

func date(t testing.TB, s string) calendar.Date {
	t.Helper()
	return must(calendar.ParseDate(s))(t)
}

func (w *world) open() *workflow.Project {
	w.t.Helper()
	return must(w.OpenProject(w.t.Context(), w.handlerA, workflow.Project{
		Enterprise: w.company.ID, Kind: "new", UnitClass: "key",
		Deadline: &workflow.TaskDeadline{Date: date(w.t, "2026-12-31"), Source: "东环函〔2026〕1号"},
	}))(w.t)
}

func file(name string) workflow.Version {
	return workflow.Version{SHA256: fmt.Sprintf("%x", sha256.Sum256([]byte(name))), Bytes: int64(len(name)), Name: name + ".pdf"}
}

// upload fills every slot of a project.
func (w *world) upload(project, edition string) {
	w.t.Helper()
	for _, slug := range w.notice.Required("new") {
		must(w.AddDocument(w.t.Context(), w.enterprise, project, slug, file(slug+edition)))(w.t)
	}
}

// judged is what the rules said of the documents as they are.
func (w *world) judged(project string, findings ...checker.Finding) workflow.Judgement {
	w.t.Helper()
	d := must(w.Dossier(w.t.Context(), project))(w.t)
	j := workflow.Judgement{
		Report: &checker.Report{Schema: checker.ReportSchema, Verdict: checker.Clean, PolicyRevision: "sha256:rules", Findings: findings},
		Facts:  file("facts").SHA256,
	}
	if len(findings) > 0 {
		j.Report.Verdict = checker.Flag
	}
	for _, doc := range d.Documents {
		v := doc.Current()
		j.Documents = append(j.Documents, workflow.VersionRef{Slug: doc.Slug, Number: v.Number, SHA256: v.SHA256})
	}
	return j
}

// ready is a project with all documents and its filing.
func (w *world) ready() *workflow.Project {
	w.t.Helper()
	p := w.open()
	w.upload(p.ID, "")
	must(w.FileAcceptance(w.t.Context(), w.enterprise, p.ID))(w.t)
	return p
}

func (w *world) submitted(findings ...checker.Finding) *workflow.Application {
	w.t.Helper()
	p := w.ready()
	a := must(w.DraftApplication(w.t.Context(), w.enterprise, p.ID))(w.t)
	return must(w.Submit(w.t.Context(), w.enterprise, ref(a), w.judged(p.ID, findings...)))(w.t)
}

func ref(a *workflow.Application) workflow.Ref { return workflow.Ref{ID: a.ID, Version: a.Version} }

func (w *world) sheet(finding string) []workflow.SheetEntry {
	var out []workflow.SheetEntry
	for _, l := range w.notice.Sheet {
		out = append(out, workflow.SheetEntry{Line: l.Line, Finding: finding, Note: "核对无误"})
	}
	return out
}

// passed is an application that handler A has examined and passed on.
func (w *world) passed(a *workflow.Application) *workflow.Application {
	w.t.Helper()
	a = must(w.Claim(w.t.Context(), w.handlerA, ref(a)))(w.t)
	a = must(w.Examine(w.t.Context(), w.handlerA, ref(a), w.sheet(workflow.Conforms)))(w.t)
	return must(w.PassOn(w.t.Context(), w.handlerA, ref(a)))(w.t)
}

func (w *world) read(a *workflow.Application) *workflow.Case {
	w.t.Helper()
	return must(w.Case(w.t.Context(), a.ID))(w.t)
}

// refused checks an error's code and, where one is given, its field; every refusal has a way
// out in both languages.
func refused(t testing.TB, err error, code, field string) {
	t.Helper()
	e := errs.As(err)
	if e == nil || e.Code != code || e.Field != field {
		t.Errorf("err = %v, want %s on %q", err, code, field)
		return
	}
	if e.Message.ZH == "" || e.Message.EN == "" || e.Remedy.ZH == "" || e.Remedy.EN == "" {
		t.Errorf("%s has no words: %+v", code, e)
	}
}

// acts lists what the audit trail says happened to a subject.
func (w *world) acts(id string) []string {
	w.t.Helper()
	var out []string
	for _, e := range w.events() {
		if e.Subject.ID == id {
			out = append(out, e.Act)
		}
	}
	return out
}

func (w *world) events() (out []audit.Event) {
	w.t.Helper()
	err := w.store.View(w.t.Context(), func(r workflow.Reader) (err error) {
		out, err = r.Events(0, 1<<20)
		return err
	})
	if err := errors.Join(err, w.store.Verify(w.t.Context())); err != nil {
		w.t.Fatal(err)
	}
	return out
}
