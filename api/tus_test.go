package api_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"lianshen/workflow"
	"lianshen/workflow/partial"
)

// sender sends a file in parts, as a client of tus does.
type sender struct {
	*client
	at string // of the upload, below /api/v1
}

func (c *client) tus(method, path string, body any, extra ...string) *result {
	c.city.t.Helper()
	return c.do(method, path, body, append([]string{"Tus-Resumable", "1.0.0"}, extra...)...)
}

func (c *client) begin(project, slug string, length int) *sender {
	c.city.t.Helper()
	r := c.tus("POST", "/projects/"+project+"/documents/"+slug+"/uploads", nil, "Upload-Length", fmt.Sprint(length),
		"Upload-Metadata", "filename "+base64.StdEncoding.EncodeToString([]byte("../合同.pdf"))+",filetype YQ==").expect(http.StatusCreated)
	return &sender{c, strings.TrimPrefix(r.header.Get("Location"), "/api/v1")}
}

func (s *sender) patch(offset int, part string, extra ...string) *result {
	s.city.t.Helper()
	return s.tus("PATCH", s.at, strings.NewReader(part), append([]string{"Content-Type", "application/offset+octet-stream", "Upload-Offset", fmt.Sprint(offset)}, extra...)...)
}

func (s *sender) offset(want int) {
	s.city.t.Helper()
	r := s.tus("HEAD", s.at, nil).expect(http.StatusOK)
	if got := r.header.Get("Upload-Offset"); got != fmt.Sprint(want) || r.header.Get("Cache-Control") != "no-store" || r.header.Get("Tus-Resumable") != "1.0.0" {
		s.city.t.Errorf("offset %s, want %d: %v", got, want, r.header)
	}
}

// The core protocol with creation, expiration and termination, statement by statement
// (https://tus.io/protocols/resumable-upload, 1.0.0).
func TestTus(t *testing.T) {
	each(t, func(t *testing.T, c *city) {
		p := c.open()
		options := c.client().do("OPTIONS", "/uploads", nil).expect(http.StatusNoContent)
		for name, want := range map[string]string{"Tus-Resumable": "1.0.0", "Tus-Version": "1.0.0", "Tus-Extension": "creation,expiration,termination", "Tus-Max-Size": fmt.Sprint(4 << 20)} {
			if got := options.header.Get(name); got != want {
				t.Errorf("OPTIONS: %s: %q, want %q", name, got, want)
			}
		}
		file := pdf + strings.Repeat("in parts ", 1000)
		s := c.enterprise.begin(p.ID, "contract", len(file))
		s.offset(0)
		r := s.patch(0, file[:10]).expect(http.StatusNoContent)
		if r.header.Get("Upload-Offset") != "10" {
			t.Errorf("%v", r.header)
		}
		if end, err := time.Parse(http.TimeFormat, r.header.Get("Upload-Expires")); err != nil || !end.Equal(c.clock.Now().Add(24*time.Hour)) {
			t.Errorf("%v, %v", end, err)
		}
		s.patch(0, file[:10]).refused(http.StatusConflict, "tus.offset", "Upload-Offset")
		s.patch(11, file[11:]).refused(http.StatusConflict, "tus.offset", "Upload-Offset")
		s.patch(10, file[10:]+"more").refused(http.StatusRequestEntityTooLarge, "tus.too_much", "")
		s.patch(10, file[10:], "Content-Type", "application/pdf").refused(http.StatusUnsupportedMediaType, "tus.media_type", "Content-Type")
		s.patch(10, file[10:], "Tus-Resumable", "0.2.2").refused(http.StatusPreconditionFailed, "tus.version", "Tus-Resumable")
		s.do("PATCH", s.at, strings.NewReader("x"), "Content-Type", "application/offset+octet-stream", "Upload-Offset", "10").refused(http.StatusPreconditionFailed, "tus.version", "Tus-Resumable")
		s.offset(10) // nothing of that was kept
		s.patch(10, file[10:5000]).expect(http.StatusNoContent)
		s.patch(5000, file[5000:]).expect(http.StatusNoContent)
		v := c.version(p.ID, "contract")
		if v.Number != 2 || v.Bytes != int64(len(file)) || v.Name != "合同.pdf" {
			t.Errorf("stored %+v", v)
		}
		s.tus("HEAD", s.at, nil).expect(http.StatusNotFound) // complete
		s.patch(len(file), "").refused(http.StatusNotFound, "tus.unknown", "")

		s = c.enterprise.begin(p.ID, "contract", len(file))
		s.patch(0, file[:10]).expect(http.StatusNoContent)
		s.tus("DELETE", s.at, nil).expect(http.StatusNoContent)
		s.tus("DELETE", s.at, nil).refused(http.StatusNotFound, "tus.unknown", "")
		if again := c.version(p.ID, "contract"); again.Number != 2 {
			t.Errorf("what was given up was stored: %+v", again)
		}
	})
}

func (c *city) version(project, slug string) workflow.Version {
	c.t.Helper()
	var d workflow.Dossier
	c.enterprise.do("GET", "/projects/"+project, nil).into(&d)
	for _, doc := range d.Documents {
		if doc.Slug == slug {
			return *doc.Current()
		}
	}
	return workflow.Version{}
}

// What is no business of the sender's, too large, or no PDF, is refused as early as can be.
func TestTusRefuses(t *testing.T) {
	each(t, func(t *testing.T, c *city) {
		p := c.open()
		at := "/projects/" + p.ID + "/documents/contract/uploads"
		c.enterprise.do("POST", at, nil, "Upload-Length", "10").refused(http.StatusPreconditionFailed, "tus.version", "Tus-Resumable")
		for _, length := range []string{"", "0", "-1", "x", "1e3", "99999999999999999999"} {
			c.enterprise.tus("POST", at, nil, "Upload-Length", length).refused(http.StatusUnprocessableEntity, "tus.length", "Upload-Length")
		}
		c.enterprise.tus("POST", at, nil, "Upload-Length", fmt.Sprint(4<<20+1)).refused(http.StatusRequestEntityTooLarge, "tus.too_large", "Upload-Length")
		c.enterprise.tus("POST", at, nil, "Upload-Length", "10", "Upload-Metadata", "filename ***").refused(http.StatusBadRequest, "api.malformed", "")
		c.enterprise.tus("POST", "/projects/"+p.ID+"/documents/letter/uploads", nil, "Upload-Length", "10").refused(http.StatusNotFound, "workflow.not_found", "")
		c.stranger.tus("POST", at, nil, "Upload-Length", "10").refused(http.StatusNotFound, "workflow.not_found", "")
		c.handler.tus("POST", at, nil, "Upload-Length", "10").refused(http.StatusForbidden, "authz.denied", "")

		// Only who began it goes on with it, of the same enterprise or not.
		s := c.enterprise.begin(p.ID, "contract", 100)
		theirs := &sender{c.stranger, s.at}
		theirs.patch(0, "x").refused(http.StatusNotFound, "tus.unknown", "")
		theirs.tus("DELETE", s.at, nil).refused(http.StatusNotFound, "tus.unknown", "")
		theirs.tus("HEAD", s.at, nil).expect(http.StatusNotFound)

		// What others are sending to the project counts.
		c.enterprise.begin(p.ID, "contract", 4<<20)
		c.enterprise.tus("POST", at, nil, "Upload-Length", fmt.Sprint(4<<20)).refused(http.StatusRequestEntityTooLarge, "tus.too_large", "Upload-Length")
		for range partial.Most - 2 {
			c.enterprise.begin(p.ID, "contract", 10)
		}
		c.enterprise.tus("POST", at, nil, "Upload-Length", "10").refused(http.StatusTooManyRequests, "tus.many", "")

		// A file that is no PDF is told at its end, and gone.
		s.patch(0, strings.Repeat("x", 100)).refused(http.StatusUnprocessableEntity, "upload.not_pdf", "file")
		s.tus("HEAD", s.at, nil).expect(http.StatusNotFound)

		// After a day all of them are void, and soon gone.
		void := c.enterprise.begin(p.ID, "contract", 10)
		c.clock.Set(c.clock.Now().Add(24 * time.Hour))
		c.again()
		void.patch(0, pdf).refused(http.StatusGone, "tus.gone", "")
		c.enterprise.begin(p.ID, "contract", 10)
		void.patch(0, pdf).refused(http.StatusNotFound, "tus.unknown", "")
	})
}

// A line that breaks keeps what has arrived, and the sender goes on from there.
func TestTusAfterABrokenLine(t *testing.T) {
	each(t, func(t *testing.T, c *city) {
		p := c.open()
		file := pdf + strings.Repeat("0123456789", 20_000)
		s := c.enterprise.begin(p.ID, "contract", len(file))
		req := must(http.NewRequest(http.MethodPatch, c.url+"/api/v1"+s.at, http.NoBody))(t)
		var head bytes.Buffer
		fmt.Fprintf(&head, "PATCH /api/v1%s HTTP/1.1\r\nHost: a\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nX-CSRF-Token: %s\r\nContent-Length: %d\r\n", s.at, s.csrf, len(file))
		for _, k := range s.jar.Cookies(secured(req)) {
			fmt.Fprintf(&head, "Cookie: %s=%s\r\n", k.Name, k.Value)
		}
		head.WriteString("\r\n" + file[:100_000])
		conn := must((&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(c.url, "http://")))(t).(*net.TCPConn)
		if _, err := conn.Write(head.Bytes()); err != nil {
			t.Fatal(err)
		}
		if err := conn.CloseWrite(); err != nil { // the sender is gone in the middle
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, conn); err != nil { // until the server has noticed
			t.Log(err)
		}
		conn.Close()
		s.offset(100_000)
		s.patch(100_000, file[100_000:]).expect(http.StatusNoContent)
		if v := c.version(p.ID, "contract"); v.Bytes != int64(len(file)) {
			t.Errorf("%+v", v)
		}
	})
}
