package workflow

import (
	"context"
	"slices"
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
		g.ID, g.Revoked, g.Enterprise = newID(), nil, ""
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
		if err := c.may("registered", Reach{Branch: g.Branch}); err != nil {
			return err
		}
		if g.DelegatedBy != actor.Person {
			return ErrForbidden
		}
		if g.Revoked != nil {
			return ErrState
		}
		return c.record("grant", g.ID, 2, g, c.EndGrant(g.ID, c.now))
	})
}
