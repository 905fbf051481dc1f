// Package outside lets people in by an OpenID provider (统一身份认证): the authorization code with
// PKCE, state and nonce. It only says who a provider vouches for; whether anybody here is bound
// to that identity, accounts know.
package outside

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"lianshen/internal/errs"
)

// Config is how a provider knows us.
type Config struct {
	Issuer, ClientID, ClientSecret string
	// Name is what people call it, such as 粤政易.
	Name string
	// Redirect is the address of the page that a provider leads back to, "" for that of the
	// request.
	Redirect string
}

// Errors of a sign-in by a provider.
var (
	ErrAway = errs.New(errs.Unavailable, "outside.away",
		errs.Text{ZH: "统一身份认证暂时无法使用", EN: "the identity provider does not answer"},
		errs.Text{ZH: "请稍后重试，或以登录名登录", EN: "try again later, or sign in by name"})
	ErrFlight = errs.New(errs.Forbidden, "outside.flight",
		errs.Text{ZH: "统一身份登录未完成或已超时", EN: "the sign-in by the provider was not finished, or took too long"},
		errs.Text{ZH: "请重新登录", EN: "begin again"})
)

// Provider is one OpenID provider. It is asked about itself when it is first needed, so that
// nothing waits for it at the start. It is safe for concurrent use.
type Provider struct {
	config Config
	client *http.Client

	mu    sync.Mutex
	known *oidc.Provider
}

// answerTime is how long a provider may take over one request.
const answerTime = 10 * time.Second

// New returns the Provider of a configuration.
func New(c Config) *Provider {
	return &Provider{config: c, client: &http.Client{Timeout: answerTime}}
}

// Name is what people call it; "" of a nil Provider.
func (p *Provider) Name() string {
	if p == nil {
		return ""
	}
	return p.config.Name
}

// Issuer names it in bindings.
func (p *Provider) Issuer() string { return p.config.Issuer }

// Flight (登录过程) is what a browser holds between leaving for a provider and coming back.
type Flight struct {
	State    string `json:"s"`
	Nonce    string `json:"n"`
	Verifier string `json:"v"`
	Redirect string `json:"r"`
	// To is where to go then; Session binds the identity to who is signed in by it; Invitation is
	// the word of one that is accepted.
	To         string `json:"t,omitempty"`
	Session    string `json:"b,omitempty"`
	Invitation string `json:"i,omitempty"`
}

// String is the flight as a cookie holds it. Its holder may change it, and gains nothing: what
// counts comes signed from the provider, for the nonce that was sent there.
func (f Flight) String() string {
	raw, err := json.Marshal(f)
	if err != nil {
		panic(err) // strings can always be written
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

// Parse reads a flight; ErrFlight where there is none.
func Parse(s string) (*Flight, error) {
	f := new(Flight)
	raw, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || json.Unmarshal(raw, f) != nil || f.State == "" || f.Nonce == "" || f.Verifier == "" {
		return nil, ErrFlight
	}
	return f, nil
}

// Leave begins a flight, and returns the address to go to.
func (p *Provider) Leave(ctx context.Context, f *Flight, redirect string) (string, error) {
	known, err := p.discover(ctx)
	if err != nil {
		return "", err
	}
	if p.config.Redirect != "" {
		redirect = p.config.Redirect
	}
	f.State, f.Nonce, f.Verifier, f.Redirect = rand.Text(), rand.Text(), oauth2.GenerateVerifier(), redirect
	return p.oauth(known, redirect).AuthCodeURL(f.State, oidc.Nonce(f.Nonce), oauth2.S256ChallengeOption(f.Verifier)), nil
}

// Arrive ends a flight with what the provider sent back, and returns whom it vouches for.
func (p *Provider) Arrive(ctx context.Context, f *Flight, state, code string) (subject string, err error) {
	if code == "" || !hmac.Equal([]byte(state), []byte(f.State)) {
		return "", ErrFlight
	}
	known, err := p.discover(ctx)
	if err != nil {
		return "", err
	}
	token, err := p.oauth(known, f.Redirect).Exchange(oidc.ClientContext(ctx, p.client), code, oauth2.VerifierOption(f.Verifier))
	if err != nil {
		return "", ErrFlight.Wrap(err)
	}
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return "", ErrFlight
	}
	id, err := known.Verifier(&oidc.Config{ClientID: p.config.ClientID}).Verify(oidc.ClientContext(ctx, p.client), raw)
	if err != nil {
		return "", ErrFlight.Wrap(err)
	}
	if !hmac.Equal([]byte(id.Nonce), []byte(f.Nonce)) || id.Subject == "" {
		return "", ErrFlight
	}
	return id.Subject, nil
}

func (p *Provider) oauth(known *oidc.Provider, redirect string) *oauth2.Config {
	return &oauth2.Config{
		ClientID: p.config.ClientID, ClientSecret: p.config.ClientSecret, Endpoint: known.Endpoint(),
		RedirectURL: redirect, Scopes: []string{oidc.ScopeOpenID},
	}
}

// discover asks the provider about itself, once. Its keys are fetched later with the same
// client, beyond this request: its context is not kept.
func (p *Provider) discover(ctx context.Context) (*oidc.Provider, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.known != nil {
		return p.known, nil
	}
	known, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), p.client), p.config.Issuer)
	if err != nil {
		return nil, ErrAway.Wrap(err)
	}
	p.known = known
	return known, nil
}
