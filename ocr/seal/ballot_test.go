package seal

import (
	"testing"

	"lianshen/ocr"
)

// spoken is a voice that reads text, one character every pitch columns from from on; "?" is
// a place where it sees nothing.
func spoken(from, pitch float64, text string, p float32) voice {
	v := voice{from: from - pitch, weight: 1}
	x := from
	for _, r := range text {
		if r != '?' {
			v.glyphs = append(v.glyphs, glyph{x, []ocr.CharProb{{Char: string(r), P: p}}})
		}
		x += pitch
	}
	v.to = x
	return v
}

func TestBallot(t *testing.T) {
	const turn = 1000
	tests := map[string]struct {
		voices []voice
		want   string
	}{
		"one voice":             {[]voice{spoken(100, 40, "绿源纸业", 0.9)}, "绿源纸业"},
		"the surer one":         {[]voice{spoken(100, 40, "绿原纸业", 0.5), spoken(102, 40, "绿源纸业", 0.9)}, "绿源纸业"},
		"two against one":       {[]voice{spoken(100, 40, "绿原纸业", 0.9), spoken(95, 40, "绿源纸业", 0.8), spoken(104, 40, "绿源纸业", 0.8)}, "绿源纸业"},
		"a hole is filled":      {[]voice{spoken(100, 40, "绿源?业", 0.9), spoken(100, 40, "绿源纸业", 0.9), spoken(101, 40, "绿源纸业", 0.9)}, "绿源纸业"},
		"a turn further":        {[]voice{spoken(100, 40, "绿原纸业", 0.5), spoken(1102, 40, "绿源纸业", 0.9)}, "绿源纸业"},
		"what one adds is left": {[]voice{spoken(100, 40, "绿源纸业", 0.9), spoken(100, 40, "绿源纸业章", 0.9), spoken(100, 40, "绿源纸业", 0.9)}, "绿源纸业"},
		"a stray is cut off":    {[]voice{spoken(100, 40, "绿源公司数", 0.9), spoken(100, 40, "绿源公司", 0.9)}, "绿源公司"},
		"a sure one is kept":    {[]voice{spoken(100, 40, "绿源公司章", 0.95)}, "绿源公司章"},
		"no ending, no cut":     {[]voice{spoken(100, 40, "绿源纸业数", 0.6)}, "绿源纸业数"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, share := newBallot(tt.voices, turn).outcome()
			if got != tt.want || share <= 0 || share > 1 {
				t.Errorf("outcome() = %q, %v, want %q and a share in (0, 1]", got, share, tt.want)
			}
		})
	}
}

func TestPlausible(t *testing.T) {
	tests := map[string]bool{
		"4419001234567": true, "1101080123456": true, "5001120123456": true, "4401060123456": true,
		"4410001234567": false,                                                 // no city of Guangdong
		"1601080123456": false, "9101080123456": false, "0019001234567": false, // no provinces
		"441900123456": false, "44190012345678": false, "": false,
		"1111111111111": false,
	}
	for digits, want := range tests {
		if got := plausible(digits); got != want {
			t.Errorf("plausible(%q) = %t, want %t", digits, got, want)
		}
	}
}

// digitsAt is a reading of digits a step of 20 columns apart, each with the given probability.
func digitsAt(from float64, digits string, p float32) voice {
	v := voice{from: from, to: from + 20*float64(len(digits))}
	for i, d := range digits {
		v.glyphs = append(v.glyphs, glyph{from + 20*float64(i), []ocr.CharProb{{Char: string(d), P: p}, {Char: string('0' + (d-'0'+1)%10), P: 1 - p}}})
	}
	return v
}

func TestNameCode(t *testing.T) {
	const code = "4419001234567"
	gap := digitsAt(0, code, 0.95)
	for i := 6; i < len(gap.glyphs); i++ {
		gap.glyphs[i].x += 30
	}
	tests := map[string]struct {
		read []voice
		want string
	}{
		"sure":                       {[]voice{digitsAt(0, code, 0.95), digitsAt(0, code, 0.95), digitsAt(0, code, 0.9)}, code},
		"read twice":                 {[]voice{digitsAt(0, code, 0.95), digitsAt(0, code, 0.95), digitsAt(0, "99", 0.9)}, ""},
		"specks on both sides":       {[]voice{digitsAt(-20, "0"+code+"1", 0.95), digitsAt(-40, "10"+code, 0.9), digitsAt(-20, "9"+code, 0.9)}, code},
		"one reading off":            {[]voice{digitsAt(0, code, 0.95), digitsAt(0, "4419001734567", 0.9), digitsAt(0, code, 0.95), digitsAt(0, code, 0.95)}, code},
		"a digit disputed":           {[]voice{digitsAt(0, code, 0.95), digitsAt(0, "4419001734567", 0.95), digitsAt(0, code, 0.95), digitsAt(0, "4419001734567", 0.95)}, ""},
		"all in doubt":               {[]voice{digitsAt(0, code, 0.7), digitsAt(0, code, 0.7), digitsAt(0, code, 0.7)}, ""},
		"not evenly spaced":          {[]voice{gap, gap, gap}, ""},
		"read at different places":   {[]voice{digitsAt(0, code, 0.95), digitsAt(300, code, 0.95), digitsAt(600, code, 0.95)}, ""},
		"no place has such a number": {[]voice{digitsAt(0, "9919001234567", 0.95), digitsAt(0, "9919001234567", 0.95), digitsAt(0, "9919001234567", 0.95)}, ""},
		"nothing":                    {nil, ""},
	}
	for name, tt := range tests {
		m := &impression{codeRead: tt.read}
		if m.nameCode(); m.Code != tt.want {
			t.Errorf("%s: %q, want %q", name, m.Code, tt.want)
		}
	}
}
