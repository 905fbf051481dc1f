package store

import (
	"errors"
	"time"

	"lianshen/workflow"
	"lianshen/workflow/calendar"
)

const applicationColumns = `SELECT id, project_id, state, round, handler, handler_for, touched, drafted, version FROM applications `

func scanApplication(r row, a *workflow.Application) error {
	return r.Scan(&a.ID, &a.Project, &a.State, &a.Round, words{&a.Handler}, words{&a.HandlerFor}, at{&a.Touched}, at{&a.Drafted}, &a.Version)
}

func (t *tx) Application(id string) (*workflow.Application, error) {
	return one(t, scanApplication, applicationColumns+`WHERE id = $1`, id)
}

func (t *tx) Applications(project string) ([]workflow.Application, error) {
	return all(t, scanApplication, applicationColumns+`WHERE project_id = $1 ORDER BY drafted, id`, project)
}

func (t *tx) OpenApplication(project string) (string, error) {
	id, err := one(t, scalar[string], `SELECT id FROM applications WHERE project_id = $1
		AND state NOT IN ('withdrawn', 'approved', 'deemed_approved')`, project)
	if errors.Is(err, workflow.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return *id, nil
}

func (t *tx) ApprovedProject(project string) (bool, error) {
	return t.exists(`SELECT 1 FROM applications a JOIN decisions d ON d.application_id = a.id
		WHERE a.project_id = $1 AND d.set_aside IS NULL`, project)
}

func (t *tx) InsertApplication(a *workflow.Application) error {
	err := t.exec(`INSERT INTO applications (id, project_id, state, round, handler, handler_for, touched, drafted, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		a.ID, a.Project, a.State, a.Round, orNull(a.Handler), orNull(a.HandlerFor), instant(a.Touched), instant(a.Drafted), a.Version)
	if err != nil {
		return err
	}
	return t.place(a.ID)
}

func (t *tx) SaveApplication(a *workflow.Application) error {
	err := t.replace(`UPDATE applications SET state = $2, round = $3, handler = $4, handler_for = $5, touched = $6, version = $7
		WHERE id = $1 AND version = $8`,
		a.ID, a.State, a.Round, orNull(a.Handler), orNull(a.HandlerFor), instant(a.Touched), a.Version, a.Version-1)
	if err != nil {
		return err
	}
	return t.place(a.ID)
}

func (t *tx) OverdueAt(now time.Time, limit int) ([]string, error) {
	return all(t, scalar[string], `SELECT application_id FROM receipts
		WHERE stopped IS NULL AND provisional = FALSE AND deemed <= $1 ORDER BY deemed LIMIT $2`, instant(now), limit)
}

func (t *tx) Running(after string, limit int) ([]string, error) {
	return all(t, scalar[string], `SELECT application_id FROM receipts WHERE stopped IS NULL AND application_id > $1
		ORDER BY application_id LIMIT $2`, after, limit)
}

func (t *tx) DueBy(day calendar.Date, limit int) ([]string, error) {
	return all(t, scalar[string], `SELECT application_id FROM receipts WHERE stopped IS NULL AND due <= $1 ORDER BY due LIMIT $2`, day.String(), limit)
}

// RectifyBetween asks the desk, where one that is returned is due at the end of its day.
func (t *tx) RectifyBetween(from, to calendar.Date, limit int) ([]string, error) {
	return all(t, scalar[string], `SELECT application_id FROM desk WHERE state = 'returned' AND due BETWEEN $1 AND $2
		ORDER BY due, application_id LIMIT $3`, from.String(), (to + 1).String(), limit)
}
