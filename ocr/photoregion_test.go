package ocr

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"testing"
)

// A drawn A4 page of 100 dpi.
const pageW, pageH = 827, 1169

// painter says what a page shows at (x, y); ok is false where the paper is bare.
type painter func(x, y float64) (c color.RGBA, ok bool)

// scanned draws a page of paper with things on it, as it comes out of a scanner that took it
// in askew by deg and sees it in a light that falls off to the right by fall.
func scanned(paper color.RGBA, deg, fall float64, things ...painter) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, pageW, pageH))
	sin, cos := math.Sincos(deg * math.Pi / 180)
	for y := range pageH {
		for x := range pageW {
			u, v := float64(x)-pageW/2, float64(y)-pageH/2
			c := paper
			for _, thing := range things {
				if at, ok := thing(u*cos+v*sin+pageW/2, -u*sin+v*cos+pageH/2); ok {
					c = at
				}
			}
			light := 1 - fall*math.Pow(float64(x)/pageW, 3)
			img.SetRGBA(x, y, color.RGBA{uint8(float64(c.R) * light), uint8(float64(c.G) * light), uint8(float64(c.B) * light), 255})
		}
	}
	return img
}

func inside(b Box, x, y float64) bool { return x >= b[0] && x < b[2] && y >= b[1] && y < b[3] }

// scenery is a photograph: tones run across it, with a texture.
func scenery(b Box) painter {
	return func(x, y float64) (color.RGBA, bool) {
		u, v := (x-b[0])/b.Width(), (y-b[1])/b.Height()
		tone := 120 + 90*math.Sin(5*u+3*v) + 20*math.Sin(40*u)*math.Cos(30*v)
		return color.RGBA{uint8(tone), uint8(tone * 0.95), uint8(tone * 0.85), 255}, inside(b, x, y)
	}
}

func flat(b Box, c color.RGBA) painter {
	return func(x, y float64) (color.RGBA, bool) { return c, inside(b, x, y) }
}

// writing is rows of strokes as dense as small print.
func writing(b Box) painter {
	return func(x, y float64) (color.RGBA, bool) {
		ink := math.Mod(y-b[1], 22) < 14 && math.Mod(x*7+math.Floor(y/3)*5, 16) < 7
		return color.RGBA{30, 30, 30, 255}, ink && inside(b, x, y)
	}
}

// grid is the rules of a table.
func grid(b Box) painter {
	return func(x, y float64) (color.RGBA, bool) {
		rule := math.Mod(x-b[0], 90) < 2 || math.Mod(y-b[1], 30) < 2
		return color.RGBA{0, 0, 0, 255}, rule && inside(b, x, y)
	}
}

// stamp is the ring and the bar of a red seal.
func stamp(x0, y0, radius float64) painter {
	return func(x, y float64) (color.RGBA, bool) {
		d := math.Hypot(x-x0, y-y0)
		ring := d < radius && d > radius-6
		bar := math.Abs(y-y0) < 5 && d < radius*0.7
		return color.RGBA{215, 40, 50, 255}, ring || bar
	}
}

var (
	white    = color.RGBA{252, 252, 252, 255}
	tinted   = color.RGBA{238, 226, 196, 255}
	upper    = Box{110, 150, 400, 370}
	lower    = Box{110, 420, 400, 640}
	beside   = Box{425, 150, 715, 370}
	widePage = Box{0, 0, pageW, pageH}
)

func TestPhotoRegions(t *testing.T) {
	text := writing(Box{100, 700, 720, 1050})
	tests := []struct {
		name string
		page *image.RGBA
		want []Box
	}{
		{"three photos with text", scanned(white, 0, 0, scenery(upper), scenery(lower), scenery(beside), text), []Box{upper, beside, lower}},
		{"skewed", scanned(white, 2, 0, scenery(upper), text), []Box{{117, 140, 415, 370}}},
		{"tinted paper in failing light", scanned(tinted, -1, 0.25, scenery(lower), text), []Box{{107, 420, 401, 645}}},
		{"seal over its corner", scanned(white, 0, 0, scenery(upper), stamp(400, 370, 80)), []Box{upper}},
		{"pale sign on it", scanned(white, 0, 0, scenery(upper), flat(Box{150, 200, 350, 300}, white)), []Box{upper}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := PhotoRegions(tt.page)
			if len(got) != len(tt.want) {
				t.Fatalf("found %v, want %v", got, tt.want)
			}
			for i := range got {
				if got[i].IoU(tt.want[i]) < 0.9 {
					t.Errorf("photo %d at %v, want %v", i, got[i], tt.want[i])
				}
			}
		})
	}
}

func TestWhatIsNoPhoto(t *testing.T) {
	wood := color.RGBA{120, 90, 60, 255}
	tests := map[string]*image.RGBA{
		"bare paper":              scanned(white, 0, 0),
		"light that falls off":    scanned(tinted, 0, 0.3),
		"small print":             scanned(white, 1, 0, writing(Box{80, 80, 750, 1100})),
		"table":                   scanned(white, 1, 0, grid(Box{80, 80, 750, 1100}), writing(Box{90, 90, 740, 1000})),
		"seal":                    scanned(white, 0, 0, writing(upper), stamp(300, 300, 80)),
		"coloured box":            scanned(white, 0, 0, flat(upper, color.RGBA{90, 140, 200, 255})),
		"coloured box with words": scanned(white, 0, 0, flat(upper, color.RGBA{200, 220, 240, 255}), writing(upper)),
		"logo":                    scanned(white, 0, 0, scenery(Box{100, 100, 190, 160})),
		"banner":                  scanned(white, 0, 0, scenery(Box{60, 100, 760, 230})),
		"scanner's shadow":        scanned(white, 0, 0, scenery(Box{0, 0, 220, pageH})),
		"photo of a page":         scanned(white, 0, 0, flat(widePage, wood), flat(Box{60, 60, 760, 1100}, white), writing(Box{100, 100, 700, 1000})),
		"page that is a photo":    scanned(white, 0, 0, scenery(widePage)),
	}
	for name, page := range tests {
		if got := PhotoRegions(page); len(got) > 0 {
			t.Errorf("%s: found photos at %v", name, got)
		}
	}
}

// Boxes are those of the picture handed in, wherever its corner lies; slivers are harmless.
func TestPhotoRegionsOfParts(t *testing.T) {
	sheet := image.NewRGBA(image.Rect(0, 0, pageW+40, pageH+30))
	at := image.Pt(40, 30)
	draw.Draw(sheet, sheet.Rect, image.White, image.Point{}, draw.Src)
	page := scanned(white, 0, 0, scenery(upper))
	draw.Draw(sheet, page.Rect.Add(at), page, image.Point{}, draw.Src)
	part := sheet.SubImage(page.Rect.Add(at)).(*image.RGBA)
	want := Box{upper[0] + 40, upper[1] + 30, upper[2] + 40, upper[3] + 30}
	if got := PhotoRegions(part); len(got) != 1 || got[0].IoU(want) < 0.9 {
		t.Errorf("found %v, want %v", got, want)
	}
	for _, size := range []image.Point{{0, 0}, {1, 1}, {3000, 1}, {1, 3000}, {7, 900}} {
		if got := PhotoRegions(image.NewRGBA(image.Rectangle{Max: size})); got != nil {
			t.Errorf("%v: found %v", size, got)
		}
	}
}
