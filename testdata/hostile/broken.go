package hostile

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// broken are files that break the rules of PDF.
func broken() []Case {
	return []Case{
		{Name: "truncated", Note: "the upload stopped in the middle", Bytes: truncated, Want: Outcome{Code: "file.damaged"}},
		{Name: "garbage", Note: "random bytes between a header and %%EOF", Bytes: garbage, Want: Outcome{Code: "file.damaged"}},
		{Name: "no-pages", Note: "a page tree without pages", Bytes: noPages, Want: Outcome{Code: "file.no_pages"}},
		{Name: "ten-thousand-pages", Note: "10 000 empty pages in a small file", Bytes: manyPages, Want: Outcome{Code: "file.too_many_pages"}},
		{Name: "huge-length", Note: "a stream that claims /Length 2147483647", Bytes: hugeLength, Want: Outcome{Repaired: true}},
		{Name: "negative-length", Note: "a stream with /Length -1", Bytes: func() []byte { return lengthOf("-1") }},
		{Name: "huge-index", Note: "a cross-reference stream with /Index [0 2147483647]", Bytes: hugeIndex, Want: Outcome{Repaired: true}},
		{Name: "huge-table", Note: "a classic table that claims 2147483647 entries", Bytes: hugeTable, Want: Outcome{Repaired: true}},
		{Name: "wrong-startxref", Note: "startxref points nowhere: readers rebuild the table", Bytes: wrongStartxref, Want: Outcome{Repaired: true}},
		{Name: "deep-arrays", Note: "100 000 nested arrays", Bytes: deepArrays},
		{Name: "huge-page", Note: "a page of 10 km", Bytes: hugePage, Want: Outcome{PageFails: true}},
	}
}

func truncated() []byte {
	data := simple("")
	return data[:len(data)/3]
}

func garbage() []byte {
	random := rand.NewChaCha8([32]byte{1})
	noise := make([]byte, 64<<10)
	_, _ = random.Read(noise)
	return append(append([]byte("%PDF-1.4\n"), noise...), "\nstartxref\n17\n%%EOF\n"...)
}

func noPages() []byte {
	f := &File{}
	pages := f.Add("<< /Type /Pages /Kids [] /Count 0 >>")
	return f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R >>", pages))
}

func manyPages() []byte {
	f := &File{}
	tree := f.Reserve()
	pages := make([]int, 10_000)
	for i := range pages {
		pages[i] = f.Add("<< /Type /Page /Parent %d 0 R %s >>", tree, a4)
	}
	f.Pages(tree, pages...)
	return f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R >>", tree))
}

func hugeLength() []byte { return lengthOf("2147483647") }

// lengthOf lies about the length of the page content.
func lengthOf(length string) []byte {
	f := &File{}
	tree := f.Reserve()
	content := f.Add("<< /Length %s >>\nstream\n%s\nendstream", length, hello)
	f.Pages(tree, f.Add("<< /Type /Page /Parent %d 0 R /Contents %d 0 R %s %s >>", tree, content, a4, helvFont))
	return f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R >>", tree))
}

// hugeIndex ends in a cross-reference stream that claims to describe every object there
// could be.
func hugeIndex() []byte {
	f := &File{}
	tree := f.Reserve()
	f.Pages(tree, f.Page(tree, a4+" "+helvFont, hello))
	root := f.Add("<< /Type /Catalog /Pages %d 0 R >>", tree)
	b, _ := f.body()
	start := b.Len()
	fmt.Fprintf(b, "%d 0 obj\n<< /Type /XRef /Size 2147483647 /Index [0 2147483647] /W [1 4 2] /Root %d 0 R /Length 7 >>\nstream\n\x00\x00\x00\x00\x00\xff\xff\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", root+1, root, start)
	return b.Bytes()
}

func hugeTable() []byte {
	before, rest, _ := bytes.Cut(simple(""), []byte("\nxref\n0 "))
	_, entries, _ := bytes.Cut(rest, []byte("\n"))
	return slices.Concat(before, []byte("\nxref\n0 2147483647\n"), entries)
}

func wrongStartxref() []byte {
	data := simple("")
	i := bytes.LastIndex(data, []byte("startxref"))
	return append(bytes.Clone(data[:i]), "startxref\n999999\n%%EOF\n"...)
}

func deepArrays() []byte {
	const depth = 100_000
	return simple("/Deep " + strings.Repeat("[", depth) + strings.Repeat("]", depth))
}

func hugePage() []byte {
	f := &File{}
	tree := f.Reserve()
	f.Pages(tree, f.Page(tree, "/MediaBox [0 0 28346456 28346456]", "0 0 m 100 100 l S"))
	return f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R >>", tree))
}
