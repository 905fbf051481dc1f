package workflow_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker"
	"lianshen/workflow"
	"lianshen/workflow/calendar"
	"lianshen/workflow/store"
	"lianshen/workflow/store/storetest"
)

// tasked is an enterprise with a project whose documents are filed.
func (w *world) tasked(name, town, deadline string) (*workflow.Project, workflow.Actor) {
	w.t.Helper()
	e := w.register(name, town)
	p := must(w.OpenProject(w.t.Context(), w.bureau, workflow.Project{
		Enterprise: e.ID, Kind: "new", UnitClass: "key", Deadline: &workflow.TaskDeadline{Date: date(w.t, deadline), Source: "文"},
	}))(w.t)
	return p, w.person("厂方", workflow.Grant{Role: "enterprise", Enterprise: e.ID})
}

// apply submits the application of a project.
func (w *world) apply(p *workflow.Project, filer workflow.Actor) *workflow.Application {
	w.t.Helper()
	for _, slug := range w.notice.Required("new") {
		must(w.AddDocument(w.t.Context(), filer, p.ID, slug, file(slug)))(w.t)
	}
	must(w.FileAcceptance(w.t.Context(), filer, p.ID))(w.t)
	a := must(w.DraftApplication(w.t.Context(), filer, p.ID))(w.t)
	return must(w.Submit(w.t.Context(), filer, ref(a), w.judged(p.ID)))(w.t)
}

// everything walks all pages of a list and checks their sizes.
func everything[T any](t *testing.T, size int, page func(after string) (*workflow.Page[T], error)) []T {
	t.Helper()
	var out []T
	for after := ""; ; {
		p := must(page(after))(t)
		if len(p.Items) > size || (p.Next != "" && len(p.Items) == 0) {
			t.Fatalf("a page of %d after %q", len(p.Items), after)
		}
		if out = append(out, p.Items...); p.Next == "" {
			return out
		}
		after = p.Next
	}
}

// An application stands on the desk from its draft to the decision, by when it is due.
func TestInbox(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		var apps []*workflow.Application
		for i := range 5 {
			p, filer := w.tasked(fmt.Sprintf("第%d厂", i), "南城街道", "2026-12-31")
			apps = append(apps, w.apply(p, filer))
			if i%2 == 1 {
				w.clock.Advance(24 * 3600e9)
			}
		}
		branch := w.company.Branch
		list := func(q workflow.DeskQuery) []workflow.DeskItem {
			t.Helper()
			return everything(t, 2, func(after string) (*workflow.Page[workflow.DeskItem], error) {
				q.After, q.Limit = after, 2
				return w.Inbox(t.Context(), q)
			})
		}
		all := list(workflow.DeskQuery{Branch: branch})
		if len(all) != 5 || !slices.IsSortedFunc(all, func(a, b workflow.DeskItem) int { return a.Due.Compare(b.Due) }) {
			t.Fatalf("inbox = %+v", all)
		}
		receipts := w.read(apps[0]).Receipts
		if first := all[0]; !first.Due.Equal(receipts[0].Deemed) || first.State != "submitted" || !strings.HasSuffix(first.Name, "厂") || first.Branch != branch {
			t.Errorf("first = %+v, deemed %s", first, receipts[0].Deemed)
		}
		if got := list(workflow.DeskQuery{}); len(got) != 5 {
			t.Errorf("the city has %d", len(got))
		}
		if got := list(workflow.DeskQuery{Branch: w.otherCompany.Branch}); len(got) != 0 {
			t.Errorf("another branch has %+v", got)
		}
		returned := w.passed(apps[0])
		returned = must(w.Return(t.Context(), w.leader, ref(returned), workflow.Return{
			RectifyBy: date(t, "2026-11-20"), Items: []workflow.ReturnItem{{Code: "seal.present", Remedy: "补盖公章"}},
		}))(t)
		approved := w.passed(apps[1])
		must(w.Approve(t.Context(), w.leader, ref(approved)))(t)
		if got := list(workflow.DeskQuery{Branch: branch}); len(got) != 3 {
			t.Errorf("after a return and an approval: %+v", got)
		}
		mine := list(workflow.DeskQuery{Enterprise: w.read(apps[0]).Project.Enterprise, States: []string{"returned", "draft"}})
		if len(mine) != 1 || mine[0].Application != returned.ID || calendar.DateOf(mine[0].Due).String() != "2026-11-20" {
			t.Errorf("of the enterprise: %+v", mine)
		}
		_, err := w.Inbox(t.Context(), workflow.DeskQuery{After: "nowhere"})
		refused(t, err, "list.cursor", "after")
	})
}

func TestDeadlinesAndProjects(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		for i, deadline := range []string{"2026-12-31", "2026-11-30", "2026-12-31", "2027-03-31", "2026-12-31"} {
			w.tasked(fmt.Sprintf("第%d厂", i), []string{"南城街道", "虎门镇"}[i%2], deadline)
		}
		due := func(branch string) (out []string) {
			t.Helper()
			for _, d := range everything(t, 2, func(after string) (*workflow.Page[workflow.DeadlineItem], error) {
				return w.Deadlines(t.Context(), workflow.DeadlineQuery{Branch: branch, From: date(t, "2026-11-01"), To: date(t, "2026-12-31"), After: after, Limit: 2})
			}) {
				out = append(out, d.Project.Deadline.Date.String()+" "+d.Clock.LastDay.String())
			}
			return out
		}
		last, early := "2026-12-31 2026-12-17", "2026-11-30 2026-11-16"
		if diff := cmp.Diff([]string{early, last, last, last}, due("")); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{early}, due(w.otherCompany.Branch)); diff != "" {
			t.Error(diff)
		}
		count := func(branch, state string) int {
			t.Helper()
			return len(everything(t, 2, func(after string) (*workflow.Page[workflow.Project], error) {
				return w.Projects(t.Context(), workflow.ProjectQuery{Branch: branch, State: state, After: after, Limit: 2})
			}))
		}
		if all, of, in, none := count("", ""), count(w.company.Branch, ""), count(w.otherCompany.Branch, "active"), count("", "closed"); all != 5 || of != 3 || in != 2 || none != 0 {
			t.Errorf("projects: %d, %d, %d, %d", all, of, in, none)
		}
	})
}

// A number finds what it is of, a part of a name all enterprises that have it, and nothing else
// that merely has its characters.
func TestSearch(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		p, filer := w.tasked("东莞市绿源纸业（集团）有限公司", "南城街道", "2026-12-31")
		must(w.SetEquipment(t.Context(), filer, seenAt(p), workflow.Equipment{
			Instruments: []checker.Instrument{{Serial: ptr("QP260448070")}, {Serial: ptr("QP260448070")}},
			Loggers:     []checker.DataLogger{{MN: ptr("FBD511F6FFBB35C7BEE5CC94")}},
		}))(t)
		a := w.apply(p, filer)
		w.register("东莞市源绿化工厂", "虎门镇")
		w.register("ABC Paper纸业", "虎门镇")
		e := must(w.RegisterEnterprise(t.Context(), w.bureau, workflow.Enterprise{Name: "东莞市甲厂", Town: "虎门镇", USCC: "91441900MA0000007J", Permit: "91441900MA0000007J001P"}))(t)
		for i := range 7 {
			w.register(fmt.Sprintf("东莞市同名%d厂", i), "虎门镇")
		}
		find := func(text, branch string) (out []string) {
			t.Helper()
			for _, f := range everything(t, 3, func(after string) (*workflow.Page[workflow.Found], error) {
				return w.Search(t.Context(), workflow.SearchQuery{Text: text, Branch: branch, After: after, Limit: 3})
			}) {
				out = append(out, f.By+" "+f.Name)
			}
			return out
		}
		green := "东莞市绿源纸业（集团）有限公司"
		receipt := w.read(a).Receipts[0].Number
		for text, want := range map[string][]string{
			"绿源": {"name " + green}, "源绿": {"name 东莞市源绿化工厂"}, "（集团）": {"name " + green}, "(集团)": {"name " + green}, " 纸 业 ": {"name " + green, "name ABC Paper纸业"},
			"abc paper": {"name ABC Paper纸业"}, "绿": nil, "绿源化工": nil, "没有的": nil,
			"91441900ma0000007j": {"uscc 东莞市甲厂"}, "91441900MA0000007J001P": {"permit 东莞市甲厂"},
			"QP260448070": {"serial " + green}, "fbd511f6ffbb35c7bee5cc94": {"mn " + green},
			receipt: {"receipt " + green}, "备〔2026〕000001号": {"filing " + green},
		} {
			if diff := cmp.Diff(want, find(text, "")); diff != "" {
				t.Errorf("%q\n%s", text, diff)
			}
		}
		if got := find("同名", ""); len(got) != 7 {
			t.Errorf("同名: %v", got)
		}
		if got := find("纸业", w.otherCompany.Branch); len(got) != 1 {
			t.Errorf("纸业 of another branch: %v", got)
		}
		hit := must(w.Search(t.Context(), workflow.SearchQuery{Text: receipt}))(t).Items[0]
		if hit.Application != a.ID || hit.Project != p.ID || hit.Branch != p.Branch || e.ID == "" {
			t.Errorf("hit = %+v", hit)
		}
		for text, code := range map[string]string{" ": "input.empty", strings.Repeat("长", 101): "input.long", "a\x00": "input.characters"} {
			_, err := w.Search(t.Context(), workflow.SearchQuery{Text: text})
			refused(t, err, code, "text")
		}
	})
}
