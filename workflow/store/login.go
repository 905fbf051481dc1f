package store

import (
	"errors"

	"lianshen/workflow"
	"lianshen/workflow/account"
)

func (t *tx) LoginOf(person string) (string, error) {
	name, err := one(t, scalar[string], `SELECT name FROM logins WHERE person_id = $1`, person)
	if errors.Is(err, workflow.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return *name, nil
}

func (t *tx) InsertLogin(l *account.Login) error {
	taken, err := t.exists(`SELECT 1 FROM logins WHERE name = $1 AND person_id <> $2`, l.Name, l.Person)
	if err != nil {
		return err
	}
	if taken {
		return account.ErrTaken
	}
	return t.exec(`INSERT INTO logins (person_id, name, hash, set_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (person_id) DO UPDATE SET name = excluded.name, hash = excluded.hash, set_at = excluded.set_at`,
		l.Person, l.Name, l.Hash, instant(l.Set))
}

// SignPersonOut takes access tokens along: whoever had the account had them.
func (t *tx) SignPersonOut(person string, secondStep bool) error {
	err := errors.Join(t.exec(`DELETE FROM sessions WHERE person_id = $1`, person), t.exec(`DELETE FROM sign_ins WHERE person_id = $1`, person))
	if err != nil || !secondStep {
		return err
	}
	return t.forgetSecondStep(person)
}

func (t *tx) forgetSecondStep(person string) error {
	return errors.Join(t.exec(`DELETE FROM second_steps WHERE person_id = $1`, person), t.exec(`DELETE FROM recovery_codes WHERE person_id = $1`, person))
}

func (t *tx) DeleteApplicant(person string) error {
	return errors.Join(
		t.SignPersonOut(person, true),
		t.exec(`DELETE FROM reset_links WHERE person_id = $1`, person),
		t.exec(`DELETE FROM outside_identities WHERE person_id = $1`, person),
		t.exec(`DELETE FROM logins WHERE person_id = $1`, person),
		t.exec(`DELETE FROM messages WHERE person_id = $1`, person),
		t.exec(`DELETE FROM person_identities WHERE person_id = $1`, person),
		t.exec(`DELETE FROM persons WHERE id = $1`, person))
}
