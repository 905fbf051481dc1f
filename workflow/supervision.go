package workflow

import (
	"context"
	"time"
)

// Supervision (督办) has the bureau look into a deemed approval: why nobody decided, and
// whether what was open matters.
type Supervision struct {
	Application string     `json:"application"`
	Round       int        `json:"round"`
	Opened      time.Time  `json:"opened"`
	Closed      *time.Time `json:"closed"`
	By          string     `json:"by"`
	Note        string     `json:"note"`
}

// CloseSupervision (办结督办) writes down what came of it.
func (s *Service) CloseSupervision(ctx context.Context, actor Actor, ref Ref, note string) (*Application, error) {
	return s.onApplication(ctx, actor, ref, "supervise", func(r *review) (any, error) {
		if err := texts(field{"note", &note, longText, false}); err != nil {
			return nil, err
		}
		if err := r.supervised(); err != nil {
			return nil, err
		}
		x := &Supervision{Application: r.app.ID, Round: r.app.Round, Closed: &r.now, By: actor.Person, Note: note}
		return x, r.EndSupervision(x)
	})
}

// supervised refuses what has no supervision that is open.
func (r *review) supervised() error {
	x, err := r.Supervision(r.app.ID, r.app.Round)
	if err != nil {
		return err
	}
	if x.Closed != nil {
		return ErrVersion
	}
	return nil
}

// DeemedQuery says which deemed approvals to list, of a branch or with "" of the city: all, or
// those whose supervision is open.
type DeemedQuery struct {
	Branch string
	Open   bool
	After  string
	Limit  int
}

// DeemedItem (逾期视为通过事项) is a deemed approval with its supervision.
type DeemedItem struct {
	Supervision Supervision `json:"supervision"`
	Project     string      `json:"project"`
	Kind        string      `json:"kind"` // of the project
	Branch      string      `json:"branch"`
	Enterprise  string      `json:"enterprise"`
	Name        string      `json:"name"`    // of the enterprise
	Number      string      `json:"number"`  // 收件号
	State       string      `json:"state"`   // of the application now
	Version     int         `json:"version"` // of the application now
}

// Deemed (逾期视为通过列表) lists deemed approvals, the latest first.
func (s *Service) Deemed(ctx context.Context, q DeemedQuery) (*Page[DeemedItem], error) {
	before, err := cursor(q.After)
	if err != nil {
		return nil, err
	}
	size := pageSize(q.Limit)
	var items []DeemedItem
	err = s.store.View(ctx, func(r Reader) (err error) {
		items, err = r.DeemedPage(q, before, size+1)
		return err
	})
	return paged(items, size, func(x *DeemedItem) Cursor {
		return Cursor{placed(x.Supervision.Opened), x.Supervision.Application}
	}), err
}
