package checker

import (
	"testing"

	"lianshen/checker/engine"
)

func TestVerdict(t *testing.T) {
	f := func(s Severity, st State) Finding { return Finding{Severity: s, State: st} }
	tests := []struct {
		name     string
		findings []Finding
		want     Verdict
	}{
		{"nothing", nil, Clean},
		{"notes only", []Finding{f(SeverityInfo, Fail), f(SeverityInfo, Undetermined)}, Clean},
		{"a warning", []Finding{f(SeverityWarn, Fail)}, Flag},
		{"cannot tell whether it blocks", []Finding{f(SeverityBlock, Undetermined)}, Flag},
		{"contested block", []Finding{f(SeverityBlock, Contested)}, Flag},
		{"exempted block", []Finding{f(SeverityBlock, Exempted)}, Clean},
		{"a block after a warning", []Finding{f(SeverityWarn, Fail), f(SeverityBlock, Fail)}, Block},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := VerdictOf(tt.findings); got != tt.want {
				t.Errorf("verdict = %s, want %s", got, tt.want)
			}
		})
	}
}

// The JSON form has lists and maps where a rule gave none.
func TestFindingHasNoNulls(t *testing.T) {
	f := finding(engine.Finding{Code: "seal.present", Severity: engine.Block, State: engine.Fail})
	if f.Params == nil || f.Places == nil || f.Evidence == nil || f.Basis == nil || f.Checks == nil {
		t.Errorf("finding = %+v", f)
	}
}
