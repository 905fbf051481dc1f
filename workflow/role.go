package workflow

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"lianshen/internal/errs"
	"lianshen/internal/secret"
	"lianshen/policies/notice"
	"lianshen/workflow/audit"
)

// RoleApplication (特定权限角色申请) is a row of the form by which a branch asks the bureau for a
// role. Source: 附件2.
type RoleApplication struct {
	ID string `json:"id"`
	// Form (申请表) groups the rows that were filed together; Number (序号) counts within it.
	Form   string `json:"form"`
	Number int    `json:"number"`
	Branch string `json:"branch"` // 单位
	Name   string `json:"name"`   // 姓名
	// Position (职务) is the person's office, as the branch calls it.
	Position string `json:"position"`
	Role     string `json:"role"`
	Post     string `json:"post"` // A 角, B 角, else ""
	Note     string `json:"note"` // 备注
	State    string `json:"state"`
	// Reason is why it was declined or revoked, else "".
	Reason string `json:"reason"`
	// Person and Grant are what came of it, else "".
	Person    string     `json:"person"`
	Grant     string     `json:"grant"`
	FiledBy   string     `json:"filed_by"`
	Filed     time.Time  `json:"filed"`
	SettledBy string     `json:"settled_by"`
	Settled   *time.Time `json:"settled"`
	Version   int        `json:"version"`
}

// mostRows of one form.
const mostRows = 30

// FileRoles (填报角色申请) files rows of one form for a branch. Only Name, Position, Role, Post and
// Note of the rows are taken.
func (s *Service) FileRoles(ctx context.Context, actor Actor, branch string, rows []RoleApplication) ([]RoleApplication, error) {
	form, out := newID(), slices.Clone(rows)
	err := s.change(ctx, actor, "role", "file", func(c *change) error {
		if err := c.may("", Reach{Branch: branch}); err != nil {
			return err
		}
		if !s.hasBranch(branch) {
			return invalid("role.branch", "branch", "没有分局「"+branch+"」", "there is no branch "+branch)
		}
		if len(out) == 0 || len(out) > mostRows {
			return invalid("role.rows", "rows", fmt.Sprintf("申请表应有1至%d行", mostRows), fmt.Sprintf("a form has 1 to %d rows", mostRows))
		}
		for i := range out {
			row := &out[i]
			*row = RoleApplication{
				ID: newID(), Form: form, Number: i + 1, Branch: branch, Name: row.Name, Position: row.Position, Role: row.Role, Post: row.Post, Note: row.Note,
				State: c.move.To, FiledBy: actor.Person, Filed: c.now, Version: 1,
			}
			if err := c.checkRow(row); err != nil {
				return err
			}
			if err := c.InsertRole(row); err != nil {
				return err
			}
		}
		err := c.tellRole(s.cityRole(), Reach{}, roleMessage(&out[0], "filed", fmt.Sprintf("%s申请特定权限角色，共%d人", branch, len(out)), fmt.Sprintf("%s applies for roles of %d people", branch, len(out))))
		return c.record("role", form, 1, out, err)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (c *change) checkRow(r *RoleApplication) error {
	at := fmt.Sprintf("rows[%d].", r.Number-1)
	if err := texts(field{at + "name", &r.Name, shortText, false}, field{at + "position", &r.Position, shortText, false}, field{at + "note", &r.Note, shortText, true}); err != nil {
		return err
	}
	role := c.s.notice.Person(r.Role)
	if role == nil || role.Scope != notice.OneBranch {
		return invalid("role.role", at+"role", "角色应为附件2所列角色之一", "the role is one of annex 2")
	}
	if len(role.Posts) > 0 && r.Post == "" || r.Post != "" && !contains(role.Posts, r.Post) {
		return invalid("role.post", at+"role", "请指明A角或B角", "say which post")
	}
	return nil
}

func roleMessage(r *RoleApplication, kind, zh, en string) Message {
	return Message{Kind: "role." + kind, Key: r.ID, Subject: audit.Subject{Kind: "role", ID: r.Form}, Text: errs.Text{ZH: zh, EN: en}}
}

// GrantRoleApplication (授予所申请的角色) gives the role: to a person who is registered already, or
// with "" to one that it registers. The secret is of a link by which a person without a login
// chooses one; "" where it has one.
func (s *Service) GrantRoleApplication(ctx context.Context, actor Actor, ref Ref, person string) (*RoleApplication, string, error) {
	word, digest := secret.New()
	out, err := s.onRole(ctx, actor, ref, "grant", func(c *change, r *RoleApplication) error {
		if r.Person = person; person == "" {
			p := &Person{ID: newID(), Name: r.Name}
			if err := c.addPerson(p); err != nil {
				return err
			}
			r.Person = p.ID
		}
		g := Grant{ID: newID(), Person: r.Person, Role: r.Role, Post: r.Post, Branch: r.Branch}
		if err := c.checkGrant(&g); err != nil {
			return err
		}
		r.Grant = g.ID
		if err := c.InsertGrant(&g); err != nil {
			return err
		}
		login, err := c.LoginOf(r.Person)
		if err != nil {
			return err
		}
		if login != "" {
			word = ""
			return c.tell(roleMessage(r, "granted", "您已获授角色", "you were granted a role"), r.Person)
		}
		return c.giveReset(&ResetLink{Person: r.Person, By: actor.Person, Digest: digest})
	})
	if err != nil {
		return nil, "", err
	}
	return out, word, nil
}

// DeclineRoleApplication (不同意) says why.
func (s *Service) DeclineRoleApplication(ctx context.Context, actor Actor, ref Ref, reason string) (*RoleApplication, error) {
	return s.onRole(ctx, actor, ref, "decline", func(_ *change, r *RoleApplication) error {
		r.Reason = reason
		return texts(field{"reason", &r.Reason, longText, false})
	})
}

// RevokeRoleApplication (收回所授角色) ends the grant that came of it at once, and says why.
func (s *Service) RevokeRoleApplication(ctx context.Context, actor Actor, ref Ref, reason string) (*RoleApplication, error) {
	return s.onRole(ctx, actor, ref, "revoke", func(c *change, r *RoleApplication) error {
		r.Reason = reason
		if err := texts(field{"reason", &r.Reason, longText, false}); err != nil {
			return err
		}
		g, err := c.Grant(r.Grant)
		if err != nil || g.Revoked != nil { // it was revoked by itself
			return err
		}
		return c.EndGrant(g.ID, c.now)
	})
}

func (s *Service) onRole(ctx context.Context, actor Actor, ref Ref, move string, do func(*change, *RoleApplication) error) (*RoleApplication, error) {
	var out *RoleApplication
	err := s.change(ctx, actor, "role", move, func(c *change) error {
		r, err := c.Role(ref.ID)
		if err != nil {
			return err
		}
		if err := c.mayNow(r.State, r.Version, ref.Version, Reach{Branch: r.Branch}); err != nil {
			return err
		}
		if err := do(c, r); err != nil {
			return err
		}
		r.State, r.SettledBy, r.Settled = c.move.To, actor.Person, &c.now
		r.Version++
		out = r
		done := c.flow.StateName(r.State)
		err = c.tell(roleMessage(r, r.State, "「"+r.Name+"」的角色申请："+done.ZH, "the role application of "+r.Name+": "+done.EN), r.FiledBy)
		return c.record("role", r.ID, r.Version, r, errors.Join(err, c.SaveRole(r)))
	})
	return created(out, err)
}

// RoleForm (角色申请表) is a form with its rows.
type RoleForm struct {
	ID     string            `json:"id"`
	Branch string            `json:"branch"`
	Filed  time.Time         `json:"filed"`
	Rows   []RoleApplication `json:"rows"`
	// Names are those of who filed and settled, by identifier.
	Names map[string]string `json:"names"`
}

// RoleForm reads a form for an officer of its branch or the bureau; to others there is none.
func (s *Service) RoleForm(ctx context.Context, reader, form string) (*RoleForm, error) {
	out := &RoleForm{ID: form}
	err := s.store.View(ctx, func(r Reader) (err error) {
		if out.Rows, err = r.RolesOf(form); err != nil {
			return err
		}
		if len(out.Rows) == 0 {
			return ErrNotFound
		}
		out.Branch, out.Filed = out.Rows[0].Branch, out.Rows[0].Filed
		sight, err := s.sightOf(r, reader)
		if err != nil {
			return err
		}
		if !sight.Branch(out.Branch) {
			return ErrNotFound
		}
		ids := []string{}
		for _, row := range out.Rows {
			ids = append(ids, row.FiledBy, row.SettledBy)
		}
		out.Names, err = names(r, ids)
		return err
	})
	return created(out, err)
}

// Roles lists role applications, the latest first, as far as an officer sees; state "" is any.
func (s *Service) Roles(ctx context.Context, reader, state, before string, limit int) (*Page[RoleApplication], error) {
	from, err := cursor(before)
	if err != nil {
		return nil, err
	}
	var out *Page[RoleApplication]
	err = s.store.View(ctx, func(r Reader) error {
		branches, err := s.officerOf(r, reader)
		if err != nil {
			return err
		}
		size := pageSize(limit)
		found, err := r.Roles(branches, state, from.ID, size+1)
		out = paged(found, size, func(x *RoleApplication) Cursor { return Cursor{"", x.ID} })
		return err
	})
	return created(out, err)
}
