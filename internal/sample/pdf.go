package sample

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"

	"github.com/signintech/gopdf"
)

// producers are what the files claim to come from.
const (
	scannerProducer = "Canon iR-ADV C3525"
	officeProducer  = "WPS 文字"
)

// pdfWriter draws display lists into one PDF.
type pdfWriter struct {
	pdf   *gopdf.GoPdf
	fonts map[string]bool
}

func newPDF(title string, made Date) *pdfWriter {
	w := &pdfWriter{pdf: &gopdf.GoPdf{}, fonts: map[string]bool{}}
	w.pdf.Start(gopdf.Config{PageSize: gopdf.Rect{W: pageWidth, H: pageHeight}})
	w.pdf.SetInfo(gopdf.PdfInfo{Title: title, Producer: officeProducer, CreationDate: made.Time()})
	return w
}

func (w *pdfWriter) bytes() ([]byte, error) {
	var b bytes.Buffer
	if _, err := w.pdf.WriteTo(&b); err != nil {
		return nil, fmt.Errorf("sample: write PDF: %w", err)
	}
	return b.Bytes(), nil
}

// scanned adds a page that is one JPEG, as a scanner makes it.
func (w *pdfWriter) scanned(p *page, s Scan) error {
	var b bytes.Buffer
	img := s.apply(rasterize(p, float64(s.DPI)))
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: s.Quality}); err != nil {
		return fmt.Errorf("sample: encode page: %w", err)
	}
	pw, ph := s.size()
	w.pdf.AddPageWithOption(gopdf.PageOption{PageSize: &gopdf.Rect{W: pw, H: ph}})
	return w.jpeg(b.Bytes(), 0, 0, pw, ph)
}

// digital adds a page with a text layer.
func (w *pdfWriter) digital(p *page) error {
	w.pdf.AddPageWithOption(gopdf.PageOption{PageSize: &gopdf.Rect{W: pageWidth, H: pageHeight}})
	for _, it := range p.Items {
		if err := w.item(it); err != nil {
			return err
		}
	}
	return nil
}

func (w *pdfWriter) item(it item) error {
	switch it := it.(type) {
	case text:
		return w.text(it)
	case rule:
		w.pdf.SetLineWidth(it.W)
		w.pdf.Line(it.X0, it.Y0, it.X1, it.Y1)
		return nil
	case picture:
		return w.jpeg(it.JPEG, it.X, it.Y, it.W, it.H)
	case shape:
		return w.shape(it)
	case impression:
		return w.overlay(it)
	}
	return fmt.Errorf("sample: no PDF form of %T", it)
}

func (w *pdfWriter) jpeg(data []byte, x, y, width, height float64) error {
	h, err := gopdf.ImageHolderByBytes(data)
	if err != nil {
		return fmt.Errorf("sample: image: %w", err)
	}
	return w.pdf.ImageByHolder(h, x, y, &gopdf.Rect{W: width, H: height})
}

// text writes one line, cut into runs of one font.
func (w *pdfWriter) text(t text) error {
	x := t.X
	run := make([]rune, 0, len(t.S))
	runes := []rune(t.S)
	for i, r := range runes {
		run = append(run, r)
		o := t.Face.pick(r)
		if i+1 < len(runes) && t.Face.pick(runes[i+1]) == o {
			continue
		}
		if err := w.run(o, t, x, string(run)); err != nil {
			return err
		}
		for _, r := range run {
			x += o.advance(r) * t.Size
		}
		run = run[:0]
	}
	return nil
}

func (w *pdfWriter) run(o *outline, t text, x float64, s string) error {
	if !w.fonts[o.name] {
		if o.data == nil {
			return fmt.Errorf("%w: %s cannot be embedded", ErrFont, o.name)
		}
		if err := w.pdf.AddTTFFontData(o.name, o.data); err != nil {
			return fmt.Errorf("%w: embed %s: %w", ErrFont, o.name, err)
		}
		w.fonts[o.name] = true
	}
	if err := w.pdf.SetFont(o.name, "", t.Size); err != nil {
		return fmt.Errorf("%w: %s: %w", ErrFont, o.name, err)
	}
	w.pdf.SetTextColor(t.Colour.R, t.Colour.G, t.Colour.B)
	w.pdf.SetXY(x, t.Y)
	return w.pdf.Text(s)
}

// overlayDPI is the resolution of pasted seals and signatures.
const overlayDPI = 220

// overlay pastes the seal as a picture with transparency, multiplied onto the text.
func (w *pdfWriter) overlay(i impression) error {
	ink := i.ink(overlayDPI)
	img := image.NewNRGBA(ink.Bounds())
	for k, a := range ink.Pix {
		copy(img.Pix[4*k:], []uint8{i.Seal.Tint.R, i.Seal.Tint.G, i.Seal.Tint.B, a})
	}
	side := float64(ink.Bounds().Dx()) * 72 / overlayDPI
	return w.png(img, i.CX-side/2, i.CY-side/2, side, side)
}

// shape pastes an outline as a picture: PDF libraries draw no curves with holes.
func (w *pdfWriter) shape(s shape) error {
	lo, hi := s.Path.bounds()
	k := overlayDPI / 72.0
	box := image.Rect(0, 0, int(math.Ceil((hi.X-lo.X)*k))+2, int(math.Ceil((hi.Y-lo.Y)*k))+2)
	cover := image.NewAlpha(box)
	s.Path.transform(moving(-lo.X, -lo.Y).then(scaling(k, k))).fill(cover, color.Opaque)
	img := image.NewNRGBA(box)
	for i, a := range cover.Pix {
		copy(img.Pix[4*i:], []uint8{s.Colour.R, s.Colour.G, s.Colour.B, a})
	}
	return w.png(img, lo.X, lo.Y, float64(box.Dx())/k, float64(box.Dy())/k)
}

func (w *pdfWriter) png(img image.Image, x, y, width, height float64) error {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return fmt.Errorf("sample: encode overlay: %w", err)
	}
	h, err := gopdf.ImageHolderByBytes(b.Bytes())
	if err != nil {
		return fmt.Errorf("sample: overlay: %w", err)
	}
	return w.pdf.ImageByHolderWithOptions(h, gopdf.ImageOptions{
		X: x, Y: y, Rect: &gopdf.Rect{W: width, H: height},
		Transparency: &gopdf.Transparency{Alpha: 1, BlendModeType: gopdf.Multiply},
	})
}
