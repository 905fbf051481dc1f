// Package paper sets what the workflow has on record as sheets to print: the receipt of an
// acceptance filing (备案回执) and the sheet of a review (联网审核意见表). Each is one HTML page of
// its own, A4 upright, without scripts and without anything fetched.
//
// The package only reads: what it is given is what it prints.
package paper

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"time"

	"lianshen/internal/clock"
	"lianshen/internal/errs"
	"lianshen/policies/notice"
)

//go:embed *.tmpl style.css
var files embed.FS

// Printer prints in one language ("zh" or "en") by one notice.
type Printer struct {
	Lang   string
	Notice *notice.Notice
}

// page is what every template is given.
type page struct {
	Printer
	Title string
	Body  any
}

// Style is the sheet's own CSS, ours and constant.
func (page) Style() (template.CSS, error) {
	raw, err := files.ReadFile("style.css")
	return template.CSS(raw), err //nolint:gosec // embedded with the program
}

// T is a fixed word.
func (p page) T(key string) (string, error) {
	w, ok := words[key]
	if !ok {
		return "", fmt.Errorf("paper: no word %q", key)
	}
	return w.In(p.Lang), nil
}

// In chooses a language of a text.
func (p page) In(t errs.Text) string { return t.In(p.Lang) }

// Time writes an instant as it is read on the wall in Dongguan.
func (page) Time(t time.Time) string { return t.In(clock.Shanghai).Format("2006-01-02 15:04") }

// Kind is the name of a kind of document.
func (p page) Kind(slug string) string {
	if k := p.Notice.Kind(slug); k != nil {
		return k.Name.In(p.Lang)
	}
	return slug
}

// ProjectKind is the name of a kind of project.
func (p page) ProjectKind(kind string) string {
	for _, k := range p.Notice.Projects {
		if k.Kind == kind {
			return k.Name.In(p.Lang)
		}
	}
	return kind
}

// Ordinal numbers rows from 1.
func (page) Ordinal(i int) int { return i + 1 }

// Short is enough of a digest to compare by eye.
func (page) Short(digest string) string {
	digest = strings.TrimPrefix(digest, "sha256:")
	if len(digest) <= 16 {
		return digest
	}
	return digest[:16]
}

func (p Printer) print(w io.Writer, name, title string, body any) error {
	heading, ok := words[title]
	if !ok {
		return fmt.Errorf("paper: no word %q", title)
	}
	return p.titled(w, name, heading.In(p.Lang), body)
}

func (p Printer) titled(w io.Writer, name, title string, body any) error {
	t, err := template.New(name).ParseFS(files, "layout.tmpl", name)
	if err != nil {
		return fmt.Errorf("paper: %w", err)
	}
	if err := t.ExecuteTemplate(w, "layout.tmpl", page{Printer: p, Title: title, Body: body}); err != nil {
		return fmt.Errorf("paper: %w", err)
	}
	return nil
}
