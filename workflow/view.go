package workflow

import "context"

// Case (案卷) is an application with everything that happened to it.
type Case struct {
	Application Application  `json:"application"`
	Project     Project      `json:"project"`
	Receipts    []Receipt    `json:"receipts"`
	Sheet       []SheetEntry `json:"sheet"` // of the last receipt
	// Assessments are of the findings of the last receipt.
	Assessments []Assessment `json:"assessments"`
	Returns     []Return     `json:"returns"`
	Decision    *Decision    `json:"decision"` // the one that stands, nil while there is none
	// SetAside are decisions that were corrected, in order.
	SetAside []Decision `json:"set_aside"`
	// Supervision is of a deemed approval, nil where there is none.
	Supervision *Supervision `json:"supervision"`
}

// Dossier (项目档案) is a project with what was filed for it.
type Dossier struct {
	Project    Project           `json:"project"`
	Enterprise Enterprise        `json:"enterprise"`
	Clock      *ProjectClock     `json:"clock"`
	Deadlines  []DeadlineChange  `json:"deadlines"`
	Documents  []Document        `json:"documents"`
	Contests   []Contest         `json:"contests"` // those that stand
	Filing     *AcceptanceFiling `json:"filing"`   // the latest, nil when there is none
	// Applications in the order in which they were drafted.
	Applications []Application `json:"applications"`
}

// Case reads an application.
func (s *Service) Case(ctx context.Context, id string) (*Case, error) {
	out := new(Case)
	err := s.store.View(ctx, func(r Reader) error {
		a, err := r.Application(id)
		if err != nil {
			return err
		}
		p, err := r.Project(a.Project)
		if err != nil {
			return err
		}
		out.Application, out.Project = *a, *p
		return out.fill(r)
	})
	return created(out, err)
}

func (c *Case) fill(r Reader) (err error) {
	if c.Receipts, err = r.Receipts(c.Application.ID); err != nil {
		return err
	}
	if c.Sheet, err = r.Sheet(c.Application.ID, c.Application.Round); err != nil {
		return err
	}
	if c.Returns, err = r.Returns(c.Application.ID); err != nil {
		return err
	}
	if c.Assessments, err = r.Assessments(c.Application.ID, c.Application.Round); err != nil {
		return err
	}
	if c.SetAside, err = r.SetAsides(c.Application.ID); err != nil {
		return err
	}
	if c.Supervision, err = r.Supervision(c.Application.ID, c.Application.Round); err != nil && !isNotFound(err) {
		return err
	}
	if c.Decision, err = r.Decision(c.Application.ID); isNotFound(err) {
		return nil
	}
	return err
}

// Dossier reads a project.
func (s *Service) Dossier(ctx context.Context, id string) (*Dossier, error) {
	out := new(Dossier)
	err := s.store.View(ctx, func(r Reader) error {
		p, err := r.Project(id)
		if err != nil {
			return err
		}
		e, err := r.Enterprise(p.Enterprise)
		if err != nil {
			return err
		}
		out.Project, out.Enterprise = *p, *e
		return out.fill(r)
	})
	if err == nil {
		out.Clock, err = s.Clock(&out.Project)
	}
	return created(out, err)
}

func (d *Dossier) fill(r Reader) (err error) {
	if d.Deadlines, err = r.DeadlineChanges(d.Project.ID); err != nil {
		return err
	}
	if d.Documents, err = r.Documents(d.Project.ID); err != nil {
		return err
	}
	if d.Contests, err = r.Contests(d.Project.ID); err != nil {
		return err
	}
	if d.Applications, err = r.Applications(d.Project.ID); err != nil {
		return err
	}
	if d.Filing, err = r.Filing(d.Project.ID); isNotFound(err) {
		return nil
	}
	return err
}
