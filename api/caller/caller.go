// Package caller finds out who asks: by the cookie of a session or by an access token, never
// by both. It is used by the API and by the portal alike.
package caller

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianshen/internal/errs"
	"lianshen/workflow/account"
)

// Cookie holds a browser's secret. The prefix has browsers refuse one that was set from
// elsewhere or over plain HTTP to another host.
const Cookie = "__Host-lianshen"

// Header is where a browser's scripts send the CSRF token.
const Header = "X-CSRF-Token"

// ErrCSRF says that a change did not come from a page of ours.
var ErrCSRF = errs.New(errs.Forbidden, "api.csrf",
	errs.Text{ZH: "请求未通过来源校验", EN: "the request did not show where it comes from"},
	errs.Text{ZH: "请刷新页面后重试；程序调用请以 GET /api/v1/session 给出的 csrf 作为 X-CSRF-Token", EN: "reload the page and try again; programs send the csrf of GET /api/v1/session as X-CSRF-Token"})

// Caller is who asks, by what.
type Caller struct {
	Session *account.Session
	// Browser is that a cookie said so, not a token.
	Browser bool
	secret  string
}

// New is the Caller of a session that was just opened for a browser.
func New(session *account.Session, secret string) *Caller {
	return &Caller{Session: session, Browser: true, secret: secret}
}

// Identify finds out who asks; account.ErrSignedOut where nobody is signed in.
func Identify(c *fiber.Ctx, accounts *account.Service) (*Caller, error) {
	who := &Caller{}
	if header := c.Get(fiber.HeaderAuthorization); header != "" {
		secret, ok := strings.CutPrefix(header, "Bearer ")
		if !ok {
			return nil, account.ErrSignedOut
		}
		who.secret = secret
	} else {
		who.secret, who.Browser = c.Cookies(Cookie), true
	}
	if who.secret == "" {
		return nil, account.ErrSignedOut
	}
	session, err := accounts.Who(c.UserContext(), who.secret)
	if err != nil {
		return nil, err
	}
	if who.Session = session; who.Browser != (session.Token == "") {
		return nil, account.ErrSignedOut // a token is no cookie, and the other way round
	}
	return who, nil
}

// Secret is what the session is ended by.
func (w *Caller) Secret() string { return w.secret }

// CSRF is bound to the session's secret, so that it needs no place of its own; "" with a token.
func (w *Caller) CSRF() string {
	if !w.Browser {
		return ""
	}
	mac := hmac.New(sha256.New, []byte(w.secret))
	mac.Write([]byte("csrf"))
	return hex.EncodeToString(mac.Sum(nil))
}

// Proves reports whether what was sent as CSRF token is the caller's. A token of access needs
// none: no browser sends it by itself.
func (w *Caller) Proves(sent string) bool {
	return !w.Browser || hmac.Equal([]byte(sent), []byte(w.CSRF()))
}

// Safe reports whether a method only reads.
func Safe(method string) bool {
	return method == fiber.MethodGet || method == fiber.MethodHead || method == fiber.MethodOptions
}

// Foreign reports whether a browser says that a request comes from another site.
func Foreign(c *fiber.Ctx) bool {
	switch c.Get("Sec-Fetch-Site") {
	case "cross-site", "same-site":
		return true
	case "same-origin", "none":
		return false
	}
	origin := c.Get(fiber.HeaderOrigin)
	if origin == "" {
		return false // no browser, or one that is older than both headers
	}
	u, err := url.Parse(origin)
	return err != nil || u.Host != string(c.Request().Host())
}

// Remember sets the cookie of a session.
func Remember(c *fiber.Ctx, secret string) {
	c.Cookie(&fiber.Cookie{Name: Cookie, Value: secret, Path: "/", Secure: true, HTTPOnly: true, SameSite: fiber.CookieSameSiteLaxMode})
}

// Forget takes the cookie away.
func Forget(c *fiber.Ctx) {
	c.Cookie(&fiber.Cookie{Name: Cookie, Value: "", Path: "/", Secure: true, HTTPOnly: true, Expires: time.Unix(1, 0), SameSite: fiber.CookieSameSiteLaxMode})
}

// StepCookie holds what a browser has shown of itself between the password and the code.
const StepCookie = "__Host-lianshen-step"

// stepAge is how long it is kept, in seconds; the server counts for itself.
const stepAge = 300

// RememberStep sets the cookie of a sign-in that waits for its code; ForgetStep takes it away.
func RememberStep(c *fiber.Ctx, secret string) {
	c.Cookie(&fiber.Cookie{Name: StepCookie, Value: secret, Path: "/", Secure: true, HTTPOnly: true, MaxAge: stepAge, SameSite: fiber.CookieSameSiteLaxMode})
}

// ForgetStep takes the cookie away.
func ForgetStep(c *fiber.Ctx) {
	c.Cookie(&fiber.Cookie{Name: StepCookie, Value: "", Path: "/", Secure: true, HTTPOnly: true, MaxAge: -1, SameSite: fiber.CookieSameSiteLaxMode})
}

// FlightCookie holds what a browser knows of its way to an OpenID provider and back.
const FlightCookie = "__Host-lianshen-flight"

// flightAge is how long somebody may take at the provider, in seconds.
const flightAge = 600

// RememberFlight sets the cookie of a flight; ForgetFlight takes it away.
func RememberFlight(c *fiber.Ctx, flight string) {
	c.Cookie(&fiber.Cookie{Name: FlightCookie, Value: flight, Path: "/", Secure: true, HTTPOnly: true, MaxAge: flightAge, SameSite: fiber.CookieSameSiteLaxMode})
}

// ForgetFlight takes the cookie away.
func ForgetFlight(c *fiber.Ctx) {
	c.Cookie(&fiber.Cookie{Name: FlightCookie, Value: "", Path: "/", Secure: true, HTTPOnly: true, MaxAge: -1, SameSite: fiber.CookieSameSiteLaxMode})
}
