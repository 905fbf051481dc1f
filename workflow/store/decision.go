package store

import (
	"database/sql/driver"
	"time"

	"lianshen/workflow"
)

const decisionColumns = `SELECT round, mode, by_person, at, recorded, open_findings, set_aside, set_aside_by, set_aside_reason FROM decisions `

func scanDecision(r row, d *workflow.Decision) error {
	var s workflow.SetAside
	var when *time.Time
	err := r.Scan(&d.Round, &d.Mode, words{&d.By}, at{&d.At}, at{&d.Recorded}, list[string]{&d.Open},
		atMaybe{&when}, words{&s.By}, words{&s.Reason})
	if when != nil {
		s.At = *when
		d.SetAside = &s
	}
	d.Delayed = d.Outage()
	return err
}

func (t *tx) Decision(application string) (*workflow.Decision, error) {
	return one(t, scanDecision, decisionColumns+`WHERE application_id = $1 AND set_aside IS NULL`, application)
}

func (t *tx) SetAsides(application string) ([]workflow.Decision, error) {
	return all(t, scanDecision, decisionColumns+`WHERE application_id = $1 AND set_aside IS NOT NULL ORDER BY round`, application)
}

func (t *tx) InsertDecision(application string, d *workflow.Decision) error {
	return t.exec(`INSERT INTO decisions (application_id, round, mode, by_person, at, recorded, open_findings)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		application, d.Round, d.Mode, orNull(d.By), instant(d.At), instant(d.Recorded), listOf(d.Open))
}

func (t *tx) SaveDecision(application string, d *workflow.Decision) error {
	var when, by, reason driver.Value
	if d.SetAside != nil {
		when, by, reason = instant(d.SetAside.At), d.SetAside.By, d.SetAside.Reason
	}
	return t.replace(`UPDATE decisions SET set_aside = $3, set_aside_by = $4, set_aside_reason = $5
		WHERE application_id = $1 AND round = $2 AND set_aside IS NULL`, application, d.Round, when, by, reason)
}

const supervisionColumns = `SELECT application_id, round, opened, closed, closed_by, note FROM supervisions `

func scanSupervision(r row, x *workflow.Supervision) error {
	return r.Scan(&x.Application, &x.Round, at{&x.Opened}, atMaybe{&x.Closed}, words{&x.By}, words{&x.Note})
}

func (t *tx) Supervision(application string, round int) (*workflow.Supervision, error) {
	return one(t, scanSupervision, supervisionColumns+`WHERE application_id = $1 AND round = $2`, application, round)
}

func (t *tx) OpenSupervisions(limit int) ([]workflow.Supervision, error) {
	return all(t, scanSupervision, supervisionColumns+`WHERE closed IS NULL ORDER BY opened LIMIT $1`, limit)
}

func scanDeemed(r row, x *workflow.DeemedItem) error {
	s := &x.Supervision
	return r.Scan(&s.Application, &s.Round, at{&s.Opened}, atMaybe{&s.Closed}, words{&s.By}, words{&s.Note}, &x.Project, &x.Kind, &x.Branch, &x.Enterprise, &x.Name, &x.Number, &x.State, &x.Version)
}

// DeemedPage walks back from the latest. Those of a branch are picked out of the city's, which are
// few; || ” keeps the databases from beginning with all projects of the branch.
func (t *tx) DeemedPage(q workflow.DeemedQuery, before workflow.Cursor, limit int) ([]workflow.DeemedItem, error) {
	query := `SELECT s.application_id, s.round, s.opened, s.closed, s.closed_by, s.note, p.id, p.kind, p.branch, e.id, e.name, c.number, a.state, a.version
		FROM supervisions s JOIN applications a ON a.id = s.application_id JOIN projects p ON p.id = a.project_id
		JOIN enterprises e ON e.id = p.enterprise_id JOIN receipts c ON c.application_id = s.application_id AND c.round = s.round
		WHERE (s.opened, s.application_id) < ($1, $2)`
	if before == (workflow.Cursor{}) {
		before.Key = "~" // after every instant
	}
	args := []any{before.Key, before.ID, limit}
	if q.Open {
		query += ` AND s.closed IS NULL`
	}
	if q.Branch != "" {
		query, args = query+` AND p.branch || '' = $4`, append(args, q.Branch)
	}
	return all(t, scanDeemed, query+` ORDER BY s.opened DESC, s.application_id DESC LIMIT $3`, args...)
}

func (t *tx) InsertSupervision(x *workflow.Supervision) error {
	return t.exec(`INSERT INTO supervisions (application_id, round, opened) VALUES ($1, $2, $3)`, x.Application, x.Round, instant(x.Opened))
}

// EndSupervision gives ErrVersion when it is closed already.
func (t *tx) EndSupervision(x *workflow.Supervision) error {
	return t.replace(`UPDATE supervisions SET closed = $3, closed_by = $4, note = $5 WHERE application_id = $1 AND round = $2 AND closed IS NULL`,
		x.Application, x.Round, maybeInstant(x.Closed), x.By, x.Note)
}
