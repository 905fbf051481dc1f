package main

import (
	"net"
	"net/url"

	"lianshen/api/outside"
	"lianshen/internal/errs"
)

// outsideFlags name an OpenID provider. The secret comes by the environment alone, so that no
// list of processes has it.
type outsideFlags struct {
	OIDCIssuer   string `name:"oidc-issuer" help:"Issuer of an OpenID provider that signs people in who are bound to it (LIANSHEN_OIDC_ISSUER); LIANSHEN_OIDC_CLIENT_SECRET has the secret. Off by default." env:"LIANSHEN_OIDC_ISSUER" placeholder:"URL"`
	OIDCClient   string `name:"oidc-client-id" help:"How it knows us (LIANSHEN_OIDC_CLIENT_ID)." env:"LIANSHEN_OIDC_CLIENT_ID" placeholder:"ID"`
	OIDCSecret   string `name:"oidc-client-secret" hidden:"" env:"LIANSHEN_OIDC_CLIENT_SECRET"`
	OIDCName     string `name:"oidc-name" help:"What people call it (LIANSHEN_OIDC_NAME)." env:"LIANSHEN_OIDC_NAME" default:"统一身份认证"`
	OIDCRedirect string `name:"oidc-redirect" help:"Where it leads back to, ending in /sign-in/outside/back (LIANSHEN_OIDC_REDIRECT); by default at the address that the browser asked." env:"LIANSHEN_OIDC_REDIRECT" placeholder:"URL"`
}

// provider is the one that is named, nil for none. A third of a configuration is refused.
func (f outsideFlags) provider() (*outside.Provider, error) {
	if f.OIDCIssuer == "" && f.OIDCClient == "" && f.OIDCSecret == "" {
		return nil, nil //nolint:nilnil // it is off
	}
	if f.OIDCIssuer == "" || f.OIDCClient == "" || f.OIDCSecret == "" {
		return nil, errs.New(errs.Usage, "serve.oidc",
			errs.Text{ZH: "统一身份认证配置不完整", EN: "the OpenID provider is named by halves"},
			errs.Text{ZH: "请同时设置 LIANSHEN_OIDC_ISSUER、LIANSHEN_OIDC_CLIENT_ID 与 LIANSHEN_OIDC_CLIENT_SECRET", EN: "set LIANSHEN_OIDC_ISSUER, LIANSHEN_OIDC_CLIENT_ID and LIANSHEN_OIDC_CLIENT_SECRET together"})
	}
	for _, raw := range []string{f.OIDCIssuer, f.OIDCRedirect} {
		if raw != "" && !confidential(raw) {
			return nil, errs.New(errs.Usage, "serve.oidc_address",
				errs.Text{ZH: "统一身份认证地址须为https：" + raw, EN: "the OpenID provider is to be reached by https: " + raw},
				errs.Text{ZH: "请核对 LIANSHEN_OIDC_ISSUER 与 LIANSHEN_OIDC_REDIRECT", EN: "check LIANSHEN_OIDC_ISSUER and LIANSHEN_OIDC_REDIRECT"})
		}
	}
	return outside.New(outside.Config{
		Issuer: f.OIDCIssuer, ClientID: f.OIDCClient, ClientSecret: f.OIDCSecret, Name: f.OIDCName, Redirect: f.OIDCRedirect,
	}), nil
}

// confidential reports whether nobody on the way reads what is sent to an address.
func confidential(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Scheme == "https" || u.Scheme == "http" && (u.Hostname() == "localhost" || ip != nil && ip.IsLoopback())
}
