package web_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"lianshen/api/web/webtest"
	"lianshen/workflow"
)

// picture is a grey page.
func picture(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, image.NewGray(image.Rect(0, 0, 210, 297)), nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// given is the link that a page tells once, as a path.
func given(b *webtest.Browser, c *webtest.City) string {
	b.Sees("链接只显示这一次")
	return strings.TrimPrefix(webtest.Eval[string](b, `document.querySelector("#given").value`), c.URL)
}

// out signs out, when somebody is in.
func out(b *webtest.Browser) { b.Press(".who form[action='/sign-out'] button") }

// A contact person hands over by a link; the successor is in, the other one out.
func TestHandOverPath(t *testing.T) {
	c := webtest.New(t)
	b := webtest.Open(t, c.URL)
	people := "/enterprises/" + c.Company.ID + "/people"
	b.SignIn("enterprise")
	b.Go(people)
	both(b, "contacts")
	b.Do(chromedp.Click(chromedp.CSS("summary")))
	b.Fill("name", "接任人")
	b.Press("details[open] button")
	link := given(b, c)
	both(b, "given")
	out(b)
	b.Go(link)
	b.Sees("东莞一厂")
	both(b, "invite")
	b.Fill("login", "successor")
	b.Fill("password", webtest.Password)
	b.Fill("again", webtest.Password+"x")
	b.Press(".main form.sheet button")
	b.Sees("两次输入的密码不一致")
	if kept := webtest.Eval[string](b, `document.querySelector("[name=password]").value`); kept != "" {
		t.Errorf("the page has the password: %q", kept)
	}
	b.Fill("password", webtest.Password)
	b.Fill("again", webtest.Password)
	b.Press(".main form.sheet button")
	b.Sees("账号已设置")
	b.SignIn("successor")
	b.Go(people)
	b.Sees("接任人")
	out(b)
	b.Go(link)
	b.Sees("链接无效、已使用或已过期")
	b.SignIn("enterprise")
	b.Go(people)
	b.Sees("您的角色不能使用此功能")
}

// The branch gives a reset link; it works once.
func TestResetPath(t *testing.T) {
	c := webtest.New(t)
	b := webtest.Open(t, c.URL)
	b.SignIn("handler")
	b.Go("/people/" + c.Enterprise.Person)
	both(b, "person")
	b.Press("form[action$='/reset'] button")
	link := given(b, c)
	out(b)
	b.Go(link)
	both(b, "reset")
	next := webtest.Password + " 新"
	b.Fill("password", next)
	b.Fill("again", next)
	b.Press(".main form.sheet button")
	b.Sees("密码已设置")
	b.Fill("name", "enterprise")
	b.Fill("password", next)
	b.Press(".main button")
	b.Sees("厂方")
	out(b)
	b.Go(link)
	b.Sees("链接无效")
}

// The branch fills in the form of annex 2, the bureau grants and declines.
func TestRolesPath(t *testing.T) {
	c := webtest.New(t)
	b := webtest.Open(t, c.URL)
	b.SignIn("leader")
	b.Go("/roles/new")
	both(b, "roles-new")
	b.Fill("rows[0].name", "王局")
	b.Fill("rows[0].position", "副局长")
	b.Fill("rows[0].role", "leader/")
	b.Fill("rows[1].name", "小李")
	b.Press(".main form.sheet button")
	b.Sees("不能为空")
	if kept := webtest.Eval[string](b, `document.querySelector("[name='rows[0].name']").value`); kept != "王局" {
		t.Errorf("the form lost %q", kept)
	}
	b.Fill("rows[1].position", "科员")
	b.Press(".main form.sheet button")
	b.Sees("申请表已提交市局")
	both(b, "role-form")
	form := webtest.Eval[string](b, "location.pathname")
	b.Do(chromedp.Navigate(c.URL+form+"/print"), chromedp.WaitReady(chromedp.CSS("main")))
	b.Sees("申请单位（盖章）")
	b.Accessible()
	b.Shoot("role-print")
	b.Go("/")
	out(b)

	b.SignIn("bureau")
	b.Go("/roles")
	both(b, "roles")
	b.Go(form)
	b.Shoot("role-form-bureau")
	b.Press("tbody tr:first-child form[action$='/grant'] button")
	link := given(b, c)
	b.Go(form)
	b.Do(chromedp.Click(chromedp.CSS("tbody tr:nth-child(2) details:nth-of-type(2) summary")))
	b.Do(chromedp.SetValue(chromedp.CSS("tbody tr:nth-child(2) [name=reason]"), "人数已满"))
	b.Press("tbody tr:nth-child(2) form[action$='/decline'] button")
	b.Sees("人数已满")
	b.Go("/people?text=" + "%E7%8E%8B")
	b.Sees("王局")
	both(b, "people")
	out(b)
	b.Go(link)
	b.Fill("login", "wangju")
	b.Fill("password", webtest.Password)
	b.Fill("again", webtest.Password)
	b.Press(".main form.sheet button")
	b.SignIn("wangju")
	b.Sees("王局")
}

// The bureau registers somebody, grants and revokes.
func TestPeoplePath(t *testing.T) {
	c := webtest.New(t)
	b := webtest.Open(t, c.URL)
	b.SignIn("bureau")
	b.Go("/people")
	b.Do(chromedp.Click(chromedp.CSS("summary")))
	b.Fill("name", "新人<script>")
	b.Press("details[open] button")
	b.Sees("人员已登记")
	b.Sees("新人<script>")
	b.Do(chromedp.Click(chromedp.CSS("summary")))
	b.Fill("role", "handler/A")
	b.Fill("branch", c.Company.Branch)
	b.Press("form[action$='/grants'] button")
	b.Sees("角色已授予")
	b.Accessible()
	person := strings.TrimPrefix(webtest.Eval[string](b, "location.pathname"), "/people/")
	if err := c.Workflow.Sees(t.Context(), person, workflow.Reach{Branch: c.Company.Branch}); err != nil {
		t.Error(err)
	}
	b.Do(chromedp.Evaluate[chromedp.Void](`window.confirm = () => true`))
	b.Press("form[action$='/revoke'] button")
	b.Sees("角色已收回")
}
