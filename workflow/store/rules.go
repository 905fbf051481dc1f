package store

import "lianshen/workflow"

func scanRules(r row, v *workflow.RuleRevision) error {
	return r.Scan(&v.Number, &v.Revision, at{&v.Adopted})
}

func (t *tx) RulesInForce() (*workflow.RuleRevision, error) {
	return one(t, scanRules, `SELECT number, revision, adopted FROM rule_revisions ORDER BY number DESC LIMIT 1`)
}

func (t *tx) InsertRules(v *workflow.RuleRevision) error {
	return t.exec(`INSERT INTO rule_revisions (number, revision, adopted) VALUES ($1, $2, $3)`, v.Number, v.Revision, instant(v.Adopted))
}
