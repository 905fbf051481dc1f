package store

import (
	"context"
	"errors"
	"time"

	"lianshen/workflow"
	"lianshen/workflow/account"
)

// Accounts is the store as account.Store: what is written there leaves no event.
type Accounts struct{ s *Store }

var _ account.Store = Accounts{}

// Accounts gives the store of accounts.
func (s *Store) Accounts() Accounts { return Accounts{s} }

func (a Accounts) exec(ctx context.Context, query string, args ...any) error {
	return transact(ctx, a.s.write, nil, func(t *tx) error { return t.exec(query, args...) })
}

// unknown is a record that is not there as account knows it.
func unknown(err error) error {
	if errors.Is(err, workflow.ErrNotFound) {
		return account.ErrUnknown
	}
	return err
}

func scanLogin(r row, l *account.Login) error {
	return r.Scan(&l.Person, &l.Name, &l.Hash, at{&l.Set})
}

// Login reads the login of a name.
func (a Accounts) Login(ctx context.Context, name string) (out *account.Login, err error) {
	err = a.s.view(ctx, func(t *tx) error {
		out, err = one(t, scanLogin, `SELECT person_id, name, hash, set_at FROM logins WHERE name = $1`, name)
		return unknown(err)
	})
	return out, err
}

// SaveLogin replaces the login of its person; a name that another has gives account.ErrTaken.
func (a Accounts) SaveLogin(ctx context.Context, l *account.Login) error {
	return transact(ctx, a.s.write, nil, func(t *tx) error {
		return t.InsertLogin(l)
	})
}

// AddTry counts in one statement, so that tries side by side are all counted.
func (a Accounts) AddTry(ctx context.Context, name string, at, since time.Time, most int) (n int, err error) {
	err = transact(ctx, a.s.write, nil, func(t *tx) error {
		v, err := one(t, scalar[int], `INSERT INTO login_tries (name, tries, at) VALUES ($1, 1, $2)
			ON CONFLICT (name) DO UPDATE SET
			tries = CASE WHEN login_tries.at <= $3 THEN 1 ELSE login_tries.tries + 1 END,
			at = CASE WHEN login_tries.at <= $3 OR login_tries.tries <= $4 THEN excluded.at ELSE login_tries.at END
			RETURNING tries`, name, instant(at), instant(since), most)
		if err == nil {
			n = *v
		}
		return err
	})
	return n, err
}

// ForgetTries forgets the tries of a name.
func (a Accounts) ForgetTries(ctx context.Context, name string) error {
	return a.exec(ctx, `DELETE FROM login_tries WHERE name = $1`, name)
}

// InsertSession adds a session.
func (a Accounts) InsertSession(ctx context.Context, s *account.Session) error {
	return a.exec(ctx, `INSERT INTO sessions (digest, person_id, token, created, seen, expires) VALUES ($1, $2, $3, $4, $5, $6)`,
		s.Digest, s.Person, s.Token, instant(s.Created), instant(s.Seen), instant(s.Expires))
}

func scanSession(r row, s *account.Session) error {
	return r.Scan(&s.Digest, &s.Person, &s.Token, at{&s.Created}, at{&s.Seen}, at{&s.Expires})
}

// Session reads a session.
func (a Accounts) Session(ctx context.Context, digest string) (out *account.Session, err error) {
	err = a.s.view(ctx, func(t *tx) error {
		out, err = one(t, scanSession, `SELECT digest, person_id, token, created, seen, expires FROM sessions WHERE digest = $1`, digest)
		return unknown(err)
	})
	return out, err
}

// TouchSession notes that a session was used.
func (a Accounts) TouchSession(ctx context.Context, digest string, at time.Time) error {
	return a.exec(ctx, `UPDATE sessions SET seen = $2 WHERE digest = $1`, digest, instant(at))
}

// EndSession takes a session away.
func (a Accounts) EndSession(ctx context.Context, digest string) error {
	return a.exec(ctx, `DELETE FROM sessions WHERE digest = $1`, digest)
}

// EndSessions takes a person's sessions away, and its tokens when asked to.
func (a Accounts) EndSessions(ctx context.Context, person string, tokens bool) error {
	return a.exec(ctx, `DELETE FROM sessions WHERE person_id = $1 AND ($2 OR token = '')`, person, tokens)
}

// Sweep takes away what has expired. Tries are forgotten after a day.
func (a Accounts) Sweep(ctx context.Context, now time.Time) error {
	return transact(ctx, a.s.write, nil, func(t *tx) error {
		return errors.Join(
			t.exec(`DELETE FROM sessions WHERE expires <= $1`, instant(now)),
			t.exec(`DELETE FROM sign_ins WHERE expires <= $1`, instant(now)),
			t.exec(`DELETE FROM login_tries WHERE at <= $1`, instant(now.AddDate(0, 0, -1))))
	})
}
