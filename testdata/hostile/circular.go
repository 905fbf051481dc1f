package hostile

import "fmt"

// circular are files whose structures lead back to themselves.
func circular() []Case {
	return []Case{
		{Name: "circular-outlines", Note: "bookmarks that are their own next and child", Bytes: circularOutlines},
		{Name: "circular-page-tree", Note: "a page tree node among its own kids", Bytes: circularPageTree},
		{Name: "circular-forms", Note: "form XObjects that paint each other", Bytes: circularForms},
		{Name: "circular-object-stream", Note: "an object stream that lies in itself", Bytes: circularObjectStream, Want: Outcome{Repaired: true}},
		{Name: "circular-prev", Note: "a cross-reference table that names itself as its predecessor", Bytes: circularPrev, Want: Outcome{Repaired: true}},
		{Name: "circular-length", Note: "a stream whose length is the stream", Bytes: circularLength, Want: Outcome{Repaired: true}},
		{Name: "circular-fields", Note: "form fields that are their own kids", Bytes: circularFields},
		{Name: "circular-names", Note: "a name tree that is its own kid", Bytes: func() []byte { return simple("/Names << /EmbeddedFiles 1000 0 R >> /Self 5 0 R") }},
		{Name: "exponential-forms", Note: "each of 30 forms paints the next one ten times", Bytes: exponentialForms, Want: Outcome{PageFails: true}},
	}
}

func circularOutlines() []byte {
	f := &File{}
	tree, top, item := f.Reserve(), f.Reserve(), f.Reserve()
	f.Pages(tree, f.Page(tree, a4+" "+helvFont, hello))
	f.Set(top, "<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count 1 >>", item, item)
	f.Set(item, "<< /Title (again) /Parent %d 0 R /Next %d 0 R /Prev %d 0 R /First %d 0 R /Last %d 0 R /Count 1 >>", top, item, item, item, item)
	return f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R /Outlines %d 0 R >>", tree, top))
}

func circularPageTree() []byte {
	f := &File{}
	tree, node := f.Reserve(), f.Reserve()
	page := f.Page(tree, a4+" "+helvFont, hello)
	f.Set(node, "<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R %d 0 R] /Count 2 >>", tree, tree, node)
	f.Set(tree, "<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R %d 0 R] /Count 3 >>", node, page, node)
	return f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R >>", tree))
}

func circularForms() []byte {
	f := &File{}
	tree, a, b := f.Reserve(), f.Reserve(), f.Reserve()
	form := "/Type /XObject /Subtype /Form /BBox [0 0 600 850] /Resources << /XObject << /X %d 0 R >> >>"
	f.SetStream(a, fmt.Sprintf(form, b), []byte("/X Do"))
	f.SetStream(b, fmt.Sprintf(form, a), []byte("/X Do"))
	f.Pages(tree, f.Page(tree, fmt.Sprintf("%s /Resources << /XObject << /X %d 0 R >> >>", a4, a), "/X Do"))
	return f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R >>", tree))
}

// exponentialForms would paint 10^30 times.
func exponentialForms() []byte {
	const depth, width = 30, 10
	f := &File{}
	tree := f.Reserve()
	next := f.Stream("/Type /XObject /Subtype /Form /BBox [0 0 600 850]", []byte("0 0 10 10 re f"))
	paint := ""
	for range width {
		paint += "/X Do "
	}
	for range depth {
		next = f.Stream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 600 850] /Resources << /XObject << /X %d 0 R >> >>", next), []byte(paint))
	}
	f.Pages(tree, f.Page(tree, fmt.Sprintf("%s /Resources << /XObject << /X %d 0 R >> >>", a4, next), "/X Do"))
	return f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R >>", tree))
}

// circularObjectStream has an entry that puts the object stream into itself.
func circularObjectStream() []byte {
	f := &File{}
	tree := f.Reserve()
	f.Pages(tree, f.Page(tree, a4+" "+helvFont, hello))
	loop := f.Reserve()
	root := f.Add("<< /Type /Catalog /Pages %d 0 R /Loop %d 0 R >>", tree, loop)
	return f.bytesHiding(loop, loop, root)
}

func circularPrev() []byte {
	f := &File{}
	tree := f.Reserve()
	f.Pages(tree, f.Page(tree, a4+" "+helvFont, hello))
	root := f.Add("<< /Type /Catalog /Pages %d 0 R >>", tree)
	b, _ := f.body()
	f.Trailer = fmt.Sprintf("/Prev %d", b.Len())
	return f.Bytes(root)
}

func circularLength() []byte {
	f := &File{}
	tree, content := f.Reserve(), f.Reserve()
	f.Set(content, "<< /Length %d 0 R >>\nstream\n%s\nendstream", content, hello)
	f.Pages(tree, f.Add("<< /Type /Page /Parent %d 0 R /Contents %d 0 R %s %s >>", tree, content, a4, helvFont))
	return f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R >>", tree))
}

func circularFields() []byte {
	f := &File{}
	tree, a, b := f.Reserve(), f.Reserve(), f.Reserve()
	f.Pages(tree, f.Page(tree, a4+" "+helvFont, hello))
	f.Set(a, "<< /T (a) /FT /Tx /Parent %d 0 R /Kids [%d 0 R %d 0 R] >>", b, b, a)
	f.Set(b, "<< /T (b) /Parent %d 0 R /Kids [%d 0 R] >>", a, a)
	return f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R /AcroForm << /Fields [%d 0 R %d 0 R] >> >>", tree, a, b))
}
