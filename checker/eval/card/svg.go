package card

import (
	"fmt"
	"math"
	"strings"

	"lianshen/checker/eval"
)

// Size of one panel of the picture of curves, in its own units.
const (
	panel  = 180.0
	gutter = 46.0
)

// SVG draws the calibration curves side by side: what scores promised to the right, what
// came true upwards, with 95 % intervals; the larger a dot, the more readings. A calibrated
// score stands on the diagonal. "" when there is no curve.
func (c Card) SVG() string {
	var b strings.Builder
	n := 0
	for _, name := range eval.Curves {
		if v := c.Result.Curve(name); v != nil {
			drawCurve(&b, curveNames[name], v, gutter+float64(n)*(panel+gutter))
			n++
		}
	}
	if n == 0 {
		return ""
	}
	w, h := gutter+float64(n)*(panel+gutter), panel+2*gutter
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" viewBox="0 0 %.0f %.0f" font-family="sans-serif" font-size="11">
<rect width="100%%" height="100%%" fill="#fff"/>
%s</svg>
`, w, h, w, h, b.String())
}

func drawCurve(b *strings.Builder, title string, c *eval.Curve, left float64) {
	top := gutter
	x := func(v float64) float64 { return left + v*panel }
	y := func(v float64) float64 { return top + (1-v)*panel }
	fmt.Fprintf(b, `<text x="%.1f" y="%.1f" font-size="13">%s</text><text x="%.1f" y="%.1f" fill="#666">ECE %.3f, n %d</text>`+"\n", left, top-24, title, left, top-8, c.ECE(), c.N())
	fmt.Fprintf(b, `<rect x="%.1f" y="%.1f" width="%.0f" height="%.0f" fill="none" stroke="#bbb"/>`, left, top, panel, panel)
	fmt.Fprintf(b, `<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="#bbb" stroke-dasharray="4 3"/>`+"\n", x(0), y(0), x(1), y(1))
	for _, v := range []float64{0, 0.5, 1} {
		fmt.Fprintf(b, `<text x="%.1f" y="%.1f" text-anchor="middle" fill="#666">%g</text><text x="%.1f" y="%.1f" text-anchor="end" fill="#666">%g</text>`, x(v), top+panel+16, v, left-5, y(v)+4, v)
	}
	b.WriteByte('\n')
	for _, bin := range c.Bins {
		if bin.N == 0 {
			continue
		}
		low, high := bin.Came().Wilson()
		at, share := bin.Promised(), float64(bin.N)/float64(c.N())
		fmt.Fprintf(b, `<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="#c0392b" stroke-opacity=".5"/>`, x(at), y(low), x(at), y(high))
		fmt.Fprintf(b, `<circle cx="%.1f" cy="%.1f" r="%.1f" fill="#c0392b"/>`+"\n", x(at), y(bin.Came().Value()), 2+6*math.Sqrt(share))
	}
}
