package web

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"lianshen/checker"
)

// factsView (读取结果) is what was read from a file, in short.
type factsView struct {
	Kind      string // what the file looks like, "" unknown
	Title     string
	Pages     int
	Scanned   int // of the pages
	Bytes     int64
	Seals     []sealView
	Signs     []signView
	Fields    []fieldView
	More      []fieldView // those that fill a screen
	Unread    []int       // pages that could not be read
	Repaired  bool
	Encrypted bool
}

// sealView is one impression with whose it is held to be.
type sealView struct {
	Page    int
	Title   string
	Kind    string
	Verdict tag
	Link    string
}

type signView struct{ By, State string }

// fieldView is a labelled value as it is printed.
type fieldView struct {
	Label, Value string
	Page         int
	Link         string
}

// keyFields is how many fields stand in the open.
const keyFields = 12

// factsOf makes the view; at leads to a place on the page.
func (v *visit) factsOf(f *checker.Facts) *factsView {
	out := &factsView{Pages: f.File.Pages, Bytes: f.File.Bytes, Repaired: f.File.Repaired, Encrypted: f.File.Encrypted}
	if f.Document.Kind != nil {
		out.Kind = v.p.kind(*f.Document.Kind, v.lang)
	}
	out.Title = pointed(f.Document.Title)
	for _, p := range f.Pages {
		if p.ScanDPI != nil {
			out.Scanned++
		}
		if p.Failed != nil {
			out.Unread = append(out.Unread, p.Number)
		}
	}
	for i := range f.Seals {
		s := &f.Seals[i]
		out.Seals = append(out.Seals, sealView{Page: s.Page, Title: pointed(s.Title), Kind: v.sealKind(string(s.Kind)), Verdict: v.sealVerdict(s), Link: fmt.Sprintf("#seal-%d", i+1)})
	}
	for _, s := range f.Signatures {
		by := pointed(s.Organisation)
		if by == "" {
			by = pointed(s.Subject)
		}
		out.Signs = append(out.Signs, signView{By: by, State: v.signState(s.Integrity)})
	}
	out.fields(f)
	return out
}

// fields lists one value a field, as it is printed, in the order of the pages.
func (out *factsView) fields(f *checker.Facts) {
	for _, key := range slices.Sorted(maps.Keys(f.Fields)) {
		for _, x := range f.Fields[key] {
			raw := strings.TrimSpace(x.Raw)
			if x.Label == "" || raw == "" {
				continue
			}
			out.Fields = append(out.Fields, fieldView{Label: x.Label, Value: raw, Page: x.Page, Link: fmt.Sprintf("#page-%d", x.Page)})
			break
		}
	}
	slices.SortStableFunc(out.Fields, func(a, b fieldView) int { return a.Page - b.Page })
	if len(out.Fields) > keyFields {
		out.Fields, out.More = out.Fields[:keyFields], out.Fields[keyFields:]
	}
}

func (v *visit) sealKind(kind string) string {
	switch kind {
	case "official":
		return v.t("seal.official")
	case "contract":
		return v.t("seal.contract")
	case "finance":
		return v.t("seal.finance")
	case "invoice":
		return v.t("seal.invoice")
	case "inspection":
		return v.t("seal.inspection")
	case "department":
		return v.t("seal.department")
	case "personal":
		return v.t("seal.personal")
	case "paging":
		return v.t("seal.paging")
	}
	return v.t("seal.unknown")
}

// sealVerdict says whose seal it is, as far as that can be told.
func (v *visit) sealVerdict(s *checker.Seal) tag {
	doubt := len(s.Matches) == 0
	for _, m := range s.Matches {
		switch m.Verdict {
		case checker.Matches:
			return tag{good, v.t("seal.of", "party", v.p.Workflow.Notice().PartyName(string(m.Role)).In(v.lang))}
		case checker.MatchUnknown:
			doubt = true
		}
	}
	if doubt {
		return tag{warn, v.t("seal.doubt")}
	}
	return tag{bad, v.t("seal.other")}
}

func (v *visit) signState(integrity string) string {
	switch integrity {
	case "valid":
		return v.t("sign.valid")
	case "invalid":
		return v.t("sign.invalid")
	}
	return v.t("sign.unknown")
}
