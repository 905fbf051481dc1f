package store

import (
	"strings"

	"lianshen/workflow"
)

// named are all columns that hold the digest of a file, with the row that they stand in.
const named = `
	SELECT sha256, 'original', project_id || '/' || slug || '/' || number FROM document_versions
	UNION ALL SELECT facts, 'facts', project_id || '/' || slug || '/' || number FROM document_versions WHERE facts <> ''
	UNION ALL SELECT facts, 'facts', application_id || '/' || round FROM receipts
	UNION ALL SELECT report, 'report', application_id || '/' || round FROM receipts
	UNION ALL SELECT licence, 'licence', id FROM signups WHERE licence <> ''
	UNION ALL SELECT facts, 'facts', project_id || '/' || number FROM evaluations
	UNION ALL SELECT report, 'report', project_id || '/' || number FROM evaluations`

func (t *tx) NamedFiles(yield func(workflow.NamedFile) error) error {
	rows, err := t.sql.QueryContext(t.ctx, named)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var f workflow.NamedFile
		if err := rows.Scan(&f.Digest, &f.Role, &f.Where); err != nil {
			return err
		}
		f.Digest = strings.TrimPrefix(f.Digest, "sha256:")
		if err := yield(f); err != nil {
			return err
		}
	}
	return rows.Err()
}

// NamesFile asks each column by its index. Digests of receipts have the name of the algorithm
// before them, or not.
func (t *tx) NamesFile(digest string) (bool, error) {
	digest = strings.TrimPrefix(digest, "sha256:")
	for _, query := range []string{
		`SELECT 1 FROM document_versions WHERE sha256 IN ($1, $2) LIMIT 1`,
		`SELECT 1 FROM document_versions WHERE facts IN ($1, $2) LIMIT 1`,
		`SELECT 1 FROM receipts WHERE facts IN ($1, $2) LIMIT 1`,
		`SELECT 1 FROM receipts WHERE report IN ($1, $2) LIMIT 1`,
		`SELECT 1 FROM signups WHERE licence IN ($1, $2) LIMIT 1`,
		`SELECT 1 FROM evaluations WHERE facts IN ($1, $2) LIMIT 1`,
		`SELECT 1 FROM evaluations WHERE report IN ($1, $2) LIMIT 1`,
	} {
		if ok, err := t.exists(query, digest, "sha256:"+digest); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}
