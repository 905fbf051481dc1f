package checker

import (
	"image"

	"lianshen/ocr"
)

// inkArea is the ink of a part of the page: a bitmap in pixels with its origin on the page.
type inkArea struct {
	origin image.Point
	w, h   int
	set    []bool
	blue   int // pixels of blue ink among them
}

// inkKind says which pixels count.
type inkKind int

const (
	anyInk inkKind = iota // whatever is not paper
	penInk                // dark or blue: not the red of seals
)

// ink looks at a box in points.
func (m *marker) ink(b ocr.Box, kind inkKind) inkArea {
	r := b.Scale(m.scale).Rect().Intersect(m.img.Rect)
	a := inkArea{origin: r.Min, w: r.Dx(), h: r.Dy(), set: make([]bool, max(0, r.Dx()*r.Dy()))}
	for y := range a.h {
		row := m.img.Pix[m.img.PixOffset(r.Min.X, r.Min.Y+y):]
		for x := range a.w {
			red, green, blue := int(row[4*x]), int(row[4*x+1]), int(row[4*x+2])
			if min(red, green, blue) > 150 || kind == penInk && red > max(green, blue)+45 {
				continue
			}
			a.set[y*a.w+x] = true
			if blue > red+35 {
				a.blue++
			}
		}
	}
	return a
}

// withoutRules wipes out what spans nearly the whole area in a row or a column: the rules of
// a form, which are no writing.
func (a *inkArea) withoutRules() {
	for y := range a.h {
		if longest(a.w, func(x int) bool { return a.set[y*a.w+x] }) > a.w*6/10 {
			for x := range a.w {
				a.set[y*a.w+x] = false
			}
		}
	}
	for x := range a.w {
		if longest(a.h, func(y int) bool { return a.set[y*a.w+x] }) > a.h*9/10 {
			for y := range a.h {
				a.set[y*a.w+x] = false
			}
		}
	}
}

// longest is the length of the longest run of true.
func longest(n int, set func(int) bool) int {
	best, run := 0, 0
	for i := range n {
		if run++; !set(i) {
			run = 0
		}
		best = max(best, run)
	}
	return best
}

// bounds is the box of the ink in pixels of the area, and how many pixels it is. Rows and
// columns with a speck only do not count.
func (a inkArea) bounds() (image.Rectangle, int) {
	rows, columns, n := make([]int, a.h), make([]int, a.w), 0
	for i, set := range a.set {
		if set {
			rows[i/a.w]++
			columns[i%a.w]++
			n++
		}
	}
	y0, y1 := extent(rows)
	x0, x1 := extent(columns)
	return image.Rect(x0, y0, x1, y1), n
}

// extent is the span of the counts above one.
func extent(counts []int) (from, to int) {
	from, to = len(counts), 0
	for i, n := range counts {
		if n > 1 {
			from, to = min(from, i), i+1
		}
	}
	return min(from, to), to
}

// points maps a rectangle of the area to points of the page.
func (m *marker) points(a inkArea, r image.Rectangle) ocr.Box {
	r = r.Add(a.origin)
	return ocr.Box{float64(r.Min.X), float64(r.Min.Y), float64(r.Max.X), float64(r.Max.Y)}.Scale(1 / m.scale)
}
