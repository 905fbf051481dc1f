package checker

import "testing"

func TestSuspiciousLayers(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		want  bool
	}{
		{"ordinary text", []string{"东莞市绿源纸业有限公司污染源自动监控设施验收报告"}, false},
		{"shifted character codes", []string{"樀欎殮瀙烓瓃畣皟礀稃籺縚纋臩茛"}, true},
		{"Latin text", []string{"Installation of pollution monitors, 2026"}, false},
		{"a few rare characters of a name", []string{"东莞市昇骉鑫玥环保科技有限公司自动监控设施建设方案说明"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := suspicious(layer(0, tt.lines...)); got != tt.want {
				t.Errorf("suspicious = %v, want %v", got, tt.want)
			}
		})
	}
}

func TestEverydayCharacters(t *testing.T) {
	for _, r := range "的一是东市公司验收" {
		if !everyday(r) {
			t.Errorf("%c is a character of everyday use", r)
		}
	}
	for _, r := range "骉樀A1，" {
		if everyday(r) {
			t.Errorf("%c is not one of level 1", r)
		}
	}
	if n := len(everydayCharacters()); n != 3755 {
		t.Errorf("level 1 has %d characters, want 3755", n)
	}
}

func TestAgreementCountsCharactersInAnyOrder(t *testing.T) {
	a := []Line{{Text: "验收报告"}, {Text: "东莞市"}}
	if got := agreement(a, []Line{{Text: "东莞市 验收"}, {Text: "报告"}}); got != 1 {
		t.Errorf("same characters in another order agree by %g, want 1", got)
	}
	if got := agreement(a, []Line{{Text: "东莞市"}}); got < 0.4 || got > 0.5 {
		t.Errorf("3 of 7 characters agree by %g", got)
	}
	if got := agreement(nil, a); got != 0 {
		t.Errorf("nothing agrees by %g, want 0", got)
	}
}
