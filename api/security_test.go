package api_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"lianshen/api/web/webtest"
)

// Every answer, good or bad, forbids what a page of ours never needs, and is kept by nobody.
func TestHeadersOfEveryAnswer(t *testing.T) {
	c := webtest.New(t)
	want, theirs := expected(t), records(t, c)
	for _, v := range visitors(t, c) {
		for _, op := range operations() {
			if op.Method != http.MethodGet {
				continue
			}
			a := send(t, request(t, c, op, v.person, concerning(t, op.Path, theirs)))
			if v.allowed(want[line(op)]) && a.status >= 500 {
				t.Errorf("%s as %s: %d", line(op), v.name, a.status)
			}
			headers(t, line(op)+" as "+v.name, a)
		}
	}
	for _, path := range []string{"/nothing", "/api/v1/nothing", "/api/v1/openapi.yaml", "/healthz", "/projects/%00", "/projects/a%0d%0ab"} {
		headers(t, path, send(t, must(http.NewRequestWithContext(t.Context(), http.MethodGet, c.URL+path, http.NoBody))(t)))
	}
}

func headers(t *testing.T, what string, a answer) {
	t.Helper()
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin", "Cache-Control": "no-store",
	} {
		got := a.header.Get(name)
		if name == "Cache-Control" && strings.HasPrefix(a.header.Get("Content-Type"), "image/") && got == "private, no-cache" {
			continue // a picture of a page is shown again only after we were asked who asks
		}
		if name == "Referrer-Policy" && got == "no-referrer" {
			continue // pages of secret links say even less
		}
		if got != want {
			t.Errorf("%s: %s: %q, want %q", what, name, got, want)
		}
	}
	csp := a.header.Get("Content-Security-Policy")
	if !strings.HasPrefix(csp, "default-src 'none'") || !strings.Contains(csp, "frame-ancestors 'none'") || strings.Contains(csp, "unsafe-eval") || strings.Contains(csp, "script-src 'unsafe") {
		t.Errorf("%s: policy %q", what, csp)
	}
	for _, name := range []string{"Server", "X-Powered-By", "Access-Control-Allow-Origin"} {
		if got := a.header.Get(name); got != "" {
			t.Errorf("%s: %s: %s", what, name, got)
		}
	}
}

// Signing in gives a session of its own; one that was planted is worth nothing; signing out ends
// it on the server; the cookies are for this host, over TLS, and for no script.
func TestSessionOfABrowser(t *testing.T) {
	c := webtest.New(t)
	planted, _ := c.Session(c.Stranger.Person)
	in := func(cookie string) answer {
		req := form(t, c, "/sign-in", url.Values{"name": {"leader"}, "password": {webtest.Password}})
		if cookie != "" {
			req.Header.Set("Cookie", "__Host-lianshen="+cookie)
		}
		return send(t, req)
	}
	a := in(planted)
	set := a.header.Get("Set-Cookie")
	if a.status != http.StatusSeeOther || strings.Contains(set, planted) {
		t.Fatalf("%d %s", a.status, set)
	}
	flags(t, set, "__Host-lianshen")
	home := func(cookie string) answer {
		req := must(http.NewRequestWithContext(t.Context(), http.MethodGet, c.URL+"/", http.NoBody))(t)
		req.Header.Set("Cookie", cookie)
		return send(t, req)
	}
	mine, _, _ := strings.Cut(set, ";")
	if b := home(mine); b.status != http.StatusOK || !strings.Contains(string(b.body), "分局领导") {
		t.Errorf("%d", b.status)
	}
	if again := in("").header.Get("Set-Cookie"); again == set {
		t.Error("two sessions have one secret")
	}
	csrf := must(http.NewRequestWithContext(t.Context(), http.MethodGet, c.URL+"/api/v1/session", http.NoBody))(t)
	csrf.Header.Set("Cookie", mine)
	_, token, _ := strings.Cut(string(send(t, csrf).body), `"csrf":"`)
	token, _, _ = strings.Cut(token, `"`)
	out := form(t, c, "/sign-out", url.Values{"csrf": {token}})
	out.Header.Set("Cookie", mine)
	gone := send(t, out)
	if gone.status != http.StatusSeeOther || !strings.Contains(strings.ToLower(gone.header.Get("Set-Cookie")), "max-age=0") && !strings.Contains(strings.ToLower(gone.header.Get("Set-Cookie")), "expires=") {
		t.Errorf("%d %v", gone.status, gone.header)
	}
	if b := home(mine); b.status != http.StatusSeeOther {
		t.Errorf("after signing out the cookie still opens: %d", b.status)
	}
	flags(t, send(t, form(t, c, "/language", url.Values{"lang": {"en"}})).header.Get("Set-Cookie"), "lang")
}

func flags(t *testing.T, cookie, name string) {
	t.Helper()
	low := strings.ToLower(cookie)
	for _, want := range []string{strings.ToLower(name) + "=", "path=/", "httponly", "secure", "samesite=lax"} {
		if !strings.Contains(low, want) {
			t.Errorf("cookie %q lacks %s", cookie, want)
		}
	}
	if strings.Contains(low, "domain") {
		t.Errorf("cookie %q is for other hosts too", cookie)
	}
}

func form(t *testing.T, c *webtest.City, path string, values url.Values) *http.Request {
	t.Helper()
	req := must(http.NewRequestWithContext(t.Context(), http.MethodPost, c.URL+path, strings.NewReader(values.Encode())))(t)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return req
}

// Five wrong passwords lock a name, the right one included, and say nothing of who exists.
func TestLockoutInABrowser(t *testing.T) {
	c := webtest.New(t)
	for _, name := range []string{"leader", "nobody-has-this-name"} {
		for i := range 5 {
			a := send(t, form(t, c, "/sign-in", url.Values{"name": {name}, "password": {fmt.Sprint("wrong", i)}}))
			if a.status != http.StatusUnauthorized || a.header.Get("Set-Cookie") != "" {
				t.Errorf("%s: %d", name, a.status)
			}
		}
		a := send(t, form(t, c, "/sign-in", url.Values{"name": {name}, "password": {webtest.Password}}))
		if a.status != http.StatusTooManyRequests || a.header.Get("Set-Cookie") != "" {
			t.Errorf("%s: %d after five wrong ones", name, a.status)
		}
	}
}

// elsewhere are ways to write an address that leads away from the portal.
var elsewhere = []string{
	"https://evil.example/", "//evil.example", `/\evil.example`, `\\evil.example`, "/\t/evil.example", "/\r\nSet-Cookie: a=b", "javascript:alert(1)",
	"http:evil.example", " //evil.example", "/\n/evil.example", "evil.example", "",
}

// Nobody is led elsewhere by an address, and nothing that is sent becomes a header.
func TestRedirectsStayHere(t *testing.T) {
	c := webtest.New(t)
	for _, to := range elsewhere {
		for path, values := range map[string]url.Values{
			"/language": {"lang": {"zh\r\nSet-Cookie: a=b"}},
			"/sign-in":  {"name": {"leader"}, "password": {webtest.Password}},
		} {
			values.Set("to", to)
			local(t, path+" to "+to, send(t, form(t, c, path, values)))
		}
	}
	for _, query := range []string{"done=signed-out%0d%0aSet-Cookie:%20a=b", "to=%0d%0aLocation:%20//evil.example", "to=//evil.example", "lang=%00"} {
		a := send(t, must(http.NewRequestWithContext(t.Context(), http.MethodGet, c.URL+"/?"+query, http.NoBody))(t))
		local(t, query, a)
	}
	for _, lang := range []string{"zh", "en", "x"} {
		req := form(t, c, "/language", url.Values{"lang": {lang}, "to": {"/projects/x?a=1#b"}})
		if a := send(t, req); a.location != "/projects/x?a=1#b" {
			t.Errorf("%s: %s", lang, a.location)
		}
	}
}

func local(t *testing.T, what string, a answer) {
	t.Helper()
	u, err := url.Parse(a.location)
	if err != nil || a.status != http.StatusSeeOther || u.IsAbs() || u.Host != "" || !strings.HasPrefix(a.location, "/") || strings.HasPrefix(a.location, "//") || strings.ContainsAny(a.location, "\\\r\n\t") {
		t.Errorf("%q: %d %q, %v", what, a.status, a.location, err)
	}
	for _, cookie := range a.header.Values("Set-Cookie") {
		if strings.HasPrefix(cookie, "a=") {
			t.Errorf("%q: a cookie %s", what, cookie)
		}
	}
}

// raw sends bytes as they are and reads the answer.
func raw(t *testing.T, c *webtest.City, text string) (int, string) {
	t.Helper()
	conn := must((&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(c.URL, "http://")))(t)
	defer conn.Close()
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	method, _, _ := strings.Cut(text, " ")
	res, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	if err != nil {
		return 0, err.Error()
	}
	defer res.Body.Close()
	body := must(io.ReadAll(res.Body))(t)
	var head strings.Builder
	if err := res.Header.Write(&head); err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, head.String() + string(body)
}

// What a request says of the host leads nowhere; methods that no route has do nothing; a header
// does not make one method another.
func TestRequestsAsSuch(t *testing.T) {
	c := webtest.New(t)
	cookie, csrf := c.Session(c.Bureau.Person)
	signed := "Cookie: __Host-lianshen=" + cookie + "\r\nX-CSRF-Token: " + csrf + "\r\n"
	for name, tt := range map[string]struct {
		text   string
		status []int
	}{
		"another host":            {"GET /projects/x HTTP/1.1\r\nHost: evil.example\r\n\r\n", []int{303}},
		"another forwarded host":  {"GET /projects/x HTTP/1.1\r\nHost: a\r\nX-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\n\r\n", []int{303}},
		"an absolute address":     {"GET http://evil.example/projects/x HTTP/1.1\r\nHost: a\r\n\r\n", []int{303, 400, 404}},
		"TRACE":                   {"TRACE /projects HTTP/1.1\r\nHost: a\r\nX-Echo: evil.example\r\n\r\n", []int{404, 405, 501}},
		"OPTIONS":                 {"OPTIONS /api/v1/projects HTTP/1.1\r\nHost: a\r\nOrigin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n\r\n", []int{404}},
		"CONNECT":                 {"CONNECT evil.example:443 HTTP/1.1\r\nHost: a\r\n\r\n", []int{400, 404, 405, 501}},
		"a method of nobody's":    {"STEAL /api/v1/projects HTTP/1.1\r\nHost: a\r\n\r\n", []int{400, 404, 405, 501}},
		"HEAD of a page":          {"HEAD /sign-in HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", []int{200}},
		"HEAD of what is private": {"HEAD /api/v1/projects HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", []int{401}},
		"another method by header": {"POST /api/v1/session HTTP/1.1\r\nHost: a\r\n" + signed + "X-HTTP-Method-Override: DELETE\r\nX-Method-Override: DELETE\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
			[]int{401}},
		"large headers":            {"GET / HTTP/1.1\r\nHost: a\r\nX-A: " + strings.Repeat("a", 64<<10) + "\r\n\r\n", []int{431}},
		"a large address":          {"GET /?" + strings.Repeat("a", 64<<10) + " HTTP/1.1\r\nHost: a\r\n\r\n", []int{431}},
		"two lengths":              {"POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nname=x", []int{400}},
		"length and chunks":        {"POST /sign-in HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", []int{400}},
		"a header split in two":    {"GET /sign-in HTTP/1.1\r\nHost: a\r\nX-A: b\r\n X-C: evil.example\r\nConnection: close\r\n\r\n", []int{400}},
		"no host":                  {"GET /sign-in HTTP/1.1\r\nConnection: close\r\n\r\n", []int{200, 400}},
		"a form that is too large": {"POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1048600\r\n\r\nname=" + strings.Repeat("a", 1048595), []int{413}},
	} {
		status, answer := raw(t, c, tt.text)
		if !slices.Contains(tt.status, status) || strings.Contains(answer, "evil.example") && name != "an absolute address" && name != "CONNECT" || strings.Contains(answer, "Access-Control") {
			t.Errorf("%s: %d, want %v: %.600s", name, status, tt.status, answer)
		}
		if name != "a method of nobody's" && (!strings.Contains(answer, "X-Content-Type-Options: nosniff") || !strings.Contains(answer, "Content-Security-Policy: default-src 'none'")) {
			t.Errorf("%s: without the headers of every answer: %.600s", name, answer)
		}
	}
	me := must(http.NewRequestWithContext(t.Context(), http.MethodGet, c.URL+"/api/v1/session", http.NoBody))(t)
	me.Header.Set("Cookie", "__Host-lianshen="+cookie)
	if a := send(t, me); a.status != http.StatusOK {
		t.Errorf("a header signed out: %d", a.status)
	}
}

// JSON that can be read in two ways, or is made to be read for long, is refused before it is.
func TestJSONBodies(t *testing.T) {
	c := webtest.New(t)
	cookie, csrf := c.Session(c.Bureau.Person)
	post := func(kind, body string) answer {
		req := must(http.NewRequestWithContext(t.Context(), http.MethodPost, c.URL+"/api/v1/persons", strings.NewReader(body)))(t)
		req.Header.Set("Cookie", "__Host-lianshen="+cookie)
		req.Header.Set("X-CSRF-Token", csrf)
		req.Header.Set("Content-Type", kind)
		return send(t, req)
	}
	for name, tt := range map[string]struct {
		kind, body string
		status     int
		code       string
	}{
		"a key twice":              {"application/json", `{"name":"a","name":"b"}`, 400, "api.malformed"},
		"a key twice, in capitals": {"application/json", `{"name":"a","NAME":"b"}`, 400, "api.malformed"},
		"nested without end":       {"application/json", strings.Repeat(`{"name":`, 100_000), 400, "api.malformed"},
		"two objects":              {"application/json", `{"name":"a"}{"name":"b"}`, 400, "api.malformed"},
		"something after":          {"application/json", `{"name":"a"}]`, 400, "api.malformed"},
		"a list":                   {"application/json", `[]`, 400, "api.malformed"},
		"nothing":                  {"application/json", ``, 400, "api.malformed"},
		"an unknown field":         {"application/json", `{"name":"a","__proto__":{}}`, 400, "api.malformed"},
		"a number without end":     {"application/json", `{"name":` + strings.Repeat("9", 100_000) + `}`, 400, "api.malformed"},
		"bytes that are no text":   {"application/json", "{\"name\":\"\xff\xfe\"}", 0, ""},
		"a line break":             {"application/json", `{"name":"a\r\nSet-Cookie: a=b"}`, 422, "input.characters"},
		"a direction mark":         {"application/json", `{"name":"a\u202egro"}`, 422, "input.characters"},
		"as a form":                {"application/x-www-form-urlencoded", `name=a`, 415, "api.media_type"},
		"as text":                  {"text/plain", `{"name":"a"}`, 415, "api.media_type"},
		"as XML":                   {"application/xml", `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>`, 415, "api.media_type"},
		"of no type":               {"", `{"name":"a"}`, 415, "api.media_type"},
		"of two types":             {"application/json, text/plain", `{"name":"a"}`, 415, "api.media_type"},
	} {
		a := post(tt.kind, tt.body)
		if tt.status != 0 && (a.status != tt.status || a.code != tt.code) {
			t.Errorf("%s: %d %s, want %d %s: %.200s", name, a.status, a.code, tt.status, tt.code, a.body)
		}
		if a.header.Get("Set-Cookie") != "" {
			t.Errorf("%s: %v", name, a.header)
		}
	}
	if a := post("application/json; charset=utf-8", `{"name":"好"}`); a.status != http.StatusCreated {
		t.Errorf("a good one: %d %s", a.status, a.body)
	}
}

// A HEAD is its GET without the body, for whoever may have that.
func TestHeadIsGetWithoutBody(t *testing.T) {
	c := webtest.New(t)
	want, theirs := expected(t), records(t, c)
	all := visitors(t, c)
	for _, op := range operations() {
		if op.Method != http.MethodGet {
			continue
		}
		for _, v := range all {
			path := concerning(t, op.Path, theirs)
			req := request(t, c, op, v.person, path)
			read := send(t, request(t, c, op, v.person, path))
			req.Method = http.MethodHead
			head := send(t, req)
			if head.status != read.status || len(head.body) > 0 {
				t.Errorf("%s as %s (%v): HEAD %d with %d bytes, GET %d", line(op), v.name, want[line(op)], head.status, len(head.body), read.status)
			}
		}
	}
}
