// Package webtest runs the portal for tests: a small city on SQLite with people of every role,
// and real browsers that fail the test for whatever their console says.
package webtest

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"testing"
	"time"

	"lianshen/api"
	"lianshen/api/access"
	"lianshen/api/caller"
	"lianshen/api/live"
	"lianshen/api/outside"
	"lianshen/api/pack"
	"lianshen/api/web"
	"lianshen/checker"
	"lianshen/checker/output"
	"lianshen/internal/clock"
	"lianshen/policies/authz"
	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/account"
	"lianshen/workflow/blob"
	"lianshen/workflow/calendar"
	"lianshen/workflow/equipmentlist/xlsx"
	"lianshen/workflow/once"
	"lianshen/workflow/partial"
	"lianshen/workflow/store"
)

// Password is everybody's.
const Password = "纸船 顺着 河水 漂走 plus 7" //nolint:gosec // of people who live in tests

// Monday is when a city begins: an ordinary working day, 09:00 in Shanghai.
var Monday = time.Date(2026, time.November, 2, 9, 0, 0, 0, clock.Shanghai)

// City is a portal with people. Login names are those of the fields in lower case.
type City struct {
	URL      string
	Store    *store.Store
	Uploads  *partial.Folder
	Workflow *workflow.Service
	Accounts *account.Service
	Clock    *clock.Fake
	Files    *blob.Store
	Company  *workflow.Enterprise
	// Report is what the rules say of every project; Facts what was read from every file.
	Report *checker.Report
	Facts  *checker.Facts
	Rules  map[string]web.Rule
	// Outside is an OpenID provider, nil for none.
	Outside *outside.Provider
	// Licence is what is read of every licence.
	Licence workflow.LicenceCheck
	// Picture is every page, as JPEG.
	Picture []byte
	// Live tells what happens to documents. Read has what is uploaded read, nil leaves it waiting.
	Live *live.Hub
	Read func(...workflow.InspectArgs)

	Bureau, Enterprise, Handler, Second, Leader, Stranger workflow.Actor

	t testing.TB
}

// Must gives a result, or ends the test.
func Must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// New serves a city on a store of its own. with changes it before it is served.
func New(t testing.TB, with ...func(*City)) *City {
	t.Helper()
	c := &City{t: t, Clock: clock.NewFake(Monday)}
	for _, change := range with {
		change(c)
	}
	s := Must(store.Open(t.Context(), "", t.TempDir()))(t)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.Up(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.Store = s
	c.Files = Must(blob.OpenFolder(t.Context(), t.TempDir()))(t)
	t.Cleanup(func() {
		if err := c.Files.Close(); err != nil {
			t.Error(err)
		}
	})
	c.Workflow = workflow.New(workflow.Config{
		Store: s, Clock: c.Clock, Notice: Must(notice.Default())(t), Calendar: Must(calendar.Default())(t), Files: c.Files,
		Readings: calendar.Readings{Receipt: calendar.ReceiptA, Submission: calendar.Lenient, Networking: calendar.Lenient},
		Towns:    Must(workflow.DefaultTowns())(t), Limits: workflow.Limits{Document: 4 << 20, Project: 8 << 20},
	})
	c.Accounts = Must(account.New(s.Accounts(), c.Clock))(t)
	c.Report = &checker.Report{Schema: checker.ReportSchema, PolicyRevision: "sha256:rules", Verdict: checker.VerdictOf(nil), Passed: []string{}, NotApplicable: []string{}}
	c.Facts = &checker.Facts{}
	c.Live = live.New(live.Config{})
	t.Cleanup(c.Live.Close)
	c.people()
	c.serve()
	return c
}

func (c *City) people() {
	ctx := c.t.Context()
	c.Bureau = workflow.Actor{Person: Must(c.Workflow.FoundAdministrator(ctx, "市局管理员", "test"))(c.t).ID, From: "test"}
	c.login(c.Bureau.Person, "bureau")
	c.Company = Must(c.Workflow.RegisterEnterprise(ctx, c.Bureau, workflow.Enterprise{
		Name: "东莞一厂", Town: "南城街道", Outlets: []workflow.Outlet{{Code: "DW001", Medium: "water"}},
	}))(c.t)
	other := Must(c.Workflow.RegisterEnterprise(ctx, c.Bureau, workflow.Enterprise{Name: "东莞二厂", Town: "虎门镇"}))(c.t)
	c.Enterprise = c.Person("厂方", "enterprise", workflow.Grant{Role: "enterprise", Enterprise: c.Company.ID})
	c.Handler = c.Person("经办甲", "handler", workflow.Grant{Role: "handler", Post: "A", Branch: c.Company.Branch})
	c.Second = c.Person("经办乙", "second", workflow.Grant{Role: "handler", Post: "B", Branch: c.Company.Branch})
	c.Leader = c.Person("分局领导", "leader", workflow.Grant{Role: "leader", Branch: c.Company.Branch})
	c.Stranger = c.Person("外人", "stranger", workflow.Grant{Role: "enterprise", Enterprise: other.ID})
}

// Person registers somebody with a role and a login.
func (c *City) Person(name, login string, g workflow.Grant) workflow.Actor {
	c.t.Helper()
	g.Person = Must(c.Workflow.RegisterPerson(c.t.Context(), c.Bureau, name))(c.t).ID
	Must(c.Workflow.GrantRole(c.t.Context(), c.Bureau, g))(c.t)
	c.login(g.Person, login)
	return workflow.Actor{Person: g.Person, From: "test"}
}

func (c *City) login(person, name string) {
	c.t.Helper()
	if err := c.Accounts.SetLogin(c.t.Context(), person, name, Password); err != nil {
		c.t.Fatal(err)
	}
}

// Session signs a person in without asking for a password, for tests of many requests: what the
// browser's cookie holds, and the CSRF token of its pages.
func (c *City) Session(person string) (cookie, csrf string) {
	c.t.Helper()
	secret := rand.Text()
	sum := sha256.Sum256([]byte(secret))
	now := c.Clock.Now()
	s := &account.Session{Digest: hex.EncodeToString(sum[:]), Person: person, Created: now, Seen: now, Expires: now.Add(time.Hour)}
	if err := c.Store.Accounts().InsertSession(c.t.Context(), s); err != nil {
		c.t.Fatal(err)
	}
	return secret, caller.New(s, secret).CSRF()
}

// Project opens one for the company.
func (c *City) Project() *workflow.Project {
	c.t.Helper()
	return Must(c.Workflow.OpenProject(c.t.Context(), c.Handler, workflow.Project{
		Enterprise: c.Company.ID, Kind: "new", UnitClass: "key",
		Deadline: &workflow.TaskDeadline{Date: Must(calendar.ParseDate("2026-12-31"))(c.t), Source: "东环函〔2026〕1号"},
	}))(c.t)
}

func (c *City) serve() {
	c.Uploads = Must(partial.Open(c.t.TempDir(), c.Clock))(c.t)
	gate := access.New(Must(authz.New(c.t.Context()))(c.t), c.Accounts, c.Workflow)
	packer := &pack.Packer{Workflow: c.Workflow, Clock: c.Clock, Report: c.report, Open: c.open, Log: slog.New(slog.DiscardHandler)}
	portal := Must(web.New(web.Config{
		Gate: gate, Workflow: c.Workflow, Accounts: c.Accounts, Clock: c.Clock, Log: slog.New(slog.DiscardHandler), Judge: c.judge, Report: c.report,
		Open: c.open, Notice: c.notice, Packer: packer,
		ReadEquipment: readEquipment, WriteEquipment: xlsx.Write, Assemble: assemble,
		Licence: func(context.Context, string, string, string) (workflow.LicenceCheck, error) { return c.Licence, nil },
		Outside: c.Outside,
		Picture: func(context.Context, string, int) ([]byte, error) { return c.Picture, nil },
		Matched: func(context.Context, string, string) (*checker.Facts, error) { return c.Facts, nil },
		Said:    c.said, Rules: func(context.Context) (map[string]web.Rule, error) { return c.Rules, nil },
		Read: func(all ...workflow.InspectArgs) {
			if c.Read != nil {
				c.Read(all...)
			}
		},
		Live: c.Live, MaxPages: 500, Contract: api.OpenAPI(),
	}))(c.t)
	server := api.New(api.Config{
		Gate: gate, Uploads: c.Uploads, Once: once.New(c.Store.Once(), c.Clock), Workflow: c.Workflow, Accounts: c.Accounts, Judge: c.judge, Report: c.report, Notice: c.notice, Packer: packer,
		Portal: portal, Live: c.Live, Log: slog.New(slog.DiscardHandler),
	})
	l := Must(net.Listen("tcp", "127.0.0.1:0"))(c.t)
	c.URL = "http://" + l.Addr().String()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- server.Serve(ctx, l) }()
	c.t.Cleanup(func() {
		c.Live.Close() // nobody is waited for who listens
		stop()
		if err := <-done; err != nil {
			c.t.Error(err)
		}
	})
}

// judge stands for the rules.
func (c *City) judge(ctx context.Context, project string) (*workflow.Judgement, error) {
	d, err := c.Workflow.Dossier(ctx, project)
	if err != nil {
		return nil, err
	}
	facts, _, err := c.Workflow.KeepJudgement(ctx, &checker.Input{}, c.Report)
	return &workflow.Judgement{Report: c.Report, Facts: facts, Documents: workflow.CurrentVersions(d.Documents)}, err
}

func (c *City) open(ctx context.Context, digest string) (io.ReadCloser, error) {
	return c.Files.Open(ctx, digest)
}

// notice is what the report of every project says.
func (c *City) notice(ctx context.Context, w io.Writer, project, lang string) error {
	report, err := c.report(ctx, project)
	if err != nil {
		return err
	}
	return output.WriteNotice(w, &output.Report{Report: report, Lang: lang, Enterprise: c.Company.Name})
}

func (c *City) report(ctx context.Context, project string) (*checker.Report, error) {
	return c.Workflow.Contested(ctx, project, c.Report)
}

// said is a stored report.
func (c *City) said(ctx context.Context, digest string) (*checker.Report, error) {
	file, err := c.Files.Open(ctx, digest)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	var r checker.Report
	return &r, json.NewDecoder(file).Decode(&r)
}

// Finish notes a version as read, judges the project as Report has it, and tells of both.
func (c *City) Finish(at workflow.InspectArgs) {
	c.t.Helper()
	ctx := context.Background() // it may run beside the test
	raw := Must(json.Marshal(c.Facts))(c.t)
	facts, _, err := c.Files.Put(ctx, bytes.NewReader(raw), 1<<30)
	if err == nil {
		err = c.Workflow.RecordFacts(ctx, "test", at, workflow.Inspected{Facts: facts})
	}
	if err != nil {
		c.t.Error(err)
		return
	}
	c.Live.Publish(live.Event{Project: at.Project, Slug: at.Slug, Number: at.Number, State: live.Read})
	c.Evaluate(at.Project)
}

// Evaluate judges a project as Report has it, and tells of it.
func (c *City) Evaluate(project string) {
	c.t.Helper()
	ctx := context.Background()
	d := Must(c.Workflow.Dossier(ctx, project))(c.t)
	e := workflow.Evaluation{Documents: workflow.CurrentVersions(d.Documents), PolicyRevision: c.Report.PolicyRevision, Verdict: c.Report.Verdict}
	raw := Must(json.Marshal(e))(c.t)
	e.Basis = fmt.Sprintf("%x", sha256.Sum256(raw))
	var err error
	if e.Facts, e.Report, err = c.Workflow.KeepJudgement(ctx, &checker.Input{}, c.Report); err == nil {
		err = c.Workflow.RecordEvaluation(ctx, "test", project, e)
	}
	if err != nil {
		c.t.Error(err)
		return
	}
	last, err := c.Workflow.Evaluation(ctx, project)
	if errors.Is(err, workflow.ErrNotFound) {
		return // uploads have overtaken it
	}
	if err != nil {
		c.t.Error(err)
		return
	}
	c.Live.Publish(live.Event{Project: project, Number: last.Number, State: live.Judged})
}
