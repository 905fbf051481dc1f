package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianshen/api/live"
	"lianshen/api/upload"
	"lianshen/checker"
	"lianshen/internal/errs"
	"lianshen/policies/notice"
	"lianshen/workflow"
)

var documentRoutes = []route{
	{Method: get, Path: "/projects/:id/documents/:slug", Op: "documentPage", Do: (*Portal).documentPage},
	{Method: post, Path: "/projects/:id/documents/:slug", Op: "upload", Files: true, Do: (*Portal).uploadForm},
	{Method: http.MethodPut, Path: "/projects/:id/documents/:slug", Op: "uploadFile", Do: (*Portal).uploadFile},
	{Method: get, Path: "/projects/:id/documents/:slug/file", Op: "documentFile", Do: (*Portal).documentFile},
	{Method: get, Path: "/projects/:id/documents/:slug/pages/:n", Op: "documentPicture", Do: (*Portal).documentPicture},
	{Method: get, Path: "/projects/:id/upload", Op: "dropPage", Do: (*Portal).dropPage},
	{Method: post, Path: "/projects/:id/upload", Op: "dropForm", Files: true, Do: (*Portal).dropForm},
	{Method: get, Path: "/projects/:id/upload/row", Op: "dropRow", Do: (*Portal).dropRow},
	{Method: get, Path: "/projects/:id/events", Op: "events", Do: (*Portal).events},
	{Method: post, Path: "/projects/:id/contests", Op: "contest", Do: (*Portal).contest},
	{Method: post, Path: "/projects/:id/contests/:contest/retract", Op: "retractContest", Do: (*Portal).retractContest},
}

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

// documentPage is the page of a document.
type documentPage struct {
	*documentView
	// Result is the block "result", and Seen its digest: what is told live takes its place when
	// it is another.
	Result template.HTML
	Seen   string
	Live   bool
	Limits limitsView
	Share  []shareView
}

// limitsView is what is said beside a button to upload.
type limitsView struct {
	Document, Left int64
	Pages          int
}

// shareView is another document that the same file may be.
type shareView struct{ Slug, Name string }

func (d *documentPage) base() *Page { return d.Page }

func (p *Portal) documentPage(v *visit) error {
	d, partner, err := v.filed()
	if err != nil {
		return err
	}
	number, err := v.number("v")
	if err != nil {
		return err
	}
	view, err := v.document(d, partner, v.param("slug"), number)
	if err != nil {
		return err
	}
	crumbs := []Link{v.home()}
	if partner == nil {
		crumbs = append(crumbs, v.project(d))
	}
	if view.Page, err = v.page(view.Kind.Name.In(v.lang), crumbs...); err != nil {
		return err
	}
	view.Findings.Page = view.Page
	out := &documentPage{documentView: view, Limits: p.limits(d)}
	if partner != nil {
		out.Limits.Left = 0 // what the others have filed is not known to it
	}
	out.Live = p.Live != nil && (view.Version == nil || view.Latest)
	if out.Result, out.Seen, err = v.result(view); err != nil {
		return err
	}
	for _, slug := range p.shared(d, view.Slug) {
		if partner != nil && !slices.Contains(partner.Slugs, slug) {
			continue
		}
		out.Share = append(out.Share, shareView{slug, p.kind(slug, v.lang)})
	}
	return v.show("document", out)
}

// result renders what is swapped live, with its digest.
func (v *visit) result(view *documentView) (template.HTML, string, error) {
	raw, err := v.render("document", "result", view)
	sum := sha256.Sum256(raw)
	return template.HTML(raw), hex.EncodeToString(sum[:6]), err //nolint:gosec // made by a template
}

// limits are what is left to upload into a project.
func (p *Portal) limits(d *workflow.Dossier) limitsView {
	l := p.Workflow.Limits()
	return limitsView{Document: l.Document, Pages: p.MaxPages, Left: max(0, l.Project-workflow.StoredBytes(d.Documents))}
}

// shared are the documents of the project that one file may be together with another.
func (p *Portal) shared(d *workflow.Dossier, slug string) []string {
	var out []string
	n := p.Workflow.Notice()
	for _, other := range n.Required(d.Project.Kind) {
		if other != slug && n.MayShare(slug, other) {
			out = append(out, other)
		}
	}
	return out
}

// number is a number in the address, 0 where there is none.
func (v *visit) number(name string) (int, error) {
	text := v.query(name)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, workflow.ErrNotFound
	}
	return n, nil
}

// version is the one that the address names, for its file and pictures.
func (v *visit) version() (*workflow.Version, error) {
	d, _, err := v.filed()
	if err != nil {
		return nil, err
	}
	number, err := v.number("v")
	if err != nil {
		return nil, err
	}
	for _, doc := range d.Documents {
		if doc.Slug != v.param("slug") {
			continue
		}
		if number == 0 {
			return doc.Current(), nil
		}
		if number <= len(doc.Versions) {
			return &doc.Versions[number-1], nil
		}
	}
	return nil, workflow.ErrNotFound
}

// given is the version that is asked for, where its bytes may be given out.
func (v *visit) given() (*workflow.Version, error) {
	version, err := v.version()
	if err == nil {
		err = version.Withheld()
	}
	return version, err
}

// documentFile gives the original, to be saved: no browser opens it from here.
func (p *Portal) documentFile(v *visit) error {
	version, err := v.given()
	if err != nil {
		return err
	}
	file, err := p.Open(v.ctx, version.SHA256)
	if err != nil {
		return err
	}
	upload.Attach(v.fiber, version.Name)
	return v.fiber.SendStream(file, int(version.Bytes))
}

// documentPicture gives a page as a picture. It never changes, and is kept by the browser of who
// may see it.
func (p *Portal) documentPicture(v *visit) error {
	version, err := v.given()
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(v.param("n"))
	if err != nil || n < 1 || n > max(p.MaxPages, 1) {
		return workflow.ErrNotFound
	}
	tag := fmt.Sprintf(`"%s-%d"`, version.SHA256[:32], n)
	v.fiber.Set(fiber.HeaderETag, tag)
	v.fiber.Set(fiber.HeaderCacheControl, "private, max-age=31536000, immutable")
	if v.query("v") == "" { // another version may be current tomorrow
		v.fiber.Set(fiber.HeaderCacheControl, "private, no-cache")
	}
	if strings.Contains(v.fiber.Get(fiber.HeaderIfNoneMatch), tag) {
		return v.fiber.SendStatus(fiber.StatusNotModified)
	}
	picture, err := p.Picture(v.ctx, version.SHA256, n)
	if err != nil {
		v.fiber.Response().Header.Del(fiber.HeaderETag)
		v.fiber.Set(fiber.HeaderCacheControl, "no-store")
		return err
	}
	v.fiber.Set(fiber.HeaderContentType, "image/jpeg")
	return v.fiber.Send(picture)
}

// contest contests a finding; the form stands on the document's page.
func (p *Portal) contest(v *visit) error {
	d, err := v.dossier()
	if err != nil {
		return err
	}
	_, err = p.Workflow.Contest(v.ctx, v.actor(), workflow.Contest{
		Project: d.Project.ID, Code: v.form("code"), Document: v.form("document"), Statement: v.form("statement"),
	})
	back := "/projects/" + d.Project.ID
	if slug := v.form("document"); p.Workflow.Notice().Kind(slug) != nil {
		back += "/documents/" + slug
	}
	if err != nil {
		return v.again(err, func(v *visit) error { return p.contestFault(v, back) })
	}
	return v.see(back+"#findings", "contested")
}

// contestFault asks for the statement again, on a page of its own: the list may have changed.
func (p *Portal) contestFault(v *visit, back string) error {
	page, err := v.page(v.t("contest.title"), v.home())
	if err != nil {
		return err
	}
	return v.show("contest", &contestPage{page, back, v.form("code"), v.form("document"), v.param("id")})
}

type contestPage struct {
	*Page
	Back, Code, Document, Project string
}

func (p *Portal) retractContest(v *visit) error {
	d, err := v.dossier()
	if err != nil {
		return err
	}
	if err := p.Workflow.RetractContest(v.ctx, v.actor(), d.Project.ID, v.param("contest")); err != nil {
		return err
	}
	return v.see(within(v.form("to")), "contest-retracted")
}

// detached is the visit without its request, for what goes on after it was answered.
func (v *visit) detached(ctx context.Context) *visit {
	return &visit{p: v.p, ctx: ctx, lang: v.lang, who: v.who}
}
