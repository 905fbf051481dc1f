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
		x := &Supervision{Application: r.app.ID, Round: r.app.Round, Closed: &r.now, By: actor.Person, Note: note}
		return x, r.EndSupervision(x)
	})
}
