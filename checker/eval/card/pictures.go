package card

import (
	"fmt"

	"lianshen/checker/eval"
)

// PictureRow is one picture that is not ours: figures by its name and nothing of what it
// shows.
type PictureRow struct {
	Name, Found, Titles, Closeness string
	False                          int
}

// Pictures lists the labelled pictures.
func (c Card) Pictures() []PictureRow {
	var out []PictureRow
	for _, p := range c.Result.Pictures {
		row := PictureRow{Name: p.Path, Found: fmt.Sprintf("%d/%d", p.Found, p.Seals), False: p.False}
		exact, sum := 0, 0.0
		for _, t := range p.Titles {
			sum += t.Closeness
			if t.Closeness == 1 {
				exact++
			}
		}
		if len(p.Titles) > 0 {
			row.Titles = fmt.Sprintf("%d/%d", exact, len(p.Titles))
			row.Closeness = fmt.Sprintf("%.3f", sum/float64(len(p.Titles)))
		}
		out = append(out, row)
	}
	return out
}

// CurveRow is one calibration curve in a line.
type CurveRow struct {
	Name string
	ECE  string
	N    int
}

// curveNames are what a reader calls the curves.
var curveNames = map[string]string{
	eval.LineCurve: "文字行 lines", eval.SealCurve: "是否印章 seals", eval.TitleCurve: "印章名称 titles", eval.FieldCurve: "字段 fields", eval.VerdictCurve: "核验结论 verdicts",
}

// Curves lists the calibration curves that were counted.
func (c Card) Curves() []CurveRow {
	var out []CurveRow
	for _, name := range eval.Curves {
		if v := c.Result.Curve(name); v != nil {
			out = append(out, CurveRow{Name: curveNames[name], ECE: fmt.Sprintf("%.3f", v.ECE()), N: v.N()})
		}
	}
	return out
}
