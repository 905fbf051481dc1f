package web

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/paper"
	"lianshen/workflow/rolesheet"
)

var roleRoutes = []route{
	{Method: get, Path: "/roles", Op: "roles", Do: (*Portal).roles},
	{Method: get, Path: "/roles/new", Op: "newRoles", Do: (*Portal).newRoles},
	{Method: post, Path: "/roles", Op: "fileRoles", Do: (*Portal).fileRoles},
	{Method: get, Path: "/roles/:form", Op: "roleForm", Do: (*Portal).roleForm},
	{Method: get, Path: "/roles/:form/print", Op: "printRoles", Do: (*Portal).printRoles},
	{Method: get, Path: "/roles/:form/xlsx", Op: "rolesSheet", Do: (*Portal).rolesSheet},
	{Method: post, Path: "/roles/:form/rows/:row/grant", Op: "grantApplied", Do: (*Portal).grantApplied},
	{Method: post, Path: "/roles/:form/rows/:row/decline", Op: "declineApplied", Do: (*Portal).declineApplied},
	{Method: post, Path: "/roles/:form/rows/:row/revoke", Op: "revokeApplied", Do: (*Portal).revokeApplied},
}

// cut parts a role from its post: "handler/A".
func cut(value string) (role, post string) {
	role, post, _ = strings.Cut(value, "/")
	return role, post
}

type rolesPage struct {
	*Page
	Rows  []workflow.RoleApplication
	Next  string
	State string
}

func (p *Portal) roles(v *visit) error {
	state := v.query("state")
	list, err := p.Workflow.Roles(v.ctx, v.who.Session.Person, state, v.query("before"), 0)
	if err != nil {
		return err
	}
	page, err := v.page(v.t("roles.title"), v.home())
	if err != nil {
		return err
	}
	return v.show("roles", &rolesPage{page, list.Items, list.Next, state})
}

// rowsOffered is how many rows an empty form has; annex 2 has three.
const rowsOffered = 6

type newRolesPage struct {
	*Page
	Branches []string
	Posts    []post3
	Rows     []int
}

func (p *Portal) newRoles(v *visit) error {
	page, err := v.page(v.t("roles.new"), v.home(), Link{To: "/roles", Text: v.t("roles.title")})
	if err != nil {
		return err
	}
	out := &newRolesPage{Page: page, Branches: page.Sight.Branches, Posts: p.posts(notice.OneBranch)}
	if page.Sight.City {
		if out.Branches, err = p.branches(v); err != nil {
			return err
		}
	}
	for i := range rowsOffered {
		out.Rows = append(out.Rows, i)
	}
	return v.show("roles-new", out)
}

func (p *Portal) fileRoles(v *visit) error {
	var rows []workflow.RoleApplication
	for i := range rowsOffered {
		at := func(field string) string { return v.form(fmt.Sprintf("rows[%d].%s", i, field)) }
		role, post := cut(at("role"))
		row := workflow.RoleApplication{Name: at("name"), Position: at("position"), Role: role, Post: post, Note: at("note")}
		if row.Name+row.Position+row.Note != "" {
			rows = append(rows, row)
		}
	}
	made, err := p.Workflow.FileRoles(v.ctx, v.actor(), v.form("branch"), rows)
	if err != nil {
		return v.again(err, p.newRoles)
	}
	return v.see("/roles/"+made[0].Form, "roles-filed")
}

type roleFormPage struct {
	*Page
	*workflow.RoleForm
}

func (p *Portal) roleForm(v *visit) error {
	form, err := v.roleOf()
	if err != nil {
		return err
	}
	page, err := v.page(v.t("roles.form", "branch", form.Branch), v.home(), Link{To: "/roles", Text: v.t("roles.title")})
	if err != nil {
		return err
	}
	return v.show("role-form", &roleFormPage{page, form})
}

func (v *visit) roleOf() (*workflow.RoleForm, error) {
	return v.p.Workflow.RoleForm(v.ctx, v.who.Session.Person, v.param("form"))
}

// printRoles is the form of annex 2 on paper, for the branch's seal.
func (p *Portal) printRoles(v *visit) error {
	form, err := v.roleOf()
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := (paper.Printer{Lang: v.lang, Notice: p.Workflow.Notice()}).RoleForm(&out, form); err != nil {
		return err
	}
	v.fiber.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	v.fiber.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return v.fiber.Send(out.Bytes())
}

func (p *Portal) rolesSheet(v *visit) error {
	form, err := v.roleOf()
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := rolesheet.Write(&out, p.Workflow.Notice(), form); err != nil {
		return err
	}
	v.fiber.Set(fiber.HeaderContentType, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	v.fiber.Set(fiber.HeaderContentDisposition, `attachment; filename="roles.xlsx"; filename*=UTF-8''`+url.PathEscape("特定权限角色申请表.xlsx"))
	return v.fiber.Send(out.Bytes())
}

func (p *Portal) grantApplied(v *visit) error {
	ref, err := v.ref(v.param("row"))
	if err != nil {
		return v.again(err, p.roleForm)
	}
	row, word, err := p.Workflow.GrantRoleApplication(v.ctx, v.actor(), ref, v.form("person"))
	if err != nil {
		return v.again(err, p.roleForm)
	}
	if word == "" {
		return v.see("/roles/"+row.Form, "role-granted")
	}
	return v.give(v.t("reset.given"), "/reset/", word, row.Name, 0, Link{To: "/roles/" + row.Form, Text: v.t("roles.form", "branch", row.Branch)})
}

func (p *Portal) declineApplied(v *visit) error {
	return v.settleRow(p.Workflow.DeclineRoleApplication, "role-declined")
}

func (p *Portal) revokeApplied(v *visit) error {
	return v.settleRow(p.Workflow.RevokeRoleApplication, "role-revoked")
}

func (v *visit) settleRow(do settleRole, done string) error {
	ref, err := v.ref(v.param("row"))
	if err == nil {
		_, err = do(v.ctx, v.actor(), ref, v.form("reason"))
	}
	if err != nil {
		return v.again(err, v.p.roleForm)
	}
	return v.see("/roles/"+v.param("form"), done)
}

// settleRole settles a row with a reason.
type settleRole = func(context.Context, workflow.Actor, workflow.Ref, string) (*workflow.RoleApplication, error)
