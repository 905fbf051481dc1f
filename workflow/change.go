package workflow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"lianshen/internal/errs"
	"lianshen/policies/notice"
	"lianshen/workflow/audit"
)

// change is one operation under way: it reads and writes through the transaction, at one
// instant, for one actor, as one move of the transition table.
type change struct {
	Tx
	ctx   context.Context
	s     *Service
	now   time.Time
	actor Actor
	flow  *notice.Flow
	move  *notice.Move
	// grant is the one by which the actor acts, nil for moves of the program.
	grant *Grant
	// event is what record made of the operation; an operation without one is undone.
	event *audit.Event
}

// errNothing ends an operation that found nothing to do. No event, no change: it is undone.
var errNothing = errors.New("nothing to do")

// change is the only way in which anything is written. do must ask may (or mayNow) before it
// writes, and end in record; the store commits rows and event together or neither.
func (s *Service) change(ctx context.Context, actor Actor, subject, move string, do func(*change) error) error {
	c := &change{ctx: ctx, s: s, actor: actor, flow: s.notice.Flow(subject)}
	if c.move = c.flow.Find(move); c.move == nil {
		return fmt.Errorf("%s.%s: %w", subject, move, ErrForbidden) // another city's notice has no such move
	}
	return s.store.Change(ctx, func(tx Tx) (*audit.Event, error) {
		c.Tx, c.now, c.grant, c.event = tx, instant(s.clock.Now()), nil, nil
		err := do(c)
		return c.event, err
	})
}

// may lets the move begin: the actor holds a role for it that reaches as far, and the
// subject is in a state that it leaves. Strangers are told nothing of the state.
func (c *change) may(state string, where Reach) error {
	if err := c.authorise(where); err != nil {
		return err
	}
	return c.begins(state)
}

// mayNow is may for a subject with versions; what changed meanwhile is told before what the
// state forbids, as it is the reason.
func (c *change) mayNow(state string, version, seen int, where Reach) error {
	if err := c.authorise(where); err != nil {
		return err
	}
	if version != seen {
		return ErrVersion.On("version")
	}
	return c.begins(state)
}

func (c *change) begins(state string) error {
	if c.move.Begins(state) {
		return nil
	}
	return stateError(c.move.Name, c.flow.StateName(state))
}

// authorise finds the role by which the actor acts and notes it. Moves of the program are
// made without a person, and by no person.
func (c *change) authorise(where Reach) error {
	if c.move.When != "" {
		if c.actor.Person != "" {
			return ErrForbidden
		}
		return nil
	}
	grants, err := c.Grants(c.actor.Person)
	if err != nil {
		return err
	}
	return c.actBy(grants, where)
}

// actBy chooses among an actor's grants the one to act by.
func (c *change) actBy(grants []Grant, where Reach) error {
	for i := range grants {
		if c.suffices(&grants[i], where) && (c.grant == nil || grants[i].before(c.grant)) {
			c.grant = &grants[i]
		}
	}
	if c.grant == nil {
		return c.refusal(grants, where)
	}
	c.actor.Role = c.grant.Role
	return nil
}

// refusal is for an actor without a role for the move. Of what belongs to an enterprise or a
// branch, those who may not see it are not told that it is there.
func (c *change) refusal(grants []Grant, where Reach) error {
	if where == (Reach{}) || where.Enterprise == "" && len(c.move.From) == 0 {
		return ErrForbidden // it is nobody's in particular, or not there yet
	}
	for i := range grants {
		role := c.s.notice.Person(grants[i].Role)
		if role != nil && grants[i].Active(c.now) && grants[i].covers(role.Scope, where) {
			return ErrForbidden
		}
	}
	return ErrNotFound
}

func (c *change) suffices(g *Grant, where Reach) bool {
	if !contains(c.move.By, g.Role) || (c.actor.Role != "" && c.actor.Role != g.Role) {
		return false
	}
	return g.Active(c.now) && g.covers(c.s.notice.Person(g.Role).Scope, where)
}

// joinStep puts the actor on the step of the review that the move is part of, if any. It
// gives ErrFourEyes to one who took part in the other step of the application.
func (c *change) joinStep(application string) error {
	if c.move.Step == "" {
		return nil
	}
	step, err := c.JoinStep(application, c.actor.Person, c.move.Step)
	if err != nil {
		return err
	}
	if step != c.move.Step {
		return ErrFourEyes
	}
	return nil
}

// record makes the event of the operation. It takes the error of the write before it, so
// that operations end in one line.
func (c *change) record(kind, id string, version int, data any, err error) error {
	if err != nil {
		return err
	}
	raw, err := json.Marshal(data)
	if err != nil {
		return fmt.Errorf("data of the event: %w", err)
	}
	c.event = &audit.Event{
		At:      c.now,
		Actor:   audit.Actor{Person: c.actor.Person, Role: c.actor.Role, From: c.actor.From, For: c.behalf()},
		Act:     c.flow.Subject + "." + c.move.Move,
		Subject: audit.Subject{Kind: kind, ID: id, Version: version},
		Data:    raw,
	}
	return nil
}

// behalf is who delegated what the actor acts by, "" when the role is the actor's own.
func (c *change) behalf() string {
	if c.grant == nil {
		return ""
	}
	return c.grant.DelegatedBy
}

// quiet turns errNothing into success.
func quiet(err error) error {
	if errors.Is(err, errNothing) {
		return nil
	}
	return err
}

// isNotFound tells an absent record from other errors.
func isNotFound(err error) bool { return errs.As(err) != nil && errors.Is(err, ErrNotFound) }
