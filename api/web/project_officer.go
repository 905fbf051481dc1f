package web

import (
	"context"

	"lianshen/workflow"
	"lianshen/workflow/calendar"
)

var projectOfficerRoutes = []route{
	{Method: get, Path: "/projects/:id/officer", Op: "projectOfficerPage", Do: (*Portal).projectOfficerPage},
	{Method: post, Path: "/projects/:id/deadline", Op: "setDeadline", Do: (*Portal).setDeadline},
	{Method: post, Path: "/projects/:id/suspend", Op: "suspendProject", Do: halt("review-suspended", (*workflow.Service).Suspend)},
	{Method: post, Path: "/projects/:id/resume", Op: "resumeProject", Do: halt("review-resumed", (*workflow.Service).Resume)},
	{Method: post, Path: "/projects/:id/close", Op: "closeProject", Do: halt("review-closed", (*workflow.Service).Close)},
	{Method: post, Path: "/projects/:id/filing/acknowledge", Op: "acknowledgeFiling", Do: (*Portal).acknowledgeFiling},
	{Method: post, Path: "/projects/:id/filing/send-back", Op: "sendFilingBack", Do: (*Portal).sendFilingBack},
}

// projectOfficer is what an officer does with a project: the part "officerProject".
type projectOfficer struct {
	*Page
	*workflow.Dossier
	may map[string]bool
	// Open is that an application is under way, so that nothing halts the project.
	Open bool
	// Waits is that a filing has not been answered.
	Waits bool
}

// May reports whether a move of the project can be made now.
func (o *projectOfficer) May(move string) bool { return o.may[move] }

// Acts reports whether there is anything to do.
func (o *projectOfficer) Acts() bool {
	for _, may := range o.may {
		if may {
			return true
		}
	}
	return false
}

// officerProject fills the officer's part of a project's page; nil for who is none.
func (v *visit) officerProject(page *Page, d *workflow.Dossier) (*projectOfficer, error) {
	if !page.Sight.City && !contains(page.Sight.Branches, d.Project.Branch) {
		return nil, nil //nolint:nilnil // an enterprise has no such part
	}
	out := &projectOfficer{Page: page, Dossier: d, may: map[string]bool{}}
	for _, move := range []string{"set-deadline", "suspend", "resume", "close", "acknowledge-filing", "send-filing-back"} {
		err := v.p.Workflow.May(v.ctx, v.actor(), move, d.Project.ID)
		if out.may[move] = err == nil; err != nil && !refusal(err) {
			return nil, err
		}
	}
	withdraw := v.p.Workflow.Notice().Flow("application").Find("withdraw")
	for _, a := range d.Applications {
		out.Open = out.Open || withdraw.Begins(a.State)
	}
	out.Waits = d.Filing != nil && d.Filing.State == workflow.FilingSent
	return out, nil
}

type projectOfficerPage struct {
	*Page
	Officer *projectOfficer
}

// projectOfficerPage is the officer's part of a project on a page of its own: there what was wrong
// with its forms is shown.
func (p *Portal) projectOfficerPage(v *visit) error {
	d, err := v.officersDossier()
	if err != nil {
		return err
	}
	name := d.Enterprise.Name + " · " + p.projectKind(d.Project.Kind, v.lang)
	page, err := v.page(v.t("review.project_acts"), Link{To: "/projects/" + d.Project.ID, Text: name})
	if err != nil {
		return err
	}
	page.Path = "/projects/" + d.Project.ID + "/officer"
	part, err := v.officerProject(page, d)
	if err != nil {
		return err
	}
	if part == nil {
		return workflow.ErrForbidden
	}
	return v.show("project-officer", &projectOfficerPage{page, part})
}

// officersDossier is the project of the path, for whoever sees it.
func (v *visit) officersDossier() (*workflow.Dossier, error) {
	d, err := v.p.Workflow.Dossier(v.ctx, v.param("id"))
	if err != nil {
		return nil, err
	}
	return d, v.p.Workflow.Sees(v.ctx, v.who.Session.Person, workflow.Reach{Enterprise: d.Project.Enterprise, Branch: d.Project.Branch})
}

// onProject answers a form of the officer's part.
func onProject(done string, do func(*Portal, *visit) error) func(*Portal, *visit) error {
	return func(p *Portal, v *visit) error {
		if _, err := v.officersDossier(); err != nil {
			return err
		}
		if err := do(p, v); err != nil {
			return v.again(err, p.projectOfficerPage)
		}
		return v.see("/projects/"+v.param("id"), done)
	}
}

// halt is a move of a project with a reason.
func halt(done string, do func(*workflow.Service, context.Context, workflow.Actor, workflow.Ref, string) (*workflow.Project, error)) func(*Portal, *visit) error {
	return onProject(done, func(p *Portal, v *visit) error {
		ref, err := v.ref(v.param("id"))
		if err != nil {
			return err
		}
		_, err = do(p.Workflow, v.ctx, v.actor(), ref, v.form("reason"))
		return err
	})
}

func (p *Portal) setDeadline(v *visit) error {
	return onProject("review-deadline", func(p *Portal, v *visit) error {
		ref, err := v.ref(v.param("id"))
		if err != nil {
			return err
		}
		day, err := v.day("deadline")
		if err != nil {
			return err
		}
		_, err = p.Workflow.SetDeadline(v.ctx, v.actor(), ref, workflow.TaskDeadline{Date: day, Source: v.form("deadline.source")}, v.form("reason"))
		return err
	})(p, v)
}

func (p *Portal) acknowledgeFiling(v *visit) error {
	return onProject("review-acknowledged", func(p *Portal, v *visit) error {
		_, err := p.Workflow.AcknowledgeFiling(v.ctx, v.actor(), v.param("id"))
		return err
	})(p, v)
}

func (p *Portal) sendFilingBack(v *visit) error {
	return onProject("review-filing-back", func(p *Portal, v *visit) error {
		_, err := p.Workflow.SendFilingBack(v.ctx, v.actor(), v.param("id"), v.form("reason"))
		return err
	})(p, v)
}

// officersHome is what an officer is greeted with: how much waits, and the most urgent of it.
type officersHome struct {
	Counts []Link
	Urgent []deskRow
	Due    []deadlineRow
}

// Sizes of the officers' home page: what is counted, and what is shown.
const (
	countedMost = 200
	shownMost   = 8
)

// officersHome is nil for who is no officer.
func (v *visit) officersHome(page *Page) (*officersHome, error) {
	if !officer(page.Sight) {
		return nil, nil //nolint:nilnil // enterprises have a home page of their own
	}
	where, err := v.scope(page.Sight)
	if err != nil {
		return nil, err
	}
	out := new(officersHome)
	if err := v.waiting(out, where.Branch); err != nil {
		return nil, err
	}
	if err := v.overdue(out, where.Branch); err != nil {
		return nil, err
	}
	return out, v.filings(out, where)
}

// waiting counts the desk and shows its beginning.
func (v *visit) waiting(out *officersHome, branch string) error {
	list, err := v.p.Workflow.Inbox(v.ctx, workflow.DeskQuery{Branch: branch, Limit: countedMost})
	if err != nil {
		return err
	}
	rows, near := v.deskRows(list.Items), 0
	for _, r := range rows {
		if r.Left.Class != "" {
			near++
		}
	}
	out.Urgent = rows[:min(shownMost, len(rows))]
	out.Counts = append(out.Counts, Link{To: "/desk", Text: v.t("review.count_waiting"), Count: len(rows)}, Link{To: "/desk", Text: v.t("review.count_near"), Count: near, Here: near > 0})
	return nil
}

// overdue counts what is past its day and shows what comes next.
func (v *visit) overdue(out *officersHome, branch string) error {
	today := calendar.DateOf(v.p.Clock.Now())
	list, err := v.p.Workflow.Deadlines(v.ctx, workflow.DeadlineQuery{Branch: branch, To: today - 1, Limit: countedMost})
	if err != nil {
		return err
	}
	out.Counts = append(out.Counts, Link{To: "/deadlines?window=over", Text: v.t("review.count_over"), Count: len(list.Items), Here: len(list.Items) > 0})
	if list, err = v.p.Workflow.Deadlines(v.ctx, workflow.DeadlineQuery{Branch: branch, From: today, To: today + 92, Limit: shownMost}); err != nil {
		return err
	}
	for _, item := range list.Items {
		out.Due = append(out.Due, deadlineRow{item, v.left(item.Clock.LastDay)})
	}
	return nil
}

func (v *visit) filings(out *officersHome, where *scope) error {
	list, err := v.p.Workflow.WaitingFilings(v.ctx, workflow.FilingQuery{Branch: where.Branch, Limit: countedMost})
	if err != nil {
		return err
	}
	out.Counts = append(out.Counts, Link{To: "/filings", Text: v.t("review.count_filings"), Count: len(list.Items)})
	if !where.City {
		return nil
	}
	deemed, err := v.p.Workflow.Deemed(v.ctx, workflow.DeemedQuery{Open: true, Limit: countedMost})
	if err == nil {
		out.Counts = append(out.Counts, Link{To: "/supervisions", Text: v.t("review.count_supervisions"), Count: len(deemed.Items), Here: len(deemed.Items) > 0})
	}
	return err
}
