package web

import (
	"context"
	"errors"
	"slices"

	"lianshen/api/live"
	"lianshen/checker"
	"lianshen/internal/errs"
	"lianshen/policies/notice"
	"lianshen/workflow"
)

// documentView (材料) is what there is to say of one document, in one of its versions.
type documentView struct {
	*Page
	*workflow.Dossier
	Slug    string
	Kind    *notice.Kind
	Sealer  string            // whose seal it must bear, "" nobody's
	Version *workflow.Version // nil before the first upload
	// Latest is that the version is the current one.
	Latest bool
	Acts   bool // the reader may upload
	// partner is the contractor or commissioning unit that reads, nil for everybody else: it sees
	// its own documents and nothing else of the project.
	partner  *workflow.Contribution
	Progress *progress
	Facts    *factsView
	Findings *findingList
	Mended   []finding // of the version before, that are not there any more
	Against  int       // the version before that was judged, 0 none
	// Judged is that the rules have spoken of this version.
	Judged  bool
	Passed  []string
	Sheets  []sheetView
	History []versionRow
}

// versionRow is a version in the history, the latest first.
type versionRow struct {
	workflow.Version
	By  string
	Now bool // it is shown
}

// To is the address of the document's page.
func (d *documentView) To() string { return "/projects/" + d.Project.ID + "/documents/" + d.Slug }

// filed is the project of a document as its reader sees it: whole, or the documents of a partner.
// To others there is none.
func (p *Portal) filed(ctx context.Context, person, project, slug string) (*workflow.Dossier, *workflow.Contribution, error) {
	d, err := p.Workflow.Dossier(ctx, project)
	if err != nil {
		return nil, nil, err
	}
	err = p.Workflow.Sees(ctx, person, workflow.Reach{Enterprise: d.Project.Enterprise, Branch: d.Project.Branch})
	if !errors.Is(err, workflow.ErrNotFound) {
		return d, nil, err
	}
	c, err := p.Workflow.Contribution(ctx, person, project)
	if err == nil && !slices.Contains(c.Slugs, slug) {
		err = workflow.ErrNotFound
	}
	if err != nil {
		return nil, nil, err
	}
	return &workflow.Dossier{
		Project: workflow.Project{ID: c.Project, Kind: c.Kind, State: c.State}, Enterprise: workflow.Enterprise{Name: c.Enterprise},
		Documents: c.Documents, Names: map[string]string{},
	}, c, nil
}

// filed is that of the path.
func (v *visit) filed() (*workflow.Dossier, *workflow.Contribution, error) {
	return v.p.filed(v.ctx, v.who.Session.Person, v.param("id"), v.param("slug"))
}

// document reads a document in a version, 0 for the current one. It uses nothing of the request
// but who asks and their language, so that what is told live is the same as a page.
func (v *visit) document(d *workflow.Dossier, partner *workflow.Contribution, slug string, number int) (*documentView, error) {
	out := &documentView{
		partner: partner, Page: &Page{Lang: v.lang, CSRF: v.who.CSRF()}, Dossier: d, Slug: slug, Kind: v.p.Workflow.Notice().Kind(slug), Findings: &findingList{},
	}
	if out.Kind == nil {
		return nil, workflow.ErrNotFound
	}
	if owner := out.Kind.Seal.Owner; owner != nil {
		out.Sealer = v.p.Workflow.Notice().PartyName(*owner).In(v.lang)
	}
	may := v.p.Workflow.MayUpload(v.ctx, workflow.Actor{Person: v.who.Session.Person}, d.Project.ID, slug)
	out.Acts = may == nil || errs.As(may).Category == errs.Limit // who is over a limit is told when it uploads
	i := slices.IndexFunc(d.Documents, func(d workflow.Document) bool { return d.Slug == slug })
	if i < 0 {
		if number > 0 {
			return nil, workflow.ErrNotFound
		}
		return out, nil
	}
	versions := d.Documents[i].Versions
	if number == 0 {
		number = len(versions)
	}
	if number < 1 || number > len(versions) {
		return nil, workflow.ErrNotFound
	}
	out.Version, out.Latest = &versions[number-1], number == len(versions)
	for _, row := range slices.Backward(versions) {
		out.History = append(out.History, versionRow{Version: row, By: d.Names[row.By], Now: row.Number == number})
	}
	out.Progress = v.progress(d.Project.ID, slug, out.Version)
	return out, v.fill(out)
}

// fill adds what the rules say and what was read.
func (v *visit) fill(out *documentView) error {
	if err := v.judged(out); err != nil {
		return err
	}
	out.Findings.Page, out.Findings.Project = out.Page, out.Project.ID
	if out.Judged && out.Latest {
		out.Findings.withContests(v, out.Dossier, out.Acts && out.partner == nil)
	}
	if out.partner == nil {
		out.Findings.linked(out.Project.ID)
	}
	if out.Version.Facts == "" {
		return nil
	}
	facts, err := v.p.Matched(v.ctx, out.Project.ID, out.Version.Facts)
	if err != nil {
		return err
	}
	out.Facts = v.factsOf(facts)
	out.Sheets = v.sheetsOf(out.Project.ID, out.Slug, out.Version.Number, facts, out.Findings)
	return nil
}

// about reports whether a finding is of a document, or points into it.
func about(slug string) func(*checker.Finding) bool {
	return func(f *checker.Finding) bool {
		if f.Document != nil && *f.Document == slug {
			return true
		}
		return slices.ContainsFunc(f.Places, func(p checker.Place) bool { return p.Document == slug })
	}
}

// seen is a report as far as its reader sees it.
func (d *documentView) seen(report *checker.Report) *checker.Report {
	if d.partner == nil {
		return report
	}
	out := *report
	out.Findings = d.partner.Findings(report)
	return &out
}

// judged takes what the rules said of the version, and what of it is new or was mended against
// the version before.
func (v *visit) judged(out *documentView) error {
	all, err := v.p.Workflow.Evaluations(v.ctx, out.Project.ID, comparedEvaluations)
	if err != nil {
		return err
	}
	now := evaluationOf(all, out.Slug, func(n int) bool { return n == out.Version.Number })
	if now == nil {
		if out.Progress.Going() {
			out.Findings = out.Progress.Early
		}
		return nil
	}
	report, err := v.p.Said(v.ctx, now.Report)
	if err != nil {
		return err
	}
	if out.Latest {
		if report, err = v.p.Workflow.Contested(v.ctx, out.Project.ID, report); err != nil {
			return err
		}
	}
	out.Judged, out.Progress.State = true, live.Judged
	out.Findings = findingsOf(out.seen(report), v.lang, about(out.Slug))
	if out.Passed, err = v.passed(report, out.Slug); err != nil {
		return err
	}
	before := evaluationOf(all, out.Slug, func(n int) bool { return n < out.Version.Number })
	if before == nil {
		return nil
	}
	old, err := v.p.Said(v.ctx, before.Report)
	if err != nil {
		return err
	}
	out.compare(v, findingsOf(out.seen(old), v.lang, about(out.Slug)))
	out.Against = versionIn(before, out.Slug)
	return nil
}

// comparedEvaluations is how far back the version before is looked for.
const comparedEvaluations = 100

// evaluationOf is the latest evaluation of a version of a document that accepts; nil for none.
func evaluationOf(all []workflow.Evaluation, slug string, accepts func(number int) bool) *workflow.Evaluation {
	for i := range all {
		if n := versionIn(&all[i], slug); n > 0 && accepts(n) {
			return &all[i]
		}
	}
	return nil
}

func versionIn(e *workflow.Evaluation, slug string) int {
	for _, ref := range e.Documents {
		if ref.Slug == slug {
			return ref.Number
		}
	}
	return 0
}

// compare marks what is new and keeps what was mended. The same words are the same finding; of
// the others, as many of a rule as there were before are taken for those of before.
func (d *documentView) compare(v *visit, old *findingList) {
	matched := make([]bool, len(d.Findings.Items))
	left := slices.Clone(old.Items)
	for _, same := range []func(a, b *finding) bool{
		func(a, b *finding) bool { return a.Code == b.Code && a.Message == b.Message },
		func(a, b *finding) bool { return a.Code == b.Code },
	} {
		for i := range d.Findings.Items {
			at := slices.IndexFunc(left, func(o finding) bool { return same(&o, &d.Findings.Items[i]) })
			if !matched[i] && at >= 0 {
				matched[i], left = true, slices.Delete(left, at, at+1)
			}
		}
	}
	for i := range d.Findings.Items {
		if !matched[i] {
			d.Findings.Items[i].Since = v.t("finding.new")
		}
	}
	d.Mended = left
}

// passed are the titles of rules about the document that found nothing in the whole project.
func (v *visit) passed(report *checker.Report, slug string) ([]string, error) {
	rules, err := v.p.Rules(v.ctx)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, code := range report.Passed {
		if r, ok := rules[code]; ok && slices.Contains(r.Documents, slug) {
			out = append(out, r.Title)
		}
	}
	return out, nil
}
