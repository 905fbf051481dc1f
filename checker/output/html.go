package output

import (
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"time"

	"lianshen/checker"
	"lianshen/ocr"
)

//go:embed html/*
var htmlFiles embed.FS

// pages are the templates; a broken one fails every test of this package.
var pages = template.Must(template.New("").Funcs(template.FuncMap{"t": translate, "at": atPages, "to": addressed}).ParseFS(htmlFiles, "html/*.tmpl"))

func translate(lang, key string) (string, error) {
	word, ok := words[key]
	if !ok {
		return "", fmt.Errorf("there is no word %q", key)
	}
	return word.In(lang), nil
}

// htmlReport is what the templates see: texts in one language, pictures as data.
type htmlReport struct {
	Lang       string
	Style      template.CSS
	Enterprise string
	Verdict    checker.Verdict
	At         string // in Asia/Shanghai
	Day        string
	Revision   string
	Version    string
	Tally      []tallied
	Documents  int
	Groups     []htmlGroup
	Parts      []noticePart
	Passed     []ruleName
	Skipped    []ruleName
	Unused     []string
	Pictures   []htmlPicture
}

type tallied struct {
	Class, Label string
	N            int
}

type htmlGroup struct {
	ID, Title, File string
	Findings        []htmlFinding
}

type htmlFinding struct {
	No                             int
	Class, Label                   string
	Code, Message, Solution        string
	Expected, Found, Where, Waiver string
	Pages                          string // "2、5"; "" for the whole document
	Document                       string
	Basis                          []string
	Figures                        []htmlFigure
	More                           int // pages with places that are not pictured
	HasDetail, Mends               bool
}

// htmlFigure is a page with the places of one finding on it, and its first place enlarged.
type htmlFigure struct {
	Picture string // id of the picture
	Caption string
	W, H    string
	Boxes   []htmlBox
	Detail  *htmlBox // what of the page is enlarged
}

// htmlBox is a rectangle in points, as SVG wants it.
type htmlBox struct{ X, Y, W, H string }

type htmlPicture struct {
	ID   string
	W, H string
	Data template.URL
}

type ruleName struct{ Code, Title string }

// beijing is UTC+8: the time of Asia/Shanghai, which needs no zone data.
var beijing = time.FixedZone("Asia/Shanghai", 8*60*60)

func (r *Report) writeHTML(w io.Writer) error { return r.printed(w, "report.html.tmpl") }

func (r *Report) printed(w io.Writer, name string) error {
	style, err := htmlFiles.ReadFile("html/style.css")
	if err != nil {
		return err
	}
	page := r.view()
	page.Style = template.CSS(style) //nolint:gosec // our own file, embedded
	return pages.ExecuteTemplate(w, name, page)
}

func (r *Report) view() *htmlReport {
	at := r.EvaluatedAt.In(beijing)
	v := &htmlReport{
		Lang: r.Lang, Enterprise: r.Enterprise, Verdict: r.Verdict, At: at.Format("2006-01-02 15:04"), Day: at.Format(time.DateOnly),
		Revision: r.PolicyRevision, Version: r.Version, Documents: len(r.Documents),
		Passed: r.names(r.Passed), Skipped: r.names(r.NotApplicable),
	}
	shown := map[PageOf]bool{}
	no := 0
	for _, g := range r.groups() {
		group := htmlGroup{ID: "d-" + orElse(g.slug, "project"), Title: r.groupTitle(g.slug), File: r.file(g.slug)}
		for _, f := range g.findings {
			no++
			finding := r.htmlFinding(f, shown)
			finding.No, finding.Document = no, group.Title
			group.Findings = append(group.Findings, finding)
			v.count(finding)
		}
		v.Groups = append(v.Groups, group)
	}
	for _, e := range r.UnusedExemptions {
		v.Unused = append(v.Unused, r.exemption(e))
	}
	v.Parts = noticeParts(r.Lang, v.Groups)
	v.Pictures = r.pictures(shown)
	return v
}

func (v *htmlReport) count(f htmlFinding) {
	for i := range v.Tally {
		if v.Tally[i].Class == f.Class {
			v.Tally[i].N++
			return
		}
	}
	v.Tally = append(v.Tally, tallied{f.Class, f.Label, 1})
}

func (r *Report) names(codes []string) []ruleName {
	out := make([]ruleName, len(codes))
	for i, code := range codes {
		out[i].Code = code
		if rule := r.rule(code); rule != nil && r.Lang != "en" {
			out[i].Title = rule.Title
		}
	}
	return out
}

func (r *Report) htmlFinding(f checker.Finding, shown map[PageOf]bool) htmlFinding {
	key := labelKey(f)
	out := htmlFinding{
		Class: strings.TrimPrefix(key, "s."), Label: r.word(key), Code: f.Code, Message: f.Message.In(r.Lang), Solution: f.Solution.In(r.Lang),
		Expected: deref(f.Expected), Found: deref(f.Found), Where: r.places(f), Waiver: r.waiver(f.Waiver), Basis: f.Basis,
		Pages: r.pageNumbers(f), Mends: key == "s.block",
	}
	out.Figures, out.More = r.figures(f)
	for _, fig := range out.Figures {
		out.HasDetail = out.HasDetail || fig.Detail != nil
	}
	for _, p := range picturedPages(f) {
		if _, ok := r.Pictures[p]; ok {
			shown[p] = true
		}
	}
	return out
}

func (r *Report) pageNumbers(f checker.Finding) string {
	var out []string
	for _, p := range f.Places {
		if n := fmt.Sprint(p.Page); p.Page > 0 && (len(out) == 0 || out[len(out)-1] != n) {
			out = append(out, n)
		}
	}
	return strings.Join(out, map[string]string{"zh": "、", "en": ", "}[r.Lang])
}

// maxFigures is how many pages of one finding are pictured: more would bury the next one.
const maxFigures = 4

// WantedPages are the pages whose pictures the HTML form shows.
func WantedPages(report *checker.Report) []PageOf {
	var out []PageOf
	seen := map[PageOf]bool{}
	for _, f := range report.Findings {
		for _, p := range picturedPages(f) {
			if !seen[p] {
				seen[p] = true
				out = append(out, p)
			}
		}
	}
	return out
}

// picturedPages are the first pages that a finding is seen on; the first page of the
// document where no page is named, so that a reader knows which paper is meant.
func picturedPages(f checker.Finding) []PageOf {
	var out []PageOf
	for _, p := range pagesOf(f) {
		if len(out) < maxFigures {
			out = append(out, p)
		}
	}
	if len(out) == 0 && f.Document != nil {
		out = append(out, PageOf{*f.Document, 1})
	}
	return out
}

func pagesOf(f checker.Finding) []PageOf {
	var out []PageOf
	seen := map[PageOf]bool{}
	for _, p := range f.Places {
		if at := (PageOf{p.Document, p.Page}); p.Page > 0 && !seen[at] {
			seen[at] = true
			out = append(out, at)
		}
	}
	return out
}

// figures pictures a finding; more is how many of its pages are left out.
func (r *Report) figures(f checker.Finding) (figures []htmlFigure, more int) {
	wanted := picturedPages(f)
	for _, at := range wanted {
		picture, ok := r.Pictures[at]
		if !ok {
			continue
		}
		fig := htmlFigure{Picture: at.id(), Caption: r.caption(f, at), W: points(picture.WidthPt), H: points(picture.HeightPt)}
		for _, p := range f.Places {
			if p.Document == at.Slug && p.Page == at.Number && p.Box != nil {
				fig.Boxes = append(fig.Boxes, svgBox(*p.Box))
				if fig.Detail == nil {
					detail := svgBox(enlarged(*p.Box, picture))
					fig.Detail = &detail
				}
			}
		}
		figures = append(figures, fig)
	}
	return figures, max(0, len(pagesOf(f))-len(wanted))
}

func (r *Report) caption(f checker.Finding, at PageOf) string {
	caption := r.page(checker.Place{Page: at.Number})
	if at.Slug != deref(f.Document) {
		caption = r.kind(at.Slug) + " " + caption
	}
	return caption
}

// enlarged is the part of the page around a box: with some margin, never smaller than what
// makes sense of a short word, cut to the page.
func enlarged(b ocr.Box, p Picture) ocr.Box {
	const margin, minW, minH = 14, 190, 84
	x, y := b.Centre()
	w, h := max(b[2]-b[0]+2*margin, minW), max(b[3]-b[1]+2*margin, minH)
	w, h = min(max(w, h*1.4), p.WidthPt), min(h, p.HeightPt)
	left, top := clamp(x-w/2, 0, p.WidthPt-w), clamp(y-h/2, 0, p.HeightPt-h)
	return ocr.Box{left, top, left + w, top + h}
}

func clamp(v, low, high float64) float64 { return max(low, min(v, high)) }

func svgBox(b ocr.Box) htmlBox {
	return htmlBox{points(b[0]), points(b[1]), points(b[2] - b[0]), points(b[3] - b[1])}
}

func points(v float64) string { return fmt.Sprintf("%.1f", v) }

func (p PageOf) id() string { return fmt.Sprintf("p-%s-%d", p.Slug, p.Number) }

// pictures are those that some finding shows, in the order of documents and pages.
func (r *Report) pictures(shown map[PageOf]bool) []htmlPicture {
	var out []htmlPicture
	for _, at := range WantedPages(r.Report) {
		picture := r.Pictures[at]
		if !shown[at] {
			continue
		}
		data := "data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(picture.JPEG)
		out = append(out, htmlPicture{at.id(), points(picture.WidthPt), points(picture.HeightPt), template.URL(data)}) //nolint:gosec // G203: made here
	}
	return out
}

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
