package sample

import (
	"image/color"
	"math"
	"math/rand/v2"
	"strconv"
)

// distractor draws a red or round thing that is no seal, within a square of the given size
// in points, its centre at the origin.
type distractor struct {
	name string
	draw func(r *rand.Rand, size float64) []tinted
}

// tinted is one outline with its colour.
type tinted struct {
	path   path
	colour color.RGBA
}

var (
	flagRed    = color.RGBA{222, 30, 34, 255}
	flagYellow = color.RGBA{248, 214, 40, 255}
	paperWhite = color.RGBA{255, 255, 255, 255}
)

// distractors are what letterheads, covers and certificates carry.
var distractors = []distractor{
	{"logo", logo}, {"emblem", emblem}, {"flag", flag}, {"star", lonelyStar}, {"gear", gear}, {"sign", roadSign},
	{"stain", stain}, {"circled", circled}, {"bars", bars}, {"pie", pie},
}

// brandColours are those of company logos.
var brandColours = []color.RGBA{flagRed, {200, 40, 60, 255}, {230, 90, 30, 255}, {30, 110, 60, 255}, {30, 70, 160, 255}}

func brand(r *rand.Rand) color.RGBA { return brandColours[r.IntN(len(brandColours))] }

// logo is a disc with a bright figure in it.
func logo(r *rand.Rand, size float64) []tinted {
	c, k := brand(r), size/2
	out := []tinted{{ellipse(k, k, false), c}}
	if r.IntN(2) == 0 {
		return append(out, tinted{ellipse(0.62*k, 0.62*k, false), paperWhite}, tinted{polygon(point{-0.3 * k, 0.35 * k}, point{0, -0.45 * k}, point{0.3 * k, 0.35 * k}), c})
	}
	for i := range 3 {
		y := (float64(i) - 1) * 0.42 * k
		out = append(out, tinted{polygon(point{-0.6 * k, y - 0.1*k}, point{0.6 * k, y - 0.1*k}, point{0.5 * k, y + 0.1*k}, point{-0.7 * k, y + 0.1*k}), paperWhite})
	}
	return out
}

// emblem is a badge: a golden rim, a red disc, stars and a gate.
func emblem(_ *rand.Rand, size float64) []tinted {
	k := size / 2
	out := []tinted{{ring(k, k, 0.16*k), flagYellow}, {ellipse(0.82*k, 0.82*k, false), flagRed}}
	out = append(out, tinted{star(0.26 * k).transform(moving(0, -0.38*k)), flagYellow})
	for i := range 4 {
		a := (float64(i) - 1.5) * 0.5
		out = append(out, tinted{star(0.09 * k).transform(moving(0.62*k*math.Sin(a), 0.12*k-0.28*k*math.Cos(a))), flagYellow})
	}
	return append(out, tinted{polygon(point{-0.45 * k, 0.25 * k}, point{0.45 * k, 0.25 * k}, point{0.55 * k, 0.45 * k}, point{-0.55 * k, 0.45 * k}), flagYellow})
}

func flag(_ *rand.Rand, size float64) []tinted {
	w, h := size/2, size/3
	out := []tinted{{polygon(point{-w, -h}, point{w, -h}, point{w, h}, point{-w, h}), flagRed}, {star(0.32 * h).transform(moving(-0.62*w, -0.42*h)), flagYellow}}
	for i := range 4 {
		out = append(out, tinted{star(0.1 * h).transform(moving(-0.28*w, (-0.75+0.22*float64(i))*h)), flagYellow})
	}
	return out
}

func lonelyStar(r *rand.Rand, size float64) []tinted {
	return []tinted{{star(size / 2).transform(turning(between(r, 0, 2*math.Pi))), flagRed}}
}

// gear is a ring with teeth, as on badges of factories.
func gear(r *rand.Rand, size float64) []tinted {
	const teeth = 12
	k, c := size/2, brand(r)
	var pts []point
	for i := range 4 * teeth {
		rad := k
		if i%4 >= 2 {
			rad = 0.84 * k
		}
		s, co := math.Sincos(2 * math.Pi * float64(i) / (4 * teeth))
		pts = append(pts, point{rad * s, rad * co})
	}
	return []tinted{{polygon(pts...), c}, {ellipse(0.62*k, 0.62*k, false), paperWhite}, {ellipse(0.3*k, 0.3*k, false), c}}
}

// roadSign is a ring with a bar across.
func roadSign(_ *rand.Rand, size float64) []tinted {
	k := size / 2
	return []tinted{{ring(k, k, 0.2*k), flagRed}, {polygon(point{-0.7 * k, -0.1 * k}, point{0.7 * k, -0.1 * k}, point{0.7 * k, 0.1 * k}, point{-0.7 * k, 0.1 * k}).transform(turning(0.8)), flagRed}}
}

// stain is a blot without form.
func stain(r *rand.Rand, size float64) []tinted {
	const n = 40
	seed, pts := r.Uint32(), make([]point, n)
	for i := range n {
		s, c := math.Sincos(2 * math.Pi * float64(i) / n)
		rad := size / 2 * (0.35 + 0.6*smooth(seed, 1.4+1.3*c, 1.4+1.3*s))
		pts[i] = point{rad * c, rad * s}
	}
	return []tinted{{polygon(pts...), color.RGBA{190, 80, 70, 255}}}
}

// circled is a ring drawn by hand around something that mattered.
func circled(r *rand.Rand, size float64) []tinted {
	const n = 60
	seed, k := r.Uint32(), size/2
	var pts []point
	var widths []float64
	for i := range n + 8 {
		s, c := math.Sincos(2 * math.Pi * float64(i) / n)
		rad := k * (0.86 + 0.16*smooth(seed, 2+1.5*c, 2+1.5*s)) * (1 - 0.001*float64(i))
		pts, widths = append(pts, point{rad * c, 0.6 * rad * s}), append(widths, 1.1)
	}
	return []tinted{{stroke(pts, widths), color.RGBA{206, 38, 48, 255}}}
}

// bars and pie are coloured charts.
func bars(r *rand.Rand, size float64) []tinted {
	var out []tinted
	for i := range 5 {
		x, h := (float64(i)-2.5)*size/5, between(r, 0.2, 1)*size
		out = append(out, tinted{polygon(point{x, size/2 - h}, point{x + size/7, size/2 - h}, point{x + size/7, size / 2}, point{x, size / 2}), brandColours[i]})
	}
	return out
}

func pie(r *rand.Rand, size float64) []tinted {
	var out []tinted
	from := between(r, 0, 6)
	for i, share := range []float64{0.4, 0.25, 0.2, 0.15} {
		pts := []point{{0, 0}}
		for j := range 25 {
			s, c := math.Sincos(from + 2*math.Pi*share*float64(j)/24)
			pts = append(pts, point{size / 2 * c, size / 2 * s})
		}
		from += 2 * math.Pi * share
		out = append(out, tinted{polygon(pts...), brandColours[i]})
	}
	return out
}

// distract draws one distractor on the current page and notes it.
func (c *composer) distract(p *page, d distractor, r *rand.Rand, x, y, size float64) {
	for _, t := range d.draw(r, size) {
		p.add(shape{Path: t.path.transform(moving(x, y)), Colour: t.colour})
	}
	p.Distractors = append(p.Distractors, d.name)
}

// garnish puts a logo, a badge or a blot into the margins of pages without a seal.
func (c *composer) garnish() {
	for _, p := range c.pages {
		if p.inked() || p.Digital || c.vary.Float64() >= garnished {
			continue
		}
		d := distractors[c.vary.IntN(len(distractors))]
		size := between(c.vary, 26, 44)
		x, y := 42.0, 44.0
		if c.vary.IntN(2) == 0 {
			x, y = pageWidth-36, between(c.vary, 200, 700)
		}
		c.distract(p, d, c.vary, x, y, size)
	}
}

// redPages is a document of pages that bear red things and no seal: a letter with a red
// head, a red form, a page of badges, one with date stamps.
func (c *composer) redPages() {
	for i := range redPageCount {
		if i > 0 {
			c.newPage()
		}
		switch i % 4 {
		case 0:
			c.letter()
		case 1:
			c.redForm()
		case 2:
			c.badges()
		default:
			c.dateStamps()
		}
	}
}

// redPageCount is how many pages redPages has.
const redPageCount = 4

// ruled draws a red rule, which the print rule cannot.
func (c *composer) ruled(x0, y0, x1, y1, w float64) {
	c.tinted(polygon(point{x0 - w/2, y0 - w/2}, point{x1 + w/2, y0 - w/2}, point{x1 + w/2, y1 + w/2}, point{x0 - w/2, y1 + w/2}), flagRed)
}

func (c *composer) redText(face *Typeface, size, x float64, s string) text {
	t := text{X: x, Y: c.y + 0.86*size, Size: size, Face: face, S: s, Colour: flagRed}
	c.page().add(t)
	return t
}

// letter is a notice with a red head (红头文件).
func (c *composer) letter() {
	head := "东莞市" + c.m.Enterprise.Town + "人民政府文件"
	size := math.Min(36, (right-left)/float64(len([]rune(head))))
	c.y = 110
	c.redText(c.faces.Song, size, (pageWidth-c.faces.Song.width(head, size))/2, head)
	c.y = 205
	c.put(c.faces.Song, body, 240, "〔2026〕"+strconv.Itoa(1+c.vary.IntN(90))+"号")
	c.ruled(left, 232, right, 232, 2.2)
	c.tinted(star(9).transform(moving(pageWidth/2, 232)), flagRed)
	c.page().Distractors = append(c.page().Distractors, "letterhead")
	c.y = 270
	c.passage(9)
}

// redForm is a form whose rules are red.
func (c *composer) redForm() {
	c.y = 100
	c.redText(c.faces.Hei, 20, 200, "来文处理登记单")
	for row := range 9 {
		y := 150 + 52*float64(row)
		c.ruled(left, y, right, y, 1.2)
		if row < 8 {
			c.y = y + 18
			c.redText(c.faces.Song, body, left+8, pick(c.vary, "来文单位", "收文日期", "拟办意见", "领导批示", "承办部门", "密级"))
		}
	}
	for _, x := range []float64{left, left + 90, right} {
		c.ruled(x, 150, x, 150+52*8, 1.2)
	}
	c.page().Distractors = append(c.page().Distractors, "red-table")
	c.y = 600
	c.passage(3)
}

// badges is a page with three distractors as large as seals.
func (c *composer) badges() {
	c.passage(6)
	for i := range 3 {
		d := distractors[c.vary.IntN(len(distractors))]
		c.distract(c.page(), d, c.vary, 150+150*float64(i), 520+between(c.vary, -20, 90), between(c.vary, 70, 120))
	}
}

// dateStamps is a page that an office dated and numbered with a stamp (收文章): a frame or a
// ring of date, no name of a company.
func (c *composer) dateStamps() {
	c.passage(8)
	x, y := between(c.vary, 120, 300), between(c.vary, 500, 640)
	c.ruled(x, y, x+120, y, 1.4)
	c.ruled(x, y+44, x+120, y+44, 1.4)
	c.ruled(x, y, x, y+44, 1.4)
	c.ruled(x+120, y, x+120, y+44, 1.4)
	c.y = y + 14
	c.redText(c.faces.Song, 13, x+12, "2026年"+strconv.Itoa(1+c.vary.IntN(9))+"月"+strconv.Itoa(1+c.vary.IntN(28))+"日")
	c.page().Distractors = append(c.page().Distractors, "date-stamp")
}

// passage sets some paragraphs that belong to no kind of document.
func (c *composer) passage(n int) {
	for range n {
		c.para(pick(c.vary,
			"请各单位结合实际，认真组织学习，按照职责分工抓好落实，遇到问题及时沟通。",
			"会议听取了有关情况的汇报，讨论了下一阶段的工作安排，并就人员分工达成一致。",
			"各部门应当加强值班值守，落实安全生产责任，做好防汛防风各项准备。",
			"本次活动由工会组织，欢迎职工踊跃参加，报名截止时间另行通知。",
			"为进一步规范办公用品的领用和保管，现将有关事项说明如下。"))
	}
}
