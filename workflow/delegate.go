package workflow

import (
	"context"
	"slices"

	"lianshen/workflow/calendar"
)

// Delegate (委托代办) has another handler of the same branch stand in for the actor from one
// day to another: a dated grant of the actor's own role and post. What is done by it names
// both. The codes delegation.dates and delegation.person say what is wrong.
func (s *Service) Delegate(ctx context.Context, actor Actor, g Grant) (*Grant, error) {
	err := s.change(ctx, actor, "person", "delegate", func(c *change) error {
		if err := c.may("registered", Reach{Branch: g.Branch}); err != nil {
			return err
		}
		if err := c.byOwnGrant(Reach{Branch: g.Branch}); err != nil {
			return err
		}
		if g.Until == nil {
			return invalid("delegation.dates", "until", "委托须有截止日", "a delegation has a last day")
		}
		if err := c.checkDelegate(&g); err != nil {
			return err
		}
		g.ID, g.Revoked, g.Enterprise, g.Documents = newID(), nil, "", nil
		g.Role, g.Post, g.DelegatedBy = c.grant.Role, c.grant.Post, actor.Person
		if err := c.checkGrant(&g); err != nil {
			return err
		}
		if err := c.InsertGrant(&g); err != nil {
			return err
		}
		return c.record("grant", g.ID, 1, g, c.tell(delegated(&g), g.Person))
	})
	return created(&g, err)
}

// byOwnGrant has the actor act by a grant of its own: what was lent is not lent on.
func (c *change) byOwnGrant(where Reach) error {
	grants, err := c.Grants(c.actor.Person)
	if err != nil {
		return err
	}
	c.grant = nil
	for i := range grants {
		g := &grants[i]
		if g.DelegatedBy == "" && c.suffices(g, where) && (c.grant == nil || g.before(c.grant)) {
			c.grant = g
		}
	}
	if c.grant == nil {
		return ErrForbidden
	}
	return nil
}

// checkDelegate: the stand-in is another person who is a handler of the branch anyway.
func (c *change) checkDelegate(g *Grant) error {
	grants, err := c.Grants(g.Person)
	if err != nil {
		return err
	}
	own := slices.ContainsFunc(grants, func(o Grant) bool {
		return o.Role == c.grant.Role && o.Branch == g.Branch && o.DelegatedBy == "" && o.Active(c.now)
	})
	if !own || g.Person == c.actor.Person {
		return invalid("delegation.person", "person", "受托人须为本分局的其他经办人", "the stand-in is another handler of the branch")
	}
	return nil
}

// EndDelegation (收回委托) ends a delegation at once; only the person who made it does.
func (s *Service) EndDelegation(ctx context.Context, actor Actor, grant string) error {
	return s.change(ctx, actor, "person", "end-delegation", func(c *change) error {
		g, err := c.Grant(grant)
		if err != nil {
			return err
		}
		if g.DelegatedBy != actor.Person { // nobody else is told of it
			return ErrNotFound
		}
		if err := c.may("registered", Reach{Branch: g.Branch}); err != nil {
			return err
		}
		if g.Revoked != nil {
			return ErrState
		}
		return c.record("grant", g.ID, 2, g, c.EndGrant(g.ID, c.now))
	})
}

// Delegations (委托一览) are those that concern a person.
type Delegations struct {
	// Own are the person's own grants by which it may delegate.
	Own []Grant `json:"own"`
	// Given were lent by the person, Held to it; both end in the days to come or have not begun.
	Given []Grant `json:"given"`
	Held  []Grant `json:"held"`
	// StandIns are who may stand in, by branch.
	StandIns map[string][]Person `json:"stand_ins"`
	// Names are those of the persons mentioned, by identifier.
	Names map[string]string `json:"names"`
}

// Delegations reads what a person has lent and may lend.
func (s *Service) Delegations(ctx context.Context, person string) (*Delegations, error) {
	out := &Delegations{Own: []Grant{}, Given: []Grant{}, Held: []Grant{}, StandIns: map[string][]Person{}}
	err := s.store.View(ctx, func(r Reader) error {
		mine, err := s.inForce(r, person)
		if err != nil {
			return err
		}
		ids := []string{}
		may := s.notice.Flow("person").Find("delegate")
		for _, g := range mine {
			if may == nil || g.DelegatedBy != "" || !contains(may.By, g.Role) || out.StandIns[g.Branch] != nil {
				continue
			}
			out.Own = append(out.Own, g)
			if err := out.branch(r, s, person, &g); err != nil {
				return err
			}
		}
		for _, g := range append(out.Given, out.Held...) {
			ids = append(ids, g.Person, g.DelegatedBy)
		}
		out.Names, err = names(r, ids)
		return err
	})
	return created(out, err)
}

// branch adds what the handlers of a branch have lent one another.
func (d *Delegations) branch(r Reader, s *Service, person string, own *Grant) error {
	d.StandIns[own.Branch] = []Person{}
	today := calendar.DateOf(s.clock.Now())
	grants, err := r.Holders(own.Role, Reach{Branch: own.Branch})
	if err != nil {
		return err
	}
	for _, g := range grants {
		switch over := g.Revoked != nil || g.Until != nil && *g.Until < today; {
		case over:
		case g.DelegatedBy == person:
			d.Given = append(d.Given, g)
		case g.DelegatedBy != "" && g.Person == person:
			d.Held = append(d.Held, g)
		case g.DelegatedBy == "" && g.Person != person && g.From <= today:
			p, err := r.Person(g.Person)
			if err != nil {
				return err
			}
			if !slices.ContainsFunc(d.StandIns[own.Branch], func(o Person) bool { return o.ID == p.ID }) {
				d.StandIns[own.Branch] = append(d.StandIns[own.Branch], *p)
			}
		}
	}
	return nil
}
