package api_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"lianshen/api/access"
	"lianshen/api/caller"
	"lianshen/api/web/webtest"
	"lianshen/policies/authz"
	"lianshen/workflow"
	"lianshen/workflow/partial"
)

// bodies are well-formed requests of operations that look at what is sent before they ask whose
// record it is. Portal forms are written as in an address.
var bodies = map[string]string{
	"api setDeadline":      `{"date":"2027-01-29","source":"x","reason":"y"}`,
	"api proposeDeadline":  `{"date":"2027-01-29","source":"x","reason":"y"}`,
	"api suspendProject":   `{"reason":"x"}`,
	"api resumeProject":    `{"reason":"x"}`,
	"api closeProject":     `{"reason":"x"}`,
	"api replacePart":      `{"kind":"replace-core-part","part":"x","on":"2026-11-02"}`,
	"api sendFilingBack":   `{"reason":"x"}`,
	"api contest":          `{"code":"seal.present","statement":"x"}`,
	"api withdraw":         `{"reason":"x"}`,
	"api sendBack":         `{"reason":"x"}`,
	"api setAside":         `{"reason":"x"}`,
	"api closeSupervision": `{"reason":"x"}`,
	"api return":           `{"rectify_by":"2026-11-20","items":[{"code":"photo.taken","document":"installation-photos","pages":[1],"remedy":"x"}]}`,
	"api examine":          `{"lines":[{"line":"selection-installation","finding":"conforms"}]}`,
	"api assess":           `{"assessments":[{"finding":1,"verdict":"confirmed"}]}`,

	"portal proposeDeadline": "version=1&date=2027-01-29&source=x&reason=y",
}

// ownOnly are operations with an identifier that reaches nobody else's records whatever it is:
// messages are those of who asks.
// What a secret word of a link opens is for whoever has it, and sessions are one's own.
var ownOnly = []string{
	"api openMessages", "api endSession", "portal endSession", "portal openMessages",
	"portal invitePage", "portal acceptInvite", "portal resetPage", "portal useReset",
}

// records are those of the company, by the path before their identifier.
func records(t *testing.T, c *webtest.City) map[string]string {
	t.Helper()
	p := c.Project()
	_, err := c.Workflow.Upload(t.Context(), c.Enterprise, workflow.Upload{Project: p.ID, Slugs: []string{"contract"}, Name: "contract.pdf", File: strings.NewReader(pdf)})
	if err != nil {
		t.Fatal(err)
	}
	a := must(c.Workflow.DraftApplication(t.Context(), c.Enterprise, p.ID))(t)
	x := must(c.Workflow.Contest(t.Context(), c.Enterprise, workflow.Contest{Project: p.ID, Code: "seal.present", Document: "contract", Statement: "x"}))(t)
	until := day(t, "2026-11-30")
	g := must(c.Workflow.Delegate(t.Context(), c.Handler, workflow.Grant{Person: c.Second.Person, Branch: c.Company.Branch, Until: &until}))(t)
	u := must(c.Uploads.Begin(partial.Upload{Person: c.Enterprise.Person, Project: p.ID, Slug: "contract", Name: "a.pdf", Length: 10}))(t)
	licence := must(c.Workflow.KeepLicence(t.Context(), strings.NewReader(pdf)))(t)
	signup, _, err := c.Workflow.SignUp(t.Context(), "192.0.2.1", workflow.Signup{
		Name: "东莞四厂", USCC: "91441900MA0000007J", Town: "南城街道", Contact: "赵六", Licence: licence,
		Checked: workflow.LicenceCheck{Name: workflow.ReadYes, USCC: workflow.ReadYes, Seal: workflow.ReadYes, Pages: 1},
	}, "zhaoliu", webtest.Password)
	if err != nil {
		t.Fatal(err)
	}
	form := must(c.Workflow.FileRoles(t.Context(), c.Leader, c.Company.Branch, []workflow.RoleApplication{{Name: "王局", Position: "副局长", Role: "leader"}}))(t)
	invited, _, err := c.Workflow.Invite(t.Context(), c.Handler, workflow.Invitation{Name: "钱七", Enterprise: c.Company.ID})
	if err != nil {
		t.Fatal(err)
	}
	partner := c.Person("施工方", "partner", workflow.Grant{Role: "partner", Documents: &workflow.SomeDocuments{Project: p.ID, Slugs: []string{"contractor-info"}, Unit: "施工单位"}})
	_, grants, err := c.Workflow.Me(t.Context(), partner.Person)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		"enterprises": c.Company.ID, "signups": signup.ID, "invitations": invited.ID, "partners": grants[0].ID, "partner": p.ID, "rows": form[0].ID, "people": c.Enterprise.Person,
		"persons": c.Enterprise.Person, "roles": form[0].ID, "role-forms": form[0].Form, "sessions": "x", "invite": "x", "reset": "x", "uploads": u.ID, "projects": p.ID, "applications": a.ID, "contests": x.ID, "documents": "contract", "pages": "1", "forms": "parameter-filing", "delegations": g.ID, "grants": g.ID,
		"towns": "441900006", "messages": "x",
	}
}

// concerning puts records into a path, and reports what it cannot.
func concerning(t *testing.T, path string, records map[string]string) string {
	t.Helper()
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if !placeholder.MatchString(part) {
			continue
		}
		id, ok := records[parts[i-1]]
		if !ok {
			t.Errorf("%s: put the identifier of something of the company after %q into records()", path, parts[i-1])
		}
		if parts[i-1] == "roles" && strings.Contains(part, "form") {
			id = records["role-forms"]
		}
		parts[i] = id
	}
	return strings.Join(parts, "/")
}

// outsiders have a role of every kind that is not for the whole city, elsewhere.
func outsiders(t *testing.T, c *webtest.City) []visitor {
	t.Helper()
	other := must(c.Workflow.RegisterEnterprise(t.Context(), c.Bureau, workflow.Enterprise{Name: "东莞三厂", Town: "虎门镇"}))(t)
	var out []visitor
	for role, scope := range must(authz.New(t.Context()))(t).Roles() {
		switch scope {
		case "enterprise":
			out = append(out, visitor{role, c.Person("外厂", "other-"+role, workflow.Grant{Role: role, Enterprise: other.ID}).Person})
		case "branch":
			out = append(out, visitor{role, c.Person("外局", "other-"+role, workflow.Grant{Role: role, Branch: other.Branch}).Person})
		case "documents": // of another project, of the same enterprise
			d := &workflow.SomeDocuments{Project: c.Project().ID, Slugs: []string{"contractor-info"}}
			out = append(out, visitor{role, c.Person("外协", "other-"+role, workflow.Grant{Role: role, Documents: d}).Person})
		}
	}
	return out
}

// Of another enterprise, and of another branch, every route with an identifier says what it says
// of what is not there.
func TestRecordsOfOthers(t *testing.T) {
	c := webtest.New(t)
	want := expected(t)
	theirs, n := records(t, c), 0
	for _, v := range outsiders(t, c) {
		for _, op := range operations() {
			key := op.Surface + " " + op.Name
			if !placeholder.MatchString(op.Path) || slices.Contains(ownOnly, key) || !v.allowed(want[line(op)]) {
				continue
			}
			path := concerning(t, op.Path, theirs)
			a := send(t, formed(t, c, op, v.person, path))
			if a.status != http.StatusNotFound || a.code != "workflow.not_found" && a.code != "tus.unknown" {
				t.Errorf("%s as %s elsewhere: %d %s, want workflow.not_found. If what is sent is refused before it is asked whose it is, put a good one into bodies, as %q", line(op), v.name, a.status, a.code, key)
			}
			n++
		}
	}
	if n < 50 {
		t.Errorf("only %d requests", n)
	}
	d := must(c.Workflow.Dossier(t.Context(), theirs["projects"]))(t)
	if len(d.Documents) != 1 || len(d.Documents[0].Versions) != 1 || len(d.Contests) != 1 || d.Project.Version != 1 {
		t.Errorf("something was changed: %+v", d)
	}
}

// formed is a request with a body that the operation reads.
func formed(t *testing.T, c *webtest.City, op access.Operation, person, path string) *http.Request {
	t.Helper()
	req := request(t, c, op, person, path)
	sent, ok := bodies[op.Surface+" "+op.Name]
	if op.Method == http.MethodPut && (op.Name == "upload" || op.Name == "uploadFile") {
		if op.Surface == authz.Portal {
			req.Header.Set("X-CSRF-Token", csrfOf(t, req))
		}
		setBody(req, "application/pdf", pdf)
		return req
	}
	req.Header.Set("If-Match", `"1"`)
	req.Header.Set("Tus-Resumable", "1.0.0")
	if op.Method == http.MethodPatch {
		req.Header.Set("Content-Type", "application/offset+octet-stream")
		req.Header.Set("Upload-Offset", "0")
	}
	if ok {
		if op.Surface == authz.Portal {
			sent += "&csrf=" + csrfOf(t, req)
		}
		again := must(http.NewRequestWithContext(t.Context(), req.Method, req.URL.String(), strings.NewReader(sent)))(t)
		again.Header = req.Header
		return again
	}
	return req
}

// csrfOf reads the token back from a form.
func csrfOf(t *testing.T, req *http.Request) string {
	t.Helper()
	r := must(req.GetBody())(t)
	defer r.Close()
	raw := make([]byte, req.ContentLength)
	if _, err := r.Read(raw); err != nil {
		t.Fatal(err)
	}
	return must(url.ParseQuery(string(raw)))(t).Get("csrf")
}

// Whoever changes something by a browser proves that a page of ours asked for it.
func TestCSRF(t *testing.T) {
	c := webtest.New(t)
	want := expected(t)
	all, theirs := visitors(t, c), records(t, c)
	n := 0
	for _, op := range operations() {
		if caller.Safe(op.Method) {
			continue
		}
		i := slices.IndexFunc(all, func(v visitor) bool { return v.person != "" && v.allowed(want[line(op)]) })
		if i < 0 {
			t.Errorf("%s: nobody may", line(op))
			continue
		}
		path := placeholder.ReplaceAllString(op.Path, "x")
		_, others := c.Session(all[i].person)
		for name, change := range map[string]func(*http.Request){
			"no token":                  func(r *http.Request) { retoken(t, r, "") },
			"a wrong token":             func(r *http.Request) { retoken(t, r, "0000") },
			"the token of another page": func(r *http.Request) { retoken(t, r, others) },
			"another site":              func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
			"a sister site":             func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-site") },
			"another origin":            func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") },
			"no origin to speak of":     func(r *http.Request) { r.Header.Set("Origin", "null") },
			"another port":              func(r *http.Request) { r.Header.Set("Origin", "http://127.0.0.1:1") },
		} {
			if op.Name == "signIn" && strings.Contains(name, "token") {
				continue // begins a session; the token of the one before is not asked for
			}
			req := request(t, c, op, all[i].person, path)
			change(req)
			if a := send(t, req); a.status != http.StatusForbidden || a.code != "api.csrf" {
				t.Errorf("%s with %s: %d %s, want api.csrf", line(op), name, a.status, a.code)
			}
			n++
		}
		good := request(t, c, op, all[i].person, path)
		good.Header.Set("Origin", c.URL)
		if a := send(t, good); a.code == "api.csrf" {
			t.Errorf("%s from a page of ours: %s", line(op), a.code)
		}
		if op.Open {
			req := request(t, c, op, "", path)
			req.Header.Set("Sec-Fetch-Site", "cross-site")
			if a := send(t, req); a.code != "api.csrf" {
				t.Errorf("%s by nobody, from another site: %d %s", line(op), a.status, a.code)
			}
		}
		if op.Surface == authz.Portal { // a form with files has the token in its first part
			req := request(t, c, op, all[i].person, concerning(t, op.Path, theirs))
			setBody(req, "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF\r\n--x--\r\n")
			// who may not see the project is told so before the form is read
			if a := send(t, req); a.status != http.StatusForbidden && a.code != "workflow.not_found" && op.Name != "signIn" {
				t.Errorf("%s with files and no token: %d %s", line(op), a.status, a.code)
			}
		}
	}
	t.Logf("%d requests", n)
}

// retoken changes the token wherever it stands.
func retoken(t *testing.T, r *http.Request, token string) {
	t.Helper()
	if r.Header.Get("X-CSRF-Token") != "" {
		r.Header.Set("X-CSRF-Token", token)
		return
	}
	setBody(r, r.Header.Get("Content-Type"), url.Values{"csrf": {token}}.Encode())
}

func setBody(r *http.Request, kind, body string) {
	r.Header.Set("Content-Type", kind)
	r.Body, r.ContentLength, r.GetBody = http.NoBody, int64(len(body)), nil
	if body != "" {
		r.Body = readCloser{strings.NewReader(body)}
	}
}

type readCloser struct{ *strings.Reader }

// Close does nothing.
func (readCloser) Close() error { return nil }
