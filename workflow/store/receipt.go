package store

import "lianshen/workflow"

func scanReceipt(r row, c *workflow.Receipt) error {
	s := &c.Snapshot
	return r.Scan(&c.Application, &c.Round, &c.Number, at{&c.Received}, day{&c.Due}, at{&c.Deemed}, &c.Provisional, &c.Calendar,
		atMaybe{&c.Stopped}, &s.Filing, &s.Facts, &s.Report, &s.PolicyRevision, &s.Verdict, &s.Statement)
}

func (t *tx) Receipts(application string) ([]workflow.Receipt, error) {
	receipts, err := all(t, scanReceipt, `SELECT application_id, round, number, received, due, deemed, provisional, calendar, stopped,
		filing, facts, report, policy_revision, verdict, statement
		FROM receipts WHERE application_id = $1 ORDER BY round`, application)
	for i := range receipts {
		if err == nil {
			receipts[i].Snapshot.Documents, err = all(t, scanRef, `SELECT slug, number, sha256 FROM receipt_documents
				WHERE application_id = $1 AND round = $2 ORDER BY position`, application, receipts[i].Round)
		}
		if err == nil {
			receipts[i].Snapshot.Findings, err = t.findings(application, receipts[i].Round)
		}
	}
	return receipts, err
}

func (t *tx) InsertReceipt(c *workflow.Receipt) error {
	s := &c.Snapshot
	err := t.exec(`INSERT INTO receipts (application_id, round, number, received, due, deemed, provisional, calendar, stopped,
		filing, facts, report, policy_revision, verdict, statement)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		c.Application, c.Round, c.Number, instant(c.Received), c.Due.String(), instant(c.Deemed), c.Provisional, c.Calendar,
		maybeInstant(c.Stopped), s.Filing, s.Facts, s.Report, s.PolicyRevision, string(s.Verdict), s.Statement)
	for i, d := range s.Documents {
		if err == nil {
			err = t.exec(`INSERT INTO receipt_documents (application_id, round, position, project_id, slug, number, sha256)
				SELECT $1, $2, $3, project_id, $4, $5, $6 FROM applications WHERE id = $1`,
				c.Application, c.Round, i, d.Slug, d.Number, d.SHA256)
		}
	}
	if err != nil {
		return err
	}
	return t.insertFindings(c)
}

func (t *tx) SaveReceipt(c *workflow.Receipt) error {
	return t.replace(`UPDATE receipts SET due = $3, deemed = $4, provisional = $5, calendar = $6, stopped = $7
		WHERE application_id = $1 AND round = $2 AND stopped IS NULL`,
		c.Application, c.Round, c.Due.String(), instant(c.Deemed), c.Provisional, c.Calendar, maybeInstant(c.Stopped))
}
