package paper

import (
	"io"

	"lianshen/internal/errs"
	"lianshen/policies/notice"
	"lianshen/workflow"
)

// roleForm is a form as it is printed.
type roleForm struct {
	*workflow.RoleForm
	notice *notice.Notice
}

// Post is the role of a row as annex 2 calls it: 分局领导审核, 经办人A角.
func (f roleForm) Post(r workflow.RoleApplication) errs.Text { return RolePost(f.notice, r) }

// RolePost is the role of a row as annex 2 calls it.
func RolePost(n *notice.Notice, r workflow.RoleApplication) errs.Text {
	role := n.Person(r.Role)
	switch {
	case role == nil:
		return errs.Text{ZH: r.Role, EN: r.Role}
	case r.Post != "":
		return errs.Text{ZH: role.Name.ZH + r.Post + "角", EN: role.Name.EN + " " + r.Post}
	}
	return errs.Text{ZH: role.Name.ZH + "审核", EN: role.Name.EN}
}

// RoleForm (特定权限角色申请表) prints a form of role applications in the layout of 附件2, with a
// place for the branch's seal.
func (p Printer) RoleForm(w io.Writer, f *workflow.RoleForm) error {
	return p.print(w, "role.tmpl", "role.title", roleForm{f, p.Notice})
}
