package hostile

import "fmt"

// active are files with content that does something. It must be named and never started.
func active() []Case {
	found := func(kinds ...string) Outcome { return Outcome{Active: kinds} }
	return []Case{
		{Name: "javascript-open", Note: "a script that runs when the file is opened", Bytes: onOpen("/S /JavaScript /JS (app.alert\\(1\\))"), Want: found("javascript")},
		{Name: "javascript-names", Note: "a script in the name tree", Bytes: func() []byte {
			return simple("/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (while\\(true\\);) >>] >> >>")
		}, Want: found("javascript")},
		{Name: "launch", Note: "starts a program when opened", Bytes: onOpen("/S /Launch /F (cmd.exe) /Win << /F (cmd.exe) /P (/c calc) >>"), Want: found("launch")},
		{Name: "uri", Note: "opens a web page", Bytes: onOpen("/S /URI /URI (http://198.51.100.7/beacon)"), Want: found("uri")},
		{Name: "submit-form", Note: "sends the form somewhere", Bytes: onOpen("/S /SubmitForm /F << /FS /URL /F (http://198.51.100.7/) >> /Flags 0"), Want: found("submit_form")},
		{Name: "import-data", Note: "reads a file from the disk", Bytes: onOpen("/S /ImportData /F (/etc/passwd)"), Want: found("import_data")},
		{Name: "chained-action", Note: "a script behind a harmless action", Bytes: onOpen("/S /GoTo /D [0 /Fit] /Next << /S /JavaScript /JS (1) >>"), Want: found("javascript")},
		{Name: "embedded-file", Note: "carries another file", Bytes: embedded, Want: found("embedded_file")},
		{Name: "attachment-annotation", Note: "carries a file pinned to the page", Bytes: pinned, Want: found("embedded_file")},
		{Name: "rich-media", Note: "plays a film", Bytes: annotated("/Subtype /RichMedia /Rect [10 10 100 100]"), Want: found("rich_media")},
		{Name: "link", Note: "a link such as word processors write", Bytes: annotated("/Subtype /Link /Rect [10 10 100 100] /A << /S /URI /URI (mailto:a@example.com) >>"), Want: found("uri")},
		{Name: "xfa", Note: "a form in XFA", Bytes: func() []byte { return simple("/AcroForm << /Fields [] /XFA (<xdp/>) >>") }, Want: found("xfa")},
	}
}

func onOpen(action string) func() []byte {
	return func() []byte { return simple("/OpenAction << /Type /Action " + action + " >>") }
}

func annotated(annotation string) func() []byte {
	return func() []byte {
		f := &File{}
		tree := f.Reserve()
		a := f.Add("<< /Type /Annot %s >>", annotation)
		f.Pages(tree, f.Page(tree, fmt.Sprintf("%s %s /Annots [%d 0 R]", a4, helvFont, a), hello))
		return f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R >>", tree))
	}
}

func embedded() []byte {
	f := &File{}
	tree := f.Reserve()
	f.Pages(tree, f.Page(tree, a4+" "+helvFont, hello))
	file := f.Stream("/Type /EmbeddedFile", []byte("MZ payload"))
	spec := f.Add("<< /Type /Filespec /F (invoice.exe) /EF << /F %d 0 R >> >>", file)
	return f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R /Names << /EmbeddedFiles << /Names [(invoice.exe) %d 0 R] >> >> >>", tree, spec))
}

func pinned() []byte {
	f := &File{}
	tree := f.Reserve()
	file := f.Stream("/Type /EmbeddedFile", []byte("payload"))
	a := f.Add("<< /Type /Annot /Subtype /FileAttachment /Rect [10 10 30 30] /FS << /Type /Filespec /F (a.exe) /EF << /F %d 0 R >> >> >>", file)
	f.Pages(tree, f.Page(tree, fmt.Sprintf("%s %s /Annots [%d 0 R]", a4, helvFont, a), hello))
	return f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R >>", tree))
}
