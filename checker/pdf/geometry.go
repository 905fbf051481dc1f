package pdf

import "math"

// Box is [x0, y0, x1, y1] in points from the top-left corner of the page as displayed,
// x to the right, y down, x0 <= x1 and y0 <= y1. It converts to and from ocr.Box.
type Box [4]float64

// Width returns x1 - x0.
func (b Box) Width() float64 { return b[2] - b[0] }

// Height returns y1 - y0.
func (b Box) Height() float64 { return b[3] - b[1] }

// area returns the area of b, 0 when b is empty.
func (b Box) area() float64 { return max(0, b.Width()) * max(0, b.Height()) }

// intersect returns the common part of b and o; its area is 0 when there is none.
func (b Box) intersect(o Box) Box {
	return Box{max(b[0], o[0]), max(b[1], o[1]), min(b[2], o[2]), min(b[3], o[3])}
}

// union returns the smallest box that holds b and o.
func (b Box) union(o Box) Box {
	return Box{min(b[0], o[0]), min(b[1], o[1]), max(b[2], o[2]), max(b[3], o[3])}
}

// normal returns b with its corners in order.
func (b Box) normal() Box {
	return Box{min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3])}
}

// finite reports whether every coordinate is an ordinary number.
func (b Box) finite() bool {
	for _, v := range b {
		if math.IsNaN(v) || math.Abs(v) > 1e7 {
			return false
		}
	}
	return true
}

// frame maps PDF user space (origin bottom-left, y up) to the page as displayed. Crop is
// the visible part in user space: CropBox ∩ MediaBox as [left, bottom, right, top].
// Rotation is /Rotate, clockwise: 0, 90, 180 or 270.
type frame struct {
	crop     [4]float64
	rotation int
}

// size returns the page's width and height as displayed.
func (f frame) size() (w, h float64) {
	w, h = f.crop[2]-f.crop[0], f.crop[3]-f.crop[1]
	if f.rotation%180 != 0 {
		return h, w
	}
	return w, h
}

// point maps a point of user space to the displayed page.
func (f frame) point(x, y float64) (float64, float64) {
	left, bottom, right, top := f.crop[0], f.crop[1], f.crop[2], f.crop[3]
	switch f.rotation {
	case 90:
		return y - bottom, x - left
	case 180:
		return right - x, y - bottom
	case 270:
		return top - y, right - x
	default:
		return x - left, top - y
	}
}

// box maps the rectangle with the given opposite corners of user space.
func (f frame) box(x0, y0, x1, y1 float64) Box {
	a, b := f.point(x0, y0)
	c, d := f.point(x1, y1)
	return Box{a, b, c, d}.normal()
}

// user is the inverse of box: it returns [left, bottom, right, top] of user space.
func (f frame) user(b Box) [4]float64 {
	left, bottom, right, top := f.crop[0], f.crop[1], f.crop[2], f.crop[3]
	var u Box
	switch f.rotation {
	case 90:
		u = Box{left + b[1], bottom + b[0], left + b[3], bottom + b[2]}
	case 180:
		u = Box{right - b[0], bottom + b[1], right - b[2], bottom + b[3]}
	case 270:
		u = Box{right - b[1], top - b[0], right - b[3], top - b[2]}
	default:
		u = Box{left + b[0], top - b[1], left + b[2], top - b[3]}
	}
	return u.normal()
}

// matrix is a PDF transformation [a b c d e f].
type matrix [6]float64

// mul returns the matrix that applies m first and then n.
func (m matrix) mul(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// unitSquare returns the bounds [left, bottom, right, top] of the unit square under m,
// where PDF images are painted, and the lengths of its two sides.
func (m matrix) unitSquare() (bounds [4]float64, width, height float64) {
	xs := [4]float64{m[4], m[4] + m[0], m[4] + m[2], m[4] + m[0] + m[2]}
	ys := [4]float64{m[5], m[5] + m[1], m[5] + m[3], m[5] + m[1] + m[3]}
	bounds = [4]float64{xs[0], ys[0], xs[0], ys[0]}
	for i := range xs {
		bounds[0], bounds[2] = min(bounds[0], xs[i]), max(bounds[2], xs[i])
		bounds[1], bounds[3] = min(bounds[1], ys[i]), max(bounds[3], ys[i])
	}
	return bounds, math.Hypot(m[0], m[1]), math.Hypot(m[2], m[3])
}
