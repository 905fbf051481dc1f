package workflow_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker"
	"lianshen/workflow"
	"lianshen/workflow/calendar"
)

// Whoever holds no role for it, or holds it elsewhere, is refused; nothing is written.
func TestStrangersAreRefused(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		p := w.ready()
		a := must(w.DraftApplication(ctx, w.enterprise, p.ID))(t)
		before := len(w.events())
		pr := workflow.Ref{ID: p.ID, Version: p.Version}
		nobody := workflow.Actor{Person: "nobody"}
		narrowed := w.both
		narrowed.Role = "handler"
		for name, err := range map[string]error{
			"submit by an officer":            second(w.Submit(ctx, w.leader, ref(a), w.judged(p.ID))),
			"submit by another enterprise":    second(w.Submit(ctx, w.stranger, ref(a), w.judged(p.ID))),
			"upload by another enterprise":    second(w.AddDocument(ctx, w.stranger, p.ID, "contract", file("x"))),
			"open by another branch":          second(w.OpenProject(ctx, w.stranger, workflow.Project{Enterprise: w.company.ID, Kind: "new", UnitClass: "key"})),
			"deadline by the enterprise":      second(w.SetDeadline(ctx, w.enterprise, pr, *p.Deadline, "改期")),
			"close by a leader":               second(w.Close(ctx, w.leader, pr, "撤销")),
			"suspend by one narrowed to less": second(w.Suspend(ctx, narrowed, pr, "停产")),
			"acknowledge by another branch":   second(w.AcknowledgeFiling(ctx, w.stranger, p.ID)),
			"grant by a leader":               second(w.GrantRole(ctx, w.leader, workflow.Grant{Person: w.leader.Person, Role: "bureau"})),
			"nobody":                          second(w.Withdraw(ctx, nobody, ref(a), "x")),
			"the program in a person's place": second(w.Withdraw(ctx, workflow.Actor{From: "job"}, ref(a), "x")),
		} {
			code := "workflow.forbidden"
			if strings.Contains(name, "another") || !strings.Contains(name, " by ") { // they do not see that it is there
				code = "workflow.not_found"
			}
			refused(t, err, code, "")
			if t.Failed() {
				t.Fatal(name)
			}
		}
		if got := len(w.events()); got != before {
			t.Errorf("%d events of what was refused", got-before)
		}
	})
}

func second[T any](_ T, err error) error { return err }

// What cannot be applied for, each with its own code.
func TestSubmitRefuses(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		p := must(w.OpenProject(ctx, w.handlerA, workflow.Project{Enterprise: w.company.ID, Kind: "new", UnitClass: "key"}))(t)
		a := must(w.DraftApplication(ctx, w.enterprise, p.ID))(t)
		refused(t, second(w.DraftApplication(ctx, w.enterprise, p.ID)), "application.open", "")
		submit := func(j workflow.Judgement) error { return second(w.Submit(ctx, w.enterprise, ref(a), j)) }

		refused(t, submit(workflow.Judgement{}), "project.deadline_missing", "")
		p = must(w.ProposeDeadline(ctx, w.enterprise, workflow.Ref{ID: p.ID, Version: 1}, workflow.TaskDeadline{Date: date(t, "2026-12-31"), Source: "排污许可证"}, "许可证要求"))(t)
		if p.Deadline.Confirmed {
			t.Error("a proposed deadline is not confirmed")
		}
		refused(t, submit(workflow.Judgement{}), "document.missing", "documents.construction-plan")
		refused(t, second(w.FileAcceptance(ctx, w.enterprise, p.ID)), "document.missing", "documents.construction-plan")
		w.upload(p.ID, "")
		refused(t, submit(w.judged(p.ID)), "application.filing", "")
		must(w.FileAcceptance(ctx, w.enterprise, p.ID))(t)
		refused(t, second(w.FileAcceptance(ctx, w.enterprise, p.ID)), "filing.unchanged", "")
		must(w.SendFilingBack(ctx, w.handlerA, p.ID, "缺页"))(t)
		refused(t, submit(w.judged(p.ID)), "application.filing", "")
		must(w.FileAcceptance(ctx, w.enterprise, p.ID))(t)
		f := must(w.AcknowledgeFiling(ctx, w.handlerB, p.ID))(t)
		if f.Number != "备〔2026〕000002号" || f.Settled.By != w.handlerB.Person {
			t.Errorf("filing %+v", f)
		}
		refused(t, second(w.AcknowledgeFiling(ctx, w.handlerB, p.ID)), "workflow.version", "")

		old := w.judged(p.ID)
		must(w.AddDocument(ctx, w.enterprise, p.ID, "contract", file("newer")))(t)
		refused(t, submit(old), "application.documents", "documents")
		refused(t, submit(w.judged(p.ID, finding("seal.missing", checker.SeverityBlock, checker.Fail))), "application.blocked", "report")
		contested := w.judged(p.ID, finding("seal.missing", checker.SeverityBlock, checker.Contested))
		refused(t, submit(contested), "application.statement", "statement")
		bad := w.judged(p.ID)
		bad.Report = nil
		refused(t, submit(bad), "application.report", "report")
		bad = w.judged(p.ID)
		bad.Facts = "no digest"
		refused(t, submit(bad), "input.digest", "facts")

		contested.Statement = "公章在第3页"
		a = must(w.Submit(ctx, w.enterprise, ref(a), contested))(t)
		if s := w.read(a).Receipts[0].Snapshot; s.Statement != "公章在第3页" || !cmp.Equal(s.Codes(), []string{"seal.missing"}) {
			t.Errorf("snapshot %+v", s)
		}
		refused(t, second(w.Suspend(ctx, w.leader, workflow.Ref{ID: p.ID, Version: p.Version}, "停产")), "project.application_open", "")
		refused(t, second(w.Network(ctx, "hj212", p.ID, monday)), "project.not_approved", "")
		a = must(w.Withdraw(ctx, w.enterprise, ref(a), "重新准备"))(t)
		if r := w.read(a).Receipts[0]; r.Stopped == nil {
			t.Error("the clock should stop when the application is withdrawn")
		}
		must(w.DraftApplication(ctx, w.enterprise, p.ID))(t)
	})
}

func TestReviewRefuses(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		a := w.submitted()
		stale := ref(a)
		refused(t, second(w.PassOn(ctx, w.handlerA, ref(a))), "workflow.state", "")
		a = must(w.Claim(ctx, w.handlerA, ref(a)))(t)
		refused(t, second(w.Claim(ctx, w.handlerB, stale)), "workflow.version", "version")
		refused(t, second(w.PassOn(ctx, w.handlerB, ref(a))), "review.not_yours", "")
		refused(t, second(w.TakeOver(ctx, w.handlerB, ref(a))), "review.not_idle", "")
		refused(t, second(w.PassOn(ctx, w.handlerA, ref(a))), "review.sheet_open", "sheet.selection-installation")

		examine := func(entries ...workflow.SheetEntry) error {
			return second(w.Examine(ctx, w.handlerA, ref(a), entries))
		}
		line := w.notice.Sheet[2].Line
		today := calendar.DateOf(w.clock.Now())
		refused(t, examine(), "review.sheet", "entries")
		refused(t, examine(workflow.SheetEntry{Line: "weather", Finding: workflow.Conforms}), "review.line", "entries[0].line")
		refused(t, examine(workflow.SheetEntry{Line: line, Finding: "maybe"}), "review.finding", "entries[0].finding")
		refused(t, examine(workflow.SheetEntry{Line: line, Finding: workflow.Fails}), "input.empty", "entries[0].note")
		refused(t, examine(workflow.SheetEntry{Line: line, Finding: workflow.SiteCheck, Note: "看现场", Site: &workflow.SiteRecord{On: today + 1, Result: workflow.Conforms, Note: "已看"}}), "review.site", "entries[0].site")

		sheet := w.sheet(workflow.Conforms)
		sheet[2].Finding = workflow.SiteCheck
		a = must(w.Examine(ctx, w.handlerA, ref(a), sheet))(t)
		refused(t, second(w.PassOn(ctx, w.handlerA, ref(a))), "review.sheet_open", "sheet."+line)
		sheet[2].Site = &workflow.SiteRecord{On: today, Result: workflow.Fails, Note: "型号与清单不符"}
		a = must(w.Examine(ctx, w.handlerA, ref(a), sheet[2:3]))(t)
		a = must(w.PassOn(ctx, w.handlerA, ref(a)))(t)
		refused(t, second(w.Approve(ctx, w.leader, ref(a))), "review.sheet_fails", "sheet."+line)
		a = must(w.SendBack(ctx, w.leader, ref(a), "请再核实"))(t)
		if a.Handler != w.handlerA.Person || a.State != "handler_review" {
			t.Errorf("%+v", a)
		}
		sheet[2].Site.Result = workflow.Conforms
		a = must(w.Examine(ctx, w.handlerA, ref(a), sheet[2:3]))(t)
		a = must(w.PassOn(ctx, w.handlerA, ref(a)))(t)

		ret := returning(t)
		refused(t, second(w.Return(ctx, w.leader, ref(a), ret)), "return.items", "items")
		ret = returning(t, "seal.missing")
		ret.Items[0].Remedy = " "
		refused(t, second(w.Return(ctx, w.leader, ref(a), ret)), "input.empty", "items[0].remedy")
		ret = returning(t, "seal.missing")
		ret.Items[0].Pages = []int{0}
		refused(t, second(w.Return(ctx, w.leader, ref(a), ret)), "return.pages", "items[0].pages")
		ret = returning(t, "seal.missing")
		ret.Items[0].Document = "letter"
		refused(t, second(w.Return(ctx, w.leader, ref(a), ret)), "return.document", "items[0].document")
		ret = returning(t, "seal.missing")
		ret.RectifyBy = today - 1
		refused(t, second(w.Return(ctx, w.leader, ref(a), ret)), "return.rectify_by", "rectify_by")
		must(w.Approve(ctx, w.leader, ref(a)))(t)
	})
}

// B takes over what A left for a working day, or can no longer do.
func TestTakeOver(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		a := must(w.Claim(ctx, w.handlerA, ref(w.submitted())))(t)
		w.clock.Set(time.Date(2026, time.November, 3, 23, 59, 59, 0, monday.Location()))
		refused(t, second(w.TakeOver(ctx, w.handlerB, ref(a))), "review.not_idle", "")
		w.clock.Advance(time.Second)
		a = must(w.TakeOver(ctx, w.handlerB, ref(a)))(t)
		if a.Handler != w.handlerB.Person {
			t.Errorf("handler %s", a.Handler)
		}
		refused(t, second(w.Examine(ctx, w.handlerA, ref(a), w.sheet(workflow.Conforms))), "review.not_yours", "")

		var grants []workflow.Grant
		err := w.store.View(ctx, func(r workflow.Reader) (err error) {
			grants, err = r.Grants(w.handlerB.Person)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.RevokeGrant(ctx, w.bureau, grants[0].ID); err != nil {
			t.Fatal(err)
		}
		refused(t, w.RevokeGrant(ctx, w.bureau, grants[0].ID), "workflow.state", "")
		refused(t, second(w.Examine(ctx, w.handlerB, ref(a), w.sheet(workflow.Conforms))), "workflow.not_found", "")
		must(w.TakeOver(ctx, w.handlerA, ref(a)))(t) // at once: nobody else may
	})
}

func TestDatedGrant(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		until := date(t, "2026-11-05")
		stand := w.person("代理", workflow.Grant{Role: "handler", Branch: w.company.Branch, From: date(t, "2026-11-04"), Until: &until})
		a := w.submitted()
		for day, code := range map[int]string{3: "workflow.not_found", 6: "workflow.not_found"} {
			w.clock.Set(time.Date(2026, time.November, day, 10, 0, 0, 0, monday.Location()))
			refused(t, second(w.Claim(ctx, stand, ref(a))), code, "")
		}
		w.clock.Set(time.Date(2026, time.November, 5, 23, 59, 0, 0, monday.Location()))
		must(w.Claim(ctx, stand, ref(a)))(t)
	})
}

// Every change of the deadline keeps what was before, with reason and document.
func TestDeadlineChanges(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		p := w.open()
		set := func(day, source, reason string) error {
			next, err := w.SetDeadline(ctx, w.bureau, workflow.Ref{ID: p.ID, Version: p.Version}, workflow.TaskDeadline{Date: date(t, day), Source: source}, reason)
			if err == nil {
				p = next
			}
			return err
		}
		refused(t, set("2027-01-29", "", "延期"), "input.empty", "deadline.source")
		refused(t, set("2027-01-29", "东环函〔2026〕9号", ""), "input.empty", "reason")
		if err := set("2026-11-30", "东环函〔2026〕9号", "提前"); err != nil {
			t.Fatal(err)
		}
		proposed := workflow.TaskDeadline{Date: date(t, "2027-06-30"), Source: "申请"}
		refused(t, second(w.ProposeDeadline(ctx, w.enterprise, workflow.Ref{ID: p.ID, Version: p.Version}, proposed, "来不及")), "project.deadline_confirmed", "")
		d := must(w.Dossier(ctx, p.ID))(t)
		if n := len(d.Deadlines); n != 2 || d.Deadlines[1].Old.Date != date(t, "2026-12-31") || d.Deadlines[1].Reason != "提前" {
			t.Errorf("changes %+v", d.Deadlines)
		}
		if d.Clock.LastDay != date(t, "2026-11-16") {
			t.Errorf("clock %+v", d.Clock)
		}
	})
}

func TestSuspendResumeClose(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		p := w.open()
		at := func() workflow.Ref { return workflow.Ref{ID: p.ID, Version: p.Version} }
		p = must(w.Suspend(ctx, w.leader, at(), "停产"))(t)
		refused(t, second(w.AddDocument(ctx, w.enterprise, p.ID, "contract", file("x"))), "workflow.state", "")
		refused(t, second(w.DraftApplication(ctx, w.enterprise, p.ID)), "workflow.state", "")
		p = must(w.Resume(ctx, w.leader, at(), "复产"))(t)
		p = must(w.Close(ctx, w.bureau, at(), "关停"))(t)
		refused(t, second(w.Resume(ctx, w.bureau, at(), "重启")), "workflow.state", "")
	})
}

func TestBadInput(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		p := w.open()
		before := len(w.events())
		until := date(t, "2020-01-01")
		branch := w.company.Branch
		grant := func(g workflow.Grant) error {
			if g.Person == "" {
				g.Person = w.leader.Person
			}
			return second(w.GrantRole(ctx, w.bureau, g))
		}
		upload := func(slug string, v workflow.Version) error {
			return second(w.AddDocument(ctx, w.enterprise, p.ID, slug, v))
		}
		enterprise := func(e workflow.Enterprise) error { return second(w.RegisterEnterprise(ctx, w.bureau, e)) }
		empty, broken := file("x"), file("y")
		empty.Bytes, broken.SHA256 = 0, strings.Repeat("Z", 64)
		for _, tt := range []struct {
			err         error
			code, field string
		}{
			{second(w.RegisterPerson(ctx, w.bureau, "  ")), "input.empty", "name"},
			{second(w.RegisterPerson(ctx, w.bureau, "张\x00三")), "input.characters", "name"},
			{second(w.RegisterPerson(ctx, w.bureau, strings.Repeat("长", 201))), "input.long", "name"},
			{second(w.RegisterPerson(ctx, w.bureau, "\xff")), "input.characters", "name"},
			{second(w.FoundAdministrator(ctx, "又一位", "terminal")), "workflow.state", ""},
			{grant(workflow.Grant{Role: "mayor"}), "grant.role", "role"},
			{grant(workflow.Grant{Role: "leader"}), "grant.branch", "branch"},
			{grant(workflow.Grant{Role: "leader", Branch: "某分局"}), "grant.branch", "branch"},
			{grant(workflow.Grant{Role: "bureau", Enterprise: w.company.ID}), "grant.enterprise", "enterprise"},
			{grant(workflow.Grant{Role: "enterprise", Enterprise: "none"}), "workflow.not_found", ""},
			{grant(workflow.Grant{Role: "leader", Branch: branch, Post: "A"}), "grant.post", "post"},
			{grant(workflow.Grant{Role: "leader", Branch: branch, Until: &until}), "grant.until", "until"},
			{grant(workflow.Grant{Person: "none", Role: "bureau"}), "workflow.not_found", ""},
			{enterprise(workflow.Enterprise{Name: "厂", Town: "上海"}), "enterprise.town", "town"},
			{enterprise(workflow.Enterprise{Name: "厂", Town: "虎门镇", Outlets: []workflow.Outlet{{Code: "DW001", Medium: "soil"}}}), "enterprise.outlet", "outlets[0]"},
			{second(w.OpenProject(ctx, w.bureau, workflow.Project{Enterprise: w.company.ID, Kind: "demolition", UnitClass: "key"})), "project.kind", "kind"},
			{second(w.OpenProject(ctx, w.bureau, workflow.Project{Enterprise: w.company.ID, Kind: "new", UnitClass: "tiny"})), "project.unit_class", "unit_class"},
			{second(w.OpenProject(ctx, w.bureau, workflow.Project{Enterprise: "none", Kind: "new", UnitClass: "key"})), "workflow.not_found", ""},
			{upload("letter", file("x")), "document.slug", "slug"},
			{upload("contract", empty), "document.bytes", "bytes"},
			{upload("contract", broken), "input.digest", "sha256"},
			{second(w.Case(ctx, "none")), "workflow.not_found", ""},
			{second(w.Dossier(ctx, "none")), "workflow.not_found", ""},
		} {
			refused(t, tt.err, tt.code, tt.field)
		}
		if got := len(w.events()); got != before {
			t.Errorf("%d events of what was refused", got-before)
		}
		e := workflow.Enterprise{Name: "三厂", Town: "虎门镇", USCC: "91350100M000100Y43"}
		if err := enterprise(e); err != nil {
			t.Fatal(err)
		}
		refused(t, enterprise(e), "enterprise.uscc", "uscc")
	})
}

// The same file once more is the same version, and no event.
func TestUploadRepeated(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		p := w.open()
		first := must(w.AddDocument(t.Context(), w.enterprise, p.ID, "contract", file("x")))(t)
		before := len(w.events())
		again := must(w.AddDocument(t.Context(), w.enterprise, p.ID, "contract", file("x")))(t)
		if diff := cmp.Diff(first, again); diff != "" || len(w.events()) != before {
			t.Errorf("(-first +again)\n%s", diff)
		}
	})
}
