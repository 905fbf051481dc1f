package workflow

import (
	"context"
	"time"

	"lianshen/checker"
)

// Contest (异议) is an enterprise's word against a finding of a rule about one document. A
// block that is contested does not keep it from applying: software never shuts the door.
type Contest struct {
	ID        string     `json:"id"`
	Project   string     `json:"project"`
	Code      string     `json:"code"`
	Document  string     `json:"document"` // slug, "" for the project as a whole
	Statement string     `json:"statement"`
	By        string     `json:"by"`
	At        time.Time  `json:"at"`
	Retracted *time.Time `json:"retracted"`
}

// Contest (提出异议) contests a finding. The code contest.not_possible says that no statement
// lifts it, as the review cannot begin without what it asks for; contest.open that it is
// contested already.
func (s *Service) Contest(ctx context.Context, actor Actor, x Contest) (*Contest, error) {
	x.ID, x.Retracted = newID(), nil
	err := s.change(ctx, actor, "project", "contest", func(c *change) error {
		p, err := c.Project(x.Project)
		if err != nil {
			return err
		}
		if err := c.may(p.State, p.reach()); err != nil {
			return err
		}
		if err := c.checkContest(&x); err != nil {
			return err
		}
		x.By, x.At = actor.Person, c.now
		return c.record("contest", x.ID, 1, x, c.InsertContest(&x))
	})
	return created(&x, err)
}

func (c *change) checkContest(x *Contest) error {
	err := texts(field{"code", &x.Code, shortText, false}, field{"statement", &x.Statement, longText, false})
	if err != nil {
		return err
	}
	if x.Document != "" && c.s.notice.Kind(x.Document) == nil {
		return invalid("contest.document", "document", "没有材料种类「"+x.Document+"」", "there is no kind of document "+x.Document)
	}
	if contains(c.s.notice.Uncontestable, x.Code) {
		return refuse("contest.not_possible", "该问题为受理的前提，不能以异议代替", "the review cannot begin without this, whatever is stated",
			"请补齐所缺内容", "supply what is missing").On("code")
	}
	open, err := c.Contests(x.Project)
	if err != nil {
		return err
	}
	if contested(open, x.Code, x.Document) != nil {
		return refuse("contest.open", "该问题已提出异议", "the finding is contested already", "如需修改，请先撤回原异议", "retract that contest first").On("code")
	}
	return nil
}

// RetractContest (撤回异议) takes it back.
func (s *Service) RetractContest(ctx context.Context, actor Actor, project, contest string) error {
	return s.change(ctx, actor, "project", "retract", func(c *change) error {
		p, err := c.Project(project)
		if err != nil {
			return err
		}
		if err := c.may(p.State, p.reach()); err != nil {
			return err
		}
		open, err := c.Contests(project)
		if err != nil {
			return err
		}
		for i := range open {
			if open[i].ID == contest {
				return c.record("contest", contest, 2, open[i], c.EndContest(contest, c.now))
			}
		}
		return ErrNotFound
	})
}

// Contested (异议后的报告) is a report as the contests that stand leave it.
func (s *Service) Contested(ctx context.Context, project string, report *checker.Report) (*checker.Report, error) {
	var open []Contest
	err := s.store.View(ctx, func(r Reader) (err error) {
		open, err = r.Contests(project)
		return err
	})
	if err != nil {
		return nil, err
	}
	return withContests(report, open), nil
}

func contested(open []Contest, code, document string) *Contest {
	for i := range open {
		if open[i].Code == code && open[i].Document == document {
			return &open[i]
		}
	}
	return nil
}

// withContests is the report with the findings contested that the enterprise contests; the
// one that was given stays as it is.
func withContests(report *checker.Report, open []Contest) *checker.Report {
	out := *report
	out.Findings = append([]checker.Finding{}, report.Findings...)
	for i := range out.Findings {
		f := &out.Findings[i]
		if f.State == checker.Fail && contested(open, f.Code, documentOf(f)) != nil {
			f.State = checker.Contested
		}
	}
	out.Verdict = checker.VerdictOf(out.Findings)
	return &out
}
