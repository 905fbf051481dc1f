package workflow

import (
	"context"
	"slices"

	"lianshen/policies/notice"
)

// Me reads a person with the grants in force.
func (s *Service) Me(ctx context.Context, person string) (*Person, []Grant, error) {
	var p *Person
	grants := []Grant{}
	err := s.store.View(ctx, func(r Reader) (err error) {
		if p, err = r.Person(person); err != nil {
			return err
		}
		grants, err = s.inForce(r, person)
		return err
	})
	return p, grants, err
}

func (s *Service) inForce(r Reader, person string) ([]Grant, error) {
	all, err := r.Grants(person)
	now := s.clock.Now()
	return slices.DeleteFunc(all, func(g Grant) bool { return !g.Active(now) }), err
}

// Sees (可见范围) lets a person read what belongs to an enterprise and its branch: with any grant
// in force that reaches it. Who may not is told that there is nothing: ErrNotFound.
func (s *Service) Sees(ctx context.Context, person string, where Reach) error {
	return s.store.View(ctx, func(r Reader) error { return s.sees(r, person, where) })
}

func (s *Service) sees(r Reader, person string, where Reach) error {
	grants, err := s.inForce(r, person)
	if err != nil {
		return err
	}
	for i := range grants {
		role := s.notice.Person(grants[i].Role)
		if role != nil && grants[i].covers(role.Scope, where) {
			return nil
		}
	}
	return ErrNotFound
}

// Standing (角色) is a role in force with what a grant of it reaches.
type Standing struct {
	Role  string
	Scope notice.Scope
}

// Standing lists the roles that a person has by grants in force, by one query. Somebody who is
// not registered has none.
func (s *Service) Standing(ctx context.Context, person string) (out []Standing, err error) {
	err = s.store.View(ctx, func(r Reader) error {
		grants, err := s.inForce(r, person)
		for _, g := range grants {
			if role := s.notice.Person(g.Role); role != nil {
				out = append(out, Standing{role.Role, role.Scope})
			}
		}
		return err
	})
	return out, err
}

// Sight (可见范围) is how far a person sees: the city, or some branches and enterprises.
type Sight struct {
	City                  bool
	Branches, Enterprises []string
	// Projects are those in which the person fills some documents only.
	Projects []string
}

// Branch and Enterprise report whether the sight reaches a branch, or an enterprise of a branch.
func (s *Sight) Branch(name string) bool { return s.City || contains(s.Branches, name) }

// Enterprise reports whether the sight reaches an enterprise.
func (s *Sight) Enterprise(e *Enterprise) bool {
	return s.Branch(e.Branch) || contains(s.Enterprises, e.ID)
}

// Sight sums up a person's grants in force.
func (s *Service) Sight(ctx context.Context, person string) (*Sight, error) {
	var out *Sight
	err := s.store.View(ctx, func(r Reader) (err error) {
		out, err = s.sightOf(r, person)
		return err
	})
	return created(out, err)
}

func (s *Service) sightOf(r Reader, person string) (*Sight, error) {
	grants, err := s.inForce(r, person)
	out := new(Sight)
	for _, g := range grants {
		switch role := s.notice.Person(g.Role); {
		case role == nil:
		case role.Scope == notice.WholeCity:
			out.City = true
		case g.Branch != "" && !contains(out.Branches, g.Branch):
			out.Branches = append(out.Branches, g.Branch)
		case g.Documents != nil && !contains(out.Projects, g.Documents.Project):
			out.Projects = append(out.Projects, g.Documents.Project)
		case g.Enterprise != "" && !contains(out.Enterprises, g.Enterprise):
			out.Enterprises = append(out.Enterprises, g.Enterprise)
		}
	}
	return out, err
}

// May (可否办理) asks whether an actor could make a move on a project now, before it sends what is
// large. The move itself asks again.
func (s *Service) May(ctx context.Context, actor Actor, move, project string) error {
	return s.may(ctx, actor, move, project, "")
}

// MayUpload asks the same of the upload of one document, which a partner of the enterprise may
// where it is one of its own, and whether there is room for a version of it: upload.versions,
// upload.person_day.
func (s *Service) MayUpload(ctx context.Context, actor Actor, project, slug string) error {
	return s.may(ctx, actor, "upload", project, slug)
}

func (s *Service) may(ctx context.Context, actor Actor, move, project, slug string) error {
	return s.store.View(ctx, func(r Reader) error {
		p, err := r.Project(project)
		if err != nil {
			return err
		}
		where := p.reach()
		if slug != "" {
			where = p.slot(slug)
		}
		if err := s.sees(r, actor.Person, where); err != nil {
			return err
		}
		flow := s.notice.Flow("project")
		c := &change{s: s, ctx: ctx, now: instant(s.clock.Now()), actor: actor, flow: flow, move: flow.Find(move)}
		if c.move == nil {
			return ErrForbidden
		}
		grants, err := r.Grants(actor.Person)
		if err != nil {
			return err
		}
		if err := c.actBy(grants, where); err != nil {
			return err
		}
		if err := c.begins(p.State); err != nil || slug == "" {
			return err
		}
		docs, err := r.Documents(project)
		if err != nil {
			return err
		}
		return c.within(r, slug, docs, 1)
	})
}
