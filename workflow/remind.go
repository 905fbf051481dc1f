package workflow

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"lianshen/internal/clock"
	"lianshen/policies/notice"
	"lianshen/workflow/calendar"
)

// morning is when reminders of a day go out, after 00:00 in Shanghai.
const morning = 9 * time.Hour

// Remind (催办) sends the messages that the day asks for: of reviews, rectifications and last
// days to apply that draw near, and of a year without a calendar; sign-ups that nobody confirmed
// lapse. Each goes out once; after an outage the nearest one only. It returns for how many subjects. A job calls it; how
// often only moves the minute.
func (s *Service) Remind(ctx context.Context, from string) (int, error) {
	sum := 0
	var faults error
	for _, remind := range []func(context.Context, string) (int, error){
		s.remindReviews, s.remindRectifications, s.remindApplicants, s.remindCalendar, s.lapseSignups,
	} {
		n, err := remind(ctx, from)
		sum, faults = sum+n, errors.Join(faults, err)
	}
	return sum, faults
}

// within returns the day that lies the most of these working days ahead.
func (s *Service) within(days []int) (calendar.Date, error) {
	count, err := s.calendar.Due(calendar.DateOf(s.clock.Now()), slices.Max(days), calendar.ReceiptA)
	return count.Result, err
}

// left is the smallest of these numbers of working days whose reminder is due by now, before
// a day; ok is false when none is yet.
func (s *Service) left(day calendar.Date, days []int, now time.Time) (left int, ok bool, err error) {
	for _, n := range days {
		count, err := s.calendar.LastDay(day, n, calendar.Lenient)
		if err != nil {
			return 0, false, err
		}
		if at := count.Result.Start().Add(morning); !now.Before(at) && (!ok || n < left) {
			left, ok = n, true
		}
	}
	return left, ok, nil
}

func (s *Service) remindReviews(ctx context.Context, from string) (int, error) {
	days := s.notice.Deadlines.RemindReview
	until, err := s.within(days)
	if err != nil {
		return 0, err
	}
	return s.sweep(ctx, func(r Reader) ([]string, error) { return r.DueBy(until, batch) }, func(id string) error {
		return s.remindApplication(ctx, from, id, func(r *review) error {
			last, err := r.receipt()
			if err != nil {
				return err
			}
			left, ok, err := s.left(last.Due, days, r.now)
			if err != nil || !ok || last.Ended(r.now) {
				return orNothing(err)
			}
			return r.remindReview(last, left)
		})
	})
}

// orNothing is the error, or that there is nothing to do.
func orNothing(err error) error {
	if err != nil {
		return err
	}
	return errNothing
}

// remindReview tells everyone who may still decide in time; and the bureau, when nobody has
// even begun.
func (r *review) remindReview(last *Receipt, left int) error {
	m := reviewDue(r.app, last, left)
	if err := once(r, m); err != nil {
		return err
	}
	if r.app.Handler == "" {
		if err := r.tellBureau(unclaimed(r.app, last, left)); err != nil {
			return err
		}
	}
	return errors.Join(r.tellHandler(m), r.tellRole(r.s.stepRole(notice.HandlerStep), r.project.reach(), m), r.tellLeaders(m))
}

func (s *Service) remindRectifications(ctx context.Context, from string) (int, error) {
	days := s.notice.Deadlines.RemindRectify
	until, err := s.within(days)
	if err != nil {
		return 0, err
	}
	today := calendar.DateOf(s.clock.Now())
	return s.sweep(ctx, func(r Reader) ([]string, error) { return r.RectifyBetween(today, until, batch) }, func(id string) error {
		return s.remindApplication(ctx, from, id, func(r *review) error {
			returns, err := r.Returns(r.app.ID)
			if err != nil || len(returns) == 0 || r.flow.Waits(r.app.State, notice.Overdue) {
				return orNothing(err)
			}
			by := returns[len(returns)-1].RectifyBy
			left, ok, err := s.left(by, days, r.now)
			if err != nil || !ok {
				return orNothing(err)
			}
			m := rectifyDue(r.app, by, left)
			if err := once(r, m); err != nil {
				return err
			}
			return r.tellEnterprise(m)
		})
	})
}

// remindApplication makes the move that leaves an application as it is: no version, so that
// nobody at work on it meets a conflict.
func (s *Service) remindApplication(ctx context.Context, from, id string, do func(*review) error) error {
	return s.change(ctx, Actor{From: from}, "application", "remind", func(c *change) error {
		r, err := c.load(Ref{ID: id})
		if err != nil {
			return err
		}
		return c.record("application", id, r.app.Version, map[string]any{"state": r.app.State}, do(r))
	})
}

// once ends an operation whose message has been told.
func once(r Reader, m Message) error {
	told, err := r.Told(m.Kind, m.Key)
	if err == nil && told {
		return errNothing
	}
	return err
}

func (s *Service) remindApplicants(ctx context.Context, from string) (int, error) {
	return s.sweep(ctx, s.applicants, func(id string) error {
		return s.change(ctx, Actor{From: from}, "project", "remind", func(c *change) error {
			p, err := c.Project(id)
			if err != nil {
				return err
			}
			if err := c.may(p.State, p.reach()); err != nil {
				return err
			}
			m, err := s.applyReminder(c, p, c.now)
			if err != nil {
				return err
			}
			return c.record("project", p.ID, p.Version, map[string]any{"key": m.Key}, c.tellRole(s.scopeRole(notice.OneEnterprise), p.reach(), *m))
		})
	})
}

// applicants lists the projects that want a reminder now. It looks closely, so that the many
// whose day is far do not each take the one writer.
func (s *Service) applicants(r Reader) ([]string, error) {
	now := instant(s.clock.Now())
	days := s.notice.Deadlines.RemindApply
	until, err := s.within([]int{slices.Max(days) + s.notice.Deadlines.ApplyBefore + 1})
	if err != nil {
		return nil, err
	}
	ids, err := r.UnappliedBetween(calendar.DateOf(now), until)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, id := range ids {
		p, err := r.Project(id)
		if err != nil {
			return nil, err
		}
		switch _, err := s.applyReminder(r, p, now); {
		case err == nil:
			out = append(out, id)
		case !errors.Is(err, errNothing):
			return nil, err
		}
	}
	return out, nil
}

// applyReminder is what a project's enterprise is to be told now; errNothing when that is
// nothing.
func (s *Service) applyReminder(r Reader, p *Project, now time.Time) (*Message, error) {
	term, err := s.Clock(p)
	if err != nil || term == nil || term.LastDay < calendar.DateOf(now) {
		return nil, orNothing(err)
	}
	left, ok, err := s.left(term.LastDay, s.notice.Deadlines.RemindApply, now)
	if err != nil || !ok {
		return nil, orNothing(err)
	}
	m := applyDue(p, term.LastDay, left)
	return &m, once(r, m)
}

// remindCalendar asks the bureau once a month for next year's calendar while it is missing.
func (s *Service) remindCalendar(ctx context.Context, from string) (int, error) {
	today := calendar.DateOf(s.clock.Now())
	year := s.calendar.Awaited(today)
	if year == 0 {
		return 0, nil
	}
	return s.counted(s.change(ctx, Actor{From: from}, "calendar", "alarm", func(c *change) error {
		if err := c.may("", Reach{}); err != nil {
			return err
		}
		m := calendarMissing(year, c.now.In(clock.Shanghai).Month())
		if err := once(c, m); err != nil {
			return err
		}
		return c.record("calendar", fmt.Sprint(year), 1, map[string]any{"year": year}, c.tellRole(s.cityRole(), Reach{}, m))
	}))
}

// counted is 1 of what was done, 0 of what was not.
func (*Service) counted(err error) (int, error) {
	if err == nil {
		return 1, nil
	}
	return 0, quiet(err)
}
