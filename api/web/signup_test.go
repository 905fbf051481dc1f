package web_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"lianshen/api/web/webtest"
	"lianshen/workflow"
)

// both looks at a page in both sizes.
func both(b *webtest.Browser, name string) {
	b.Accessible()
	b.Shoot(name)
	b.Size(webtest.Phone)
	b.Accessible()
	b.Shoot(name + "-phone")
	b.Size(webtest.Laptop)
}

// file writes a file to choose.
func file(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// An enterprise signs up, sees nothing but its request, is confirmed by the branch, and is in.
func TestSignUpPath(t *testing.T) {
	c := webtest.New(t)
	c.Licence = workflow.LicenceCheck{Name: workflow.ReadYes, USCC: workflow.ReadYes, Seal: workflow.ReadUnknown, Pages: 1}
	c.Picture = picture(t)
	b := webtest.Open(t, c.URL)
	b.Go("/sign-in")
	b.Press("a[href='/sign-up']")
	b.Sees("企业注册")
	both(b, "sign-up")
	b.Fill("name", "东莞三厂")
	b.Fill("uscc", "91441900MA0000007")
	b.Fill("town", "441900004")
	b.Fill("contact", "赵六")
	b.Fill("login", "zhaoliu")
	b.Fill("password", webtest.Password)
	licence := file(t, "licence.pdf", "%PDF-1.7 licence")
	b.Do(chromedp.SetUploadFiles(chromedp.CSS("#f-licence"), []string{licence}))
	b.Press(".main form.sheet button")
	b.Sees("统一社会信用代码应为18位")
	b.Accessible()
	b.Fill("uscc", "91441900MA0000007J")
	b.Fill("password", webtest.Password)
	b.Do(chromedp.SetUploadFiles(chromedp.CSS("#f-licence"), []string{licence}))
	b.Press(".main form.sheet button")
	b.Sees("注册申请已提交")
	login := webtest.Eval[string](b, `document.querySelector(".login").innerText`)
	if !strings.HasPrefix(login, "zhaoliu-") {
		t.Fatalf("login %q", login)
	}
	both(b, "signed-up")
	b.SignIn(login)
	b.Sees("待确认")
	b.Go("/signups")
	b.Sees("您的角色不能使用此功能")
	b.Go("/")
	out(b)

	b.SignIn("handler")
	b.Go("/signups")
	both(b, "signups")
	b.Press("td a")
	b.Sees("无法判定")
	both(b, "signup")
	b.Press("form[action$='/confirm'] button")
	b.Sees("注册已确认")
	b.Press(".who form[action='/sign-out'] button")
	b.SignIn(login)
	b.Go("/enterprises/" + enterpriseOf(t, c, login) + "/people")
	b.Sees("赵六")
}

// enterpriseOf is the enterprise of the one who signed up.
func enterpriseOf(t *testing.T, c *webtest.City, _ string) string {
	t.Helper()
	list := webtest.Must(c.Workflow.Signups(t.Context(), c.Bureau.Person, "confirmed", "", 0))(t)
	return list.Items[0].Enterprise
}

// A branch that declines says why, and the applicant sends it again; an enterprise that exists is
// joined only after the officer said so.
func TestSignUpDeclinedAndJoined(t *testing.T) {
	c := webtest.New(t)
	b := webtest.Open(t, c.URL)
	licence := webtest.Must(c.Workflow.KeepLicence(t.Context(), strings.NewReader("%PDF-1.7 x")))(t)
	in := workflow.Signup{Name: "东莞四厂", USCC: "91441900MA0000007J", Town: "南城街道", Contact: "钱七", Licence: licence}
	webtest.Must(c.Workflow.RegisterEnterprise(t.Context(), c.Bureau, workflow.Enterprise{Name: "东莞老厂", USCC: in.USCC, Town: "南城街道"}))(t)
	_, login, err := c.Workflow.SignUp(t.Context(), "192.0.2.7", in, "qianqi", webtest.Password)
	if err != nil {
		t.Fatal(err)
	}
	b.SignIn("leader")
	b.Go("/signups")
	b.Press("td a")
	b.Sees("该信用代码已有登记单位")
	b.Accessible()
	b.Shoot("signup-exists")
	b.Do(chromedp.Click(chromedp.CSS("summary")))
	b.Fill("reason", "印章不清")
	b.Press("form[action$='/decline'] button")
	b.Sees("已告知申请人")
	b.Press(".who form[action='/sign-out'] button")
	b.SignIn(login)
	b.Sees("印章不清")
	b.Press("a[href='/sign-up']")
	b.Sees("上次注册未通过")
	b.Accessible()
	b.Do(chromedp.SetUploadFiles(chromedp.CSS("#f-licence"), []string{file(t, "again.pdf", "%PDF-1.7 again")}))
	b.Press(".main form.sheet button")
	b.Sees("待确认")
	b.Press(".who form[action='/sign-out'] button")
	b.SignIn("leader")
	b.Go("/signups")
	b.Press("td a")
	b.Do(chromedp.Click(chromedp.CSS("[name=join]")))
	b.Press("form[action$='/confirm'] button")
	b.Sees("注册已确认")
}
