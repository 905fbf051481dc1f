package seal_test

import (
	"context"
	"errors"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"

	"lianshen/ocr"
	"lianshen/ocr/seal"
	"lianshen/ocr/seal/sealtest"
)

const company = "东莞市绿源纸业有限公司"

// Every impression stands over text and scanner noise and must be found once, measured to
// half a millimetre, and told by shape and colour.
func TestReadSealsFinds(t *testing.T) {
	tests := map[string]struct {
		p      sealtest.Params
		x, y   float64
		paper  color.RGBA
		shape  ocr.Shape
		colour ocr.Colour
	}{
		"round":         {p: sealtest.Params{Title: company, Code: "4419001234567"}},
		"turned":        {p: sealtest.Params{Title: company, AngleDeg: 137}},
		"oval":          {p: sealtest.Params{Title: company, Inner: "发票专用章", Shape: ocr.Oval, DiameterPx: 354, AngleDeg: 12}, shape: ocr.Oval},
		"flat oval":     {p: sealtest.Params{Title: company, Shape: ocr.Oval, Aspect: 1.33, DiameterPx: 315}, shape: ocr.Oval},
		"worn":          {p: sealtest.Params{Title: company, Wear: 0.3, Seed: 5}},
		"pale":          {p: sealtest.Params{Title: company, InkAlpha: 0.3}},
		"pink":          {p: sealtest.Params{Title: company, Colour: color.RGBA{250, 120, 150, 255}}},
		"orange":        {p: sealtest.Params{Title: company, Colour: color.RGBA{245, 110, 40, 255}}},
		"dark red":      {p: sealtest.Params{Title: company, Colour: color.RGBA{140, 20, 30, 255}}},
		"blue":          {p: sealtest.Params{Title: company, Colour: color.RGBA{40, 60, 190, 255}}, colour: ocr.Blue},
		"purple":        {p: sealtest.Params{Title: company, Colour: color.RGBA{130, 40, 150, 255}}, colour: ocr.OtherColour},
		"yellow paper":  {p: sealtest.Params{Title: company}, paper: color.RGBA{240, 222, 170, 255}},
		"blue paper":    {p: sealtest.Params{Title: company}, paper: color.RGBA{200, 215, 240, 255}},
		"double ring":   {p: sealtest.Params{Title: company, DoubleRing: true}},
		"small":         {p: sealtest.Params{Title: company, DiameterPx: 165}},
		"large":         {p: sealtest.Params{Title: company, DiameterPx: 394}},
		"personal":      {p: sealtest.Params{Title: "李国庆印", Shape: ocr.Square, DiameterPx: 160, AngleDeg: 9}, shape: ocr.Square, y: 2240, x: 400},
		"near the edge": {p: sealtest.Params{Title: company}, x: 1654 - 165, y: 2339 - 165},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			paper := tt.paper
			if paper.A == 0 {
				paper = white
			}
			x, y := tt.x, tt.y
			if x == 0 {
				x, y = 1150.3, 1800.6
			}
			s := newSheet(t, paper)
			s.body()
			box := s.stamp(x, y, tt.p)
			s.grain(uint64(len(name)))
			got := find(t, s.page())
			if len(got) != 1 {
				t.Fatalf("found %d seals, want 1: %v", len(got), got)
			}
			checkSeal(t, got[0], box, tt.p, orElse(tt.shape, ocr.Round), orElse(tt.colour, ocr.Red))
		})
	}
}

func orElse[T comparable](v, d T) T {
	var zero T
	if v == zero {
		return d
	}
	return v
}

func checkSeal(t *testing.T, got ocr.Seal, box ocr.Box, p sealtest.Params, shape ocr.Shape, colour ocr.Colour) {
	t.Helper()
	t.Logf("score %.2f", got.Score)
	if iou := got.Box.IoU(box); iou < 0.94 {
		t.Errorf("box %v, want %v (IoU %.2f)", got.Box, box, iou)
	}
	if got.Shape != shape || got.Colour != colour || !got.Complete {
		t.Errorf("got %s %s complete=%t, want %s %s complete", got.Shape, got.Colour, got.Complete, shape, colour)
	}
	want := orElse(p.DiameterPx, 315) / dpi * 25.4
	if got.DiameterMM == nil {
		t.Error("no diameter")
	} else if math.Abs(*got.DiameterMM-want) > 0.5 {
		t.Errorf("diameter %.2f mm, want %.2f", *got.DiameterMM, want)
	}
	if len(got.PHash) != 16 {
		t.Errorf("PHash %q, want 16 hex digits", got.PHash)
	}
	if shape != ocr.Square && got.Strip == nil {
		t.Error("no title strip was cut")
	}
}

// A copy has lost its colour: the seal is grey, with a line of black text across.
func TestReadSealsFindsCopies(t *testing.T) {
	for name, ink := range map[string]float64{"dark": 0.9, "pale": 0.45} {
		t.Run(name, func(t *testing.T) {
			s := newSheet(t, white)
			for y := 420; y < 1500; y += 70 {
				s.write(180, y, 42, black, "本项目自动监测设备已按照技术规范安装并完成调试各项指标符合要求")
			}
			s.write(780, 1820, 42, black, "排污单位（盖章）：东莞市绿源纸业有限公司")
			box := s.stamp(1150, 1800, sealtest.Params{Title: company, InkAlpha: ink, AngleDeg: 15})
			s.grey()
			s.grain(2)
			got := find(t, s.page())
			if len(got) != 1 || got[0].Box.IoU(box) < 0.94 || got[0].Colour != ocr.Black {
				t.Errorf("got %v, want one black seal at %v", got, box)
			}
		})
	}
}

func TestReadSealsFindsTouchingAndCut(t *testing.T) {
	s := newSheet(t, white)
	s.body()
	want := []ocr.Box{
		s.stamp(700, 700, sealtest.Params{Title: company}),
		s.stamp(990, 760, sealtest.Params{Title: "广东同泰检测技术有限公司", AngleDeg: 30}),
		s.stamp(1654, 1500, sealtest.Params{Title: company}),
	}
	s.grain(9)
	got := find(t, s.page())
	if len(got) != len(want) {
		t.Fatalf("found %d seals, want %d: %v", len(got), len(want), got)
	}
	for i := range want {
		if iou := got[i].Box.IoU(want[i]); iou < 0.9 {
			t.Errorf("seal %d: box %v, want %v", i, got[i].Box, want[i])
		}
	}
	if cut := got[2]; cut.Complete || cut.Kind != ocr.PagingSeal {
		t.Errorf("slice at the edge: complete=%t kind=%s, want an incomplete paging seal", cut.Complete, cut.Kind)
	}
}

// Red things that are not seals.
func TestReadSealsIgnores(t *testing.T) {
	tests := map[string]func(s sheet){
		"text only": func(s sheet) {},
		"red heading": func(s sheet) {
			s.write(190, 250, 110, vermil, "东莞市生态环境局文件")
			s.fill(image.Rect(180, 330, 1480, 336), vermil)
		},
		"red table": func(s sheet) {
			for i := range 9 {
				s.fill(image.Rect(200, 600+i*120, 1400, 604+i*120), vermil)
				s.fill(image.Rect(200+i*150, 600, 204+i*150, 1560), vermil)
			}
			for i := range 7 {
				s.write(220, 690+i*120, 60, vermil, "税额  合计  金额  数量  单价")
			}
		},
		"flag": func(s sheet) { s.fill(image.Rect(300, 100, 700, 370), vermil) },
		"logo": func(s sheet) {
			s.disc(300, 200, 90, vermil)
			s.disc(300, 200, 40, white)
		},
		"red photo": photo,
		"grey": func(s sheet) {
			s.disc(900, 250, 120, black)
			s.disc(900, 250, 112, white)
			s.write(820, 290, 160, black, "秘")
			for i := range 9 {
				s.fill(image.Rect(200, 600+i*120, 1400, 604+i*120), black)
				s.fill(image.Rect(200+i*150, 600, 204+i*150, 1560), black)
			}
			s.grey()
		},
		"circled numbers": func(s sheet) {
			for i := range 6 {
				s.disc(300+200*i, 250, 28, vermil)
				s.disc(300+200*i, 250, 25, white)
				s.write(285+200*i, 264, 36, vermil, "3")
			}
		},
	}
	for name, paint := range tests {
		t.Run(name, func(t *testing.T) {
			s := newSheet(t, white)
			s.body()
			paint(s)
			s.grain(3)
			if got := find(t, s.page()); len(got) != 0 {
				t.Errorf("found %d seals, want none; first at %v, score %.2f", len(got), got[0].Box, got[0].Score)
			}
		})
	}
}

// photo paints pipes, valves and patches in reds and greys, as on a picture of equipment.
func photo(s sheet) {
	rng := rand.New(rand.NewPCG(4, 4))
	s.fill(image.Rect(200, 500, 1400, 1400), color.RGBA{150, 130, 120, 255})
	for range 160 {
		c := color.RGBA{uint8(120 + rng.IntN(130)), uint8(20 + rng.IntN(120)), uint8(20 + rng.IntN(100)), 255}
		x, y := 220+rng.IntN(1000), 520+rng.IntN(700)
		if rng.IntN(2) == 0 {
			s.disc(x+80, y+80, 10+rng.IntN(70), c)
		} else {
			s.fill(image.Rect(x, y, x+10+rng.IntN(160), y+10+rng.IntN(160)), c)
		}
	}
}

func TestReadSealsSurvives(t *testing.T) {
	tests := map[string]*image.RGBA{
		"no image": nil, "empty": image.NewRGBA(image.Rect(0, 0, 0, 0)),
		"one pixel": image.NewRGBA(image.Rect(0, 0, 1, 1)), "thin": image.NewRGBA(image.Rect(0, 0, 4000, 17)),
		"black":           image.NewRGBA(image.Rect(0, 0, 300, 300)),
		"part of another": image.NewRGBA(image.Rect(0, 0, 300, 300)).SubImage(image.Rect(50, 60, 200, 230)).(*image.RGBA),
	}
	for name, m := range tests {
		t.Run(name, func(t *testing.T) {
			if got := find(t, ocr.Page{Image: m, DPI: math.NaN()}); len(got) != 0 {
				t.Errorf("found %d seals in nothing", len(got))
			}
		})
	}
}

func TestReadSealsStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := seal.New(nil).ReadSeals(ctx, newSheet(t, white).page()); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}

// A grey page full of text is the worst case: every letter is ink.
func BenchmarkFindGrey(b *testing.B) {
	t := &testing.T{}
	s := newSheet(t, white)
	s.body()
	for b.Loop() {
		if _, err := seal.New(nil).ReadSeals(b.Context(), s.page()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	s := newSheet(&testing.T{}, white)
	if _, err := sealtest.Draw(s.RGBA, 1100, 1800, sealtest.Params{Title: company}); err != nil {
		b.Skip("skipped: ", err)
	}
	s.grain(1)
	for b.Loop() {
		if _, err := seal.New(nil).ReadSeals(b.Context(), s.page()); err != nil {
			b.Fatal(err)
		}
	}
}
