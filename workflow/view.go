package workflow

import (
	"context"
	"slices"
	"strings"
)

// Case (案卷) is an application with everything that happened to it.
type Case struct {
	Application Application  `json:"application"`
	Project     Project      `json:"project"`
	Enterprise  Enterprise   `json:"enterprise"`
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
	// Late are the codes of findings that an earlier return could have raised and did not: who
	// raises one now says why.
	Late []string `json:"late"`
	// Names are those of the persons mentioned, by identifier.
	Names map[string]string `json:"names"`
}

// Dossier (项目档案) is a project with what was filed for it.
type Dossier struct {
	Project    Project           `json:"project"`
	Enterprise Enterprise        `json:"enterprise"`
	Clock      *ProjectClock     `json:"clock"`
	Deadlines  []DeadlineChange  `json:"deadlines"`
	Documents  []Document        `json:"documents"`
	Equipment  Equipment         `json:"equipment"`
	Contests   []Contest         `json:"contests"` // those that stand
	Filing     *AcceptanceFiling `json:"filing"`   // the latest, nil when there is none
	// Names are those of who uploaded, contested, filed and settled, by identifier.
	Names map[string]string `json:"names"`
	// Applications in the order in which they were drafted.
	Applications []Application `json:"applications"`
}

// OutletCodes are the outlets that the project monitors, else those of the enterprise, as a sheet
// names them.
func (d *Dossier) OutletCodes() string {
	var codes []string
	for _, o := range d.Equipment.Outlets {
		codes = append(codes, o.Code)
	}
	if len(codes) == 0 {
		for _, o := range d.Enterprise.Outlets {
			codes = append(codes, o.Code)
		}
	}
	return strings.Join(codes, "、")
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
		e, err := r.Enterprise(p.Enterprise)
		if err != nil {
			return err
		}
		out.Application, out.Project, out.Enterprise = *a, *p, *e
		if err := out.fill(r); err != nil {
			return err
		}
		out.Names, err = names(r, out.persons())
		return err
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
	c.Late = []string{}
	for code, late := range raisedLate(c.Application.Round, c.Receipts, c.Returns) {
		if late {
			c.Late = append(c.Late, code)
		}
	}
	slices.Sort(c.Late)
	if c.Supervision, err = r.Supervision(c.Application.ID, c.Application.Round); err != nil && !isNotFound(err) {
		return err
	}
	if c.Decision, err = r.Decision(c.Application.ID); isNotFound(err) {
		return nil
	}
	return err
}

// persons are the identifiers of everyone whom the case mentions.
func (c *Case) persons() []string {
	ids := []string{c.Application.Handler, c.Application.HandlerFor}
	for _, e := range c.Sheet {
		ids = append(ids, e.By)
	}
	for _, a := range c.Assessments {
		ids = append(ids, a.By)
	}
	for _, r := range c.Returns {
		ids = append(ids, r.By)
	}
	for _, d := range c.SetAside {
		ids = append(ids, d.By, d.SetAside.By)
	}
	if c.Decision != nil {
		ids = append(ids, c.Decision.By)
	}
	if c.Supervision != nil {
		ids = append(ids, c.Supervision.By)
	}
	return ids
}

// names looks persons up; "" is nobody.
func names(r Reader, ids []string) (map[string]string, error) {
	out := map[string]string{}
	for _, id := range ids {
		if _, known := out[id]; known || id == "" {
			continue
		}
		p, err := r.Person(id)
		if err != nil {
			return nil, err
		}
		out[id] = p.Name
	}
	return out, nil
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
		if err := out.fill(r); err != nil {
			return err
		}
		out.Names, err = names(r, out.persons())
		return err
	})
	if err == nil {
		out.Clock, err = s.Clock(&out.Project)
	}
	return created(out, err)
}

func (d *Dossier) persons() []string {
	var ids []string
	for _, doc := range d.Documents {
		for _, v := range doc.Versions {
			ids = append(ids, v.By)
		}
	}
	for _, x := range d.Contests {
		ids = append(ids, x.By)
	}
	if d.Filing == nil {
		return ids
	}
	ids = append(ids, d.Filing.By)
	if d.Filing.Settled != nil {
		ids = append(ids, d.Filing.Settled.By)
	}
	return ids
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
	equipment, err := r.Equipment(d.Project.ID)
	if err != nil {
		return err
	}
	d.Equipment = *equipment
	if d.Applications, err = r.Applications(d.Project.ID); err != nil {
		return err
	}
	if d.Filing, err = r.Filing(d.Project.ID); isNotFound(err) {
		return nil
	}
	return err
}
