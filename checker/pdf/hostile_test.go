package pdf

import (
	"bytes"
	"context"
	"errors"
	"image/color"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"lianshen/internal/errs"
	"lianshen/testdata/hostile"
)

// perCase is the time that one hostile file may take; the cell allows 60 s a page.
const perCase = 40 * time.Second

func TestHostile(t *testing.T) {
	engine() // what it takes to compile is not the files' fault
	for _, c := range hostile.Set() {
		t.Run(c.Name, func(t *testing.T) {
			data := c.Bytes()
			ctx := within(t, perCase)
			d, err := engine().Open(ctx, data, Limits{})
			if code := codeOf(err); code != c.Want.Code {
				t.Fatalf("code %q (%v), want %q", code, err, c.Want.Code)
			}
			if err != nil {
				return
			}
			defer d.Close()
			checkStructure(ctx, t, d, c.Want)
			checkPage(ctx, t, d, c.Want)
			checkCopy(ctx, t, d)
			if ctx.Err() != nil {
				t.Errorf("took more than %v", perCase)
			}
		})
	}
}

func codeOf(err error) string {
	var e *errs.Error
	if errors.As(err, &e) {
		return e.Code
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// structureFacts is what a case says of the structure.
type structureFacts struct {
	Encrypted, Repaired, Complete bool
	Active, Signatures            []string
}

func checkStructure(ctx context.Context, t *testing.T, d *Document, want hostile.Outcome) {
	t.Helper()
	s, err := d.Structure(ctx)
	if err != nil {
		t.Fatalf("Structure: %v", err)
	}
	got := structureFacts{Encrypted: s.Encrypted, Repaired: s.Repaired, Complete: s.Complete}
	if len(s.Active) > 0 {
		got.Active = s.Active
	}
	for _, sig := range s.Signatures {
		got.Signatures = append(got.Signatures, string(sig.Integrity))
	}
	expected := structureFacts{Encrypted: want.Encrypted, Repaired: want.Repaired, Complete: !want.Incomplete, Active: want.Active, Signatures: want.Signatures}
	if diff := cmp.Diff(expected, got); diff != "" {
		t.Errorf("structure (-want +got):\n%s", diff)
	}
	if want.Revisions > 0 && s.Revisions != want.Revisions {
		t.Errorf("%d revisions, want %d", s.Revisions, want.Revisions)
	}
}

func checkPage(ctx context.Context, t *testing.T, d *Document, want hostile.Outcome) {
	t.Helper()
	page, pageErr := d.Page(ctx, 1)
	_, textErr := d.Text(ctx, 1)
	picture, err := d.Render(ctx, 1, 100)
	err = errors.Join(pageErr, textErr, err)
	if err != nil {
		if !want.PageFails || codeOf(err) == "internal" {
			t.Errorf("page 1: %v", err)
		}
		return
	}
	if page.Rotation != want.Rotation {
		t.Errorf("rotation %d, want %d", page.Rotation, want.Rotation)
	}
	if want.Disc != "" {
		checkDisc(t, page, picture, want.Disc)
	}
}

// checkDisc looks at the middle and at a corner of the picture on page 1.
func checkDisc(t *testing.T, page PageInfo, picture Picture, want string) {
	t.Helper()
	if len(page.Images) != 1 {
		t.Fatalf("%d images, want 1", len(page.Images))
	}
	b := page.Images[0].Box
	at := func(x, y float64) color.RGBA {
		return picture.Image.RGBAAt(int(x*picture.DPI/72), int(y*picture.DPI/72))
	}
	middle, corner := at((b[0]+b[2])/2, (b[1]+b[3])/2), at(b[0]+4, b[1]+4)
	colours := map[string]color.RGBA{"red": {220, 20, 30, 255}, "black": {0, 0, 0, 255}}
	if !near(middle, colours[want]) {
		t.Errorf("middle of the disc is %v, want %s", middle, want)
	}
	if !near(corner, color.RGBA{255, 255, 255, 255}) {
		t.Errorf("corner is %v, want white", corner)
	}
}

// checkCopy annotates the file; where that works the copy must open and have as many pages.
func checkCopy(ctx context.Context, t *testing.T, d *Document) {
	t.Helper()
	var out bytes.Buffer
	err := d.Annotate(ctx, []Note{{Page: 1, Box: Box{10, 10, 50, 50}, Severity: Warn, Title: "a", Text: "意见"}}, &out)
	if err != nil {
		if !isTyped(err) {
			t.Errorf("Annotate: %v", err)
		}
		return
	}
	copied, err := engine().Open(ctx, out.Bytes(), Limits{})
	if err != nil {
		t.Errorf("the annotated copy does not open: %v", err)
		return
	}
	defer copied.Close()
	if copied.Pages() != d.Pages() {
		t.Errorf("the annotated copy has %d pages, want %d", copied.Pages(), d.Pages())
	}
}
