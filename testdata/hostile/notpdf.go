package hostile

import (
	"archive/zip"
	"bytes"
	"image"
	"image/jpeg"
)

// notPDF are files that are something else.
func notPDF() []Case {
	refuse := Outcome{Code: "file.not_pdf"}
	return []Case{
		{Name: "empty", Note: "no byte at all", Bytes: func() []byte { return nil }, Want: Outcome{Code: "file.empty"}},
		{Name: "jpeg-renamed", Note: "a photograph called .pdf", Bytes: photograph, Want: refuse},
		{Name: "html-renamed", Note: "a saved web page called .pdf", Bytes: webPage, Want: refuse},
		{Name: "zip-renamed", Note: "an archive called .pdf", Bytes: func() []byte { return archive("plan.txt") }, Want: refuse},
		{Name: "docx-renamed", Note: "a Word document called .pdf", Bytes: func() []byte { return archive("[Content_Types].xml", "word/document.xml") }, Want: refuse},
		{Name: "ofd-renamed", Note: "an OFD document called .pdf", Bytes: func() []byte { return archive("OFD.xml") }, Want: refuse},
		{Name: "polyglot-zip-after", Note: "a PDF that ZIP readers open too", Bytes: polyglotAfter, Want: Outcome{Code: "file.polyglot"}},
		{Name: "polyglot-zip-before", Note: "a ZIP whose first member is a PDF", Bytes: polyglotBefore, Want: Outcome{Code: "file.polyglot"}},
	}
}

func photograph() []byte {
	var b bytes.Buffer
	_ = jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, 64, 48)), nil)
	return b.Bytes()
}

func webPage() []byte {
	return []byte("<!DOCTYPE html>\n<html><head><title>验收报告</title></head><body>请登录</body></html>\n")
}

// archive returns a ZIP with members of these names.
func archive(names ...string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range names {
		f, _ := w.Create(name)
		_, _ = f.Write([]byte("data"))
	}
	_ = w.Close()
	return b.Bytes()
}

// polyglotAfter appends an archive. Its offsets are relative to where it starts, which ZIP
// readers forgive.
func polyglotAfter() []byte {
	return append(simple(""), archive("payload.exe")...)
}

// polyglotBefore stores a PDF, uncompressed, as first member of an archive.
func polyglotBefore() []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, _ := w.CreateHeader(&zip.FileHeader{Name: "a.pdf", Method: zip.Store})
	_, _ = f.Write(simple(""))
	_ = w.Close()
	return b.Bytes()
}
