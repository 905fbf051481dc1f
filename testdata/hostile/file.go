package hostile

import (
	"bytes"
	"compress/zlib"
	"fmt"
)

// File writes a PDF by hand, object by object. Unlike a library it writes what it is told,
// right or wrong.
type File struct {
	// Header is the first line; "%PDF-1.7" when empty.
	Header string
	// Trailer holds more entries of the trailer dictionary, for example "/Encrypt 5 0 R".
	Trailer string
	objects [][]byte
}

// Reserve returns the number of an object to be given by Set.
func (f *File) Reserve() int {
	f.objects = append(f.objects, nil)
	return len(f.objects)
}

// Add appends an object and returns its number. The formatting is that of fmt.Sprintf.
func (f *File) Add(format string, args ...any) int {
	n := f.Reserve()
	f.Set(n, format, args...)
	return n
}

// Set gives object n its body.
func (f *File) Set(n int, format string, args ...any) {
	f.objects[n-1] = fmt.Appendf(nil, format, args...)
}

// Stream appends a stream object with the entries dict and the true length.
func (f *File) Stream(dict string, data []byte) int {
	n := f.Reserve()
	f.SetStream(n, dict, data)
	return n
}

// SetStream makes object n a stream.
func (f *File) SetStream(n int, dict string, data []byte) {
	body := fmt.Appendf(nil, "<< %s /Length %d >>\nstream\n", dict, len(data))
	f.objects[n-1] = append(append(body, data...), "\nendstream"...)
}

// Page appends a page with content and resources under the page tree node parent.
func (f *File) Page(parent int, entries, content string) int {
	c := f.Stream("", []byte(content))
	return f.Add("<< /Type /Page /Parent %d 0 R /Contents %d 0 R %s >>", parent, c, entries)
}

// Pages makes object n the page tree of pages.
func (f *File) Pages(n int, pages ...int) {
	var kids bytes.Buffer
	for _, p := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", p)
	}
	f.Set(n, "<< /Type /Pages /Kids [ %s] /Count %d >>", kids.String(), len(pages))
}

// Bytes returns the file with a classic cross-reference table.
func (f *File) Bytes(root int) []byte {
	b, offsets := f.body()
	start := b.Len()
	fmt.Fprintf(b, "xref\n0 %d\n0000000000 65535 f \n", len(f.objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(b, "trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(f.objects)+1, root, f.Trailer, start)
	return b.Bytes()
}

// bytesHiding returns the file with a cross-reference stream, in which object hidden is the
// first of object stream number stream.
func (f *File) bytesHiding(hidden, stream, root int) []byte {
	b, offsets := f.body()
	self, start := len(offsets)+1, b.Len()
	table := []byte{0, 0, 0, 0, 0}
	for i, o := range append(offsets, start) {
		if i+1 == hidden {
			table = append(table, 2, 0, 0, byte(stream), 0)
			continue
		}
		table = append(table, 1, byte(o>>16), byte(o>>8), byte(o), 0)
	}
	fmt.Fprintf(b, "%d 0 obj\n<< /Type /XRef /Size %d /W [1 3 1] /Root %d 0 R /Length %d >>\nstream\n", self, self+1, root, len(table))
	b.Write(table)
	fmt.Fprintf(b, "\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", start)
	return b.Bytes()
}

// body writes header and objects, and returns where each object starts.
func (f *File) body() (*bytes.Buffer, []int) {
	b := &bytes.Buffer{}
	header := f.Header
	if header == "" {
		header = "%PDF-1.7"
	}
	fmt.Fprintf(b, "%s\n%%\xe2\xe3\xcf\xd3\n", header)
	offsets := make([]int, len(f.objects))
	for i, o := range f.objects {
		offsets[i] = b.Len()
		fmt.Fprintf(b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	return b, offsets
}

// deflate compresses data as FlateDecode reads it.
func deflate(data []byte) []byte {
	var b bytes.Buffer
	w, _ := zlib.NewWriterLevel(&b, zlib.BestCompression)
	_, _ = w.Write(data)
	_ = w.Close()
	return b.Bytes()
}

// a4 is a page of A4 size with one line of text and the standard font Helvetica.
const (
	a4       = "/MediaBox [0 0 595.28 841.89]"
	helvFont = "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
	hello    = "BT /F1 24 Tf 72 700 Td (Hello) Tj ET"
)

// simple returns a sound one-page file whose catalogue has more entries.
func simple(catalog string) []byte {
	f := &File{}
	pages := f.Reserve()
	f.Pages(pages, f.Page(pages, a4+" "+helvFont, hello))
	return f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R %s >>", pages, catalog))
}
