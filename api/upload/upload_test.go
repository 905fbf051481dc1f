package upload

import (
	"errors"
	"io"
	"mime"
	"strings"
	"testing"
	"testing/iotest"
	"unicode"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

func TestName(t *testing.T) {
	for given, want := range map[string]string{
		"验收报告.pdf":                              "验收报告.pdf",
		"../../etc/passwd":                      "passwd",
		`C:\Users\x\合同 终稿.pdf`:                  "合同 终稿.pdf",
		"a\x00b.pdf":                            "ab.pdf",
		"a\r\nSet-Cookie: x":                    "aSet-Cookie_ x",
		"\u202efdp.exe":                         "fdp.exe",
		"合\u200b同\u2066.pdf":                    "合同.pdf",
		"\u00a0验收\u3000意见\t.pdf ":               "验收 意见.pdf",
		`"x"<y>|z?*:.pdf`:                       "_x__y__z___.pdf",
		"..":                                    "未命名.pdf",
		"":                                      "未命名.pdf",
		"/":                                     "未命名.pdf",
		"\xff\xfe.pdf":                          "pdf",
		strings.Repeat("长", 300) + ".pdf":       strings.Repeat("长", 76) + ".pdf",
		strings.Repeat("a", 90) + ".abcdefghij": strings.Repeat("a", 80),
		"CON .pdf.":                             "CON .pdf",
	} {
		got := Name(given)
		if got != want {
			t.Errorf("%q is named %q, want %q", given, got, want)
		}
		if Name(got) != got {
			t.Errorf("%q is named anew: %q", got, Name(got))
		}
	}
}

func FuzzName(f *testing.F) {
	f.Add("../\u202e\x00合同.pdf")
	f.Fuzz(func(t *testing.T, given string) {
		got := Name(given)
		bad := func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '/' || r == '\\' }
		if got == "" || !utf8.ValidString(got) || strings.ContainsFunc(got, bad) || len([]rune(got)) > longestName || got != Name(got) {
			t.Errorf("%q is named %q", given, got)
		}
	})
}

// What a browser is told to save is saved under the name, and nothing of the name becomes a header.
func TestAttach(t *testing.T) {
	app := fiber.New()
	for name, want := range map[string]string{
		"验收报告 (终).pdf":        "验收报告 (终).pdf",
		`a"; filename="b.exe`: "a_; filename=_b.exe",
		"100%.pdf":            "100%.pdf",
		"a\r\nX-Evil: 1":      "aX-Evil_ 1",
	} {
		f := app.AcquireCtx(&fasthttp.RequestCtx{})
		Attach(f, name)
		header := string(f.Response().Header.Peek("Content-Disposition"))
		kind, params, err := mime.ParseMediaType(header)
		if err != nil || kind != "attachment" || params["filename"] != want {
			t.Errorf("%s: %v %v, want %q", header, params, err, want)
		}
		if got := string(f.Response().Header.Peek("Content-Type")); got != "application/octet-stream" || len(f.Response().Header.Peek("X-Evil")) > 0 {
			t.Errorf("%q: %s", name, got)
		}
		app.ReleaseCtx(f)
	}
}

func TestPDF(t *testing.T) {
	long := strings.Repeat("x", 3<<20)
	for head, want := range map[string]error{
		"%PDF-1.7\n":                        nil,
		"\n%PDF-1.4\n":                      nil,
		"HP scanner\n%PDF-1.4\n":            nil,
		"\xff\xd8\xff\xe0JFIF":              ErrPicture,
		"\x89PNG\r\n\x1a\n":                 ErrPicture,
		"II*\x00":                           ErrPicture,
		"\x00\x00\x00\x18ftypheic":          ErrPicture,
		"PK\x03\x04....[Content_Types].xml": ErrOffice,
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":  ErrOffice,
		"PK\x03\x04....a.txt":               ErrArchive,
		"Rar!\x1a\x07":                      ErrArchive,
		"MZ\x90\x00":                        ErrNotPDF,
		"<!doctype html>":                   ErrNotPDF,
		"hello":                             ErrNotPDF,
		"<html><script>x</script>%PDF-1.7":  ErrPolyglot,
		"GIF89a\x01\x00%PDF-1.7":            ErrPolyglot,
		"PK\x03\x04....%PDF-1.7":            ErrPolyglot,
		"\xff\xd8\xff\xe0..%PDF-1.7":        ErrPolyglot,
		"MZ%PDF-1.7":                        ErrPolyglot,
		"#!/bin/sh\n%PDF-1.7":               ErrPolyglot,
		strings.Repeat(" ", 2000) + "%PDF-": ErrNotPDF,
	} {
		sent := &counted{r: iotest.HalfReader(strings.NewReader(head + long))}
		r, err := PDF(sent)
		if !errors.Is(err, want) {
			t.Errorf("%.20q: %v, want %v", head, err, want)
		}
		if sent.n > 64<<10 {
			t.Errorf("%.20q: %d bytes were read to tell", head, sent.n)
		}
		if err == nil {
			if all, err := io.ReadAll(r); err != nil || string(all) != head+long {
				t.Errorf("%.20q: %d bytes, %v", head, len(all), err)
			}
		}
	}
	if _, err := PDF(strings.NewReader("")); err != nil {
		t.Errorf("an empty file: %v", err)
	}
	if _, err := PDF(iotest.ErrReader(io.ErrUnexpectedEOF)); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a broken line: %v", err)
	}
}

type counted struct {
	r io.Reader
	n int
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += n
	return n, err
}
