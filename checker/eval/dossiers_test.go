package eval

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker"
)

func finding(code string, severity checker.Severity, state checker.State) checker.Finding {
	return checker.Finding{Code: code, Severity: severity, State: state, Document: text("contract")}
}

func TestJudge(t *testing.T) {
	info := finding("scan.grey", checker.SeverityInfo, checker.Fail)
	unsure := finding("seal.owner_mismatch", checker.SeverityBlock, checker.Undetermined)
	blocking := finding("seal.present", checker.SeverityBlock, checker.Fail)
	dossier := func(verdict checker.Verdict, expected []string, findings ...checker.Finding) Dossier {
		return Dossier{Path: "d", Documents: 13, Expected: expected, Report: &checker.Report{Verdict: verdict, Findings: findings}}
	}
	r := Score(nil, nil)
	r.Judge([]Dossier{
		dossier(checker.Clean, nil, info),
		dossier(checker.Flag, nil, unsure, unsure),
		dossier(checker.Block, nil, blocking, blocking, unsure),
		dossier(checker.Block, []string{"document.wrong_slot", "seal.present"}, blocking, unsure, info),
	})
	got := map[string]Figure{}
	for _, m := range r.Metrics() {
		got[m.Key] = r.Figure(m.Key, All)
	}
	want := map[string]Figure{
		"dossier_clean": {1, 3}, "document_blocked": {1, 39}, "valid_findings": {6, 3}, "valid_undetermined": {3, 3}, "valid_alarms": {5, 3}, "fault_found": {1, 2}, "fault_extra": {1, 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got, want := r.Figure("valid_alarms", Group{Rule, "seal.owner_mismatch"}), (Figure{3, 3}); got != want {
		t.Errorf("alarms of seal.owner_mismatch: %+v, want %+v", got, want)
	}
	if worst := r.Worst(Dossiers, 1); worst[0].Loss != 4 {
		t.Errorf("a valid document that is blocked is the worst case, got %+v", worst[0])
	}
}

func TestMedian(t *testing.T) {
	for _, tt := range []struct {
		v    []float64
		want float64
	}{{[]float64{3, 0, 1}, 1}, {[]float64{4, 0, 1, 2}, 1.5}, {[]float64{7}, 7}} {
		if got := median(tt.v); got != tt.want {
			t.Errorf("median of %v = %g, want %g", tt.v, got, tt.want)
		}
	}
}

func TestRestrict(t *testing.T) {
	docs := []Document{{Path: "a", Truth: &Truth{Pages: []TruePage{{Number: 1, Source: Scanned}, {Number: 2, Source: Scanned, Turn: 90}, {Number: 3, Source: BornDigital}}}},
		{Path: "b", Truth: &Truth{Pages: []TruePage{{Number: 1, Source: BornDigital}}}}}
	got := Restrict(docs, Comparable)
	if len(got) != 1 || got[0].Path != "a" || len(got[0].Truth.Pages) != 1 || got[0].Truth.Pages[0].Number != 1 {
		t.Errorf("left are %+v", got)
	}
	if len(docs[0].Truth.Pages) != 3 {
		t.Error("the documents themselves were changed")
	}
}
