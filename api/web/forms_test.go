package web_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/pdfcpu/pdfcpu/pkg/api"

	"lianshen/api/web/webtest"
	"lianshen/checker"
	"lianshen/internal/errs"
)

// printed is the page that the browser shows as it prints it.
func printed(t *testing.T, b *webtest.Browser) int {
	t.Helper()
	yes := true
	out, err := chromedp.Call(b.Ctx, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &yes, PrintBackground: &yes})
	if err != nil {
		t.Fatal(err)
	}
	n, err := api.PageCount(bytes.NewReader(out.Data), nil)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// fetched is what the browser gets from an address.
func fetched(t *testing.T, b *webtest.Browser, path string) []byte {
	t.Helper()
	text := webtest.Eval[string](b, `fetch("`+path+`").then(r => r.ok ? r.blob() : Promise.reject(new Error(r.status))).then(b => new Promise(done => {
		const r = new FileReader(); r.onload = () => done(r.result.slice(r.result.indexOf(",") + 1)); r.readAsDataURL(b); }))`)
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestForms(t *testing.T) {
	c := webtest.New(t)
	project := c.Project()
	fill(t, c, project)
	document := "contract"
	c.Report.Findings = []checker.Finding{{Code: "seal.present", Document: &document, Severity: checker.SeverityBlock, State: checker.Fail, Message: errs.Text{ZH: "施工合同未见公章", EN: "no seal on the contract"}, Solution: errs.Text{ZH: "请盖章", EN: "seal it"}}}
	b := webtest.Open(t, c.URL)
	b.SignIn("enterprise")
	at := "/projects/" + project.ID
	b.Go(at + "/forms")
	b.Sees("施工人员信息")
	b.Sees("尚未填报设备清单")
	b.Accessible()
	b.Shoot("forms")
	b.Size(webtest.Phone)
	b.Accessible()
	b.Shoot("forms-phone")
	b.Size(webtest.Laptop)

	links := webtest.Eval[[]string](b, `[...document.querySelectorAll("td a[target]")].map(a => a.getAttribute("href"))`)
	if len(links) != 6 {
		t.Fatalf("%v", links)
	}
	for _, to := range append(links, at+"/notice") {
		b.Do(chromedp.Navigate(c.URL+to), chromedp.WaitReady(chromedp.CSS("main")))
		b.Sees("东莞一厂")
		b.Accessible()
		if n := printed(t, b); n != 1 {
			t.Errorf("%s prints on %d pages", to, n)
		}
	}
	b.Sees("施工合同未见公章")

	b.Go(at + "/forms") // a sheet lets nothing be fetched
	raw := fetched(t, b, at+"/dossier.zip")
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
		if f.Name == "01-建设方案.pdf" {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			if text, err := io.ReadAll(r); err != nil || string(text) != "%PDF-1.7 " {
				t.Errorf("%q, %v", text, err)
			}
		}
	}
	if len(names) != 17 || !slices.Contains(names, "13-调试人员信息.pdf") || !slices.Contains(names, "report.json") {
		t.Errorf("%d: %v", len(names), names)
	}
}

// What is printed and packed is seen by those who see the project only.
func TestFormsOfOthers(t *testing.T) {
	c := webtest.New(t)
	project := c.Project()
	b := webtest.Open(t, c.URL)
	b.SignIn("stranger")
	b.Sees("外人")
	for _, path := range []string{"/forms", "/forms/contractor-info", "/notice", "/dossier.zip"} {
		status := webtest.Eval[int](b, `fetch("/projects/`+project.ID+path+`").then(r => r.status)`)
		if status != 404 {
			t.Errorf("%s: %d", path, status)
		}
	}
	if strings.Contains(b.Text(), "东莞一厂") {
		t.Error(b.Text())
	}
}
