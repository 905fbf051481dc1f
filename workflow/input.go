package workflow

import (
	"context"
	"time"

	"lianshen/checker"
	"lianshen/internal/clock"
	"lianshen/policies/notice"
	"lianshen/workflow/calendar"
)

// Date (定审查时点) makes an instant the one at which an input is judged, with the calendar's
// facts for a project; a document on its own has no deadline. Errors are of use and concern the
// day of submission.
func Date(in *checker.Input, at time.Time, c *calendar.Calendar, d notice.Deadlines) error {
	in.EvaluatedAt, in.Today = at.UTC(), clock.Today(at)
	if in.Scope != "dossier" {
		return nil
	}
	var err error
	in.Calendar, err = CalendarFacts(c, d, in.Project, calendar.DateOf(at))
	return err
}

// Input (规则输入) is all that the rules see of a project now, but for its documents: what check
// --dossier makes of a dossier.yaml that says the same.
func (s *Service) Input(ctx context.Context, project string) (*checker.Input, error) {
	d, err := s.Twin(ctx, project)
	if err != nil {
		return nil, err
	}
	in := d.Input()
	return &in, Date(&in, instant(s.clock.Now()), s.calendar, s.notice.Deadlines)
}

// Twin (离线材料) is a project as dossier.yaml says it, but for its documents.
func (s *Service) Twin(ctx context.Context, project string) (*checker.Dossier, error) {
	var d *checker.Dossier
	err := s.store.View(ctx, func(r Reader) (err error) {
		d, err = s.twin(r, project)
		return err
	})
	return d, err
}

// twin is the stored project as a dossier without documents.
func (s *Service) twin(r Reader, project string) (*checker.Dossier, error) {
	p, err := r.Project(project)
	if err != nil {
		return nil, err
	}
	e, err := r.Enterprise(p.Enterprise)
	if err != nil {
		return nil, err
	}
	q, err := r.Equipment(project)
	if err != nil {
		return nil, err
	}
	d := &checker.Dossier{
		Enterprise: checker.Enterprise{
			Name: given(e.Name), USCC: given(e.USCC), Permit: given(e.Permit),
			PermitClass: given(e.PermitClass), Industry: given(e.Industry), Town: given(s.townName(e.Town)),
		},
		Project: checker.Project{ID: given(p.ID), Kind: given(p.Kind), UnitClass: given(p.UnitClass)},
		Outlets: q.Outlets, Instruments: q.Instruments, Loggers: q.Loggers, Video: q.Video, Process: q.Process,
		Contractor: q.Contractor, Commissioner: q.Commissioner, Laboratory: q.Laboratory,
	}
	if p.Deadline != nil {
		d.Project.Deadline, d.Project.DeadlineSource = given(p.Deadline.Date.String()), given(p.Deadline.Source)
	}
	d.Project.SubmittedOn, err = submittedOn(r, p.ID)
	return d, err
}

// given is nil for what is not known.
func given(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func (s *Service) townName(code string) string {
	for _, t := range s.towns {
		if t.Code == code {
			return t.Name
		}
	}
	return code
}

// submittedOn is the day of the last submission that the branch has, or decided on; nil while
// the enterprise is yet to submit.
func submittedOn(r Reader, project string) (*string, error) {
	all, err := r.Applications(project)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	last := all[len(all)-1]
	if last.State == "draft" || last.State == "returned" || last.State == "withdrawn" {
		return nil, nil //nolint:nilnil // not submitted is no error
	}
	receipts, err := r.Receipts(last.ID)
	if err != nil || len(receipts) == 0 {
		return nil, err
	}
	return given(calendar.DateOf(receipts[len(receipts)-1].Received).String()), nil
}
