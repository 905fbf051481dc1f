package ocr

import (
	"image"
	"math"
)

// Measures of a whole page image. Each looks at a reduced picture or at some of the rows,
// and costs a few milliseconds on an A4 page of 200 dpi. The numbers are our choice.

const (
	// chroma is the distance between the largest and smallest channel from which a pixel
	// is coloured; JPEG noise on grey scans stays below 20.
	chroma = 48
	// colourShare of coloured pixels makes a page coloured: a seal has 30 times as many.
	colourShare = 0.0002
	// inkDepth is by how much ink is darker than the paper.
	inkDepth = 50
	// blankShare of ink pixels at most is dust on an empty page.
	blankShare = 0.0004
	// margin is the part of each side that is left out: scanner shadows lie there.
	margin = 0.03
)

// IsColour reports whether the page has coloured ink or pictures, as opposed to a grey or
// black-and-white one.
func IsColour(img *image.RGBA) bool {
	b := img.Bounds()
	seen, coloured := 0, 0
	step := 1 + b.Dy()/1200
	for y := b.Min.Y; y < b.Max.Y; y += step {
		row := img.Pix[img.PixOffset(b.Min.X, y):]
		for i := 0; i+3 < b.Dx()*4; i += 4 * step {
			seen++
			if int(max(row[i], row[i+1], row[i+2]))-int(min(row[i], row[i+1], row[i+2])) >= chroma {
				coloured++
			}
		}
	}
	return float64(coloured) > colourShare*float64(seen)
}

// IsBlank reports whether the page bears nothing but dust and scanner shadows.
func IsBlank(img *image.RGBA) bool {
	g := reduce(img, 900)
	limit := g.paper() - inkDepth
	mx, my := int(margin*float64(g.w)), int(margin*float64(g.h))
	seen, ink := 0, 0
	for y := my; y < g.h-my; y++ {
		for x := mx; x < g.w-mx; x++ {
			seen++
			if g.at(x, y) < limit {
				ink++
			}
		}
	}
	return float64(ink) <= blankShare*float64(seen)
}

// Brightness is the mean luminance of a picture, in [0, 1].
func Brightness(img *image.RGBA) float64 {
	g := reduce(img, 400)
	sum := 0
	for _, v := range g.pix {
		sum += int(v)
	}
	if len(g.pix) == 0 {
		return 0
	}
	return float64(sum) / float64(len(g.pix)) / 255
}

const (
	edgeSpan   = 6  // pixels over which an edge may rise
	edgeHeight = 70 // least rise of an edge that is measured
)

// Sharpness says how steep the edges of a picture are, in [0, 1]: the share of an edge's
// rise that happens within one pixel, averaged over all strong edges and stretched so that
// 1 is a step and 0 a ramp as wide as edges are looked at. A clean 200 dpi scan has above
// 0.5, one that a reader calls blurred below 0.3. 0 when there are no edges.
func Sharpness(img *image.RGBA) float64 {
	b := img.Bounds()
	rows := 1 + b.Dy()/600
	line := make([]int, b.Dx())
	sum, n := 0.0, 0
	for y := b.Min.Y; y < b.Max.Y; y += rows {
		row := img.Pix[img.PixOffset(b.Min.X, y):]
		for x := range line {
			line[x] = luma(row[x*4], row[x*4+1], row[x*4+2])
		}
		s, k := rowSharpness(line)
		sum, n = sum+s, n+k
	}
	if n == 0 {
		return 0
	}
	const ramp = 1.0 / edgeSpan
	return max(0, sum/float64(n)-ramp) / (1 - ramp)
}

// rowSharpness adds up the steepness of the strong edges of one row of pixels.
func rowSharpness(line []int) (sum float64, n int) {
	for x := 0; x+edgeSpan < len(line); x++ {
		rise := abs(line[x+edgeSpan] - line[x])
		if rise < edgeHeight {
			continue
		}
		steepest := 0
		for i := x; i < x+edgeSpan; i++ {
			steepest = max(steepest, abs(line[i+1]-line[i]))
		}
		sum += min(1, float64(steepest)/float64(rise))
		n++
		x += edgeSpan
	}
	return sum, n
}

func abs(i int) int {
	if i < 0 {
		return -i
	}
	return i
}

const (
	mostSkew   = 8.0 // degrees searched to either side
	skewPoints = 300 // ink pixels below which a page has no measurable skew
)

// SkewDeg is by how many degrees clockwise the lines of a page lean, within ±8; nil when
// there is too little ink to tell. The direction in which ink falls into the sharpest rows
// is that of the lines (projection profile).
func SkewDeg(img *image.RGBA) *float64 {
	g := reduce(img, 1000)
	points := g.inkPoints(20_000)
	if len(points) < skewPoints {
		return nil
	}
	best := bestAngle(points, g, -mostSkew, mostSkew, 0.5)
	best = bestAngle(points, g, best-0.5, best+0.5, 0.05)
	return &best
}

// inkPoints returns the lower edges of ink, evenly thinned to about most.
func (g *greyMap) inkPoints(most int) [][2]int {
	limit := g.paper() - inkDepth
	var all [][2]int
	for y := 1; y < g.h-1; y++ {
		for x := range g.w {
			if g.at(x, y) < limit && g.at(x, y+1) >= limit {
				all = append(all, [2]int{x, y})
			}
		}
	}
	if len(all) <= most {
		return all
	}
	thin := make([][2]int, 0, most)
	for i := range most {
		thin = append(thin, all[i*len(all)/most])
	}
	return thin
}

func bestAngle(points [][2]int, g *greyMap, from, to, step float64) float64 {
	best, bestScore := 0.0, -1.0
	for a := from; a <= to+1e-9; a += step {
		if s := profileSharpness(points, g, a); s > bestScore {
			best, bestScore = a, s
		}
	}
	return best
}

// profileSharpness adds the squares of the ink counts of the rows that lean by deg.
func profileSharpness(points [][2]int, g *greyMap, deg float64) float64 {
	slope := math.Tan(deg * math.Pi / 180)
	offset := int(math.Abs(slope)*float64(g.w)) + 1
	rows := make([]float64, g.h+2*offset+1)
	for _, p := range points {
		rows[offset+int(math.Round(float64(p[1])-slope*float64(p[0])))]++
	}
	sum := 0.0
	for _, n := range rows {
		sum += n * n
	}
	return sum
}

// Rotate returns img turned clockwise by quarter turns.
func Rotate(img *image.RGBA, quarterTurns int) *image.RGBA {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	turns := quarterTurns & 3
	if turns == 0 {
		return img
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if turns%2 == 1 {
		out = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		src := img.Pix[img.PixOffset(b.Min.X, b.Min.Y+y):]
		for x := range w {
			tx, ty := w-1-x, h-1-y
			switch turns {
			case 1:
				tx, ty = h-1-y, x
			case 3:
				tx, ty = y, w-1-x
			}
			copy(out.Pix[ty*out.Stride+tx*4:][:4], src[x*4:x*4+4])
		}
	}
	return out
}
