package store

import (
	"time"

	"lianshen/workflow"
)

// listMaybe scans a JSON array that may be absent.
type listMaybe[T any] struct{ v *[]T }

func (l listMaybe[T]) Scan(src any) error {
	if src == nil {
		*l.v = nil
		return nil
	}
	return list[T](l).Scan(src)
}

// documents scans what a partner fills from three columns; without a project there is none.
type documents struct {
	project, unit string
	slugs         []string
}

func (d *documents) value() *workflow.SomeDocuments {
	if d.project == "" {
		return nil
	}
	return &workflow.SomeDocuments{Project: d.project, Slugs: d.slugs, Unit: d.unit}
}

const invitationColumns = `SELECT id, digest, name, role, enterprise_id, project_id, slugs, unit, replaces, state, by_person, made, expires,
	settled, person_id, version FROM invitations `

func scanInvitation(r row, i *workflow.Invitation) error {
	var d documents
	err := r.Scan(&i.ID, &i.Digest, &i.Name, &i.Role, &i.Enterprise, words{&d.project}, listMaybe[string]{&d.slugs}, &d.unit, words{&i.Replaces},
		&i.State, &i.By, at{&i.Made}, at{&i.Expires}, atMaybe{&i.Settled}, words{&i.Person}, &i.Version)
	i.Documents = d.value()
	return err
}

func (t *tx) Invitation(id string) (*workflow.Invitation, error) {
	return one(t, scanInvitation, invitationColumns+`WHERE id = $1`, id)
}

func (t *tx) InvitationOf(digest string) (*workflow.Invitation, error) {
	return one(t, scanInvitation, invitationColumns+`WHERE digest = $1`, digest)
}

func (t *tx) InvitationsOf(enterprise string) ([]workflow.Invitation, error) {
	return all(t, scanInvitation, invitationColumns+`WHERE enterprise_id = $1 ORDER BY id DESC`, enterprise)
}

func (t *tx) InsertInvitation(i *workflow.Invitation) error {
	var project, slugs any
	unit := ""
	if d := i.Documents; d != nil {
		project, slugs, unit = d.Project, listOf(d.Slugs), d.Unit
	}
	return t.exec(`INSERT INTO invitations (id, digest, name, role, enterprise_id, project_id, slugs, unit, replaces, state, by_person, made, expires, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		i.ID, i.Digest, i.Name, i.Role, i.Enterprise, project, slugs, unit, orNull(i.Replaces), i.State, i.By, instant(i.Made), instant(i.Expires), i.Version)
}

func (t *tx) SaveInvitation(i *workflow.Invitation) error {
	return t.replace(`UPDATE invitations SET state = $2, settled = $3, person_id = $4, version = $5 WHERE id = $1 AND version = $6`,
		i.ID, i.State, maybeInstant(i.Settled), orNull(i.Person), i.Version, i.Version-1)
}

func scanReset(r row, l *workflow.ResetLink) error {
	return r.Scan(&l.Digest, &l.Person, &l.By, at{&l.Made}, at{&l.Expires}, &l.SecondStep, atMaybe{&l.Used})
}

func (t *tx) Reset(digest string) (*workflow.ResetLink, error) {
	return one(t, scanReset, `SELECT digest, person_id, by_person, made, expires, second_step, used FROM reset_links WHERE digest = $1`, digest)
}

func (t *tx) InsertReset(l *workflow.ResetLink) error {
	return t.exec(`INSERT INTO reset_links (digest, person_id, by_person, made, expires, second_step) VALUES ($1, $2, $3, $4, $5, $6)`,
		l.Digest, l.Person, l.By, instant(l.Made), instant(l.Expires), l.SecondStep)
}

func (t *tx) EndResets(person string, at time.Time) error {
	return t.exec(`UPDATE reset_links SET used = $2 WHERE person_id = $1 AND used IS NULL`, person, instant(at))
}
