package web

import (
	"testing"

	"lianshen/policies/notice"
	"lianshen/workflow"
)

func TestGuess(t *testing.T) {
	n, err := notice.Default()
	if err != nil {
		t.Fatal(err)
	}
	p := &Portal{Config: Config{Workflow: workflow.New(workflow.Config{Notice: n})}}
	d := &workflow.Dossier{Project: workflow.Project{Kind: "new"}}
	for name, want := range map[string]string{
		"建设方案.pdf": "construction-plan",
		"东莞一厂 在线监测系统建设方案(终稿) v3.PDF": "construction-plan",
		"合同.pdf":                "contract",
		"一厂-施工合同-20260901.pdf":  "contract",
		"验收报告.pdf":              "acceptance-report",
		"验收意见（专家组）.pdf":         "acceptance-opinion",
		"验收比对监测报告.pdf":          "comparison-report",
		"比对报告.pdf":              "comparison-report",
		"调试 报告.pdf":             "commissioning-report",
		"安装图片.pdf":              "installation-photos",
		"施工单位信息.pdf":            "contractor-info",
		"施工人员信息.pdf":            "contractor-personnel",
		"equipment-list.pdf":    "equipment-list",
		"Construction Plan.pdf": "construction-plan",
		"扫描件_20261101_0001.pdf": "",
		"report.pdf":            "",
		"施工人员及调试人员.pdf":         "", // fits two
		"":                      "",
		".pdf":                  "",
	} {
		if got := p.guess(d, name); got != want {
			t.Errorf("%s is taken for %q, want %q", name, got, want)
		}
	}
}
