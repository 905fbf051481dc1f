package store

import (
	"strings"
	"time"

	"lianshen/workflow"
)

func (t *tx) CountPersons() (int, error) {
	n, err := one(t, scalar[int], `SELECT COUNT(*) FROM persons`)
	if err != nil {
		return 0, err
	}
	return *n, nil
}

const personColumns = `SELECT p.id, p.name, p.registered, i.kind, i.tail, i.digest, i.key_id
	FROM persons p LEFT JOIN person_identities i ON i.person_id = p.id `

func scanPerson(r row, p *workflow.Person) error {
	var m workflow.IdentityMark
	err := r.Scan(&p.ID, &p.Name, at{&p.Registered}, words{&m.Kind}, words{&m.Tail}, words{&m.Digest}, words{&m.KeyID})
	if m.Digest != "" {
		p.Identity = &m
	}
	return err
}

func (t *tx) Person(id string) (*workflow.Person, error) {
	return one(t, scanPerson, personColumns+`WHERE p.id = $1`, id)
}

func (t *tx) Persons() ([]workflow.Person, error) {
	return all(t, scanPerson, personColumns+`ORDER BY p.id`)
}

func (t *tx) Identified(digest string) (*workflow.Person, error) {
	return one(t, scanPerson, personColumns+`WHERE i.digest = $1`, digest)
}

func (t *tx) OtherIdentityKey(keyID string) (bool, error) {
	return t.exists(`SELECT 1 FROM person_identities WHERE key_id < $1 OR key_id > $1 LIMIT 1`, keyID)
}

func (t *tx) InsertIdentity(person string, m *workflow.IdentityMark) error {
	return t.exec(`INSERT INTO person_identities (person_id, kind, digest, key_id, tail) VALUES ($1, $2, $3, $4, $5)`,
		person, m.Kind, m.Digest, m.KeyID, m.Tail)
}

func (t *tx) InsertPerson(p *workflow.Person) error {
	return t.exec(`INSERT INTO persons (id, name, registered) VALUES ($1, $2, $3)`, p.ID, p.Name, instant(p.Registered))
}

const grantColumns = `SELECT id, person_id, role, post, enterprise_id, branch, from_day, until_day, revoked, delegated_by,
	project_id, slugs, unit FROM grants LEFT JOIN grant_documents ON grant_id = id `

func scanGrant(r row, g *workflow.Grant) error {
	var d documents
	err := r.Scan(&g.ID, &g.Person, &g.Role, &g.Post, words{&g.Enterprise}, words{&g.Branch}, day{&g.From}, dayMaybe{&g.Until}, atMaybe{&g.Revoked}, words{&g.DelegatedBy},
		words{&d.project}, listMaybe[string]{&d.slugs}, words{&d.unit})
	g.Documents = d.value()
	return err
}

func (t *tx) GrantsFor(enterprise string) ([]workflow.Grant, error) {
	return all(t, scanGrant, grantColumns+`WHERE enterprise_id = $1 UNION ALL `+
		grantColumns+`WHERE project_id IN (SELECT p.id FROM projects p WHERE p.enterprise_id = $1) ORDER BY id`, enterprise)
}

// FindPersons goes through all persons: they are some thousands.
func (t *tx) FindPersons(part, after string, limit int) ([]workflow.Person, error) {
	part = "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(strings.ToLower(part)) + "%"
	return all(t, scanPerson, personColumns+`LEFT JOIN logins l ON l.person_id = p.id
		WHERE p.id > $1 AND (LOWER(p.name) LIKE $2 ESCAPE '\' OR l.name LIKE $2 ESCAPE '\') ORDER BY p.id LIMIT $3`, after, part, limit)
}

func (t *tx) Grant(id string) (*workflow.Grant, error) {
	return one(t, scanGrant, grantColumns+`WHERE id = $1`, id)
}

func (t *tx) Grants(person string) ([]workflow.Grant, error) {
	return all(t, scanGrant, grantColumns+`WHERE person_id = $1 ORDER BY id`, person)
}

func (t *tx) Holders(role string, where workflow.Reach) ([]workflow.Grant, error) {
	return all(t, scanGrant, grantColumns+`WHERE role = $1 AND branch = $2 UNION ALL `+
		grantColumns+`WHERE role = $1 AND enterprise_id = $3 UNION ALL `+
		grantColumns+`WHERE role = $1 AND branch IS NULL AND enterprise_id IS NULL ORDER BY id`, role, where.Branch, where.Enterprise)
}

func (t *tx) InsertGrant(g *workflow.Grant) error {
	err := t.exec(`INSERT INTO grants (id, person_id, role, post, enterprise_id, branch, from_day, until_day, revoked, delegated_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		g.ID, g.Person, g.Role, g.Post, orNull(g.Enterprise), orNull(g.Branch), g.From.String(), maybeDay(g.Until), maybeInstant(g.Revoked), orNull(g.DelegatedBy))
	if d := g.Documents; err == nil && d != nil {
		err = t.exec(`INSERT INTO grant_documents (grant_id, project_id, slugs, unit) VALUES ($1, $2, $3, $4)`, g.ID, d.Project, listOf(d.Slugs), d.Unit)
	}
	return err
}

func (t *tx) EndGrant(id string, at time.Time) error {
	return t.replace(`UPDATE grants SET revoked = $2 WHERE id = $1 AND revoked IS NULL`, id, instant(at))
}
