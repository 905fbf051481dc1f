package sealtest

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math"
	"math/rand/v2"

	"lianshen/ocr"
)

// Slant photographs m from the side: the sheet turns by tilt degrees about an axis in its
// plane at the angle axis, seen from a distance of three page heights. What lies beyond the
// sheet is a dark table. The function says where a box of the sheet went.
func Slant(m *image.RGBA, tilt, axis float64) (*image.RGBA, func(ocr.Box) ocr.Box) {
	w, h := float64(m.Rect.Dx()), float64(m.Rect.Dy())
	sinA, cosA := math.Sincos(axis * math.Pi / 180)
	sinT, cosT := math.Sincos(tilt * math.Pi / 180)
	far := 3 * max(w, h)
	// u runs along the axis and v across it; v comes nearer or goes away.
	out := func(x, y float64) (float64, float64) {
		x, y = x-w/2, y-h/2
		u, v := cosA*x+sinA*y, cosA*y-sinA*x
		z := far / (far + v*sinT)
		u, v = u*z, v*cosT*z
		return cosA*u - sinA*v + w/2, sinA*u + cosA*v + h/2
	}
	back := func(x, y float64) (float64, float64) {
		x, y = x-w/2, y-h/2
		u, v := cosA*x+sinA*y, cosA*y-sinA*x
		v = v * far / (far*cosT - v*sinT)
		u = u * (far + v*sinT) / far
		return cosA*u - sinA*v + w/2, sinA*u + cosA*v + h/2
	}
	dst := image.NewRGBA(m.Rect)
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			sx, sy := back(float64(x)+0.5, float64(y)+0.5)
			dst.SetRGBA(x, y, between(m, sx-0.5, sy-0.5))
		}
	}
	return dst, func(b ocr.Box) ocr.Box { return moved(b, out) }
}

// moved is the box around the ellipse in b after a map of points.
func moved(b ocr.Box, f func(x, y float64) (float64, float64)) ocr.Box {
	out := ocr.Box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for i := range 64 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 32)
		x, y := f((b[0]+b[2])/2+cos*b.Width()/2, (b[1]+b[3])/2+sin*b.Height()/2)
		out = ocr.Box{min(out[0], x), min(out[1], y), max(out[2], x), max(out[3], y)}
	}
	return out
}

// between is the bilinear colour at a point, the colour of a table outside.
func between(m *image.RGBA, x, y float64) color.RGBA {
	ix, iy := int(math.Floor(x)), int(math.Floor(y))
	if ix < 0 || iy < 0 || ix+1 >= m.Rect.Dx() || iy+1 >= m.Rect.Dy() {
		return color.RGBA{96, 84, 72, 255}
	}
	tx, ty := x-float64(ix), y-float64(iy)
	o := m.PixOffset(ix, iy)
	var c [3]uint8
	for i := range c {
		a, b := float64(m.Pix[o+i]), float64(m.Pix[o+4+i])
		d, e := float64(m.Pix[o+m.Stride+i]), float64(m.Pix[o+m.Stride+4+i])
		c[i] = uint8((a*(1-tx)+b*tx)*(1-ty) + (d*(1-tx)+e*tx)*ty + 0.5)
	}
	return color.RGBA{c[0], c[1], c[2], 255}
}

// Shade lets light fall off towards one side and a soft shadow with a clear edge fall on
// the page, as under a lamp.
func Shade(m *image.RGBA, rng *rand.Rand) {
	w, h := float64(m.Rect.Dx()), float64(m.Rect.Dy())
	sin, cos := math.Sincos(rng.Float64() * 2 * math.Pi)
	edge, soft, deep := 0.3*(rng.Float64()-0.5), 0.03+0.1*rng.Float64(), 0.25+0.2*rng.Float64()
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			t := cos*(float64(x)/w-0.5) + sin*(float64(y)/h-0.5)
			light := 0.92 - 0.3*t
			light *= 1 - deep*smooth((t-edge)/soft)
			o := m.PixOffset(x, y)
			for c := range 3 {
				warm := 1 + 0.04*float64(1-c)
				m.Pix[o+c] = uint8(min(255, max(0, float64(m.Pix[o+c])*light*warm)))
			}
		}
	}
}

// Blur smooths m by n passes of a box of three, out of focus.
func Blur(m *image.RGBA, n int) {
	for range n {
		blurLines(m.Pix, m.Rect.Dy(), m.Stride, m.Rect.Dx(), 4)
		blurLines(m.Pix, m.Rect.Dx(), 4, m.Rect.Dy(), m.Stride)
	}
}

// blurLines averages every value with its neighbours on n lines, step apart.
func blurLines(pix []uint8, n, step, length, stride int) {
	for i := range n {
		for c := range 3 {
			at := i*step + c
			before, here := int(pix[at]), int(pix[at])
			for k := range length {
				o := at + k*stride
				after := here
				if k+1 < length {
					after = int(pix[o+stride])
				}
				pix[o] = uint8((before + here + after) / 3)
				before, here = here, after
			}
		}
	}
}

// Grey takes the colour of m away.
func Grey(m *image.RGBA) {
	for i := 0; i+3 < len(m.Pix); i += 4 {
		y := uint8((int(m.Pix[i])*30 + int(m.Pix[i+1])*59 + int(m.Pix[i+2])*11) / 100)
		m.Pix[i], m.Pix[i+1], m.Pix[i+2] = y, y, y
	}
}

// Grain adds the noise of a sensor, ±n.
func Grain(m *image.RGBA, n int, rng *rand.Rand) {
	for i := range m.Pix {
		if i%4 != 3 {
			m.Pix[i] = uint8(min(255, max(0, int(m.Pix[i])+rng.IntN(2*n+1)-n)))
		}
	}
}

// Compress returns m as it comes back from a JPEG of the given quality.
func Compress(m *image.RGBA, quality int) (*image.RGBA, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
		return nil, err
	}
	back, err := jpeg.Decode(&b)
	if err != nil {
		return nil, err
	}
	out := image.NewRGBA(m.Rect)
	draw.Draw(out, out.Rect, back, back.Bounds().Min, draw.Src)
	return out, nil
}
