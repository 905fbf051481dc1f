package pdf

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// typeset returns characters of size 10 from x on, one em each, with boxes like those of
// ink: flat for 一, small for marks, narrow for Latin.
func typeset(x, y float64, before gap, text string) []Char {
	var chars []Char
	for _, r := range text {
		c := Char{Rune: r, Box: Box{x + 0.5, y + 0.5, x + 9.5, y + 9.5}, before: before}
		switch {
		case r == '一':
			c.Box = Box{x + 0.5, y + 4.5, x + 9.5, y + 5.5}
		case r == '，':
			c.Box = Box{x + 1, y + 7.5, x + 2.5, y + 10}
		case r < 0x80:
			c.Box = Box{x, y + 2, x + 5, y + 9}
		}
		chars = append(chars, c)
		x, before = x+10, noGap
		if r < 0x80 {
			x -= 5
		}
	}
	return chars
}

func TestGroupLines(t *testing.T) {
	join := func(parts ...[]Char) (all []Char) {
		for _, p := range parts {
			all = append(all, p...)
		}
		return all
	}
	tests := map[string]struct {
		chars []Char
		want  []string
	}{
		"flat character first":        {typeset(0, 0, noGap, "一，概况"), []string{"一，概况"}},
		"cells without a typed blank": {join(typeset(0, 0, noGap, "序号"), typeset(30, 0, madeGap, "名称")), []string{"序号", "名称"}},
		"spread letters":              {join(typeset(0, 0, noGap, "姓"), typeset(25, 0, typedGap, "名")), []string{"姓名"}},
		"Latin words":                 {join(typeset(0, 0, noGap, "HJ"), typeset(14, 0, typedGap, "212")), []string{"HJ 212"}},
		"Latin runs close together":   {join(typeset(0, 0, noGap, "GB"), typeset(10, 0, noGap, "3544")), []string{"GB3544"}},
		"two lines, lower one first":  {join(typeset(0, 20, noGap, "二"), typeset(0, 0, noGap, "上")), []string{"上", "二"}},
		"columns far apart":           {join(typeset(0, 0, noGap, "左"), typeset(60, 0, typedGap, "右")), []string{"左", "右"}},
		"watermark across two lines":  {join(typeset(0, 0, noGap, "上"), []Char{{Rune: '印', Box: Box{0, 0, 60, 60}}}, typeset(0, 20, noGap, "下")), []string{"上", "下", "印"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, l := range groupLines(tt.chars) {
				got = append(got, l.Text)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
}
