package workflow

import (
	"context"
	"slices"

	"lianshen/workflow/calendar"
)

// Contact (联系人) is a person with the grant by which it acts.
type Contact struct {
	Person Person `json:"person"`
	Grant  Grant  `json:"grant"`
}

// EnterprisePeople (单位人员) are those who act for an enterprise or fill documents for it, and
// who is invited to.
type EnterprisePeople struct {
	Enterprise Enterprise `json:"enterprise"`
	Contacts   []Contact  `json:"contacts"`
	Partners   []Contact  `json:"partners"`
	// Invitations are those that are open, the latest first.
	Invitations []Invitation `json:"invitations"`
	// Projects are those of the enterprise, for their names.
	Projects []Project `json:"projects"`
}

// EnterprisePeople reads the people of an enterprise. Whether somebody may read them is for
// the caller to ask: Sees.
func (s *Service) EnterprisePeople(ctx context.Context, enterprise string) (*EnterprisePeople, error) {
	out := &EnterprisePeople{Contacts: []Contact{}, Partners: []Contact{}, Invitations: []Invitation{}}
	err := s.store.View(ctx, func(r Reader) error {
		e, err := r.Enterprise(enterprise)
		if err != nil {
			return err
		}
		out.Enterprise = *e
		if out.Projects, err = r.ProjectsOf(enterprise); err != nil {
			return err
		}
		all, err := r.InvitationsOf(enterprise)
		if err != nil {
			return err
		}
		accept, now := s.notice.Flow("invitation").Find("accept"), s.clock.Now()
		for _, i := range all {
			if accept.Begins(i.State) && now.Before(i.Expires) {
				out.Invitations = append(out.Invitations, i)
			}
		}
		grants, err := r.GrantsFor(enterprise)
		if err != nil {
			return err
		}
		return out.fill(r, slices.DeleteFunc(grants, func(g Grant) bool { return !g.Active(now) }))
	})
	return created(out, err)
}

func (e *EnterprisePeople) fill(r Reader, grants []Grant) error {
	for _, g := range grants {
		p, err := r.Person(g.Person)
		if err != nil {
			return err
		}
		list := &e.Contacts
		if g.Documents != nil {
			list = &e.Partners
		}
		*list = append(*list, Contact{*p, g})
	}
	return nil
}

// PersonCard (人员卡片) is a person with everything it was ever granted.
type PersonCard struct {
	Person Person `json:"person"`
	// Login is its name to sign in with, "" when it has none.
	Login  string  `json:"login"`
	Grants []Grant `json:"grants"`
	// Enterprises are the names of those in the grants, by identifier.
	Enterprises map[string]string `json:"enterprises"`
}

// PersonCard reads a person for those who answer for its accounts; a stranger is told that
// there is nobody.
func (s *Service) PersonCard(ctx context.Context, reader, person string) (*PersonCard, error) {
	out := &PersonCard{Enterprises: map[string]string{}}
	err := s.store.View(ctx, func(r Reader) error {
		p, err := r.Person(person)
		if err != nil {
			return err
		}
		if out.Grants, err = r.Grants(person); err != nil {
			return err
		}
		if err := s.answersFor(r, reader, out.Grants); err != nil {
			return err
		}
		out.Person = *p
		if out.Login, err = r.LoginOf(person); err != nil {
			return err
		}
		for _, g := range out.Grants {
			if g.Enterprise == "" {
				continue
			}
			e, err := r.Enterprise(g.Enterprise)
			if err != nil {
				return err
			}
			out.Enterprises[e.ID] = e.Name
		}
		return nil
	})
	return created(out, err)
}

// answersFor lets somebody read and help a person: the bureau anyone, a branch those whose every
// grant, in force or to come, is of an enterprise of the branch: who helps an account can act by
// it. Else ErrNotFound.
func (s *Service) answersFor(r Reader, reader string, grants []Grant) error {
	sight, err := s.sightOf(r, reader)
	if err != nil || sight.City {
		return err
	}
	today, held := calendar.DateOf(s.clock.Now()), 0
	for i := range grants {
		g := &grants[i]
		if g.Revoked != nil || g.Until != nil && *g.Until < today {
			continue
		}
		held++
		branch, err := s.branchOfGrant(r, g)
		if err != nil {
			return err
		}
		if branch == "" || !contains(sight.Branches, branch) {
			return ErrNotFound
		}
	}
	if held == 0 {
		return ErrNotFound
	}
	return nil
}

// branchOfGrant is the branch in charge of the enterprise that a grant is of, "" for a grant of
// an officer.
func (s *Service) branchOfGrant(r Reader, g *Grant) (string, error) {
	switch {
	case g.Documents != nil:
		p, err := r.Project(g.Documents.Project)
		if err != nil {
			return "", err
		}
		return p.Branch, nil
	case g.Enterprise != "":
		e, err := r.Enterprise(g.Enterprise)
		if err != nil {
			return "", err
		}
		return e.Branch, nil
	}
	return "", nil
}

// Persons (人员名册) lists persons by part of their name or login after an identifier; the bureau
// reads it.
func (s *Service) Persons(ctx context.Context, reader, part, after string, limit int) (*Page[PersonCard], error) {
	out := &Page[PersonCard]{Items: []PersonCard{}}
	from, err := cursor(after)
	if err != nil {
		return nil, err
	}
	err = s.store.View(ctx, func(r Reader) error {
		sight, err := s.sightOf(r, reader)
		if err != nil {
			return err
		}
		if !sight.City {
			return ErrForbidden
		}
		size := pageSize(limit)
		found, err := r.FindPersons(part, from.ID, size+1)
		if err != nil {
			return err
		}
		page := paged(found, size, func(p *Person) Cursor { return Cursor{"", p.ID} })
		out.Next = page.Next
		for _, p := range page.Items {
			grants, err := s.inForce(r, p.ID)
			if err != nil {
				return err
			}
			out.Items = append(out.Items, PersonCard{Person: p, Grants: grants, Enterprises: map[string]string{}})
		}
		return nil
	})
	return created(out, err)
}
