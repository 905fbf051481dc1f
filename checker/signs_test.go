package checker

import (
	"image"
	"math/rand/v2"
	"slices"
	"testing"

	"lianshen/checker/pdf"
	"lianshen/ocr"
)

// blot is the print of a ring with patches of ink that seed decides.
func blot(seed uint64, noise int) ocr.Print {
	patch, grain := rand.New(rand.NewPCG(seed, 1)), rand.New(rand.NewPCG(seed, uint64(noise)))
	var strength [8][8]int
	for y := range strength {
		for x := range strength[y] {
			strength[y][x] = 80 + patch.IntN(160)
		}
	}
	m := image.NewGray(image.Rect(0, 0, 320, 320))
	for i := range m.Pix {
		x, y := i%320-160, i/320-160
		m.Pix[i] = 255
		if d := x*x + y*y; d < 150*150 && d > 90*90 {
			m.Pix[i] = uint8(min(255, max(0, 255-strength[i/320/40][i%320/40]+grain.IntN(noise+1))))
		}
	}
	return ocr.NewPrint(m)
}

func sealOf(page int, p ocr.Print) Seal {
	s := string(p)
	return Seal{Page: page, Box: ocr.Box{0, 0, 100, 100}, Shape: ocr.Round, Print: &s, Signs: []SealSign{}}
}

func TestIdenticalImpressions(t *testing.T) {
	seals := []Seal{sealOf(1, blot(1, 10)), sealOf(2, blot(2, 10)), sealOf(5, blot(1, 20)), {Page: 6, Shape: ocr.Round}}
	markIdentical(seals)
	for i, want := range []int{5, 0, 1, 0} {
		got := 0
		for _, s := range seals[i].Signs {
			got = s.With[0].Page
		}
		if got != want {
			t.Errorf("seal of page %d: identical with page %d, want %d: %+v", seals[i].Page, got, want, seals[i].Signs)
		}
	}
}

func TestSignsOfImpressions(t *testing.T) {
	mm := func(v float64) *float64 { return &v }
	even, patchy := 0.03, 0.3
	tests := map[string]struct {
		seal ocr.Seal
		want []SignKind
	}{
		"an ordinary one":   {ocr.Seal{Shape: ocr.Round, Complete: true, DiameterMM: mm(40), InkSpread: &patchy, Colour: ocr.Red}, nil},
		"nothing known":     {ocr.Seal{Shape: ocr.Round, Complete: true, Colour: ocr.Red}, nil},
		"too small":         {ocr.Seal{Shape: ocr.Round, Complete: true, DiameterMM: mm(31), Colour: ocr.Red}, []SignKind{SizeOutOfRange}},
		"too large":         {ocr.Seal{Shape: ocr.Round, Complete: true, DiameterMM: mm(52), Colour: ocr.Red}, []SignKind{SizeOutOfRange}},
		"cut by the edge":   {ocr.Seal{Shape: ocr.Round, DiameterMM: mm(31), Colour: ocr.Red}, nil},
		"an oval one":       {ocr.Seal{Shape: ocr.Oval, Complete: true, DiameterMM: mm(50), Colour: ocr.Red}, nil},
		"even ink":          {ocr.Seal{Shape: ocr.Round, InkSpread: &even, Colour: ocr.Red}, []SignKind{UniformInk}},
		"a black-and-white": {ocr.Seal{Shape: ocr.Round, InkSpread: &even, Colour: ocr.Black, Score: 0.9}, []SignKind{GreySeal}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got []SignKind
			for _, s := range inkSigns(tt.seal) {
				got = append(got, s.Kind)
				if s.Score <= 0 || s.Score > 1 {
					t.Errorf("%s has the score %v", s.Kind, s.Score)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("signs %v, want %v", got, tt.want)
			}
		})
	}
}

func TestSignsOfPlacedPictures(t *testing.T) {
	box := ocr.Box{100, 100, 210, 210}
	overlay := pdf.Image{Box: pdf.Box(box), DPI: 300, Alpha: true}
	s := &sheet{info: pdf.PageInfo{ScanDPI: 150, Images: []pdf.Image{{Box: pdf.Box{0, 0, 595, 842}, DPI: 150}, overlay}}}
	seals := []Seal{{Box: box, Origin: ocr.FromOverlay}, {Box: box, Origin: ocr.FromScan}}
	placedSigns(seals, s)
	if got := seals[0].Signs; len(got) != 2 || got[0].Kind != PastedImage || got[1].Kind != OtherResolution || *got[1].Value != 300 {
		t.Errorf("a pasted seal has %+v", got)
	}
	if len(seals[1].Signs) != 0 {
		t.Errorf("a scanned seal has %+v", seals[1].Signs)
	}
}
