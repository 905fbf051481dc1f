package store

import (
	"context"
	"time"

	"lianshen/workflow"
)

func scanMessage(r row, m *workflow.Message) error {
	return r.Scan(&m.ID, &m.Person, &m.Kind, &m.Key, &m.Subject.Kind, &m.Subject.ID, &m.Text.ZH, &m.Text.EN, at{&m.At}, atMaybe{&m.Opened})
}

// Messages orders by identifier, which grows with time.
func (t *tx) Messages(person, before string, limit int) ([]workflow.Message, error) {
	return all(t, scanMessage, `SELECT id, person_id, kind, key, subject_kind, subject_id, zh, en, at, opened FROM messages
		WHERE person_id = $1 AND ($2 = '' OR id < $2) ORDER BY id DESC LIMIT $3`, person, before, limit)
}

func (t *tx) UnreadMessages(person string) (int, error) {
	n, err := one(t, scalar[int], `SELECT COUNT(*) FROM messages WHERE person_id = $1 AND opened IS NULL`, person)
	if err != nil {
		return 0, err
	}
	return *n, nil
}

func (t *tx) Told(kind, key string) (bool, error) {
	return t.exists(`SELECT 1 FROM messages WHERE kind = $1 AND key = $2 LIMIT 1`, kind, key)
}

func (t *tx) InsertMessage(m *workflow.Message) error {
	return t.exec(`INSERT INTO messages (id, person_id, kind, key, subject_kind, subject_id, zh, en, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (kind, key, person_id) DO NOTHING`,
		m.ID, m.Person, m.Kind, m.Key, m.Subject.Kind, m.Subject.ID, m.Text.ZH, m.Text.EN, instant(m.At))
}

// OpenMessages needs no event, so it goes by itself.
func (s *Store) OpenMessages(ctx context.Context, person, upTo string, at time.Time) error {
	return transact(ctx, s.write, nil, func(t *tx) error {
		return t.exec(`UPDATE messages SET opened = $3 WHERE person_id = $1 AND id <= $2 AND opened IS NULL`, person, upTo, instant(at))
	})
}
