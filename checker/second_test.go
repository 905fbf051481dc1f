package checker

import (
	"testing"

	"lianshen/ocr"
)

func TestSettle(t *testing.T) {
	yes, no := true, false
	for name, tt := range map[string]struct {
		first  Field
		second secondAnswer
		value  string
		score  float64
		kept   bool // the other reading stays in the facts
	}{
		"agreement raises":    {Field{Value: "QP-1000C", Score: 0.9}, secondAnswer{SecondReading: SecondReading{Value: "qp-1000c", Score: 0.4}}, "QP-1000C", agreedScore, false},
		"sure disagreement":   {Field{Value: "QP-1000V", Score: 0.9}, secondAnswer{SecondReading: SecondReading{Value: "QP-1000N", Score: 0.9}}, "QP-1000V", doubtfulScore, true},
		"unsure disagreement": {Field{Value: "QP-1000V", Score: 0.9}, secondAnswer{SecondReading: SecondReading{Value: "QP-1000N", Score: 0.5}}, "QP-1000V", 0.9, true},
		"no value at all":     {Field{Value: "2026-05-14", Score: 0.9}, secondAnswer{SecondReading: SecondReading{Score: 0.99}}, "2026-05-14", 0.9, true},
		"the check digit of the first": {Field{Value: "91441900MA0000007J", Score: 0.9, CheckDigit: &yes},
			secondAnswer{SecondReading: SecondReading{Value: "91441900MA0000001J", Score: 0.99}, fits: &no}, "91441900MA0000007J", agreedScore, true},
		"the check digit of the second": {Field{Value: "91441900MA0000001J", Score: 0.99, CheckDigit: &no},
			secondAnswer{SecondReading: SecondReading{Value: "91441900MA0000007J", Score: 0.4}, fits: &yes}, "91441900MA0000007J", agreedScore, true},
	} {
		f := tt.first
		settle(&f, tt.second)
		if f.Value != tt.value || f.Score != tt.score || (f.Second != nil) != tt.kept {
			t.Errorf("%s: value %v, score %v, other %+v", name, f.Value, f.Score, f.Second)
		}
	}
}

// The part of the second reading that stands for the value is found though the label beside
// it was read differently.
func TestSecondReading(t *testing.T) {
	line := Line{Text: "出厂编号：QP26O1234", Box: ocr.Box{100, 100, 300, 112}, Score: 0.9}
	f := ExtractFields([]Page{{Number: 1, TextSource: TextOCR, Lines: []Line{line}}})["serial"]
	if len(f) != 1 {
		t.Fatalf("serials: %+v", f)
	}
	got, ok := secondReading("serial", f[0], []secondLine{{line, ocr.Reading{Text: "出厂编亏:QP2601234", Score: 0.95}}})
	if !ok || got.Value != "QP2601234" || got.Score != 0.95 {
		t.Errorf("got %+v, %v", got, ok)
	}
	if _, ok := secondReading("serial", f[0], []secondLine{{Line{Text: "x", Box: ocr.Box{0, 0, 5, 5}}, ocr.Reading{Text: "y", Score: 1}}}); ok {
		t.Error("a line elsewhere answers")
	}
}

func TestDoubted(t *testing.T) {
	no := false
	for _, tt := range []struct {
		key  string
		f    Field
		want bool
	}{{"serial", Field{Score: 0.9}, true}, {"serial", Field{Score: 0.99}, false}, {"uscc", Field{Score: 0.99, CheckDigit: &no}, true}, {"address", Field{Score: 0.5}, false}} {
		if got := doubted(tt.key, tt.f); got != tt.want {
			t.Errorf("doubted(%s, %+v) = %v", tt.key, tt.f, got)
		}
	}
}
