package store

import (
	"database/sql/driver"
	"time"

	"lianshen/workflow"
)

func scanFiling(r row, f *workflow.AcceptanceFiling) error {
	var s workflow.Settlement
	var settled *time.Time
	err := r.Scan(&f.ID, &f.Project, &f.Number, &f.Branch, &f.By, at{&f.At}, &f.State, words{&s.By}, atMaybe{&settled}, words{&s.Note})
	if settled != nil {
		s.At = *settled
		f.Settled = &s
	}
	return err
}

// Filing orders by identifier, which grows with time.
func (t *tx) Filing(project string) (*workflow.AcceptanceFiling, error) {
	f, err := one(t, scanFiling, `SELECT id, project_id, number, branch, by_person, at, state, settled_by, settled_at, settled_note
		FROM filings WHERE project_id = $1 ORDER BY at DESC, id DESC LIMIT 1`, project)
	if err != nil {
		return nil, err
	}
	f.Documents, err = all(t, scanRef, `SELECT slug, number, sha256 FROM filing_documents WHERE filing_id = $1 ORDER BY position`, f.ID)
	return f, err
}

func scanWaitingFiling(r row, f *workflow.FilingItem) error {
	return r.Scan(&f.ID, &f.Project, &f.Number, &f.Branch, at{&f.At}, &f.Kind, &f.Enterprise, &f.Name)
}

// WaitingFilings has the branch first where one is asked for, so that each has its index.
func (t *tx) WaitingFilings(branch string, after workflow.Cursor, limit int) ([]workflow.FilingItem, error) {
	const columns = `SELECT f.id, f.project_id, f.number, f.branch, f.at, p.kind, e.id, e.name
		FROM filings f JOIN projects p ON p.id = f.project_id JOIN enterprises e ON e.id = p.enterprise_id WHERE f.state = 'sent'`
	const order = ` AND (f.at, f.id) > ($1, $2) ORDER BY f.at, f.id LIMIT $3`
	if branch != "" {
		return all(t, scanWaitingFiling, columns+` AND f.branch = $4`+order, after.Key, after.ID, limit, branch)
	}
	return all(t, scanWaitingFiling, columns+order, after.Key, after.ID, limit)
}

func (t *tx) InsertFiling(f *workflow.AcceptanceFiling) error {
	by, at, note := settlement(f)
	err := t.exec(`INSERT INTO filings (id, project_id, number, branch, by_person, at, state, settled_by, settled_at, settled_note)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		f.ID, f.Project, f.Number, f.Branch, f.By, instant(f.At), f.State, by, at, note)
	for i, d := range f.Documents {
		if err == nil {
			err = t.exec(`INSERT INTO filing_documents (filing_id, position, project_id, slug, number, sha256) VALUES ($1, $2, $3, $4, $5, $6)`,
				f.ID, i, f.Project, d.Slug, d.Number, d.SHA256)
		}
	}
	return err
}

func (t *tx) SettleFiling(f *workflow.AcceptanceFiling) error {
	by, at, note := settlement(f)
	return t.replace(`UPDATE filings SET state = $2, settled_by = $3, settled_at = $4, settled_note = $5 WHERE id = $1 AND state = 'sent'`,
		f.ID, f.State, by, at, note)
}

func settlement(f *workflow.AcceptanceFiling) (by, at, note driver.Value) {
	if f.Settled == nil {
		return nil, nil, nil
	}
	return f.Settled.By, instant(f.Settled.At), f.Settled.Note
}

func (t *tx) NextNumber(series string) (int, error) {
	n, err := one(t, scalar[int], `INSERT INTO numbers (series, last) VALUES ($1, 1)
		ON CONFLICT (series) DO UPDATE SET last = numbers.last + 1 RETURNING last`, series)
	if err != nil {
		return 0, err
	}
	return *n, nil
}
