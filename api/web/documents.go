package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"html/template"
	"net/http"
	"slices"

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

// detached is the visit without its request, for what goes on after it was answered.
func (v *visit) detached(ctx context.Context) *visit {
	return &visit{p: v.p, ctx: ctx, lang: v.lang, who: v.who}
}
