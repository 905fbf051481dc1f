package web_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"lianshen/api/web/webtest"
	"lianshen/checker"
	"lianshen/internal/errs"
	"lianshen/workflow"
)

// found are findings of the rules as a review sees them.
func found() []checker.Finding {
	doc := func(slug string, pages ...int) (string, []checker.Place) {
		var places []checker.Place
		for _, n := range pages {
			places = append(places, checker.Place{Document: slug, Page: n})
		}
		return slug, places
	}
	one := func(code string, severity checker.Severity, zh, mend string, document string, places []checker.Place) checker.Finding {
		return checker.Finding{
			Code: code, Severity: severity, State: checker.Undetermined, Document: &document, Places: places,
			Message: errs.Text{ZH: zh, EN: zh}, Solution: errs.Text{ZH: mend, EN: mend},
		}
	}
	report, r := doc("acceptance-report", 1, 3)
	photos, f := doc("installation-photos", 2)
	return []checker.Finding{
		one("seal.present", checker.SeverityBlock, "验收报告未见排污单位公章", "请在验收报告首页加盖排污单位公章后重新上传", report, r),
		one("photo.taken", checker.SeverityWarn, "安装图片的拍摄时间早于合同签订日期", "请核对拍摄时间，或补充说明", photos, f),
	}
}

// filed is a project of the company with its documents and filing.
func filed(c *webtest.City, t *testing.T, edition string, p *workflow.Project) {
	t.Helper()
	ctx := t.Context()
	for _, slug := range c.Workflow.Notice().Required("new") {
		webtest.Must(c.Workflow.Upload(ctx, c.Enterprise, workflow.Upload{Project: p.ID, Slugs: []string{slug}, Name: slug + ".pdf", File: strings.NewReader("%PDF " + slug + edition)}))(t)
	}
	webtest.Must(c.Workflow.FileAcceptance(ctx, c.Enterprise, p.ID))(t)
}

// submit has the documents judged and sends the application.
func submit(c *webtest.City, t *testing.T, p *workflow.Project, a *workflow.Application) *workflow.Application {
	t.Helper()
	ctx := t.Context()
	d := webtest.Must(c.Workflow.Dossier(ctx, p.ID))(t)
	facts, _, err := c.Workflow.KeepJudgement(ctx, &checker.Input{}, c.Report)
	if err != nil {
		t.Fatal(err)
	}
	return webtest.Must(c.Workflow.Submit(ctx, c.Enterprise, at(a), workflow.Judgement{
		Report: c.Report, Facts: facts, Documents: workflow.CurrentVersions(d.Documents),
	}))(t)
}

func at(a *workflow.Application) workflow.Ref { return workflow.Ref{ID: a.ID, Version: a.Version} }

// applied is a city with an application that waits for the branch.
func applied(t *testing.T) (*webtest.City, *workflow.Project, *workflow.Application) {
	t.Helper()
	c := webtest.New(t)
	c.Picture = sheetOfPaper(t)
	p := c.Project()
	filed(c, t, "", p)
	c.Report.Findings, c.Report.Verdict = found(), checker.Flag
	return c, p, submit(c, t, p, webtest.Must(c.Workflow.DraftApplication(t.Context(), c.Enterprise, p.ID))(t))
}

// sheetOfPaper is a page with lines of text.
func sheetOfPaper(t *testing.T) []byte {
	t.Helper()
	page := image.NewGray(image.Rect(0, 0, 620, 877))
	for y := range 877 {
		for x := range 620 {
			page.SetGray(x, y, color.Gray{Y: 255})
			if y > 90 && y < 800 && y%28 < 9 && x > 70 && x < 550-(y*37)%160 {
				page.SetGray(x, y, color.Gray{Y: 120})
			}
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, page, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// seen looks at a page in both sizes: it is accessible, nothing is cut off to the side, and it is
// kept as pictures.
func seen(t *testing.T, b *webtest.Browser, name string) {
	t.Helper()
	b.Accessible()
	for _, size := range []struct {
		of   [2]int64
		name string
	}{{webtest.Phone, "phone"}, {webtest.Laptop, "laptop"}} {
		b.Size(size.of)
		if wide := webtest.Eval[float64](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); wide > 0 {
			t.Errorf("%s on a %s: %v px to the side", name, size.name, wide)
		}
		b.Shoot(name + "-" + size.name)
	}
}

// choose ticks a radio, in the middle of the window, where no bar lies over it.
func choose(b *webtest.Browser, name, value string) {
	radio := fmt.Sprintf(`.main [name=%q][value=%q]`, name, value)
	b.Do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf("document.querySelector(%q).scrollIntoView({block: 'center'})", radio)), chromedp.Click(chromedp.CSS(radio)))
}

// agree answers the browser's question with yes, from now on, on this page.
func agree(b *webtest.Browser) {
	b.Do(chromedp.Evaluate[chromedp.Void](`window.confirm = () => true`))
}

// conform fills in every line of the sheet.
func conform(c *webtest.City, b *webtest.Browser, value string) {
	for _, l := range c.Workflow.Notice().Sheet {
		choose(b, "l-"+l.Line+"-finding", value)
		if value != workflow.Conforms {
			b.Fill("l-"+l.Line+"-note", "与要求不符")
		}
	}
}

// The review in two steps, in a browser: claim, settle findings, fill in the sheet, pass on, approve.
func TestReviewToApproval(t *testing.T) {
	c, _, a := applied(t)
	b := webtest.Open(t, c.URL)
	b.SignIn("handler")
	b.Sees("最紧急的申请")
	b.Sees("剩5个工作日")
	seen(t, b, "officer-home")
	b.Go("/desk")
	b.Sees("待经办人审核")
	seen(t, b, "desk")
	b.Press(".dense a")
	b.Sees("待经办人审核")
	b.Sees("未填写")
	if wide := webtest.Eval[int](b, "document.querySelector('[data-viewer]').naturalWidth"); wide != 620 {
		t.Errorf("the page is %d wide", wide)
	}
	b.Do(chromedp.Click(chromedp.CSS(".where a:nth-of-type(2)")))
	if src := webtest.Eval[string](b, "document.querySelector('[data-viewer]').src + document.querySelector('[data-viewer-name]').textContent"); !strings.HasSuffix(src, "/pages/3?v=1验收报告 · 第3页") {
		t.Errorf("the page that was pointed at is not shown: %s", src)
	}
	seen(t, b, "case-submitted")
	b.Press("form[action$='/claim'] button")
	b.Sees("已领取")
	choose(b, "f-1-verdict", workflow.Overridden)
	seen(t, b, "case-handler")
	b.Press("button[name=then][value='']")
	b.Sees("推翻须从规定的理由中选择")
	b.Do(chromedp.SetValue(chromedp.CSS("[name='f-1-reason']"), "misread"))
	b.Fill("f-1-note", "公章在第3页，清晰可见")
	choose(b, "f-2-verdict", workflow.Confirmed)
	b.Press("button[name=then][value='']")
	b.Sees("审核意见已保存")
	agree(b)
	b.Press("button[value='pass-on']")
	b.Sees("未填写，或缺少现场核查记录")
	conform(c, b, workflow.Conforms)
	line := c.Workflow.Notice().Sheet[2].Line
	choose(b, "l-"+line+"-finding", workflow.SiteCheck)
	b.Fill("l-"+line+"-note", "平台资料无法确认站房位置")
	b.Fill("l-"+line+"-on", "2026-11-02")
	choose(b, "l-"+line+"-result", workflow.Conforms)
	b.Fill("l-"+line+"-site", "现场位置与图片一致")
	agree(b)
	b.Press("button[value='pass-on']")
	b.Sees("已报分局领导")
	b.Sees("现场位置与图片一致")

	l := webtest.Open(t, c.URL)
	l.SignIn("leader")
	l.Go("/applications/" + a.ID)
	l.Sees("公章在第3页")
	seen(t, l, "case-leader")
	l.Do(chromedp.Evaluate[chromedp.Void](`document.querySelector("form[action$='/approve'] [name=sure]").required = false`))
	l.Press("form[action$='/approve'] button")
	l.Sees("请先勾选确认")
	l.Do(chromedp.Click(chromedp.CSS("form[action$='/approve'] [name=sure]")))
	l.Press("form[action$='/approve'] button")
	l.Sees("审核通过，已通知企业")
	l.Accessible()
	if now := webtest.Must(c.Workflow.Case(t.Context(), a.ID))(t); now.Application.State != "approved" || now.Assessments[0].Reason != "misread" || now.Sheet[0].Finding == "" {
		t.Errorf("%+v", now.Application)
	}
	l.Do(chromedp.Navigate(c.URL + "/applications/" + a.ID + "/sheet"))
	l.Sees("联网审核意见表")
}

// The same with a return: the enterprise sees what to mend, submits again, and the new receipt is
// approved.
func TestReviewWithReturn(t *testing.T) {
	c, p, a := applied(t)
	ctx := t.Context()
	a = webtest.Must(c.Workflow.Claim(ctx, c.Handler, at(a)))(t)
	b := webtest.Open(t, c.URL)
	b.SignIn("handler")
	b.Go("/applications/" + a.ID)
	choose(b, "f-1-verdict", workflow.Confirmed)
	choose(b, "f-2-verdict", workflow.Unsure)
	conform(c, b, workflow.Fails)
	agree(b)
	b.Press("button[value='pass-on']")
	b.Sees("已报分局领导")

	l := webtest.Open(t, c.URL)
	l.SignIn("leader")
	l.Go("/applications/" + a.ID)
	l.Do(chromedp.Click(chromedp.CSS("#return > summary")))
	if on := webtest.Eval[bool](l, "document.querySelector('[name=i-0-use]').checked && !document.querySelector('[name=i-1-use]').checked"); !on {
		t.Error("what was confirmed is not ticked, or what was not is")
	}
	l.Fill("i-0-remedy", "请在第1页加盖公章")
	l.Fill("i-0-pages", "第一页")
	l.Fill("rectify_by", "2026-11-13")
	l.Do(chromedp.Click(chromedp.CSS(".return [name=sure]")))
	seen(t, l, "case-return")
	l.Press(".return button")
	l.Sees("页码应为数字")
	l.Fill("i-0-pages", "1，3")
	l.Do(chromedp.Click(chromedp.CSS(".return [name=sure]")))
	l.Press(".return button")
	l.Sees("已退回企业整改")

	e := webtest.Open(t, c.URL)
	e.SignIn("enterprise")
	e.Go("/applications/" + a.ID)
	e.Sees("请在第1页加盖公章")
	e.Sees("请整改以下5个问题")
	seen(t, e, "case-enterprise")
	if text := e.Text(); strings.Contains(text, "经办甲") || strings.Contains(text, "分局领导") {
		t.Errorf("the enterprise reads who did what:\n%s", text)
	}
	e.Go("/messages")
	e.Sees("退回")
	seen(t, e, "messages")
	e.Go("/messages")
	if n := webtest.Eval[int](e, "document.querySelectorAll('.messages .new').length"); n != 0 {
		t.Errorf("%d messages are new after they were seen", n)
	}

	filed(c, t, " mended", p)
	c.Report.Findings = found()[1:]
	a = submit(c, t, p, &webtest.Must(c.Workflow.Case(ctx, a.ID))(t).Application)
	b.Go("/applications/" + a.ID)
	b.Sees("第2次提交")
	b.Press("form[action$='/claim'] button")
	choose(b, "f-1-verdict", workflow.Confirmed)
	conform(c, b, workflow.Conforms)
	agree(b)
	b.Press("button[value='pass-on']")
	l.Go("/applications/" + a.ID)
	l.Sees("第1次提交的退回意见")
	l.Do(chromedp.Click(chromedp.CSS("#return > summary")))
	if late := webtest.Eval[bool](l, "!!document.querySelector('[name=i-0-late]')"); !late {
		t.Error("a finding that was there before is raised without a reason")
	}
	l.Do(chromedp.Click(chromedp.CSS("form[action$='/approve'] [name=sure]")))
	l.Press("form[action$='/approve'] button")
	l.Sees("审核通过，已通知企业")
}

// Two handlers at once: who comes later is told what changed, and keeps what was typed.
func TestReviewConflict(t *testing.T) {
	c, _, a := applied(t)
	a = webtest.Must(c.Workflow.Claim(t.Context(), c.Handler, at(a)))(t)
	first, second := webtest.Open(t, c.URL), webtest.Open(t, c.URL)
	line := c.Workflow.Notice().Sheet[0].Line
	for _, b := range []*webtest.Browser{first, second} {
		b.SignIn("handler")
		b.Go("/applications/" + a.ID)
	}
	choose(first, "f-2-verdict", workflow.Confirmed)
	first.Press("button[name=then][value='']")
	first.Sees("审核意见已保存")
	choose(second, "l-"+line+"-finding", workflow.Fails)
	second.Fill("l-"+line+"-note", "选型与清单不符")
	second.Press("button[name=then][value='']")
	second.Sees("内容已被他人更改")
	second.Sees("您打开本页之后的变动")
	if n := webtest.Eval[int](second, "document.querySelectorAll('.banner .happenings li').length"); n != 1 {
		t.Errorf("%d things are said to have changed", n)
	}
	seen(t, second, "case-conflict")
	if kept := webtest.Eval[string](second, fmt.Sprintf("document.querySelector('[name=%q]').value", "l-"+line+"-note")); kept != "选型与清单不符" {
		t.Errorf("kept %q", kept)
	}
	second.Press("button[name=then][value='']")
	second.Sees("审核意见已保存")
	if now := webtest.Must(c.Workflow.Case(t.Context(), a.ID))(t); len(now.Sheet) != 1 || len(now.Assessments) != 1 {
		t.Errorf("%+v %+v", now.Sheet, now.Assessments)
	}
}

// B 角 waits for A 角, takes over what was left, has it sent back; nobody takes both steps.
func TestReviewByOthers(t *testing.T) {
	c, _, a := applied(t)
	ctx := t.Context()
	both := c.Person("兼任", "both", workflow.Grant{Role: "handler", Branch: c.Company.Branch})
	webtest.Must(c.Workflow.GrantRole(ctx, c.Bureau, workflow.Grant{Person: both.Person, Role: "leader", Branch: c.Company.Branch}))(t)
	b := webtest.Open(t, c.URL)
	b.SignIn("second")
	b.Go("/applications/" + a.ID)
	b.Sees("该申请应先由A角办理")
	if n := webtest.Eval[int](b, "document.querySelectorAll(\"form[action$='/claim']\").length"); n != 0 {
		t.Error("a button leads to a refusal")
	}
	a = webtest.Must(c.Workflow.Claim(ctx, c.Handler, at(a)))(t)
	b.Go("/applications/" + a.ID)
	b.Sees("该申请由其他经办人办理中")
	c.Clock.Advance(2 * 24 * time.Hour)
	b.SignIn("second") // the session ended in the meantime
	b.Go("/applications/" + a.ID)
	agree(b)
	b.Press("form[action$='/take-over'] button")
	b.Sees("已接办")
	conform(c, b, workflow.Conforms)
	agree(b)
	b.Press("button[value='pass-on']")
	b.Sees("已报分局领导")

	l := webtest.Open(t, c.URL)
	l.SignIn("leader")
	l.Go("/applications/" + a.ID)
	l.Do(chromedp.Click(chromedp.CSS("#send-back > summary")))
	l.Do(chromedp.SetValue(chromedp.CSS("#send-back-reason"), "请核对站房照片"))
	l.Press("#send-back button")
	l.Sees("已退经办人重审")
	l.Sees("请核对站房照片")

	c.Clock.Advance(2 * 24 * time.Hour)
	a = &webtest.Must(c.Workflow.Case(ctx, a.ID))(t).Application
	a = webtest.Must(c.Workflow.TakeOver(ctx, both, at(a)))(t)
	a = webtest.Must(c.Workflow.PassOn(ctx, both, at(a)))(t)
	x := webtest.Open(t, c.URL)
	x.SignIn("both")
	x.Go("/applications/" + a.ID)
	x.Sees("同一人不得参与同一申请的两个审核步骤")
	if n := webtest.Eval[int](x, "document.querySelectorAll(\"form[action$='/approve']\").length"); n != 0 {
		t.Error("a button leads to a refusal")
	}
	seen(t, x, "case-four-eyes")
}

// A draft is shown to both sides; the enterprise takes its application back, and has to mean it.
func TestWithdraw(t *testing.T) {
	c := webtest.New(t)
	p := c.Project()
	a := webtest.Must(c.Workflow.DraftApplication(t.Context(), c.Enterprise, p.ID))(t)
	b := webtest.Open(t, c.URL)
	b.SignIn("handler")
	b.Go("/applications/" + a.ID)
	b.Sees("草稿")
	b.Accessible()
	instead(b, "enterprise")
	b.Go("/applications/" + a.ID)
	b.Do(chromedp.Click(chromedp.CSS("details:has(#withdraw-reason) > summary")), chromedp.SetValue(chromedp.CSS("#withdraw-reason"), "材料需要更新"),
		chromedp.Evaluate[chromedp.Void](`document.querySelector("form[action$='/withdraw'] [name=sure]").required = false`))
	b.Press("form[action$='/withdraw'] button")
	b.Sees("请先勾选确认")
	if kept := webtest.Eval[string](b, "document.querySelector('#withdraw-reason').value"); kept != "材料需要更新" {
		t.Errorf("kept %q", kept)
	}
	b.Do(chromedp.Click(chromedp.CSS("form[action$='/withdraw'] [name=sure]")))
	b.Press("form[action$='/withdraw'] button")
	b.Sees("申请已撤回")
	b.Sees("已撤回")
}
