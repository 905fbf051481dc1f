package sample

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
)

var startXref = regexp.MustCompile(`startxref\s+(\d+)`)

// withJavaScript appends a revision whose catalogue runs a script when the file is
// opened, as malicious or merely "clever" forms do.
func withJavaScript(pdf []byte) []byte {
	prev := startXref.FindSubmatch(pdf)
	size := bytes.Count(pdf, []byte("endobj")) + 1
	var b bytes.Buffer
	b.Write(pdf)
	b.WriteByte('\n')
	catalogue := b.Len()
	b.WriteString("1 0 obj\n<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\('hello'\\);) >> >>\nendobj\n")
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n1 1\n%010d 00000 n \ntrailer\n<< /Size %s /Root 1 0 R /Prev %s >>\nstartxref\n%d\n%%%%EOF\n", catalogue, strconv.Itoa(size), prev[1], xref)
	return b.Bytes()
}
