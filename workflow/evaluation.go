package workflow

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"lianshen/checker"
)

// Evaluation (预审) is what the rules said of a project's documents as they were at an instant.
type Evaluation struct {
	Number    int          `json:"number"` // from 1
	Documents []VersionRef `json:"documents"`
	// Basis is the digest of what was judged, but for the instant and the days counted from it.
	Basis string `json:"basis"`
	// Facts and Report are digests of what the rules saw and of what they said.
	Facts          string          `json:"facts"`
	Report         string          `json:"report"`
	PolicyRevision string          `json:"policy_revision"`
	Verdict        checker.Verdict `json:"verdict"`
	At             time.Time       `json:"at"`
}

// EvaluateArgs names the project that is to be judged, and the version because of which: that
// of a document that was read, or of the project itself when its data changed. A second reason
// is a second job, as the first may be running without it.
type EvaluateArgs struct {
	Project string `json:"project"`
	Slug    string `json:"slug"`
	Number  int    `json:"number"`
}

// BasisOf (判断依据摘要) is the digest of an input but for the instant and the days counted from it.
func BasisOf(in checker.Input) (string, error) {
	in.EvaluatedAt, in.Today, in.Calendar = time.Time{}, "", nil
	raw, err := json.Marshal(in)
	if err != nil {
		return "", fmt.Errorf("basis: %w", err)
	}
	return fmt.Sprintf("%x", sha256.Sum256(raw)), nil
}

// Evaluation returns the last one of a project, or ErrNotFound.
func (s *Service) Evaluation(ctx context.Context, project string) (*Evaluation, error) {
	var out *Evaluation
	err := s.store.View(ctx, func(r Reader) (err error) {
		out, err = r.Evaluation(project)
		return err
	})
	return created(out, err)
}

// Evaluations lists those of a project, the latest first, at most limit of them.
func (s *Service) Evaluations(ctx context.Context, project string, limit int) ([]Evaluation, error) {
	var out []Evaluation
	err := s.store.View(ctx, func(r Reader) (err error) {
		out, err = r.Evaluations(project, limit)
		return err
	})
	return out, err
}

// KeepJudgement stores what the rules saw and said, and returns the two digests.
func (s *Service) KeepJudgement(ctx context.Context, in *checker.Input, report *checker.Report) (facts, said string, err error) {
	if facts, err = s.keepJSON(ctx, in); err != nil {
		return "", "", fmt.Errorf("keep the facts: %w", err)
	}
	if said, err = s.keepJSON(ctx, report); err != nil {
		return "", "", fmt.Errorf("keep the report: %w", err)
	}
	return facts, said, nil
}

func (s *Service) keepJSON(ctx context.Context, v any) (string, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	digest, _, err := s.files.Put(ctx, bytes.NewReader(raw), int64(len(raw)))
	return digest, err
}

// RecordEvaluation (记录预审结果) notes a judgement of documents that are still current; facts and
// report must be stored. The same basis judged by the same rules once more changes nothing, nor
// does a judgement that uploads have overtaken.
func (s *Service) RecordEvaluation(ctx context.Context, from, project string, e Evaluation) error {
	err := s.change(ctx, Actor{From: from}, "project", "evaluated", func(c *change) error {
		p, err := c.Project(project)
		if err != nil {
			return err
		}
		if err := c.may(p.State, p.reach()); err != nil {
			return err
		}
		if err := c.fits(project, &e); err != nil {
			return err
		}
		for field, digest := range map[string]string{"facts": e.Facts, "report": e.Report} {
			if err := c.stored(field, digest); err != nil {
				return err
			}
		}
		e.At = c.now
		return c.record("project", project, p.Version, e, c.InsertEvaluation(project, &e))
	})
	return quiet(err)
}

// fits numbers an evaluation, or ends the operation when it says nothing new.
func (c *change) fits(project string, e *Evaluation) error {
	docs, err := c.Documents(project)
	if err != nil {
		return err
	}
	if !slices.Equal(CurrentVersions(docs), e.Documents) {
		return errNothing
	}
	e.Number = 1
	last, err := c.Evaluation(project)
	if isNotFound(err) {
		return nil
	}
	if err == nil && last.PolicyRevision == e.PolicyRevision && last.Basis == e.Basis {
		return errNothing
	}
	e.Number += last.Number
	return err
}

// CurrentVersions names the current versions of documents, in their order.
func CurrentVersions(docs []Document) []VersionRef {
	out := make([]VersionRef, len(docs))
	for i := range docs {
		v := docs[i].Current()
		out[i] = VersionRef{Slug: docs[i].Slug, Number: v.Number, SHA256: v.SHA256}
	}
	return out
}
