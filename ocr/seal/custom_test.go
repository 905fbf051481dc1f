package seal

import (
	"testing"

	"lianshen/ocr"
)

// doubted is a voice that reads text, and instead of the i-th character other with p.
func doubted(text string, i int, other string, p float32) voice {
	v := spoken(100, 40, text, 0.9)
	own := v.glyphs[i].could[0].Char
	v.glyphs[i].could = []ocr.CharProb{{Char: other, P: p}, {Char: own, P: 1 - p}}
	return v
}

func TestUsualPhrasesWinInDoubt(t *testing.T) {
	tests := map[string]struct {
		voice voice
		want  string
	}{
		"a place in doubt":            {doubted("东莞市绿源纸业有限公司", 1, "党", 0.9), "东莞市绿源纸业有限公司"},
		"another character for sure":  {doubted("东莞市绿源纸业有限公司", 1, "党", 0.99), "东党市绿源纸业有限公司"},
		"another place":               {doubted("东莞市绿源纸业有限公司", 1, "阳", 0.7), "东阳市绿源纸业有限公司"},
		"the rank of a place":         {doubted("东莞市绿源纸业有限公司", 2, "布", 0.8), "东莞市绿源纸业有限公司"},
		"a place in brackets":         {doubted("绿源（东莞市）有限公司", 4, "党", 0.8), "绿源（东莞市）有限公司"},
		"a province":                  {doubted("广东省绿源纸业有限公司", 1, "京", 0.8), "广东省绿源纸业有限公司"},
		"no place inside a name":      {doubted("绿源东莞市纸业有限公司", 3, "党", 0.8), "绿源东党市纸业有限公司"},
		"a legal form":                {doubted("东莞市绿源有限责任公司", 8, "佳", 0.8), "东莞市绿源有限责任公司"},
		"what tells companies apart":  {doubted("东莞市绿源纸业有限公司", 4, "原", 0.6), "东莞市绿原纸业有限公司"},
		"two characters are no doubt": {doubted("东党币绿源纸业有限公司", 1, "党", 0.6), "东党币绿源纸业有限公司"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, share := newBallot([]voice{tt.voice}, 1000).outcome()
			if got != tt.want || share <= 0 || share > 1 {
				t.Errorf("outcome() = %q, %v, want %q", got, share, tt.want)
			}
		})
	}
}

func TestImpliedPlaces(t *testing.T) {
	got := implied(split("东阳市绿源纸业有限公司"))
	if !got[0].implied || !got[1].implied || !got[2].implied || got[3].implied {
		t.Errorf("implied: %+v", got)
	}
	want := map[string]bool{}
	for _, c := range got[1].rivals {
		want[c] = true
	}
	for _, c := range []string{"莞", "营", "台", "港"} {
		if !want[c] {
			t.Errorf("东%s市 is no rival of 东阳市: %q", c, got[1].rivals)
		}
	}
	for i, s := range implied(split("东党市绿源"))[:3] {
		if s.implied {
			t.Errorf("character %d of a place that does not exist is implied", i)
		}
	}
}

func TestPlacesAreReadOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range places {
		key := ""
		for _, c := range p {
			key += c
		}
		if seen[key] || len(p) < 3 {
			t.Errorf("place %q", key)
		}
		seen[key] = true
	}
	if len(places) < 650 {
		t.Errorf("%d places", len(places))
	}
}
