package web_test

import (
	"testing"

	"lianshen/api/web/webtest"
)

// Somebody signs in, sees their home page in both languages, and signs out.
func TestSignIn(t *testing.T) {
	c := webtest.New(t)
	b := webtest.Open(t, c.URL)
	b.Go("/")
	b.Sees("登录名") // who is not signed in is asked to
	b.Accessible()
	b.Shoot("sign-in")
	b.Fill("name", "enterprise")
	b.Fill("password", "wrong")
	b.Press(".main button")
	b.Sees("登录名或密码不正确")
	b.SignIn("enterprise")
	b.Sees("厂方")
	b.Accessible()
	b.Shoot("home")
	b.Press(".who form[action='/language'] button")
	b.Sees("Sign out")
	b.Press(".who form[action='/sign-out'] button")
	b.Sees("You are signed out")
}
