package sealtest

import (
	"image/color"
	"math"
)

// What is printed: logos, badges, emblems, signs.

func (e *easel) discLogo() {
	e.disc(e.ink, 0.9*e.r)
	e.text(paperWhite, oneOf(e.rng, "华", "绿源", "CE", "TCL", "水"), 0, 0, e.between(0.6, 0.9)*e.r)
	e.text(e.ink, "绿源环境科技", 0, 1.2*e.r, 0.2*e.r)
}

func (e *easel) gear() {
	teeth := 12 + e.rng.IntN(10)
	e.layer(e.ink, func(c *canvas) {
		c.shape(8*teeth, func(i int) (float64, float64) {
			r := 0.78 * e.r
			if i%8 < 4 {
				r = 0.92 * e.r
			}
			sin, cos := math.Sincos(float64(i) * 2 * math.Pi / float64(8*teeth))
			return r * cos, r * sin
		})
	})
	e.disc(paperWhite, e.between(0.45, 0.65)*e.r)
	if e.rng.IntN(2) == 0 {
		e.text(e.ink, oneOf(e.rng, "工", "EP", "机"), 0, 0, 0.5*e.r)
	}
}

// bandedBadge has light letters on a coloured band, and a picture in its centre.
func (e *easel) bandedBadge() {
	e.disc(e.ink, 0.95*e.r)
	e.disc(paperWhite, 0.6*e.r)
	e.around(paperWhite, oneOf(e.rng, "GUANGDONG ENVIRONMENT", "东莞市绿色环保协会", "CHINA ENERGY LABEL"), 0.77*e.r, 0.2*e.r, 250)
	e.layer(e.ink, func(c *canvas) { c.star(0.4 * e.r) })
}

// emblem is like the national emblem: gold upon red within a golden wreath, or one colour.
func (e *easel) emblem() {
	red, yellow := color.RGBA{215, 25, 30, 255}, gold
	if e.rng.IntN(3) == 0 {
		yellow = paperWhite
	}
	e.layer(yellow, func(c *canvas) { c.ring(0.95*e.r, 0.98*e.r, 0.22*e.r) })
	e.layer(red, func(c *canvas) {
		for i := range 26 { // ears of grain
			t := float64(i) * 2 * math.Pi / 26
			c.stroke(0.04*e.r, [2]float64{0.74 * e.r * math.Sin(t), -0.76 * e.r * math.Cos(t)}, [2]float64{0.94 * e.r * math.Sin(t+0.12), -0.97 * e.r * math.Cos(t+0.12)})
		}
	})
	e.disc(red, 0.72*e.r)
	e.layer(yellow, func(c *canvas) {
		c.starAt(0, -0.38*e.r, 0.17*e.r)
		for i := range 4 {
			t := (float64(i) - 1.5) * 0.55
			c.starAt(0.36*e.r*math.Sin(t), -0.38*e.r+0.36*e.r*math.Cos(t), 0.07*e.r)
		}
		c.rect(-0.5*e.r, 0.2*e.r, 0.5*e.r, 0.27*e.r)
		c.rect(-0.4*e.r, 0.32*e.r, 0.4*e.r, 0.44*e.r)
	})
}

func (e *easel) flag() {
	h := 0.6 * e.r
	wave := e.between(0, 0.12) * e.r
	e.layer(color.RGBA{222, 30, 30, 255}, func(c *canvas) {
		const n = 40
		c.shape(2*n, func(i int) (float64, float64) {
			x, y := float64(i), -h
			if i >= n {
				x, y = float64(2*n-1-i), h
			}
			u := x/(n-1)*2 - 1
			return 0.95 * e.r * u, y + wave*math.Sin(4*u)
		})
	})
	e.layer(gold, func(c *canvas) {
		c.starAt(-0.6*e.r, -0.25*h, 0.35*h)
		for i := range 4 {
			c.starAt((-0.3+0.08*float64(i%2))*e.r, (-0.75+0.3*float64(i))*h, 0.1*h)
		}
	})
}

func (e *easel) bareStar() { e.layer(e.ink, func(c *canvas) { c.star(0.95 * e.r) }) }

func (e *easel) letterhead() {
	e.text(e.ink, oneOf(e.rng, "东莞市生态环境局文件", "中共东莞市委办公室", "检测报告书"), 0, -0.4*e.r, 0.24*e.r)
	e.layer(e.ink, func(c *canvas) {
		c.rect(-1.4*e.r, 0.1*e.r, -0.2*e.r, 0.14*e.r)
		c.rect(0.2*e.r, 0.1*e.r, 1.4*e.r, 0.14*e.r)
		c.starAt(0, 0.12*e.r, 0.14*e.r)
	})
}

func (e *easel) heading() {
	high := e.between(0.2, 0.5) * e.r
	for i := range 3 {
		e.text(e.ink, oneOf(e.rng, "重要通知", "安全生产", "检验合格", "国庆节快乐"), 0, (float64(i)-1)*1.4*high, high)
	}
}

func (e *easel) table() {
	rows, columns := 4+e.rng.IntN(5), 3+e.rng.IntN(5)
	e.layer(e.ink, func(c *canvas) {
		w := e.between(0.01, 0.03) * e.r
		for i := range rows + 1 {
			y := (2*float64(i)/float64(rows) - 1) * e.r
			c.rect(-1.2*e.r, y-w/2, 1.2*e.r, y+w/2)
		}
		for i := range columns + 1 {
			x := (2*float64(i)/float64(columns) - 1) * 1.2 * e.r
			c.rect(x-w/2, -e.r, x+w/2, e.r)
		}
	})
	high := min(0.9*e.r/float64(rows), 1.6*e.r/float64(columns)/2.4)
	for i := range rows {
		for j := range columns {
			if e.rng.IntN(2) == 0 {
				e.text(e.ink, oneOf(e.rng, "税额", "金额", "合计", "单位"), (2*(float64(j)+0.5)/float64(columns)-1)*1.2*e.r, (2*(float64(i)+0.5)/float64(rows)-1)*e.r, high)
			}
		}
	}
}

// dateStamp is a line of date, bare or between two rules.
func (e *easel) dateStamp() {
	y := e.between(0.2, 0.3) * e.r
	e.text(e.ink, oneOf(e.rng, "2024.03.15", "2023年11月02日", "24-JUN-2022"), 0, 0, 0.22*e.r)
	e.layer(e.ink, func(c *canvas) {
		if e.rng.IntN(2) == 0 {
			c.rect(-e.r, -y, e.r, -y+0.03*e.r)
			c.rect(-e.r, y, e.r, y+0.03*e.r)
		}
	})
}

// cma is an open C around two letters, with a number below.
func (e *easel) cma() {
	e.openRing(0.8, 0.6, 0.14, 0.7)
	e.text(e.ink, "M", -0.1*e.r, 0, 0.7*e.r)
	e.text(e.ink, "A", 0.6*e.r, 0, 0.5*e.r)
	e.text(e.ink, "202319123456", 0, 0.85*e.r, 0.22*e.r)
}

// openRing is an ellipse that stays open to the right by gap radians on either side.
func (e *easel) openRing(a, b, thick, gap float64) {
	e.layer(e.ink, func(c *canvas) {
		const n = 80
		c.shape(2*n, func(i int) (float64, float64) {
			j, k := i, 1.0
			if i >= n {
				j, k = 2*n-1-i, 1-thick/b
			}
			sin, cos := math.Sincos(gap + (2*math.Pi-2*gap)*float64(j)/(n-1))
			return k * a * e.r * cos, k * b * e.r * sin
		})
	})
}

// cnas is a globe of meridians beside letters.
func (e *easel) cnas() {
	e.layer(e.ink, func(c *canvas) {
		c.ring(0.6*e.r, 0.6*e.r, 0.05*e.r)
		c.ring(0.3*e.r, 0.6*e.r, 0.04*e.r)
		c.rect(-0.6*e.r, -0.03*e.r, 0.6*e.r, 0.03*e.r)
		c.rect(-0.5*e.r, -0.33*e.r, 0.5*e.r, -0.29*e.r)
		c.rect(-0.5*e.r, 0.29*e.r, 0.5*e.r, 0.33*e.r)
	})
	e.text(e.ink, "CNAS", 0, 0.85*e.r, 0.4*e.r)
}

func (e *easel) roadSign() {
	e.disc(color.RGBA{220, 30, 35, 255}, 0.95*e.r)
	e.disc(paperWhite, e.between(0.72, 0.85)*e.r)
	switch e.rng.IntN(3) {
	case 0:
		e.text(textBlack, oneOf(e.rng, "60", "5", "40"), 0, 0, 0.8*e.r)
	case 1:
		e.text(color.RGBA{220, 30, 35, 255}, oneOf(e.rng, "停", "禁"), 0, 0, e.r)
	default:
		e.text(textBlack, "P", 0, 0, 0.9*e.r)
		e.layer(color.RGBA{220, 30, 35, 255}, func(c *canvas) {
			c.stroke(0.14*e.r, [2]float64{-0.6 * e.r, -0.6 * e.r}, [2]float64{0.6 * e.r, 0.6 * e.r})
		})
	}
}

func (e *easel) triangleSign() {
	triangle := func(c *canvas, r float64) {
		c.shape(3, func(i int) (float64, float64) {
			sin, cos := math.Sincos(float64(i) * 2 * math.Pi / 3)
			return r * sin, -r * cos
		})
	}
	e.layer(e.ink, func(c *canvas) { triangle(c, e.r) })
	e.layer(paperWhite, func(c *canvas) { triangle(c, 0.7*e.r) })
	e.text(textBlack, "!", 0, 0.1*e.r, 0.6*e.r)
}

func (e *easel) bullseye() {
	for i, n := 0, 3+e.rng.IntN(4); i < n; i++ {
		c := e.ink
		if i%2 == 1 {
			c = paperWhite
		}
		e.disc(c, 0.95*e.r*float64(n-i)/float64(n))
	}
}

func (e *easel) button() {
	e.layer(e.ink, func(c *canvas) {
		w, h := 0.95*e.r, e.between(0.3, 0.6)*e.r
		c.rect(-w, -h, w, h)
	})
	e.text(paperWhite, oneOf(e.rng, "立即报名", "确定", "购买"), 0, 0, 0.3*e.r)
}

// ticks are circled numbers and check marks of a red pen.
func (e *easel) ticks() {
	for range 5 {
		e2 := *e
		e2.x, e2.y, e2.r = e.x+e.between(-1, 1)*e.r, e.y+e.between(-1, 1)*e.r, 0.22*e.r
		e2.layer(e.ink, func(c *canvas) { c.ring(0.9*e2.r, 0.9*e2.r, 0.08*e2.r) })
		e2.text(e.ink, oneOf(e.rng, "1", "2", "3"), 0, 0, 0.9*e2.r)
	}
	e.layer(e.ink, func(c *canvas) {
		c.stroke(0.05*e.r, [2]float64{-0.3 * e.r, 0}, [2]float64{-0.1 * e.r, 0.25 * e.r}, [2]float64{0.4 * e.r, -0.5 * e.r})
	})
}

// qr is a field of modules with three finder patterns.
func (e *easel) qr() {
	const n = 25
	side := 1.8 * e.r / n
	dark := oneOf(e.rng, textBlack, e.ink, sky)
	e.layer(dark, func(c *canvas) {
		for i := range n {
			for j := range n {
				if qrModule(i, j, n, e.rng.IntN(2) == 0) {
					x, y := float64(i)*side-0.9*e.r, float64(j)*side-0.9*e.r
					c.rect(x, y, x+side, y+side)
				}
			}
		}
	})
}

func qrModule(i, j, n int, chance bool) bool {
	for _, f := range [][2]int{{0, 0}, {n - 7, 0}, {0, n - 7}} {
		u, v := i-f[0], j-f[1]
		if u >= -1 && v >= -1 && u <= 7 && v <= 7 {
			d := max(max(u-3, 3-u), max(v-3, 3-v))
			return d == 3 || d <= 1
		}
	}
	return chance
}
