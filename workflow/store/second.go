package store

import (
	"context"
	"errors"

	"lianshen/workflow/account"
)

// EndOthers ends a person's browsers but for one session, and sign-ins that are half done.
func (a Accounts) EndOthers(ctx context.Context, person, keep string) error {
	return transact(ctx, a.s.write, nil, func(t *tx) error {
		return errors.Join(
			t.exec(`DELETE FROM sessions WHERE person_id = $1 AND token = '' AND digest <> $2`, person, keep),
			t.exec(`DELETE FROM sign_ins WHERE person_id = $1`, person))
	})
}

// Sessions lists those of a person, the latest first.
func (a Accounts) Sessions(ctx context.Context, person string) (out []account.Session, err error) {
	err = a.s.view(ctx, func(t *tx) error {
		out, err = all(t, scanSession, `SELECT digest, person_id, token, created, seen, expires FROM sessions WHERE person_id = $1 ORDER BY created DESC, digest`, person)
		return err
	})
	return out, err
}

// LoginOf reads the login of a person.
func (a Accounts) LoginOf(ctx context.Context, person string) (out *account.Login, err error) {
	err = a.s.view(ctx, func(t *tx) error {
		out, err = one(t, scanLogin, `SELECT person_id, name, hash, set_at FROM logins WHERE person_id = $1`, person)
		return unknown(err)
	})
	return out, err
}

func scanSecondStep(r row, s *account.SecondStep) error {
	return r.Scan(&s.Person, &s.Secret, atMaybe{&s.Confirmed}, &s.Last)
}

// SecondStep reads that of a person.
func (a Accounts) SecondStep(ctx context.Context, person string) (out *account.SecondStep, err error) {
	err = a.s.view(ctx, func(t *tx) error {
		out, err = one(t, scanSecondStep, `SELECT person_id, secret, confirmed, last FROM second_steps WHERE person_id = $1`, person)
		return unknown(err)
	})
	return out, err
}

// SaveSecondStep replaces that of its person.
func (a Accounts) SaveSecondStep(ctx context.Context, s *account.SecondStep) error {
	return a.exec(ctx, `INSERT INTO second_steps (person_id, secret, confirmed, last) VALUES ($1, $2, $3, $4)
		ON CONFLICT (person_id) DO UPDATE SET secret = excluded.secret, confirmed = excluded.confirmed, last = excluded.last`,
		s.Person, s.Secret, maybeInstant(s.Confirmed), s.Last)
}

// EndSecondStep takes it away, with the recovery codes.
func (a Accounts) EndSecondStep(ctx context.Context, person string) error {
	return transact(ctx, a.s.write, nil, func(t *tx) error { return t.forgetSecondStep(person) })
}

// UseStep notes a time step in one statement, so that of two at once one is accepted.
func (a Accounts) UseStep(ctx context.Context, person string, step int64) (bool, error) {
	return a.hit(ctx, `UPDATE second_steps SET last = $2 WHERE person_id = $1 AND last < $2`, person, step)
}

// SaveRecoveryCodes replaces those of a person.
func (a Accounts) SaveRecoveryCodes(ctx context.Context, person string, digests []string) error {
	return transact(ctx, a.s.write, nil, func(t *tx) error {
		err := t.exec(`DELETE FROM recovery_codes WHERE person_id = $1`, person)
		for _, d := range digests {
			if err == nil {
				err = t.exec(`INSERT INTO recovery_codes (person_id, digest) VALUES ($1, $2)`, person, d)
			}
		}
		return err
	})
}

// UseRecoveryCode takes one away; false where there is none.
func (a Accounts) UseRecoveryCode(ctx context.Context, person, digest string) (bool, error) {
	return a.hit(ctx, `DELETE FROM recovery_codes WHERE person_id = $1 AND digest = $2`, person, digest)
}

// hit runs a statement, and reports whether it changed anything.
func (a Accounts) hit(ctx context.Context, query string, args ...any) (changed bool, err error) {
	err = transact(ctx, a.s.write, nil, func(t *tx) error {
		res, err := t.sql.ExecContext(ctx, query, args...)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		changed = n > 0
		return err
	})
	return changed, err
}

// InsertSignIn adds a sign-in that waits for its code.
func (a Accounts) InsertSignIn(ctx context.Context, p *account.PendingSignIn) error {
	return a.exec(ctx, `INSERT INTO sign_ins (digest, person_id, name, expires) VALUES ($1, $2, $3, $4)`, p.Digest, p.Person, p.Name, instant(p.Expires))
}

func scanSignIn(r row, p *account.PendingSignIn) error {
	return r.Scan(&p.Digest, &p.Person, &p.Name, at{&p.Expires})
}

// SignIn reads a sign-in that waits for its code.
func (a Accounts) SignIn(ctx context.Context, digest string) (out *account.PendingSignIn, err error) {
	err = a.s.view(ctx, func(t *tx) error {
		out, err = one(t, scanSignIn, `SELECT digest, person_id, name, expires FROM sign_ins WHERE digest = $1`, digest)
		return unknown(err)
	})
	return out, err
}

// EndSignIn takes it away.
func (a Accounts) EndSignIn(ctx context.Context, digest string) error {
	return a.exec(ctx, `DELETE FROM sign_ins WHERE digest = $1`, digest)
}

func scanOutside(r row, o *account.OutsideIdentity) error {
	return r.Scan(&o.Issuer, &o.Subject, &o.Person, at{&o.Bound})
}

const outsideColumns = `SELECT issuer, subject, person_id, bound FROM outside_identities `

// Bind makes an identity one person's; account.ErrBound where it is another's.
func (a Accounts) Bind(ctx context.Context, id *account.OutsideIdentity) error {
	return transact(ctx, a.s.write, nil, func(t *tx) error {
		taken, err := t.exists(`SELECT 1 FROM outside_identities WHERE issuer = $1 AND subject = $2 AND person_id <> $3`, id.Issuer, id.Subject, id.Person)
		if err != nil {
			return err
		}
		if taken {
			return account.ErrBound
		}
		return t.exec(`INSERT INTO outside_identities (issuer, subject, person_id, bound) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
			id.Issuer, id.Subject, id.Person, instant(id.Bound))
	})
}

// Unbind takes the identities of an issuer from a person.
func (a Accounts) Unbind(ctx context.Context, person, issuer string) error {
	return a.exec(ctx, `DELETE FROM outside_identities WHERE person_id = $1 AND issuer = $2`, person, issuer)
}

// Bound reads an identity.
func (a Accounts) Bound(ctx context.Context, issuer, subject string) (out *account.OutsideIdentity, err error) {
	err = a.s.view(ctx, func(t *tx) error {
		out, err = one(t, scanOutside, outsideColumns+`WHERE issuer = $1 AND subject = $2`, issuer, subject)
		return unknown(err)
	})
	return out, err
}

// Bindings lists those of a person.
func (a Accounts) Bindings(ctx context.Context, person string) (out []account.OutsideIdentity, err error) {
	err = a.s.view(ctx, func(t *tx) error {
		out, err = all(t, scanOutside, outsideColumns+`WHERE person_id = $1 ORDER BY bound`, person)
		return err
	})
	return out, err
}
