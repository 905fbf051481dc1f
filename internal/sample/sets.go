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

// sealPagesAFile is small enough that the companies of a folder, which are taken for the
// parties of one dossier, are not a whole town.
const sealPagesAFile = 4

// SealSheets is a set of n files of stamped pages: resolutions take turns, wear grows from
// clean to tired.
func SealSheets(seed uint64, n int, dpis []int) []Named {
	var out []Named
	for i := range n {
		s := Spec{Seed: seed + uint64(i), Medium: Water, DPI: dpis[i%len(dpis)], Quality: 45 + 10*(i%4), Wear: float64(i%5) / 5, SealPages: sealPagesAFile}
		out = append(out, Named{fmt.Sprintf("seals-%04d", i), s})
	}
	return out
}
