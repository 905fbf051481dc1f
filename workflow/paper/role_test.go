package paper_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/paper"
)

// The form has what annex 2 asks for and a place for the seal; names are text.
func TestRoleForm(t *testing.T) {
	n, err := notice.Default()
	if err != nil {
		t.Fatal(err)
	}
	form := &workflow.RoleForm{Filed: time.Date(2026, 11, 2, 1, 0, 0, 0, time.UTC), Names: map[string]string{"p": "分局领导"}, Rows: []workflow.RoleApplication{
		{Number: 1, Branch: "南城分局", Name: "<b>王局", Position: "副局长", Role: "leader", FiledBy: "p"}, {Number: 2, Name: "小李", Role: "handler", Post: "B"},
	}}
	for lang, want := range map[string][]string{
		"zh": {"特定权限角色申请表", "序号", "单位", "姓名", "职务", "角色", "备注", "&lt;b&gt;王局", "分局领导审核", "经办人B角", "申请单位（盖章）", "2026-11-02 09:00"},
		"en": {"Application for roles", "Handler B", "Seal of the unit"},
	} {
		var out bytes.Buffer
		if err := (paper.Printer{Lang: lang, Notice: n}).RoleForm(&out, form); err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(out.String(), w) {
				t.Errorf("%s: no %q", lang, w)
			}
		}
	}
}
