package pdf

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/color"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Severity decides the colour of a note's frame.
type Severity string

// Severities of notes, as findings have them.
const (
	Block Severity = "block" // red
	Warn  Severity = "warn"  // orange
	Info  Severity = "info"  // blue
)

// Note is one remark on a page of a document.
type Note struct {
	Page     int // from 1; 0 for a remark on the whole document
	Box      Box // where; an empty box makes a remark without a frame
	Severity Severity
	Title    string // short, for example the code of a finding
	Text     string // what is wrong and how to mend it
}

// maxNotes bounds what is written into one document.
const maxNotes = 2_000

// Annotate writes a copy of the document to w in which every note has a frame of its
// colour with the text in a pop-up, and the first page lists all notes. The document
// itself stays as it is; signatures are left out of the copy.
//
// Errors: ErrTimeout when ctx ended; ErrDamaged when no copy can be written although
// the file can be read. The copy of a restricted file carries no restriction.
func (d *Document) Annotate(ctx context.Context, notes []Note, w io.Writer) error {
	frames, err := d.frames(ctx, notes)
	if err != nil {
		return fileError(err)
	}
	add := func(ctx context.Context, data []byte, l Limits) ([]byte, error) {
		return annotated(ctx, data, l, renderers(notes, frames))
	}
	out, err := parse(ctx, d.data, d.limits, add)
	if err != nil && ctx.Err() == nil {
		var copied []byte
		if copied, err = d.rewritten(ctx); err == nil {
			out, err = parse(ctx, copied, d.limits, add)
		}
	}
	switch {
	case ctx.Err() != nil:
		return ErrTimeout.Wrap(context.Cause(ctx))
	case err != nil:
		return ErrDamaged.Wrap(err)
	}
	_, err = w.Write(out)
	return err
}

// frames reads the geometry of the pages that notes lie on, and of the first.
func (d *Document) frames(ctx context.Context, notes []Note) (map[int]frame, error) {
	frames := map[int]frame{}
	err := d.do(ctx, func() error {
		for _, n := range append([]Note{{Page: 1}}, notes...) {
			if _, known := frames[n.Page]; known || n.Page < 1 || n.Page > d.pages {
				continue
			}
			f, err := d.frame(n.Page)
			if err != nil {
				return pageError(err, n.Page)
			}
			frames[n.Page] = f
		}
		return nil
	})
	return frames, err
}

// annotated returns data with annotations added by pdfcpu.
func annotated(ctx context.Context, data []byte, l Limits, notes map[int][]model.AnnotationRenderer) ([]byte, error) {
	conf := configuration(l)
	conf.Cmd = model.ADDANNOTATIONS
	file, err := pdfcpu.ReadWithContext(ctx, bytes.NewReader(data), conf)
	if err != nil {
		return nil, err
	}
	if err := file.EnsurePageCount(); err != nil {
		return nil, err
	}
	dropSignatures(file.XRefTable)
	if len(notes) > 0 {
		if _, err := pdfcpu.AddAnnotationsMap(file, notes, false); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	err = api.Write(file, &out, conf)
	return out.Bytes(), err
}

// dropSignatures empties the signature fields of a copy: any change breaks a signature, and
// a copy must not look like a forgery. The pictures of seals and signatures stay.
func dropSignatures(table *model.XRefTable) {
	o := &objects{table: table}
	o.collectFields()
	for _, s := range o.signed {
		s.owner.Delete("V")
	}
	o.dict(*table.Root).Delete("Perms")
}

// renderers turns notes into annotations by page.
func renderers(notes []Note, frames map[int]frame) map[int][]model.AnnotationRenderer {
	byPage := map[int][]model.AnnotationRenderer{}
	for i, n := range notes[:min(len(notes), maxNotes)] {
		f, ok := frames[n.Page]
		if !ok || n.Box.area() == 0 || !n.Box.finite() {
			continue
		}
		byPage[n.Page] = append(byPage[n.Page], square(f, n, fmt.Sprintf("lianshen-%d", i+1)))
	}
	if f, ok := frames[1]; ok && len(notes) > 0 {
		byPage[1] = append(byPage[1], summary(f, notes))
	}
	return byPage
}

// square frames the place of a note. The text shows when a reader points at it.
func square(f frame, n Note, id string) model.SquareAnnotation {
	const width, margin = 1.5, 2
	b := Box{n.Box[0] - margin, n.Box[1] - margin, n.Box[2] + margin, n.Box[3] + margin}
	colour := severityColour(n.Severity)
	return model.NewSquareAnnotation(rectangle(f.user(b)), 0, n.Text, id, "", model.AnnPrint, &colour,
		n.Title, nil, nil, "", "", nil, 0, 0, 0, 0, width, model.BSSolid, false, 0)
}

// summary lists all notes in one text annotation at the top left of the first page.
func summary(f frame, notes []Note) model.TextAnnotation {
	const size, margin = 20, 6
	var b strings.Builder
	worst := Info
	for i, n := range notes[:min(len(notes), maxNotes)] {
		if n.Severity == Block || n.Severity == Warn && worst == Info {
			worst = n.Severity
		}
		fmt.Fprintf(&b, "%d. %s%s:%s\n", i+1, pageLabel(n.Page), n.Title, n.Text)
	}
	colour := severityColour(worst)
	rect := rectangle(f.user(Box{margin, margin, margin + size, margin + size}))
	title := fmt.Sprintf("联审：共 %d 条意见", len(notes))
	return model.NewTextAnnotation(rect, 0, b.String(), "lianshen-summary", "", model.AnnPrint, &colour,
		title, nil, nil, "", "", 0, 0, 0, false, "Note")
}

func pageLabel(page int) string {
	if page < 1 {
		return ""
	}
	return fmt.Sprintf("第 %d 页 ", page)
}

func rectangle(r [4]float64) types.Rectangle {
	return *types.NewRectangle(r[0], r[1], r[2], r[3])
}

func severityColour(s Severity) color.SimpleColor {
	switch s {
	case Block:
		return color.SimpleColor{R: 0.85, G: 0.1, B: 0.1}
	case Warn:
		return color.SimpleColor{R: 0.95, G: 0.55, B: 0}
	default:
		return color.SimpleColor{R: 0.1, G: 0.35, B: 0.85}
	}
}
