package api_test

import (
	"archive/zip"
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"lianshen/api"
	"lianshen/api/live"
	"lianshen/checker"
	"lianshen/workflow"
	"lianshen/workflow/calendar"
)

func TestContractIsUpToDate(t *testing.T) {
	want := must(api.Contract())(t)
	got := must(os.ReadFile("openapi.yaml"))(t)
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("openapi.yaml is stale, run `go generate ./api` (-want +got)\n%s", diff)
	}
}

func day(t testing.TB, s string) calendar.Date {
	t.Helper()
	return must(calendar.ParseDate(s))(t)
}

const pdf = "%PDF-1.7 "

// open gives the company a task with all its documents.
func (c *city) open() workflow.Project {
	c.t.Helper()
	var p workflow.Project
	c.handler.do("POST", "/projects", api.NewProject{
		Enterprise: c.company.ID, Kind: "new", UnitClass: "key", Deadline: &api.Deadline{Date: day(c.t, "2026-12-31"), Source: "东环函〔2026〕1号"},
	}).into(&p)
	for _, slug := range c.notice.Required("new") {
		c.enterprise.do("PUT", "/projects/"+p.ID+"/documents/"+slug+"?name="+slug+".pdf", strings.NewReader(pdf+slug)).expect(201)
	}
	return p
}

// move makes a move of an application as it is.
func (c *client) move(a *workflow.Application, move string, body any) *result {
	c.city.t.Helper()
	return c.do("POST", "/applications/"+a.ID+"/"+move, body, "If-Match", fmt.Sprintf("%q", fmt.Sprint(a.Version)))
}

// Every operation of the contract, from the task to the approval and beyond, with requests and
// answers held against it.
func TestEveryOperation(t *testing.T) {
	each(t, func(t *testing.T, c *city) {
		p := c.open()
		at := "/projects/" + p.ID
		c.client().do("OPTIONS", "/uploads", nil).expect(204)
		parts := c.enterprise.begin(p.ID, "contract", 10)
		parts.offset(0)
		parts.patch(0, "%").expect(204)
		parts.tus("DELETE", parts.at, nil).expect(204)
		version := func(body any, method, path string, by *client) {
			t.Helper()
			tag := c.bureau.do("GET", at, nil).expect(200).header.Get("ETag")
			by.do(method, at+path, body, "If-Match", tag).into(&p)
		}
		version(api.Deadline{Date: day(t, "2027-01-29"), Source: "东环函〔2026〕9号", Reason: "延期"}, "PUT", "/deadline", c.leader)
		brand, logger := "哈希", mn
		version(workflow.Equipment{
			Outlets:     []checker.Outlet{{Code: "DW001", Medium: "water", Factors: []checker.Factor{{Code: "w01018"}}}},
			Instruments: []checker.Instrument{{Brand: &brand}},
			Loggers:     []checker.DataLogger{{MN: &logger}},
		}, "PUT", "/equipment", c.enterprise)
		version(api.Reason{Reason: "停产"}, "POST", "/suspend", c.leader)
		version(api.Reason{Reason: "复产"}, "POST", "/resume", c.leader)
		var d workflow.Dossier
		c.enterprise.do("GET", at, nil).into(&d)
		if len(d.Documents) != 13 || d.Project.Deadline.Date != day(t, "2027-01-29") || len(d.Deadlines) != 2 {
			t.Errorf("dossier %+v", d)
		}

		c.enterprise.do("POST", at+"/filing", nil).expect(201)
		c.handler.do("POST", at+"/filing/send-back", api.Reason{Reason: "缺页"}).expect(200)
		c.enterprise.do("POST", at+"/filing", nil).expect(201)
		c.handler.do("POST", at+"/filing/acknowledge", nil).expect(200)
		if page := c.enterprise.do("GET", at+"/filing/receipt", nil).expect(200); !strings.Contains(string(page.raw), "备〔2026〕000002号") {
			t.Error("the receipt lacks its number")
		}

		c.enterprise.listens(p.ID)
		var x workflow.Contest
		c.enterprise.do("POST", at+"/contests", api.NewContest{Code: "seal.present", Document: "contract", Statement: "公章在背面"}).into(&x)
		document := "contract"
		c.findings = []checker.Finding{{Code: "seal.present", Document: &document, Severity: checker.SeverityBlock, State: checker.Fail}}
		var report checker.Report
		c.enterprise.do("GET", at+"/report", nil).into(&report)
		if report.Verdict != checker.Flag || report.Findings[0].State != checker.Contested {
			t.Errorf("report %+v", report)
		}
		c.enterprise.do("DELETE", at+"/contests/"+x.ID, nil).expect(204)
		c.sheets(at)

		var a workflow.Application
		c.enterprise.do("POST", at+"/applications", nil).into(&a)
		c.findings = []checker.Finding{{Code: "photo.taken", Severity: checker.SeverityWarn, State: checker.Fail}}
		c.enterprise.move(&a, "submit", api.Statement{}).into(&a)

		until := day(t, "2026-11-30")
		var g workflow.Grant
		c.handler.do("POST", "/delegations", api.Delegation{Person: c.second.person, Branch: c.company.Branch, Until: until}).into(&g)
		c.handler.do("DELETE", "/delegations/"+g.ID, nil).expect(204)
		c.handler.do("POST", "/delegations", api.Delegation{Person: c.second.person, Branch: c.company.Branch, Until: until}).into(&g)
		c.handler.move(&a, "claim", nil).into(&a)
		c.second.move(&a, "take-over", nil).into(&a)
		lines := api.Lines{}
		for _, l := range c.notice.Sheet {
			lines.Lines = append(lines.Lines, api.NewLine{Line: l.Line, Finding: workflow.Conforms})
		}
		lines.Lines[2] = api.NewLine{Line: lines.Lines[2].Line, Finding: workflow.SiteCheck, Note: "现场查看", Site: &workflow.SiteRecord{On: day(t, "2026-11-02"), Result: workflow.Conforms, Note: "一致"}}
		c.second.move(&a, "examine", lines).into(&a)
		c.second.move(&a, "assess", api.Assessments{Assessments: []api.NewAssessment{{Finding: 1, Verdict: workflow.Overridden, Reason: "misread", Note: "清晰"}}}).into(&a)
		c.second.move(&a, "pass-on", nil).into(&a)
		c.leader.move(&a, "send-back", api.Reason{Reason: "请核实"}).into(&a)
		c.second.move(&a, "pass-on", nil).into(&a)
		c.leader.move(&a, "return", api.NewReturn{RectifyBy: day(t, "2026-11-20"), Items: []workflow.ReturnItem{{Code: "photo.taken", Document: "installation-photos", Pages: []int{1}, Remedy: "补拍"}}}).into(&a)
		c.enterprise.move(&a, "withdraw", api.Reason{Reason: "重新准备"}).into(&a)

		c.enterprise.do("POST", at+"/applications", nil).into(&a)
		c.enterprise.move(&a, "submit", api.Statement{}).into(&a)
		c.handler.move(&a, "claim", nil).into(&a)
		c.handler.move(&a, "examine", lines).into(&a)
		c.handler.move(&a, "pass-on", nil).into(&a)
		c.leader.move(&a, "approve", nil).into(&a)
		if page := c.leader.do("GET", "/applications/"+a.ID+"/sheet", nil, "Accept-Language", "en").expect(200); !strings.Contains(string(page.raw), "Sheet of the networking review") {
			t.Error("the sheet is in another language")
		}
		c.bureau.move(&a, "set-aside", api.Reason{Reason: "误批"}).into(&a)
		c.enterprise.move(&a, "submit", api.Statement{}).into(&a)
		var now workflow.Case
		c.enterprise.do("GET", "/applications/"+a.ID, nil).into(&now)
		c.clock.Set(now.Receipts[1].Deemed)
		c.again() // a week is longer than a session
		if n := must(c.workflow.DecideOverdue(t.Context(), "test"))(t); n != 1 {
			t.Fatalf("%d deemed", n)
		}
		c.bureau.do("GET", "/applications/"+a.ID, nil).into(&now)
		var deemed api.DeemedList
		c.handler.do("GET", "/deemed?open=true", nil).into(&deemed)
		if len(deemed.Items) != 1 || deemed.Items[0].Supervision.Application != a.ID {
			t.Errorf("deemed %+v", deemed)
		}
		c.bureau.move(&now.Application, "supervision/close", api.Reason{Reason: "已查"}).into(&a)
		c.officers(&a)

		c.network(&p)
		c.enterprise.do("POST", at+"/replacements", api.NewReplacement{Kind: "replace-core-part", Part: "测量单元", On: calendar.DateOf(c.clock.Now())}).into(&p)
		at = "/projects/" + p.ID
		version(api.Deadline{Date: day(t, "2027-03-31"), Source: "申请", Reason: "更换"}, "POST", "/deadline-proposal", c.enterprise)
		version(api.Reason{Reason: "不再建设"}, "POST", "/close", c.bureau)

		c.lists(p)
		c.bureau.do("PUT", "/towns/441900006/branch", api.Branch{Branch: c.company.Branch}).expect(204)
		c.bureau.do("GET", "/towns", nil).expect(200)
		c.bureau.do("DELETE", "/grants/"+g.ID, nil).expect(204)
		var in workflow.Inbox
		c.enterprise.do("GET", "/messages?limit=5", nil).into(&in)
		if len(in.Messages) != 5 {
			t.Fatalf("inbox %+v", in)
		}
		c.enterprise.do("POST", "/messages/"+in.Messages[0].ID+"/opened", nil).expect(204)
		var me api.Me
		c.enterprise.do("GET", "/session", nil).into(&me)
		if me.Unread != 0 || me.Name != "厂方" || len(me.Grants) != 1 {
			t.Errorf("me %+v", me)
		}
		c.driveAccounts(p)
		c.enterprise.do("DELETE", "/session", nil).expect(204)
		c.enterprise.do("GET", "/session", nil).refused(401, "account.signed_out", "")

		for path, ops := range c.contract.paths {
			for method, op := range ops {
				if !c.contract.driven[op.OperationID] {
					t.Errorf("nothing drives %s %s (%s)", method, path, op.OperationID)
				}
			}
		}
		if err := c.store.Verify(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

// sheets are what is printed and kept of a project.
func (c *city) sheets(at string) {
	c.t.Helper()
	if page := c.enterprise.do("GET", at+"/notice", nil, "Accept-Language", "en").expect(200); !strings.Contains(string(page.raw), "sha256:rules") || !strings.Contains(string(page.raw), `lang="en"`) {
		c.t.Errorf("notice %s", page.raw)
	}
	if page := c.handler.do("GET", at+"/forms/contractor-info", nil).expect(200); !strings.Contains(string(page.raw), "施工单位信息表") {
		c.t.Error("the form is another one")
	}
	c.enterprise.do("GET", at+"/forms/contract", nil).refused(404, "paper.no_form", "")
	packed := c.enterprise.do("GET", at+"/dossier.zip", nil).expect(200)
	if z, err := zip.NewReader(bytes.NewReader(packed.raw), int64(len(packed.raw))); err != nil || len(z.File) != 17 || !strings.HasPrefix(packed.header.Get("Content-Disposition"), "attachment; filename*=UTF-8''%E4%B8%9C") {
		c.t.Errorf("%v, %v", err, packed.header)
	}
}

// lists reach as far as their reader.
// officers reads what only officers do.
func (c *city) officers(a *workflow.Application) {
	t := c.t
	t.Helper()
	var acts []api.Act
	c.bureau.do("GET", "/applications/"+a.ID+"/acts", nil).into(&acts)
	if len(acts) != 2 || acts[0].Move != "set-aside" || acts[0].Barred != nil || acts[1].Barred == nil || acts[1].Barred.Code != "workflow.version" {
		t.Errorf("acts %+v", acts)
	}
	var history, trail api.Records
	c.leader.do("GET", "/applications/"+a.ID+"/history", nil).into(&history)
	c.bureau.do("GET", "/audit?limit=3&subject="+a.ID, nil).into(&trail)
	if len(history.Items) < 4 || len(trail.Items) != 3 || trail.Next == 0 || trail.Items[0].Act != "application.supervise" {
		t.Errorf("history %d, trail %+v", len(history.Items), trail)
	}
	c.bureau.do("GET", "/audit?before=x", nil).refused(400, "api.malformed", "")
	c.leader.do("GET", "/audit", nil).refused(403, "authz.denied", "")
	var list api.EnterpriseList
	c.handler.do("GET", "/enterprises", nil).into(&list)
	if len(list.Items) != 1 || list.Items[0].ID != c.company.ID {
		t.Errorf("enterprises %+v", list)
	}
	c.enterprise.do("GET", "/enterprises/"+c.company.ID, nil).expect(200)
	c.handler.do("GET", "/filings", nil).expect(200)
	var d workflow.Delegations
	c.handler.do("GET", "/delegations", nil).into(&d)
	if len(d.Own) != 1 {
		t.Errorf("delegations %+v", d)
	}
}

func (c *city) lists(p workflow.Project) {
	c.t.Helper()
	var projects api.ProjectList
	c.enterprise.do("GET", "/projects", nil).into(&projects)
	if len(projects.Items) != 2 || projects.Items[1].ID != p.ID {
		c.t.Errorf("projects %+v", projects)
	}
	c.stranger.csrf = ""
	var me api.Me
	c.stranger.do("POST", "/session", api.SignIn{Name: c.stranger.name, Password: password}).into(&me)
	c.stranger.do("GET", "/projects", nil).into(&projects)
	if len(projects.Items) != 0 {
		c.t.Errorf("a stranger sees %+v", projects)
	}
	c.stranger.do("GET", "/projects?enterprise="+c.company.ID, nil).refused(404, "workflow.not_found", "")
	c.handler.do("GET", "/inbox?branch=x", nil).refused(404, "workflow.not_found", "")
	c.enterprise.do("GET", "/search?text="+url.QueryEscape("东莞"), nil).refused(403, "authz.denied", "")
	c.enterprise.do("GET", "/deadlines", nil).refused(403, "authz.denied", "")
	c.handler.do("GET", "/projects?after=x", nil).refused(422, "list.cursor", "after")
	c.handler.do("GET", "/deadlines?from=x", nil).refused(422, "calendar.date", "")
	var found api.FoundList
	c.handler.do("GET", "/search?text="+url.QueryEscape("东莞"), nil).into(&found)
	if len(found.Items) != 1 || found.Items[0].Enterprise != c.company.ID {
		c.t.Errorf("found %+v", found)
	}
	c.bureau.do("GET", "/search?text="+url.QueryEscape("东莞"), nil).into(&found)
	if len(found.Items) != 2 {
		c.t.Errorf("the bureau found %+v", found)
	}
	c.handler.do("GET", "/inbox?state=deemed_approved", nil).expect(200)
	c.leader.do("GET", "/deadlines?from=2026-01-01&to=2027-12-31", nil).expect(200)
}

// again signs everyone in once more.
func (c *city) again() {
	c.t.Helper()
	for _, who := range []*client{c.bureau, c.enterprise, c.handler, c.second, c.leader} {
		var me api.Me
		who.csrf = ""
		who.do("POST", "/session", api.SignIn{Name: who.name, Password: password}).into(&me)
		who.csrf = me.CSRF
	}
}

// What a stranger sees of what is not theirs is what is there for nobody.
func TestObjectsOfOthers(t *testing.T) {
	each(t, func(t *testing.T, c *city) {
		p := c.open()
		at := "/projects/" + p.ID
		c.enterprise.do("POST", at+"/filing", nil).expect(201)
		var a workflow.Application
		c.enterprise.do("POST", at+"/applications", nil).into(&a)
		for _, path := range []string{at, at + "/report", at + "/filing/receipt", at + "/notice", at + "/forms/contractor-info", at + "/dossier.zip", "/applications/" + a.ID, "/applications/" + a.ID + "/sheet"} {
			c.stranger.do("GET", path, nil).refused(404, "workflow.not_found", "")
		}
		c.stranger.do("PUT", at+"/documents/contract", strings.NewReader(pdf)).refused(404, "workflow.not_found", "")
		c.stranger.do("POST", at+"/filing", nil).refused(404, "workflow.not_found", "")
		c.stranger.move(&a, "withdraw", api.Reason{Reason: "x"}).refused(404, "workflow.not_found", "")
		c.leader.do("PUT", at+"/documents/contract", strings.NewReader(pdf)).refused(403, "authz.denied", "")
		c.enterprise.do("GET", "/projects/none", nil).refused(404, "workflow.not_found", "")
	})
}

// Nobody who is not signed in gets anything but the way in; every route is asked.
func TestSignedOut(t *testing.T) {
	each(t, func(t *testing.T, c *city) {
		nobody := c.client()
		forged := c.client()
		forged.token = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
		n := 0
		for path, ops := range c.contract.paths {
			for method, op := range ops {
				if op.open() {
					continue
				}
				n++
				at := strings.NewReplacer("/api/v1", "", "{id}", "x", "{slug}", "contract", "{contest}", "x").Replace(path)
				if method == "head" { // has no body that could say why
					nobody.do("HEAD", at, nil).expect(401)
					forged.do("HEAD", at, nil).expect(401)
					continue
				}
				nobody.do(strings.ToUpper(method), at, nil).refused(401, "account.signed_out", "")
				forged.do(strings.ToUpper(method), at, nil).refused(401, "account.signed_out", "")
			}
		}
		if n < 40 {
			t.Errorf("only %d operations", n)
		}
	})
}

func TestSessions(t *testing.T) {
	each(t, func(t *testing.T, c *city) {
		bare := c.client()
		bare.do("POST", "/session", api.SignIn{Name: c.leader.name, Password: "wrong"}).refused(401, "account.wrong", "")
		// A session that was planted before signing in is worth nothing after.
		planted := "planted-planted-planted-planted-planted-pla"
		res := bare.do("POST", "/session", api.SignIn{Name: c.leader.name, Password: password}, "Cookie", "__Host-lianshen="+planted)
		set := res.expect(201).header.Get("Set-Cookie")
		for _, want := range []string{"__Host-lianshen=", "path=/", "HttpOnly", "secure", "SameSite=Lax"} {
			if !strings.Contains(strings.ToLower(set), strings.ToLower(want)) {
				t.Errorf("cookie %q lacks %s", set, want)
			}
		}
		if strings.Contains(set, planted) || strings.Contains(strings.ToLower(set), "domain") {
			t.Errorf("cookie %q", set)
		}
		// Without the token of the session, or with another's, nothing changes.
		for _, csrf := range []string{"", "0000", c.bureau.csrf} {
			other := *c.leader
			other.csrf = csrf
			other.do("POST", "/delegations", api.Delegation{}).refused(403, "api.csrf", "")
		}
		// An access token needs none, and is no cookie.
		_, token, err := c.accounts.IssueToken(t.Context(), c.leader.person, "平台")
		if err != nil {
			t.Fatal(err)
		}
		machine := c.client()
		machine.token = token
		machine.do("GET", "/session", nil).expect(200)
		machine.do("POST", "/messages/x/opened", nil).expect(204)
		c.client().do("GET", "/session", nil, "Cookie", "__Host-lianshen="+token).refused(401, "account.signed_out", "")
		for range 5 {
			bare.do("POST", "/session", api.SignIn{Name: c.second.name, Password: "wrong"}).refused(401, "account.wrong", "")
		}
		bare.do("POST", "/session", api.SignIn{Name: c.second.name, Password: password}).refused(429, "account.locked", "")
	})
}

// Bad requests get words, and leave no trace.
func TestMalformed(t *testing.T) {
	each(t, func(t *testing.T, c *city) {
		p := c.open()
		at := "/projects/" + p.ID
		before := must(c.head())(t)
		c.leader.do("PUT", at+"/deadline", api.Deadline{}).refused(428, "api.precondition", "If-Match")
		c.leader.do("PUT", at+"/deadline", api.Deadline{Date: day(t, "2027-01-29"), Source: "x", Reason: "y"}, "If-Match", `"7"`).refused(412, "workflow.version", "version")
		c.leader.do("PUT", at+"/deadline", api.Deadline{Date: day(t, "2027-01-29"), Source: "x", Reason: "y"}, "If-Match", `"abc"`).refused(412, "workflow.version", "If-Match")
		c.bureau.do("POST", "/persons", map[string]any{"name": "x", "admin": true}).refused(400, "api.malformed", "")
		c.bureau.do("POST", "/persons", map[string]any{"name": 7}).refused(400, "api.malformed", "")
		c.bureau.do("POST", "/persons", api.NewPerson{Name: " "}).refused(422, "input.empty", "name")
		c.bureau.do("POST", "/persons", api.NewPerson{Name: "x"}, "Content-Type", "text/plain").refused(415, "api.media_type", "")
		c.bureau.do("POST", "/persons", api.NewPerson{Name: strings.Repeat("长", 400_000)}).refused(413, "api.too_large", "")
		c.bureau.do("GET", "/messages?limit=1000", nil).refused(400, "api.malformed", "")
		c.bureau.do("GET", "/nothing", nil).refused(404, "api.no_route", "")
		c.enterprise.do("PUT", at+"/documents/letter", strings.NewReader(pdf)).refused(422, "document.slug", "slug")
		c.enterprise.do("PUT", at+"/documents/contract", strings.NewReader("")).refused(422, "file.empty", "")
		c.enterprise.do("PUT", at+"/documents/contract", strings.NewReader(pdf), "Content-Type", "image/png").refused(415, "api.media_type", "")
		large := append([]byte(pdf), make([]byte, 5<<20)...)
		c.enterprise.do("PUT", at+"/documents/contract", bytes.NewReader(large)).refused(413, "blob.too_large", "")
		for head, code := range map[string]string{
			"\x89PNG\r\n\x1a\n": "upload.picture", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "upload.office", "PK\x03\x04": "upload.archive",
			"<html>" + pdf: "upload.polyglot", "GIF89a" + pdf: "upload.polyglot", "MZ" + pdf: "upload.polyglot", "#!/bin/sh\n" + pdf: "upload.polyglot", "anything": "upload.not_pdf",
		} {
			c.enterprise.do("PUT", at+"/documents/contract", strings.NewReader(head)).refused(422, code, "file")
		}
		if after := must(c.head())(t); after != before {
			t.Errorf("%d events of what was refused", after-before)
		}
	})
}

func (c *city) head() (seq int64, err error) {
	err = c.store.View(c.t.Context(), func(r workflow.Reader) error {
		head, err := r.Head()
		seq = head.Seq
		return err
	})
	return seq, err
}

// A name of a file is a name, whatever stands in it.
func TestFileNames(t *testing.T) {
	each(t, func(t *testing.T, c *city) {
		p := c.open()
		for i, name := range []string{"..%2F..%2Fetc%2Fpasswd", "a%0d%0aSet-Cookie:x", "%E2%80%AEfdp.exe", strings.Repeat("%E9%95%BF", 300), "a%00b.pdf"} {
			res := c.enterprise.do("PUT", "/projects/"+p.ID+"/documents/contract?name="+name, strings.NewReader(pdf+fmt.Sprint(i)))
			var v workflow.Version
			if res.status == 201 {
				res.into(&v)
			}
			if res.status != 201 && res.status != 422 || strings.ContainsAny(v.Name, "/\r\n\x00") || res.header.Get("Set-Cookie") != "" {
				t.Errorf("%s: %d, %q", name, res.status, v.Name)
			}
		}
	})
}

// listens hears how it stands and what happens, each event as the contract has it.
func (c *client) listens(project string) {
	t := c.city.t
	t.Helper()
	c.city.live.Publish(live.Event{Project: project, Slug: "contract", Number: 1, State: live.Reading, Page: 1, Pages: 3, Early: []checker.Finding{{Code: "seal.owner"}}})
	req := must(http.NewRequestWithContext(t.Context(), http.MethodGet, c.city.url+"/api/v1/projects/"+project+"/events", nil))(t)
	for _, k := range c.jar.Cookies(secured(req)) {
		req.AddCookie(k)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if kind := res.Header.Get("Content-Type"); res.StatusCode != http.StatusOK || kind != "text/event-stream" {
		t.Fatalf("%d %s", res.StatusCode, kind)
	}
	op, _ := c.city.contract.find(req)
	c.city.contract.driven[op.OperationID] = true
	lines := bufio.NewScanner(res.Body)
	hear := func(state live.State) {
		t.Helper()
		for lines.Scan() {
			if name, ok := strings.CutPrefix(lines.Text(), "event: "); ok && name != string(state) {
				t.Errorf("event %s, want %s", name, state)
			}
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				c.city.contract.valid(t, "event", op.Responses["200"].Content["text/event-stream"], []byte(data))
				return
			}
		}
		t.Fatalf("the stream ended: %v", lines.Err())
	}
	hear(live.Reading)
	c.city.live.Publish(live.Event{Project: project, Number: 1, State: live.Judged})
	hear(live.Judged)
}

// What is left of a body is never taken for the next request of the connection.
func TestRestOfABody(t *testing.T) {
	each(t, func(t *testing.T, c *city) {
		p := c.open()
		smuggled := "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
		large := strings.Repeat("x", 9<<20) + smuggled
		chunked := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len("no pdf"), "no pdf")
		for name, tt := range map[string]struct {
			head, body string
			status     int
			next       bool // the connection goes on
		}{
			"small":   {fmt.Sprintf("Content-Length: %d", len(smuggled)), smuggled, 422, true},
			"chunked": {"Transfer-Encoding: chunked", chunked, 411, true}, // its end could be that of the line
			"large":   {fmt.Sprintf("Content-Length: %d", len(large)), large, 422, false},
		} {
			conn := must(net.Dial("tcp", strings.TrimPrefix(c.url, "http://")))(t)
			cookie := c.enterprise.jar.Cookies(&url.URL{Scheme: "https", Host: strings.TrimPrefix(c.url, "http://")})[0]
			go func() { // the server may hang up before it has taken all
				fmt.Fprintf(conn, "PUT /api/v1/projects/%s/documents/contract HTTP/1.1\r\nHost: x\r\nCookie: %s=%s\r\nX-CSRF-Token: %s\r\nContent-Type: application/pdf\r\n%s\r\n\r\n%s", p.ID, cookie.Name, cookie.Value, c.enterprise.csrf, tt.head, tt.body)
				fmt.Fprint(conn, "GET /api/v1/openapi.yaml HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
			}()
			r := bufio.NewReader(conn)
			status, _, closes := answered(t, r)
			if status != tt.status || closes == tt.next {
				t.Errorf("%s: %d, closes %v", name, status, closes)
			}
			if tt.next {
				if _, kind, _ := answered(t, r); kind != "application/yaml" {
					t.Errorf("%s: then %s", name, kind)
				}
			}
			conn.Close()
		}
	})
}

// answered reads the next answer on a line: its status, its type, and whether it is the last.
func answered(t *testing.T, r *bufio.Reader) (status int, kind string, closes bool) {
	t.Helper()
	res, err := http.ReadResponse(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header.Get("Content-Type"), res.Close
}

// network has the platform report data of a project, which become its first ones, once.
func (c *city) network(p *workflow.Project) {
	c.t.Helper()
	platform := c.person("监控平台", api.NewGrant{Role: "platform"})
	_, token, err := c.accounts.IssueToken(c.t.Context(), platform.person, "数据接收")
	if err != nil {
		c.t.Fatal(err)
	}
	machine := c.client()
	machine.token = token
	late := c.clock.Now().Add(time.Hour)
	machine.do("POST", "/first-data", api.FirstData{MN: mn, At: &late}).refused(422, "first_data.at", "at")
	machine.do("POST", "/first-data", api.FirstData{MN: "none"}).refused(404, "first_data.mn", "mn")
	c.bureau.do("POST", "/first-data", api.FirstData{MN: mn}).refused(403, "authz.denied", "")
	machine.do("GET", "/projects/"+p.ID, nil).refused(403, "authz.denied", "") // it reports, and reads nothing
	var first, later api.FirstDataNoted
	machine.do("POST", "/first-data", api.FirstData{MN: mn}).into(&first)
	now := c.clock.Now()
	c.clock.Advance(time.Minute)
	machine.do("POST", "/first-data", api.FirstData{MN: strings.ToLower(mn), At: &now}).into(&later)
	if first != later || first.Project != p.ID || first.State != "networked" || !first.FirstData.Equal(now) {
		c.t.Errorf("first %+v, later %+v", first, later)
	}
}

// mn is of the company's data logger.
const mn = "FBD511F6FFBB35C7BEE5CC94"
