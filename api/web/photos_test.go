package web_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/pdfcpu/pdfcpu/pkg/api"

	"lianshen/api/web/webtest"
	"lianshen/checker/pdf"
	"lianshen/workflow"
)

// snapshots are pictures of one colour each, wide ones, and files that are none.
func snapshots(t *testing.T) map[string]string {
	t.Helper()
	dir := t.TempDir()
	out := map[string]string{}
	keep := func(name string, raw []byte) {
		out[name] = filepath.Join(dir, name)
		if err := os.WriteFile(out[name], raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]color.RGBA{"red.jpg": {220, 20, 20, 255}, "green.jpg": {20, 160, 60, 255}, "blue.png": {20, 60, 200, 255}} {
		m := image.NewRGBA(image.Rect(0, 0, 600, 400))
		for i := range 600 * 400 {
			m.SetRGBA(i%600, i/600, c)
		}
		var b bytes.Buffer
		if strings.HasSuffix(name, "png") {
			png.Encode(&b, m)
		} else {
			jpeg.Encode(&b, m, nil)
		}
		keep(name, b.Bytes())
	}
	keep("damaged.jpg", []byte("\xff\xd8\xff\xe0 that is all"))
	var b bytes.Buffer
	png.Encode(&b, image.NewGray(image.Rect(0, 0, 4, 4)))
	binary.BigEndian.PutUint32(b.Bytes()[16:], 30_000)
	binary.BigEndian.PutUint32(b.Bytes()[20:], 30_000)
	keep("bomb.png", b.Bytes())
	keep("note.txt", []byte("text"))
	return out
}

// opened reads a sheet as what is filed is read.
func opened(t *testing.T, raw []byte) (*pdf.Document, string) {
	t.Helper()
	if err := api.Validate(bytes.NewReader(raw), nil); err != nil {
		t.Error(err)
	}
	runtime := webtest.Must(pdf.NewRuntime(t.Context(), pdf.Config{}))(t)
	t.Cleanup(func() { runtime.Close() })
	doc := webtest.Must(runtime.Open(t.Context(), raw, pdf.Limits{}))(t)
	t.Cleanup(func() { doc.Close() })
	text := ""
	for n := range doc.Pages() {
		for _, l := range webtest.Must(doc.Text(t.Context(), n+1))(t).Lines {
			text += l.Text + "\n"
		}
	}
	return doc, text
}

// shown is the colour in the middle of the upper or lower picture of a page.
func shown(t *testing.T, doc *pdf.Document, page int, lower bool) string {
	t.Helper()
	m := webtest.Must(doc.Render(t.Context(), page, 36))(t).Image
	y := m.Bounds().Dy() / 4
	if lower {
		y = m.Bounds().Dy() * 2 / 3
	}
	r, g, b, _ := m.At(m.Bounds().Dx()/2, y).RGBA()
	switch {
	case r > 0xb000 && g < 0x6000:
		return "red"
	case g > 0x8000 && r < 0x6000:
		return "green"
	case b > 0xb000 && r < 0x6000:
		return "blue"
	}
	return fmt.Sprintf("%x %x %x", r, g, b)
}

// Pictures are chosen, turned, captioned and moved; what comes is the PDF to print.
func TestPhotos(t *testing.T) {
	c := webtest.New(t)
	project := c.Project()
	files := snapshots(t)
	b := webtest.Open(t, c.URL)
	b.SignIn("enterprise")
	b.Go("/projects/" + project.ID + "/photos")
	b.Sees("尚未选择照片")
	b.Accessible()
	choose := func(names ...string) {
		t.Helper()
		var paths []string
		for _, n := range names {
			paths = append(paths, files[n])
		}
		b.Do(chromedp.SetUploadFiles(chromedp.CSS("#f-choose"), paths))
	}
	choose("red.jpg", "green.jpg", "blue.png", "note.txt")
	b.Sees("不是JPEG或PNG图片，未加入：note.txt")
	b.Sees("已选3张")
	row := func(n int, rest string) chromedp.CSS {
		return chromedp.CSS(fmt.Sprintf("[data-photo-row]:nth-child(%d) %s", n, rest))
	}
	b.Do(
		chromedp.SetValue(row(1, "[name^=caption]"), "站房外观"),
		chromedp.SetValue(row(2, "[name^=caption]"), "COD 分析仪"), chromedp.SetValue(row(2, "[name^=view]"), "nameplate"),
		chromedp.Click(row(3, "[data-photo-turn]")),
		chromedp.Click(row(3, "[data-photo-up]")),   // red, blue, green
		chromedp.Click(row(1, "[data-photo-down]")), // blue, red, green
	)
	b.Accessible()
	b.Shoot("photos")
	b.Size(webtest.Phone)
	b.Accessible()
	b.Shoot("photos-phone")
	b.Size(webtest.Laptop)
	raw := b.Kept("[data-photos-do]", "-安装图片.pdf")
	doc, text := opened(t, raw)
	if doc.Pages() != 3 {
		t.Fatalf("%d pages", doc.Pages())
	}
	for _, want := range []string{"污染源自动监控设施安装图片", "东莞一厂", "DW001", "站房外观", "COD分析仪（铭牌）", "此处加盖东莞一厂公章"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	if got := shown(t, doc, 2, false) + " " + shown(t, doc, 2, true) + " " + shown(t, doc, 3, false); got != "blue red green" {
		t.Errorf("order %s", got)
	}
	if p := webtest.Must(doc.Page(t.Context(), 2))(t); p.Images[0].Box.Width() >= p.Images[0].Box.Height() || p.Images[1].Box.Width() <= p.Images[1].Box.Height() {
		t.Errorf("turned: %+v", p.Images)
	}

	// A picture that cannot be opened is named, and the others stay.
	choose("bomb.png", "damaged.jpg")
	b.Do(chromedp.Click(chromedp.CSS("[data-photos-do]")))
	b.Sees("「bomb.png」：图片")
	b.Do(chromedp.Click(row(4, "[data-photo-remove]")))
	b.Do(chromedp.Click(chromedp.CSS("[data-photos-do]")))
	b.Sees("「damaged.jpg」：图片已损坏或不完整")
	b.Do(chromedp.Click(row(4, "[data-photo-remove]")))
	if doc, _ := opened(t, b.Kept("[data-photos-do]", "-安装图片.pdf")); doc.Pages() != 3 {
		t.Errorf("%d pages", doc.Pages())
	}
}

// Without scripts the form has fields for each picture; nobody else's project is set.
func TestPhotosWithoutScripts(t *testing.T) {
	c := webtest.New(t)
	project := c.Project()
	files := snapshots(t)
	b := webtest.Open(t, c.URL)
	b.SignIn("enterprise")
	b.Sees("厂方")
	b.Scripts(false)
	b.Go("/projects/" + project.ID + "/photos")
	b.Sees("旋转")
	b.Press("[data-photos-do]")
	b.Sees("未选择图片")
	b.Scripts(true)
	b.Accessible()
	b.Shoot("photos-plain")
	b.Scripts(false)
	b.Do(chromedp.SetUploadFiles(chromedp.CSS("#f-file-2"), []string{files["damaged.jpg"]}))
	b.Press("[data-photos-do]")
	b.Sees("「damaged.jpg」：图片已损坏或不完整")
	b.Scripts(true)

	equipment := workflow.Equipment{}
	if _, err := c.Workflow.SetEquipment(t.Context(), c.Enterprise, workflow.Ref{ID: project.ID, Version: project.Version}, equipment); err != nil {
		t.Fatal(err)
	}
	b.SignOut()
	b.SignIn("stranger")
	b.Sees("外人")
	if status := webtest.Eval[int](b, `fetch("/projects/`+project.ID+`/photos").then(r => r.status)`); status != 404 {
		t.Errorf("a stranger is told %d", status)
	}
}
