package web

import (
	"lianshen/workflow"
)

var contactRoutes = []route{
	{Method: get, Path: "/enterprises/:id/people", Op: "contacts", Do: (*Portal).contacts},
	{Method: post, Path: "/enterprises/:id/invitations", Op: "invite", Do: (*Portal).invite},
	{Method: post, Path: "/enterprises/:id/invitations/:invitation/withdraw", Op: "withdrawInvitation", Do: (*Portal).withdrawInvitation},
	{Method: post, Path: "/enterprises/:id/partners/:grant/dismiss", Op: "dismissPartner", Do: (*Portal).dismissPartner},
}

type contactsPage struct {
	*Page
	*workflow.EnterprisePeople
	// Officer reads as the branch or the bureau; Own as the enterprise.
	Officer, Own bool
	Me           string
	// Slugs are the documents that a partner may be asked for, by project.
	Slugs map[string][]string
}

// Kind names a project of the page.
func (c *contactsPage) Kind(project string) string {
	for _, p := range c.Projects {
		if p.ID == project {
			return p.Kind
		}
	}
	return ""
}

func (p *Portal) contacts(v *visit) error {
	people, err := v.people()
	if err != nil {
		return err
	}
	page, err := v.page(v.t("contacts.title", "name", people.Enterprise.Name), v.home())
	if err != nil {
		return err
	}
	out := &contactsPage{Page: page, EnterprisePeople: people, Me: v.who.Session.Person, Slugs: map[string][]string{}}
	out.Officer = page.Sight.Branch(people.Enterprise.Branch)
	out.Own = !out.Officer
	for _, project := range people.Projects {
		out.Slugs[project.ID] = p.Workflow.Notice().Required(project.Kind)
	}
	return v.show("contacts", out)
}

// people are those of the enterprise of the path; to those who may not see it, there is none.
func (v *visit) people() (*workflow.EnterprisePeople, error) {
	people, err := v.p.Workflow.EnterprisePeople(v.ctx, v.param("id"))
	if err != nil {
		return nil, err
	}
	return people, v.p.Workflow.Sees(v.ctx, v.who.Session.Person, workflow.Reach{Enterprise: people.Enterprise.ID, Branch: people.Enterprise.Branch})
}

// inviteDays is what the page says; the workflow counts.
const inviteDays = 14

func (p *Portal) invite(v *visit) error {
	people, err := v.people()
	if err != nil {
		return err
	}
	i := workflow.Invitation{Enterprise: people.Enterprise.ID, Name: v.form("name"), Replaces: v.form("replaces")}
	if project := v.form("project"); project != "" {
		i.Documents = &workflow.SomeDocuments{Project: project, Slugs: v.sent["slug"], Unit: v.form("unit")}
	}
	made, word, err := p.Workflow.Invite(v.ctx, v.actor(), i)
	if err != nil {
		return v.again(err, p.contacts)
	}
	back := Link{To: "/enterprises/" + people.Enterprise.ID + "/people", Text: v.t("contacts.title", "name", people.Enterprise.Name)}
	return v.give(v.t("invite.given"), "/invite/", word, made.Name, inviteDays, back)
}

func (p *Portal) withdrawInvitation(v *visit) error {
	if _, err := v.people(); err != nil {
		return err
	}
	if err := p.Workflow.WithdrawInvitation(v.ctx, v.actor(), v.param("invitation")); err != nil {
		return v.again(err, p.contacts)
	}
	return v.see("/enterprises/"+v.param("id")+"/people", "invite-withdrawn")
}

func (p *Portal) dismissPartner(v *visit) error {
	if _, err := v.people(); err != nil {
		return err
	}
	if err := p.Workflow.DismissPartner(v.ctx, v.actor(), v.param("grant")); err != nil {
		return v.again(err, p.contacts)
	}
	return v.see("/enterprises/"+v.param("id")+"/people", "partner-dismissed")
}
