package paper_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lianshen/checker"
	"lianshen/internal/errs"
	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/calendar"
	"lianshen/workflow/paper"
)

var out = flag.String("out", "", "folder to write the sheets into, to look at them")

var received = time.Date(2026, 11, 2, 1, 30, 0, 0, time.UTC)

func printer(t *testing.T, lang string) paper.Printer {
	t.Helper()
	n, err := notice.Default()
	if err != nil {
		t.Fatal(err)
	}
	return paper.Printer{Lang: lang, Notice: n}
}

func day(t *testing.T, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

var enterprise = workflow.Enterprise{
	Name: "东莞市清源纺织<有限>公司", USCC: "91441900MA0000007J", Permit: "91441900MA0000007J001P",
	Branch: "东莞市生态环境局南城分局", Outlets: []workflow.Outlet{{Code: "DW001", Medium: "water"}},
}

func project(t *testing.T) workflow.Project {
	t.Helper()
	return workflow.Project{Kind: "new", Deadline: &workflow.TaskDeadline{Date: day(t, "2026-12-31"), Source: "东环函〔2026〕1号", Confirmed: true}}
}

func review(t *testing.T) *workflow.Case {
	t.Helper()
	n := printer(t, "zh").Notice
	c := &workflow.Case{
		Application: workflow.Application{State: "leader_review", Round: 1, Handler: "b", HandlerFor: "a"},
		Project:     project(t), Enterprise: enterprise,
		Names: map[string]string{"a": "陈甲", "b": "李乙", "l": "黄领导", "x": "市局赵"},
		Receipts: []workflow.Receipt{{
			Round: 1, Number: "收〔2026〕000012号", Received: received, ReviewDue: workflow.ReviewDue{Due: day(t, "2026-11-09")},
			Snapshot: workflow.Snapshot{Filing: "备〔2026〕000009号", PolicyRevision: "sha256:0123456789abcdef0123", Statement: "公章在第3页背面。\n原件可查。", Findings: []workflow.Finding{
				{Number: 1, Code: "seal.present", Severity: checker.SeverityBlock, State: checker.Contested, Document: "contract", Pages: []int{1, 3}, Message: errs.Text{ZH: "施工合同未见公章", EN: "no seal on the contract"}},
				{Number: 2, Code: "crosscheck.serial", Severity: checker.SeverityWarn, State: checker.Fail, Document: "acceptance-report", Pages: []int{4}, Message: errs.Text{ZH: "出厂编号与设备清单不一致", EN: "the serial differs from the list"}},
			}},
		}},
		Assessments: []workflow.Assessment{{Finding: 1, Verdict: workflow.Overridden, Reason: "misread", Note: "第3页背面有公章", By: "b"}},
	}
	for _, l := range n.Sheet {
		c.Sheet = append(c.Sheet, workflow.SheetEntry{Line: l.Line, Finding: workflow.Conforms, By: "b"})
	}
	c.Sheet[2] = workflow.SheetEntry{Line: n.Sheet[2].Line, Finding: workflow.SiteCheck, Note: "铭牌照片不清", By: "b",
		Site: &workflow.SiteRecord{On: day(t, "2026-11-04"), Result: workflow.Conforms, Note: "现场核对出厂编号一致"}}
	return c
}

func sheet(t *testing.T, lang, name string, c *workflow.Case) string {
	t.Helper()
	var b bytes.Buffer
	if err := printer(t, lang).ReviewSheet(&b, c); err != nil {
		t.Fatal(err)
	}
	keep(t, name, b.Bytes())
	return b.String()
}

func keep(t *testing.T, name string, html []byte) {
	t.Helper()
	if *out == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(*out, name+".html"), html, 0o600); err != nil {
		t.Fatal(err)
	}
}

func holds(t *testing.T, html string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(html, w) {
			t.Errorf("the sheet lacks %q", w)
		}
	}
}

func TestFilingReceipt(t *testing.T) {
	d := &workflow.Dossier{Project: project(t), Enterprise: enterprise, Names: map[string]string{"f": "厂方张"}}
	var b bytes.Buffer
	if err := printer(t, "zh").FilingReceipt(&b, d); !errors.Is(err, paper.ErrNoFiling) {
		t.Errorf("err = %v", err)
	}
	d.Filing = &workflow.AcceptanceFiling{Number: "备〔2026〕000009号", Branch: enterprise.Branch, By: "f", At: received, State: workflow.FilingSent}
	for _, slug := range printer(t, "zh").Notice.Required("new") {
		d.Filing.Documents = append(d.Filing.Documents, workflow.VersionRef{Slug: slug, Number: 1, SHA256: strings.Repeat("ab", 32)})
	}
	if err := printer(t, "zh").FilingReceipt(&b, d); err != nil {
		t.Fatal(err)
	}
	keep(t, "filing", b.Bytes())
	holds(t, b.String(), "备〔2026〕000009号", "2026-11-02 09:30", "厂方张", "已报送", "东莞市清源纺织&lt;有限&gt;公司", "参数备案表", "abababababababab<", `<td class="no">13</td>`, "DW001")
	b.Reset()
	if err := printer(t, "en").FilingReceipt(&b, d); err != nil {
		t.Fatal(err)
	}
	holds(t, b.String(), `lang="en"`, "Receipt of an acceptance filing")
}

func TestReviewSheet(t *testing.T) {
	c := review(t)
	html := sheet(t, "zh", "sheet-running", c)
	holds(t, html, "收〔2026〕000012号", "设备选型及安装", "各阶段资料", "与现场相符", "设备调试", "推翻", "识别有误", "第3页背面有公章",
		"出厂编号与设备清单不一致", "未认定", "2026-11-04", "现场核对出厂编号一致", "受委托代办：陈甲", "李乙", "审核中", "公章在第3页背面。")
	// The finding about the serial stands under the line of the site, not of the documents.
	if strings.Index(html, "出厂编号与设备清单不一致") < strings.Index(html, "与现场相符") {
		t.Error("a finding stands under another line")
	}
	c.Decision = &workflow.Decision{Mode: workflow.ModeApproved, By: "l", At: received.AddDate(0, 0, 2)}
	holds(t, sheet(t, "zh", "sheet-approved", c), "审核通过", "黄领导", "2026-11-04 09:30")
	c.Decision = &workflow.Decision{Mode: workflow.ModeDeemed, At: received.AddDate(0, 0, 8), Recorded: received.AddDate(0, 0, 9), Open: []string{"crosscheck.serial"}, Delayed: true}
	c.SetAside = []workflow.Decision{{By: "l", SetAside: &workflow.SetAside{By: "x", At: received, Reason: "误批"}}}
	holds(t, sheet(t, "zh", "sheet-deemed", c), "逾期视为通过", "届满时系统停机", "2026-11-11 09:30", "届满时尚存问题</p><ol><li>出厂编号与设备清单不一致", "撤销", "误批")
	c.Decision, c.SetAside = nil, nil
	c.Returns = []workflow.Return{{Round: 1, By: "l", At: received, RectifyBy: day(t, "2026-11-20"), Items: []workflow.ReturnItem{{Code: "seal.present", Document: "contract", Pages: []int{3}, Remedy: "补盖公章"}}}}
	holds(t, sheet(t, "en", "sheet-returned", c), "returned for correction", "补盖公章", "2026-11-20", "page 3")
}

func TestNoSheetBeforeSubmission(t *testing.T) {
	if err := printer(t, "zh").ReviewSheet(&bytes.Buffer{}, &workflow.Case{}); !errors.Is(err, paper.ErrNoReceipt) {
		t.Errorf("err = %v", err)
	}
}
