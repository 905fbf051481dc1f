package checker

import (
	"strings"
	"testing"

	"lianshen/ocr"
)

// patterns are kinds for these tests; the real ones stand in the notice file.
var patterns = []KindPattern{
	{Slug: "plan", Titles: []string{"建设方案"}, Keywords: []Keyword{{"点位布设", 0.4}, {"施工进度计划", 0.4}}},
	{Slug: "report", Titles: []string{"验收报告"}, Keywords: []Keyword{{"验收结论", 0.3}}},
	{Slug: "comparison", Titles: []string{"验收比对监测报告", "检测报告"}, Keywords: []Keyword{{"参比方法", 0.4}, {"采样日期", 0.3}}},
	{Slug: "opinion", Titles: []string{"验收意见"}, Keywords: []Keyword{{"验收组", 0.3}, {"会议时间", 0.4}}},
	{Slug: "contract", Titles: []string{"施工合同"}, Keywords: []Keyword{{"甲方", 0.3}, {"乙方", 0.3}, {"违约责任", 0.4}, {"争议解决", 0.3}}},
}

// cover makes a page with title lines in large letters and text below.
func cover(titles []string, text ...string) []Page {
	p := Page{Number: 1, WidthPt: 595, HeightPt: 842}
	for i, s := range titles {
		w, y := 11*float64(len([]rune(s))), 180+44*float64(i)
		p.Lines = append(p.Lines, Line{Text: s, Box: ocr.Box{297 - w, y, 297 + w, y + 24}, Score: 1})
	}
	for i, s := range text {
		y := 450 + 20*float64(i)
		p.Lines = append(p.Lines, Line{Text: s, Box: ocr.Box{80, y, 80 + 12*float64(len([]rune(s))), y + 12}, Score: 1})
	}
	return []Page{p}
}

func TestClassifyDocument(t *testing.T) {
	for name, tt := range map[string]struct {
		pages       []Page
		kind, title string
	}{
		"one line":         {cover([]string{"废水排放口自动监控设施建设方案"}), "plan", "废水排放口自动监控设施建设方案"},
		"split title":      {cover([]string{"东莞市绿源纸业有限公司", "自动监控设施验收", "报告"}), "report", "东莞市绿源纸业有限公司自动监控设施验收报告"},
		"letters spaced":   {cover([]string{"验 收 意 见"}), "opinion", "验收意见"},
		"the longer title": {cover([]string{"污染源自动监控设施验收比对监测报告"}), "comparison", "污染源自动监控设施验收比对监测报告"},
		"upper line last":  {cover([]string{"检 测 结 果 报 告", "自动监控设施验收比对监测"}), "comparison", "检测结果报告自动监控设施验收比对监测"},
		"one slip":         {cover([]string{"自动监控设施验牧报告"}), "report", "自动监控设施验牧报告"},
		"words alone":      {cover(nil, "甲方：某公司", "乙方：某公司", "第八条 违约责任", "第九条 争议解决"), "contract", ""},
		"some other paper": {cover([]string{"营业执照"}, "甲方"), "", "营业执照"},
		"nothing":          {[]Page{{Number: 1, WidthPt: 595, HeightPt: 842}}, "", ""},
		"no pages":         {nil, "", ""},
	} {
		got := ClassifyDocument(tt.pages, patterns)
		if deref(got.Kind) != tt.kind || !strings.HasPrefix(deref(got.Title), tt.title) {
			t.Errorf("%s: kind %q, title %q; want %q, %q", name, deref(got.Kind), deref(got.Title), tt.kind, tt.title)
		}
		if got.Score != nil && (*got.Score <= 0 || *got.Score > 1) {
			t.Errorf("%s: score %v", name, *got.Score)
		}
	}
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// Boxes of a text detector are as high in a form as in its title; the letters are not.
func TestTitleByLettersNotBoxes(t *testing.T) {
	pages := []Page{{Number: 1, WidthPt: 595, HeightPt: 842, Lines: []Line{
		{Text: "自动监控设施验收意见", Box: ocr.Box{202, 84, 382, 106}, Score: 1},
		{Text: "企业类型", Box: ocr.Box{270, 198, 324, 216}, Score: 1},
		{Text: "环保工程专业承包贰级", Box: ocr.Box{240, 246, 360, 264}, Score: 1},
	}}}
	if got := ClassifyDocument(pages, patterns); deref(got.Title) != "自动监控设施验收意见" {
		t.Errorf("title %q", deref(got.Title))
	}
}

// In the text of a report, words of other kinds do not outweigh its title.
func TestTitleOutweighsWords(t *testing.T) {
	pages := cover([]string{"自动监控设施验收报告"}, "参比方法", "采样日期", "验收组", "会议时间", "点位布设", "施工进度计划")
	if got := ClassifyDocument(pages, patterns); deref(got.Kind) != "report" {
		t.Errorf("kind %q", deref(got.Kind))
	}
}

// A page of running text has no title, however its first line begins.
func TestRunningTextHasNoTitle(t *testing.T) {
	p := Page{Number: 1, WidthPt: 595, HeightPt: 842}
	for i := range 12 {
		y := 80 + 20*float64(i)
		p.Lines = append(p.Lines, Line{Text: "本合同一式四份甲乙双方各执两份自双方签字盖章之日起生效", Box: ocr.Box{80, y, 500, y + 16}, Score: 1})
	}
	if got := ClassifyDocument([]Page{p}, nil); got.Title != nil {
		t.Errorf("title = %q", *got.Title)
	}
}
