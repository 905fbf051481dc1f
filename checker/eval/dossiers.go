package eval

import (
	"fmt"
	"slices"

	"lianshen/checker"
)

// Dossier is one judged dossier: what the rules were to find and what they reported.
type Dossier struct {
	Path string
	// Expected are the codes of all findings above info; empty for a valid dossier.
	Expected []string
	// Documents is how many documents were judged.
	Documents int
	Report    *checker.Report
}

// Judge counts what became of dossiers: valid ones ought to come out clean, faulty ones with
// the codes of their faults and no others.
func (r *Result) Judge(dossiers []Dossier) {
	var findings []float64
	for _, d := range dossiers {
		r.Dossiers++
		if len(d.Expected) == 0 {
			findings = append(findings, float64(len(d.aboveInfo())))
			r.valid(d)
		} else {
			r.faulty(d)
		}
	}
	if n := len(findings); n > 0 {
		r.count("valid_findings", median(findings)*float64(n), n)
		r.alarms(dossiers, n)
	}
}

// alarms counts the findings of the n valid dossiers, all and by rule.
func (r *Result) alarms(dossiers []Dossier, n int) {
	counts := map[Group]*Figure{All: {N: n}}
	for _, d := range dossiers {
		if len(d.Expected) > 0 {
			continue
		}
		for _, f := range d.aboveInfo() {
			rule := Group{Rule, f.Code}
			if counts[rule] == nil {
				counts[rule] = &Figure{N: n}
			}
			counts[rule].Sum++
			counts[All].Sum++
		}
	}
	r.figures["valid_alarms"] = counts
}

func (r *Result) valid(d Dossier) {
	undetermined := 0
	blocked := map[string]bool{}
	for _, f := range d.aboveInfo() {
		if f.State == checker.Undetermined {
			undetermined++
		}
		if f.Severity == checker.SeverityBlock && f.State == checker.Fail {
			blocked[value(f.Document)] = true
		}
		r.blameDossier(d, f, "unexpected")
	}
	r.count("dossier_clean", one(d.Report.Verdict == checker.Clean), 1)
	r.count("document_blocked", float64(len(blocked)), d.Documents)
	r.count("valid_undetermined", float64(undetermined), 1)
}

func (r *Result) faulty(d Dossier) {
	got := d.codes()
	for _, code := range d.Expected {
		found := slices.Contains(got, code)
		r.count("fault_found", one(found), 1)
		if !found {
			r.cases = append(r.cases, Case{Aspect: Dossiers, Path: d.Path, What: "not found", Expected: code, Loss: 3})
		}
	}
	extra := 0
	for _, f := range d.aboveInfo() {
		if !slices.Contains(d.Expected, f.Code) {
			extra++
			r.blameDossier(d, f, "beside the fault")
		}
	}
	r.count("fault_extra", float64(extra), 1)
}

// aboveInfo are the findings that a person has to look at.
func (d Dossier) aboveInfo() []checker.Finding {
	return slices.DeleteFunc(slices.Clone(d.Report.Findings), func(f checker.Finding) bool {
		return f.Severity == checker.SeverityInfo || f.State == checker.Exempted
	})
}

// codes of the findings above info, each once.
func (d Dossier) codes() []string {
	var out []string
	for _, f := range d.aboveInfo() {
		out = append(out, f.Code)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// blameDossier keeps a finding that should not be there; one that decides weighs more.
func (r *Result) blameDossier(d Dossier, f checker.Finding, what string) {
	loss := map[checker.State]float64{checker.Fail: 2, checker.Undetermined: 1}[f.State]
	if f.Severity == checker.SeverityBlock {
		loss *= 2
	}
	r.cases = append(r.cases, Case{
		Aspect: Dossiers, Path: d.Path, What: what, Loss: loss,
		Got: fmt.Sprintf("%s %s %s: %s", value(f.Document), f.Code, f.State, f.Message.ZH),
	})
}

// count adds to a figure that has no groups.
func (r *Result) count(metric string, sum float64, n int) {
	if r.figures[metric] == nil {
		r.figures[metric] = map[Group]*Figure{All: {}}
	}
	r.figures[metric][All].Sum += sum
	r.figures[metric][All].N += n
}

func one(ok bool) float64 {
	if ok {
		return 1
	}
	return 0
}

// median of some values, the mean of the two in the middle when their number is even.
func median(v []float64) float64 {
	v = slices.Sorted(slices.Values(v))
	return (v[(len(v)-1)/2] + v[len(v)/2]) / 2
}
