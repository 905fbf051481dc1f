package web

import (
	"context"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianshen/internal/errs"
	"lianshen/workflow"
)

type plainMove func(*workflow.Service, context.Context, workflow.Actor, workflow.Ref) (*workflow.Application, error)

// plainAct is a move that needs no words.
func plainAct(done string, do plainMove) func(*Portal, *visit) error {
	return onCase(done, func(p *Portal, v *visit, ref workflow.Ref) error {
		_, err := do(p.Workflow, v.ctx, v.actor(), ref)
		return err
	})
}

type reasonedMove func(*workflow.Service, context.Context, workflow.Actor, workflow.Ref, string) (*workflow.Application, error)

// reasonedAct is a move with a reason.
func reasonedAct(done string, do reasonedMove) func(*Portal, *visit) error {
	return onCase(done, func(p *Portal, v *visit, ref workflow.Ref) error {
		_, err := do(p.Workflow, v.ctx, v.actor(), ref, v.form("reason"))
		return err
	})
}

// reviewCase saves what the handler made of findings and lines, as far as it is new, and passes
// the application on where that was asked for.
func (p *Portal) reviewCase(v *visit) error {
	done := "review-saved"
	if v.form("then") == "pass-on" {
		done = "review-passed-on"
	}
	return onCase(done, func(p *Portal, v *visit, ref workflow.Ref) error {
		now, err := v.caseOf()
		if err != nil {
			return err
		}
		if now.Application.Version != ref.Version {
			return workflow.ErrVersion.On("version")
		}
		if ref, err = v.assess(now, ref); err != nil {
			return err
		}
		if ref, err = v.examine(now, ref); err != nil || v.form("then") != "pass-on" {
			return err
		}
		_, err = p.Workflow.PassOn(v.ctx, v.actor(), ref)
		return err
	})(p, v)
}

// assess saves the verdicts that are other than those on record.
func (v *visit) assess(now *workflow.Case, ref workflow.Ref) (workflow.Ref, error) {
	var list []workflow.Assessment
	if len(now.Receipts) == 0 {
		return ref, nil
	}
	for _, f := range now.Receipts[len(now.Receipts)-1].Snapshot.Findings {
		at := "f-" + strconv.Itoa(f.Number)
		a := workflow.Assessment{Finding: f.Number, Verdict: v.form(at + "-verdict"), Note: v.form(at + "-note")}
		if a.Verdict == workflow.Overridden {
			a.Reason = v.form(at + "-reason")
		}
		if a.Verdict != "" && !settledSo(now.Assessments, a) {
			list = append(list, a)
		}
	}
	if len(list) == 0 {
		return ref, nil
	}
	app, err := v.p.Workflow.Assess(v.ctx, v.actor(), ref, list)
	if err != nil {
		return ref, refield(err, "assessments", func(i int) string { return "f-" + strconv.Itoa(list[i].Finding) })
	}
	return workflow.Ref{ID: ref.ID, Version: app.Version}, nil
}

func settledSo(all []workflow.Assessment, a workflow.Assessment) bool {
	for _, old := range all {
		if old.Finding == a.Finding {
			return old.Verdict == a.Verdict && old.Reason == a.Reason && old.Note == a.Note
		}
	}
	return false
}

// examine saves the lines that are other than those on record.
func (v *visit) examine(now *workflow.Case, ref workflow.Ref) (workflow.Ref, error) {
	var entries []workflow.SheetEntry
	for _, l := range v.p.Workflow.Notice().Sheet {
		e, err := v.line("l-"+l.Line, l.Line)
		if err != nil {
			return ref, err
		}
		if e.Finding != "" && !writtenSo(now.Sheet, e) {
			entries = append(entries, e)
		}
	}
	if len(entries) == 0 {
		return ref, nil
	}
	app, err := v.p.Workflow.Examine(v.ctx, v.actor(), ref, entries)
	if err != nil {
		return ref, refield(err, "entries", func(i int) string { return "l-" + entries[i].Line })
	}
	return workflow.Ref{ID: ref.ID, Version: app.Version}, nil
}

// line is what was sent of a line; the record of a visit counts where the line asks for one.
func (v *visit) line(at, line string) (workflow.SheetEntry, error) {
	e := workflow.SheetEntry{Line: line, Finding: v.form(at + "-finding"), Note: v.form(at + "-note")}
	if e.Finding != workflow.SiteCheck || v.form(at+"-result")+v.form(at+"-on")+v.form(at+"-site") == "" {
		return e, nil
	}
	on, err := v.day(at + "-on")
	e.Site = &workflow.SiteRecord{On: on, Result: v.form(at + "-result"), Note: v.form(at + "-site")}
	return e, err
}

func writtenSo(all []workflow.SheetEntry, e workflow.SheetEntry) bool {
	for _, old := range all {
		if old.Line == e.Line {
			same := (old.Site == nil) == (e.Site == nil) && (e.Site == nil || *old.Site == *e.Site)
			return same && old.Finding == e.Finding && old.Note == e.Note
		}
	}
	return false
}

// refield turns the field of an error, like entries[2].note, into that of the form, like l-x-note.
func refield(err error, list string, at func(int) string) error {
	e := errs.As(err)
	rest, ok := strings.CutPrefix(e.Field, list+"[")
	if !ok {
		return err
	}
	index, part, _ := strings.Cut(rest, "]")
	i, bad := strconv.Atoi(index)
	if bad != nil {
		return err
	}
	switch part {
	case ".site":
		part = ".on"
	case ".site.note":
		part = ".site"
	case ".late_reason":
		part = ".late"
	}
	return spoken(e).On(at(i) + strings.ReplaceAll(part, ".", "-"))
}

// returnForm is a return as it is filled in: what the findings and the sheet propose.
type returnForm struct {
	Items []returnRow
	By    string // RectifyBy as it was typed
}

// returnRow proposes a thing to mend. Late is that an earlier return could have raised it.
type returnRow struct {
	Number               int
	Use                  bool
	Code, Document, Name string
	What                 string
	Pages, Remedy        string
	LateReason           string
	Late                 bool
	// Free has no finding: its document is chosen.
	Free bool
}

// freeRows is how many things may be raised that no finding and no line says.
const freeRows = 2

// returnForm proposes what the handler confirmed, then what is open, then lines that fail.
func (c *casePage) returnForm() *returnForm {
	out := &returnForm{By: c.Kept("rectify_by", "")}
	add := func(r returnRow) {
		r.Number = len(out.Items)
		out.Items = append(out.Items, c.kept(r))
	}
	for _, f := range c.Last.Snapshot.Findings {
		settled := c.finding(f).Settled
		if settled != nil && settled.Verdict == workflow.Overridden {
			continue
		}
		add(returnRow{
			Use: settled != nil && settled.Verdict == workflow.Confirmed, Code: f.Code, Document: f.Document, Name: c.finding(f).Name,
			What: f.Message.In(c.v.lang), Pages: pageList(f.Pages), Remedy: f.Solution.In(c.v.lang), Late: contains(c.Late, f.Code),
		})
	}
	for _, l := range c.Lines {
		if l.Entry != nil && l.Entry.Settled() == workflow.Fails {
			note := l.Entry.Note
			if l.Entry.Site != nil {
				note = l.Entry.Site.Note
			}
			add(returnRow{Use: true, Code: lineCode(l.Line), What: l.Name, Remedy: note})
		}
	}
	for range freeRows {
		add(returnRow{Code: "review.other", Free: true})
	}
	return out
}

// lineCode stands in a return for what a line of the sheet says, beside the codes of rules.
func lineCode(line string) string { return "review." + line }

// kept puts what was typed in place of what is proposed.
func (c *casePage) kept(r returnRow) returnRow {
	at := "i-" + strconv.Itoa(r.Number)
	if c.Fault == nil || !c.v.sent.Has(at+"-remedy") {
		return r
	}
	r.Use, r.Pages, r.Remedy, r.LateReason = c.v.form(at+"-use") != "", c.v.form(at+"-pages"), c.v.form(at+"-remedy"), c.v.form(at+"-late")
	if r.Free {
		r.Document = c.v.form(at + "-document")
	}
	return r
}

func pageList(pages []int) string {
	var out []string
	for _, n := range pages {
		out = append(out, strconv.Itoa(n))
	}
	return strings.Join(out, ", ")
}

var errPages = errs.New(errs.Usage, "portal.pages",
	errs.Text{ZH: "页码应为数字，以逗号分隔", EN: "pages are numbers, with commas between them"},
	errs.Text{ZH: "如 2, 5", EN: "like 2, 5"})

// returnCase gives the application back with what was ticked.
func (p *Portal) returnCase(v *visit) error {
	return onCase("review-returned", func(p *Portal, v *visit, ref workflow.Ref) error {
		var ret workflow.Return
		var rows []string
		for i := 0; v.sent.Has("i-" + strconv.Itoa(i) + "-remedy"); i++ {
			at := "i-" + strconv.Itoa(i)
			if v.form(at+"-use") == "" {
				continue
			}
			pages, err := pagesOf(v.form(at + "-pages"))
			if err != nil {
				return errPages.On(at + "-pages")
			}
			rows = append(rows, at)
			ret.Items = append(ret.Items, workflow.ReturnItem{
				Code: v.form(at + "-code"), Document: v.form(at + "-document"), Pages: pages, Remedy: v.form(at + "-remedy"), LateReason: v.form(at + "-late"),
			})
		}
		var err error
		if ret.RectifyBy, err = v.day("rectify_by"); err != nil {
			return err
		}
		if err := v.sure(); err != nil {
			return err
		}
		if _, err = p.Workflow.Return(v.ctx, v.actor(), ref, ret); err != nil {
			return refield(err, "items", func(i int) string { return rows[i] })
		}
		return nil
	})(p, v)
}

// pagesOf reads "2, 5"; full-width commas are as good.
func pagesOf(text string) ([]int, error) {
	out := []int{}
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",，、; ", r) }) {
		n, err := strconv.Atoi(part)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}

// paper answers with a page to print, which has a style of its own and nothing else.
func (v *visit) paper(page []byte) error {
	v.fiber.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	v.fiber.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return v.fiber.Send(page)
}
