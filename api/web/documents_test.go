package web_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"lianshen/api/live"
	"lianshen/api/web"
	"lianshen/api/web/webtest"
	"lianshen/checker"
	"lianshen/internal/errs"
	"lianshen/ocr"
	"lianshen/workflow"
)

// sheet is a page of lines, as JPEG.
func sheet(t testing.TB) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 909, 1286))
	draw.Draw(m, m.Bounds(), image.White, image.Point{}, draw.Src)
	for y := 120; y < 1150; y += 34 {
		draw.Draw(m, image.Rect(110, y, 800-(y*7)%220, y+12), image.NewUniform(color.Gray{Y: 90}), image.Point{}, draw.Src)
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func ptr[T any](v T) *T { return &v }

const slug = "acceptance-opinion"

var (
	sealBox = ocr.Box{360, 600, 480, 720}
	dateBox = ocr.Box{120, 160, 340, 174}
)

// opinion is what was read of an acceptance opinion of two pages with somebody else's seal.
func opinion() *checker.Facts {
	page := func(n int) checker.Page {
		return checker.Page{Number: n, WidthPt: 595, HeightPt: 842, ScanDPI: ptr(200.0), Lines: []checker.Line{}}
	}
	field := func(label, raw string, box ocr.Box) []checker.Field {
		return []checker.Field{{Label: label, Raw: raw, Value: raw, Page: 1, Box: box, Score: .97}}
	}
	return &checker.Facts{
		Schema: checker.FactsSchema, File: checker.File{Name: "x.pdf", Pages: 2, PagesInspected: 2},
		Document: checker.DocumentKind{Kind: ptr(slug), Title: ptr("自主验收意见")}, Pages: []checker.Page{page(1), page(2)},
		Seals: []checker.Seal{{
			Page: 2, Box: sealBox, Title: ptr("东莞二厂"), Kind: ocr.OfficialSeal,
			Matches: []checker.Match{{Name: "东莞一厂", Role: checker.EnterpriseRole, Verdict: checker.Mismatches, Score: .98}},
		}},
		Fields: map[string][]checker.Field{
			"enterprise": field("排污单位", "东莞一厂", ocr.Box{120, 120, 300, 134}), "date": field("验收日期", "2027年10月1日", dateBox),
		},
	}
}

// wrongSeal, lateDay and noSections are what the rules may say of it.
func wrongSeal() checker.Finding {
	return checker.Finding{
		Code: "seal.owner_mismatch", Severity: checker.SeverityBlock, State: checker.Fail, Document: ptr(slug),
		Message:  errs.Text{ZH: "验收意见应盖排污单位公章，所盖为「东莞二厂」", EN: "the seal is that of another company"},
		Solution: errs.Text{ZH: "请加盖东莞一厂公章后重新扫描上传", EN: "stamp it with your own seal"},
		Expected: ptr("东莞一厂"), Found: ptr("东莞二厂"), Basis: []string{"东环办函〔2023〕42号 附件1 三(四)"},
		Places: []checker.Place{{Document: slug, Page: 2, Box: &sealBox}},
	}
}

func lateDay() checker.Finding {
	return checker.Finding{
		Code: "document.date_in_future", Severity: checker.SeverityWarn, State: checker.Undetermined, Document: ptr(slug),
		Message:  errs.Text{ZH: "验收日期晚于今天", EN: "the day of acceptance is in the future"},
		Solution: errs.Text{ZH: "请核对验收日期", EN: "check the day"}, Basis: []string{"design"},
		Places: []checker.Place{{Document: slug, Page: 1, Box: &dateBox, Value: ptr("2027-10-01")}},
	}
}

func missing() checker.Finding {
	return checker.Finding{
		Code: "document.missing", Severity: checker.SeverityBlock, State: checker.Fail, Document: ptr(slug),
		Message: errs.Text{ZH: "缺少附页", EN: "an annex is missing"}, Solution: errs.Text{ZH: "请补齐", EN: "add it"},
	}
}

// pdfFile is a file on the disk, as somebody would choose it.
func pdfFile(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// documentCity is one with pictures and rules.
func documentCity(t testing.TB) (*webtest.City, *workflow.Project) {
	t.Helper()
	c := webtest.New(t)
	c.Picture, c.Facts = sheet(t), opinion()
	c.Rules = map[string]web.Rule{"scan.legible": {Title: "扫描件应清晰", Documents: []string{slug}}, "plan.sections": {Title: "方案章节应齐全", Documents: []string{"construction-plan"}}}
	c.Report.Passed = []string{"scan.legible", "plan.sections"}
	return c, c.Project()
}

// Somebody uploads a faulty file on its page, sees it read page by page, the faults with their
// boxes, contests one, and replaces the file: all without the page being loaded again.
func TestDocument(t *testing.T) {
	c, project := documentCity(t)
	uploaded := make(chan workflow.InspectArgs, 1)
	c.Read = func(all ...workflow.InspectArgs) { uploaded <- all[0] }
	b := webtest.Open(t, c.URL)
	b.SignIn("enterprise")
	b.Go("/projects/" + project.ID + "/documents/" + slug)
	b.Sees("尚未上传")
	b.Sees("本材料须加盖排污单位公章。")
	b.Sees("仅限PDF。 单个文件不超过4 MB、500页。 本项目还可上传8 MB。")
	b.Accessible()
	b.Shoot("document-none")
	webtest.Eval[chromedp.Void](b, `window.first = true`) // gone with the page

	b.Choose("file", pdfFile(t, "照片.jpg", "\xff\xd8\xff\xe0 a picture"))
	b.Sees("这是图片，不是PDF")
	b.Choose("file", pdfFile(t, "验收意见.docx", "PK\x03\x04 [Content_Types].xml"))
	b.Sees("导出为PDF")

	b.Choose("file", pdfFile(t, "验收意见 扫描.pdf", "%PDF-1.7 first"))
	b.Click(".main [data-upload] .actions button")
	at := <-uploaded
	step := func(e live.Event) {
		e.Project, e.Slug, e.Number = at.Project, at.Slug, at.Number
		c.Live.Publish(e)
	}
	step(live.Event{State: live.Reading})
	b.Sees("正在读取")
	step(live.Event{State: live.Reading, Page: 1, Pages: 2})
	b.Sees("正在读取：已读1页，共2页")
	step(live.Event{State: live.Reading, Page: 2, Pages: 2, Early: []checker.Finding{wrongSeal()}})
	b.Sees("初步发现")
	b.Sees("所盖为「东莞二厂」")
	b.Accessible()
	b.Shoot("document-reading")
	c.Report.Findings = []checker.Finding{lateDay(), missing(), wrongSeal()}
	c.Finish(at)
	b.Sees("共3项")
	b.Sees("无法判定")
	b.Sees("已通过1项检查")
	b.Gone("初步发现")
	b.Sees("与各单位名称不一致")
	b.Accessible()
	b.Shoot("document")
	b.Size(webtest.Phone)
	b.Shoot("document-phone")
	b.Accessible()
	b.Size(webtest.Laptop)

	// The gravest first; each leads to its box, which is marked then.
	if got := webtest.Eval[string](b, `[...document.querySelectorAll(".finding")].map(f => f.querySelector(".tag").innerText).join()`); got != "须整改,须整改,无法判定" {
		t.Errorf("findings in the order %s", got)
	}
	if got := webtest.Eval[string](b, `document.querySelector("#finding-2 .finding-where a").hash`); got != "#box-2-1" {
		t.Errorf("the finding leads to %s", got)
	}
	b.Click("#finding-2 .finding-where a")
	if got := webtest.Eval[bool](b, `(() => { const r = document.querySelector(".box:target rect"); const at = r.getBoundingClientRect(); return +r.getAttribute("x") === 358 && at.top > 0 && at.bottom < innerHeight })()`); !got {
		t.Error("the box is not marked, or out of sight")
	}
	b.Shoot("document-box")
	hidden := `getComputedStyle(document.querySelector(".box-fault")).display + getComputedStyle(document.querySelector(".box-field")).display`
	b.Click("label[for=layer-fault]")
	b.Click("label[for=layer-field]")
	if got := webtest.Eval[string](b, hidden); got != "noneinline" {
		t.Errorf("layers are shown as %s", got)
	}

	// What is a condition of the review is not contested; the other is, and the contest taken back.
	b.Sees("该问题为受理的前提，不能以异议代替。")
	if n := webtest.Eval[int](b, `document.querySelectorAll(".finding form").length`); n != 1 {
		t.Errorf("%d findings may be contested", n)
	}
	if !webtest.Eval[bool](b, `window.first === true`) {
		t.Error("the page was loaded again")
	}
	b.Do(chromedp.Evaluate[chromedp.Void](`document.querySelector(".finding details").open = true`))
	b.Fill("statement", "公章盖在附页背面 <script>alert(1)</script>")
	b.Press(".finding details button")
	b.Sees("异议已提交。")
	b.Sees("公章盖在附页背面 <script>")
	b.Sees("已提异议")
	b.Shoot("document-contested")
	b.Press(".contest button")
	b.Sees("异议已撤回。")

	// A better file: what was mended, what stayed, what is new.
	c.Report.Findings = []checker.Finding{missing(), {Code: "scan.grey", Severity: checker.SeverityWarn, State: checker.Fail, Document: ptr(slug), Message: errs.Text{ZH: "扫描件为灰度", EN: "grey"}, Places: []checker.Place{{Document: slug, Page: 1}}}}
	c.Read = func(all ...workflow.InspectArgs) { c.Finish(all[0]) }
	b.Click("#upload-head")
	b.Choose("file", pdfFile(t, "验收意见2.pdf", "%PDF-1.7 second"))
	b.Click(".main [data-upload] .actions button")
	b.Sees("与第1版相比：已解决2项。")
	mended := webtest.Eval[string](b, `document.querySelector(".mended").innerText`)
	if !strings.Contains(mended, "所盖为「东莞二厂」") || !strings.Contains(mended, "验收日期晚于今天") {
		t.Errorf("mended: %s", mended)
	}
	if got := webtest.Eval[string](b, `[...document.querySelectorAll(".finding")].filter(f => f.innerText.includes("新出现")).map(f => f.querySelector("strong").innerText).join()`); got != "扫描件为灰度" {
		t.Errorf("new: %s", got)
	}
	b.Accessible()
	b.Shoot("document-replaced")
	b.Press(".history a[href*='v=1']")
	b.Sees("您正在查看第1版，不是当前版本。")
	b.Sees("所盖为「东莞二厂」")

	// Reviewers read the same, and change nothing.
	b = webtest.Open(t, c.URL)
	b.SignIn("handler")
	b.Go("/projects/" + project.ID + "/documents/" + slug)
	b.Sees("扫描件为灰度")
	if n := webtest.Eval[int](b, `document.querySelectorAll(".main form").length`); n != 0 {
		t.Errorf("a reviewer has %d forms", n)
	}
	b.Accessible()
}

// Several files are dropped at once; their names say what they are, and one is put right by hand.
func TestDrop(t *testing.T) {
	c, project := documentCity(t)
	c.Read = func(all ...workflow.InspectArgs) {
		go func() {
			for _, at := range all {
				c.Finish(at)
			}
		}()
	}
	b := webtest.Open(t, c.URL)
	b.SignIn("enterprise")
	b.Go("/projects/" + project.ID + "/upload")
	b.Accessible()
	b.Choose("file",
		pdfFile(t, "东莞一厂-验收比对监测报告（盖章）.pdf", "%PDF-1.7 a"), pdfFile(t, "扫描0001.pdf", "%PDF-1.7 b"),
		pdfFile(t, "施工单位信息.pdf", "%PDF-1.7 c"), pdfFile(t, "现场.png", "\x89PNG\r\n\x1a\n"), pdfFile(t, "合同.pdf", "%PDF-1.7 "+strings.Repeat("x", 5<<20)))
	b.Sees("这是图片，不是PDF")
	b.Sees("文件超过上限")
	if got := webtest.Eval[string](b, `[...document.querySelectorAll("[data-kind]")].map(s => s.value).join()`); got != "comparison-report,,contractor-info,installation-photos,contract" {
		t.Errorf("guessed %s", got)
	}
	b.Do(chromedp.Evaluate[chromedp.Void](`{ const s = document.querySelectorAll("[data-kind]")[1]; s.value = "contract"; s.dispatchEvent(new Event("change", {bubbles: true})) }`))
	b.Click("[data-row]:nth-child(3) [data-also-for=contractor-info] input") // the personnel is in it
	b.Accessible()
	b.Shoot("drop")
	b.Click("[data-send]")
	b.Do(chromedp.WaitReady(chromedp.CSS("[data-row]:nth-child(3) .tag.good")), chromedp.WaitReady(chromedp.CSS("[data-row]:nth-child(2) .tag.good")))
	b.Shoot("drop-done")
	b.Size(webtest.Phone)
	b.Shoot("drop-phone")
	d := webtest.Must(c.Workflow.Dossier(t.Context(), project.ID))(t)
	var got []string
	for _, doc := range d.Documents {
		got = append(got, doc.Slug+" "+doc.Current().Name)
	}
	if len(got) != 4 || !strings.Contains(strings.Join(got, "\n"), "contractor-personnel 施工单位信息.pdf") || !strings.Contains(strings.Join(got, "\n"), "contract 扫描0001.pdf") {
		t.Errorf("documents %q", got)
	}
}

// A partner fills its own documents, is told what was found in them, and sees nothing else.
func TestPartner(t *testing.T) {
	c, project := documentCity(t)
	other := "comparison-report"
	c.Report.Findings = []checker.Finding{
		{Code: "crosscheck.dates", Severity: checker.SeverityWarn, State: checker.Fail, Document: ptr(slug), Message: errs.Text{ZH: "日期前后不符", EN: "dates"}, Places: []checker.Place{{Document: slug, Page: 1}, {Document: other, Page: 3, Value: ptr("对方数据")}}},
		{Code: "seal.present", Severity: checker.SeverityBlock, State: checker.Fail, Document: ptr(other), Message: errs.Text{ZH: "比对报告无公章", EN: "no seal"}, Places: []checker.Place{{Document: slug, Page: 2}}},
	}
	c.Read = func(all ...workflow.InspectArgs) { c.Finish(all[0]) }
	c.Person("调试方", "builder", workflow.Grant{Role: "partner", Documents: &workflow.SomeDocuments{Project: project.ID, Slugs: []string{slug}, Unit: "东莞调试公司"}})
	b := webtest.Open(t, c.URL)
	b.SignIn("builder")
	at := "/projects/" + project.ID + "/documents/"
	b.Go(at + slug)
	b.Choose("file", pdfFile(t, "验收意见.pdf", "%PDF-1.7 partner"))
	b.Click(".main [data-upload] .actions button")
	b.Sees("日期前后不符")
	if text := b.Text(); strings.Contains(text, "对方数据") || strings.Contains(text, "比对报告无公章") || strings.Contains(text, "提出异议") {
		t.Errorf("a partner sees\n%s", text)
	}
	b.Accessible()
	for _, path := range []string{at + other, at + other + "/file", at + other + "/pages/1", "/projects/" + project.ID + "/events", "/projects/" + project.ID + "/events?slug=" + other} {
		if status := webtest.Eval[int](b, `fetch("`+path+`").then(r => r.status)`); status != 404 {
			t.Errorf("%s: %d", path, status)
		}
	}
	b.Go(at + other)
	b.Sees("没有找到所指的记录")
}
