package seal_test

import (
	"math"
	"strings"
	"testing"

	"lianshen/ocr"
	"lianshen/ocr/seal"
)

// strip builds the posteriors of a text read without doubt, three steps a character. A
// character before "?" is worn: it has 0.3, and 国 has 0.2. Before "!" it is 国 that has
// more.
func strip(text string) *ocr.Posteriors {
	p := &ocr.Posteriors{Classes: 6625}
	blank := ocr.Step{Blank: 0.999}
	runes := []rune(text)
	for i, r := range runes {
		switch r {
		case '?', '!':
			continue
		case '_':
			p.Steps = append(p.Steps, blank, blank, blank)
			continue
		}
		step := ocr.Step{Blank: 0.005, Chars: []ocr.CharProb{{Char: string(r), P: 0.99}}}
		if i+1 < len(runes) && runes[i+1] == '?' {
			step.Chars = []ocr.CharProb{{Char: string(r), P: 0.3}, {Char: "国", P: 0.2}}
		}
		if i+1 < len(runes) && runes[i+1] == '!' {
			step.Chars = []ocr.CharProb{{Char: "国", P: 0.35}, {Char: string(r), P: 0.3}}
		}
		p.Steps = append(p.Steps, blank, step, blank)
	}
	return p
}

func TestVerify(t *testing.T) {
	const match, mismatch, unknown = ocr.VerdictMatch, ocr.VerdictMismatch, ocr.VerdictUnknown
	tests := map[string]struct {
		strip, name string
		others      []string
		want        ocr.Verdict
	}{
		"the name":                   {strip: "东莞市绿源纸业有限公司", want: match},
		"blank around":               {strip: "___东莞市绿源纸业有限公司____", want: match},
		"one worn character":         {strip: "东莞市绿源?纸业有限公司", want: match},
		"another one is preferred":   {strip: "东莞市绿源!纸业有限公司", want: unknown},
		"a worn place":               {strip: "东莞!市绿源纸业有限公司", want: match},
		"another place":              {strip: "东阳市绿源纸业有限公司", want: mismatch},
		"half worn":                  {strip: "东?莞?市绿?源?纸?业?有限公司", want: unknown},
		"one character other":        {strip: "东莞市绿原纸业有限公司", want: mismatch},
		"another company":            {strip: "广东同泰检测技术有限公司", want: mismatch},
		"limited liability":          {strip: "东莞市绿源纸业有限责任公司", want: mismatch},
		"plain limited":              {strip: "东莞市绿源纸业有限公司", name: "东莞市绿源纸业有限责任公司", want: unknown},
		"branch":                     {strip: "东莞市绿源纸业有限公司东莞分公司", want: unknown},
		"longer in front":            {strip: "新东莞市绿源纸业有限公司", want: unknown},
		"a character is missing":     {strip: "东莞市绿_纸业有限公司", want: unknown},
		"a hole hides a character":   {strip: "东莞市绿_源纸业有限公司", want: unknown},
		"begins again":               {strip: "东莞市绿源纸业有限公司东莞市", want: match},
		"brackets":                   {strip: "东莞市绿源(集团)有限公司", name: "东莞市绿源（集团）有限公司", want: match},
		"spaces in the name":         {strip: "东莞市绿源纸业有限公司", name: " 东莞市 绿源纸业有限公司", want: match},
		"another party as well":      {strip: "东莞市绿源纸业有限公司", others: []string{"广东同泰检测技术有限公司"}, want: match},
		"the other party has worn":   {strip: "东莞市绿源?纸业有限公司", others: []string{"东莞市绿国纸业有限公司"}, want: unknown},
		"cut open in its middle":     {strip: "有限公司__东莞市绿源纸业", want: unknown},
		"nothing read":               {strip: "", want: unknown},
		"name too short":             {strip: "东莞市绿源纸业有限公司", name: "公司", want: unknown},
		"repeated characters":        {strip: "东莞市金金纸业有限公司", name: "东莞市金金纸业有限公司", want: match},
		"repeated on the strip only": {strip: "东莞市金金纸业有限公司", name: "东莞市金纸业有限公司", want: unknown},
		"repeated on the name only":  {strip: "东莞市金纸业有限公司", name: "东莞市金金纸业有限公司", want: unknown},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, score := seal.NewVerifier(strip(tt.strip)).Verify(orElse(tt.name, company), tt.others)
			if got != tt.want {
				t.Errorf("verdict %s (%.2f), want %s", got, score, tt.want)
			}
			if score < 0 || score > 1 || math.IsNaN(score) {
				t.Errorf("score %v is not in [0, 1]", score)
			}
		})
	}
}

// TestVerifySeveralStrips: what one strip lost another may have kept, and what one says
// clearly against the name forbids a match.
func TestVerifySeveralStrips(t *testing.T) {
	const match, mismatch, unknown = ocr.VerdictMatch, ocr.VerdictMismatch, ocr.VerdictUnknown
	tests := map[string]struct {
		strips []string
		want   ocr.Verdict
	}{
		"the same twice":              {[]string{company, company}, match},
		"each has lost a character":   {[]string{"东莞市_源纸业有限公司", "东莞市绿源纸_有限公司"}, match},
		"both have lost the same":     {[]string{"东莞市_源纸业有限公司", "东莞市_源纸业有限公司"}, unknown},
		"one says another character":  {[]string{company, "东莞市绿原纸业有限公司"}, unknown},
		"both say another character":  {[]string{"东莞市绿原纸业有限公司", "东莞市绿原纸业有限公司"}, mismatch},
		"one has a longer name":       {[]string{company, company + "东莞分公司"}, unknown},
		"one was cut somewhere else":  {[]string{company, "4419001234567"}, match},
		"none has anything":           {[]string{"", ""}, unknown},
		"both say another legal form": {[]string{"东莞市绿源纸业有限责任公司", "东莞市绿源纸业有限责任公司"}, mismatch},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := strip(tt.strips[0])
			for _, s := range tt.strips[1:] {
				p.Also = append(p.Also, strip(s))
			}
			if got, score := seal.NewVerifier(p).Verify(company, nil); got != tt.want {
				t.Errorf("verdict %s (%.2f), want %s", got, score, tt.want)
			}
		})
	}
}

func TestVerifySurvivesBadPosteriors(t *testing.T) {
	nan := float32(math.NaN())
	tests := map[string]*ocr.Posteriors{
		"nil":      nil,
		"empty":    {},
		"no mass":  {Steps: make([]ocr.Step, 50)},
		"NaN":      {Steps: []ocr.Step{{Blank: nan, Chars: []ocr.CharProb{{Char: "东", P: nan}}}, {Blank: nan}}, Classes: -4},
		"negative": {Steps: []ocr.Step{{Blank: -3, Chars: []ocr.CharProb{{Char: "", P: 9}}}}, Classes: 1},
		"endless":  {Steps: make([]ocr.Step, 1_000_000), Classes: 6625},
		"also nil": {Steps: make([]ocr.Step, 5), Also: []*ocr.Posteriors{nil, {}}},
	}
	for name, p := range tests {
		t.Run(name, func(t *testing.T) {
			for _, wanted := range []string{company, strings.Repeat("东", 5000), "\xff\xfe\xfd\xfc\xfb"} {
				if v, score := seal.NewVerifier(p).Verify(wanted, []string{wanted, ""}); v == ocr.VerdictMatch || math.IsNaN(score) {
					t.Errorf("%s (%v) on nothing readable", v, score)
				}
			}
		})
	}
}
