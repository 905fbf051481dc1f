package store

import "lianshen/workflow"

func scanFinding(r row, f *workflow.Finding) error {
	return r.Scan(&f.Number, &f.Code, &f.Severity, &f.State, &f.Document, list[int]{&f.Pages},
		&f.Message.ZH, &f.Message.EN, &f.Solution.ZH, &f.Solution.EN, &f.Grace)
}

func (t *tx) findings(application string, round int) ([]workflow.Finding, error) {
	return all(t, scanFinding, `SELECT number, code, severity, state, document, pages, message_zh, message_en, solution_zh, solution_en, grace
		FROM receipt_findings WHERE application_id = $1 AND round = $2 ORDER BY number`, application, round)
}

func (t *tx) insertFindings(c *workflow.Receipt) error {
	for i := range c.Snapshot.Findings {
		f := &c.Snapshot.Findings[i]
		err := t.exec(`INSERT INTO receipt_findings (application_id, round, number, code, severity, state, document, pages,
			message_zh, message_en, solution_zh, solution_en, grace) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
			c.Application, c.Round, f.Number, f.Code, string(f.Severity), string(f.State), f.Document, listOf(f.Pages),
			f.Message.ZH, f.Message.EN, f.Solution.ZH, f.Solution.EN, f.Grace)
		if err != nil {
			return err
		}
	}
	return nil
}

func scanAssessment(r row, a *workflow.Assessment) error {
	return r.Scan(&a.Finding, &a.Verdict, &a.Reason, &a.Note, &a.By, at{&a.At})
}

func (t *tx) Assessments(application string, round int) ([]workflow.Assessment, error) {
	return all(t, scanAssessment, `SELECT finding, verdict, reason, note, by_person, at FROM assessments
		WHERE application_id = $1 AND round = $2 ORDER BY finding`, application, round)
}

func (t *tx) SaveAssessment(application string, round int, a *workflow.Assessment) error {
	return t.exec(`INSERT INTO assessments (application_id, round, finding, verdict, reason, note, by_person, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (application_id, round, finding) DO UPDATE SET verdict = excluded.verdict, reason = excluded.reason,
		note = excluded.note, by_person = excluded.by_person, at = excluded.at`,
		application, round, a.Finding, a.Verdict, a.Reason, a.Note, a.By, instant(a.At))
}
