package pdf

import (
	"bytes"
	"context"
	"fmt"
	"image/color"
	"strings"
	"testing"
)

// TestAnnotateFramesLieOnPlace frames a place on pages turned and cropped in every way, and
// looks for the frame in the rendered copy.
func TestAnnotateFramesLieOnPlace(t *testing.T) {
	for _, rotation := range []int{0, 90, 180, 270} {
		t.Run(fmt.Sprint(rotation), func(t *testing.T) {
			data := onePage(fmt.Sprintf("%s /CropBox [30 40 500 700] /Rotate %d", a4, rotation), "")
			before := bytes.Clone(data)
			note := Note{Page: 1, Box: Box{100, 150, 220, 200}, Severity: Block, Title: "seal.missing", Text: "未找到公章。请盖章后重新上传。"}
			var out bytes.Buffer
			if err := open(t, data, Limits{}).Annotate(context.Background(), []Note{note}, &out); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(data, before) {
				t.Error("the original was changed")
			}
			p, err := open(t, out.Bytes(), Limits{}).RenderBox(context.Background(), 1, Box{60, 100, 400, 400}, 144)
			if err != nil {
				t.Fatal(err)
			}
			got := ink(p, color.RGBA{217, 26, 26, 255})
			want := Box{98 - 60, 148 - 100, 222 - 60, 202 - 100}
			if apart(got, want) > 2 {
				t.Errorf("frame at %v, want %v", got, want)
			}
		})
	}
}

func TestAnnotateListsNotesOnFirstPage(t *testing.T) {
	var out bytes.Buffer
	notes := []Note{{Severity: Warn, Title: "file.x", Text: "整份文件的意见"}, {Page: 9, Title: "y", Text: "没有这一页"}}
	d := open(t, onePage(a4, ""), Limits{})
	if err := d.Annotate(context.Background(), notes, &out); err != nil {
		t.Fatal(err)
	}
	o, err := walkFile(context.Background(), out.Bytes(), Limits{}.withDefaults())
	if err != nil {
		t.Fatal(err)
	}
	page := o.dict(o.array(o.dict(o.dict(*o.table.Root)["Pages"])["Kids"])[0])
	annotations := o.array(page["Annots"])
	if len(annotations) != 1 {
		t.Fatalf("%d annotations, want 1", len(annotations))
	}
	if text := o.text(o.dict(annotations[0])["Contents"]); !strings.Contains(text, "整份文件的意见") || !strings.Contains(text, "没有这一页") {
		t.Errorf("summary %q", text)
	}
}
