package workflow

import (
	"context"
	"errors"

	"lianshen/internal/errs"
	"lianshen/policies/notice"
)

// Act (可办事项) is a move of an application that a person's roles and its state allow.
type Act struct {
	Move string `json:"move"`
	// Barred is why it would be refused all the same; nil where it can be made now.
	Barred *errs.Error `json:"barred"`
}

// ahead are what a move asks for before it looks at what is sent with it. The moves ask the same.
var ahead = map[string]func(*review) error{
	"claim":     (*review).turn,
	"take-over": (*review).free,
	"examine":   (*review).mine,
	"assess":    (*review).mine,
	"pass-on":   func(r *review) error { return errors.Join(r.mine(), r.complete()) },
	"approve":   (*review).conforming,
	"set-aside": (*review).correctable,
	"supervise": (*review).supervised,
}

// Acts (可办事项) lists what a person could do with an application now, in the order of the notice,
// so that a page offers nothing that is refused. The moves themselves ask again. Who may not see
// the application is told ErrNotFound.
func (s *Service) Acts(ctx context.Context, actor Actor, application string) ([]Act, error) {
	out := []Act{}
	err := s.store.View(ctx, func(r Reader) error {
		flow := s.notice.Flow("application")
		for i := range flow.Moves {
			m := &flow.Moves[i]
			if m.When != "" || len(m.From) == 0 {
				continue
			}
			act, err := s.act(ctx, r, actor, flow, m, application)
			if err != nil {
				return err
			}
			if act != nil {
				out = append(out, *act)
			}
		}
		return nil
	})
	return out, err
}

// act is a move as it would go; nil where role or state do not allow it.
func (s *Service) act(ctx context.Context, reader Reader, actor Actor, flow *notice.Flow, m *notice.Move, application string) (*Act, error) {
	app, err := reader.Application(application)
	if err != nil {
		return nil, err
	}
	c := &change{Tx: looking{Reader: reader}, ctx: ctx, s: s, now: instant(s.clock.Now()), actor: actor, flow: flow, move: m}
	r, err := c.load(Ref{ID: application, Version: app.Version})
	if errors.Is(err, ErrNotFound) { // for this person
		return nil, err
	}
	if errors.Is(err, ErrForbidden) || errors.Is(err, ErrState) {
		return nil, nil //nolint:nilnil // no act, and nothing wrong
	}
	if err == nil {
		err = r.bars()
	}
	barred := errs.As(err)
	if barred != nil && barred.Category == errs.Internal {
		return nil, err
	}
	return &Act{m.Move, barred}, nil
}

// bars is why the move would be refused before anything is sent with it.
func (r *review) bars() error {
	if r.move.Step != "" {
		steps, err := r.Steps(r.app.ID)
		if err != nil {
			return err
		}
		if step, on := steps[r.actor.Person]; on && step != r.move.Step {
			return ErrFourEyes
		}
	}
	if ask, ok := ahead[r.move.Move]; ok {
		return ask(r)
	}
	return nil
}

// looking is a transaction for what only reads: whatever would write has no writer.
type looking struct {
	Reader
	Writer
}
