package sample

import "fmt"

// Named is a dossier of a set: the folder it goes to and what it is made from.
type Named struct {
	Dir  string
	Spec Spec
}

// Committed is the set kept under testdata/dossiers: a valid dossier of each medium and
// three with a few faults each.
func Committed(seed uint64) []Named {
	water := Spec{Seed: seed, Medium: Water, Named: true, Quality: 38, Mixed: []string{"commissioning-report", "acceptance-report", "parameter-filing"}}
	gas := Spec{Seed: seed, Medium: Gas, Named: true, Quality: 38, Mixed: []string{"commissioning-report", "acceptance-report", "parameter-filing"}}
	return []Named{
		{"water-valid", water},
		{"gas-valid", gas},
		{"water-faulty-seal", water.faulty(111, Fault{FaultNoSeal, "acceptance-report"}, Fault{FaultOtherOwner, "acceptance-opinion"}, Fault{FaultContractSeal, "parameter-filing"})},
		{"water-faulty-fields", water.faulty(112, Fault{FaultOtherEnterprise, "commissioning-report"}, Fault{FaultIllegalUSCC, "dossier"}, Fault{FaultFutureDate, "parameter-filing"})},
		{"gas-faulty-slot", gas.faulty(103, Fault{FaultSwap, "commissioning-report"}, Fault{FaultJavaScript, "equipment-list"}, Fault{FaultPoorScan, "construction-plan"})},
	}
}

// faulty is the same dossier pressed and scanned anew, smaller, with faults.
func (s Spec) faulty(rescan uint64, faults ...Fault) Spec {
	s.Faults, s.Mixed, s.Quality, s.Rescan = faults, []string{"all"}, 34, rescan
	return s
}

// Large is a set of n dossiers of invented companies for measuring accuracy: resolutions
// and media take turns, wear grows from clean to tired, faults are laid on each.
func Large(seed uint64, n int, dpis []int, media []string, faults []Fault) []Named {
	var out []Named
	for i := range n {
		s := Spec{Seed: seed + uint64(i), Medium: media[i%len(media)], DPI: dpis[i%len(dpis)], Quality: 45 + 10*(i%4), Wear: float64(i%5) / 5, Extras: i%2 == 1, Faults: faults}
		if i%4 == 3 {
			s.Mixed = []string{"all"}
		}
		out = append(out, Named{fmt.Sprintf("%s-%04d", s.Medium, i), s})
	}
	return out
}

// Varied is a set of n dossiers in which every condition of scans and seals occurs: for
// measuring how pages are read.
func Varied(seed uint64, n int, dpis []int, media []string) []Named {
	var out []Named
	for i := range n {
		s := Spec{Seed: seed + uint64(i), Medium: media[i%len(media)], DPI: dpis[i%len(dpis)], Varied: true, Forms: i%2 == 1, Extras: i%2 == 0, Printed: i%3 == 2, Wear: 0.2 * float64(i%5)}
		if i%4 == 3 {
			s.Mixed = []string{"all"}
		}
		out = append(out, Named{fmt.Sprintf("pages/%s-%04d", s.Medium, i), s})
	}
	return out
}

// judgedFaults are laid on every third dossier of a Judged set, one or two at a time.
var judgedFaults = [][]Fault{
	{{FaultNoSeal, "acceptance-report"}},
	{{FaultOtherOwner, "parameter-filing"}, {FaultFutureDate, "acceptance-opinion"}},
	{{FaultContractSeal, "acceptance-opinion"}},
	{{FaultOtherEnterprise, "commissioning-report"}, {FaultJavaScript, "construction-plan"}},
	{{FaultSwap, "commissioning-report"}},
}

// Judged is a set of n dossiers scanned at 200 dpi, two in three of them valid: for measuring
// what the rules make of what was read.
func Judged(seed uint64, n int, media []string) []Named {
	var out []Named
	for i := range n {
		s := everyday(seed, i, media)
		if i%3 == 2 {
			s.Faults = judgedFaults[i/3%len(judgedFaults)]
		}
		out = append(out, Named{fmt.Sprintf("dossiers/%s-%04d", s.Medium, i), s})
	}
	return out
}

// Valid is a set of n dossiers like those of Judged, all without fault: what is found in them
// is a false alarm.
func Valid(seed uint64, n int, media []string) []Named {
	var out []Named
	for i := range n {
		s := everyday(seed, i, media)
		out = append(out, Named{fmt.Sprintf("dossiers/%s-%04d", s.Medium, i), s})
	}
	return out
}

// everyday is the i-th dossier as offices scan them: 200 dpi, hardly worn seals.
func everyday(seed uint64, i int, media []string) Spec {
	return Spec{Seed: seed + 500 + uint64(i), Medium: media[i%len(media)], DPI: 200, Quality: 50 + 10*(i%4), Wear: 0.1 * float64(i%4), Extras: i%4 == 1}
}
