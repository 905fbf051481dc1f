package store

import "lianshen/workflow"

func scanEvaluation(r row, e *workflow.Evaluation) error {
	return r.Scan(&e.Number, list[workflow.VersionRef]{&e.Documents}, &e.Basis, &e.Facts, &e.Report, &e.PolicyRevision, &e.Verdict, at{&e.At})
}

func (t *tx) Evaluation(project string) (*workflow.Evaluation, error) {
	return one(t, scanEvaluation, `SELECT number, documents, basis, facts, report, policy_revision, verdict, at
		FROM evaluations WHERE project_id = $1 ORDER BY number DESC LIMIT 1`, project)
}

func (t *tx) Evaluations(project string, limit int) ([]workflow.Evaluation, error) {
	return all(t, scanEvaluation, `SELECT number, documents, basis, facts, report, policy_revision, verdict, at
		FROM evaluations WHERE project_id = $1 ORDER BY number DESC LIMIT $2`, project, limit)
}

func (t *tx) InsertEvaluation(project string, e *workflow.Evaluation) error {
	return t.exec(`INSERT INTO evaluations (project_id, number, documents, basis, facts, report, policy_revision, verdict, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		project, e.Number, listOf(e.Documents), e.Basis, e.Facts, e.Report, e.PolicyRevision, string(e.Verdict), instant(e.At))
}
