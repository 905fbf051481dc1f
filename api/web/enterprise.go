package web

import (
	"fmt"

	"lianshen/workflow"
)

var enterpriseRoutes = []route{
	{Method: get, Path: "/enterprises", Op: "enterprisesPage", Do: (*Portal).enterprisesPage},
	{Method: post, Path: "/enterprises", Op: "registerEnterprise", Do: (*Portal).registerEnterprise},
	{Method: get, Path: "/enterprises/:id", Op: "enterprisePage", Do: (*Portal).enterprisePage},
	{Method: post, Path: "/enterprises/:id/projects", Op: "openProject", Do: (*Portal).openProject},
}

type enterprisesPage struct {
	*Page
	*scope
	pager
	Text  string
	Rows  []workflow.Enterprise
	Found []foundRow
	Towns []workflow.Town
	// Outlets numbers the rows of the form for outlets.
	Outlets []int
}

// outletRows is how many outlets the form takes; more are rare, and come with the list of units.
const outletRows = 4

// enterprisesPage lists the units, or those that were looked for, and registers another.
func (p *Portal) enterprisesPage(v *visit) error {
	page, err := v.page(v.t("review.enterprises"))
	if err != nil {
		return err
	}
	page.Path = "/enterprises"
	where, err := v.scope(page.Sight)
	if err != nil {
		return err
	}
	out := &enterprisesPage{Page: page, scope: where, Text: v.query("text")}
	for i := range outletRows {
		out.Outlets = append(out.Outlets, i)
	}
	if out.Towns, err = v.townsOf(page.Sight); err != nil {
		return err
	}
	if out.Text != "" {
		if out.Found, out.pager, err = v.found(out.Text, where.Branch); err != nil {
			return err
		}
		return v.show("enterprises", out)
	}
	list, err := p.Workflow.Enterprises(v.ctx, workflow.EnterpriseQuery{Branch: where.Branch, After: v.query("after")})
	if err != nil {
		return err
	}
	out.Rows, out.pager = list.Items, v.pager(list.Next)
	return v.show("enterprises", out)
}

// townsOf are the towns whose enterprises an officer may register.
func (v *visit) townsOf(s workflow.Sight) ([]workflow.Town, error) {
	all, err := v.p.Workflow.Towns(v.ctx)
	var out []workflow.Town
	for _, t := range all {
		if s.City || contains(s.Branches, t.Branch) {
			out = append(out, t)
		}
	}
	return out, err
}

func (p *Portal) registerEnterprise(v *visit) error {
	e := workflow.Enterprise{
		Name: v.form("name"), USCC: v.form("uscc"), Permit: v.form("permit"), PermitClass: v.form("permit_class"),
		Industry: v.form("industry"), Town: v.form("town"),
	}
	for i := range outletRows {
		if code := v.form(fmt.Sprintf("outlet-%d", i)); code != "" {
			e.Outlets = append(e.Outlets, workflow.Outlet{Code: code, Medium: v.form(fmt.Sprintf("medium-%d", i))})
		}
	}
	made, err := p.Workflow.RegisterEnterprise(v.ctx, v.actor(), e)
	if err != nil {
		return v.again(err, p.enterprisesPage)
	}
	return v.see("/enterprises/"+made.ID, "review-registered")
}

type enterprisePage struct {
	*Page
	pager
	Unit     *workflow.Enterprise
	Town     string
	Officer  bool
	Kinds    []option
	Projects []deadlineRow
}

// enterprisePage is a unit with its projects; officers give it a task.
func (p *Portal) enterprisePage(v *visit) error {
	e, err := p.Workflow.Enterprise(v.ctx, v.param("id"))
	if err != nil {
		return err
	}
	if err := p.Workflow.Sees(v.ctx, v.who.Session.Person, workflow.Reach{Enterprise: e.ID, Branch: e.Branch}); err != nil {
		return err
	}
	page, err := v.page(e.Name)
	if err != nil {
		return err
	}
	page.Path = "/enterprises/" + e.ID
	out := &enterprisePage{Page: page, Unit: e, Officer: page.Sight.City || contains(page.Sight.Branches, e.Branch)}
	if out.Officer {
		page.Crumbs = []Link{{To: "/enterprises", Text: v.t("review.enterprises")}}
	}
	for _, k := range p.Workflow.Notice().Projects {
		if !k.Replaces { // those begin at the project that they replace a part of
			out.Kinds = append(out.Kinds, option{k.Kind, k.Name.In(v.lang), page.Was("kind", "") == k.Kind})
		}
	}
	if out.Town, err = v.townName(e.Town); err != nil {
		return err
	}
	return v.showEnterprise(out)
}

func (v *visit) showEnterprise(out *enterprisePage) error {
	list, err := v.p.Workflow.Projects(v.ctx, workflow.ProjectQuery{Enterprise: out.Unit.ID, After: v.query("after")})
	if err != nil {
		return err
	}
	out.pager = v.pager(list.Next)
	for _, project := range list.Items {
		row := deadlineRow{DeadlineItem: workflow.DeadlineItem{Project: project}}
		if row.Clock, err = v.p.Workflow.Clock(&project); err != nil {
			return err
		}
		if row.Clock != nil {
			row.Left = v.left(row.Clock.LastDay)
		}
		out.Projects = append(out.Projects, row)
	}
	return v.show("enterprise", out)
}

func (v *visit) townName(code string) (string, error) {
	towns, err := v.p.Workflow.Towns(v.ctx)
	for _, t := range towns {
		if t.Code == code {
			return t.Name, err
		}
	}
	return code, err
}

func (p *Portal) openProject(v *visit) error {
	in := workflow.Project{Enterprise: v.param("id"), Kind: v.form("kind"), UnitClass: v.form("unit_class")}
	if v.form("deadline") != "" || v.form("deadline.source") != "" {
		day, err := v.day("deadline")
		if err != nil {
			return v.again(err, p.enterprisePage)
		}
		in.Deadline = &workflow.TaskDeadline{Date: day, Source: v.form("deadline.source")}
	}
	made, err := p.Workflow.OpenProject(v.ctx, v.actor(), in)
	if err != nil {
		return v.again(err, p.enterprisePage)
	}
	return v.see("/projects/"+made.ID, "review-opened")
}
