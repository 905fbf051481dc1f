package workflow

import (
	"context"
	"time"
)

// SetAside (撤销决定) is that a decision was wrong: by whom, when and why.
type SetAside struct {
	By     string    `json:"by"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
}

// SetAside (撤销决定) corrects a decision: it stays on record as set aside, and the application
// goes back to the enterprise, whose next submission is a new receipt. Who took part in the
// review does not correct it (ErrFourEyes); a project that is networked needs a task of its
// own (project.networked).
func (s *Service) SetAside(ctx context.Context, actor Actor, ref Ref, reason string) (*Application, error) {
	return s.onApplication(ctx, actor, ref, "set-aside", func(r *review) (any, error) {
		if err := texts(field{"reason", &reason, longText, false}); err != nil {
			return nil, err
		}
		if err := r.correctable(); err != nil {
			return nil, err
		}
		d, err := r.Decision(r.app.ID)
		if err != nil {
			return nil, err
		}
		d.SetAside = &SetAside{By: actor.Person, At: r.now, Reason: reason}
		if err := r.SaveDecision(r.app.ID, d); err != nil {
			return nil, err
		}
		return d, r.tellEnterprise(setAside(r.app, reason))
	})
}

// correctable refuses who took part in the review, and what is networked already.
func (r *review) correctable() error {
	steps, err := r.Steps(r.app.ID)
	if err != nil {
		return err
	}
	if _, took := steps[r.actor.Person]; took {
		return ErrFourEyes
	}
	if r.project.FirstData != nil {
		return refuse("project.networked", "项目已联网，不能撤销审核决定", "the project is networked already",
			"如需整改，请另行下达任务", "open a task for what is to be mended")
	}
	return nil
}
