package checker

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"testing"

	"lianshen/ocr"
)

// paper is a white page of A4 at 150 dpi on which tests draw in points.
type paper struct{ img *image.RGBA }

const paperDPI = 150.0

func newPaper() paper {
	img := image.NewRGBA(image.Rect(0, 0, 1240, 1754))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	return paper{img}
}

func (p paper) rect(x0, y0, x1, y1 float64, c color.Color) {
	r := ocr.Box{x0, y0, x1, y1}.Scale(paperDPI / 72).Rect()
	draw.Draw(p.img, r, image.NewUniform(c), image.Point{}, draw.Src)
}

// letters stand for print: bars as high as the letters of a line.
func (p paper) letters(b ocr.Box) {
	for x := b[0]; x < b[2]-3; x += 6 {
		p.rect(x, b[1]+1, x+3, b[3]-1, color.Black)
	}
}

// scrawl is a wavy stroke from the left to the right of b.
func (p paper) scrawl(b ocr.Box, c color.Color) {
	for x := b[0]; x < b[2]; x += 0.25 {
		_, y := b.Centre()
		y += (b.Height()/2 - 1) * math.Sin((x-b[0])/3)
		p.rect(x, y-0.6, x+1, y+0.6, c)
	}
}

// square is a drawn box, crossed out when it is ticked.
func (p paper) square(x, y, side float64, ticked bool) {
	p.rect(x, y, x+side, y+0.9, color.Black)
	p.rect(x, y+side-0.9, x+side, y+side, color.Black)
	p.rect(x, y, x+0.9, y+side, color.Black)
	p.rect(x+side-0.9, y, x+side, y+side, color.Black)
	if ticked {
		for t := 1.0; t < side-1; t += 0.2 {
			p.rect(x+t, y+t, x+t+1.2, y+t+1, color.Black)
		}
	}
}

func (p paper) marks(number int, lines ...Line) []Mark {
	return markFacts(p.img, paperDPI, Page{Number: number, WidthPt: 595, HeightPt: 842, TextSource: TextOCR, Lines: lines})
}

func lineAt(text string, x0, y0, x1 float64) Line {
	return Line{Text: text, Box: ocr.Box{x0, y0, x1, y0 + 12}, Score: 0.99}
}

var red = color.RGBA{210, 30, 40, 255}

func TestSignatureLine(t *testing.T) {
	for name, tt := range map[string]struct {
		draw func(paper)
		line Line
		want int
	}{
		"signed":          {func(p paper) { p.scrawl(ocr.Box{135, 95, 175, 113}, color.RGBA{20, 30, 120, 255}) }, lineAt("审核：", 100, 100, 132), 1},
		"empty":           {func(paper) {}, lineAt("审核：", 100, 100, 132), 0},
		"only a rule":     {func(p paper) { p.rect(133, 112, 260, 113, color.Black) }, lineAt("审核：", 100, 100, 132), 0},
		"only a red seal": {func(p paper) { p.scrawl(ocr.Box{135, 95, 175, 113}, red) }, lineAt("审核：", 100, 100, 132), 0},
		"a printed name":  {func(p paper) { p.letters(ocr.Box{133, 100, 165, 112}) }, lineAt("审核：张三丰", 100, 100, 166), 0},
		"read as letters, badly": {func(p paper) { p.scrawl(ocr.Box{135, 95, 175, 113}, color.Black) },
			Line{Text: "审核：洲少", Box: ocr.Box{100, 99, 176, 112}, Score: 0.7}, 1},
		"no signature line": {func(p paper) { p.scrawl(ocr.Box{135, 95, 175, 113}, color.Black) }, lineAt("电话：", 100, 100, 132), 0},
	} {
		p := newPaper()
		p.letters(ocr.Box{100, 100, 130, 112})
		tt.draw(p)
		if got := p.marks(3, tt.line); len(got) != tt.want || tt.want > 0 && got[0].Kind != markHandwriting {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestCMAMark(t *testing.T) {
	number := lineAt("202419846578", 100, 130, 172)
	ring := func(p paper) {
		for a := 0.4; a < 2*math.Pi-0.4; a += 0.01 {
			x, y := 136+33*math.Cos(a), 104+22*math.Sin(a)
			p.rect(x-2, y-2, x+2, y+2, red)
		}
	}
	for name, tt := range map[string]struct {
		draw  func(paper)
		lines []Line
		want  int
	}{
		"ring and letters":     {ring, []Line{number, {Text: "MA", Box: ocr.Box{120, 94, 152, 114}, Score: 0.9}}, 1},
		"ring alone":           {ring, []Line{number}, 1},
		"number alone":         {func(paper) {}, []Line{number}, 0},
		"a line of text above": {func(p paper) { p.letters(ocr.Box{100, 100, 172, 112}) }, []Line{number, lineAt("检测报告", 100, 100, 172)}, 0},
		"no number":            {ring, []Line{lineAt("检测报告", 100, 130, 172)}, 0},
	} {
		p := newPaper()
		tt.draw(p)
		got := p.marks(1, tt.lines...)
		if len(got) != tt.want {
			t.Errorf("%s: %+v", name, got)
		} else if tt.want > 0 && (got[0].Kind != markCMA || *got[0].Value != "202419846578" || got[0].Score < 0.8) {
			t.Errorf("%s: %+v", name, got[0])
		}
	}
}

func TestCheckboxes(t *testing.T) {
	type box struct {
		label  string
		ticked bool
	}
	for name, tt := range map[string]struct {
		draw func(paper)
		line Line
		want []box
	}{
		"characters": {func(paper) {}, lineAt("建设类型：☑新建 □改建", 100, 100, 260), []box{{"新建", true}, {"改建", false}}},
		"drawn": {func(p paper) { p.square(148, 101, 10, true); p.square(208, 101, 10, false) },
			lineAt("建设类型  新建      改建", 100, 100, 244), []box{{"新建", true}, {"改建", false}}},
		"none drawn": {func(paper) {}, lineAt("结论：合格", 100, 100, 160), nil},
	} {
		p := newPaper()
		tt.draw(p)
		var got []box
		for _, m := range p.marks(1, tt.line) {
			if m.Kind == markCheckbox {
				got = append(got, box{*m.Value, *m.Ticked})
			}
		}
		if len(got) != len(tt.want) {
			t.Errorf("%s: %+v", name, got)
			continue
		}
		for i := range got {
			if got[i] != tt.want[i] {
				t.Errorf("%s: %+v, want %+v", name, got[i], tt.want[i])
			}
		}
	}
}

func TestCNAS(t *testing.T) {
	got := newPaper().marks(1, lineAt("CNAS L12345", 400, 60, 470))
	if len(got) != 1 || got[0].Kind != markCNAS || *got[0].Value != "L12345" {
		t.Errorf("got %+v", got)
	}
}
