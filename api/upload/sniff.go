package upload

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"strings"

	"lianshen/internal/errs"
)

// Errors of files that are no PDF. Each names the way out.
var (
	ErrPicture = errs.New(errs.Refused, "upload.picture",
		errs.Text{ZH: "这是图片，不是PDF", EN: "this is a picture, not a PDF"},
		errs.Text{ZH: "请在项目页面的「安装图片」中把图片排成PDF后上传", EN: "put pictures together as a PDF with the photo assembler of the project"}).On("file")
	ErrOffice = errs.New(errs.Refused, "upload.office",
		errs.Text{ZH: "这是Word、Excel等办公文档，不是PDF", EN: "this is a Word, Excel or similar document, not a PDF"},
		errs.Text{ZH: "请在Word或WPS中选择「文件—导出为PDF」；需盖章的，打印盖章后扫描为PDF", EN: "export it as PDF; where it needs a seal, print, stamp and scan it"}).On("file")
	ErrArchive = errs.New(errs.Refused, "upload.archive",
		errs.Text{ZH: "这是压缩包，不是PDF", EN: "this is an archive, not a PDF"},
		errs.Text{ZH: "请解压后逐个上传其中的PDF", EN: "unpack it and upload the PDFs one by one"}).On("file")
	ErrPolyglot = errs.New(errs.Refused, "upload.polyglot",
		errs.Text{ZH: "文件同时是另一种格式，不能作为PDF受理", EN: "the file is of another format as well, and is not taken as a PDF"},
		errs.Text{ZH: "请重新导出或扫描为普通PDF后上传", EN: "export or scan it again as a plain PDF"}).On("file")
	ErrNotPDF = errs.New(errs.Refused, "upload.not_pdf",
		errs.Text{ZH: "文件不是PDF", EN: "the file is not a PDF"},
		errs.Text{ZH: "请上传PDF文件；纸质材料请扫描为PDF", EN: "upload a PDF; scan what is on paper"}).On("file")
)

// window is how far into a file readers of PDF look for its beginning.
const window = 1024

var (
	marker = []byte("%PDF-")
	zip    = []byte("PK\x03\x04")
	office = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
)

// PDF looks at the first bytes of a file and gives all of it, or says what it is instead. Nothing
// but those bytes was read then. What passes is looked at again where it is opened.
func PDF(file io.Reader) (io.Reader, error) {
	r := bufio.NewReaderSize(file, 32<<10)
	head, err := r.Peek(window)
	if len(head) == 0 && err == io.EOF {
		return r, nil // file.empty is said by who stores it
	}
	if len(head) == 0 {
		return nil, err
	}
	return r, kindOf(head)
}

// kindOf refuses what begins as something else, whether or not a PDF follows.
func kindOf(head []byte) error {
	other := foreign(head)
	switch {
	case bytes.HasPrefix(head, marker):
		return nil
	case bytes.Contains(head, marker) && other != nil:
		return ErrPolyglot
	case bytes.Contains(head, marker):
		return nil // some scanners put a line before it
	case other != nil:
		return other
	}
	return ErrNotPDF
}

// foreign is what a file is that begins with these bytes; nil where they say nothing.
func foreign(head []byte) error {
	kind := http.DetectContentType(head)
	switch {
	case bytes.HasPrefix(head, office), bytes.HasPrefix(head, []byte(`{\rtf`)), bytes.HasPrefix(head, zip) && bytes.Contains(head, []byte("[Content_Types]")):
		return ErrOffice
	case bytes.HasPrefix(head, zip), kind == "application/x-gzip", bytes.HasPrefix(head, []byte("Rar!")), bytes.HasPrefix(head, []byte("7z\xbc\xaf")):
		return ErrArchive
	case strings.HasPrefix(kind, "image/"), bytes.HasPrefix(head, []byte("II*\x00")), bytes.HasPrefix(head, []byte("MM\x00*")), heic(head):
		return ErrPicture
	case strings.HasPrefix(kind, "text/html"), strings.HasPrefix(kind, "text/xml"), strings.HasPrefix(kind, "video/"), strings.HasPrefix(kind, "audio/"),
		bytes.HasPrefix(head, []byte("MZ")), bytes.HasPrefix(head, []byte("\x7fELF")), bytes.HasPrefix(head, []byte("#!")), bytes.HasPrefix(head, []byte("%!PS")):
		return ErrNotPDF
	}
	return nil
}

// heic is what phones make of photographs.
func heic(head []byte) bool {
	return len(head) >= 12 && string(head[4:8]) == "ftyp" && (bytes.HasPrefix(head[8:], []byte("hei")) || bytes.HasPrefix(head[8:], []byte("mif1")))
}
