package workflow

import (
	"context"
	"slices"
	"time"

	"lianshen/internal/errs"
	"lianshen/internal/secret"
	"lianshen/policies/notice"
	"lianshen/workflow/account"
)

// Invitation (邀请) is a link by which one person takes on a role once: the contact person of an
// enterprise, the successor of one, or a partner that fills some documents of a project.
type Invitation struct {
	ID   string `json:"id"`
	Name string `json:"name"` // of who is invited
	Role string `json:"role"`
	// Enterprise is the one that the person will act for, or whose partner it will be.
	Enterprise string `json:"enterprise"`
	// Documents are those of a partner, else nil.
	Documents *SomeDocuments `json:"documents,omitempty"`
	// Replaces (原联系人) is the person whose grants end with the acceptance; "" is nobody.
	Replaces string `json:"replaces"`
	State    string `json:"state"`
	By       string `json:"by"`
	// Made and Expires bound the time in which it is accepted.
	Made    time.Time  `json:"made"`
	Expires time.Time  `json:"expires"`
	Settled *time.Time `json:"settled"` // when it was accepted or withdrawn
	Person  string     `json:"person"`  // who accepted, else ""
	Version int        `json:"version"`
	// Digest is the SHA-256 of the secret in the link.
	Digest string `json:"-"`
}

// Times for which links are good.
const (
	invitationDays = 14
	resetTime      = 24 * time.Hour
)

// ErrLink says that a link was never made, was used, was withdrawn or has expired: which, its
// holder is not told.
var ErrLink = errs.New(errs.Forbidden, "link.dead",
	errs.Text{ZH: "链接无效、已使用或已过期", EN: "the link is not valid, was used, or has expired"},
	errs.Text{ZH: "请联系发出链接的单位重新签发", EN: "ask whoever gave it to you for another"})

// Invite (邀请) makes an invitation and the secret of its link, which is told this once. Who may,
// depends on what for: a contact person, a successor (Replaces), or a partner (Documents).
func (s *Service) Invite(ctx context.Context, actor Actor, i Invitation) (*Invitation, string, error) {
	word, digest := secret.New()
	i.ID, i.Digest, i.Version, i.Settled, i.Person = newID(), digest, 1, nil, ""
	move := "invite"
	switch i.Role = s.scopeRole(notice.OneEnterprise); {
	case i.Documents != nil:
		move, i.Role, i.Replaces = "invite-partner", s.scopeRole(notice.SomeDocuments), ""
	case i.Replaces != "":
		move = "hand-over"
	}
	err := s.change(ctx, actor, "invitation", move, func(c *change) error {
		e, err := c.Enterprise(i.Enterprise)
		if err != nil {
			return err
		}
		if err := c.may("", Reach{Enterprise: e.ID, Branch: e.Branch}); err != nil {
			return err
		}
		if err := c.checkInvitation(&i); err != nil {
			return err
		}
		i.State, i.By, i.Made, i.Expires = c.move.To, actor.Person, c.now, c.now.AddDate(0, 0, invitationDays)
		return c.record("invitation", i.ID, 1, i, c.InsertInvitation(&i))
	})
	if err != nil {
		return nil, "", err
	}
	return &i, word, nil
}

func (c *change) checkInvitation(i *Invitation) error {
	if err := texts(field{"name", &i.Name, shortText, false}); err != nil {
		return err
	}
	if err := c.checkDocuments(i.Documents); err != nil {
		return err
	}
	if d := i.Documents; d != nil {
		p, err := c.Project(d.Project)
		if err != nil {
			return err
		}
		if p.Enterprise != i.Enterprise {
			return ErrNotFound
		}
		return texts(field{"unit", &d.Unit, shortText, false})
	}
	if i.Replaces == "" {
		return nil
	}
	return c.checkReplaced(i)
}

// checkReplaced: somebody acts for the enterprise and is to be replaced. The enterprise's own
// people hand over for themselves only; the branch for anyone.
func (c *change) checkReplaced(i *Invitation) error {
	if c.grant != nil && c.grant.Enterprise != "" && i.Replaces != c.actor.Person {
		return ErrForbidden
	}
	held, err := c.heldFor(i.Replaces, i.Enterprise)
	if err == nil && len(held) == 0 {
		err = invalid("invitation.replaces", "replaces", "该人员现不是本单位的联系人", "this is no contact person of the enterprise")
	}
	return err
}

// heldFor are a person's grants in force for an enterprise.
func (c *change) heldFor(person, enterprise string) ([]Grant, error) {
	all, err := c.Grants(person)
	return slices.DeleteFunc(all, func(g Grant) bool { return g.Enterprise != enterprise || !g.Active(c.now) }), err
}

// WithdrawInvitation (撤销邀请) makes its link worth nothing.
func (s *Service) WithdrawInvitation(ctx context.Context, actor Actor, id string) error {
	return s.change(ctx, actor, "invitation", "withdraw", func(c *change) error {
		i, err := c.Invitation(id)
		if err != nil {
			return err
		}
		e, err := c.Enterprise(i.Enterprise)
		if err != nil {
			return err
		}
		if err := c.may(i.State, Reach{Enterprise: e.ID, Branch: e.Branch}); err != nil {
			return err
		}
		return c.settle(i)
	})
}

// settle saves what a move made of an invitation, with its event.
func (c *change) settle(i *Invitation) error {
	i.State, i.Settled = c.move.To, &c.now
	i.Version++
	return c.record("invitation", i.ID, i.Version, i, c.SaveInvitation(i))
}

// Offer (邀请内容) is what the holder of a link is shown before it is accepted.
type Offer struct {
	Invitation Invitation
	Enterprise string // name
	Project    *Project
}

// Offer opens the link of an invitation without accepting it; ErrLink when it is good for nothing.
func (s *Service) Offer(ctx context.Context, word string) (*Offer, error) {
	out := new(Offer)
	err := s.store.View(ctx, func(r Reader) error {
		i, err := s.openInvitation(r, word)
		if err != nil {
			return err
		}
		e, err := r.Enterprise(i.Enterprise)
		if err != nil {
			return err
		}
		out.Invitation, out.Enterprise = *i, e.Name
		if i.Documents != nil {
			out.Project, err = r.Project(i.Documents.Project)
		}
		return err
	})
	return created(out, err)
}

func (s *Service) openInvitation(r Reader, word string) (*Invitation, error) {
	i, err := r.InvitationOf(secret.Digest(word))
	if isNotFound(err) {
		return nil, ErrLink
	}
	if err != nil {
		return nil, err
	}
	accept := s.notice.Flow("invitation").Find("accept")
	if !accept.Begins(i.State) || !s.clock.Now().Before(i.Expires) {
		return nil, ErrLink
	}
	return i, nil
}

// Accept (接受邀请) registers the holder of a link under a login of its choice, with the grant.
func (s *Service) Accept(ctx context.Context, from, word, login, password string) (*Person, error) {
	if _, err := s.Offer(ctx, word); err != nil { // before a password is hashed for nothing
		return nil, err
	}
	p := &Person{ID: newID()}
	l, err := account.NewLogin(p.ID, login, password, instant(s.clock.Now()))
	if err != nil {
		return nil, err
	}
	err = s.accept(ctx, from, word, func(c *change, i *Invitation) (string, error) {
		p.Name = i.Name
		if err := c.addPerson(p); err != nil {
			return "", err
		}
		return p.ID, c.InsertLogin(l)
	})
	return created(p, err)
}

// AcceptUnnamed (以统一身份接受邀请) registers the holder of a link without a login: another provider
// signs the person in.
func (s *Service) AcceptUnnamed(ctx context.Context, from, word string) (*Person, error) {
	p := &Person{ID: newID()}
	err := s.accept(ctx, from, word, func(c *change, i *Invitation) (string, error) {
		p.Name = i.Name
		return p.ID, c.addPerson(p)
	})
	return created(p, err)
}

// AcceptAs (以现有账号接受邀请) gives the grant to somebody who is registered already.
func (s *Service) AcceptAs(ctx context.Context, from, word, person string) error {
	return s.accept(ctx, from, word, func(*change, *Invitation) (string, error) { return person, nil })
}

// accept gives the grant to the person that who finds, and takes those of the one replaced.
func (s *Service) accept(ctx context.Context, from, word string, who func(*change, *Invitation) (string, error)) error {
	return s.change(ctx, Actor{From: from}, "invitation", "accept", func(c *change) error {
		i, err := s.openInvitation(c, word)
		if err != nil {
			return err
		}
		if err := c.may(i.State, Reach{}); err != nil {
			return err
		}
		if i.Person, err = who(c, i); err != nil {
			return err
		}
		if err := c.replace(i); err != nil {
			return err
		}
		g := Grant{ID: newID(), Person: i.Person, Role: i.Role, Documents: i.Documents}
		if i.Documents == nil {
			g.Enterprise = i.Enterprise
		}
		if err := c.checkGrant(&g); err != nil {
			return err
		}
		if err := c.InsertGrant(&g); err != nil {
			return err
		}
		return c.settle(i)
	})
}

// replace ends what the person who is replaced holds for the enterprise.
func (c *change) replace(i *Invitation) error {
	if i.Replaces == "" {
		return nil
	}
	held, err := c.heldFor(i.Replaces, i.Enterprise)
	if err != nil {
		return err
	}
	for _, g := range held {
		if err := c.EndGrant(g.ID, c.now); err != nil {
			return err
		}
	}
	return nil
}

// DismissPartner (终止协作) ends a partner's grant at once.
func (s *Service) DismissPartner(ctx context.Context, actor Actor, grant string) error {
	return s.change(ctx, actor, "person", "dismiss", func(c *change) error {
		g, err := c.Grant(grant)
		if err != nil {
			return err
		}
		if g.Documents == nil {
			return ErrNotFound
		}
		p, err := c.Project(g.Documents.Project)
		if err != nil {
			return err
		}
		if err := c.may("registered", p.reach()); err != nil {
			return err
		}
		if g.Revoked != nil {
			return ErrState
		}
		return c.record("grant", g.ID, 2, g, c.EndGrant(g.ID, c.now))
	})
}
