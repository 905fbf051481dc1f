package web_test

import (
	"strings"
	"testing"

	"lianshen/api/web/webtest"
	"lianshen/checker"
	"lianshen/internal/errs"
	"lianshen/workflow"
)

// fill uploads what the project needs and notes it as read, as the reader would.
func fill(t *testing.T, c *webtest.City, project *workflow.Project) {
	t.Helper()
	ctx := t.Context()
	facts, _, err := c.Files.Put(ctx, strings.NewReader("{}"), 10)
	if err != nil {
		t.Fatal(err)
	}
	for i, slug := range c.Workflow.Notice().Required(project.Kind) {
		made := webtest.Must(c.Workflow.Upload(ctx, c.Enterprise, workflow.Upload{
			Project: project.ID, Slugs: []string{slug}, Name: slug + ".pdf", File: strings.NewReader("%PDF-1.7 " + strings.Repeat("x", i)),
		}))(t)
		at := workflow.InspectArgs{Project: project.ID, Slug: slug, Number: made[0].Number}
		if err := c.Workflow.RecordFacts(ctx, "test", at, workflow.Inspected{Facts: facts}); err != nil {
			t.Fatal(err)
		}
	}
}

// The enterprise goes from its task list to a filing, an application that is held back by a
// finding, and one that is submitted.
func TestProjectPath(t *testing.T) {
	c := webtest.New(t)
	project := c.Project()
	b := webtest.Open(t, c.URL)
	b.SignIn("enterprise")
	b.Sees("确定建设方案")
	b.Accessible()
	b.Shoot("home")
	b.Press("td a[href^='/projects/']")
	b.Sees("最迟2026年12月17日（周四）24:00提交联网申请；建议于2026年12月16日（周三）前提交。")
	b.Sees("未上传")
	b.Accessible()
	b.Shoot("project")
	b.Size(webtest.Phone)
	b.Shoot("project-phone")
	b.Size(webtest.Laptop)

	b.Go("/projects/" + project.ID + "/filing")
	b.Sees("材料尚未齐全")
	fill(t, c, project)
	contract := "contract"
	c.Report.Findings = []checker.Finding{{
		Code: "seal.owner_mismatch", Severity: checker.SeverityBlock, State: checker.Fail, Document: &contract,
		Message:  errs.Text{ZH: "公章不是本单位的", EN: "the seal is another's"},
		Solution: errs.Text{ZH: "请加盖本单位公章", EN: "use your own seal"},
	}}
	b.Go("/projects/" + project.ID + "/filing")
	b.Accessible()
	b.Shoot("filing")
	b.Press(".main form .actions button")
	b.Sees("备〔2026〕000001号")

	b.Go("/projects/" + project.ID + "/apply")
	b.Sees("公章不是本单位的")
	b.Accessible()
	b.Shoot("apply-wrong")
	b.Press(".main form .actions button")
	b.Sees("存在未解决的问题")
	if text := b.Text(); strings.Contains(text, "联网申请已提交") {
		t.Errorf("it was submitted: %s", text)
	}

	c.Report.Findings = nil
	b.Go("/projects/" + project.ID + "/apply")
	b.Sees("未见影响提交的问题")
	b.Shoot("apply")
}

// Who has nothing to do with an enterprise is told that there is no such project.
func TestProjectOfOthers(t *testing.T) {
	c := webtest.New(t)
	project := c.Project()
	b := webtest.Open(t, c.URL)
	b.SignIn("stranger")
	for _, path := range []string{"", "/filing", "/apply", "/filing/receipt"} {
		b.Go("/projects/" + project.ID + path)
		b.Sees("没有找到所指的记录")
	}
}
