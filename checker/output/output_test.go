package output_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"golang.org/x/net/html"

	"lianshen/checker"
	"lianshen/checker/engine"
	"lianshen/checker/output"
	"lianshen/internal/errs"
	"lianshen/ocr"
)

func ptr[T any](v T) *T { return &v }

// sample has a finding of every kind: a block with a box, one about a document that is not
// there, a warning on many pages, one that cannot be told, a note, and one exempted.
func sample(lang string) *output.Report {
	box := ocr.Box{368, 279, 481, 392}
	finding := func(code string, s checker.Severity, st checker.State, document *string, places ...checker.Place) checker.Finding {
		return checker.Finding{
			Code: code, Severity: s, State: st, Document: document, Places: places, Basis: []string{"东环办函〔2023〕42号 附件1"},
			Message:  errs.Text{ZH: code + "有误<b>", EN: code + " is wrong"},
			Solution: errs.Text{ZH: code + "请改", EN: "mend " + code},
		}
	}
	opinion, plan := ptr("acceptance-opinion"), ptr("construction-plan")
	mismatch := finding("seal.owner_mismatch", checker.SeverityBlock, checker.Fail, opinion,
		checker.Place{Document: *opinion, Page: 2, Box: &box, Value: ptr("东莞市恒丰五金制品有限公司")})
	mismatch.Expected, mismatch.Found = ptr("东莞市绿源纸业有限公司"), ptr("东莞市恒丰五金制品有限公司")
	var many []checker.Place
	for page := range 6 {
		many = append(many, checker.Place{Document: *opinion, Page: page + 1})
	}
	exempted := finding("seal.diameter", checker.SeverityBlock, checker.Exempted, opinion, checker.Place{Document: *opinion, Page: 2})
	exempted.Waiver = &checker.Waiver{Who: "张三", Why: "原件存市局", Until: "2026-12-31"}
	expired := finding("seal.present", checker.SeverityBlock, checker.Undetermined, opinion)
	expired.Waiver = &checker.Waiver{Who: "李四", Why: "补章中", Until: "2026-01-31", Expired: true}
	return &output.Report{
		Lang: lang, Enterprise: "东莞市绿源纸业有限公司", Version: "test",
		Report: &checker.Report{
			Schema: checker.ReportSchema, Verdict: checker.Block, PolicyRevision: "sha256:" + strings.Repeat("0", 64),
			EvaluatedAt: time.Date(2026, 10, 1, 20, 30, 0, 0, time.UTC),
			Findings: []checker.Finding{
				finding("document.missing", checker.SeverityBlock, checker.Fail, plan),
				mismatch, exempted, expired,
				finding("scan.quality", checker.SeverityWarn, checker.Fail, opinion, many...),
				finding("file.active_content", checker.SeverityInfo, checker.Fail, opinion),
			},
			Passed: []string{"file.readable"}, NotApplicable: []string{"seal.electronic"},
			UnusedExemptions: []checker.Exemption{{Code: "seal.shape", Document: opinion, Page: ptr(3), Who: "王五", Why: "试点", Until: "2026-12-31"}},
		},
		Kinds: map[string]errs.Text{
			"acceptance-opinion": {ZH: "验收意见", EN: "acceptance opinion"}, "construction-plan": {ZH: "建设方案", EN: "construction plan"},
		},
		Documents: []output.Document{{Slug: "acceptance-opinion", File: "验收 意见+1.pdf"}},
		Rules: []engine.Rule{
			{Code: "document.missing", Title: "材料齐全", Severity: "block"}, {Code: "seal.owner_mismatch", Title: "印章相符", Severity: "block"},
			{Code: "seal.diameter", Title: "直径", Severity: "block"}, {Code: "seal.present", Title: "有章", Severity: "block"},
			{Code: "scan.quality", Title: "清晰", Severity: "warn"}, {Code: "file.active_content", Title: "活动内容", Severity: "info"},
			{Code: "file.readable", Title: "可读", Severity: "block"}, {Code: "seal.electronic", Title: "电子章", Severity: "block"},
		},
		Pictures: map[output.PageOf]output.Picture{
			{Slug: "acceptance-opinion", Number: 2}: {JPEG: []byte("two"), WidthPt: 595.3, HeightPt: 841.9},
			{Slug: "acceptance-opinion", Number: 9}: {JPEG: []byte("nine"), WidthPt: 595.3, HeightPt: 841.9},
		},
	}
}

func write(t *testing.T, format string, r *output.Report) string {
	t.Helper()
	var out bytes.Buffer
	if err := output.Write(&out, format, r); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func wants(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is missing in\n%.3000s", part, text[max(0, strings.Index(text, "<main")):])
		}
	}
}

// Every form, in either language, tells every finding, and no two runs differ.
func TestEveryFormTellsEverything(t *testing.T) {
	for _, format := range output.Formats {
		for _, lang := range []string{"zh", "en"} {
			t.Run(format+" "+lang, func(t *testing.T) {
				r := sample(lang)
				text := write(t, format, r)
				if again := write(t, format, sample(lang)); again != text {
					t.Error("two runs give different reports")
				}
				for _, f := range r.Findings {
					wants(t, text, f.Code)
				}
				wants(t, text, "2026-12-31", "2026-01-31")
			})
		}
	}
}

func TestUnknownFormat(t *testing.T) {
	if err := output.Write(&bytes.Buffer{}, "yaml", sample("zh")); err == nil {
		t.Error("it was written")
	}
}

func TestText(t *testing.T) {
	wants(t, write(t, "text", sample("zh")),
		"✗ 不通过  共发现 须整改 2 · 已豁免 1 · 无法判定 1 · 请注意 1 · 提示 1",
		"第 2 页 距左 150 mm、距上 118 mm", "张三 · 原件存市局 · 有效至 2026-12-31",
		"李四 · 补章中 · 有效至 2026-01-31 · 已到期", "未用到的豁免\n  seal.shape 验收意见 第 3 页 · 王五")
}

func TestJSONIsTheReport(t *testing.T) {
	var got checker.Report
	if err := json.Unmarshal([]byte(write(t, "json", sample("zh"))), &got); err != nil || len(got.Findings) != 6 || len(got.UnusedExemptions) != 1 {
		t.Errorf("%d findings, %v", len(got.Findings), err)
	}
}

func TestSARIF(t *testing.T) {
	text := write(t, "sarif", sample("zh"))
	report, err := sarif.FromBytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := report.Validate(); err != nil {
		t.Errorf("it breaks the schema of SARIF: %v", err)
	}
	run := report.Runs[0]
	got := map[string]string{}
	for _, result := range run.Results {
		got[*result.RuleID] = result.Kind + " " + result.Level
		if rule := run.Tool.Driver.Rules[result.RuleIndex]; *rule.ID != *result.RuleID {
			t.Errorf("the index of %s leads to %s", *result.RuleID, *rule.ID)
		}
		if suppressed := len(result.Suppressions) > 0; suppressed != (*result.RuleID == "seal.diameter") {
			t.Errorf("%s suppressed: %t", *result.RuleID, suppressed)
		}
	}
	for code, want := range map[string]string{
		"document.missing": "fail error", "seal.owner_mismatch": "fail error", "seal.present": "review none", "scan.quality": "fail warning",
		"file.active_content": "fail note", "file.readable": "pass none", "seal.electronic": "notApplicable none",
	} {
		if got[code] != want {
			t.Errorf("%s: %q, want %q", code, got[code], want)
		}
	}
	wants(t, text, "%E9%AA%8C%E6%94%B6%20%E6%84%8F%E8%A7%81%2B1.pdf", "acceptance-opinion/2")
}

func TestJUnit(t *testing.T) {
	var suites struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Skipped  int `xml:"skipped,attr"`
		Suites   []struct {
			Name  string `xml:"name,attr"`
			Cases []struct {
				Name    string    `xml:"name,attr"`
				Failure *struct{} `xml:"failure"`
				Skipped *struct{} `xml:"skipped"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal([]byte(write(t, "junit", sample("zh"))), &suites); err != nil {
		t.Fatal(err)
	}
	// Two blocks fail; exempted, undetermined, warning and not applicable are skipped.
	if suites.Tests != 8 || suites.Failures != 2 || suites.Skipped != 4 || len(suites.Suites) != 3 {
		t.Errorf("%d tests, %d failures, %d skipped, %d suites", suites.Tests, suites.Failures, suites.Skipped, len(suites.Suites))
	}
	for _, suite := range suites.Suites {
		for _, c := range suite.Cases {
			if wrong := strings.HasPrefix(c.Name, "seal.present") && (c.Failure != nil || c.Skipped == nil); wrong {
				t.Errorf("%s, which cannot be told, is not skipped", c.Name)
			}
		}
	}
}

func TestHTML(t *testing.T) {
	text := write(t, "html", sample("zh"))
	if _, err := html.Parse(strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	wants(t, text, `lang="zh-CN"`, "东莞市绿源纸业有限公司", "2026-10-02 04:30（北京时间）", "有误&lt;b&gt;",
		`<rect class="box" x="368.0" y="279.0" width="113.0" height="113.0"`, "data:image/jpeg;base64,dHdv", "另有页数未附图:2",
		"整改办法", "东环办函〔2023〕42号", "可读 <code>file.readable</code>", "已整改")
	if n := strings.Count(text, "base64,dHdv"); n != 1 {
		t.Errorf("the picture of a page that several findings show is there %d times", n)
	}
	if strings.Contains(text, "bmluZQ") {
		t.Error("a page that no finding shows is pictured")
	}
}

// A page that is sent by mail and opened years later fetches nothing.
func TestHTMLStandsAlone(t *testing.T) {
	outside := regexp.MustCompile(`(?i)<script|<link|<iframe|@import|url\(|(src|href)="(?:https?:)?//|javascript:`)
	for name, write := range map[string]func() string{
		"report": func() string { return write(t, "html", sample("zh")) },
		"notice": func() string { return notice(t, sample("zh")) },
	} {
		text := write()
		if found := outside.FindString(text); found != "" {
			t.Errorf("the %s reaches outside: %s", name, found)
		}
		wants(t, text, "default-src 'none'", "@page")
	}
}

func TestHTMLInEnglish(t *testing.T) {
	text := write(t, "html", sample("en"))
	wants(t, text, `lang="en"`, "How to mend it", "seal.owner_mismatch is wrong", "must mend")
	_, body, _ := strings.Cut(text, "<main")
	for _, word := range []string{"整改", "问题", "材料", "不通过"} {
		if strings.Contains(body, word) {
			t.Errorf("%q in the English report", word)
		}
	}
}

func TestHTMLOfACleanReport(t *testing.T) {
	r := sample("zh")
	r.Verdict, r.Findings, r.UnusedExemptions = checker.Clean, nil, nil
	wants(t, write(t, "html", r), "未发现问题", "按所列规则检查，未发现问题。")
	wants(t, notice(t, r), "未发现需要整改的问题")
}

func notice(t *testing.T, r *output.Report) string {
	t.Helper()
	var out bytes.Buffer
	if err := output.WriteNotice(&out, r); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// The notice tells what must be done, all of it, and asks nothing for notes and exemptions.
func TestNotice(t *testing.T) {
	var out bytes.Buffer
	if err := output.WriteNoticeText(&out, sample("zh")); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"text": out.String(), "html": notice(t, sample("zh"))} {
		t.Run(name, func(t *testing.T) {
			wants(t, text, "一次性告知书", "东莞市绿源纸业有限公司：", "一、须整改", "二、请核实", "三、待人工核对",
				"document.missing请改", "seal.owner_mismatch请改", "验收意见 第 2 页", "scan.quality请改", "seal.present请改", "2026-10-02")
			for _, code := range []string{"seal.diameter", "file.active_content"} {
				if strings.Contains(text, code) {
					t.Errorf("%s asks for something", code)
				}
			}
		})
	}
}

// Parts are counted as they come.
func TestNoticeWithoutBlocks(t *testing.T) {
	r := sample("zh")
	r.Findings = r.Findings[3:4]
	wants(t, notice(t, r), "一、待人工核对")
}

func TestWantedPages(t *testing.T) {
	got := output.WantedPages(sample("zh").Report)
	want := []output.PageOf{{Slug: "construction-plan", Number: 1}, {Slug: "acceptance-opinion", Number: 2},
		{Slug: "acceptance-opinion", Number: 1}, {Slug: "acceptance-opinion", Number: 3}, {Slug: "acceptance-opinion", Number: 4}}
	if len(got) != len(want) {
		t.Fatalf("pages %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("pages %v, want %v", got, want)
		}
	}
}
