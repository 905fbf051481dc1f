package sample

import (
	"errors"
	"fmt"
	"slices"
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

// codes are the findings above info that a fault leads to; faults that a reader may well
// survive lead to none.
var codes = map[FaultKind]string{
	FaultNoSeal: "seal.present", FaultOtherOwner: "seal.owner_mismatch", FaultContractSeal: "seal.wrong_kind",
	FaultOtherEnterprise: "document.enterprise_name", FaultIllegalUSCC: "enterprise.uscc_form", FaultFutureDate: "document.date_in_future",
	FaultSwap: "document.wrong_slot", FaultJavaScript: "file.active_content", FaultPoorScan: "scan.quality",
}

// Codes lists the codes of the findings above info that the faults lead to, sorted.
func Codes(faults []Fault) []string {
	out := []string{}
	for _, f := range faults {
		if c := codes[f.Kind]; c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	slices.Sort(out)
	return out
}

// Fault is a FaultKind in the document with a slug. Slug "dossier" with FaultIllegalUSCC
// spoils the registered code itself.
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
	if !slices.Contains(faultKinds, f.Kind) {
		return fmt.Errorf("%w: %q is none of %v", ErrFault, f.Kind, faultKinds)
	}
	if f.Slug != "dossier" && !slices.Contains(Slugs(), f.Slug) {
		return fmt.Errorf("%w: %q is none of %v", ErrFault, f.Slug, Slugs())
	}
	return nil
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
