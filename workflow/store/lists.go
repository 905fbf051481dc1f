package store

import (
	"cmp"
	"slices"

	"lianshen/workflow"
	"lianshen/workflow/calendar"
)

// place puts an application on the desk as it is now, or takes it off when it is settled.
func (t *tx) place(application string) error {
	if err := t.exec(`DELETE FROM desk WHERE application_id = $1`, application); err != nil {
		return err
	}
	return t.exec(`INSERT INTO desk (application_id, project_id, enterprise_id, branch, state, due)
		SELECT a.id, a.project_id, p.enterprise_id, p.branch, a.state, COALESCE(
			CASE WHEN a.state = 'returned' THEN (SELECT r.rectify_by || 'T15:59:59.999999Z' FROM returns r WHERE r.application_id = a.id AND r.round = a.round) END,
			(SELECT c.deemed FROM receipts c WHERE c.application_id = a.id AND c.stopped IS NULL), a.touched)
		FROM applications a JOIN projects p ON p.id = a.project_id
		WHERE a.id = $1 AND a.state NOT IN ('withdrawn', 'approved', 'deemed_approved')`, application)
}

func scanDesk(r row, d *workflow.DeskItem) error {
	return r.Scan(&d.Application, &d.Project, &d.Enterprise, &d.Name, &d.Branch, &d.State, at{&d.Due}, &d.Kind, words{&d.Number}, words{&d.Handler}, words{&d.HandlerName})
}

const deskColumns = `SELECT d.application_id, d.project_id, d.enterprise_id, e.name, d.branch, d.state, d.due, p.kind, c.number, a.handler, h.name
	FROM desk d JOIN enterprises e ON e.id = d.enterprise_id JOIN projects p ON p.id = d.project_id JOIN applications a ON a.id = d.application_id
	LEFT JOIN receipts c ON c.application_id = a.id AND c.round = a.round LEFT JOIN persons h ON h.id = a.handler `

// deskOrder ends the query of a list; the state comes first where nothing else divides it.
const deskOrder = ` AND d.state = $1 AND (d.due, d.application_id) > ($2, $3) ORDER BY d.due, d.application_id LIMIT $4`

// Desk reads each state by its own part of an index, then merges.
func (t *tx) Desk(q workflow.DeskQuery, after workflow.Cursor, limit int) ([]workflow.DeskItem, error) {
	query, whose := deskColumns+`WHERE TRUE`+deskOrder, []any{}
	switch {
	case q.Enterprise != "":
		query, whose = deskColumns+`WHERE d.enterprise_id = $5`+deskOrder, []any{q.Enterprise}
	case q.Branch != "":
		query, whose = deskColumns+`WHERE d.branch = $5`+deskOrder, []any{q.Branch}
	}
	var out []workflow.DeskItem
	for _, state := range q.States {
		rows, err := all(t, scanDesk, query, append([]any{state, after.Key, after.ID, limit}, whose...)...)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	slices.SortFunc(out, func(a, b workflow.DeskItem) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Application, b.Application))
	})
	return out[:min(limit, len(out))], nil
}

func (t *tx) DueProjects(branch string, from, to calendar.Date, after workflow.Cursor, limit int) ([]workflow.Project, error) {
	const order = ` AND state = 'active' AND deadline BETWEEN $1 AND $2 AND (deadline, id) > ($3, $4) ORDER BY deadline, id LIMIT $5`
	if first, err := calendar.ParseDate(after.Key); err == nil && first > from {
		from = first // rather than be walked past
	}
	args := []any{from.String(), to.String(), after.Key, after.ID, limit}
	if branch != "" {
		return all(t, scanProject, projectColumns+`WHERE branch = $6`+order, append(args, branch)...)
	}
	return all(t, scanProject, projectColumns+`WHERE TRUE`+order, args...)
}

func (t *tx) ProjectsPageOf(enterprise, after string, limit int) ([]workflow.Project, error) {
	return all(t, scanProject, projectColumns+`WHERE enterprise_id = $3 AND id > $1 ORDER BY id LIMIT $2`, after, limit, enterprise)
}

func (t *tx) ProjectPage(branch, state, after string, limit int) ([]workflow.Project, error) {
	const order = `id > $1 ORDER BY id LIMIT $2`
	switch {
	case branch != "" && state != "":
		return all(t, scanProject, projectColumns+`WHERE branch = $3 AND state = $4 AND `+order, after, limit, branch, state)
	case branch != "":
		return all(t, scanProject, projectColumns+`WHERE branch = $3 AND `+order, after, limit, branch)
	case state != "":
		return all(t, scanProject, projectColumns+`WHERE state = $3 AND `+order, after, limit, state)
	}
	return all(t, scanProject, projectColumns+`WHERE `+order, after, limit)
}
