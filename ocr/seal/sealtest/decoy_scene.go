package sealtest

import (
	"image/color"
	"math"
)

// What is drawn by hand, by accident, by a chart program or by a camera.

func (e *easel) pie() {
	colours := []color.RGBA{{220, 60, 50, 255}, {60, 110, 200, 255}, {240, 160, 40, 255}, {110, 170, 80, 255}, {150, 80, 170, 255}}
	start := e.between(0, 2*math.Pi)
	for i, c := range colours {
		end := start + e.between(0.6, 1.9)
		if i == len(colours)-1 {
			end = start + 2*math.Pi
		}
		e.layer(c, func(cv *canvas) { cv.sector(start, end, 0.92*e.r) })
		start = end
	}
	e.text(textBlack, "各类占比", 0, 1.15*e.r, 0.2*e.r)
}

func (e *easel) donut() {
	e.pie()
	e.disc(paperWhite, e.between(0.4, 0.7)*e.r)
	e.text(textBlack, "42%", 0, 0, 0.3*e.r)
}

// sector fills a slice of a disc.
func (c *canvas) sector(from, to, r float64) {
	const n = 60
	c.shape(n+1, func(i int) (float64, float64) {
		if i == n {
			return 0, 0
		}
		sin, cos := math.Sincos(from + (to-from)*float64(i)/(n-1))
		return r * cos, r * sin
	})
}

func (e *easel) bars() {
	e.layer(e.ink, func(c *canvas) {
		for i := range 7 {
			x := (float64(i)/3.5 - 1) * e.r
			c.rect(x, e.between(-0.9, 0.7)*e.r, x+0.2*e.r, 0.9*e.r)
		}
	})
}

// photograph is a picture of things in a plant: gradients, pipes, red round covers.
func (e *easel) photograph() {
	ground := color.RGBA{uint8(70 + e.rng.IntN(110)), uint8(70 + e.rng.IntN(100)), uint8(60 + e.rng.IntN(100)), 255}
	e.layer(ground, func(c *canvas) { c.rect(-1.4*e.r, -1.1*e.r, 1.4*e.r, 1.1*e.r) })
	for range 25 {
		x, y, r := e.between(-1.2, 1.2)*e.r, e.between(-0.9, 0.9)*e.r, e.between(0.05, 0.45)*e.r
		c := color.RGBA{uint8(110 + e.rng.IntN(140)), uint8(e.rng.IntN(150)), uint8(e.rng.IntN(120)), 255}
		e.layer(c, func(cv *canvas) {
			switch e.rng.IntN(3) {
			case 0:
				cv.disk(x, y, min(r, 1.1*e.r-math.Abs(y)))
			case 1:
				cv.rect(x, y, x+0.2*r, min(y+2*r, 1.1*e.r))
			default:
				cv.rect(x, y, min(x+2*r, 1.4*e.r), y+0.2*r)
			}
		})
	}
}

// gauge is a round dial with a red rim, ticks, figures and a hand.
func (e *easel) gauge() {
	e.disc(oneOf(e.rng, e.ink, color.RGBA{60, 60, 65, 255}), 0.95*e.r)
	e.disc(color.RGBA{238, 238, 232, 255}, 0.85*e.r)
	mark := oneOf(e.rng, textBlack, e.ink)
	e.layer(mark, func(c *canvas) {
		for i := range 31 {
			sin, cos := math.Sincos(float64(i)*math.Pi/20 + 0.75*math.Pi)
			from := 0.72 - 0.1*float64(1-min(1, i%5))
			c.stroke(0.02*e.r, [2]float64{from * e.r * cos, from * e.r * sin}, [2]float64{0.8 * e.r * cos, 0.8 * e.r * sin})
		}
		t := e.between(0, 5)
		c.stroke(0.05*e.r, [2]float64{}, [2]float64{0.6 * e.r * math.Cos(t), 0.6 * e.r * math.Sin(t)})
		c.disk(0, 0, 0.09*e.r)
	})
	e.text(mark, "MPa", 0, 0.4*e.r, 0.18*e.r)
}

// handWheel is the red wheel of a valve.
func (e *easel) handWheel() {
	e.layer(color.RGBA{150, 140, 130, 255}, func(c *canvas) { c.rect(-1.2*e.r, -1.2*e.r, 1.2*e.r, 1.2*e.r) })
	spokes := 3 + e.rng.IntN(4)
	e.layer(color.RGBA{190, 40, 35, 255}, func(c *canvas) {
		c.ring(0.9*e.r, e.between(0.7, 0.9)*e.r, 0.14*e.r)
		for i := range spokes {
			sin, cos := math.Sincos(float64(i) * 2 * math.Pi / float64(spokes))
			c.stroke(0.12*e.r, [2]float64{}, [2]float64{0.8 * e.r * cos, 0.7 * e.r * sin})
		}
		c.disk(0, 0, 0.22*e.r)
	})
}

func (e *easel) watermark() {
	pale := color.RGBA{e.ink.R, e.ink.G, e.ink.B, 45}
	e.disc(pale, 0.9*e.r)
	e.disc(paperWhite, 0.6*e.r)
	e.text(pale, oneOf(e.rng, "内部资料", "样张"), 0, 0, 0.4*e.r)
}

// wax is a blot with ragged edge and darker middle.
func (e *easel) wax() {
	phase, lobes := e.between(0, 6), float64(5+e.rng.IntN(6))
	for i, scale := range []float64{0.95, 0.85, 0.6} {
		c := e.ink
		c.A = uint8(110 + 50*i)
		e.layer(c, func(cv *canvas) {
			cv.shape(120, func(j int) (float64, float64) {
				t := float64(j) * math.Pi / 60
				r := e.r * scale * (0.9 + 0.06*math.Sin(lobes*t+phase) + 0.03*math.Sin(17*t))
				return r * math.Cos(t), r * math.Sin(t)
			})
		})
	}
}

// cupStain is the ring that a cup leaves: uneven in width and strength.
func (e *easel) cupStain() {
	c := oneOf(e.rng, color.RGBA{180, 110, 60, 120}, color.RGBA{190, 60, 50, 130})
	phase := e.between(0, 6)
	for k := range 48 {
		t := float64(k) * math.Pi / 24
		strength := 0.5 + 0.5*math.Sin(t+phase)
		c.A = uint8(30 + 110*strength)
		e.layer(c, func(cv *canvas) {
			w := (0.02 + 0.05*strength) * e.r
			sin, cos := math.Sincos(t)
			sin2, cos2 := math.Sincos(t + math.Pi/24)
			cv.stroke(w, [2]float64{0.88 * e.r * cos, 0.88 * e.r * sin}, [2]float64{0.88 * e.r * cos2, 0.88 * e.r * sin2})
		})
	}
}

// drawnCircle is a line drawn by hand around printed words, not quite closed.
func (e *easel) drawnCircle() {
	e.text(textBlack, "出口流量计", 0, 0, 0.25*e.r)
	flat, drift, phase := e.between(0.55, 1), e.between(-0.12, 0.12), e.between(0, 6)
	var points [][2]float64
	for i := range 100 {
		t := float64(i)*2*math.Pi/92 + phase
		r := e.r * (0.88 + drift*float64(i)/100 + 0.03*math.Sin(3*t+phase))
		points = append(points, [2]float64{r * math.Cos(t), flat * r * math.Sin(t)})
	}
	e.layer(e.ink, func(c *canvas) { c.stroke(0.04*e.r, points...) })
}

// fingerprint is a set of broken ridges around a core, pressed with red ink.
func (e *easel) fingerprint() {
	phase := e.between(0, 6)
	e.layer(e.ink, func(c *canvas) {
		for k := 1; k <= 11; k++ {
			r := float64(k) / 11.5 * e.r
			var points [][2]float64
			for i := range 91 {
				t := float64(i) * 4 * math.Pi / 180
				if e.rng.IntN(14) == 0 {
					c.stroke(0.04*e.r, points...)
					points = nil
				}
				wobble := 1 + 0.05*math.Sin(2*t+phase) + 0.03*math.Sin(5*t+0.4*float64(k))
				points = append(points, [2]float64{0.72 * r * wobble * math.Cos(t), r * wobble * math.Sin(t)})
			}
			c.stroke(0.04*e.r, points...)
		}
	})
}

func (e *easel) flowChart() {
	shade := oneOf(e.rng, e.ink, sky)
	e.layer(shade, func(c *canvas) {
		c.ring(0.6*e.r, 0.6*e.r, 0.025*e.r)
		c.rect(0.6*e.r, -0.01*e.r, 1.1*e.r, 0.01*e.r)
		c.rect(-0.01*e.r, 0.6*e.r, 0.01*e.r, 1.1*e.r)
	})
	e.text(oneOf(e.rng, shade, textBlack), oneOf(e.rng, "调节池", "沉淀池", "采样"), 0, 0, 0.28*e.r)
}

func (e *easel) venn() {
	for i := range 3 {
		sin, cos := math.Sincos(float64(i) * 2 * math.Pi / 3)
		x, y := 0.4*e.r*cos, 0.4*e.r*sin
		e.layer(e.ink, func(c *canvas) {
			c.base = translation(x, y).then(c.base)
			c.ring(0.55*e.r, 0.55*e.r, 0.02*e.r)
		})
		e.text(textBlack, oneOf(e.rng, "安全", "环保"), 1.3*x, 1.3*y, 0.15*e.r)
	}
}

func (e *easel) clock() {
	e.layer(e.ink, func(c *canvas) {
		c.ring(0.95*e.r, 0.95*e.r, 0.06*e.r)
		c.stroke(0.05*e.r, [2]float64{}, [2]float64{0.3 * e.r, -0.4 * e.r})
		c.stroke(0.03*e.r, [2]float64{}, [2]float64{-0.6 * e.r, -0.1 * e.r})
		for i := range 12 {
			sin, cos := math.Sincos(float64(i) * math.Pi / 6)
			c.stroke(0.04*e.r, [2]float64{0.8 * e.r * cos, 0.8 * e.r * sin}, [2]float64{0.88 * e.r * cos, 0.88 * e.r * sin})
		}
	})
}

// contour lines of a map or a plume: nested, uneven, closed.
func (e *easel) contour() {
	phase := e.between(0, 6)
	e.layer(e.ink, func(c *canvas) {
		for k := 1; k <= 6; k++ {
			var points [][2]float64
			for i := range 73 {
				t := float64(i) * 5 * math.Pi / 180
				r := e.r * float64(k) / 6.5 * (1 + 0.12*math.Sin(2*t+phase+0.2*float64(k)) + 0.06*math.Sin(3*t))
				points = append(points, [2]float64{r * math.Cos(t), r * math.Sin(t)})
			}
			c.stroke(0.02*e.r, points...)
		}
	})
}
