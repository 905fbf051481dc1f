package ocr

import (
	"cmp"
	"image"
	"maps"
	"math"
	"slices"
)

// Ruling is one printed straight line of a table, from its left or upper end to the other,
// in pixels of the page image.
type Ruling struct{ X0, Y0, X1, Y1 float64 }

// Scale returns r with every coordinate multiplied by f.
func (r Ruling) Scale(f float64) Ruling { return Ruling{r.X0 * f, r.Y0 * f, r.X1 * f, r.Y1 * f} }

// Rulings are the lines of a page's tables: across and down.
type Rulings struct{ Across, Down []Ruling }

// Scale returns r with every coordinate multiplied by f.
func (r Rulings) Scale(f float64) Rulings {
	var out Rulings
	for _, a := range r.Across {
		out.Across = append(out.Across, a.Scale(f))
	}
	for _, d := range r.Down {
		out.Down = append(out.Down, d.Scale(f))
	}
	return out
}

const (
	// rulingDPI is the least resolution to which a page is reduced: a rule of half a point
	// is still a pixel wide.
	rulingDPI = 125.0
	// rulingDepth is by how much a rule is darker than what lies on both its sides.
	rulingDepth = 32
	// rulingReach is how far to its sides a rule is compared, in points: further than half
	// its width, less than the white around text in a cell.
	rulingReach = 1.5
	// shortestRun is the least unbroken piece of a rule in points: longer than the strokes
	// of letters, shorter than the rows of a table.
	shortestRun = 11.0
	// shortestRuling is the least length of a rule in points: the height of a narrow row.
	shortestRuling = 13.0
	// rulingGap is the largest break of a rule in points, where ink or dust lies over it.
	rulingGap = 4.0
	// mostRuns bounds the work for a page of nothing but stripes.
	mostRuns = 60_000
	// mostRulings of one direction are kept, the longest: a page has a few hundred.
	mostRulings = 1200
)

// FindRulings returns the rules of the tables of a page whose lines lean by skewDeg degrees
// clockwise. What is dark, thin and straight is taken; whether it belongs to a table is for
// the caller to see.
func FindRulings(img *image.RGBA, dpi, skewDeg float64) Rulings {
	factor := max(1, int(dpi/rulingDPI))
	g := Shrink(Grey(img), factor)
	scale := float64(factor)
	dpi /= scale
	slope := math.Tan(skewDeg * math.Pi / 180)
	across := findAcross(g, dpi, slope)
	down := findAcross(transposed(g), dpi, -slope)
	for i, r := range down {
		down[i] = Ruling{r.Y0, r.X0, r.Y1, r.X1}
	}
	return Rulings{across, down}.Scale(scale)
}

func transposed(g *image.Gray) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, h, w))
	const tile = 32 // both pictures stay in the cache
	for y0 := 0; y0 < h; y0 += tile {
		for x0 := 0; x0 < w; x0 += tile {
			for y := y0; y < min(y0+tile, h); y++ {
				for x := x0; x < min(x0+tile, w); x++ {
					out.Pix[x*out.Stride+y] = g.Pix[y*g.Stride+x]
				}
			}
		}
	}
	return out
}

// run is a dark piece of one row, along the slope.
type run struct{ x0, x1, y int }

// findAcross returns the rules from left to right that climb by about slope.
func findAcross(g *image.Gray, dpi, slope float64) []Ruling {
	runs := darkRuns(g, dpi, slope)
	gap := rulingGap * dpi / 72
	var out []Ruling
	for _, group := range linkRuns(runs, gap) {
		r := fitRuns(group, slope)
		if r.X1-r.X0 >= shortestRuling*dpi/72 {
			out = append(out, r)
		}
	}
	return joinRulings(longest(out), gap, slope)
}

// longest keeps the rules that a table can be made of.
func longest(rules []Ruling) []Ruling {
	if len(rules) <= mostRulings {
		return rules
	}
	slices.SortStableFunc(rules, func(a, b Ruling) int { return cmp.Compare(b.X1-b.X0, a.X1-a.X0) })
	return rules[:mostRulings]
}

// darkRuns collects the runs of all rows; rows follow the slope, so that a leaning rule
// lies in one or two of them.
func darkRuns(g *image.Gray, dpi, slope float64) []run {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	reach := max(2, int(math.Round(rulingReach*dpi/72)))
	least := int(shortestRun * dpi / 72)
	steps := stepsOf(slope, w)
	lowest, highest := min(0, steps[len(steps)-1].shift), max(0, steps[len(steps)-1].shift)
	var runs []run
	for y := reach - highest; y < h-reach-lowest && len(runs) < mostRuns; y++ {
		start, last := -1, -1
		for _, s := range steps {
			at := y + s.shift
			if at < reach || at >= h-reach {
				continue
			}
			mid := g.Pix[at*g.Stride:][:w]
			above, below := g.Pix[(at-reach)*g.Stride:][:w], g.Pix[(at+reach)*g.Stride:][:w]
			for x := s.from; x < s.to; x++ {
				if mid[x] > 255-rulingDepth {
					continue
				}
				if v := mid[x] + rulingDepth; v < above[x] && v < below[x] {
					if start < 0 || x-last > 2 {
						runs = addRun(runs, run{start, last + 1, y}, least)
						start = x
					}
					last = x
				}
			}
		}
		runs = addRun(runs, run{start, last + 1, y}, least)
	}
	return runs
}

// step is a stretch of a leaning row that stays on one row of the picture.
type step struct{ from, to, shift int }

func stepsOf(slope float64, w int) []step {
	out := []step{{0, w, 0}}
	for x := range w {
		if shift := int(math.Round(slope * float64(x))); shift != out[len(out)-1].shift {
			out[len(out)-1].to = x
			out = append(out, step{x, w, shift})
		}
	}
	return out
}

func addRun(runs []run, r run, least int) []run {
	if r.x0 < 0 || r.x1-r.x0 < least {
		return runs
	}
	return append(runs, r)
}

// linkRuns puts the runs of one rule together: on neighbouring rows, one going on where the
// other ends. Runs come row by row.
func linkRuns(runs []run, gap float64) [][]run {
	parent := make([]int, len(runs))
	for i := range parent {
		parent[i] = i
	}
	find := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for i, from := 0, 0; i < len(runs); i++ {
		for runs[from].y < runs[i].y-1 {
			from++
		}
		for j := from; j < i; j++ {
			if float64(max(runs[i].x0, runs[j].x0)-min(runs[i].x1, runs[j].x1)) <= gap {
				parent[find(i)] = find(j)
			}
		}
	}
	groups := map[int][]run{}
	for i, r := range runs {
		root := find(i)
		groups[root] = append(groups[root], r)
	}
	out := make([][]run, 0, len(groups))
	for _, root := range slices.Sorted(maps.Keys(groups)) {
		out = append(out, groups[root])
	}
	return out
}

// fitRuns returns the straight line through runs, by least squares over their middles and
// weighed by their lengths, back in rows of the picture.
func fitRuns(runs []run, slope float64) Ruling {
	x0, x1 := runs[0].x0, runs[0].x1
	var n, sx, sy, sxx, sxy float64
	for _, r := range runs {
		x0, x1 = min(x0, r.x0), max(x1, r.x1)
		w, x, y := float64(r.x1-r.x0), float64(r.x0+r.x1)/2, float64(r.y)
		n, sx, sy, sxx, sxy = n+w, sx+w*x, sy+w*y, sxx+w*x*x, sxy+w*x*y
	}
	tilt, mean := 0.0, sy/n
	if d := n*sxx - sx*sx; d > 1e-6*n*n {
		tilt = (n*sxy - sx*sy) / d
	}
	tilt = min(max(tilt, -0.02), 0.02)
	at := func(x float64) float64 { return mean + tilt*(x-sx/n) + slope*x + 0.5 }
	return Ruling{float64(x0), at(float64(x0)), float64(x1), at(float64(x1))}
}

// joinRulings joins rules that go on in one another.
func joinRulings(rules []Ruling, gap, slope float64) []Ruling {
	level := func(r Ruling) float64 { return (r.Y0+r.Y1)/2 - slope*(r.X0+r.X1)/2 }
	slices.SortStableFunc(rules, func(a, b Ruling) int { return cmp.Compare(a.X0, b.X0) })
	var out []Ruling
	for _, r := range rules {
		joined := false
		for i := range out {
			o := &out[i]
			if math.Abs(level(*o)-level(r)) <= gap/2 && r.X0-o.X1 <= gap {
				if r.X1 > o.X1 {
					o.X1, o.Y1 = r.X1, r.Y1
				}
				joined = true
				break
			}
		}
		if !joined {
			out = append(out, r)
		}
	}
	return out
}
