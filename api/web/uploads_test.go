package web_test

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"lianshen/api/web/webtest"
	"lianshen/checker/malware"
	"lianshen/workflow"
)

// sender is somebody's browser without scripts.
type sender struct {
	*webtest.City
	t            *testing.T
	project      string
	cookie, csrf string
}

func newSender(t *testing.T) *sender {
	t.Helper()
	c, project := documentCity(t)
	s := &sender{City: c, t: t, project: "/projects/" + project.ID}
	s.cookie, s.csrf = c.Session(c.Enterprise.Person)
	return s
}

var direct = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// reply is an answer, but for its body.
type reply struct {
	StatusCode    int
	Header        http.Header
	ContentLength int64
}

// ask sends a request; extra are headers, by turns name and value.
func (s *sender) ask(method, path string, body io.Reader, extra ...string) (reply, string) {
	s.t.Helper()
	req := webtest.Must(http.NewRequestWithContext(s.t.Context(), method, s.URL+path, body))(s.t)
	req.Header.Set("Cookie", "__Host-lianshen="+s.cookie)
	for i := 0; i+1 < len(extra); i += 2 {
		req.Header.Set(extra[i], extra[i+1])
	}
	res, err := direct.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	return reply{res.StatusCode, res.Header, res.ContentLength}, string(webtest.Must(io.ReadAll(res.Body))(s.t))
}

// form is one with a file; fields are name and value by turns, before it.
func form(t testing.TB, file, name string, fields ...string) (io.Reader, string) {
	t.Helper()
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	for i := 0; i+1 < len(fields); i += 2 {
		if err := w.WriteField(fields[i], fields[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if name != "" {
		part := webtest.Must(w.CreateFormFile("file", name))(t)
		if _, err := io.WriteString(part, file); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return &out, w.FormDataContentType()
}

func (s *sender) post(path, file, name string, fields ...string) (reply, string) {
	s.t.Helper()
	body, kind := form(s.t, file, name, append([]string{"csrf", s.csrf}, fields...)...)
	return s.ask("POST", s.project+path, body, "Content-Type", kind)
}

func (s *sender) documents() map[string]workflow.Document {
	s.t.Helper()
	d := webtest.Must(s.Workflow.Dossier(s.t.Context(), strings.TrimPrefix(s.project, "/projects/")))(s.t)
	out := map[string]workflow.Document{}
	for _, doc := range d.Documents {
		out[doc.Slug] = doc
	}
	return out
}

const sound = "%PDF-1.7 "

// Without any script a file is taken by a form, into one slot or two, and is given back as it
// came, to be saved.
func TestUploadForm(t *testing.T) {
	s := newSender(t)
	res, body := s.post("/documents/contractor-info", sound, "施工单位信息.pdf", "also", "contractor-personnel")
	if res.StatusCode != http.StatusSeeOther || !strings.HasSuffix(res.Header.Get("Location"), "/documents/contractor-info?done=uploaded") {
		t.Fatalf("%d %s %s", res.StatusCode, res.Header, body)
	}
	docs := s.documents()
	if len(docs) != 2 || docs["contractor-personnel"].Versions[0].Name != "施工单位信息.pdf" {
		t.Errorf("%+v", docs)
	}
	if res, body := s.ask("GET", s.project+"/documents/contractor-info", nil); res.StatusCode != http.StatusOK || !strings.Contains(body, "已上传，等待读取") {
		t.Errorf("%d %s", res.StatusCode, body)
	}
	res, body = s.ask("GET", s.project+"/documents/contractor-info/file?v=1", nil)
	kind, params, err := mime.ParseMediaType(res.Header.Get("Content-Disposition"))
	if err != nil || kind != "attachment" || params["filename"] != "施工单位信息.pdf" || body != sound || res.ContentLength != int64(len(sound)) {
		t.Errorf("%s %q, %v", res.Header, body, err)
	}
	if res.Header.Get("Content-Type") != "application/octet-stream" || res.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%s", res.Header)
	}
	for _, path := range []string{"/documents/contractor-info/file?v=2", "/documents/contractor-info/file?v=x", "/documents/contract/file", "/documents/none", "/documents/contract?v=1", "/documents/contractor-info?v=-1", "/documents/contractor-info/pages/0", "/documents/contractor-info/pages/501"} {
		if res, _ := s.ask("GET", s.project+path, nil); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
	// By the page of uploads: by its name, or as it is said.
	if res, body := s.post("/upload", sound+"x", "一厂合同.pdf"); res.StatusCode != http.StatusSeeOther || !strings.Contains(res.Header.Get("Location"), "/documents/contract?") {
		t.Errorf("%d %s", res.StatusCode, body)
	}
	if res, body := s.post("/upload", sound+"y", "scan.pdf", "slug", "construction-plan"); res.StatusCode != http.StatusSeeOther || len(s.documents()) != 4 {
		t.Errorf("%d %s", res.StatusCode, body)
	}
}

// A picture of a page is kept by the browser of who may see it, and asked for again with its tag.
func TestPicture(t *testing.T) {
	s := newSender(t)
	s.post("/documents/contract", sound, "a.pdf")
	at := s.project + "/documents/contract/pages/1"
	res, body := s.ask("GET", at+"?v=1", nil)
	tag := res.Header.Get("ETag")
	if res.StatusCode != http.StatusOK || body != string(s.Picture) || res.Header.Get("Cache-Control") != "private, max-age=31536000, immutable" || tag == "" {
		t.Errorf("%d %s", res.StatusCode, res.Header)
	}
	if res, body := s.ask("GET", at+"?v=1", nil, "If-None-Match", tag); res.StatusCode != http.StatusNotModified || body != "" {
		t.Errorf("%d %s", res.StatusCode, res.Header)
	}
	if res, _ := s.ask("GET", at, nil); res.Header.Get("Cache-Control") != "private, no-cache" {
		t.Errorf("of whatever is current: %s", res.Header)
	}
	s.cookie, _ = s.Session(s.Stranger.Person)
	if res, _ := s.ask("GET", at+"?v=1", nil, "If-None-Match", tag); res.StatusCode != http.StatusNotFound || strings.Contains(res.Header.Get("Cache-Control"), "immutable") {
		t.Errorf("to a stranger: %d %s", res.StatusCode, res.Header)
	}
}

// What is refused says why, on the page where it was sent from, and leaves no trace.
func TestUploadRefused(t *testing.T) {
	s := newSender(t)
	large := sound + strings.Repeat("x", 5<<20)
	for what, tt := range map[string]struct {
		path, file, name string
		fields           []string
		status           int
		words            string
	}{
		"a picture":           {"/documents/contract", "\xff\xd8\xff\xe0", "a.pdf", nil, 422, "把图片排成PDF"},
		"a Word document":     {"/documents/contract", "PK\x03\x04 [Content_Types].xml", "a.pdf", nil, 422, "导出为PDF"},
		"a page and a PDF":    {"/documents/contract", "<html>%PDF-1.7", "a.pdf", nil, 422, "文件同时是另一种格式"},
		"a program and a PDF": {"/documents/contract", "MZ%PDF-1.7", "a.pdf", nil, 422, "文件同时是另一种格式"},
		"nothing":             {"/documents/contract", "", "a.pdf", nil, 422, "文件是空的"},
		"no file":             {"/documents/contract", "", "", nil, 422, "没有选择文件"},
		"too large":           {"/documents/contract", large, "a.pdf", nil, 413, "4 MB"},
		"two that are apart":  {"/documents/contract", sound, "a.pdf", []string{"also", "acceptance-report"}, 422, "不能共用一个文件"},
		"no such slot":        {"/documents/letter", sound, "a.pdf", nil, 404, ""},
		"another's slot":      {"/documents/contract", sound, "a.pdf", []string{"also", "letter"}, 422, "不能共用一个文件"},
		"an endless field":    {"/documents/contract", sound, "a.pdf", []string{"also", strings.Repeat("x", 5000)}, 400, ""},
		"a name of no kind":   {"/upload", sound, "scan.pdf", nil, 422, "无法从文件名判断材料种类"},
	} {
		res, body := s.post(tt.path, tt.file, tt.name, tt.fields...)
		if res.StatusCode != tt.status || !strings.Contains(body, tt.words) {
			t.Errorf("%s: %d, want %d with %s\n%s", what, res.StatusCode, tt.status, tt.words, body)
		}
		if docs := s.documents(); len(docs) != 0 {
			t.Fatalf("%s: %+v", what, docs)
		}
	}
	for what, fields := range map[string][]string{"no token": nil, "a wrong token": {"csrf", "x"}, "the token after another field": {"also", "", "csrf", s.csrf}} {
		body, kind := form(t, sound, "a.pdf", fields...)
		if res, _ := s.ask("POST", s.project+"/documents/contract", body, "Content-Type", kind); res.StatusCode != http.StatusForbidden || len(s.documents()) != 0 {
			t.Errorf("%s: %d", what, res.StatusCode)
		}
	}
	if res, _ := s.ask("PUT", s.project+"/documents/contract?name=a.pdf", strings.NewReader(sound), "Content-Type", "application/pdf"); res.StatusCode != http.StatusForbidden {
		t.Errorf("a file without a token: %d", res.StatusCode)
	}

	// The quota of the project: the third file of 3 MB is one too many.
	for i := range 3 {
		res, body := s.ask("PUT", s.project+"/documents/contract?name=a.pdf", strings.NewReader(sound+strings.Repeat(fmt.Sprint(i), 3<<20)), "Content-Type", "application/pdf", "X-CSRF-Token", s.csrf)
		if want := map[bool]int{true: 201, false: 413}[i < 2]; res.StatusCode != want || i == 2 && !strings.Contains(body, "项目材料合计超过上限") {
			t.Errorf("file %d: %d %s", i, res.StatusCode, body)
		}
	}
}

// A version in which malware was found is shown with its reason, and neither given out nor shown as
// pictures; the one before it is.
func TestMalwareIsNotGivenOut(t *testing.T) {
	s := newSender(t)
	for _, text := range []string{"1", "2"} {
		if res, body := s.post("/documents/contract", sound+text, "合同.pdf"); res.StatusCode != http.StatusSeeOther {
			t.Fatalf("%d %s", res.StatusCode, body)
		}
	}
	at := workflow.InspectArgs{Project: strings.TrimPrefix(s.project, "/projects/"), Slug: "contract", Number: 2}
	if err := s.Workflow.RecordFacts(t.Context(), "test", at, workflow.Inspected{Failure: malware.CodeFound, Message: "文件含有恶意程序（Win.Test）"}); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]int{"/file": 422, "/file?v=2": 422, "/pages/1": 422, "/file?v=1": 200} {
		res, body := s.ask("GET", s.project+"/documents/contract"+path, nil)
		if res.StatusCode != want || strings.Contains(body, sound+"2") || want == 422 && !strings.Contains(body, "不予打开和下载") {
			t.Errorf("%s: %d, want %d: %.300s", path, res.StatusCode, want, body)
		}
	}
	if res, body := s.ask("GET", s.project+"/documents/contract", nil); res.StatusCode != http.StatusOK || !strings.Contains(body, "文件含有恶意程序（Win.Test）") {
		t.Errorf("%d, the page does not say why", res.StatusCode)
	}
}

// A name is what is shown and saved under, whatever a stranger writes into it.
func TestUploadNames(t *testing.T) {
	s := newSender(t)
	for i, name := range []string{"../../../etc/passwd", "a\x00b.pdf", "\u202efdp.exe", strings.Repeat("长", 300) + ".pdf", "\"><script>alert(1)</script>.pdf", "a\r\nSet-Cookie: x=y"} {
		path := s.project + "/documents/contract?name=" + url.QueryEscape(name)
		res, body := s.ask("PUT", path, strings.NewReader(sound+fmt.Sprint(i)), "Content-Type", "application/pdf", "X-CSRF-Token", s.csrf)
		if res.StatusCode != http.StatusCreated || res.Header.Get("Set-Cookie") != "" {
			t.Fatalf("%q: %d %s", name, res.StatusCode, body)
		}
		contract := s.documents()["contract"]
		kept := contract.Current().Name
		if strings.ContainsAny(kept, "/\\\x00\r\n\"<>\u202e") || len([]rune(kept)) > 80 {
			t.Errorf("%q is kept as %q", name, kept)
		}
		res, _ = s.ask("GET", s.project+"/documents/contract/file", nil)
		if _, params, err := mime.ParseMediaType(res.Header.Get("Content-Disposition")); err != nil || params["filename"] != kept {
			t.Errorf("%q is saved as %q, %v", name, params, err)
		}
		if _, body := s.ask("GET", s.project+"/documents/contract", nil); strings.Contains(body, "<script>alert") {
			t.Errorf("%q is run", name)
		}
	}
}

// A line that is cut leaves nothing behind, whether a form or a file was on it; the next one is
// taken as if it were the first.
func TestUploadCut(t *testing.T) {
	s := newSender(t)
	form, kind := form(t, sound+strings.Repeat("x", 3<<20), "a.pdf", "csrf", s.csrf)
	whole := string(webtest.Must(io.ReadAll(form))(t))
	for what, request := range map[string]string{
		"a form":           "POST " + s.project + "/documents/contract HTTP/1.1\r\nHost: x\r\nCookie: __Host-lianshen=" + s.cookie + "\r\nContent-Type: " + kind + "\r\nContent-Length: " + fmt.Sprint(len(whole)) + "\r\n\r\n" + whole[:len(whole)/2],
		"a file":           "PUT " + s.project + "/documents/contract?name=a.pdf HTTP/1.1\r\nHost: x\r\nCookie: __Host-lianshen=" + s.cookie + "\r\nX-CSRF-Token: " + s.csrf + "\r\nContent-Type: application/pdf\r\nContent-Length: 1000000\r\n\r\n" + sound + "half",
		"a file in chunks": "PUT " + s.project + "/documents/contract?name=a.pdf HTTP/1.1\r\nHost: x\r\nCookie: __Host-lianshen=" + s.cookie + "\r\nX-CSRF-Token: " + s.csrf + "\r\nContent-Type: application/pdf\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n" + sound + "\r\n",
		"a large file":     "PUT " + s.project + "/documents/contract?name=a.pdf HTTP/1.1\r\nHost: x\r\nCookie: __Host-lianshen=" + s.cookie + "\r\nX-CSRF-Token: " + s.csrf + "\r\nContent-Type: application/pdf\r\nContent-Length: 3000000\r\n\r\n" + sound + strings.Repeat("x", 2<<20),
	} {
		conn := webtest.Must(net.Dial("tcp", strings.TrimPrefix(s.URL, "http://")))(t)
		if _, err := io.WriteString(conn, request); err != nil {
			t.Fatal(err)
		}
		if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
			t.Fatal(err)
		}
		answer, err := io.ReadAll(conn) // until the server has given up
		if err != nil || strings.HasPrefix(string(answer), "HTTP/1.1 2") || strings.HasPrefix(string(answer), "HTTP/1.1 303") {
			t.Errorf("%s: %s, %v", what, answer, err)
		}
		conn.Close()
		if docs := s.documents(); len(docs) != 0 {
			t.Errorf("%s: %+v", what, docs)
		}
	}
	for o, err := range s.Files.List(t.Context()) {
		if err != nil || o.Digest != "" {
			t.Errorf("left behind: %+v, %v", o, err)
		}
	}
	if res, _ := s.post("/documents/contract", sound, "a.pdf"); res.StatusCode != http.StatusSeeOther {
		t.Errorf("the next one: %d", res.StatusCode)
	}
}
