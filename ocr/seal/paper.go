package seal

// paper is the colour of the bare page, tile by tile: scans are yellow, photos have
// shadows, and ink can only be told from paper by comparing with what lies around it.
type paper struct {
	w, h   int // tiles
	colour [][3]float64
}

const (
	// paperTile is the side of a tile in pixels of the reduced image, larger than the star
	// of a seal so that ink never makes up most of one.
	paperTile = 64
	// paperRank is the share of a tile's pixels that may be darker than its paper.
	paperRank = 0.7
	// paperFloor keeps ratios sane on black surfaces.
	paperFloor = 70
)

// newPaper estimates the paper of a w×h image of interleaved RGB.
func newPaper(rgb []uint8, w, h int) *paper {
	p := &paper{w: (w + paperTile - 1) / paperTile, h: (h + paperTile - 1) / paperTile}
	p.colour = make([][3]float64, p.w*p.h)
	for ty := range p.h {
		for tx := range p.w {
			x1, y1 := min(w, (tx+1)*paperTile), min(h, (ty+1)*paperTile)
			p.colour[ty*p.w+tx] = brightest(rgb, w, tx*paperTile, ty*paperTile, x1, y1)
		}
	}
	p.smooth()
	return p
}

// brightest returns the mean colour of the brightest pixels of a rectangle.
func brightest(rgb []uint8, w, x0, y0, x1, y1 int) [3]float64 {
	var count [256]int
	var sum [256][3]int
	for y := y0; y < y1; y++ {
		for i := 3 * (y*w + x0); i < 3*(y*w+x1); i += 3 {
			l := (2*int(rgb[i]) + 3*int(rgb[i+1]) + int(rgb[i+2])) / 6
			count[l]++
			for c := range 3 {
				sum[l][c] += int(rgb[i+c])
			}
		}
	}
	want := int((1 - paperRank) * float64((x1-x0)*(y1-y0)))
	var total [3]float64
	n := 0
	for l := 255; l >= 0 && n <= want; l-- {
		n += count[l]
		for c := range 3 {
			total[c] += float64(sum[l][c])
		}
	}
	for c := range total {
		total[c] = max(paperFloor, total[c]/float64(max(1, n)))
	}
	return total
}

// smooth replaces every tile by the mean of its neighbourhood.
func (p *paper) smooth() {
	src := append([][3]float64(nil), p.colour...)
	for y := range p.h {
		for x := range p.w {
			var sum [3]float64
			n := 0.0
			for v := max(0, y-1); v <= min(p.h-1, y+1); v++ {
				for u := max(0, x-1); u <= min(p.w-1, x+1); u++ {
					for c := range 3 {
						sum[c] += src[v*p.w+u][c]
					}
					n++
				}
			}
			for c := range 3 {
				p.colour[y*p.w+x][c] = sum[c] / n
			}
		}
	}
}

// at returns the paper's colour at a pixel of the reduced image, blended between tiles.
func (p *paper) at(x, y float64) [3]float64 {
	fx, fy := x/paperTile-0.5, y/paperTile-0.5
	ix, iy := floor(fx), floor(fy)
	tx, ty := fx-float64(ix), fy-float64(iy)
	tile := func(x, y int) *[3]float64 {
		return &p.colour[min(max(y, 0), p.h-1)*p.w+min(max(x, 0), p.w-1)]
	}
	a, b, c, d := tile(ix, iy), tile(ix+1, iy), tile(ix, iy+1), tile(ix+1, iy+1)
	var out [3]float64
	for i := range out {
		out[i] = (a[i]*(1-tx)+b[i]*tx)*(1-ty) + (c[i]*(1-tx)+d[i]*tx)*ty
	}
	return out
}
