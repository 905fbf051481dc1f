package store

import (
	"time"

	"lianshen/workflow"
)

// slot is a version with the slot it fills.
type slot struct {
	slug    string
	version workflow.Version
}

func scanSlot(r row, s *slot) error {
	v := &s.version
	return r.Scan(&s.slug, &v.Number, &v.SHA256, &v.Bytes, &v.Name, &v.Facts, &v.Failure, &v.Message, &v.By, at{&v.At})
}

func (t *tx) Documents(project string) ([]workflow.Document, error) {
	slots, err := all(t, scanSlot, `SELECT slug, number, sha256, bytes, name, facts, failure, failure_message, by_person, at
		FROM document_versions WHERE project_id = $1 ORDER BY slug, number`, project)
	docs := []workflow.Document{}
	for _, s := range slots {
		if n := len(docs); n == 0 || docs[n-1].Slug != s.slug {
			docs = append(docs, workflow.Document{Slug: s.slug})
		}
		last := &docs[len(docs)-1]
		last.Versions = append(last.Versions, s.version)
	}
	return docs, err
}

func (t *tx) Uploaded(person string, since time.Time) (workflow.Amount, error) {
	a, err := one(t, func(r row, a *workflow.Amount) error { return r.Scan(&a.Versions, &a.Bytes) },
		`SELECT COUNT(*), CAST(COALESCE(SUM(bytes), 0) AS BIGINT) FROM document_versions WHERE by_person = $1 AND at >= $2`, person, instant(since))
	if err != nil {
		return workflow.Amount{}, err
	}
	return *a, nil
}

func (t *tx) AddVersion(project, slug string, v *workflow.Version) error {
	return t.exec(`INSERT INTO document_versions (project_id, slug, number, sha256, bytes, name, facts, failure, failure_message, by_person, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		project, slug, v.Number, v.SHA256, v.Bytes, v.Name, v.Facts, v.Failure, v.Message, v.By, instant(v.At))
}

func (t *tx) SaveFacts(project, slug string, v *workflow.Version) error {
	return t.replace(`UPDATE document_versions SET facts = $4, failure = $5, failure_message = $6
		WHERE project_id = $1 AND slug = $2 AND number = $3 AND facts = ''`, project, slug, v.Number, v.Facts, v.Failure, v.Message)
}

func scanRef(r row, v *workflow.VersionRef) error { return r.Scan(&v.Slug, &v.Number, &v.SHA256) }
