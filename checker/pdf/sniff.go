package pdf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"net/http"
	"strings"
)

// headerWindow is how far into the file readers look for "%PDF-".
const headerWindow = 1024

// identify refuses what is not a PDF and says what it really is. nil means: looks like one.
func identify(data []byte) error {
	switch {
	case len(data) == 0:
		return ErrEmpty
	case bytes.Contains(head(data, headerWindow), []byte("%PDF-")):
		if endsAsZIP(data) || bytes.HasPrefix(data, []byte("PK\x03\x04")) {
			return ErrPolyglot
		}
		return nil
	}
	zh, en := kindOf(data)
	return detailed(ErrNotPDF,
		fmt.Sprintf("文件不是 PDF,实际是%s", zh), fmt.Sprintf("the file is not a PDF but %s", en))
}

func head(data []byte, n int) []byte { return data[:min(n, len(data))] }

// magics names formats by their first bytes. What http.DetectContentType knows is below.
var magics = []struct{ prefix, zh, en string }{
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 文档(doc/xls/ppt/wps)", "an old Office document (doc, xls, ppt, wps)"},
	{"Rar!\x1a\x07", "RAR 压缩包", "a RAR archive"},
	{"7z\xbc\xaf\x27\x1c", "7z 压缩包", "a 7z archive"},
	{"II*\x00", "TIFF 图片", "a TIFF picture"},
	{"MM\x00*", "TIFF 图片", "a TIFF picture"},
	{"AC10", "AutoCAD 图纸(DWG)", "an AutoCAD drawing (DWG)"},
	{"%!PS", "PostScript 文件", "a PostScript file"},
	{"{\\rtf", "RTF 文档", "an RTF document"},
	{"MZ", "Windows 程序", "a Windows program"},
	{"\x7fELF", "Linux 程序", "a Linux program"},
}

// contentTypes names what http.DetectContentType finds.
var contentTypes = []struct{ mime, zh, en string }{
	{"image/jpeg", "JPEG 图片", "a JPEG picture"},
	{"image/png", "PNG 图片", "a PNG picture"},
	{"image/", "图片", "a picture"},
	{"text/html", "网页(HTML)", "a web page (HTML)"},
	{"text/xml", "XML 文件", "an XML file"},
	{"text/plain", "文本文件", "a text file"},
	{"application/x-gzip", "GZIP 压缩包", "a GZIP archive"},
	{"video/", "视频", "a video"},
	{"audio/", "音频", "a sound recording"},
}

// kindOf names the format of data in the two languages.
func kindOf(data []byte) (zh, en string) {
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return zipKind(data)
	}
	for _, m := range magics {
		if bytes.HasPrefix(data, []byte(m.prefix)) {
			return m.zh, m.en
		}
	}
	found := http.DetectContentType(data)
	for _, c := range contentTypes {
		if strings.HasPrefix(found, c.mime) {
			return c.zh, c.en
		}
	}
	return "未知格式", "of an unknown format"
}

// zipMembers names ZIP-based formats by a member that they always have.
var zipMembers = []struct{ member, zh, en string }{
	{"word/", "Word 文档(docx)", "a Word document (docx)"},
	{"xl/", "Excel 工作簿(xlsx)", "an Excel workbook (xlsx)"},
	{"ppt/", "PowerPoint 演示文稿(pptx)", "a PowerPoint presentation (pptx)"},
	{"OFD.xml", "OFD 版式文件", "an OFD document"},
}

// zipKind looks at member names in the first local headers only; nothing is unpacked.
func zipKind(data []byte) (zh, en string) {
	const most = 64
	for range most {
		name, rest, ok := zipMember(data)
		if !ok {
			break
		}
		for _, m := range zipMembers {
			if strings.HasPrefix(name, m.member) {
				return m.zh, m.en
			}
		}
		i := bytes.Index(rest, []byte("PK\x03\x04"))
		if i < 0 {
			break
		}
		data = rest[i:]
	}
	return "ZIP 压缩包", "a ZIP archive"
}

// zipMember reads the name in the local file header at the start of data.
func zipMember(data []byte) (name string, rest []byte, ok bool) {
	const header = 30
	if len(data) < header || string(data[:4]) != "PK\x03\x04" {
		return "", nil, false
	}
	n := int(binary.LittleEndian.Uint16(data[26:]))
	if len(data) < header+n {
		return "", nil, false
	}
	return string(data[header : header+n]), data[header+n:], true
}

// endsAsZIP reports whether ZIP readers would open data: an end record whose comment ends
// where the file does and whose directory is where it says. A ZIP that is merely embedded
// in a stream has no such record.
func endsAsZIP(data []byte) bool {
	const record, longest = 22, 1<<16 - 1
	tail := data[max(0, len(data)-record-longest):]
	for i := bytes.LastIndex(tail, []byte("PK\x05\x06")); i >= 0; i = bytes.LastIndex(tail[:i], []byte("PK\x05\x06")) {
		if len(tail)-i < record {
			continue
		}
		comment := int(binary.LittleEndian.Uint16(tail[i+20:]))
		directory := int(binary.LittleEndian.Uint32(tail[i+12:]))
		start := len(data) - len(tail) + i - directory
		if i+record+comment == len(tail) && start >= 0 && directory > 0 && bytes.HasPrefix(data[start:], []byte("PK\x01\x02")) {
			return true
		}
	}
	return false
}
