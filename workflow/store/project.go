package store

import (
	"database/sql"
	"database/sql/driver"

	"lianshen/workflow"
	"lianshen/workflow/calendar"
)

const projectColumns = `SELECT id, enterprise_id, branch, kind, unit_class, state, deadline, deadline_source,
	deadline_confirmed, opened, first_data, version,
	replaces, part, replaced_on, register_by, register_provisional FROM projects LEFT JOIN replacements ON project_id = id `

// deadline scans a task deadline from its three columns, which are NULL together.
type deadline struct {
	day       *calendar.Date
	source    sql.NullString
	confirmed sql.NullBool
}

func (d *deadline) value() *workflow.TaskDeadline {
	if d.day == nil {
		return nil
	}
	return &workflow.TaskDeadline{Date: *d.day, Source: d.source.String, Confirmed: d.confirmed.Bool}
}

// columns are the same three for writing.
func columns(d *workflow.TaskDeadline) (day, source, confirmed driver.Value) {
	if d == nil {
		return nil, nil, nil
	}
	return d.Date.String(), d.Source, d.Confirmed
}

// replacement scans what a project replaces from columns that are NULL together.
type replacement struct {
	replaces, part sql.NullString
	on, by         *calendar.Date
	provisional    sql.NullBool
}

func (x *replacement) value() *workflow.Replacement {
	if !x.replaces.Valid {
		return nil
	}
	return &workflow.Replacement{Replaces: x.replaces.String, Part: x.part.String, On: *x.on, RegisterBy: *x.by, Provisional: x.provisional.Bool}
}

func scanProject(r row, p *workflow.Project) error {
	var d deadline
	var x replacement
	err := r.Scan(&p.ID, &p.Enterprise, &p.Branch, &p.Kind, &p.UnitClass, &p.State,
		dayMaybe{&d.day}, &d.source, &d.confirmed, at{&p.Opened}, atMaybe{&p.FirstData}, &p.Version,
		&x.replaces, &x.part, dayMaybe{&x.on}, dayMaybe{&x.by}, &x.provisional)
	p.Deadline, p.Replacement = d.value(), x.value()
	return err
}

func (t *tx) Project(id string) (*workflow.Project, error) {
	return one(t, scanProject, projectColumns+`WHERE id = $1`, id)
}

func (t *tx) ProjectsOf(enterprise string) ([]workflow.Project, error) {
	return all(t, scanProject, projectColumns+`WHERE enterprise_id = $1 ORDER BY id`, enterprise)
}

func (t *tx) InsertProject(p *workflow.Project) error {
	day, source, confirmed := columns(p.Deadline)
	err := t.exec(`INSERT INTO projects (id, enterprise_id, branch, kind, unit_class, state, deadline, deadline_source,
		deadline_confirmed, opened, first_data, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		p.ID, p.Enterprise, p.Branch, p.Kind, p.UnitClass, p.State, day, source, confirmed, instant(p.Opened), maybeInstant(p.FirstData), p.Version)
	if x := p.Replacement; err == nil && x != nil {
		err = t.exec(`INSERT INTO replacements (project_id, replaces, part, replaced_on, register_by, register_provisional) VALUES ($1, $2, $3, $4, $5, $6)`,
			p.ID, x.Replaces, x.Part, x.On.String(), x.RegisterBy.String(), x.Provisional)
	}
	return err
}

// UnappliedBetween leaves out projects with an application beyond its draft.
func (t *tx) UnappliedBetween(from, to calendar.Date) ([]string, error) {
	return all(t, scalar[string], `SELECT p.id FROM projects p WHERE p.state = 'active' AND p.deadline BETWEEN $1 AND $2
		AND NOT EXISTS (SELECT 1 FROM applications a WHERE a.project_id = p.id AND a.state NOT IN ('draft', 'withdrawn'))
		ORDER BY p.deadline, p.id`, from.String(), to.String())
}

func (t *tx) SaveProject(p *workflow.Project) error {
	day, source, confirmed := columns(p.Deadline)
	return t.replace(`UPDATE projects SET state = $2, deadline = $3, deadline_source = $4, deadline_confirmed = $5,
		first_data = $6, version = $7 WHERE id = $1 AND version = $8`,
		p.ID, p.State, day, source, confirmed, maybeInstant(p.FirstData), p.Version, p.Version-1)
}

func scanDeadlineChange(r row, c *workflow.DeadlineChange) error {
	var before deadline
	err := r.Scan(&c.Number, dayMaybe{&before.day}, &before.source, &before.confirmed,
		day{&c.New.Date}, &c.New.Source, &c.New.Confirmed, &c.Reason, &c.By, at{&c.At})
	c.Old = before.value()
	return err
}

func (t *tx) DeadlineChanges(project string) ([]workflow.DeadlineChange, error) {
	return all(t, scanDeadlineChange, `SELECT number, old_day, old_source, old_confirmed, new_day, new_source, new_confirmed,
		reason, by_person, at FROM deadline_changes WHERE project_id = $1 ORDER BY number`, project)
}

func (t *tx) InsertDeadlineChange(project string, c *workflow.DeadlineChange) error {
	day, source, confirmed := columns(c.Old)
	return t.exec(`INSERT INTO deadline_changes (project_id, number, old_day, old_source, old_confirmed, new_day, new_source,
		new_confirmed, reason, by_person, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		project, c.Number, day, source, confirmed, c.New.Date.String(), c.New.Source, c.New.Confirmed, c.Reason, c.By, instant(c.At))
}
