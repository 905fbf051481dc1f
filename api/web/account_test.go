package web_test

import (
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"lianshen/api/web/webtest"
	"lianshen/workflow/account"
)

// Somebody turns two-step verification on, signs in with it, and changes the password.
func TestAccountPath(t *testing.T) {
	c := webtest.New(t)
	b := webtest.Open(t, c.URL)
	b.SignIn("enterprise")
	b.Go("/account")
	both(b, "account")
	b.Press("form[action$='/begin'] button")
	b.Sees("扫描二维码")
	if !webtest.Eval[bool](b, `document.querySelector("img.qr").decode().then(() => document.querySelector("img.qr").naturalWidth === 200)`) {
		t.Error("no QR code")
	}
	both(b, "second-step")
	key := webtest.Eval[string](b, `document.querySelector(".small .mono").innerText`)
	code := func() string { return webtest.Must(totp.GenerateCode(key, c.Clock.Now()))(t) }
	b.Fill("code", "000000")
	b.Press(".main form button")
	b.Sees("验证码不正确")
	b.Fill("code", code())
	b.Press(".main form button")
	b.Sees("恢复码只显示这一次")
	both(b, "second-step-codes")
	out(b)
	c.Clock.Advance(time.Minute)

	b.SignIn("enterprise")
	b.Sees("两步验证")
	both(b, "code")
	b.Go("/account") // half a sign-in opens nothing
	b.Sees("登录名")
	b.SignIn("enterprise")
	b.Fill("code", code())
	b.Press(".main button")
	b.Sees("厂方")

	b.Go("/account")
	next := webtest.Password + " 新"
	b.Fill("old", "wrong")
	b.Fill("password", next)
	b.Fill("again", next)
	b.Press("form[action$='/password'] button")
	b.Sees("当前密码不正确")
	b.Fill("old", webtest.Password)
	b.Fill("password", next)
	b.Fill("again", next)
	b.Press("form[action$='/password'] button")
	b.Sees("密码已修改")
}

// A token is told once, and ended.
func TestTokenPath(t *testing.T) {
	c := webtest.New(t)
	b := webtest.Open(t, c.URL)
	b.SignIn("leader")
	b.Go("/account")
	webtest.Eval[any](b, `document.querySelector("details").open = true`)
	b.Fill("name", "监控平台")
	b.Press("form[action$='/tokens'] button")
	b.Sees("令牌只显示这一次")
	b.Accessible()
	token := webtest.Eval[string](b, `document.querySelector("#given").value`)
	if s, err := c.Accounts.Who(t.Context(), token); err != nil || s.Token != "监控平台" {
		t.Errorf("%+v, %v", s, err)
	}
	b.Go("/account")
	if strings.Contains(b.Text(), token) {
		t.Error("the token is told again")
	}
	b.Press("form[action$='/end'] button")
	b.Sees("已撤销")
	if _, err := c.Accounts.Who(t.Context(), token); err != account.ErrSignedOut { //nolint:errorlint // the very error
		t.Errorf("%v", err)
	}
}
