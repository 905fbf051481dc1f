package ppocr

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/ocr"
)

// fired builds the output of a recogniser that is sure of one class a step.
func fired(classes int, steps ...int) output {
	o := output{classes: classes, steps: len(steps), stepWidth: padTo, probs: make([]float32, classes*len(steps))}
	for t, c := range steps {
		for i := range classes {
			o.at(t)[i] = 0.2 / float32(classes-1)
		}
		o.at(t)[c] = 0.8
	}
	return o
}

func TestDecode(t *testing.T) {
	e := &Engine{alphabet: []string{"", "甲", "乙", "一", "1", " "}}
	tests := []struct {
		name  string
		steps []int
		want  string
	}{
		{"nothing", []int{0, 0, 0}, ""},
		{"repeats are merged", []int{0, 1, 1, 2, 2, 0}, "甲乙"},
		{"a blank parts equals", []int{1, 0, 1}, "甲甲"},
		{"spaces at the ends go", []int{5, 1, 5, 0, 5, 2, 5}, "甲 乙"},
		{"a dash between digits", []int{4, 3, 4}, "1—1"},
		{"the number one between characters", []int{1, 3, 2}, "甲一乙"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			chars := e.decode(fired(6, tt.steps...))
			text, score := join(chars)
			if text != tt.want {
				t.Errorf("decoded %q, want %q", text, tt.want)
			}
			if tt.want != "" && math.Abs(score-0.8) > 1e-6 {
				t.Errorf("score %v, want 0.8", score)
			}
		})
	}
}

func TestDecodePlacesCharacters(t *testing.T) {
	e := &Engine{alphabet: []string{"", "甲", "乙"}}
	chars := e.decode(fired(3, 0, 1, 0, 0, 2, 2, 0))
	want := []ocr.Char{{Text: "甲", X0: 0, X1: 26}, {Text: "乙", X0: 26, X1: 54}}
	for i := range chars {
		chars[i].Score = 0
	}
	if diff := cmp.Diff(want, chars); diff != "" {
		t.Errorf("characters (-want +got):\n%s", diff)
	}
}

func TestPosteriorsKeepTheLikely(t *testing.T) {
	alphabet := make([]string, 40)
	for i := range alphabet {
		alphabet[i] = string(rune('甲' + i))
	}
	o := fired(40, 7)
	o.probs[3] = 1e-6
	got := (&Engine{alphabet: alphabet}).posteriors(o)
	if got.Classes != 40 || len(got.Steps) != 1 || len(got.Steps[0].Chars) != keepChars {
		t.Fatalf("posteriors of %d classes with %d steps", got.Classes, len(got.Steps))
	}
	for i, c := range got.Steps[0].Chars {
		if i == 0 && c.Char != alphabet[7] {
			t.Errorf("the first character is %q", c.Char)
		}
		if c.Char == alphabet[3] {
			t.Errorf("%q with probability %v was kept", c.Char, c.P)
		}
	}
}
