package web

import (
	"slices"

	"lianshen/internal/errs"
	"lianshen/policies/notice"
	"lianshen/workflow"
)

var peopleRoutes = []route{
	{Method: get, Path: "/people", Op: "people", Do: (*Portal).people},
	{Method: post, Path: "/people", Op: "registerPerson", Do: (*Portal).registerPerson},
	{Method: get, Path: "/people/:id", Op: "person", Do: (*Portal).person},
	{Method: post, Path: "/people/:id/grants", Op: "grantRole", Do: (*Portal).grantRole},
	{Method: post, Path: "/people/:id/grants/:grant/revoke", Op: "revokeGrant", Do: (*Portal).revokeGrant},
	{Method: post, Path: "/people/:id/reset", Op: "issueReset", Do: (*Portal).issueReset},
}

// peopleWays are the ways to people and their roles.
func peopleWays(s workflow.Sight, add func(to, key string, count int)) {
	if s.City {
		add("/people", "people", 0)
	}
	if officer(s) {
		add("/signups", "signups", 0)
		add("/roles", "roles", 0)
	}
	if len(s.Projects) > 0 {
		add("/partner", "partner", 0)
	}
	for _, e := range s.Enterprises {
		add("/enterprises/"+e+"/people", "contacts", 0)
	}
}

// elsewhere is where somebody begins who fills documents of others only, or has no role yet: at
// the state of the request; "" for everybody else.
func (v *visit) elsewhere(page *Page) (string, error) {
	s := page.Sight
	switch {
	case s.City || len(s.Branches)+len(s.Enterprises) > 0:
		return "", nil
	case len(s.Projects) > 0:
		return "/partner", nil
	}
	list, err := v.p.Workflow.SignupsOf(v.ctx, v.who.Session.Person)
	if err != nil || len(list) == 0 {
		return "", err
	}
	return "/sign-up/state", nil
}

type peoplePage struct {
	*Page
	People []workflow.PersonCard
	Next   string
	Text   string
}

func (p *Portal) people(v *visit) error {
	text := v.query("text")
	list, err := p.Workflow.Persons(v.ctx, v.who.Session.Person, text, v.query("after"), 0)
	if err != nil {
		return err
	}
	page, err := v.page(v.t("people.title"), v.home())
	if err != nil {
		return err
	}
	return v.show("people", &peoplePage{page, list.Items, list.Next, text})
}

func (p *Portal) registerPerson(v *visit) error {
	made, err := p.Workflow.RegisterPerson(v.ctx, v.actor(), v.form("name"))
	if err != nil {
		return v.again(err, p.people)
	}
	return v.see("/people/"+made.ID, "person-registered")
}

type personPage struct {
	*Page
	*workflow.PersonCard
	Branches []string
	Posts    []post3
}

// post3 is a role with its post, as one choice of a list: "handler/A".
type post3 struct {
	Value string
	Name  errs.Text
}

// posts are the roles of a branch and of the city that the bureau grants here.
func (p *Portal) posts(scopes ...notice.Scope) []post3 {
	var out []post3
	for _, r := range p.Workflow.Notice().People {
		switch {
		case !slices.Contains(scopes, r.Scope):
		case len(r.Posts) == 0:
			out = append(out, post3{r.Role + "/", r.Name})
		}
		for _, post := range r.Posts {
			if slices.Contains(scopes, r.Scope) {
				out = append(out, post3{r.Role + "/" + post, errs.Text{ZH: r.Name.ZH + post + "角", EN: r.Name.EN + " " + post}})
			}
		}
	}
	return out
}

// branches are those that towns are routed to, each once.
func (p *Portal) branches(v *visit) ([]string, error) {
	towns, err := p.Workflow.Towns(v.ctx)
	var out []string
	for _, t := range towns {
		out = append(out, t.Branch)
	}
	slices.Sort(out)
	return slices.Compact(out), err
}

func (p *Portal) person(v *visit) error {
	card, err := p.Workflow.PersonCard(v.ctx, v.who.Session.Person, v.param("id"))
	if err != nil {
		return err
	}
	crumbs := []Link{v.home()}
	page, err := v.page(card.Person.Name)
	if err != nil {
		return err
	}
	if page.Sight.City {
		crumbs = append(crumbs, Link{To: "/people", Text: v.t("people.title")})
	}
	page.Crumbs = crumbs
	out := &personPage{Page: page, PersonCard: card, Posts: p.posts(notice.OneBranch, notice.WholeCity, notice.NoRecord)}
	if out.Branches, err = p.branches(v); err != nil {
		return err
	}
	return v.show("person", out)
}

func (p *Portal) grantRole(v *visit) error {
	role, post := cut(v.form("role"))
	g := workflow.Grant{Person: v.param("id"), Role: role, Post: post}
	if r := p.Workflow.Notice().Person(role); r != nil && r.Scope == notice.OneBranch {
		g.Branch = v.form("branch")
	}
	if _, err := p.Workflow.GrantRole(v.ctx, v.actor(), g); err != nil {
		return v.again(err, p.person)
	}
	return v.see("/people/"+v.param("id"), "role-granted")
}

func (p *Portal) revokeGrant(v *visit) error {
	if err := p.Workflow.RevokeGrant(v.ctx, v.actor(), v.param("grant")); err != nil {
		return v.again(err, p.person)
	}
	return v.see("/people/"+v.param("id"), "role-revoked")
}

func (p *Portal) issueReset(v *visit) error {
	card, err := p.Workflow.PersonCard(v.ctx, v.who.Session.Person, v.param("id"))
	if err != nil {
		return err
	}
	_, word, err := p.Workflow.IssueReset(v.ctx, v.actor(), card.Person.ID, v.form("second_step") != "")
	if err != nil {
		return v.again(err, p.person)
	}
	return v.give(v.t("reset.given"), "/reset/", word, card.Person.Name, 0, Link{To: "/people/" + card.Person.ID, Text: card.Person.Name})
}
