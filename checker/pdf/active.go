package pdf

import (
	"maps"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Kinds of active content, as facts name them.
const (
	javaScript   = "javascript"
	launch       = "launch"
	embeddedFile = "embedded_file"
	uri          = "uri"
	submitForm   = "submit_form"
	importData   = "import_data"
	richMedia    = "rich_media"
	xfa          = "xfa"
)

// actions maps /S of an action to its kind.
var actions = map[string]string{
	"JavaScript": javaScript,
	"Launch":     launch,
	"URI":        uri,
	"SubmitForm": submitForm,
	"ImportData": importData,
	"Rendition":  richMedia,
	"Movie":      richMedia,
	"Sound":      richMedia,
}

// media lists the annotation subtypes that play something.
var media = []string{"RichMedia", "Screen", "Movie", "Sound", "3D"}

// rawMarks are looked for in the bytes when a file has no readable objects. Shorter ones,
// such as /JS, would turn up by chance in compressed data.
var rawMarks = []struct{ mark, kind string }{
	{"/JavaScript", javaScript}, {"/Launch", launch},
	{"/EmbeddedFile", embeddedFile}, {"/URI", uri}, {"/SubmitForm", submitForm},
	{"/ImportData", importData}, {"/RichMedia", richMedia}, {"/XFA", xfa},
}

// noteActive records what makes the dictionary d active content.
func (o *objects) noteActive(d types.Dict) {
	if s := name(d, "S"); s != "" {
		if kind, ok := actions[s]; ok && (d["Type"] == nil || name(d, "Type") == "Action") {
			o.active[kind] = true
		}
	}
	if d["JS"] != nil {
		o.active[javaScript] = true
	}
	if slices.Contains(media, name(d, "Subtype")) && d["Rect"] != nil {
		o.active[richMedia] = true
	}
	if d["XFA"] != nil {
		o.active[xfa] = true
	}
	if d["EF"] != nil {
		o.active[embeddedFile] = true
		o.attachments++
	}
}

// activeList returns the kinds found, sorted; never nil.
func (o *objects) activeList() []string {
	return append([]string{}, slices.Sorted(maps.Keys(o.active))...)
}

// name returns the name stored in d under key, "" when there is none.
func name(d types.Dict, key string) string {
	n, _ := d[key].(types.Name)
	return string(n)
}
