package web

import (
	"cmp"
	"fmt"
	"slices"

	"lianshen/checker"
	"lianshen/workflow"
)

// findingList (问题清单) is what the part "findings" shows: of a document, or of a project. It is
// made by findingsOf, for a report, and by earlyFindings; what a page knows besides, such as
// contests and boxes, is added to its items.
type findingList struct {
	*Page
	Project string
	Items   []finding
	// Early is that the document is still being read.
	Early bool
	// Contests is that the reader may contest.
	Contests bool
}

// finding (问题) is one of them, in the words of the reader's language.
type finding struct {
	Number   int // in the list, from 1
	Code     string
	Tag      tag // how grave it is, or where it stands
	Message  string
	Remedy   string
	Expected string
	Found    string
	Basis    []string
	Document string // slug, "" for the project
	Places   []findingPlace
	// Early: seen while the document was being read.
	Early bool
	// Since says of a file that was replaced that the fault is new; "" of one that was there.
	Since string
	// Contest is the enterprise's word against it, nil without one.
	Contest *contestView
	// Contestable may be contested by who reads; Final is that no statement lifts it.
	Contestable, Final bool
	Waiver             *checker.Waiver
	grave              int
}

// findingPlace is where it is seen. Page is 0 for the whole document.
type findingPlace struct {
	Document string
	Page     int
	Box      *[4]float64 // points from the top left; nil for the whole page
	Value    string
	Link     string // to the place, on whatever page that is; "" is none
}

// contestView is a contest as it is shown.
type contestView struct {
	ID, Statement, By string
	At                string
	Retractable       bool
}

// Settled tells of exempted findings, which are told of last and quietly.
func (f *finding) Settled() bool { return f.Waiver != nil && !f.Waiver.Expired }

// findingsOf makes the list of a report's findings that keep accepts (nil: all), the gravest
// first.
func findingsOf(r *checker.Report, lang string, keep func(*checker.Finding) bool) *findingList {
	out := &findingList{Items: []finding{}}
	if r == nil {
		return out
	}
	for i := range r.Findings {
		if f := &r.Findings[i]; keep == nil || keep(f) {
			out.Items = append(out.Items, findingOf(f, lang))
		}
	}
	out.number()
	return out
}

// earlyFindings are those that were seen on the pages read so far.
func earlyFindings(all []checker.Finding, lang string) *findingList {
	out := findingsOf(&checker.Report{Findings: all}, lang, nil)
	out.Early = true
	for i := range out.Items {
		out.Items[i].Early = true
	}
	return out
}

// number orders the list and counts it through.
func (l *findingList) number() {
	slices.SortStableFunc(l.Items, func(a, b finding) int { return cmp.Compare(a.grave, b.grave) })
	for i := range l.Items {
		l.Items[i].Number = i + 1
	}
}

func findingOf(f *checker.Finding, lang string) finding {
	out := finding{
		Code: f.Code, Message: f.Message.In(lang), Remedy: f.Solution.In(lang), Basis: f.Basis,
		Expected: pointed(f.Expected), Found: pointed(f.Found), Document: pointed(f.Document), Waiver: f.Waiver,
	}
	out.Tag, out.grave = gravity(f, lang)
	for _, p := range f.Places {
		place := findingPlace{Document: p.Document, Page: p.Page, Value: pointed(p.Value)}
		if p.Box != nil {
			box := [4]float64(*p.Box)
			place.Box = &box
		}
		out.Places = append(out.Places, place)
	}
	return out
}

// gravity is a finding's word, and its place in the order.
func gravity(f *checker.Finding, lang string) (tag, int) {
	t := (&visit{lang: lang}).t
	switch {
	case f.State == checker.Exempted:
		return tag{"", t("finding.exempted")}, 6
	case f.State == checker.Contested:
		return tag{info, t("finding.contested")}, 2
	case f.Severity == checker.SeverityInfo:
		return tag{"", t("finding.note")}, 5
	case f.State == checker.Undetermined:
		return tag{warn, t("finding.undetermined")}, 3
	case f.Severity == checker.SeverityBlock:
		return tag{bad, t("finding.block")}, 1
	}
	return tag{warn, t("finding.warn")}, 4
}

func pointed(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// withContests adds the contests that stand, and what may be contested by those who act.
func (l *findingList) withContests(v *visit, d *workflow.Dossier, acts bool) {
	l.Contests = acts
	n := v.p.Workflow.Notice()
	for i := range l.Items {
		f := &l.Items[i]
		f.Final = slices.Contains(n.Uncontestable, f.Code)
		at := slices.IndexFunc(d.Contests, func(x workflow.Contest) bool { return x.Code == f.Code && x.Document == f.Document })
		if at >= 0 {
			x := d.Contests[at]
			f.Contest = &contestView{ID: x.ID, Statement: x.Statement, By: d.Names[x.By], At: sayTime(x.At), Retractable: acts}
		}
		f.Contestable = acts && f.Contest == nil && !f.Final && f.grave <= 1
	}
}

// linked leads places to the pages of their documents.
func (l *findingList) linked(project string) {
	for i := range l.Items {
		for j := range l.Items[i].Places {
			p := &l.Items[i].Places[j]
			if p.Document == "" || p.Page == 0 {
				continue
			}
			p.Link = "/projects/" + project + "/documents/" + p.Document + "#page-" + fmt.Sprint(p.Page)
		}
	}
}
