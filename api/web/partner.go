package web

import (
	"lianshen/checker"
	"lianshen/workflow"
)

// partnerRoutes are what contractors and commissioning units see: their own documents of the
// projects that they were invited to, and nothing else.
var partnerRoutes = []route{
	{Method: get, Path: "/partner", Op: "partner", Do: (*Portal).partner},
	{Method: get, Path: "/partner/:id", Op: "partnerProject", Do: (*Portal).partnerProject},
	{Method: post, Path: "/partner/:id/documents/:slug", Op: "partnerUpload", Files: true, Do: (*Portal).partnerUpload},
}

type partnerPage struct {
	*Page
	Projects []workflow.Contribution
}

func (p *Portal) partner(v *visit) error {
	page, err := v.page(v.t("partner.title"), v.home())
	if err != nil {
		return err
	}
	out := &partnerPage{Page: page}
	for _, project := range page.Sight.Projects {
		c, err := p.Workflow.Contribution(v.ctx, v.who.Session.Person, project)
		if err != nil {
			return err
		}
		out.Projects = append(out.Projects, *c)
	}
	return v.show("partner", out)
}

type partnerProjectPage struct {
	*Page
	*workflow.Contribution
	Findings []checker.Finding
	Judged   bool
}

// Current is the file of a document, nil before the first.
func (c *partnerProjectPage) Current(slug string) *workflow.Version {
	for i := range c.Documents {
		if c.Documents[i].Slug == slug {
			return c.Documents[i].Current()
		}
	}
	return nil
}

// About are the findings of a document.
func (c *partnerProjectPage) About(slug string) []checker.Finding {
	var out []checker.Finding
	for _, f := range c.Findings {
		if *f.Document == slug {
			out = append(out, f)
		}
	}
	return out
}

func (p *Portal) partnerProject(v *visit) error {
	c, err := p.Workflow.Contribution(v.ctx, v.who.Session.Person, v.param("id"))
	if err != nil {
		return err
	}
	page, err := v.page(c.Enterprise+" · "+p.projectKind(c.Kind, v.lang), v.home(), Link{To: "/partner", Text: v.t("partner.title")})
	if err != nil {
		return err
	}
	out := &partnerProjectPage{Page: page, Contribution: c}
	report, err := v.report(c.Project)
	if err != nil {
		return err
	}
	if report != nil {
		out.Findings, out.Judged = c.Findings(report), true
	}
	return v.show("partner-project", out)
}

func (p *Portal) partnerUpload(v *visit) error {
	f, err := v.readFileForm()
	if err == nil {
		_, err = v.keep(v.param("id"), []string{v.param("slug")}, f.name, f.file)
	}
	if err != nil {
		return v.again(err, p.partnerProject)
	}
	return v.see("/partner/"+v.param("id"), "uploaded")
}
