package seal_test

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"lianshen/ocr"
	"lianshen/ocr/seal"
	"lianshen/ocr/seal/sealtest"
)

// stage is a page of the stress set under construction: a picture of unknown scale, or a
// scanned sheet.
type stage struct {
	sheet
	rng    *rand.Rand
	px     float64 // pixels across a seal of 40 mm
	dpi    float64 // 0 on pictures
	paper  color.RGBA
	params sealtest.Params // of the next seal
	labels []label
	after  []func(*stage)
}

// newStage lays out an empty page: half of them pictures, where a seal has 100 to 300
// pixels, half of them A4 at 150 or 200 dpi.
func newStage(t *testing.T, rng *rand.Rand) *stage {
	s := &stage{rng: rng, paper: white}
	var w, h int
	switch rng.IntN(4) {
	case 0, 1:
		w, h = 620+rng.IntN(500), 620+rng.IntN(500)
		s.px = float64(100 + rng.IntN(200))
	case 2:
		w, h, s.dpi, s.px = 1240, 1754, 150, 236
	default:
		w, h, s.dpi, s.px = 1654, 2339, 200, 315
	}
	s.sheet = sheet{image.NewRGBA(image.Rect(0, 0, w, h)), t}
	s.params = s.usual()
	return s
}

// usual is a seal as most are: red, turned a little, evenly inked.
func (s *stage) usual() sealtest.Params {
	p := sealtest.Params{
		Title: companyName(s.rng), Seed: s.rng.Uint64(), AngleDeg: 20 * s.rng.NormFloat64(), DiameterPx: s.px * (0.95 + 0.1*s.rng.Float64()),
		InkAlpha: 0.65 + 0.3*s.rng.Float64(), Wear: 0.1 * s.rng.Float64(), DoubleRing: s.rng.IntN(6) == 0, Thick: 0.016 + 0.018*s.rng.Float64(),
		Colour: color.RGBA{uint8(190 + s.rng.IntN(60)), uint8(20 + s.rng.IntN(50)), uint8(20 + s.rng.IntN(50)), 255},
	}
	if s.rng.IntN(2) == 0 {
		p.Code = "4419" + strconv.Itoa(100000000+s.rng.IntN(899999999))
	}
	if s.rng.IntN(3) == 0 {
		p.Inner = pick(s.rng, specials)
	}
	return p
}

func (s *stage) w() float64 { return float64(s.Rect.Dx()) }
func (s *stage) h() float64 { return float64(s.Rect.Dy()) }

// spot is a random place where a print of that size is whole.
func (s *stage) spot(px float64) (x, y float64) {
	pad := 0.56 * px
	return pad + s.rng.Float64()*max(1, s.w()-2*pad), pad + s.rng.Float64()*max(1, s.h()-2*pad)
}

// press stamps the seal and labels it.
func (s *stage) press(x, y float64) {
	box := s.stamp(x, y, s.params)
	s.labels = append(s.labels, label{box: box, shape: string(orElse(s.params.Shape, ocr.Round))})
}

// ground colours the paper and writes text on it.
func (s *stage) ground(text bool) {
	draw.Draw(s, s.Rect, image.NewUniform(s.paper), image.Point{}, draw.Src)
	if text {
		s.lines()
	}
}

var bodies = map[int]*image.RGBA{}

// lines covers the page with rows of black text; they are drawn once a size.
func (s *stage) lines() {
	size := int(s.px / 11)
	body, ok := bodies[size]
	if !ok {
		b := newSheet(s.t, white)
		for y := 3 * size; y < 2339; y += 2 * size {
			b.write(size+y%70, y, float64(size), black, "本项目自动监测设备已按照技术规范安装并完成调试各项指标符合要求的有关数据经过比对监测后纳入正常运行管理范围并报送备案登记机关")
		}
		body = b.RGBA
		bodies[size] = body
	}
	dx, dy := s.rng.IntN(200), s.rng.IntN(200)
	for y := range s.Rect.Dy() {
		for x := range s.Rect.Dx() {
			if y+dy >= body.Rect.Dy() || x+dx >= body.Rect.Dx() {
				continue
			}
			o, i := s.PixOffset(x, y), body.PixOffset(x+dx, y+dy)
			for c := range 3 {
				s.Pix[o+c] = uint8(int(s.Pix[o+c]) * int(body.Pix[i+c]) / 255)
			}
		}
	}
}

func (s *stage) decoy(name string, x, y, size float64) {
	for _, d := range sealtest.Decoys() {
		if d.Name == name {
			s.paintDecoy(d, x, y, size)
			return
		}
	}
	s.t.Fatalf("no decoy is called %q", name)
}

func (s *stage) paintDecoy(d sealtest.Decoy, x, y, size float64) {
	red := color.RGBA{uint8(190 + s.rng.IntN(60)), uint8(20 + s.rng.IntN(60)), uint8(20 + s.rng.IntN(60)), 255}
	if err := d.Draw(s.RGBA, x, y, size, red, s.rng); err != nil {
		skipOrFail(s.t, err)
	}
}

// finish gives the page the marks of scanner or camera.
func (s *stage) finish() ocr.Page {
	for _, f := range s.after {
		f(s)
	}
	sealtest.Grain(s.RGBA, 4+s.rng.IntN(6), s.rng)
	s.compress(50 + s.rng.IntN(45))
	return ocr.Page{Image: s.RGBA, DPI: s.dpi}
}

func (s *stage) compress(quality int) {
	m, err := sealtest.Compress(s.RGBA, quality)
	if err != nil {
		s.t.Fatal(err)
	}
	s.RGBA = m
}

func (s *stage) later(f func(*stage)) { s.after = append(s.after, f) }

// scribble is a signature: a few strokes of a pen.
func (s *stage) scribble(x, y, size float64, c color.RGBA) {
	w := int(max(2, size/60))
	for range 3 {
		px, py, t := x-size/2+size*0.3*s.rng.Float64(), y+size*0.3*(s.rng.Float64()-0.5), s.rng.Float64()*6
		for range int(size) {
			t += 0.05 * s.rng.NormFloat64()
			px, py = px+0.8+0.5*math.Cos(5*t), py+1.6*math.Sin(3*t)
			s.disc(int(px), int(py), w/2, c)
		}
	}
}

// sealVarieties say what makes a seal hard to find. Each gets a page with paper and text.
var sealVarieties = []struct {
	name string
	make func(s *stage)
}{
	{"plain", func(s *stage) { s.one(true) }},
	{"faint", func(s *stage) { s.params.InkAlpha = 0.16 + 0.12*s.rng.Float64(); s.one(true) }},
	{"worn", func(s *stage) { s.params.Wear = 0.35 + 0.25*s.rng.Float64(); s.one(true) }},
	{"broken ring", func(s *stage) { s.params.Gaps = 0.2 + 0.2*s.rng.Float64(); s.one(true) }},
	{"thin ring", func(s *stage) { s.params.Thick = 0.008; s.params.DoubleRing = true; s.one(true) }},
	{"thick ring", func(s *stage) { s.params.Thick = 0.05; s.one(true) }},
	{"doubled print", (*stage).doubled},
	{"wreath", func(s *stage) { s.params.Wreath = true; s.one(true) }},
	{"lower arc", func(s *stage) { s.params.Lower = pick(s.rng, specials); s.params.Code = ""; s.one(true) }},
	{"no star", func(s *stage) { s.params.NoStar, s.params.Inner = true, ""; s.one(true) }},
	{"touching", func(s *stage) { s.several(1.02) }},
	{"overlapping", func(s *stage) { s.several(0.8) }},
	{"orange", func(s *stage) { s.params.Colour = color.RGBA{240, 100, 40, 255}; s.one(true) }},
	{"pink", func(s *stage) { s.params.Colour = color.RGBA{245, 130, 160, 255}; s.one(true) }},
	{"dark red", func(s *stage) { s.params.Colour = color.RGBA{130, 25, 30, 255}; s.one(true) }},
	{"purple", func(s *stage) { s.params.Colour = color.RGBA{120, 45, 150, 255}; s.one(true) }},
	{"blue", func(s *stage) { s.params.Colour = color.RGBA{50, 70, 180, 255}; s.one(true) }},
	{"grey page", func(s *stage) {
		s.params.InkAlpha = 0.5 + 0.4*s.rng.Float64()
		s.one(true)
		s.later(func(s *stage) { sealtest.Grey(s.RGBA) })
	}},
	{"black on coloured page", func(s *stage) {
		s.params.Colour = color.RGBA{70, 66, 68, 255}
		s.one(true)
		s.decoy("heading", s.w()/2, 0.12*s.px, 0.5*s.px)
	}},
	{"yellow paper", func(s *stage) { s.paper = color.RGBA{236, 214, 160, 255}; s.one(true) }},
	{"blue paper", func(s *stage) { s.paper = color.RGBA{190, 208, 238, 255}; s.one(true) }},
	{"shadow", func(s *stage) {
		s.one(true)
		s.later(func(s *stage) { sealtest.Shade(s.RGBA, s.rng) })
	}},
	{"slanted photo", (*stage).slanted},
	{"blurred", func(s *stage) {
		s.one(true)
		s.later(func(s *stage) { sealtest.Blur(s.RGBA, 2+int(s.px/100)) })
	}},
	{"JPEG 20", func(s *stage) {
		s.one(true)
		s.later(func(s *stage) { s.compress(20) })
	}},
	{"red table", func(s *stage) { s.over("red table", 3.5) }},
	{"red heading", func(s *stage) { s.over("heading", 2) }},
	{"red lines", (*stage).onRedLines},
	{"signature", func(s *stage) {
		s.ground(true)
		x, y := s.spot(s.params.DiameterPx)
		s.scribble(x, y, 1.3*s.px, oneOfColours(s.rng, black, color.RGBA{30, 40, 120, 255}))
		s.press(x, y)
	}},
	{"small", func(s *stage) { s.params.DiameterPx = 100; s.dpi = 0; s.one(false) }},
	{"whole crop", (*stage).crop},
	{"stained", func(s *stage) {
		s.one(true)
		l := s.labels[0].box
		s.decoy("cup stain", l[2], l[3], 1.2*s.px)
	}},
	{"oval", func(s *stage) { s.oval(1.5); s.one(true) }},
	{"tax oval", func(s *stage) {
		s.oval(1.33)
		s.params.Inner, s.params.AngleDeg = "发票专用章", 6*s.rng.NormFloat64()
		s.one(true)
	}},
	{"cut by the edge", func(s *stage) {
		s.ground(true)
		_, y := s.spot(s.params.DiameterPx)
		cut := (0.1 + 0.25*s.rng.Float64()) * s.params.DiameterPx
		s.press(s.w()-s.params.DiameterPx/2+cut, y)
	}},
	{"paging slice", (*stage).slice},
	{"with decoys", (*stage).amongDecoys},
	{"square", func(s *stage) { s.square(); s.one(false) }},
	{"square over text", func(s *stage) { s.square(); s.one(true) }},
	{"rectangle", func(s *stage) {
		s.square()
		s.params.Shape, s.params.Aspect, s.params.DiameterPx = ocr.Rectangle, 2+0.6*s.rng.Float64(), s.px
		s.one(false)
	}},
}

func oneOfColours(rng *rand.Rand, all ...color.RGBA) color.RGBA { return all[rng.IntN(len(all))] }

// one presses the seal somewhere on a page, on text or not.
func (s *stage) one(text bool) {
	s.ground(text)
	s.press(s.spot(s.params.DiameterPx))
}

func (s *stage) oval(aspect float64) {
	s.params.Shape, s.params.Aspect, s.params.Code, s.params.DiameterPx = ocr.Oval, aspect, "", 1.12*s.params.DiameterPx
}

func (s *stage) square() {
	s.params.Shape, s.params.Inner, s.params.Code, s.params.AngleDeg = ocr.Square, "", "", 8*s.rng.NormFloat64()
	s.params.Title = pick(s.rng, []string{"李庆国印", "王小明印", "陈志强印"})
	s.params.DiameterPx = max(56, s.px/2)
}

// doubled lets the stamp slip: a second, fainter print beside the first.
func (s *stage) doubled() {
	s.one(true)
	p, l := s.params, s.labels[0].box
	p.InkAlpha *= 0.5
	slip := (0.02 + 0.03*s.rng.Float64()) * p.DiameterPx
	s.stamp((l[0]+l[2])/2+slip, (l[1]+l[3])/2+0.4*slip, p)
}

// several presses two or three seals, dist diameters apart.
func (s *stage) several(dist float64) {
	s.ground(true)
	d := s.params.DiameterPx
	x, y := s.spot(2.4 * d)
	turn := s.rng.Float64() * 2 * math.Pi
	for i := range 2 {
		s.params = s.usual()
		s.params.DiameterPx = d
		side := (float64(i) - 0.5) * dist * d
		s.press(x+side*math.Cos(turn), y+side*math.Sin(turn))
	}
}

func (s *stage) slanted() {
	s.one(true)
	tilt, axis := 8+12*s.rng.Float64(), s.rng.Float64()*180
	s.dpi = 0
	s.later(func(s *stage) {
		m, place := sealtest.Slant(s.RGBA, tilt, axis)
		s.RGBA = m
		for i := range s.labels {
			s.labels[i].box = place(s.labels[i].box)
		}
		sealtest.Shade(s.RGBA, s.rng)
		sealtest.Blur(s.RGBA, 1)
	})
}

// over presses the seal on a red thing, size times as large.
func (s *stage) over(name string, size float64) {
	s.ground(false)
	x, y := s.spot(s.params.DiameterPx)
	s.decoy(name, x+0.3*s.px*s.rng.NormFloat64(), y+0.3*s.px*s.rng.NormFloat64(), size*s.px)
	s.press(x, y)
}

func (s *stage) onRedLines() {
	s.ground(true)
	for y := int(s.px / 3); y < s.Rect.Dy(); y += int(s.px / 3.2) {
		s.fill(image.Rect(20, y, s.Rect.Dx()-20, y+int(max(1, s.px/120))), vermil)
	}
	s.press(s.spot(s.params.DiameterPx))
}

// crop is a picture of a seal and nothing else.
func (s *stage) crop() {
	side := int(1.06 * s.params.DiameterPx)
	s.dpi = 0
	s.sheet = sheet{image.NewRGBA(image.Rect(0, 0, side, side)), s.t}
	s.ground(s.rng.IntN(2) == 0)
	s.press(float64(side)/2, float64(side)/2)
}

// slice is what one of 3 to 12 pages keeps of a paging seal, beside any edge of the sheet.
func (s *stage) slice() {
	s.sheet, s.dpi, s.px = sheet{image.NewRGBA(image.Rect(0, 0, 1240, 1754)), s.t}, 150, 236
	s.ground(true)
	s.params = s.usual()
	side, pages := s.rng.IntN(4), 3+s.rng.IntN(10)
	which, d := s.rng.IntN(pages), s.params.DiameterPx
	whole := newStage(s.t, s.rng)
	whole.sheet = sheet{image.NewRGBA(image.Rect(0, 0, int(1.2*d), int(1.2*d))), s.t}
	whole.params = s.params
	whole.ground(false)
	whole.press(0.6*d, 0.6*d)
	// Bare margins, as documents have them, then the slice with a small gap to the edge.
	margin, gap := 110, 2+s.rng.IntN(16)
	from, to := int(0.1*d+d*float64(which)/float64(pages)), int(0.1*d+d*float64(which+1)/float64(pages))
	long := []int{s.Rect.Dy(), s.Rect.Dy(), s.Rect.Dx(), s.Rect.Dx()}[side]
	at := 150 + s.rng.IntN(long-300-int(1.2*d))
	turned := func(u, v int) image.Point { // u into the page, v along the edge
		return []image.Point{{s.Rect.Dx() - 1 - u, v}, {u, v}, {v, u}, {v, s.Rect.Dy() - 1 - u}}[side]
	}
	for v := range long {
		for u := range margin {
			q := turned(u, v)
			s.SetRGBA(q.X, q.Y, s.paper)
		}
	}
	for v := range int(1.2 * d) {
		for x := from; x < to; x++ {
			u := gap + to - 1 - x
			if side == 1 || side == 2 {
				u = gap + x - from
			}
			q := turned(u, at+v)
			s.SetRGBA(q.X, q.Y, whole.RGBAAt(x, v))
		}
	}
	p, q := turned(gap, at+int(0.1*d)), turned(gap+to-from, at+int(1.1*d))
	s.labels = []label{{shape: "paging", box: ocr.Box{float64(min(p.X, q.X)), float64(min(p.Y, q.Y)), float64(max(p.X, q.X)), float64(max(p.Y, q.Y))}}}
}

func (s *stage) amongDecoys() {
	s.ground(false)
	all := sealtest.Decoys()
	for i := range 3 {
		s.paintDecoy(all[s.rng.IntN(len(all))], (float64(i)+0.5)*s.w()/3, 0.25*s.h(), min(s.px, s.w()/3.3))
	}
	s.press(s.w()*(0.3+0.4*s.rng.Float64()), 0.7*s.h())
}

// bare is a page with one decoy large, sometimes others beside it.
func (s *stage) bare(d sealtest.Decoy) {
	if s.rng.IntN(3) == 0 {
		s.paper = oneOfColours(s.rng, color.RGBA{236, 220, 180, 255}, color.RGBA{200, 214, 236, 255})
	}
	s.ground(s.rng.IntN(2) == 0)
	for range 1 + s.rng.IntN(3) {
		size := s.px * (0.7 + 0.8*s.rng.Float64())
		x, y := s.spot(size)
		s.paintDecoy(d, x, y, size)
	}
	switch s.rng.IntN(4) {
	case 0:
		s.later(func(s *stage) { sealtest.Shade(s.RGBA, s.rng) })
	case 1:
		s.later(func(s *stage) { sealtest.Blur(s.RGBA, 1+int(s.px/150)) })
	}
}

// stressed runs pages of one variety and counts.
func stressed(t *testing.T, seed uint64, pages int, name string, paint func(*stage)) (c tally, alarms int) {
	h := uint64(1469598103934665603)
	for _, b := range []byte(name) {
		h = (h ^ uint64(b)) * 1099511628211
	}
	for i := range pages {
		s := newStage(t, rand.New(rand.NewPCG(seed+uint64(i), h)))
		paint(s)
		page := s.finish()
		seals, err := seal.New(nil).ReadSeals(context.Background(), page)
		if err != nil {
			t.Fatal(err)
		}
		page1 := c
		c.add(t, fmt.Sprintf("%s %d", name, i), s.labels, seals)
		alarms += count(c.wrong > page1.wrong)
		if dir := os.Getenv("LIANSHEN_DRAW_TO"); dir != "" && (os.Getenv("LIANSHEN_DRAW_ALL") != "" || c.found-page1.found < len(s.labels) || c.wrong > page1.wrong) {
			overlay(t, fmt.Sprintf("%s-%d", name, i), page.Image, seals)
		}
	}
	return c, alarms
}

// stressSize reads how many pages of each variety are wanted, from which seed on, and how
// many varieties to go on at a time: unless asked for, the tests take a page of every fourth.
func stressSize() (pages int, seed uint64, stride int) {
	pages, _ = strconv.Atoi(os.Getenv("LIANSHEN_STRESS_PAGES"))
	seed, _ = strconv.ParseUint(os.Getenv("LIANSHEN_SEAL_SEED"), 10, 64)
	if pages < 1 {
		return 1, seed, 4
	}
	return pages, seed, 1
}

// chosen reports whether a variety is to be run: LIANSHEN_STRESS_ONLY names a single one.
func chosen(name string, i, stride int) bool {
	if only := os.Getenv("LIANSHEN_STRESS_ONLY"); only != "" {
		return only == name
	}
	return i%stride == 0
}

// TestStressFinds measures by variety of seal, on LIANSHEN_STRESS_PAGES pages each with
// seeds from LIANSHEN_SEAL_SEED on. Seals in black ink among black text are counted apart:
// only what leaves no doubt is taken for one there.
func TestStressFinds(t *testing.T) {
	pages, seed, stride := stressSize()
	var coloured, dark tally
	for i, v := range sealVarieties {
		if !chosen(v.name, i, stride) {
			continue
		}
		c, _ := stressed(t, seed, pages, v.name, v.make)
		t.Logf("%-24s found %3d of %3d, %d false", v.name, c.found, c.seals, c.wrong)
		sum := &coloured
		if v.name == "grey page" || v.name == "black on coloured page" {
			sum = &dark
		}
		sum.seals, sum.found, sum.wrong = sum.seals+c.seals, sum.found+c.found, sum.wrong+c.wrong
	}
	t.Logf("coloured: found %d of %d, %d false; black: found %d of %d, %d false", coloured.found, coloured.seals, coloured.wrong, dark.found, dark.seals, dark.wrong)
	if coloured.found < coloured.seals-max(1, coloured.seals/25) || coloured.wrong > max(1, coloured.seals/25) || dark.wrong > max(1, dark.seals/20) {
		t.Error("fewer seals found, or more that are none, than the floor allows")
	}
}

// TestStressIgnores measures alarms by kind of seal-free page.
func TestStressIgnores(t *testing.T) {
	pages, seed, stride := stressSize()
	alarms, total := 0, 0
	for i, d := range sealtest.Decoys() {
		if !chosen(d.Name, i, stride) {
			continue
		}
		_, n := stressed(t, seed, pages, d.Name, func(s *stage) { s.bare(d) })
		t.Logf("%-24s alarms on %2d of %d pages", d.Name, n, pages)
		alarms, total = alarms+n, total+pages
	}
	t.Logf("%-24s alarms on %2d of %d pages", "all", alarms, total)
	if alarms > max(1, total*mostAlarms/100) {
		t.Errorf("alarms on %d of %d pages, the floor is %d in a hundred", alarms, total, mostAlarms)
	}
}

// mostAlarms is how many of a hundred pages with a seal-like thing, and no seal, may raise an
// alarm. Dials, globes and circles that cross each other are the worst.
const mostAlarms = 15
