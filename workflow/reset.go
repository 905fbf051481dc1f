package workflow

import (
	"context"
	"time"

	"lianshen/internal/secret"
	"lianshen/workflow/account"
)

// ResetLink (重置链接) lets a person set a password once, and choose a login where it has none.
type ResetLink struct {
	Person  string    `json:"person"`
	By      string    `json:"by"`
	Made    time.Time `json:"made"`
	Expires time.Time `json:"expires"`
	// SecondStep says that it turns two-step verification off, too: the telephone is gone.
	SecondStep bool `json:"second_step"`
	// Digest is the SHA-256 of the secret in the link.
	Digest string     `json:"-"`
	Used   *time.Time `json:"used"`
}

// IssueReset (签发重置链接) makes a link for a person and its secret, which is told this once;
// earlier ones are worth nothing from then on. A branch does so for people of its enterprises,
// the bureau for anyone.
func (s *Service) IssueReset(ctx context.Context, actor Actor, person string, secondStep bool) (*ResetLink, string, error) {
	word, digest := secret.New()
	l := &ResetLink{Person: person, By: actor.Person, SecondStep: secondStep, Digest: digest}
	err := s.change(ctx, actor, "person", "reset", func(c *change) error {
		p, err := c.Person(person)
		if err != nil {
			return err
		}
		grants, err := c.Grants(person)
		if err != nil {
			return err
		}
		if err := s.answersFor(c, actor.Person, grants); err != nil {
			return err
		}
		where := Reach{}
		for i := range grants {
			if where.Branch, err = s.branchOfGrant(c, &grants[i]); err != nil {
				return err
			}
			if where.Branch != "" && grants[i].Active(c.now) {
				break
			}
		}
		if err := c.may("registered", where); err != nil {
			return err
		}
		return c.record("person", p.ID, 1, l, c.giveReset(l))
	})
	if err != nil {
		return nil, "", err
	}
	return l, word, nil
}

// giveReset makes a link the only one of its person.
func (c *change) giveReset(l *ResetLink) error {
	l.Made, l.Expires = c.now, c.now.Add(resetTime)
	if err := c.EndResets(l.Person, c.now); err != nil {
		return err
	}
	return c.InsertReset(l)
}

// Reset opens a link without using it; ErrLink when it is good for nothing. login is the one that
// the person has, "" when it is to choose one.
func (s *Service) Reset(ctx context.Context, word string) (p *Person, login string, err error) {
	err = s.store.View(ctx, func(r Reader) error {
		l, err := s.openReset(r, word)
		if err != nil {
			return err
		}
		if p, err = r.Person(l.Person); err != nil {
			return err
		}
		login, err = r.LoginOf(l.Person)
		return err
	})
	return p, login, err
}

func (s *Service) openReset(r Reader, word string) (*ResetLink, error) {
	l, err := r.Reset(secret.Digest(word))
	if isNotFound(err) {
		return nil, ErrLink
	}
	if err != nil {
		return nil, err
	}
	if l.Used != nil || !s.clock.Now().Before(l.Expires) {
		return nil, ErrLink
	}
	return l, nil
}

// UseReset (凭链接设置密码) sets the password of the link's person, and ends everything that is
// signed in. login is needed where the person has none, and else ignored.
func (s *Service) UseReset(ctx context.Context, from, word, login, password string) error {
	p, has, err := s.Reset(ctx, word)
	if err != nil {
		return err
	}
	if has != "" {
		login = has
	}
	made, err := account.NewLogin(p.ID, login, password, instant(s.clock.Now()))
	if err != nil {
		return err
	}
	return s.change(ctx, Actor{From: from}, "person", "choose-password", func(c *change) error {
		l, err := s.openReset(c, word)
		if err != nil {
			return err
		}
		if err := c.may("registered", Reach{}); err != nil {
			return err
		}
		if err := c.InsertLogin(made); err != nil {
			return err
		}
		if err := c.EndResets(l.Person, c.now); err != nil {
			return err
		}
		return c.record("person", l.Person, 1, map[string]any{"second_step": l.SecondStep}, c.SignPersonOut(l.Person, l.SecondStep))
	})
}
