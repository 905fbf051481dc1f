package web_test

import (
	"testing"

	"github.com/chromedp/chromedp"

	"lianshen/api/web/webtest"
	"lianshen/checker"
	"lianshen/internal/errs"
)

// The enterprise invites a contractor, who uploads its own document, sees what was found in it,
// and nothing else.
func TestPartnerPath(t *testing.T) {
	c := webtest.New(t)
	project := c.Project()
	fill(t, c, project)
	own, other := "contractor-info", "contract"
	c.Report.Findings = []checker.Finding{
		{Code: "seal.present", Severity: checker.SeverityBlock, State: checker.Fail, Document: &own, Message: errs.Text{ZH: "缺少施工单位公章", EN: "no seal"}, Solution: errs.Text{ZH: "请盖章", EN: "stamp it"}},
		{Code: "seal.present", Severity: checker.SeverityBlock, State: checker.Fail, Document: &other, Message: errs.Text{ZH: "合同的秘密", EN: "secret"}, Solution: errs.Text{ZH: "无", EN: "none"}},
	}
	b := webtest.Open(t, c.URL)
	b.SignIn("enterprise")
	b.Go("/enterprises/" + c.Company.ID + "/people")
	webtest.Eval[any](b, `document.querySelector("[name=project]").closest("details").open = true`)
	b.Fill("unit", "东莞施工公司")
	b.Do(chromedp.SetValue(chromedp.CSS("details[open] [name=name]"), "施工员"), chromedp.Click(chromedp.CSS("[value=contractor-info]")))
	b.Accessible()
	b.Shoot("contacts-partner")
	b.Press("details[open] button")
	link := given(b, c)
	b.Go("/")
	out(b)
	b.Go(link)
	b.Sees("东莞施工公司")
	b.Fill("login", "builder")
	b.Fill("password", webtest.Password)
	b.Fill("again", webtest.Password)
	b.Press(".main form.sheet button")
	b.SignIn("builder")
	b.Sees("协作材料")
	both(b, "partner")
	b.Press("ul.tasks a")
	b.Sees("缺少施工单位公章")
	both(b, "partner-project")
	if webtest.Eval[bool](b, `document.body.innerText.includes("合同的秘密")`) {
		t.Error("the partner sees what was found elsewhere")
	}
	b.Do(chromedp.SetUploadFiles(chromedp.CSS("[name=file]"), []string{file(t, "info.pdf", "%PDF-1.7 info")}))
	b.Press(".main form button")
	b.Sees("info.pdf")
	for _, path := range []string{"/projects/" + project.ID, "/enterprises/" + c.Company.ID + "/people"} {
		b.Go(path)
		b.Sees("您的角色不能使用此功能")
	}
	b.Go("/projects/" + project.ID + "/documents/contract") // another's document
	b.Sees("没有找到所指的记录")
	b.Go("/projects/" + project.ID + "/documents/contractor-info")
	b.Sees("下载原件")
	b.Accessible()
	b.Go("/partner/none")
	b.Sees("没有找到")

	b.Go("/")
	out(b)
	b.SignIn("enterprise")
	b.Go("/enterprises/" + c.Company.ID + "/people")
	both(b, "contacts-partners")
	b.Do(chromedp.Evaluate[chromedp.Void](`window.confirm = () => true`))
	b.Press("form[action$='/dismiss'] button")
	b.Sees("上传权限已终止")
	b.Go("/")
	out(b)
	b.SignIn("builder")
	b.Go("/partner")
	b.Sees("您的角色不能使用此功能")
}
