package workflow

import (
	"context"
	"errors"
	"time"

	"lianshen/checker"
	"lianshen/workflow/calendar"
)

// RuleRevision (规则版本) is a revision of the rules with the instant at which it came into
// force here.
type RuleRevision struct {
	Number   int       `json:"number"` // from 1
	Revision string    `json:"revision"`
	Adopted  time.Time `json:"adopted"`
}

// AdoptRules (施行规则) notes that a revision is in force from now on. The one that is in force
// already changes nothing. A program calls it with the rules it judges by when it starts.
func (s *Service) AdoptRules(ctx context.Context, from, revision string) error {
	if revision == "" {
		return invalid("rules.revision", "revision", "缺少规则版本", "there is no revision")
	}
	return quiet(s.change(ctx, Actor{From: from}, "rules", "adopt", func(c *change) error {
		r := RuleRevision{Number: 1, Revision: revision, Adopted: c.now}
		last, err := c.RulesInForce()
		switch {
		case isNotFound(err):
		case err != nil:
			return err
		case last.Revision == revision:
			return errNothing
		default:
			r.Number = last.Number + 1
		}
		if err := c.may("", Reach{}); err != nil {
			return err
		}
		return c.record("rules", revision, r.Number, r, c.InsertRules(&r))
	}))
}

// spare gives a time of grace (宽限) to what would block only by rules that changed since the
// documents were uploaded: their enterprise could not have known. It ends the working days of
// the notice after those rules came into force. before is what the rules in force at the
// upload said of the same documents, nil when they are the same.
func (r *review) spare(findings []Finding, before, now *checker.Report) error {
	if before == nil || before.PolicyRevision == now.PolicyRevision {
		return nil
	}
	rules, err := r.RulesInForce()
	if errors.Is(err, ErrNotFound) || (err == nil && rules.Revision != now.PolicyRevision) {
		return nil // nobody said when these rules came into force
	}
	if err != nil {
		return err
	}
	count, err := r.s.calendar.Due(calendar.DateOf(rules.Adopted), r.s.notice.Deadlines.RulesGrace, r.s.readings.Receipt)
	if err != nil || !r.now.Before((count.Result + 1).Start()) {
		return err
	}
	for i := range findings {
		f := &findings[i]
		f.Grace = f.bars() && !said(before, f)
	}
	return nil
}

// said reports whether a report has the finding in any state in which it counts.
func said(report *checker.Report, f *Finding) bool {
	for i := range report.Findings {
		old := &report.Findings[i]
		if old.Code == f.Code && documentOf(old) == f.Document && old.Severity == checker.SeverityBlock && old.State != checker.Exempted {
			return true
		}
	}
	return false
}
