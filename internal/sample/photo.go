package sample

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math"
	"math/rand/v2"
)

// Size of a photograph in pixels: what a phone picture is after the office has shrunk it.
const (
	photoWidth  = 440
	photoHeight = 330
)

// photograph is one drawn picture with its caption.
type photograph struct {
	caption string
	img     *image.RGBA
	taken   string      // "2026-04-30T10:21:05"
	gps     *[2]float64 // latitude, longitude
}

// encode writes the JPEG file with its EXIF block.
func (p photograph) encode() ([]byte, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, p.img, &jpeg.Options{Quality: 58}); err != nil {
		return nil, fmt.Errorf("sample: encode photo: %w", err)
	}
	return withEXIF(b.Bytes(), p.taken, p.gps), nil
}

// scene is a picture being drawn; coordinates are pixels.
type scene struct {
	canvas
	r     *rand.Rand
	faces *Faces
}

func newScene(r *rand.Rand, faces *Faces) *scene {
	return &scene{canvas: canvas{img: image.NewRGBA(image.Rect(0, 0, photoWidth, photoHeight)), scale: 1}, r: r, faces: faces}
}

func (s *scene) box(x0, y0, x1, y1 float64, c color.RGBA) {
	polygon(point{x0, y0}, point{x1, y0}, point{x1, y1}, point{x0, y1}).fill(s.img, c)
}

func (s *scene) quad(c color.RGBA, p ...point) { polygon(p...).fill(s.img, c) }

// gradient fills a band from one colour to another, top to bottom.
func (s *scene) gradient(y0, y1 int, a, b color.RGBA) {
	for y := y0; y < y1; y++ {
		t := float64(y-y0) / float64(y1-y0)
		mix := func(p, q uint8) uint8 { return uint8(float64(p)*(1-t) + float64(q)*t) }
		c := color.RGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 255}
		draw.Draw(s.img, image.Rect(0, y, photoWidth, y+1), image.NewUniform(c), image.Point{}, draw.Src)
	}
}

func (s *scene) write(x, y, size float64, c color.RGBA, str string) {
	text{X: x, Y: y, Size: size, Face: s.faces.Hei, S: str, Colour: c}.draw(&s.canvas)
}

func grey(v uint8) color.RGBA { return color.RGBA{v, v, v, 255} }

// room paints a wall and a floor.
func (s *scene) room() {
	wall := uint8(180 + s.r.IntN(50))
	s.gradient(0, 262, color.RGBA{wall, wall, wall - 8, 255}, color.RGBA{wall - 30, wall - 28, wall - 34, 255})
	s.gradient(262, photoHeight, color.RGBA{120, 112, 104, 255}, color.RGBA{84, 80, 76, 255})
	for x := -100.0; x < photoWidth+200; x += 60 {
		s.quad(grey(96), point{x, 262}, point{x + 1.5, 262}, point{x*1.5 - 108, photoHeight}, point{x*1.5 - 110, photoHeight})
	}
}

// cabinet is an instrument seen from the front.
func (s *scene) cabinet(brand, name, model string) {
	s.room()
	x := between(s.r, 120, 170)
	body := pick(s.r, color.RGBA{222, 224, 226, 255}, color.RGBA{206, 212, 220, 255}, color.RGBA{230, 228, 218, 255})
	s.box(x-4, 34, x+190, 300, grey(70))
	s.box(x, 30, x+186, 296, body)
	s.box(x+6, 36, x+180, 150, color.RGBA{body.R - 14, body.G - 14, body.B - 12, 255})
	s.box(x+6, 156, x+180, 290, color.RGBA{body.R - 8, body.G - 8, body.B - 8, 255})
	s.box(x+34, 62, x+152, 128, grey(26))
	s.box(x+39, 67, x+147, 123, color.RGBA{18, 70, 120, 255})
	s.write(x+46, 86, 11, color.RGBA{230, 240, 255, 255}, name)
	s.write(x+46, 108, 15, color.RGBA{120, 255, 160, 255}, fmt.Sprintf("%.2f", between(s.r, 2, 60)))
	s.write(x+14, 54, 13, color.RGBA{20, 60, 130, 255}, brand+" "+model)
	for i := range 3 {
		ellipse(4, 4, false).transform(moving(x+60+float64(i)*22, 140)).fill(s.img, []color.RGBA{{40, 200, 80, 255}, {230, 180, 40, 255}, {200, 40, 40, 255}}[i])
	}
	s.box(x+166, 200, x+174, 236, grey(60))
	for y := 262.0; y < 286; y += 6 {
		s.box(x+40, y, x+146, y+2, grey(110))
	}
}

// plate is a metal nameplate with engraved lines.
func (s *scene) plate(title string, lines []string) {
	s.gradient(0, photoHeight, color.RGBA{196, 200, 206, 255}, color.RGBA{168, 172, 178, 255})
	s.quad(grey(120), point{26, 30}, point{416, 26}, point{420, 304}, point{24, 308})
	s.quad(color.RGBA{216, 218, 216, 255}, point{29, 33}, point{413, 29}, point{417, 301}, point{27, 305})
	for _, p := range []point{{40, 44}, {402, 42}, {404, 290}, {40, 294}} {
		ellipse(5, 5, false).transform(moving(p.X, p.Y)).fill(s.img, grey(96))
		ellipse(3, 1, false).transform(moving(p.X, p.Y)).fill(s.img, grey(40))
	}
	w := s.faces.Hei.width(title, 21)
	s.write((photoWidth-w)/2, 74, 21, color.RGBA{24, 40, 90, 255}, title)
	for i, l := range lines {
		y := 112 + 30*float64(i)
		s.write(56, y, 17, grey(28), l)
		s.box(52, y+7, 392, y+8, grey(130))
	}
}

// outletSign is the outlet with its board: a channel for water, a stack for gas.
func (s *scene) outlet(medium, code, name, owner string) {
	s.gradient(0, 150, color.RGBA{150, 190, 226, 255}, color.RGBA{214, 226, 234, 255})
	s.gradient(150, photoHeight, color.RGBA{120, 122, 108, 255}, color.RGBA{92, 94, 84, 255})
	if medium == Water {
		s.quad(grey(150), point{150, 150}, point{270, 150}, point{430, 330}, point{40, 330})
		s.quad(color.RGBA{70, 92, 84, 255}, point{176, 150}, point{246, 150}, point{350, 330}, point{120, 330})
	} else {
		s.quad(grey(176), point{200, 0}, point{262, 0}, point{282, 300}, point{182, 300})
		s.quad(color.RGBA{190, 60, 50, 255}, point{199, 20}, point{263, 20}, point{265, 50}, point{197, 50})
		s.box(150, 170, 314, 178, grey(80))
		for x := 152.0; x < 314; x += 18 {
			s.box(x, 140, x+2, 170, grey(90))
		}
	}
	s.box(20, 190, 26, 326, grey(110))
	s.box(112, 190, 118, 326, grey(110))
	s.box(8, 120, 132, 214, color.RGBA{0, 110, 70, 255})
	white := color.RGBA{240, 245, 240, 255}
	s.write(18, 142, 15, white, map[string]string{Water: "污水排放口", Gas: "废气排放口"}[medium])
	s.write(18, 164, 14, white, "编号："+code)
	s.write(18, 184, 10, white, name)
	s.write(18, 203, 9, white, owner)
}

// detail is a probe or a flume in close-up.
func (s *scene) detail(label string) {
	s.gradient(0, photoHeight, color.RGBA{150, 152, 150, 255}, color.RGBA{104, 106, 100, 255})
	s.quad(color.RGBA{76, 98, 92, 255}, point{0, 210}, point{440, 190}, point{440, 330}, point{0, 330})
	x := between(s.r, 170, 250)
	s.box(x, 0, x+16, 190, color.RGBA{196, 198, 204, 255})
	s.box(x-22, 120, x+40, 196, color.RGBA{60, 66, 74, 255})
	s.box(x-14, 130, x+32, 160, color.RGBA{190, 200, 196, 255})
	s.write(x-12, 150, 9, grey(20), label)
	for i := range 4 {
		y := 30 + 40*float64(i)
		s.quad(grey(60), point{x + 8, y}, point{x + 120, y + 26}, point{x + 120, y + 31}, point{x + 8, y + 6})
	}
}

// house is the station from outside, hall the same from within.
func (s *scene) house(label string) {
	s.gradient(0, 240, color.RGBA{140, 184, 222, 255}, color.RGBA{222, 230, 234, 255})
	s.gradient(240, photoHeight, grey(130), grey(100))
	s.box(90, 90, 360, 270, color.RGBA{232, 228, 214, 255})
	s.quad(color.RGBA{60, 96, 140, 255}, point{76, 92}, point{374, 92}, point{350, 62}, point{100, 62})
	s.box(110, 140, 180, 270, color.RGBA{150, 156, 162, 255})
	s.box(166, 204, 172, 222, grey(40))
	s.box(220, 140, 330, 200, color.RGBA{90, 120, 140, 255})
	s.box(273, 140, 277, 200, grey(230))
	s.box(200, 106, 340, 130, color.RGBA{20, 90, 160, 255})
	s.write(208, 123, 13, color.RGBA{250, 250, 250, 255}, label)
}

func (s *scene) hall(label string) {
	s.room()
	for i := range 4 {
		x := 20 + 104*float64(i)
		s.box(x, 70, x+90, 286, color.RGBA{214, 216, 218, 255})
		s.box(x+14, 90, x+76, 130, color.RGBA{20, 60, 100, 255})
		s.box(x+6, 140, x+84, 280, color.RGBA{202, 204, 206, 255})
	}
	s.box(150, 20, 300, 56, color.RGBA{240, 240, 236, 255})
	s.write(160, 44, 13, color.RGBA{180, 20, 20, 255}, label)
}

// expose makes the drawing a photograph: light falls off, the lens is soft, the sensor
// noisy, and the phone prints time and place into a corner.
func (s *scene) expose(stamp string) *image.RGBA {
	s.write(10, photoHeight-12, 12, color.RGBA{250, 240, 120, 255}, stamp)
	soften(s.img, 0.16)
	state := s.r.Uint64() | 1
	gain, lean := between(s.r, 0.82, 1.08), between(s.r, -0.25, 0.25)
	seed := s.r.Uint32()
	for y := range photoHeight {
		for x := range photoWidth {
			u, v := float64(x)/photoWidth-0.5, float64(y)/photoHeight-0.5
			light := gain * (1 + lean*u - 0.5*(u*u+v*v)) * (0.94 + 0.12*smooth(seed, float64(x)/37, float64(y)/37))
			n := 3.2 * gaussian(&state)
			px := s.img.Pix[y*s.img.Stride+4*x:]
			for k := range 3 {
				px[k] = clamp(float64(px[k])*light + n)
			}
		}
	}
	return s.tilt()
}

// tilt turns the picture a little: nobody holds a phone straight.
func (s *scene) tilt() *image.RGBA {
	out := image.NewRGBA(s.img.Bounds())
	sin, cos := math.Sincos(between(s.r, -0.03, 0.03))
	const zoom = 0.95
	for y := range photoHeight {
		for x := range photoWidth {
			u, v := (float64(x)-photoWidth/2)*zoom, (float64(y)-photoHeight/2)*zoom
			o := out.PixOffset(x, y)
			lookup(s.img, u*cos-v*sin+photoWidth/2, u*sin+v*cos+photoHeight/2, out.Pix[o:o+4])
		}
	}
	return out
}
