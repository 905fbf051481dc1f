package web_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"

	"lianshen/api/outside"
	"lianshen/api/web/webtest"
	"lianshen/workflow"
)

// provided is a city with a real OpenID provider beside it, which knows test-user@127.0.0.1.
func provided(t *testing.T) *webtest.City {
	t.Helper()
	mux := http.NewServeMux()
	provider := httptest.NewServer(mux)
	t.Cleanup(provider.Close)
	issuer := provider.URL + "/"
	store := storage.NewStorage(storage.NewUserStore(issuer))
	mux.Handle("/", exampleop.SetupServer(issuer, store, slog.New(slog.DiscardHandler), false))
	c := webtest.New(t, func(c *webtest.City) {
		c.Outside = outside.New(outside.Config{Issuer: issuer, ClientID: "lianshen", ClientSecret: "secret", Name: "统一身份"})
	})
	storage.RegisterClients(storage.WebClient("lianshen", "secret", c.URL+"/sign-in/outside/back"))
	return c
}

// vouch signs in at the provider.
func vouch(b *webtest.Browser) {
	b.Do(chromedp.WaitReady(chromedp.CSS("#username")),
		chromedp.SetValue(chromedp.CSS("#username"), "test-user@127.0.0.1"), chromedp.SetValue(chromedp.CSS("#password"), "verysecure"),
		chromedp.Click(chromedp.CSS("button[type=submit]")), chromedp.WaitReady(chromedp.CSS("#main")))
}

// Nobody is made by a first sign-in; once bound, the identity signs its person in, with a new
// session each time.
func TestOutside(t *testing.T) {
	c := provided(t)
	b := webtest.Open(t, c.URL)
	b.Go("/sign-in")
	b.Do(chromedp.Click(chromedp.CSS("a[href^='/sign-in/outside']")))
	vouch(b)
	b.Sees("尚未绑定")

	b.SignIn("enterprise")
	b.Go("/account")
	b.Accessible()
	b.Do(chromedp.Click(chromedp.CSS("form[action$='/bind'] button")))
	vouch(b)
	b.Sees("统一身份已绑定")
	b.Shoot("account-bound")
	before := sessions(t, c)
	out(b)
	b.Go("/sign-in")
	b.Do(chromedp.Click(chromedp.CSS("a[href^='/sign-in/outside']")))
	vouch(b)
	b.Sees("厂方")
	for id := range sessions(t, c) {
		if before[id] {
			t.Errorf("session %s was there before", id)
		}
	}

	// What comes back without having left is refused, and so is a code with another's state.
	b.Go("/sign-in/outside/back?state=x&code=y")
	b.Sees("未完成或已超时")
	b.Go("/account")
	b.Press("form[action$='/unbind'] button")
	b.Sees("绑定已解除")
}

func sessions(t *testing.T, c *webtest.City) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	for _, s := range webtest.Must(c.Accounts.Sessions(t.Context(), c.Enterprise.Person))(t) {
		out[s.ID()] = true
	}
	return out
}

// An invitation is accepted by an identity that nobody has yet: it is the new person's from then on.
func TestOutsideInvitation(t *testing.T) {
	c := provided(t)
	_, word, err := c.Workflow.Invite(t.Context(), c.Handler, workflow.Invitation{Name: "新人", Enterprise: c.Company.ID})
	if err != nil {
		t.Fatal(err)
	}
	b := webtest.Open(t, c.URL)
	b.Go("/invite/" + word)
	b.Do(chromedp.Click(chromedp.CSS("a[href^='/sign-in/outside?invite']")))
	vouch(b)
	b.Sees("新人")
	b.Go("/enterprises/" + c.Company.ID + "/people")
	b.Sees("新人")
}

// The way to the provider has PKCE, a state and a nonce, and leads back to us alone.
func TestLeaving(t *testing.T) {
	c := provided(t)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	get := func() http.Header {
		req := webtest.Must(http.NewRequestWithContext(t.Context(), http.MethodGet, c.URL+"/sign-in/outside?to=//evil.example", nil))(t)
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		return res.Header
	}
	first, second := get(), get()
	to := first.Get("Location")
	for _, want := range []string{"code_challenge_method=S256", "code_challenge=", "state=", "nonce=", "response_type=code", "scope=openid"} {
		if !strings.Contains(to, want) {
			t.Errorf("%s lacks %s", to, want)
		}
	}
	if to == second.Get("Location") || first.Get("Set-Cookie") == second.Get("Set-Cookie") {
		t.Error("two flights are alike")
	}
	for _, want := range []string{"__Host-lianshen-flight=", "HttpOnly", "secure", "SameSite=Lax"} {
		if !strings.Contains(strings.ToLower(first.Get("Set-Cookie")), strings.ToLower(want)) {
			t.Errorf("cookie %q lacks %s", first.Get("Set-Cookie"), want)
		}
	}
}
