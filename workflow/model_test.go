package workflow_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lianshen/checker"
	"lianshen/internal/errs"
	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/audit"
	"lianshen/workflow/calendar"
	"lianshen/workflow/store"
	"lianshen/workflow/store/storetest"
)

// Steps that a history has; -rapid.checks says how many histories there are.
const (
	stepsSQLite   = 250
	stepsPostgres = 100 // a round trip a statement
)

// seed makes the histories of a test the same at every run, so that what they must come to
// does not hang on luck; make soak draws others.
const seed = 20230803

// checksGiven says that the command line sets how many histories there are. It is asked
// before the tests, as they set the flag themselves.
var checksGiven bool

// histories sets how many histories are tried, unless the command line does.
func histories(t *testing.T, n int) {
	t.Helper()
	if checksGiven {
		return
	}
	for name, value := range map[string]int{"rapid.checks": n, "rapid.seed": seed} {
		before := flag.Lookup(name).Value.String()
		if err := flag.Set(name, fmt.Sprint(value)); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { flag.Set(name, before) })
	}
}

// Random acts, legal and illegal, by many actors at random instants; after each one, what
// must always hold.
func TestModelSQLite(t *testing.T) {
	histories(t, 20)
	total := map[string]int{}
	rapid.Check(t, func(rt *rapid.T) { history(t, rt, storetest.SQLite(t), stepsSQLite, total) })
	// Histories in which nothing is ever decided would prove nothing.
	for _, name := range []string{"submit", "claim", "take-over", "examine", "pass-on", "send-back", "return", "approve", "withdraw", "deem", "draft", "upload",
		"assess", "set-aside", "supervise", "delegate"} {
		if total[name] == 0 {
			t.Errorf("no %q ever succeeded: %v", name, total)
		}
	}
	t.Logf("acts that succeeded: %v", total)
}

func TestModelPostgres(t *testing.T) {
	histories(t, 50)
	rapid.Check(t, func(rt *rapid.T) { history(t, rt, storetest.Postgres(t), stepsPostgres, map[string]int{}) })
}

// model is what a history has come to, kept apart from the store.
type model struct {
	*world
	rt       *rapid.T
	rnd      *rand.Rand // of the step; rapid's own draws lean to small numbers
	ctx      context.Context
	hand     *counter
	actors   []workflow.Actor
	projects []string
	apps     []string
	uploads  map[string][]string               // digests by project/slug, in order
	steps    map[string]map[string]notice.Step // of acts that succeeded
	decided  map[string]workflow.Decision
	files    int
	// done are the acts that succeeded in this history, total those in all.
	done, total map[string]int
}

func history(t *testing.T, rt *rapid.T, s *store.Store, steps int, total map[string]int) {
	defer s.Close()
	w := newWorld(t, s)
	m := &model{
		world: w, rt: rt, ctx: t.Context(), hand: newCounter(t),
		actors:  []workflow.Actor{w.enterprise, w.handlerA, w.handlerB, w.leader, w.deputy, w.both, w.stranger, w.bureau, {From: "job"}},
		uploads: map[string][]string{}, steps: map[string]map[string]notice.Step{}, decided: map[string]workflow.Decision{}, done: map[string]int{}, total: total,
	}
	for range 3 {
		m.begin()
	}
	for range steps {
		m.step()
	}
	m.verify()
}

// begin adds a project with everything in place, and its application.
func (m *model) begin() {
	p := m.open()
	for _, slug := range m.notice.Required("new") {
		m.uploadTo(m.enterprise, p.ID, slug)
	}
	must(m.FileAcceptance(m.ctx, m.enterprise, p.ID))(m.t)
	a := must(m.DraftApplication(m.ctx, m.enterprise, p.ID))(m.t)
	m.projects, m.apps = append(m.projects, p.ID), append(m.apps, a.ID)
	m.steps[a.ID] = map[string]notice.Step{}
}

func (m *model) uploadTo(by workflow.Actor, project, slug string) error {
	m.files++
	v := file(fmt.Sprint("file", m.files))
	_, err := m.AddDocument(m.ctx, by, project, slug, v)
	if err == nil {
		m.uploads[project+"/"+slug] = append(m.uploads[project+"/"+slug], v.SHA256)
	}
	return err
}

// act is one kind of operation on an application, with the actors who usually may.
type act struct {
	name  string
	usual []int // of model.actors
	step  notice.Step
	do    func(m *model, by workflow.Actor, a *workflow.Application, at workflow.Ref) error
}

var acts = []act{
	{"submit", []int{0}, "", func(m *model, by workflow.Actor, a *workflow.Application, at workflow.Ref) error {
		return second(m.Submit(m.ctx, by, at, m.judged(a.Project, finding("photo.taken", checker.SeverityWarn, checker.Undetermined))))
	}},
	{"claim", []int{1, 2, 5}, notice.HandlerStep, func(m *model, by workflow.Actor, _ *workflow.Application, at workflow.Ref) error {
		return second(m.Claim(m.ctx, by, at))
	}},
	{"take-over", []int{1, 2, 5}, notice.HandlerStep, func(m *model, by workflow.Actor, _ *workflow.Application, at workflow.Ref) error {
		return second(m.TakeOver(m.ctx, by, at))
	}},
	{"examine", []int{1, 2, 5}, notice.HandlerStep, func(m *model, by workflow.Actor, _ *workflow.Application, at workflow.Ref) error {
		return second(m.Examine(m.ctx, by, at, m.sheet(workflow.Conforms)))
	}},
	{"assess", []int{1, 2, 5}, notice.HandlerStep, func(m *model, by workflow.Actor, _ *workflow.Application, at workflow.Ref) error {
		return second(m.Assess(m.ctx, by, at, []workflow.Assessment{{Finding: 1, Verdict: pick(m, []string{workflow.Confirmed, workflow.Unsure})}}))
	}},
	{"pass-on", []int{1, 2, 5}, notice.HandlerStep, func(m *model, by workflow.Actor, _ *workflow.Application, at workflow.Ref) error {
		return second(m.PassOn(m.ctx, by, at))
	}},
	{"send-back", []int{3, 4, 5}, notice.LeaderStep, func(m *model, by workflow.Actor, _ *workflow.Application, at workflow.Ref) error {
		return second(m.SendBack(m.ctx, by, at, "请再核实"))
	}},
	{"return", []int{3, 4, 5}, notice.LeaderStep, func(m *model, by workflow.Actor, _ *workflow.Application, at workflow.Ref) error {
		r := returning(m.t, "seal.missing")
		r.RectifyBy = calendar.DateOf(m.clock.Now()) + 10
		return second(m.Return(m.ctx, by, at, r))
	}},
	{"approve", []int{3, 4, 5}, notice.LeaderStep, func(m *model, by workflow.Actor, _ *workflow.Application, at workflow.Ref) error {
		return second(m.Approve(m.ctx, by, at))
	}},
	{"set-aside", []int{7, 7, 5}, "", func(m *model, by workflow.Actor, a *workflow.Application, at workflow.Ref) error {
		err := second(m.SetAside(m.ctx, by, at, "误批"))
		if _, took := m.steps[a.ID][by.Person]; took && err == nil {
			m.rt.Fatalf("%s set aside what it took part in", by.Person)
		}
		return err
	}},
	{"supervise", []int{7}, "", func(m *model, by workflow.Actor, _ *workflow.Application, at workflow.Ref) error {
		return second(m.CloseSupervision(m.ctx, by, at, "已查"))
	}},
	{"withdraw", []int{0}, "", func(m *model, by workflow.Actor, _ *workflow.Application, at workflow.Ref) error {
		return second(m.Withdraw(m.ctx, by, at, "重新准备"))
	}},
}

// step does one random thing and looks at what must hold.
func (m *model) step() {
	m.rnd = rand.New(rand.NewPCG(rapid.Uint64().Draw(m.rt, "step"), 1))
	switch n := m.rnd.IntN(100); {
	case n < 76:
		m.onApplication()
	case n < 81:
		m.upload1()
	case n < 84:
		m.draft()
	case n < 85:
		m.delegate()
	case n < 91:
		m.clock.Advance(time.Duration(m.rnd.IntN(20*60)) * time.Minute)
	case n < 92: // nobody comes for days
		m.clock.Advance(time.Duration(m.rnd.IntN(10*24)) * time.Hour)
		m.sweep()
	case n < 94: // the machine's clock is corrected
		m.clock.Advance(-time.Duration(m.rnd.IntN(120)) * time.Minute)
	default:
		m.sweep()
	}
}

func pick[T any](m *model, list []T) T { return list[m.rnd.IntN(len(list))] }

func (m *model) onApplication() {
	a := m.application()
	act, who := m.choose(a)
	at := ref(a)
	at.Version -= pick(m, []int{0, 0, 0, 0, 0, 0, 0, 1, -1})
	m.counted(act.name, func() error {
		err := act.do(m, m.actors[who], a, at)
		if err == nil && at.Version != a.Version {
			m.rt.Fatalf("%s went through with version %d of %d", act.name, at.Version, a.Version)
		}
		if err == nil && act.step != "" {
			m.joined(a.ID, m.actors[who].Person, act.step)
		}
		return err
	})
	m.check(a.ID)
}

// choose draws an act and an actor: mostly ones that may go through, or nothing would ever be
// decided, and often enough others.
func (m *model) choose(a *workflow.Application) (act, int) {
	act := pick(m, acts)
	for m.rnd.IntN(4) > 0 && (act.name == "withdraw" || !m.notice.Flow("application").Find(act.name).Begins(a.State)) {
		act = pick(m, acts)
	}
	who := pick(m, act.usual)
	for i := range m.actors {
		if act.step == notice.HandlerStep && m.actors[i].Person == a.Handler && a.Handler != "" && m.rnd.IntN(4) > 0 {
			who = i
		}
	}
	if m.rnd.IntN(4) == 0 {
		who = m.rnd.IntN(len(m.actors))
	}
	return act, who
}

// application picks one; those later in the list are the more likely to be under way.
func (m *model) application() *workflow.Application {
	id := pick(m, m.apps[max(0, len(m.apps)-4):])
	return &m.read(&workflow.Application{ID: id}).Application
}

// joined holds four eyes against what succeeded.
func (m *model) joined(app, person string, step notice.Step) {
	if on, ok := m.steps[app][person]; ok && on != step {
		m.rt.Fatalf("%s acted in both steps of %s", person, app)
	}
	m.steps[app][person] = step
}

// counted runs an operation: success leaves one event, a refusal none, and every refusal is
// an error with words.
func (m *model) counted(name string, do func() error) {
	before := m.head()
	err := do()
	grown := m.head().Seq - before.Seq
	switch {
	case err == nil && grown != 1, err != nil && grown != 0:
		m.rt.Fatalf("%s: %d events, err = %v", name, grown, err)
	case err == nil:
		m.done[name]++
	case errs.As(err).Category == errs.Internal:
		m.rt.Fatalf("%s: %v", name, err)
	}
}

func (m *model) head() (h audit.Head) {
	err := m.store.View(m.ctx, func(r workflow.Reader) (err error) {
		h, err = r.Head()
		return err
	})
	if err != nil {
		m.rt.Fatal(err)
	}
	return h
}

func (m *model) upload1() {
	who, project, slug := pick(m, m.actors), pick(m, m.projects), pick(m, m.notice.Required("new"))
	m.counted("upload", func() error { return m.uploadTo(who, project, slug) })
}

func (m *model) draft() {
	if len(m.projects) < 12 && m.rnd.IntN(2) == 0 {
		m.begin()
		return
	}
	project := pick(m, m.projects)
	m.counted("draft", func() error {
		a, err := m.DraftApplication(m.ctx, m.enterprise, project)
		if err == nil {
			m.apps = append(m.apps, a.ID)
			m.steps[a.ID] = map[string]notice.Step{}
		}
		return err
	})
}

// delegate lends a role for a day or two, mostly to one who may have it.
func (m *model) delegate() {
	by, to := pick(m, m.actors), pick(m, []workflow.Actor{m.handlerA, m.handlerB, m.both, m.leader})
	today := calendar.DateOf(m.clock.Now())
	until := today + calendar.Date(m.rnd.IntN(2))
	m.counted("delegate", func() error {
		return second(m.Delegate(m.ctx, by, workflow.Grant{Person: to.Person, Branch: m.company.Branch, From: today, Until: &until}))
	})
}

// sweep must decide exactly those whose period, counted by hand, has ended with the branch.
func (m *model) sweep() {
	want := 0
	for _, id := range m.apps {
		c := m.read(&workflow.Application{ID: id})
		if m.running(c) {
			last := c.Receipts[len(c.Receipts)-1]
			day, known := m.hand.walk(last.Received, 5, +1)
			if known && !m.clock.Now().Before(midnight(day)) {
				want++
			}
		}
	}
	if got, err := m.DecideOverdue(m.ctx, "job"); err != nil || got != want {
		m.rt.Fatalf("%d deemed, by hand %d, err = %v", got, want, err)
	}
	m.done["deem"] += want
	m.remind()
	for _, id := range m.apps {
		m.check(id)
	}
}

// remind sends what is due once: a second time there is nothing.
func (m *model) remind() {
	if _, err := m.Remind(m.ctx, "job"); err != nil {
		m.rt.Fatal(err)
	}
	if n, err := m.Remind(m.ctx, "job"); err != nil || n != 0 {
		m.rt.Fatalf("%d reminded twice, err = %v", n, err)
	}
}

// running is by the state alone, as the notice has it.
func (m *model) running(c *workflow.Case) bool {
	s := c.Application.State
	return s == "submitted" || s == "handler_review" || s == "leader_review"
}

// check holds one application against what must always be so.
func (m *model) check(id string) {
	c := m.read(&workflow.Application{ID: id})
	for _, r := range c.Receipts {
		day, known := m.hand.walk(r.Received, 5, +1)
		if r.Due.String() != day.Format(time.DateOnly) || r.Provisional == known || !r.Deemed.Equal(midnight(day)) {
			m.rt.Fatalf("receipt %+v, by hand %s, known %v", r, day.Format(time.DateOnly), known)
		}
		m.kept(c.Project.ID, r.Snapshot.Documents)
	}
	if n := len(c.Receipts); n != c.Application.Round || (n > 0 && (c.Receipts[n-1].Stopped == nil) != m.running(c)) {
		m.rt.Fatalf("%s: %d receipts of %d rounds, or a clock that should not run", c.Application.State, n, c.Application.Round)
	}
	m.checkDecision(c)
	m.onDesk(c)
}

// onDesk: an application stands in the list of its state, due when its clock says, as long as it
// is not settled.
func (m *model) onDesk(c *workflow.Case) {
	a := c.Application
	settled := a.State == "withdrawn" || a.State == workflow.ModeApproved || a.State == workflow.ModeDeemed
	states := []string{a.State}
	if settled {
		states = []string{"draft", "submitted", "handler_review", "leader_review", "returned"}
	}
	page, err := m.Inbox(m.ctx, workflow.DeskQuery{Enterprise: c.Project.Enterprise, Limit: 200, States: states})
	if err != nil {
		m.rt.Fatal(err)
	}
	i := slices.IndexFunc(page.Items, func(d workflow.DeskItem) bool { return d.Application == a.ID })
	if settled != (i < 0) {
		m.rt.Fatalf("%s is at %d of the desk", a.State, i)
	}
	if settled {
		return
	}
	if d := page.Items[i]; d.State != a.State || (m.running(c) && !d.Due.Equal(c.Receipts[len(c.Receipts)-1].Deemed)) {
		m.rt.Fatalf("the desk has %+v of %+v", d, a)
	}
}

// kept finds every version of a snapshot among what was uploaded.
func (m *model) kept(project string, docs []workflow.VersionRef) {
	for _, d := range docs {
		if all := m.uploads[project+"/"+d.Slug]; d.Number > len(all) || all[d.Number-1] != d.SHA256 {
			m.rt.Fatalf("the snapshot has %+v, uploaded were %v", d, all)
		}
	}
}

// checkDecision: a decision is there exactly in the states it makes, never changes, and a
// person's lies within the period, on a sheet by somebody else.
func (m *model) checkDecision(c *workflow.Case) {
	state := c.Application.State
	if (c.Decision != nil) != (state == workflow.ModeApproved || state == workflow.ModeDeemed) {
		m.rt.Fatalf("%s with decision %+v", state, c.Decision)
	}
	if c.Decision == nil {
		return
	}
	d := *c.Decision
	if old, ok := m.decided[c.Application.ID]; ok && old.Round == d.Round && (old.Mode != d.Mode || old.By != d.By || !old.At.Equal(d.At)) {
		m.rt.Fatalf("the decision changed from %+v to %+v", old, d)
	}
	m.decided[c.Application.ID] = d
	last := c.Receipts[len(c.Receipts)-1]
	switch {
	case d.Mode != state:
		m.rt.Fatalf("%s with decision %+v", state, d)
	case d.Mode == workflow.ModeDeemed && (!d.At.Equal(last.Deemed) || d.Recorded.Before(d.At)):
		m.rt.Fatalf("deemed %+v of %+v", d, last)
	case d.Mode == workflow.ModeApproved && last.Ended(d.At):
		m.rt.Fatalf("approved after the period: %+v of %+v", d, last)
	}
	for _, e := range c.Sheet {
		if e.By == d.By {
			m.rt.Fatalf("%s filled in the sheet and decided", d.By)
		}
	}
}

// verify looks at the whole at the end: no version lost, the steps as they were acted, the
// chain intact, and the history got somewhere.
func (m *model) verify() {
	for _, id := range m.projects {
		d := must(m.Dossier(m.ctx, id))(m.t)
		for _, doc := range d.Documents {
			want := m.uploads[id+"/"+doc.Slug]
			if len(doc.Versions) != len(want) {
				m.rt.Fatalf("%s: %d versions, uploaded were %d", doc.Slug, len(doc.Versions), len(want))
			}
			for i, v := range doc.Versions {
				if v.SHA256 != want[i] {
					m.rt.Fatalf("%s: version %d is another file", doc.Slug, i+1)
				}
			}
		}
	}
	for _, id := range m.apps {
		on := m.world.steps(id)
		for person, step := range m.steps[id] {
			if on[person] != step {
				m.rt.Fatalf("%s stands on %q of %s, acted in %q", person, on[person], id, step)
			}
		}
		if len(on) != len(m.steps[id]) {
			m.rt.Fatalf("steps %v, acted %v", on, m.steps[id])
		}
	}
	if err := m.store.Verify(m.ctx); err != nil {
		m.rt.Fatal(err)
	}
	for name, n := range m.done {
		m.total[name] += n
	}
}
