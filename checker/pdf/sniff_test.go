package pdf

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"lianshen/internal/errs"
	"lianshen/testdata/hostile"
)

// TestIdentifySaysWhatItIs checks that a refusal names the real format in both languages.
func TestIdentifySaysWhatItIs(t *testing.T) {
	tests := map[string]struct {
		data   []byte
		zh, en string
	}{
		"JPEG":       {caseNamed("jpeg-renamed"), "JPEG", "JPEG"},
		"HTML":       {caseNamed("html-renamed"), "网页", "web page"},
		"ZIP":        {caseNamed("zip-renamed"), "ZIP", "ZIP"},
		"Word":       {caseNamed("docx-renamed"), "Word", "Word"},
		"OFD":        {caseNamed("ofd-renamed"), "OFD", "OFD"},
		"old Office": {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"), "旧版 Office", "old Office"},
		"RAR":        {[]byte("Rar!\x1a\x07\x00"), "RAR", "RAR"},
		"text":       {[]byte("just text"), "文本", "text"},
		"TIFF":       {[]byte("II*\x00\x08\x00\x00\x00"), "TIFF", "TIFF"},
		"unknown":    {[]byte{0, 1, 2, 3, 0xfe}, "未知", "unknown"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			err := errs.As(identify(tt.data))
			if !errors.Is(err, ErrNotPDF) {
				t.Fatalf("error %v, want %v", err, ErrNotPDF)
			}
			if !strings.Contains(err.Message.ZH, tt.zh) || !strings.Contains(err.Message.EN, tt.en) {
				t.Errorf("message %+v", err.Message)
			}
			if err.Remedy.ZH == "" || err.Remedy.EN == "" {
				t.Error("no way out is named")
			}
		})
	}
}

// TestIdentifyAcceptsEmbeddedArchive: a ZIP inside a PDF does not make it a ZIP.
func TestIdentifyAcceptsEmbeddedArchive(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	if _, err := w.Create("a.txt"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f := &hostile.File{}
	tree := f.Reserve()
	f.Pages(tree, f.Page(tree, a4, ""))
	f.Stream("/Type /EmbeddedFile", b.Bytes())
	if err := identify(f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R >>", tree))); err != nil {
		t.Errorf("refused: %v", err)
	}
}

// FuzzIdentify checks that every file is either taken for a PDF, which has its header, or
// refused with a typed error; and that what ZIP readers open is never taken.
func FuzzIdentify(f *testing.F) {
	for _, name := range []string{"jpeg-renamed", "docx-renamed", "polyglot-zip-after", "polyglot-zip-before", "uri"} {
		f.Add(caseNamed(name))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		err := identify(data)
		if err == nil && !bytes.Contains(head(data, headerWindow), []byte("%PDF-")) {
			t.Fatal("taken without a header")
		}
		if err != nil && !isTyped(err) {
			t.Fatalf("untyped error %v", err)
		}
		r, zipErr := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err == nil && zipErr == nil && len(r.File) > 0 && !bytes.Contains(data, []byte("PK\x06\x06")) {
			t.Fatal("a ZIP was taken")
		}
	})
}
