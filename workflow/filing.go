package workflow

import (
	"context"
	"fmt"
	"slices"
	"time"

	"lianshen/policies/notice"
)

// States of an acceptance filing.
const (
	FilingSent         = "sent"
	FilingAcknowledged = "acknowledged"
	FilingSentBack     = "sent_back"
)

// AcceptanceFiling (验收备案) tells the branch that the self-acceptance is done, before the
// networking application. Source: 东环办函〔2023〕42号 正文二.
type AcceptanceFiling struct {
	ID      string `json:"id"`
	Project string `json:"project"`
	// Number (备案号) counts within a year of Shanghai.
	Number    string       `json:"number"`
	Branch    string       `json:"branch"`
	Documents []VersionRef `json:"documents"`
	By        string       `json:"by"`
	At        time.Time    `json:"at"`
	State     string       `json:"state"`
	// Settled is by whom, when and why it was acknowledged or sent back; nil while it is neither.
	Settled *Settlement `json:"settled"`
}

// Settlement is the branch's answer to a filing.
type Settlement struct {
	By   string    `json:"by"`
	At   time.Time `json:"at"`
	Note string    `json:"note"`
}

// FileAcceptance (报送验收备案) sends the documents up to the filing's stage to the branch. Those
// that were filed already and not sent back give the code filing.unchanged.
func (s *Service) FileAcceptance(ctx context.Context, actor Actor, project string) (*AcceptanceFiling, error) {
	f := &AcceptanceFiling{ID: newID(), Project: project, State: FilingSent}
	err := s.change(ctx, actor, "project", "file-acceptance", func(c *change) error {
		p, err := c.Project(project)
		if err != nil {
			return err
		}
		if err := c.may(p.State, p.reach()); err != nil {
			return err
		}
		if f.Documents, err = c.needed(p, s.notice.Filing.Stage); err != nil {
			return err
		}
		if err := c.fresh(f); err != nil {
			return err
		}
		f.Branch, f.By, f.At = p.Branch, actor.Person, c.now
		if f.Number, err = c.number("备"); err != nil {
			return err
		}
		if err := c.InsertFiling(f); err != nil {
			return err
		}
		m := filingMessage(f, "sent", "已报送", " was sent")
		return c.record("filing", f.ID, 1, f, c.tellRole(s.stepRole(notice.HandlerStep), p.reach(), m))
	})
	return created(f, err)
}

func (c *change) fresh(f *AcceptanceFiling) error {
	last, err := c.Filing(f.Project)
	if isNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if last.State != FilingSentBack && slices.Equal(last.Documents, f.Documents) {
		return refuse("filing.unchanged", "这些材料已备案，备案号"+last.Number, "these documents were filed as "+last.Number,
			"材料更新后可再次备案", "file again once a document has changed")
	}
	return nil
}

// number gives the next number of a series within the year, like 备〔2026〕000012号.
func (c *change) number(series string) (string, error) {
	year := yearOf(c.now)
	n, err := c.NextNumber(fmt.Sprintf("%s〔%d〕", series, year))
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s〔%d〕%06d号", series, year, n), nil
}

// AcknowledgeFiling (确认备案) answers that the filing was received.
func (s *Service) AcknowledgeFiling(ctx context.Context, actor Actor, project string) (*AcceptanceFiling, error) {
	return s.settleFiling(ctx, actor, project, "acknowledge-filing", FilingAcknowledged, "")
}

// SendFilingBack (退回备案) answers what is wrong with it; the enterprise files again.
func (s *Service) SendFilingBack(ctx context.Context, actor Actor, project, reason string) (*AcceptanceFiling, error) {
	reason, err := text("reason", reason, longText)
	if err != nil {
		return nil, err
	}
	return s.settleFiling(ctx, actor, project, "send-filing-back", FilingSentBack, reason)
}

func (s *Service) settleFiling(ctx context.Context, actor Actor, project, move, state, note string) (*AcceptanceFiling, error) {
	var f *AcceptanceFiling
	err := s.change(ctx, actor, "project", move, func(c *change) error {
		p, err := c.Project(project)
		if err != nil {
			return err
		}
		if err := c.may(p.State, p.reach()); err != nil {
			return err
		}
		if f, err = c.Filing(project); err != nil {
			return err
		}
		if f.State != FilingSent {
			return ErrVersion
		}
		f.State, f.Settled = state, &Settlement{By: actor.Person, At: c.now, Note: note}
		if err := c.SettleFiling(f); err != nil {
			return err
		}
		return c.record("filing", f.ID, 2, f, c.tellRole(s.scopeRole(notice.OneEnterprise), p.reach(), settledMessage(f)))
	})
	return created(f, err)
}

func settledMessage(f *AcceptanceFiling) Message {
	if f.State == FilingAcknowledged {
		return filingMessage(f, FilingAcknowledged, "已确认", " was acknowledged")
	}
	return filingMessage(f, FilingSentBack, "已退回："+f.Settled.Note, " was sent back: "+f.Settled.Note)
}

// filed returns the number of a filing that is enough for an application.
func (c *change) filed(project string) (string, error) {
	f, err := c.Filing(project)
	if err != nil && !isNotFound(err) {
		return "", err
	}
	enough := err == nil && (f.State == FilingAcknowledged || (f.State == FilingSent && !c.s.notice.Filing.Acknowledged))
	if !enough {
		return "", refuse("application.filing", "尚未完成验收备案", "the acceptance was not filed",
			"请先报送验收备案；已退回或待确认的，请先办结", "file it first; one that was sent back or awaits the branch must be settled")
	}
	return f.Number, nil
}

// FilingItem (待确认备案) is a filing that nobody has answered.
type FilingItem struct {
	ID         string    `json:"id"`
	Project    string    `json:"project"`
	Number     string    `json:"number"`
	Branch     string    `json:"branch"`
	At         time.Time `json:"at"`
	Kind       string    `json:"kind"` // of the project
	Enterprise string    `json:"enterprise"`
	Name       string    `json:"name"` // of the enterprise
}

// FilingQuery says whose filings to list: of a branch, or with "" of the city.
type FilingQuery struct {
	Branch string
	After  string
	Limit  int
}

// WaitingFilings (待确认备案) lists filings that nobody has answered, the oldest first.
func (s *Service) WaitingFilings(ctx context.Context, q FilingQuery) (*Page[FilingItem], error) {
	after, err := cursor(q.After)
	if err != nil {
		return nil, err
	}
	size := pageSize(q.Limit)
	var items []FilingItem
	err = s.store.View(ctx, func(r Reader) (err error) {
		items, err = r.WaitingFilings(q.Branch, after, size+1)
		return err
	})
	return paged(items, size, func(f *FilingItem) Cursor { return Cursor{placed(f.At), f.ID} }), err
}
