package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"lianshen/checker"
	"lianshen/internal/errs"
	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/audit"
	"lianshen/workflow/calendar"
	"lianshen/workflow/paper"
)

var caseRoutes = []route{
	{Method: get, Path: "/applications/:id", Op: "casePage", Do: (*Portal).casePage},
	{Method: get, Path: "/applications/:id/sheet", Op: "sheetPage", Do: (*Portal).sheetPage},
	{Method: post, Path: "/applications/:id/claim", Op: "claim", Do: plainAct("review-claimed", (*workflow.Service).Claim)},
	{Method: post, Path: "/applications/:id/take-over", Op: "takeOver", Do: plainAct("review-taken", (*workflow.Service).TakeOver)},
	{Method: post, Path: "/applications/:id/review", Op: "examine", Do: (*Portal).reviewCase},
	{Method: post, Path: "/applications/:id/send-back", Op: "sendBack", Do: reasonedAct("review-sent-back", (*workflow.Service).SendBack)},
	{Method: post, Path: "/applications/:id/return", Op: "return", Do: (*Portal).returnCase},
	{Method: post, Path: "/applications/:id/approve", Op: "approve", Do: sureAct(plainAct("review-approved", (*workflow.Service).Approve))},
	{Method: post, Path: "/applications/:id/withdraw", Op: "withdraw", Do: sureAct(reasonedAct("review-withdrawn", (*workflow.Service).Withdraw))},
	{Method: post, Path: "/applications/:id/set-aside", Op: "setAside", Do: sureAct(reasonedAct("review-set-aside", (*workflow.Service).SetAside))},
	{Method: post, Path: "/applications/:id/supervision", Op: "closeSupervision", Do: reasonedAct("review-supervised", (*workflow.Service).CloseSupervision)},
}

// casePage is an application: for officers with what they do in its present state, for the
// enterprise in its own words.
type casePage struct {
	*Page
	*workflow.Case
	// Last is the receipt of this round, nil for a draft.
	Last    *workflow.Receipt
	Left    left
	Running bool // the clock of the review
	Officer bool
	// Mine is that the visitor is at work on it: findings and sheet are a form.
	Mine  bool
	Lines []caseLine
	// View is the page that is shown large to begin with, nil where there is none.
	View      *caseView
	Documents []caseDocument
	History   []happening
	// Since is what happened after the visitor opened the page that a form was sent from.
	Since  []happening
	Return *returnForm
	Today  calendar.Date
	acts   []workflow.Act
	v      *visit
}

// caseLine is a line of the sheet with the findings that stand under it.
type caseLine struct {
	Line     string
	Name     string
	Entry    *workflow.SheetEntry
	Findings []caseFinding
}

// caseFinding is a finding of the receipt with what the handler made of it.
type caseFinding struct {
	workflow.Finding
	Settled *workflow.Assessment
	// Views are the pages that it is on.
	Views []caseView
	Name  string // of the document
	Class string
}

// caseView is a page of a document of the snapshot.
type caseView struct {
	Number            int
	Name              string
	Picture, Document string
}

// caseDocument is a document of the snapshot.
type caseDocument struct {
	Name, Link string
	Number     int
	Wrong      int // findings about it
}

// happening is something that was done to the application.
type happening struct {
	At             time.Time
	Who, For, What string
	Note           string
}

// May reports whether a move can be made now.
func (c *casePage) May(move string) bool {
	for _, a := range c.acts {
		if a.Move == move {
			return a.Barred == nil
		}
	}
	return false
}

// Barred are the reasons for which moves of the visitor's role cannot be made, each once. That somebody else
// has the case is one, what the sheet lacks is said where it is filled in.
func (c *casePage) Barred() []*errs.Error {
	var out []*errs.Error
	seen := map[string]bool{"review.not_yours": true, "review.sheet_open": true, "review.sheet_conflict": true, "workflow.version": true}
	for _, a := range c.acts {
		own := a.Move == "take-over" && c.Application.Handler == c.v.who.Session.Person
		if a.Barred != nil && !own && !seen[a.Barred.Code] {
			seen[a.Barred.Code] = true
			out = append(out, a.Barred)
		}
	}
	return out
}

// Person is the name of somebody whom the case mentions.
func (c *casePage) Person(id string) string { return c.Names[id] }

// Kept is what was typed into a field of the form that was at fault, else a value.
func (c *casePage) Kept(field, otherwise string) string {
	if c.Fault != nil && c.v.sent.Has(field) {
		return c.v.form(field)
	}
	return otherwise
}

// caseOf reads the application of the path; to those who may not see it, there is none.
func (v *visit) caseOf() (*workflow.Case, error) {
	now, err := v.p.Workflow.Case(v.ctx, v.param("id"))
	if err != nil {
		return nil, err
	}
	return now, v.p.Workflow.Sees(v.ctx, v.who.Session.Person, workflow.Reach{Enterprise: now.Project.Enterprise, Branch: now.Project.Branch})
}

func (p *Portal) casePage(v *visit) error {
	now, err := v.caseOf()
	if err != nil {
		return err
	}
	page, err := v.page(v.t("review.case"))
	if err != nil {
		return err
	}
	page.Path = "/applications/" + now.Application.ID
	out := &casePage{Page: page, Case: now, Today: calendar.DateOf(p.Clock.Now()), v: v}
	out.Officer = page.Sight.City || contains(page.Sight.Branches, now.Project.Branch)
	page.Crumbs = out.crumbs()
	out.clock()
	if out.acts, err = p.Workflow.Acts(v.ctx, v.actor(), now.Application.ID); err != nil {
		return err
	}
	if err := out.past(); err != nil {
		return err
	}
	if out.Officer {
		out.examined()
	}
	return v.show("case", out)
}

func (c *casePage) crumbs() []Link {
	project := Link{To: "/projects/" + c.Project.ID, Text: c.Enterprise.Name + " · " + c.v.p.projectKind(c.Project.Kind, c.v.lang)}
	if c.Officer {
		return []Link{{To: "/desk", Text: c.v.t("review.desk")}, project}
	}
	return []Link{project}
}

// clock finds the days that matter in the present state.
func (c *casePage) clock() {
	if n := len(c.Receipts); n > 0 {
		c.Last = &c.Receipts[n-1]
	}
	flow := c.v.p.Workflow.Notice().Flow("application")
	switch {
	case c.Last != nil && waits(flow, c.Application.State):
		c.Running, c.Left = true, c.v.left(c.Last.Due)
	case c.Returned() != nil:
		c.Left = c.v.left(c.Returned().RectifyBy)
	}
}

// Returned is the return that the enterprise has to answer, nil where there is none.
func (c *casePage) Returned() *workflow.Return {
	if n := len(c.Returns); n > 0 && c.Returns[n-1].Round == c.Application.Round && c.v.p.Workflow.Notice().Flow("application").Find("submit").Begins(c.Application.State) {
		return &c.Returns[n-1]
	}
	return nil
}

// past is what was done, and what of it the visitor did not know.
func (c *casePage) past() error {
	t, err := c.v.p.Workflow.History(c.v.ctx, c.v.who.Session.Person, c.Application.ID)
	if err != nil {
		return err
	}
	seen, err := strconv.Atoi(c.v.form("version"))
	stale := err == nil && c.Fault != nil && c.Fault.Code == workflow.ErrVersion.Code
	for _, e := range t.Events {
		h := c.v.happening(e, t.Names)
		c.History = append(c.History, h)
		if stale && e.Subject.Version > seen {
			c.Since = append(c.Since, h)
		}
	}
	return nil
}

// happening tells an event in words: what was done, and the reason that was given.
func (v *visit) happening(e audit.Event, names map[string]string) happening {
	row := v.auditRow(e, names)
	h := happening{At: e.At, Who: row.Who, For: row.For, What: row.Act}
	var said struct {
		Reason string `json:"reason"`
		Note   string `json:"note"`
	}
	if err := json.Unmarshal(e.Data, &said); err == nil { // what is no object has no reason
		h.Note = said.Reason + said.Note
	}
	return h
}

// examined fills what only officers see: findings under the lines of the sheet, pages, documents.
func (c *casePage) examined() {
	c.Mine = c.May("examine")
	n := c.v.p.Workflow.Notice()
	for _, l := range n.Sheet {
		c.Lines = append(c.Lines, caseLine{Line: l.Line, Name: l.Name.In(c.v.lang), Entry: c.entry(l.Line)})
	}
	if c.Last == nil {
		return
	}
	wrong := map[string]int{}
	for _, f := range c.Last.Snapshot.Findings {
		wrong[f.Document]++
		c.place(n, c.finding(f))
	}
	for _, d := range c.Last.Snapshot.Documents {
		c.Documents = append(c.Documents, caseDocument{c.v.p.kind(d.Slug, c.v.lang), c.documentLink(d), d.Number, wrong[d.Slug]})
	}
	if c.View == nil && len(c.Last.Snapshot.Documents) > 0 {
		view := c.view(c.Last.Snapshot.Documents[0], 1)
		c.View = &view
	}
	if c.May("return") {
		c.Return = c.returnForm()
	}
}

func (c *casePage) entry(line string) *workflow.SheetEntry {
	for i := range c.Sheet {
		if c.Sheet[i].Line == line {
			return &c.Sheet[i]
		}
	}
	return nil
}

// place puts a finding under its line.
func (c *casePage) place(n *notice.Notice, f caseFinding) {
	if c.View == nil && len(f.Views) > 0 {
		c.View = &f.Views[0]
	}
	for i := range c.Lines {
		if c.Lines[i].Line == n.LineOf(f.Code) {
			c.Lines[i].Findings = append(c.Lines[i].Findings, f)
		}
	}
}

func (c *casePage) finding(f workflow.Finding) caseFinding {
	out := caseFinding{Finding: f, Class: "warn"}
	if f.Severity == checker.SeverityBlock {
		out.Class = "bad"
	}
	for i := range c.Assessments {
		if c.Assessments[i].Finding == f.Number {
			out.Settled = &c.Assessments[i]
		}
	}
	for _, d := range c.Last.Snapshot.Documents {
		if d.Slug != f.Document {
			continue
		}
		out.Name = c.v.p.kind(d.Slug, c.v.lang)
		for _, page := range f.Pages {
			out.Views = append(out.Views, c.view(d, page))
		}
		if len(f.Pages) == 0 {
			out.Views = append(out.Views, c.view(d, 1))
		}
	}
	return out
}

func (c *casePage) documentLink(d workflow.VersionRef) string {
	return fmt.Sprintf("/projects/%s/documents/%s?v=%d", c.Project.ID, d.Slug, d.Number)
}

func (c *casePage) view(d workflow.VersionRef, page int) caseView {
	return caseView{
		Number: page, Name: c.v.p.kind(d.Slug, c.v.lang), Document: c.documentLink(d),
		Picture: fmt.Sprintf("/projects/%s/documents/%s/pages/%d?v=%d", c.Project.ID, d.Slug, page, d.Number),
	}
}

// sheetPage prints the sheet of the review.
func (p *Portal) sheetPage(v *visit) error {
	now, err := v.caseOf()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := (paper.Printer{Lang: v.lang, Notice: p.Workflow.Notice()}).ReviewSheet(&b, now); err != nil {
		return err
	}
	return v.paper(b.Bytes())
}

// onCase answers a form of the case page. What was wrong is shown there, with what was typed.
func onCase(done string, do func(*Portal, *visit, workflow.Ref) error) func(*Portal, *visit) error {
	return func(p *Portal, v *visit) error {
		if _, err := v.caseOf(); err != nil {
			return err
		}
		ref, err := v.ref(v.param("id"))
		if err == nil {
			err = do(p, v, ref)
		}
		if err != nil {
			return v.again(err, p.casePage)
		}
		return v.see("/applications/"+ref.ID, done)
	}
}

// sureAct is a grave act: it takes a tick besides.
func sureAct(do func(*Portal, *visit) error) func(*Portal, *visit) error {
	return func(p *Portal, v *visit) error {
		if err := v.sure(); err != nil {
			if _, err := v.caseOf(); err != nil {
				return err
			}
			return v.again(err, p.casePage)
		}
		return do(p, v)
	}
}

// Reasons are why a finding may be overridden; ReasonName is one of them in words.
func (c *casePage) Reasons() []notice.OverrideReason {
	return c.v.p.Workflow.Notice().OverrideReasons
}

// ReasonName is a reason in words.
func (c *casePage) ReasonName(reason string) string {
	for _, r := range c.Reasons() {
		if r.Reason == reason {
			return r.Name.In(c.v.lang)
		}
	}
	return reason
}

// Returning is that a return was sent and something was wrong with it.
func (c *casePage) Returning() bool { return c.Fault != nil && c.v.sent.Has("rectify_by") }

// LineName is the line of the sheet that a return raises by its code, "" for the code of a rule.
func (c *casePage) LineName(code string) string {
	for _, l := range c.v.p.Workflow.Notice().Sheet {
		if code == lineCode(l.Line) {
			return l.Name.In(c.v.lang)
		}
	}
	return ""
}

// Stood are the findings that stood when time decided, in words.
func (c *casePage) Stood() []string {
	var out []string
	for _, f := range c.Last.Snapshot.Findings {
		if contains(c.Decision.Open, f.Code) {
			out = append(out, f.Message.In(c.v.lang))
		}
	}
	return out
}
