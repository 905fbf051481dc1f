package workflow

import (
	"context"
	"slices"

	"lianshen/checker"
)

// Contribution (协作材料) is what a partner sees of a project: the documents that are its own to
// fill, and nothing else.
type Contribution struct {
	Project    string     `json:"project"`
	Kind       string     `json:"kind"`  // of the project
	State      string     `json:"state"` // of the project
	Enterprise string     `json:"enterprise"`
	Slugs      []string   `json:"slugs"`
	Documents  []Document `json:"documents"`
}

// Contribution reads a project as far as a person's grants for some of its documents reach.
func (s *Service) Contribution(ctx context.Context, person, project string) (*Contribution, error) {
	out := &Contribution{Project: project, Documents: []Document{}}
	err := s.store.View(ctx, func(r Reader) error {
		grants, err := s.inForce(r, person)
		if err != nil {
			return err
		}
		for _, g := range grants {
			if d := g.Documents; d != nil && d.Project == project {
				out.Slugs = append(out.Slugs, d.Slugs...)
			}
		}
		if len(out.Slugs) == 0 {
			return ErrNotFound
		}
		return out.fill(r, s.notice.Slugs())
	})
	return created(out, err)
}

func (c *Contribution) fill(r Reader, order []string) error {
	c.Slugs = slices.DeleteFunc(slices.Clone(order), func(slug string) bool { return !contains(c.Slugs, slug) })
	p, err := r.Project(c.Project)
	if err != nil {
		return err
	}
	c.Kind, c.State = p.Kind, p.State
	e, err := r.Enterprise(p.Enterprise)
	if err != nil {
		return err
	}
	c.Enterprise = e.Name
	docs, err := r.Documents(c.Project)
	for _, d := range docs {
		if contains(c.Slugs, d.Slug) {
			c.Documents = append(c.Documents, d)
		}
	}
	return err
}

// Findings are those of a report about the documents of the contribution alone.
func (c *Contribution) Findings(report *checker.Report) []checker.Finding {
	out := []checker.Finding{}
	for _, f := range report.Findings {
		if f.Document == nil || !contains(c.Slugs, *f.Document) {
			continue
		}
		// What else a finding points at is of documents that are not theirs.
		f.Places = slices.DeleteFunc(slices.Clone(f.Places), func(p checker.Place) bool { return !contains(c.Slugs, p.Document) })
		f.Params, f.Evidence = map[string]any{}, []string{}
		out = append(out, f)
	}
	return out
}
