package workflow

import (
	"context"
	"time"

	"lianshen/policies/notice"
	"lianshen/workflow/calendar"
)

// Person (人员) is a natural person, whatever roles or accounts it has. Four eyes are counted
// by persons.
type Person struct {
	ID         string    `json:"id"`
	Name       string    `json:"name"`
	Registered time.Time `json:"registered"`
	// Identity tells whether two are the same person; nil while no number is known.
	Identity *IdentityMark `json:"identity,omitempty"`
}

// Grant (角色授权) gives a person one role of the notice for one enterprise, one branch or the
// city. Source: 附件2. A dated grant is how one person stands in for another.
type Grant struct {
	ID     string `json:"id"`
	Person string `json:"person"`
	Role   string `json:"role"`
	// Post is A 角 or B 角 where the role has posts, else "".
	Post       string `json:"post"`
	Enterprise string `json:"enterprise"` // of a role whose scope is one enterprise, else ""
	Branch     string `json:"branch"`     // of a role whose scope is one branch, else ""
	// Documents are those of a role whose scope they are, else nil.
	Documents *SomeDocuments `json:"documents,omitempty"`
	// From and Until are the first and last day in Asia/Shanghai; a nil Until is no end.
	From    calendar.Date  `json:"from"`
	Until   *calendar.Date `json:"until"`
	Revoked *time.Time     `json:"revoked"`
	// DelegatedBy lent the role for these days (委托代办); "" when it was granted.
	DelegatedBy string `json:"delegated_by"`
}

// SomeDocuments (约定材料) are slots of one project that a partner of the enterprise fills.
type SomeDocuments struct {
	Project string   `json:"project"`
	Slugs   []string `json:"slugs"` // of the notice file, at least one
	// Unit (受托单位) is the company that the person works for.
	Unit string `json:"unit"`
}

// before ranks grants of one person that would all do: A 角 before B 角, one's own before one
// that was lent.
func (g *Grant) before(o *Grant) bool {
	if (g.Post == secondPost) != (o.Post == secondPost) {
		return o.Post == secondPost
	}
	return g.DelegatedBy == "" && o.DelegatedBy != ""
}

// Posts of handlers (附件2): B 角 acts where A 角 does not.
const (
	firstPost  = "A"
	secondPost = "B"
)

// Reach is what an operation concerns, to be covered by a grant. Project and Slug are named where
// it concerns one document only: nothing else is within a partner's reach.
type Reach struct {
	Enterprise, Branch string
	Project, Slug      string
}

// Active reports whether the grant holds at the instant.
func (g *Grant) Active(now time.Time) bool {
	today := calendar.DateOf(now)
	return g.Revoked == nil && g.From <= today && (g.Until == nil || today <= *g.Until)
}

// covers reports whether a grant of a role with this scope reaches as far.
func (g *Grant) covers(scope notice.Scope, r Reach) bool {
	switch scope {
	case notice.OneEnterprise:
		return g.Enterprise != "" && g.Enterprise == r.Enterprise
	case notice.SomeDocuments:
		d := g.Documents
		return d != nil && r.Project != "" && d.Project == r.Project && contains(d.Slugs, r.Slug)
	case notice.OneBranch:
		return g.Branch != "" && g.Branch == r.Branch
	case notice.WholeCity:
		return true
	}
	return false
}

// FoundAdministrator (设立首位管理员) registers the first person and grants the role of the city.
// It is refused with ErrState once anyone is registered.
func (s *Service) FoundAdministrator(ctx context.Context, name, from string) (*Person, error) {
	p := &Person{ID: newID(), Name: name}
	err := s.change(ctx, Actor{From: from}, "person", "found", func(c *change) error {
		n, err := c.CountPersons()
		if err != nil {
			return err
		}
		if n > 0 {
			return ErrState
		}
		if err := c.may("", Reach{}); err != nil {
			return err
		}
		g := Grant{ID: newID(), Person: p.ID, Role: s.cityRole(), From: calendar.DateOf(c.now)}
		if err := c.addPerson(p); err != nil {
			return err
		}
		return c.record("person", p.ID, 1, map[string]any{"person": p, "grant": g}, c.InsertGrant(&g))
	})
	return created(p, err)
}

// cityRole is the role that answers for the whole city.
func (s *Service) cityRole() string { return s.scopeRole(notice.WholeCity) }

func (c *change) addPerson(p *Person) error {
	var err error
	if p.Name, err = text("name", p.Name, shortText); err != nil {
		return err
	}
	p.Registered = c.now
	return c.InsertPerson(p)
}

// RegisterPerson (登记人员) enters a person without any role.
func (s *Service) RegisterPerson(ctx context.Context, actor Actor, name string) (*Person, error) {
	p := &Person{ID: newID(), Name: name}
	err := s.change(ctx, actor, "person", "register", func(c *change) error {
		if err := c.may("", Reach{}); err != nil {
			return err
		}
		err := c.addPerson(p)
		return c.record("person", p.ID, 1, p, err)
	})
	return created(p, err)
}

// GrantRole (授予角色) gives a person a role. The fields that the role's scope asks for must be
// there, the others empty.
func (s *Service) GrantRole(ctx context.Context, actor Actor, g Grant) (*Grant, error) {
	err := s.change(ctx, actor, "person", "grant", func(c *change) error {
		if err := c.may("registered", Reach{}); err != nil {
			return err
		}
		g.ID, g.Revoked, g.DelegatedBy = newID(), nil, ""
		if err := c.checkGrant(&g); err != nil {
			return err
		}
		return c.record("grant", g.ID, 1, g, c.InsertGrant(&g))
	})
	return created(&g, err)
}

// checkGrant has a grant without a first day begin today.
func (c *change) checkGrant(g *Grant) error {
	if g.From == 0 {
		g.From = calendar.DateOf(c.now)
	}
	if _, err := c.Person(g.Person); err != nil {
		return err
	}
	role := c.s.notice.Person(g.Role)
	if role == nil {
		return invalid("grant.role", "role", "没有角色「"+g.Role+"」", "there is no role "+g.Role)
	}
	if (g.Enterprise != "") != (role.Scope == notice.OneEnterprise) {
		return invalid("grant.enterprise", "enterprise", "排污单位角色须指明单位，其他角色不得指明", "the enterprise must be named for its role, and for no other")
	}
	if (g.Branch != "") != (role.Scope == notice.OneBranch) || (g.Branch != "" && !c.s.hasBranch(g.Branch)) {
		return invalid("grant.branch", "branch", "分局角色须指明现有分局，其他角色不得指明", "a branch that exists must be named for roles of a branch, and for no other")
	}
	if (g.Documents != nil) != (role.Scope == notice.SomeDocuments) {
		return invalid("grant.documents", "documents", "协作角色须指明项目与材料，其他角色不得指明", "project and documents must be named for a partner's role, and for no other")
	}
	if g.Until != nil && *g.Until < g.From {
		return invalid("grant.until", "until", "授权截止日早于起始日", "the grant ends before it begins")
	}
	if g.Post != "" && !contains(role.Posts, g.Post) {
		return invalid("grant.post", "post", "该角色没有「"+g.Post+"」角", "the role has no post "+g.Post)
	}
	if g.Enterprise != "" {
		_, err := c.Enterprise(g.Enterprise)
		return err
	}
	return c.checkDocuments(g.Documents)
}

// checkDocuments: a project that exists, and kinds of the notice.
func (c *change) checkDocuments(d *SomeDocuments) error {
	if d == nil {
		return nil
	}
	if _, err := c.Project(d.Project); err != nil {
		return err
	}
	if len(d.Slugs) == 0 {
		return invalid("grant.documents", "documents", "请至少选择一项材料", "choose one document at least")
	}
	for _, slug := range d.Slugs {
		if err := c.s.checkSlug(slug); err != nil {
			return err
		}
	}
	return texts(field{"unit", &d.Unit, shortText, true})
}

// RevokeGrant (收回角色) ends a grant at once.
func (s *Service) RevokeGrant(ctx context.Context, actor Actor, grant string) error {
	return s.change(ctx, actor, "person", "revoke", func(c *change) error {
		if err := c.may("registered", Reach{}); err != nil {
			return err
		}
		g, err := c.Grant(grant)
		if err != nil {
			return err
		}
		if g.Revoked != nil {
			return ErrState
		}
		return c.record("grant", g.ID, 2, g, c.EndGrant(g.ID, c.now))
	})
}
