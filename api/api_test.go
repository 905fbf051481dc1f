package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"lianshen/api"
	"lianshen/api/access"
	"lianshen/api/live"
	"lianshen/api/pack"
	"lianshen/checker"
	"lianshen/checker/output"
	"lianshen/internal/clock"
	"lianshen/internal/dev/pgtest"
	"lianshen/policies/authz"
	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/account"
	"lianshen/workflow/blob"
	"lianshen/workflow/calendar"
	"lianshen/workflow/once"
	"lianshen/workflow/partial"
	"lianshen/workflow/store"
	"lianshen/workflow/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

const password = "纸船 顺着 河水 漂走 plus 7"

// city is a server with people and an enterprise.
type city struct {
	t        testing.TB
	url      string
	clock    *clock.Fake
	store    *store.Store
	uploads  *partial.Folder
	workflow *workflow.Service
	files    *blob.Store
	accounts *account.Service
	notice   *notice.Notice
	contract *contract
	findings []checker.Finding // what the rules will say
	live     *live.Hub

	bureau, enterprise, handler, second, leader, stranger *client
	company                                               workflow.Enterprise
}

func newCity(t *testing.T, s *store.Store) *city {
	t.Helper()
	c := &city{t: t, store: s, clock: clock.NewFake(time.Date(2026, 11, 2, 9, 0, 0, 0, clock.Shanghai)), contract: loadContract(t)}
	c.notice = must(notice.Default())(t)
	c.files = must(blob.OpenFolder(t.Context(), t.TempDir()))(t)
	t.Cleanup(func() { c.files.Close() })
	c.workflow = workflow.New(workflow.Config{
		Store: s, Clock: c.clock, Notice: c.notice, Calendar: must(calendar.Default())(t), Files: c.files,
		Readings: calendar.Readings{Receipt: calendar.ReceiptA, Submission: calendar.Lenient, Networking: calendar.Lenient},
		Towns:    must(workflow.DefaultTowns())(t), Limits: workflow.Limits{Document: 4 << 20, Project: 8 << 20},
	})
	c.accounts = must(account.New(s.Accounts(), c.clock))(t)
	c.serve()
	c.people()
	return c
}

func (c *city) serve() {
	c.t.Helper()
	c.live = live.New(live.Config{})
	c.uploads = must(partial.Open(c.t.TempDir(), c.clock))(c.t)
	gate := access.New(must(authz.New(c.t.Context()))(c.t), c.accounts, c.workflow)
	quiet := slog.New(slog.DiscardHandler)
	server := api.New(api.Config{
		Gate: gate, Uploads: c.uploads, Once: once.New(c.store.Once(), c.clock), Live: c.live, Workflow: c.workflow, Accounts: c.accounts, Judge: c.judge, Report: c.report, Notice: c.noticePage, Log: quiet,
		Packer: &pack.Packer{Workflow: c.workflow, Clock: c.clock, Report: c.report, Log: quiet, Open: func(ctx context.Context, digest string) (io.ReadCloser, error) {
			return c.files.Open(ctx, digest)
		}},
	})
	l := must(net.Listen("tcp", "127.0.0.1:0"))(c.t)
	c.url = "http://" + l.Addr().String()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- server.Serve(ctx, l) }()
	c.t.Cleanup(func() {
		c.live.Close()
		stop()
		if err := <-done; err != nil {
			c.t.Error(err)
		}
	})
}

// judge stands for the rules.
func (c *city) judge(ctx context.Context, project string) (*workflow.Judgement, error) {
	d, err := c.workflow.Dossier(ctx, project)
	if err != nil {
		return nil, err
	}
	facts, _, err := c.workflow.KeepJudgement(ctx, &checker.Input{}, &checker.Report{})
	j := &workflow.Judgement{
		Report: &checker.Report{Schema: checker.ReportSchema, PolicyRevision: "sha256:rules", Findings: c.findings, Verdict: checker.VerdictOf(c.findings)},
		Facts:  facts, Documents: workflow.CurrentVersions(d.Documents),
	}
	return j, err
}

// report stands for what is stored.
func (c *city) report(ctx context.Context, project string) (*checker.Report, error) {
	report := &checker.Report{
		Schema: checker.ReportSchema, PolicyRevision: "sha256:rules", EvaluatedAt: c.clock.Now(), Findings: c.findings,
		Verdict: checker.VerdictOf(c.findings), Passed: []string{}, NotApplicable: []string{},
	}
	return c.workflow.Contested(ctx, project, report)
}

// noticePage stands for the notice of all corrections.
func (c *city) noticePage(ctx context.Context, w io.Writer, project, lang string) error {
	report, err := c.report(ctx, project)
	if err != nil {
		return err
	}
	return output.WriteNotice(w, &output.Report{Report: report, Lang: lang})
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// people registers everyone through the API itself, from the first administrator on.
func (c *city) people() {
	c.t.Helper()
	ctx := context.Background()
	admin := must(c.workflow.FoundAdministrator(ctx, "市局管理员", "test"))(c.t)
	c.bureau = c.login(admin.ID, "bureau")
	c.bureau.do("POST", "/enterprises", api.NewEnterprise{Name: "东莞一厂", Town: "南城街道", Outlets: []workflow.Outlet{{Code: "DW001", Medium: "water"}}}).into(&c.company)
	other := workflow.Enterprise{}
	c.bureau.do("POST", "/enterprises", api.NewEnterprise{Name: "东莞二厂", Town: "虎门镇"}).into(&other)
	c.enterprise = c.person("厂方", api.NewGrant{Role: "enterprise", Enterprise: c.company.ID})
	c.handler = c.person("经办甲", api.NewGrant{Role: "handler", Post: "A", Branch: c.company.Branch})
	c.second = c.person("经办乙", api.NewGrant{Role: "handler", Post: "B", Branch: c.company.Branch})
	c.leader = c.person("分局领导", api.NewGrant{Role: "leader", Branch: c.company.Branch})
	c.stranger = c.person("外人", api.NewGrant{Role: "enterprise", Enterprise: other.ID})
}

func (c *city) person(name string, g api.NewGrant) *client {
	c.t.Helper()
	var p workflow.Person
	c.bureau.do("POST", "/persons", api.NewPerson{Name: name}).into(&p)
	g.Person = p.ID
	c.bureau.do("POST", "/grants", g).expect(201)
	return c.login(p.ID, fmt.Sprintf("user%s", p.ID[len(p.ID)-6:]))
}

// login gives a person a password and signs in with it.
func (c *city) login(person, name string) *client {
	c.t.Helper()
	if err := c.accounts.SetLogin(context.Background(), person, name, password); err != nil {
		c.t.Fatal(err)
	}
	out := c.client()
	out.name, out.person = name, person
	var me api.Me
	out.do("POST", "/session", api.SignIn{Name: name, Password: password}).into(&me)
	out.csrf = me.CSRF
	return out
}

// client is somebody's browser.
type client struct {
	city               *city
	jar                http.CookieJar
	name, person, csrf string
	token              string
}

func (c *city) client() *client { return &client{city: c, jar: must(cookiejar.New(nil))(c.t)} }

// result is an answer.
type result struct {
	t      testing.TB
	what   string
	status int
	header http.Header
	raw    []byte
}

// do sends a request and holds request and answer against the contract. extra are headers, by
// turns name and value.
func (c *client) do(method, path string, body any, extra ...string) *result {
	c.city.t.Helper()
	var sent io.Reader
	kind := ""
	switch b := body.(type) {
	case nil:
	case io.Reader:
		sent, kind = b, "application/pdf"
	default:
		sent, kind = bytes.NewReader(must(json.Marshal(b))(c.city.t)), "application/json"
	}
	req := must(http.NewRequest(method, c.city.url+"/api/v1"+path, sent))(c.city.t)
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	if c.csrf != "" {
		req.Header.Set("X-CSRF-Token", c.csrf)
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	for i := 0; i+1 < len(extra); i += 2 {
		req.Header.Set(extra[i], extra[i+1])
	}
	return c.send(req, body)
}

func (c *client) send(req *http.Request, body any) *result {
	t := c.city.t
	t.Helper()
	for _, k := range c.jar.Cookies(secured(req)) {
		req.AddCookie(k)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	c.jar.SetCookies(secured(req), res.Cookies())
	out := &result{t: t, what: req.Method + " " + req.URL.Path, status: res.StatusCode, header: res.Header, raw: must(io.ReadAll(res.Body))(t)}
	c.city.contract.check(t, req, body, out)
	return out
}

// secured is the address as a browser takes 127.0.0.1: safe enough for a cookie that is.
func secured(req *http.Request) *url.URL {
	u := *req.URL
	u.Scheme = "https"
	return &u
}

func (r *result) expect(status int) *result {
	r.t.Helper()
	if r.status != status {
		r.t.Fatalf("%s: %d, want %d: %s", r.what, r.status, status, r.raw)
	}
	return r
}

// into reads a good answer.
func (r *result) into(v any) *result {
	r.t.Helper()
	if r.status >= 300 {
		r.t.Fatalf("%s: %d: %s", r.what, r.status, r.raw)
	}
	if err := json.Unmarshal(r.raw, v); err != nil {
		r.t.Fatalf("%s: %v: %s", r.what, err, r.raw)
	}
	return r
}

// refused checks a problem: status, code, field, words.
func (r *result) refused(status int, code, field string) {
	r.t.Helper()
	var p api.Problem
	err := json.Unmarshal(r.raw, &p)
	if err != nil || r.status != status || p.Status != status || p.Code != code || p.Field != field || p.Message.ZH == "" || p.Remedy.EN == "" || p.Request == "" {
		r.t.Errorf("%s: %d %s, want %d %s on %q", r.what, r.status, r.raw, status, code, field)
	}
	if kind := r.header.Get("Content-Type"); kind != "application/problem+json" {
		r.t.Errorf("%s: %s", r.what, kind)
	}
}

// contract holds requests and answers against openapi.yaml, and notes what was driven.
type contract struct {
	paths   map[string]map[string]operation
	schemas *jsonschema.Compiler
	driven  map[string]bool
}

type operation struct {
	OperationID string `json:"operationId"`
	// Security is empty for what is open, and absent where the contract's own counts.
	Security    *[]any `json:"security"`
	RequestBody *struct {
		Content map[string]media `json:"content"`
	} `json:"requestBody"`
	Responses map[string]struct {
		Content map[string]media `json:"content"`
	} `json:"responses"`
}

func (o operation) open() bool { return o.Security != nil && len(*o.Security) == 0 }

type media struct {
	Schema any `json:"schema"`
}

func loadContract(t testing.TB) *contract {
	t.Helper()
	raw := must(yaml.YAMLToJSON(must(os.ReadFile("openapi.yaml"))(t)))(t)
	c := &contract{schemas: jsonschema.NewCompiler(), driven: map[string]bool{}}
	var doc struct {
		Paths map[string]map[string]operation `json:"paths"`
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	c.paths = doc.Paths
	whole := must(jsonschema.UnmarshalJSON(bytes.NewReader(raw)))(t)
	if err := c.schemas.AddResource("openapi.json", whole); err != nil {
		t.Fatal(err)
	}
	return c
}

// find is the operation of a request; the zero one when the contract has none.
func (c *contract) find(req *http.Request) (operation, bool) {
	for path, ops := range c.paths {
		op, ok := ops[strings.ToLower(req.Method)]
		if ok && matches(path, req.URL.Path) {
			return op, true
		}
	}
	return operation{}, false
}

func matches(pattern, path string) bool {
	want, got := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return false
	}
	for i := range want {
		if want[i] != got[i] && !strings.HasPrefix(want[i], "{") {
			return false
		}
	}
	return true
}

func (c *contract) check(t testing.TB, req *http.Request, body any, r *result) {
	t.Helper()
	op, ok := c.find(req)
	if !ok {
		return
	}
	if r.status < 300 {
		c.driven[op.OperationID] = true
		if _, isFile := body.(io.Reader); body != nil && !isFile {
			c.valid(t, op.OperationID+" request", op.RequestBody.Content["application/json"], must(json.Marshal(body))(t))
		}
	}
	answer, ok := op.Responses[fmt.Sprint(r.status)]
	if !ok {
		answer, ok = op.Responses["default"]
	}
	if !ok || (r.status < 300 && op.Responses[fmt.Sprint(r.status)].Content == nil) != (len(r.raw) == 0) && req.Method != http.MethodHead {
		t.Errorf("%s: the contract has no such answer: %d %s", r.what, r.status, r.raw)
		return
	}
	kind, _, _ := strings.Cut(r.header.Get("Content-Type"), ";")
	if len(r.raw) > 0 && kind != "text/html" && kind != "application/zip" {
		c.valid(t, r.what, answer.Content[kind], r.raw)
	}
}

// valid holds JSON against a schema of the contract.
func (c *contract) valid(t testing.TB, what string, m media, raw []byte) {
	t.Helper()
	schema, ok := m.Schema.(map[string]any)
	if !ok {
		t.Errorf("%s: the contract has no schema for %s", what, raw)
		return
	}
	list := schema["type"] == "array"
	if list {
		schema = schema["items"].(map[string]any)
	}
	s, err := c.schemas.Compile("openapi.json" + schema["$ref"].(string))
	if err != nil {
		t.Fatal(err)
	}
	v := must(jsonschema.UnmarshalJSON(bytes.NewReader(raw)))(t)
	all := []any{v}
	if list {
		all = v.([]any)
	}
	for _, v := range all {
		if err := s.Validate(v); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func each(t *testing.T, test func(*testing.T, *city)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) { test(t, newCity(t, s)) })
}
