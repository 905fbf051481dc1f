package web_test

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"lianshen/api/web/webtest"
	"lianshen/workflow"
)

// entered is the equipment of a project as it is stored.
func entered(t *testing.T, c *webtest.City, project string) workflow.Equipment {
	t.Helper()
	return webtest.Must(c.Workflow.Dossier(t.Context(), project))(t).Equipment
}

// typed writes into a field of a table.
func typed(b *webtest.Browser, name, value string) {
	b.Do(chromedp.SetValue(chromedp.CSS(fmt.Sprintf(`[name=%q]`, name)), value))
}

// pasted has a block of text pasted into a field.
func pasted(b *webtest.Browser, name, text string) {
	webtest.Eval[bool](b, fmt.Sprintf(`(() => { const e = document.querySelector('[name=%q]'); e.focus();
		const d = new DataTransfer(); d.setData("text/plain", %q);
		return e.dispatchEvent(new ClipboardEvent("paste", {clipboardData: d, bubbles: true, cancelable: true})); })()`, name, text))
}

const save = `.actions button[value="save"]`

// The enterprise types, pastes from Excel, adds and takes away rows, is shown what is wrong at
// its cell with everything still there, and saves.
func TestEquipment(t *testing.T) {
	c := webtest.New(t)
	project := c.Project()
	at := "/projects/" + project.ID + "/equipment"
	b := webtest.Open(t, c.URL)
	b.SignIn("enterprise")
	b.Go(at)
	b.Accessible()
	if code := webtest.Eval[string](b, `document.querySelector('[name="outlets.0.code"]').value`); code != "DW001" {
		t.Errorf("outlets begin with %q", code)
	}
	pasted(b, "factors.0.outlet", "DW001\t化学需氧量\t80\tmg/L\t是\r\nDW001\tw21003\t8\tmg/L\t\r\n")
	b.Do(chromedp.Click(chromedp.CSS(`[data-add="instruments"]`)))
	typed(b, "instruments.0.outlet", "DW009")
	typed(b, "instruments.0.factor", "氨氮")
	pasted(b, "instruments.1.brand", "清谱\tQP-1000C\t\"杭州清谱\n科技\"\tQP26\r\n哈希\tAMTAX\t\t001\r\n")
	b.Do(chromedp.Click(chromedp.CSS(`[data-add="loggers"]`)), chromedp.Click(chromedp.CSS(`table[data-part="loggers"] tr:first-child [data-remove]`)))
	typed(b, "loggers.1.mn", "441900A0DW001A0000000001")
	typed(b, "parties.0.name", "东莞建安公司")
	typed(b, "instruments.1.cert_valid_to", "明年")
	b.Press(save)
	b.Sees("「明年」不是日期")
	b.Accessible()
	b.Shoot("equipment-wrong")
	b.Size(webtest.Phone)
	b.Accessible()
	b.Shoot("equipment-phone")
	b.Size(webtest.Laptop)
	typed(b, "instruments.1.cert_valid_to", "2028年5月8日")
	b.Press(save)
	b.Sees("排放口「DW009」不在排放口清单中")
	if id := webtest.Eval[string](b, `document.querySelector("[aria-invalid]").name + " " + document.querySelector(".banner a").hash`); id != "instruments.0.outlet #c-instruments-0-outlet" {
		t.Errorf("the fault stands at %s", id)
	}
	if e := entered(t, c, project.ID); len(e.Outlets) != 0 {
		t.Errorf("stored %+v", e)
	}
	typed(b, "instruments.0.outlet", "DW001")
	b.Press(save)
	b.Sees("设备清单已保存")
	b.Shoot("equipment")
	e := entered(t, c, project.ID)
	if len(e.Outlets[0].Factors) != 2 || e.Outlets[0].Factors[0].Code != "w01018" || *e.Outlets[0].Factors[0].Limit != 80 || !*e.Outlets[0].Factors[0].InPermit {
		t.Errorf("%+v", e.Outlets)
	}
	if len(e.Instruments) != 3 || *e.Instruments[0].Factor != "w21003" || *e.Instruments[1].Maker != "杭州清谱 科技" || *e.Instruments[2].Serial != "001" || *e.Instruments[1].Certificate.ValidTo != "2028-05-08" {
		t.Errorf("%+v", e.Instruments)
	}
	if len(e.Loggers) != 1 || *e.Contractor.Name != "东莞建安公司" {
		t.Errorf("%+v %+v", e.Loggers, e.Contractor)
	}

	// A page that was opened before is no longer the latest.
	if _, err := c.Workflow.SetEquipment(t.Context(), c.Enterprise, workflow.Ref{ID: project.ID, Version: project.Version + 1}, e); err != nil {
		t.Fatal(err)
	}
	typed(b, "parties.0.name", "另一公司")
	b.Press(save)
	if name := webtest.Eval[string](b, `document.querySelector('[name="parties.0.name"]').value`); name != "另一公司" || !strings.Contains(b.Text(), "已") {
		t.Errorf("typed is now %q: %s", name, b.Text())
	}
	b.Press(save)
	b.Sees("设备清单已保存")
	if e := entered(t, c, project.ID); *e.Contractor.Name != "另一公司" {
		t.Errorf("%+v", e.Contractor)
	}

	b.SignOut()
	b.SignIn("handler")
	b.Go(at)
	b.Sees("氨氮")
	b.Accessible()
	b.Shoot("equipment-read")
	if n := webtest.Eval[int](b, `document.querySelectorAll(".main input").length`); n != 0 {
		t.Errorf("who may not enter has %d fields", n)
	}
}

// What is exported is imported again after somebody has worked in it: shown first, then saved.
func TestEquipmentWorkbook(t *testing.T) {
	c := webtest.New(t)
	project := c.Project()
	at := "/projects/" + project.ID + "/equipment"
	b := webtest.Open(t, c.URL)
	b.SignIn("enterprise")
	b.Go(at)
	typed(b, "instruments.0.brand", "清谱")
	typed(b, "video.0.brand", "海康")
	b.Press(save)
	b.Sees("设备清单已保存")
	before := entered(t, c, project.ID)

	f := webtest.Must(excelize.OpenReader(bytes.NewReader(fetched(t, b, at+".xlsx"))))(t)
	f.SetCellStr("监测仪器", "A2", "DW001")
	f.SetCellStr("监测仪器", "D3", "哈希")
	f.SetCellFormula("监测仪器", "E3", "1+1")
	f.RemoveRow("视频监控", 2)
	path := filepath.Join(t.TempDir(), "清单.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	choose := func(path string) {
		t.Helper()
		b.Do(chromedp.SetAttributeValue(chromedp.CSS("details.sheet"), "open", ""), chromedp.SetUploadFiles(chromedp.CSS("#f-file"), []string{path}))
		b.Press(`form[enctype] button`)
	}
	choose(path)
	b.Sees("已读取工作簿，尚未保存")
	b.Sees("新增1行 修改1行")
	b.Sees("E3")
	b.Accessible()
	b.Shoot("equipment-import")
	if diff := cmp.Diff(before, entered(t, c, project.ID)); diff != "" {
		t.Errorf("a preview has stored %s", diff)
	}
	b.Press(save)
	b.Sees("设备清单已保存")
	e := entered(t, c, project.ID)
	if len(e.Instruments) != 2 || *e.Instruments[0].Outlet != "DW001" || *e.Instruments[1].Brand != "哈希" || e.Instruments[1].Model != nil || len(e.Video) != 0 {
		t.Errorf("%+v", e)
	}

	bad := filepath.Join(t.TempDir(), "bad.xlsx")
	if err := os.WriteFile(bad, []byte("no workbook"), 0o600); err != nil {
		t.Fatal(err)
	}
	choose(bad)
	b.Sees("文件不是可读取的Excel工作簿")
	if err := os.WriteFile(bad, make([]byte, 6<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	choose(bad)
	b.Sees("所选文件总大小超过限制")
	b.Accessible()
	if diff := cmp.Diff(e, entered(t, c, project.ID)); diff != "" {
		t.Error(diff)
	}
}

// Without scripts the buttons for rows send the form, and what was typed comes back.
func TestEquipmentWithoutScripts(t *testing.T) {
	c := webtest.New(t)
	project := c.Project()
	b := webtest.Open(t, c.URL)
	b.SignIn("enterprise")
	b.Go("/projects/" + project.ID + "/equipment")
	b.Scripts(false)
	b.Go("/projects/" + project.ID + "/equipment")
	typed(b, "video.0.brand", "海康")
	b.Press(`[data-add="video"]`)
	typed(b, "video.1.brand", "大华")
	b.Press(`[value="add:video"]`)
	b.Press(`[value="remove:video:0"]`)
	b.Press(save)
	b.Scripts(true)
	if e := entered(t, c, project.ID); len(e.Video) != 1 || *e.Video[0].Brand != "大华" {
		t.Errorf("%+v", e.Video)
	}
}

// A form with files that does not show where it comes from is refused before its file is read.
func TestImportProvesItself(t *testing.T) {
	c := webtest.New(t)
	project := c.Project()
	secret := c.ByHand("enterprise")
	for name, fields := range map[string][][2]string{
		"no token": {{"file", "x"}}, "another": {{"csrf", "00"}, {"file", "x"}}, "too late": {{"file", "x"}, {"csrf", secret.CSRF}}, "nothing": {},
	} {
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		for _, f := range fields {
			if f[0] == "csrf" {
				w.WriteField(f[0], f[1])
				continue
			}
			part, _ := w.CreateFormFile(f[0], "a.xlsx")
			io.WriteString(part, f[1])
		}
		w.Close()
		req, _ := http.NewRequest(http.MethodPost, c.URL+"/projects/"+project.ID+"/equipment/import", &body)
		req.Header.Set("Content-Type", w.FormDataContentType())
		req.Header.Set("Cookie", secret.Cookie)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %d", name, res.StatusCode)
		}
	}
}
