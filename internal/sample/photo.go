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
	view    string      // what it shows first, as the facts call it
	plate   *PlateTruth // of a nameplate
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

// expose makes the drawing a photograph: light falls off, the lens is soft, the sensor
// noisy, and the phone prints time and place into a corner.
func (s *scene) expose(stamp string) *image.RGBA {
	soften(s.img, 0.16)
	state := s.r.Uint64() | 1
	gain, lean := between(s.r, 0.82, 1.08), between(s.r, -0.45, 0.45)
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
	s.img = s.tilt()
	s.write(10, photoHeight-12, 12, color.RGBA{250, 240, 120, 255}, stamp)
	return s.img
}

// tilt turns the picture a little: nobody holds a phone straight.
func (s *scene) tilt() *image.RGBA {
	out := image.NewRGBA(s.img.Bounds())
	sin, cos := math.Sincos(between(s.r, -0.07, 0.07))
	zoom, dx, dy := between(s.r, 0.8, 0.97), between(s.r, -14, 14), between(s.r, -8, 8)
	for y := range photoHeight {
		for x := range photoWidth {
			u, v := (float64(x)-photoWidth/2)*zoom, (float64(y)-photoHeight/2)*zoom
			o := out.PixOffset(x, y)
			lookup(s.img, u*cos-v*sin+photoWidth/2+dx, u*sin+v*cos+photoHeight/2+dy, [3]uint8{}, out.Pix[o:o+4])
		}
	}
	return out
}
