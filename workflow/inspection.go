package workflow

import (
	"context"
	"fmt"
)

// Inspected (读取结果) is what came of reading a version: the digest of its facts, or the code
// of the error because of which there are none, with its words in Chinese.
type Inspected struct {
	Facts   string `json:"facts"`
	Failure string `json:"failure"`
	Message string `json:"message"`
}

// Read reports whether the version was read, whatever came of it.
func (in Inspected) Read() bool { return in.Facts != "" || in.Failure != "" }

// Version reads one version of a document.
func (s *Service) Version(ctx context.Context, at InspectArgs) (*Version, error) {
	var out *Version
	err := s.store.View(ctx, func(r Reader) (err error) {
		out, err = versionAt(r, at)
		return err
	})
	return created(out, err)
}

func versionAt(r Reader, at InspectArgs) (*Version, error) {
	docs, err := r.Documents(at.Project)
	if err != nil {
		return nil, err
	}
	for _, d := range docs {
		if d.Slug == at.Slug && at.Number >= 1 && at.Number <= len(d.Versions) {
			return &d.Versions[at.Number-1], nil
		}
	}
	return nil, ErrNotFound
}

// RecordFacts (记录读取结果) notes what came of reading a version. The first facts stay: what an
// application was judged by does not change under it. A failure gives way to facts.
func (s *Service) RecordFacts(ctx context.Context, from string, at InspectArgs, in Inspected) error {
	if (in.Facts == "") == (in.Failure == "") {
		return fmt.Errorf("inspection of %s/%s/%d: either facts or a failure, not %+v", at.Project, at.Slug, at.Number, in)
	}
	err := s.change(ctx, Actor{From: from}, "project", "inspected", func(c *change) error {
		p, err := c.Project(at.Project)
		if err != nil {
			return err
		}
		if err := c.may(p.State, p.reach()); err != nil {
			return err
		}
		v, err := versionAt(c, at)
		if err != nil {
			return err
		}
		if v.Facts != "" || v.Failure == in.Failure && in.Failure != "" {
			return errNothing
		}
		if err := c.checkInspected(in); err != nil {
			return err
		}
		v.Inspected = in
		if err := c.SaveFacts(at.Project, at.Slug, v); err != nil {
			return err
		}
		job := Job{Kind: JobEvaluate, Args: EvaluateArgs(at)}
		return c.record("document", at.Project+"/"+at.Slug, at.Number, in, c.Enqueue(job))
	})
	return quiet(err)
}

func (c *change) checkInspected(in Inspected) error {
	if in.Facts == "" {
		return nil
	}
	if err := digest("facts", in.Facts); err != nil {
		return err
	}
	return c.stored("facts", in.Facts)
}
