package web

import (
	"lianshen/workflow"
)

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
