package web

import (
	"fmt"

	"lianshen/checker"
)

// sheetView (页面图像) is a page as a picture with boxes over it; the part "sheets" shows them. Boxes
// are in points of the page, as in the facts.
type sheetView struct {
	Number        int
	Picture       string // address of the picture
	Width, Height float64
	Boxes         []boxView
}

// Layers of boxes, which a reader may leave out.
const (
	layerFault = "fault"
	layerSeal  = "seal"
	layerField = "field"
)

// boxView is a box with what it marks.
type boxView struct {
	ID             string // to lead to
	Layer          string
	X, Y, W, H     float64
	Label          string // beside the box: the number of a finding, or ""
	Title          string // what it is, in words
	Link           string // to what is said of it
	LabelX, LabelY float64
}

// sheetsOf lays boxes of seals, fields and findings over the pages of a file. Places of the
// findings are led to their boxes.
func (v *visit) sheetsOf(project, slug string, number int, f *checker.Facts, list *findingList) []sheetView {
	out := make([]sheetView, len(f.Pages))
	at := map[int]*sheetView{}
	for i, p := range f.Pages {
		out[i] = sheetView{
			Number: p.Number, Width: p.WidthPt, Height: p.HeightPt,
			Picture: fmt.Sprintf("/projects/%s/documents/%s/pages/%d?v=%d", project, slug, p.Number, number),
		}
		at[p.Number] = &out[i]
	}
	for i := range f.Seals {
		s := &f.Seals[i]
		title := v.t("seal.seal")
		if s.Title != nil {
			title = *s.Title
		}
		at[s.Page].add(boxView{ID: fmt.Sprintf("seal-%d", i+1), Layer: layerSeal, Title: title + " · " + v.sealVerdict(s).Text}, [4]float64(s.Box))
	}
	for _, all := range f.Fields {
		for _, x := range all[:min(1, len(all))] {
			at[x.Page].add(boxView{Layer: layerField, Title: x.Label + "：" + x.Raw}, [4]float64(x.Box))
		}
	}
	for i := range list.Items {
		item := &list.Items[i]
		for j := range item.Places {
			p := &item.Places[j]
			sheet := at[p.Page]
			if p.Document != slug || sheet == nil {
				continue
			}
			p.Link = fmt.Sprintf("#page-%d", p.Page)
			if p.Box != nil {
				id := fmt.Sprintf("box-%d-%d", item.Number, j+1)
				p.Link = "#" + id
				sheet.add(boxView{ID: id, Layer: layerFault, Label: fmt.Sprint(item.Number), Title: item.Message, Link: fmt.Sprintf("#finding-%d", item.Number)}, *p.Box)
			}
		}
	}
	return out
}

// boxMargin keeps the line of a box off what it marks, in points.
const boxMargin = 2

// add lays a box over the page, within it.
func (s *sheetView) add(b boxView, at [4]float64) {
	if s == nil {
		return // on a page that was not read
	}
	x0, y0 := max(0, at[0]-boxMargin), max(0, at[1]-boxMargin)
	x1, y1 := min(s.Width, at[2]+boxMargin), min(s.Height, at[3]+boxMargin)
	if x1 <= x0 || y1 <= y0 {
		return
	}
	b.X, b.Y, b.W, b.H = x0, y0, x1-x0, y1-y0
	b.LabelX, b.LabelY = max(9, x0), max(9, y0)
	s.Boxes = append(s.Boxes, b)
}
