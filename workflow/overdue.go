package workflow

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// batch bounds how many applications one sweep decides, so that it never holds up people
// for long; the next sweep takes the rest.
const batch = 100

// late is how long after its instant a deemed approval may be written down before the record
// says that the program was not there to do it at once.
const late = time.Hour

// DecideOverdue (逾期视为通过) writes down the approvals that time has given: of every
// application whose stored period has ended, exactly once, at the instant of its end. It
// returns how many there were. A job calls it; how often only moves Decision.Recorded.
func (s *Service) DecideOverdue(ctx context.Context, from string) (int, error) {
	now := instant(s.clock.Now())
	return s.sweep(ctx, func(r Reader) ([]string, error) { return r.OverdueAt(now, batch) },
		func(id string) error { return s.deem(ctx, from, id) })
}

// sweep applies one change to each application listed, and counts those it changed. What
// people did meanwhile is no error: the case is no longer one of them.
func (s *Service) sweep(ctx context.Context, list func(Reader) ([]string, error), one func(id string) error) (int, error) {
	var ids []string
	err := s.store.View(ctx, func(r Reader) (err error) {
		ids, err = list(r)
		return err
	})
	if err != nil {
		return 0, err
	}
	n := 0
	var faults error // one case at fault does not hold up the others
	for _, id := range ids {
		switch err := one(id); {
		case err == nil:
			n++
		case errors.Is(err, errNothing), errors.Is(err, ErrState):
		default:
			faults = errors.Join(faults, fmt.Errorf("application %s: %w", id, err))
		}
	}
	return n, faults
}

func (s *Service) deem(ctx context.Context, from, id string) error {
	_, err := s.onApplication(ctx, Actor{From: from}, Ref{ID: id}, "deem", func(r *review) (any, error) {
		last, err := r.receipt()
		if err != nil {
			return nil, err
		}
		if !last.Ended(r.now) {
			return nil, errNothing
		}
		d := &Decision{Round: last.Round, Mode: ModeDeemed, At: last.Deemed, Recorded: r.now, Open: last.Snapshot.Codes()}
		d.Delayed = d.Outage()
		if err := r.InsertDecision(id, d); err != nil {
			return nil, err
		}
		return d, r.supervise(last)
	})
	return err
}

// Outage reports whether the program was not there when time decided.
func (d *Decision) Outage() bool { return d.Mode == ModeDeemed && d.Recorded.Sub(d.At) > late }

// supervise has the bureau look into it and tells everyone concerned.
func (r *review) supervise(last *Receipt) error {
	if err := r.InsertSupervision(&Supervision{Application: r.app.ID, Round: last.Round, Opened: r.now}); err != nil {
		return err
	}
	m := deemedApproved(r.app, last)
	return errors.Join(r.tellBureau(m), r.tellEnterprise(m), r.tellHandler(m), r.tellLeaders(m))
}

// Recount (重算期限) counts the periods of all running reviews again, from their stored
// receipts, and keeps what differs: after a year's calendar was loaded or corrected. It
// returns how many moved.
func (s *Service) Recount(ctx context.Context, from string) (int, error) {
	n, after := 0, ""
	var faults error
	for {
		last := ""
		moved, err := s.sweep(ctx, func(r Reader) ([]string, error) {
			ids, err := r.Running(after, batch)
			if len(ids) == batch {
				last = ids[batch-1]
			}
			return ids, err
		}, func(id string) error { return s.recount(ctx, from, id) })
		n, faults = n+moved, errors.Join(faults, err)
		if last == "" {
			return n, faults
		}
		after = last
	}
}

func (s *Service) recount(ctx context.Context, from, id string) error {
	_, err := s.onApplication(ctx, Actor{From: from}, Ref{ID: id}, "recount", func(r *review) (any, error) {
		last, err := r.receipt()
		if err != nil {
			return nil, err
		}
		due, err := s.reviewDue(last.Received)
		if err != nil {
			return nil, err
		}
		if due.Due == last.Due && due.Provisional == last.Provisional {
			return nil, errNothing
		}
		before := last.ReviewDue
		last.ReviewDue = due
		if err := r.SaveReceipt(last); err != nil {
			return nil, err
		}
		m := recounted(r.app, before, due)
		return map[string]any{"before": before, "after": due}, errors.Join(r.tellHandler(m), r.tellLeaders(m), r.tellEnterprise(m), r.enqueueOverdue(due))
	})
	return err
}
