package store

import "lianshen/workflow"

const roleColumns = `SELECT id, form, number, branch, name, position, role, post, note, state, reason, person_id, grant_id, filed_by, filed,
	settled_by, settled, version FROM role_applications `

func scanRole(r row, x *workflow.RoleApplication) error {
	return r.Scan(&x.ID, &x.Form, &x.Number, &x.Branch, &x.Name, &x.Position, &x.Role, &x.Post, &x.Note, &x.State, &x.Reason, words{&x.Person}, words{&x.Grant},
		&x.FiledBy, at{&x.Filed}, words{&x.SettledBy}, atMaybe{&x.Settled}, &x.Version)
}

func (t *tx) Role(id string) (*workflow.RoleApplication, error) {
	return one(t, scanRole, roleColumns+`WHERE id = $1`, id)
}

func (t *tx) RolesOf(form string) ([]workflow.RoleApplication, error) {
	return all(t, scanRole, roleColumns+`WHERE form = $1 ORDER BY number`, form)
}

func (t *tx) Roles(branches []string, state, before string, limit int) ([]workflow.RoleApplication, error) {
	query, args := roleColumns+`WHERE ($1 = '' OR id < $1)`, []any{before, limit}
	if state != "" {
		query, args = query+` AND state = $3`, append(args, state)
	}
	if branches != nil {
		in, more := anyOf(branches, len(args))
		query, args = query+` AND branch IN (`+in+`)`, append(args, more...)
	}
	return all(t, scanRole, query+` ORDER BY id DESC LIMIT $2`, args...)
}

func (t *tx) InsertRole(x *workflow.RoleApplication) error {
	return t.exec(`INSERT INTO role_applications (id, form, number, branch, name, position, role, post, note, state, reason, filed_by, filed, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		x.ID, x.Form, x.Number, x.Branch, x.Name, x.Position, x.Role, x.Post, x.Note, x.State, x.Reason, x.FiledBy, instant(x.Filed), x.Version)
}

func (t *tx) SaveRole(x *workflow.RoleApplication) error {
	return t.replace(`UPDATE role_applications SET state = $2, reason = $3, person_id = $4, grant_id = $5, settled_by = $6, settled = $7, version = $8
		WHERE id = $1 AND version = $9`,
		x.ID, x.State, x.Reason, orNull(x.Person), orNull(x.Grant), orNull(x.SettledBy), maybeInstant(x.Settled), x.Version, x.Version-1)
}
