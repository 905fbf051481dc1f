package sealtest

import (
	"math"
	"unicode/utf8"
)

// arc is an ellipse walked by arc length, so that characters stand evenly on ovals too.
type arc struct {
	a, b float64
	len  [arcSteps + 1]float64 // length from angle 0 up to step i
}

const arcSteps = 720

func newArc(a, b float64) *arc {
	e := &arc{a: a, b: b}
	for i := range arcSteps {
		t := (float64(i) + 0.5) * 2 * math.Pi / arcSteps
		e.len[i+1] = e.len[i] + math.Hypot(a*math.Sin(t), b*math.Cos(t))*2*math.Pi/arcSteps
	}
	return e
}

// at returns the map that puts a character on the ellipse at the signed share of the
// perimeter clockwise from the top, its feet towards the centre, or outward when flipped.
func (e *arc) at(share float64, flip bool) affine {
	total := e.len[arcSteps]
	want := math.Mod(share+0.75+2, 1) * total // angle 0 is the right end, 0.75 the top
	i := 0
	for i < arcSteps-1 && e.len[i+1] < want {
		i++
	}
	t := (float64(i) + (want-e.len[i])/(e.len[i+1]-e.len[i])) * 2 * math.Pi / arcSteps
	sin, cos := math.Sincos(t)
	turn := math.Atan2(sin/e.b, cos/e.a)*180/math.Pi + 90
	if flip {
		turn += 180
	}
	return rotation(turn).then(translation(e.a*cos, e.b*sin))
}

// titleSpan is the share of the turn that n characters fill when Params does not say.
func titleSpan(n int, p Params) float64 {
	if p.SpanDeg > 0 {
		return p.SpanDeg / 360
	}
	return min(0.8, 0.2+0.042*float64(n))
}

// title draws the arc text between ring and centre.
func (c *canvas) title(p Params, a, b, ring float64) error {
	n := utf8.RuneCountInString(p.Title)
	if n == 0 {
		return nil
	}
	high := 0.27 * b
	base := newArc(a-1.6*ring-high/2, b-1.6*ring-high/2)
	pitch := titleSpan(n, p) / float64(n)
	wide := min(high, 0.92*pitch*base.len[arcSteps])
	i := 0
	for _, r := range p.Title {
		share := (float64(i) - float64(n-1)/2) * pitch
		if err := c.char(r, wide, high, base.at(share, false)); err != nil {
			return err
		}
		i++
	}
	return nil
}

// code draws the digits along the lower arc, read counter-clockwise with feet outward.
func (c *canvas) code(p Params, a, b, ring float64) error {
	n := utf8.RuneCountInString(p.Code)
	high := 0.1 * b
	base := newArc(a-1.5*ring-high/2, b-1.5*ring-high/2)
	pitch := 0.75 * high / base.len[arcSteps]
	i := 0
	for _, r := range p.Code {
		share := 0.5 - (float64(i)-float64(n-1)/2)*pitch
		if err := c.char(r, high, high, base.at(share, true)); err != nil {
			return err
		}
		i++
	}
	return nil
}

// lower draws words along the lower arc.
func (c *canvas) lower(p Params, a, b, ring float64) error {
	chars := []rune(p.Lower)
	high := 0.2 * b
	base := newArc(a-1.8*ring-high/2, b-1.8*ring-high/2)
	pitch := 1.05 * high / base.len[arcSteps]
	for i, r := range chars {
		share := 0.5 - (float64(i)-float64(len(chars)-1)/2)*pitch
		if err := c.char(r, high, high, base.at(share, true)); err != nil {
			return err
		}
	}
	return nil
}

// inner draws the horizontal text below the middle.
func (c *canvas) inner(p Params, b float64) error {
	n := utf8.RuneCountInString(p.Inner)
	if n == 0 {
		return nil
	}
	high := min(0.24*b, 1.05*b/float64(n))
	x := -high * float64(n-1) / 2
	for _, r := range p.Inner {
		if err := c.char(r, high, high, translation(x, 0.52*b)); err != nil {
			return err
		}
		x += high
	}
	return nil
}

// block draws a square or rectangular seal: columns of two characters from the right, or
// one row when the frame is flat.
func (c *canvas) block(p Params) error {
	a := p.DiameterPx / 2
	b := a / p.Aspect
	ring := 0.045 * p.DiameterPx
	c.frame(a, b, ring)
	rows := 2
	if p.Aspect > 1.5 {
		rows = 1
	}
	chars := []rune(p.Title)
	columns := (len(chars) + rows - 1) / rows
	w, h := 2*(a-1.5*ring)/float64(max(1, columns)), 2*(b-1.5*ring)/float64(rows)
	for i, r := range chars {
		column, row := i/rows, i%rows
		if rows == 2 {
			column = columns - 1 - column
		}
		x := (float64(column) - float64(columns-1)/2) * w
		y := (float64(row) - float64(rows-1)/2) * h
		if err := c.char(r, 0.95*w, 0.95*h, translation(x, y)); err != nil {
			return err
		}
	}
	return nil
}
