package photosheet

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/signintech/gopdf"

	"lianshen/workflow/formcode"
)

// A4 upright, in points from the top left.
const (
	pageWidth  = 595.28
	pageHeight = 841.89
	margin     = 50.0
	inner      = pageWidth - 2*margin
	textSize   = 10.5
)

// Write sets the sheet. files are the prepared pictures one after the other, each as long as its
// entry says. made is when. The code photosheet.font says that a font is not installed.
func Write(w io.Writer, s *Sheet, files []byte, made time.Time) error {
	d := &drawing{pdf: &gopdf.GoPdf{}, pages: 1 + (len(s.Pictures)+1)/2, sheet: s}
	d.pdf.Start(gopdf.Config{PageSize: gopdf.Rect{W: pageWidth, H: pageHeight}})
	d.pdf.SetInfo(gopdf.PdfInfo{Title: title, Subject: s.Enterprise, Producer: "lianshen", CreationDate: made})
	if err := addFonts(d.pdf); err != nil {
		return err
	}
	d.cover()
	for i := range s.Pictures {
		n := s.Pictures[i].Bytes
		if n < 0 || n > len(files) {
			return fmt.Errorf("photosheet: picture %d has %d bytes, %d are left", i+1, n, len(files))
		}
		d.picture(i, files[:n])
		files = files[n:]
	}
	if d.err != nil {
		return d.err
	}
	_, err := d.pdf.WriteTo(w)
	return err
}

const title = "污染源自动监控设施安装图片"

// drawing sets a PDF and keeps the first error.
type drawing struct {
	pdf   *gopdf.GoPdf
	sheet *Sheet
	page  int
	pages int
	err   error
}

func (d *drawing) do(err error) {
	if d.err == nil {
		d.err = err
	}
}

// begin starts a page with its number.
func (d *drawing) begin() {
	d.page++
	d.pdf.AddPage()
	d.centred(pageHeight-36, 9, fmt.Sprintf("第%d页　共%d页", d.page, d.pages))
}

// text sets one line with its baseline at y.
func (d *drawing) text(x, y, size float64, s string) {
	for _, r := range d.runs(s) {
		d.do(d.pdf.SetFont(r.face, "", size))
		d.pdf.SetXY(x, y)
		d.do(d.pdf.Text(r.text))
		x += d.width(r, size)
	}
}

// run is a part of a text in one face.
type run struct{ face, text string }

// runs chooses the first face that has each character; one that none has is left out.
func (d *drawing) runs(s string) []run {
	var out []run
	for _, r := range s {
		face := d.faceOf(r)
		switch n := len(out); {
		case face == "":
		case n > 0 && out[n-1].face == face:
			out[n-1].text += string(r)
		default:
			out = append(out, run{face, string(r)})
		}
	}
	return out
}

func (d *drawing) faceOf(r rune) string {
	for _, f := range faces {
		d.do(d.pdf.SetFont(f.name, "", textSize))
		if ok, err := d.pdf.IsCurrFontContainGlyph(r); err == nil && ok {
			return f.name
		}
	}
	return ""
}

func (d *drawing) width(r run, size float64) float64 {
	d.do(d.pdf.SetFont(r.face, "", size))
	w, err := d.pdf.MeasureTextWidth(r.text)
	d.do(err)
	return w
}

func (d *drawing) measure(size float64, s string) float64 {
	w := 0.0
	for _, r := range d.runs(s) {
		w += d.width(r, size)
	}
	return w
}

func (d *drawing) centred(y, size float64, s string) {
	d.text((pageWidth-d.measure(size, s))/2, y, size, s)
}

// fitted is a text cut to a width.
func (d *drawing) fitted(size, width float64, s string) string {
	runes := []rune(s)
	if d.measure(size, s) <= width {
		return s
	}
	for len(runes) > 0 && d.measure(size, string(runes)+"…") > width {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}

// wrapped breaks a text into at most so many lines of a width; what is left is cut.
func (d *drawing) wrapped(size, width float64, most int, s string) []string {
	var out []string
	line := ""
	runes := []rune(s)
	for i, r := range runes {
		if line != "" && d.measure(size, line+string(r)) > width {
			if len(out)+1 == most {
				return append(out, d.fitted(size, width, line+string(runes[i:])))
			}
			out, line = append(out, line), ""
		}
		line += string(r)
	}
	return append(out, line)
}

// cover says whose pictures these are, lists them, and has the place of the seal.
func (d *drawing) cover() {
	d.begin()
	d.centred(82, 20, title)
	d.code(pageWidth-margin-68, 98, 68)
	s := d.sheet
	y := 124.0
	for _, pair := range [][2]string{{"排污单位名称", s.Enterprise}, {"排放口编号", s.Outlets}, {"施工单位名称", s.Contractor}} {
		for i, line := range d.wrapped(11.5, inner-190, 2, orBlank(pair[1])) {
			if i == 0 {
				d.text(margin, y, 11.5, pair[0]+"：")
			}
			d.text(margin+88, y, 11.5, line)
			y += 19
		}
	}
	y = d.list(max(y, 186))
	d.text(margin+22, y+26, textSize, "本单位确认所附图片均为现场拍摄，与实际安装情况一致。")
	d.sealing(y + 40)
}

func orBlank(s string) string {
	if s == "" {
		return "＿＿＿＿＿＿＿＿＿＿＿＿"
	}
	return s
}

// list is the index of the pictures in two columns; it gives where it ends.
func (d *drawing) list(y float64) float64 {
	const row, number = 17.0, 34.0
	half := (len(d.sheet.Pictures) + 1) / 2
	d.pdf.SetLineWidth(0.5)
	d.pdf.SetStrokeColor(110, 115, 125)
	for i := range half + 2 {
		d.pdf.Line(margin, y+float64(i)*row, margin+inner, y+float64(i)*row)
	}
	end := y + float64(half+1)*row
	for _, x := range []float64{0, number, inner / 2, inner/2 + number, inner} {
		d.pdf.Line(margin+x, y, margin+x, end)
	}
	for k := range 2 {
		x := margin + float64(k)*inner/2
		d.text(x+7, y+12, 9.5, "图号")
		d.text(x+number+6, y+12, 9.5, "内容")
		for i := range half {
			n := k*half + i
			if n >= len(d.sheet.Pictures) {
				break
			}
			at := y + float64(i+1)*row + 12
			d.text(x+12, at, 9.5, fmt.Sprint(n+1))
			d.text(x+number+6, at, 9.5, d.fitted(9.5, inner/2-number-10, d.sheet.Pictures[n].says()))
		}
	}
	return end
}

// sealing is who must seal the cover and where. The place has corners only: a drawn ring would be
// taken for a seal.
func (d *drawing) sealing(y float64) {
	const side, corner = 133.0, 14.0
	x := pageWidth - margin - side
	right := func(y, size float64, s string) { d.text(x-16-d.measure(size, s), y, size, s) }
	right(y+52, 11.5, d.fitted(11.5, inner-side-20, d.sheet.Enterprise+"（盖章）"))
	right(y+76, 11.5, "日期：　　　　年　　月　　日")
	d.pdf.SetTextColor(91, 97, 107)
	right(y+98, 9, d.fitted(9, inner-side-20, "此处加盖"+d.sheet.Enterprise+"公章"))
	d.pdf.SetTextColor(0, 0, 0)
	d.pdf.SetLineWidth(0.8)
	for _, c := range [][4]float64{{x, y, 1, 1}, {x + side, y, -1, 1}, {x, y + side, 1, -1}, {x + side, y + side, -1, -1}} {
		d.pdf.Line(c[0], c[1], c[0]+c[2]*corner, c[1])
		d.pdf.Line(c[0], c[1], c[0], c[1]+c[3]*corner)
	}
}

// code draws the form's code with its white border within a square.
func (d *drawing) code(x, y, side float64) {
	modules, err := d.sheet.Code.Modules()
	if err != nil {
		d.do(err)
		return
	}
	m := side / float64(len(modules)+2*formcode.Border)
	d.pdf.SetFillColor(0, 0, 0)
	for i, row := range modules {
		for k := 0; k < len(row); k++ {
			from := k
			for k < len(row) && row[k] {
				k++
			}
			if k > from {
				d.pdf.RectFromUpperLeftWithStyle(x+float64(from+formcode.Border)*m, y+float64(i+formcode.Border)*m, float64(k-from)*m, m, "F")
			}
		}
	}
}

// picture sets a picture on its half of a page, with its caption in two lines at most.
func (d *drawing) picture(i int, file []byte) {
	const boxHeight, gap = 318.0, 352.0
	if i%2 == 0 {
		d.begin()
		d.text(margin, 40, 9, d.fitted(9, inner, d.sheet.Enterprise+"　"+title))
	}
	top := 56 + float64(i%2)*gap
	holder, err := gopdf.ImageHolderByReader(bytes.NewReader(file))
	if err != nil {
		d.do(fmt.Errorf("photosheet: picture %d: %w", i+1, err))
		return
	}
	w, h, err := sizeOf(file)
	if err != nil {
		d.do(fmt.Errorf("photosheet: picture %d: %w", i+1, err))
		return
	}
	scale := min(inner/w, boxHeight/h)
	w, h = w*scale, h*scale
	d.do(d.pdf.ImageByHolder(holder, (pageWidth-w)/2, top+(boxHeight-h)/2, &gopdf.Rect{W: w, H: h}))
	lines := d.wrapped(textSize, inner, 2, strings.TrimSpace(d.sheet.Pictures[i].line(i+1)))
	for k, line := range lines {
		d.centred(top+boxHeight+13+float64(k)*14, textSize, line)
	}
}
