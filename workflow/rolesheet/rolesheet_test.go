package rolesheet_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/rolesheet"
)

// The sheet has the heads and the rows of annex 2, and no formula.
func TestWrite(t *testing.T) {
	n, err := notice.Default()
	if err != nil {
		t.Fatal(err)
	}
	form := &workflow.RoleForm{Rows: []workflow.RoleApplication{
		{Number: 1, Branch: "南城分局", Name: "王局", Position: "副局长", Role: "leader"},
		{Number: 2, Branch: "南城分局", Name: "=1+1", Position: "科员", Role: "handler", Post: "A", Note: "新任"},
	}}
	var out bytes.Buffer
	if err := rolesheet.Write(&out, n, form); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, err := f.GetRows("特定权限角色申请表")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"特定权限角色申请表"},
		{"序号", "单位", "姓名", "职务", "角色", "备注"},
		{"1", "南城分局", "王局", "副局长", "分局领导审核"},
		{"2", "南城分局", "=1+1", "科员", "经办人A角", "新任"},
	}
	if diff := cmp.Diff(want, got[:4]); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if formula, err := f.GetCellFormula("特定权限角色申请表", "C4"); err != nil || formula != "" {
		t.Errorf("formula %q, %v", formula, err)
	}
}
