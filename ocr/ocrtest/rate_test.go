package ocrtest_test

import (
	"math"
	"testing"

	"lianshen/ocr"
	"lianshen/ocr/ocrtest"
)

func TestCompare(t *testing.T) {
	truth := []ocrtest.Truth{
		{Text: "排污单位名称：绿源纸业（东莞）", Box: ocr.Box{0, 0, 100, 20}},
		{Text: "报告编号 YS-001", Box: ocr.Box{0, 20, 100, 40}},
		{Text: "未读到", Box: ocr.Box{0, 40, 100, 60}},
	}
	read := []ocr.Line{
		{Text: "绿源纸业(东莞)", Box: ocr.Box{50, 2, 98, 18}},
		{Text: "排污单位名称:", Box: ocr.Box{2, 2, 48, 18}},
		{Text: "报告编号YS-0O1", Box: ocr.Box{2, 22, 90, 38}},
	}
	r := ocrtest.Compare(truth, read)
	if r.Lines != 3 || r.Exact != 1 || len(r.Missed) != 2 {
		t.Errorf("%d of %d lines are exact, %d missed; want 1 of 3, 2", r.Exact, r.Lines, len(r.Missed))
	}
	if want := 4.0 / (15 + 10 + 3); math.Abs(r.CER()-want) > 1e-9 {
		t.Errorf("character error rate %v, want %v", r.CER(), want)
	}
	if sum := r.Add(r); sum.LineRate() != r.LineRate() || sum.Lines != 6 {
		t.Errorf("twice the same counts give %+v", sum)
	}
	if empty := (ocrtest.Rate{}); empty.CER() != 0 || empty.LineRate() != 0 {
		t.Error("an empty truth has errors")
	}
}

func TestLinesAreRepeatable(t *testing.T) {
	a, b := ocrtest.Lines(50, 1), ocrtest.Lines(50, 1)
	other := ocrtest.Lines(50, 2)
	same, unlike := 0, 0
	for i := range a {
		if a[i] == b[i] {
			same++
		}
		if a[i] != other[i] {
			unlike++
		}
	}
	if same != 50 || unlike < 25 {
		t.Errorf("the same seed repeats %d lines of 50, another changes %d", same, unlike)
	}
}
