package web_test

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"lianshen/api/web/webtest"
	"lianshen/workflow"
	"lianshen/workflow/calendar"
)

// The bureau looks into what time has approved, and sees every event of it.
func TestBureau(t *testing.T) {
	c, _, a := applied(t)
	ctx := t.Context()
	c.Clock.Advance(10 * 24 * time.Hour)
	webtest.Must(c.Workflow.DecideOverdue(ctx, "test"))(t)
	b := webtest.Open(t, c.URL)
	b.SignIn("bureau")
	b.Sees("待办结督办")
	seen(t, b, "bureau-home")
	b.Go("/supervisions")
	b.Sees("东莞一厂")
	seen(t, b, "supervisions")
	b.Press(".dense a")
	b.Sees("逾期视为通过")
	b.Sees("届时未解决的问题")
	seen(t, b, "case-deemed")
	b.Do(chromedp.SetValue(chromedp.CSS("#supervise-reason"), "经办人休假未委托，已核查"))
	b.Press("#supervise button")
	b.Sees("督办已办结")
	b.Go("/supervisions")
	b.Sees("没有符合的记录")
	b.Go("/deemed")
	b.Sees("已办结")
	seen(t, b, "deemed")

	b.Go("/audit")
	b.Sees("办结督办")
	b.Do(chromedp.Click(chromedp.CSS(".audit details > summary")))
	b.Sees("经办人休假未委托")
	b.Sees("2026-11-12 09:00")
	seen(t, b, "audit")
	b.Go("/audit?subject=" + a.ID)
	b.Sees("提交")
	if n := webtest.Eval[int](b, "document.querySelectorAll('.audit tbody tr').length"); n != 4 {
		t.Errorf("%d events of the application", n)
	}

	b.Go("/applications/" + a.ID)
	b.Do(chromedp.Click(chromedp.CSS("#set-aside > summary")))
	b.Do(chromedp.SetValue(chromedp.CSS("#set-aside-reason"), "材料缺少公章"), chromedp.Click(chromedp.CSS("#set-aside [name=sure]")))
	b.Press("#set-aside button")
	b.Sees("决定已撤销")
	b.Sees("材料缺少公章")

	b.Go("/towns")
	b.Sees("南城街道")
	seen(t, b, "towns")
	agree(b)
	b.Do(chromedp.Evaluate[chromedp.Void](`{ const s = document.querySelector("form[action^='/towns/'] select"); s.selectedIndex = s.selectedIndex ? 0 : 1; }`))
	b.Press("form[action^='/towns/'] button")
	b.Sees("负责分局已变更")
}

// What is the bureau's is refused to a branch, and what is an officer's to an enterprise.
func TestOfficersOnly(t *testing.T) {
	c, _, a := applied(t)
	b := webtest.Open(t, c.URL)
	b.SignIn("leader")
	for _, path := range []string{"/supervisions", "/audit", "/towns"} {
		b.Go(path)
		b.Sees("您的角色不能使用此功能")
	}
	instead(b, "enterprise")
	for _, path := range []string{"/desk", "/deadlines", "/search?text=东莞", "/enterprises", "/filings", "/deemed", "/delegations", "/audit", "/projects/" + a.Project + "/officer"} {
		b.Go(path)
		b.Sees("您的角色不能使用此功能")
	}
	for _, branch := range webtest.Must(c.Workflow.Towns(t.Context()))(t) {
		if branch.Branch != c.Company.Branch {
			c.Person("外局经办", "elsewhere", workflow.Grant{Role: "handler", Branch: branch.Branch})
			break
		}
	}
	for name, paths := range map[string][]string{
		"stranger":  {"/applications/" + a.ID, "/applications/" + a.ID + "/sheet"},
		"elsewhere": {"/applications/" + a.ID, "/applications/" + a.ID + "/sheet", "/enterprises/" + c.Company.ID, "/projects/" + a.Project + "/officer"},
	} {
		instead(b, name)
		for _, path := range paths {
			b.Go(path)
			b.Sees("没有找到所指的记录")
		}
	}
}

// instead signs out, and somebody else in.
func instead(b *webtest.Browser, name string) {
	b.Go("/")
	b.Press(".who form[action='/sign-out'] button")
	b.SignIn(name)
}

// A handler registers a unit, gives it a task, sets its deadline, and answers its filing.
func TestOfficersProjects(t *testing.T) {
	c := webtest.New(t)
	ctx := t.Context()
	b := webtest.Open(t, c.URL)
	b.SignIn("handler")
	b.Go("/enterprises")
	b.Do(chromedp.Click(chromedp.CSS("#register > summary")))
	seen(t, b, "enterprises")
	b.Fill("name", "东莞市水乡纸业有限公司")
	b.Fill("outlet-0", "DW001")
	b.Fill("outlet-1", "DW001")
	b.Fill("town", c.Company.Town)
	b.Press("#register button")
	b.Sees("重复")
	b.Fill("outlet-1", "DA001")
	b.Fill("medium-1", "gas")
	b.Press("#register button")
	b.Sees("单位已登记")
	b.Sees("DA001 废气")
	b.Fill("deadline", "2026-12-31")
	b.Press("form[action$='/projects'] button")
	b.Sees("「依据」不能为空")
	b.Fill("deadline.source", "东环函〔2026〕3号")
	seen(t, b, "enterprise")
	b.Press("form[action$='/projects'] button")
	list := webtest.Must(c.Workflow.Search(ctx, workflow.SearchQuery{Text: "水乡"}))(t)
	projects := webtest.Must(c.Workflow.Projects(ctx, workflow.ProjectQuery{Enterprise: list.Items[0].Enterprise}))(t)
	if len(projects.Items) != 1 || projects.Items[0].Deadline.Source != "东环函〔2026〕3号" {
		t.Fatalf("projects %+v", projects.Items)
	}
	b.Go("/search?text=水乡")
	b.Sees("东莞市水乡纸业有限公司")
	seen(t, b, "search")
	b.Go("/deadlines")
	b.Sees("东莞市水乡纸业有限公司")
	seen(t, b, "deadlines")
	b.Go("/deadlines?window=over")
	b.Sees("所选时段内没有项目到期")

	p := c.Project()
	filed(c, t, "", p)
	b.Go("/filings")
	b.Sees("东莞一厂")
	seen(t, b, "filings")
	b.Press(".dense a")
	b.Sees("确认备案")
	seen(t, b, "project-officer")
	b.Press("form[action$='/acknowledge'] button")
	b.Go("/projects/" + p.ID + "/officer")
	b.Sees("备案答复")
	b.Do(chromedp.Click(chromedp.CSS(".officer details > summary")))
	b.Fill("deadline", "2027-01-29")
	b.Fill("deadline.source", "东环函〔2026〕4号")
	b.Fill("reason", "   ")
	b.Press("form[action$='/deadline'] button")
	b.Sees("「理由」不能为空")
	b.Fill("reason", "设备到货推迟")
	b.Press("form[action$='/deadline'] button")
	d := webtest.Must(c.Workflow.Dossier(ctx, p.ID))(t)
	if d.Project.Deadline.Date != webtest.Must(calendar.ParseDate("2027-01-29"))(t) || d.Filing.State != workflow.FilingAcknowledged {
		t.Errorf("%+v %+v", d.Project.Deadline, d.Filing)
	}

	instead(b, "bureau")
	for _, halt := range []struct{ act, state string }{{"suspend", "suspended"}, {"resume", "active"}, {"close", "closed"}} {
		b.Go("/projects/" + p.ID + "/officer")
		agree(b)
		form := "form[action$='/" + halt.act + "']"
		b.Do(chromedp.Click(chromedp.CSS("details:has("+form+") > summary")), chromedp.SetValue(chromedp.CSS("#"+halt.act+"-reason"), "企业停产"))
		b.Press(form + " button")
		if got := webtest.Must(c.Workflow.Dossier(ctx, p.ID))(t).Project.State; got != halt.state {
			t.Errorf("%s: %s", halt.act, got)
		}
	}
}

// A handler hands over for some days and takes it back.
func TestDelegations(t *testing.T) {
	c := webtest.New(t)
	b := webtest.Open(t, c.URL)
	b.SignIn("handler")
	b.Go("/delegations")
	b.Fill("person", c.Company.Branch+"/"+c.Second.Person)
	b.Fill("from", "2026-11-03")
	b.Fill("until", "2026-11-02")
	b.Press("form[action='/delegations'] button")
	b.Sees("授权截止日早于起始日")
	b.Fill("until", "2026-11-06")
	b.Press("form[action='/delegations'] button")
	b.Sees("委托已生效")
	b.Sees("经办乙")
	seen(t, b, "delegations")
	agree(b)
	b.Press("form[action$='/end'] button")
	b.Sees("委托已收回")
	if text := b.Text(); strings.Contains(text, "您委托他人") {
		t.Errorf("it still stands:\n%s", text)
	}
}
