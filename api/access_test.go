package api_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lianshen/api"
	"lianshen/api/access"
	"lianshen/api/caller"
	"lianshen/api/web"
	"lianshen/api/web/webtest"
	"lianshen/policies/authz"
	"lianshen/workflow"
)

var update = flag.Bool("update", false, "write testdata/access.txt from the policy, to be read before it is committed")

const accessFile = "testdata/access.txt"

// operations are those of both tables of routes.
func operations() []access.Operation { return append(api.Operations(), web.Operations()...) }

// line is how an operation stands in access.txt, but for who may call it.
func line(op access.Operation) string {
	return fmt.Sprintf("%-6s  %-6s  %s  %s:", op.Surface, op.Method, op.Path, op.Name)
}

// expected reads access.txt: by line, who may call it.
func expected(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for row := range strings.Lines(string(must(os.ReadFile(accessFile))(t))) {
		i := strings.LastIndex(row, ":")
		out[row[:i+1]] = strings.Fields(row[i+1:])
	}
	return out
}

// Every route has a line in the policy and in access.txt, which say the same; nothing stands
// there that is no route.
func TestAccessOfEveryRoute(t *testing.T) {
	p := must(authz.New(t.Context()))(t)
	var file strings.Builder
	named := map[string]bool{}
	for _, op := range operations() {
		may := p.Allowed(op.Surface, op.Name)
		if may == nil {
			t.Errorf("%s %s has no line in policies/authz/access.yaml, so it is denied to all. Add under operations, %s:\n    %s: [everybody]  # or who may call it", op.Method, op.Path, op.Surface, op.Name)
		}
		if op.Open != slices.Contains(may, authz.Anyone) {
			t.Errorf("%s %s: the route says Open: %v, access.yaml %v", op.Method, op.Path, op.Open, may)
		}
		named[op.Surface+" "+op.Name] = true
		fmt.Fprintln(&file, line(op), strings.Join(may, " "))
	}
	for _, surface := range []string{authz.API, authz.Portal} {
		for _, op := range p.Operations(surface) {
			if !named[surface+" "+op] {
				t.Errorf("policies/authz/access.yaml: %s: %s is no operation; take the line away", surface, op)
			}
		}
	}
	if *update {
		if err := os.WriteFile(accessFile, []byte(file.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want := expected(t)
	for row := range strings.Lines(file.String()) {
		i := strings.LastIndex(row, ":")
		may, ok := want[row[:i+1]]
		delete(want, row[:i+1])
		if !ok || !slices.Equal(may, strings.Fields(row[i+1:])) {
			t.Errorf("api/%s has for it %v. If this is meant, write the line\n%sthere, or run: go test ./api -run TestAccess -update", accessFile, may, row)
		}
	}
	for row := range want {
		t.Errorf("api/%s: %s is no route; take the line away", accessFile, row)
	}
}

// visitor is somebody who tries every route.
type visitor struct {
	name   string // of the role, "nobody" or "no role"
	person string // "" for nobody
}

// allowed is what access.txt says of a visitor.
func (v visitor) allowed(may []string) bool {
	return slices.Contains(may, authz.Anyone) || v.person != "" && (slices.Contains(may, authz.AnySession) || slices.Contains(may, v.name))
}

// visitors are one of every role of the policy, somebody without, and nobody.
func visitors(t *testing.T, c *webtest.City) []visitor {
	t.Helper()
	bare := must(c.Workflow.RegisterPerson(t.Context(), c.Bureau, "无角色"))(t)
	out := []visitor{{"nobody", ""}, {"no role", bare.ID}}
	roles := must(authz.New(t.Context()))(t).Roles()
	for _, role := range slices.Sorted(maps.Keys(roles)) {
		g := workflow.Grant{Role: role}
		switch roles[role] {
		case "enterprise":
			g.Enterprise = c.Company.ID
		case "branch":
			g.Branch = c.Company.Branch
		case "documents":
			g.Documents = &workflow.SomeDocuments{Project: c.Project().ID, Slugs: []string{"contractor-info"}}
		}
		out = append(out, visitor{role, c.Person(role, "all-"+role, g).Person})
	}
	return out
}

var placeholder = regexp.MustCompile(`\{[a-z]+\}|:[a-z]+`)

// request is one for an operation, as a browser of ours sends it.
func request(t *testing.T, c *webtest.City, op access.Operation, person, path string) *http.Request {
	t.Helper()
	cookie, csrf := "", ""
	if person != "" {
		cookie, csrf = c.Session(person)
	}
	var body io.Reader
	kind := ""
	switch {
	case caller.Safe(op.Method):
	case op.Surface == authz.Portal:
		body, kind = strings.NewReader(url.Values{"csrf": {csrf}}.Encode()), "application/x-www-form-urlencoded"
	default:
		body, kind = strings.NewReader("{}"), "application/json"
	}
	req := must(http.NewRequestWithContext(t.Context(), op.Method, c.URL+path, body))(t)
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	if op.Surface == authz.API && csrf != "" {
		req.Header.Set("X-CSRF-Token", csrf)
	}
	if cookie != "" {
		req.Header.Set("Cookie", "__Host-lianshen="+cookie)
	}
	return req
}

// answer is how a request ended.
type answer struct {
	status   int
	code     string // of the error, "" for none
	location string
	header   http.Header
	body     []byte
}

var direct = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// send sends a request. Of an answer that goes on, such as one of events, the beginning is read.
func send(t *testing.T, req *http.Request) answer {
	t.Helper()
	res, err := direct.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	a := answer{status: res.StatusCode, location: res.Header.Get("Location"), header: res.Header}
	if !strings.HasPrefix(res.Header.Get("Content-Type"), "text/event-stream") {
		a.body = must(io.ReadAll(res.Body))(t)
	}
	if a.status >= 400 {
		a.code = codeOf(t, req, a.status, a.body)
	}
	return a
}

var shown = regexp.MustCompile(`<p class="quiet small mono">([a-z_.]+)`)

// codeOf finds the code of an error in its page or problem; "" in a form that is shown again.
func codeOf(t *testing.T, req *http.Request, status int, body []byte) string {
	t.Helper()
	var p api.Problem
	if req.Method == http.MethodHead { // has no body to say it
		return map[int]string{401: "account.signed_out", 403: "authz.denied", 404: "workflow.not_found"}[status]
	}
	if strings.HasPrefix(req.URL.Path, "/api/") && json.Unmarshal(body, &p) == nil {
		return p.Code
	}
	if m := shown.FindSubmatch(body); m != nil {
		return string(m[1])
	}
	return ""
}

// Over HTTP, everybody gets in where access.txt says, and nowhere else: whoever is not signed in
// is asked to, whose roles do not open it is told so.
func TestAccessOverHTTP(t *testing.T) {
	c := webtest.New(t)
	want := expected(t)
	n := 0
	for _, v := range visitors(t, c) {
		for _, op := range operations() {
			may := v.allowed(want[line(op)])
			a := send(t, request(t, c, op, v.person, placeholder.ReplaceAllString(op.Path, "x")))
			n++
			asked := a.status == http.StatusSeeOther && strings.HasPrefix(a.location, "/sign-in?to=")
			switch {
			case may && (asked || a.code == "authz.denied" || a.code == "account.signed_out" || a.code == "api.csrf"):
				t.Errorf("%s as %s: %d %s %s, want to be let in", line(op), v.name, a.status, a.code, a.location)
			case !may && v.person != "" && (a.status != http.StatusForbidden || a.code != "authz.denied"):
				t.Errorf("%s as %s: %d %s, want authz.denied", line(op), v.name, a.status, a.code)
			case !may && v.person == "" && op.Surface == authz.Portal && op.Method == http.MethodGet && !asked:
				t.Errorf("%s as %s: %d %s, want to be sent to sign in", line(op), v.name, a.status, a.location)
			case !may && v.person == "" && (op.Surface == authz.API || op.Method != http.MethodGet) && (a.status != http.StatusUnauthorized || a.code != "account.signed_out"):
				t.Errorf("%s as %s: %d %s, want account.signed_out", line(op), v.name, a.status, a.code)
			}
		}
	}
	t.Logf("%d requests", n)
}

// Without a policy nothing is let in.
func TestNoGate(t *testing.T) {
	var g *access.Gate
	if _, err := g.Pass(nil, access.Operation{}, nil); err == nil {
		t.Error("a server without a policy lets in")
	}
}

// A role that has ended opens nothing any more, within the same session.
func TestAccessEndsWithTheGrant(t *testing.T) {
	c := webtest.New(t)
	cookie, _ := c.Session(c.Leader.Person)
	ask := func() answer {
		req := must(http.NewRequestWithContext(t.Context(), http.MethodGet, c.URL+"/api/v1/deadlines", http.NoBody))(t)
		req.Header.Set("Cookie", "__Host-lianshen="+cookie)
		return send(t, req)
	}
	if a := ask(); a.status != http.StatusOK {
		t.Fatalf("%d %s", a.status, a.body)
	}
	_, grants, err := c.Workflow.Me(t.Context(), c.Leader.Person)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Workflow.RevokeGrant(t.Context(), c.Bureau, grants[0].ID); err != nil {
		t.Fatal(err)
	}
	if a := ask(); a.status != http.StatusForbidden || a.code != "authz.denied" || bytes.Contains(a.body, []byte("东莞")) {
		t.Errorf("%d %s", a.status, a.body)
	}
}
