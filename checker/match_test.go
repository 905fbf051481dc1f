package checker

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/ocr"
)

func TestFillMatchesAsksTheVerifierForEveryParty(t *testing.T) {
	strip, post := "abc", &ocr.Posteriors{Classes: 2}
	in := &Inspection{
		Facts:      &Facts{Seals: []Seal{{Strip: &strip}}},
		Posteriors: map[string]*ocr.Posteriors{strip: post},
	}
	parties := []Party{{Role: EnterpriseRole, Name: "甲公司"}, {Role: ContractorRole, Name: "乙公司"}}
	in.FillMatches(func(p *ocr.Posteriors) Holder {
		if p != post {
			t.Errorf("asked with posteriors %v", p)
		}
		return func(name string, others []string) (MatchVerdict, float64) {
			if len(others) != 1 || others[0] == name {
				t.Errorf("asked with others %q for %q", others, name)
			}
			if name == "甲公司" {
				return Matches, 0.9
			}
			return Mismatches, 0.8
		}
	}, parties)
	want := []Match{
		{Name: "甲公司", Role: EnterpriseRole, Verdict: Matches, Score: 0.9},
		{Name: "乙公司", Role: ContractorRole, Verdict: Mismatches, Score: 0.8},
	}
	if diff := cmp.Diff(want, in.Facts.Seals[0].Matches); diff != "" {
		t.Errorf("matches (-want +got):\n%s", diff)
	}
}

// Without posteriors only the read title is there: what is not certain stays unknown.
func TestMatchByText(t *testing.T) {
	tests := []struct {
		title string
		score float64
		want  MatchVerdict
	}{
		{"东莞市绿源纸业有限公司", 0.95, Matches},
		{"东莞市绿源纸业有限公司", 0.6, MatchUnknown},
		{"东莞市绿原纸业有限公司", 0.99, MatchUnknown}, // one character: may be a misreading
		{"广东粤环自控工程有限责任公司", 0.95, Mismatches},
		{"广东粤环自控工程有限责任公司", 0.5, MatchUnknown},
	}
	for _, tt := range tests {
		s := &Seal{Title: &tt.title, TitleScore: &tt.score}
		if got, _ := matchByText(s, "东莞市绿源纸业有限公司"); got != tt.want {
			t.Errorf("%s (%.2f): %s, want %s", tt.title, tt.score, got, tt.want)
		}
	}
	if got, _ := matchByText(&Seal{}, "东莞市绿源纸业有限公司"); got != MatchUnknown {
		t.Errorf("an unread seal is %s", got)
	}
}
