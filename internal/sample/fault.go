package sample

import (
	"errors"
	"fmt"
	"strings"
)

// ErrFault is wrapped when a fault is not known or names no document.
var ErrFault = errors.New("sample: fault")

// FaultKind is one thing that goes wrong in practice.
type FaultKind string

// Faults of one document.
const (
	FaultNoSeal          FaultKind = "no-seal"          // the enterprise's seal is missing
	FaultOtherOwner      FaultKind = "other-owner"      // sealed by a company that has no part
	FaultContractSeal    FaultKind = "contract-seal"    // 合同专用章 instead of 公章
	FaultOtherEnterprise FaultKind = "other-enterprise" // names another company as 排污单位
	FaultIllegalUSCC     FaultKind = "illegal-uscc"     // the code has letters outside the alphabet
	FaultFutureDate      FaultKind = "future-date"      // dated a year ahead
	FaultSwap            FaultKind = "swap"             // commissioning and acceptance report exchanged
	FaultJavaScript      FaultKind = "javascript"       // the PDF runs a script when opened
	FaultPoorScan        FaultKind = "poor-scan"        // 100 dpi, grey
	FaultUpsideDown      FaultKind = "upside-down"
	FaultSideways        FaultKind = "sideways"
	FaultOverlaySeal     FaultKind = "overlay-seal" // born-digital, seals pasted as pictures
	FaultMissing         FaultKind = "missing"      // the document is left out
)

var faultKinds = []FaultKind{FaultNoSeal, FaultOtherOwner, FaultContractSeal, FaultOtherEnterprise, FaultIllegalUSCC, FaultFutureDate,
	FaultSwap, FaultJavaScript, FaultPoorScan, FaultUpsideDown, FaultSideways, FaultOverlaySeal, FaultMissing}

// Fault is a FaultKind in the document with a slug. Slug "dossier" with FaultIllegalUSCC
// spoils dossier.yaml itself.
type Fault struct {
	Kind FaultKind
	Slug string
}

// String is the form that ParseFaults reads.
func (f Fault) String() string { return string(f.Kind) + ":" + f.Slug }

// ParseFaults reads "kind:slug,kind:slug"; the empty string is no fault.
func ParseFaults(s string) ([]Fault, error) {
	var out []Fault
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' }) {
		name, slug, _ := strings.Cut(strings.TrimSpace(part), ":")
		f := Fault{FaultKind(name), slug}
		if err := f.check(); err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

func (f Fault) check() error {
	if !contains(faultKinds, f.Kind) {
		return fmt.Errorf("%w: %q is none of %v", ErrFault, f.Kind, faultKinds)
	}
	if f.Slug != "dossier" && !contains(Slugs(), f.Slug) {
		return fmt.Errorf("%w: %q is none of %v", ErrFault, f.Slug, Slugs())
	}
	return nil
}

func contains[T comparable](all []T, one T) bool {
	for _, a := range all {
		if a == one {
			return true
		}
	}
	return false
}

// faultsOf collects the faults of one document.
func faultsOf(all []Fault, slug string) map[FaultKind]bool {
	out := map[FaultKind]bool{}
	for _, f := range all {
		if f.Slug == slug {
			out[f.Kind] = true
		}
	}
	return out
}
