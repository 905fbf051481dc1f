package store

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"lianshen/workflow"
)

const signupColumns = `SELECT id, name, uscc, permit, town, branch, contact, person_id, licence, checked, state, reason, enterprise_id,
	filed, settled_by, settled, origin, version FROM signups `

func scanSignup(r row, s *workflow.Signup) error {
	var checked string
	err := r.Scan(&s.ID, &s.Name, &s.USCC, &s.Permit, &s.Town, &s.Branch, &s.Contact, words{&s.Person}, &s.Licence, &checked, &s.State, &s.Reason,
		words{&s.Enterprise}, at{&s.Filed}, words{&s.SettledBy}, atMaybe{&s.Settled}, &s.From, &s.Version)
	if err != nil {
		return err
	}
	return json.Unmarshal([]byte(checked), &s.Checked)
}

func (t *tx) Signup(id string) (*workflow.Signup, error) {
	return one(t, scanSignup, signupColumns+`WHERE id = $1`, id)
}

func (t *tx) SignupsOf(person string) ([]workflow.Signup, error) {
	return all(t, scanSignup, signupColumns+`WHERE person_id = $1 ORDER BY id DESC`, person)
}

func (t *tx) Signups(branches []string, state, after string, limit int) ([]workflow.Signup, error) {
	query, args := signupColumns+`WHERE state = $1 AND id > $2`, []any{state, after, limit}
	if branches != nil {
		in, more := anyOf(branches, len(args))
		query, args = query+` AND branch IN (`+in+`)`, append(args, more...)
	}
	return all(t, scanSignup, query+` ORDER BY id LIMIT $3`, args...)
}

// anyOf are placeholders for values, after as many as there are already.
func anyOf(values []string, after int) (placeholders string, args []any) {
	marks := make([]string, len(values))
	for i, v := range values {
		marks[i], args = fmt.Sprintf("$%d", after+i+1), append(args, v)
	}
	return strings.Join(marks, ", "), args
}

func (t *tx) SignupsBefore(states []string, before time.Time, limit int) ([]string, error) {
	in, args := anyOf(states, 0)
	n := len(args)
	query := fmt.Sprintf(`SELECT id FROM signups WHERE state IN (%s) AND filed < $%d ORDER BY id LIMIT $%d`, in, n+1, n+2)
	return all(t, scalar[string], query, append(args, instant(before), limit)...)
}

func (t *tx) CountSignups(state, from, uscc string) (byAddress, byUSCC int, err error) {
	a, err := one(t, scalar[int], `SELECT COUNT(*) FROM signups WHERE origin = $1 AND state = $2`, from, state)
	if err != nil {
		return 0, 0, err
	}
	u, err := one(t, scalar[int], `SELECT COUNT(*) FROM signups WHERE uscc = $1 AND state = $2`, uscc, state)
	if err != nil {
		return 0, 0, err
	}
	return *a, *u, nil
}

func (t *tx) InsertSignup(s *workflow.Signup) error {
	checked, err := json.Marshal(s.Checked)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO signups (id, name, uscc, permit, town, branch, contact, person_id, licence, checked, state, reason, filed, origin, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		s.ID, s.Name, s.USCC, s.Permit, s.Town, s.Branch, s.Contact, s.Person, s.Licence, string(checked), s.State, s.Reason, instant(s.Filed), s.From, s.Version)
}

func (t *tx) SaveSignup(s *workflow.Signup) error {
	return t.replace(`UPDATE signups SET contact = $2, person_id = $3, licence = $4, state = $5, reason = $6, enterprise_id = $7, settled_by = $8,
		settled = $9, origin = $10, version = $11 WHERE id = $1 AND version = $12`,
		s.ID, s.Contact, orNull(s.Person), s.Licence, s.State, s.Reason, orNull(s.Enterprise), orNull(s.SettledBy), maybeInstant(s.Settled), s.From, s.Version, s.Version-1)
}
