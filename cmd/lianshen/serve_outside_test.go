package main

import (
	"testing"

	"lianshen/internal/errs"
)

func TestOutsideFlags(t *testing.T) {
	full := outsideFlags{OIDCIssuer: "https://id.example", OIDCClient: "lianshen", OIDCSecret: "s", OIDCName: "统一身份认证"}
	for name, tt := range map[string]struct {
		change func(*outsideFlags)
		code   string
		on     bool
	}{
		"off":            {func(f *outsideFlags) { *f = outsideFlags{OIDCName: "x"} }, "", false},
		"on":             {func(*outsideFlags) {}, "", true},
		"loopback":       {func(f *outsideFlags) { f.OIDCIssuer = "http://127.0.0.1:9998/" }, "", true},
		"no secret":      {func(f *outsideFlags) { f.OIDCSecret = "" }, "serve.oidc", false},
		"no issuer":      {func(f *outsideFlags) { f.OIDCIssuer = "" }, "serve.oidc", false},
		"plain":          {func(f *outsideFlags) { f.OIDCIssuer = "http://id.example" }, "serve.oidc_address", false},
		"plain redirect": {func(f *outsideFlags) { f.OIDCRedirect = "http://a.example/sign-in/outside/back" }, "serve.oidc_address", false},
	} {
		f := full
		tt.change(&f)
		p, err := f.provider()
		code := ""
		if e := errs.As(err); e != nil {
			code = e.Code
		}
		if code != tt.code || (p != nil) != tt.on {
			t.Errorf("%s: %v, %v", name, p, err)
		}
	}
}
