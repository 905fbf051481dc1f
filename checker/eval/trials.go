package eval

import (
	"slices"

	"lianshen/checker"
	"lianshen/ocr"
)

// TrialKind says how the name of a trial is related to the seal.
type TrialKind string

// Kinds of trial.
const (
	RightName   TrialKind = "right"
	ChangedName TrialKind = "changed"    // one character is another
	LookAlike   TrialKind = "lookalike"  // one character is another that looks like it
	LegalForm   TrialKind = "legal_form" // 有限公司 for 有限责任公司 or the other way round
	Shorter     TrialKind = "shorter"    // a character, a bracket or the branch is left out
	Longer      TrialKind = "longer"     // a character, a bracket or a branch is added
	OtherName   TrialKind = "other"      // another company of the set, sisters first
)

// Near reports whether a wrong name of this kind is near the right one.
func (k TrialKind) Near() bool { return k != RightName && k != OtherName }

// Trial is one seal held against one name.
type Trial struct {
	Page    int
	Title   string // what the seal says
	Name    string // what it was held against
	Kind    TrialKind
	Verdict checker.MatchVerdict
	Score   float64
	Box     ocr.Box // of the seal
}

// Open makes a seal ready to be held against names.
type Open func(seal *checker.Seal) checker.Holder

// Trials holds every seal that was found against its own name and against wrong ones.
//
// parties are the companies of the dossier, set those of all documents. For a wrong name the
// seal's own company is never among the others: a foreign seal is not known beforehand.
func Trials(t *Truth, f *checker.Facts, parties, set []string, open Open) []Trial {
	var out []Trial
	pairs, _ := pairSeals(t, f.Seals)
	for i, seal := range t.Seals {
		if pairs[i] == nil || !ofCompany(seal) {
			continue
		}
		others, hold := without(parties, seal.Title), open(pairs[i])
		for _, c := range candidates(seal.Title, set) {
			trial := Trial{Page: seal.Page, Title: seal.Title, Name: c.name, Kind: c.kind, Box: seal.Box}
			trial.Verdict, trial.Score = hold(c.name, without(others, c.name))
			out = append(out, trial)
		}
	}
	return out
}

// ofCompany reports whether the title is a company's name.
func ofCompany(s TrueSeal) bool {
	return s.Title != "" && s.Kind != ocr.PersonalSeal && s.Kind != ocr.PagingSeal
}

func without(names []string, name string) []string {
	var out []string
	for _, n := range names {
		if n != name {
			out = append(out, n)
		}
	}
	return out
}

// trials counts the verdicts.
func (s *scorer) trials() {
	for _, t := range s.held {
		if t.Kind != RightName {
			s.wrong(t)
			if t.Verdict == checker.Matches {
				s.blameAt(Verify, t.Page, t.Box, "accepted "+string(t.Kind), t.Title, t.Name, 3)
			}
			continue
		}
		s.hit("right_match", t.Page, t.Verdict == checker.Matches)
		s.hit("right_mismatch", t.Page, t.Verdict == checker.Mismatches)
		s.hit("right_unknown", t.Page, t.Verdict == checker.MatchUnknown)
		if t.Verdict != checker.Matches {
			s.blameAt(Verify, t.Page, t.Box, "right name", t.Name, string(t.Verdict), loss(t.Verdict))
		}
	}
}

// wrong counts the verdict on a wrong name, by kind and with all that are near.
func (s *scorer) wrong(t Trial) {
	s.hit(string(t.Kind)+"_match", t.Page, t.Verdict == checker.Matches)
	if t.Kind.Near() {
		s.hit("near_match", t.Page, t.Verdict == checker.Matches)
		s.hit("near_mismatch", t.Page, t.Verdict == checker.Mismatches)
	} else {
		s.hit("other_mismatch", t.Page, t.Verdict == checker.Mismatches)
	}
}

func loss(v checker.MatchVerdict) float64 {
	if v == checker.Mismatches {
		return 2
	}
	return 1
}

// Titles lists the company names on the seals of truths, sorted, each once.
func Titles(truths ...*Truth) []string {
	var out []string
	for _, t := range truths {
		for _, s := range t.Seals {
			if ofCompany(s) {
				out = append(out, s.Title)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
