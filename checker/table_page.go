package checker

import (
	"math"
	"slices"

	"lianshen/ocr"
)

// TablePage is what the tables of a page are read from, upright and in points: its lines
// with the places of their characters, and the printed rules.
type TablePage struct {
	Number  int
	WidthPt float64
	Lines   []ocr.Line // Chars nil where they are unknown
	Rulings ocr.Rulings
	Layer   bool // the lines are a text layer, which has no misreadings
	// Written are the places of empty cells in which there is ink; nil when nobody looked.
	Written []ocr.Box
}

// straight maps a point of a page whose lines lean to one whose lines do not.
type straight struct{ slope float64 }

func newStraight(r ocr.Rulings) straight {
	// The rules themselves tell best how the page leans: long ones count most.
	var sum, weight float64
	for _, a := range r.Across {
		w := a.X1 - a.X0
		sum += w * (a.Y1 - a.Y0)
		weight += w * w
	}
	if weight == 0 {
		return straight{}
	}
	return straight{sum / weight}
}

func (s straight) point(x, y float64) (float64, float64) { return x + s.slope*y, y - s.slope*x }

func (s straight) ruling(r ocr.Ruling) ocr.Ruling {
	x0, y0 := s.point(r.X0, r.Y0)
	x1, y1 := s.point(r.X1, r.Y1)
	return ocr.Ruling{X0: x0, Y0: y0, X1: x1, Y1: y1}
}

func (s straight) rulings(r ocr.Rulings) ocr.Rulings {
	var out ocr.Rulings
	for _, a := range r.Across {
		out.Across = append(out.Across, s.ruling(a))
	}
	for _, d := range r.Down {
		out.Down = append(out.Down, s.ruling(d))
	}
	return out
}

// line moves a line with its characters.
func (s straight) line(l ocr.Line) ocr.Line {
	box := s.box(l.Box)
	dx := box[0] - l.Box[0]
	l.Box, l.Chars = box, slices.Clone(l.Chars)
	for i := range l.Chars {
		l.Chars[i].X0 += dx
		l.Chars[i].X1 += dx
	}
	return l
}

// box moves a box by what its middle moves.
func (s straight) box(b ocr.Box) ocr.Box {
	x, y := b.Centre()
	nx, ny := s.point(x, y)
	return ocr.Box{b[0] + nx - x, b[1] + ny - y, b[2] + nx - x, b[3] + ny - y}
}

// back is the inverse of box.
func (s straight) back(b ocr.Box) ocr.Box {
	x, y := b.Centre()
	k := 1 + s.slope*s.slope
	ox, oy := (x-s.slope*y)/k, (y+s.slope*x)/k
	return ocr.Box{b[0] + ox - x, b[1] + oy - y, b[2] + ox - x, b[3] + oy - y}
}

// piece is a part of a line that stands in one cell.
type piece struct {
	text  string
	box   ocr.Box // straightened
	score float64
	chars []ocr.Char // nil where they are unknown
}

// letters returns the characters of a line with their spans; where the reader gave none
// they are spread over the line by their widths.
func letters(l ocr.Line) []ocr.Char {
	if len(l.Chars) > 0 {
		return l.Chars
	}
	var total float64
	for _, r := range l.Text {
		total += runeWidth(r)
	}
	if total == 0 {
		return nil
	}
	var out []ocr.Char
	x, per := l.Box[0], l.Box.Width()/total
	for _, r := range l.Text {
		w := runeWidth(r) * per
		out = append(out, ocr.Char{Text: string(r), Score: l.Score, X0: x, X1: x + w})
		x += w
	}
	return out
}

// pieceOf joins characters of a line; ends are where the line is cut before and behind it.
func pieceOf(l ocr.Line, chars []ocr.Char) piece {
	p := piece{box: l.Box, score: l.Score}
	if len(l.Chars) > 0 {
		p.chars = chars
	}
	for _, c := range chars {
		p.text += c.Text
	}
	if len(chars) > 0 && (chars[0].X0 > l.Box[0]+l.Box.Height() || chars[len(chars)-1].X1 < l.Box[2]-l.Box.Height()) {
		p.box[0], p.box[2] = chars[0].X0, chars[len(chars)-1].X1
		p.score = meanChars(chars, l.Score)
	}
	return p
}

func meanChars(chars []ocr.Char, otherwise float64) float64 {
	sum := 0.0
	for _, c := range chars {
		sum += c.Score
	}
	if sum == 0 {
		return otherwise
	}
	return math.Min(1, sum/float64(len(chars)))
}

// cutAt cuts a line at the places in at (ascending), each where the characters leave most
// room near it.
func cutAt(l ocr.Line, at []float64) []piece {
	chars := letters(l)
	var out []piece
	start := 0
	for _, x := range at {
		if k := cutIndex(chars, x, l.Box.Height()); k > start && k < len(chars) {
			out = append(out, pieceOf(l, chars[start:k]))
			start = k
		}
	}
	if start == 0 {
		return []piece{{l.Text, l.Box, l.Score, l.Chars}}
	}
	return append(out, pieceOf(l, chars[start:]))
}

// cutIndex is the character before which a line is cut at x. Readers place characters only
// roughly: of the gaps around x the widest is taken, less what it lies off.
func cutIndex(chars []ocr.Char, x, height float64) int {
	best, at := math.Inf(-1), 0
	for k := 1; k < len(chars); k++ {
		middle := (chars[k-1].X1 + chars[k].X0) / 2
		off := math.Abs(middle - x)
		if off > height {
			continue
		}
		if v := chars[k].X0 - chars[k-1].X1 - 0.6*off; v > best {
			best, at = v, k
		}
	}
	if at > 0 {
		return at
	}
	for k, c := range chars {
		if (c.X0+c.X1)/2 > x {
			return k
		}
	}
	return len(chars)
}
