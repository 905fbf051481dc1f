package paper_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"lianshen/checker"
	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/paper"
)

func word(s string) *string { return &s }

func figure(v float64) *float64 { return &v }

func entered(t *testing.T) *workflow.Dossier {
	t.Helper()
	return &workflow.Dossier{
		Project: project(t), Enterprise: enterprise,
		Equipment: workflow.Equipment{
			Outlets: []checker.Outlet{{Code: "DW001", Medium: "water", Factors: []checker.Factor{{Code: "w01018", Limit: figure(80), Unit: word("mg/L")}}}},
			Instruments: []checker.Instrument{
				{Outlet: word("DW001"), Factor: word("w01018"), Brand: word("清谱"), Model: word("QP-1000C"), Serial: word("QP260448070"), Range: &checker.Range{Low: figure(0), High: figure(200), Unit: word("mg/L")}},
				{Outlet: word("DW001"), Class: word("sampler"), Brand: word("清谱")},
			},
			Loggers:    []checker.DataLogger{{Brand: word("岭南"), MN: word("441900A0DW001A0000000001")}},
			Contractor: checker.Company{Name: word("东莞市建安环保工程有限公司"), USCC: word("91441900MA0000008G")},
		},
	}
}

// Every kind that has a form prints one, with what is known, the seal's owner and a code.
func TestForms(t *testing.T) {
	d := entered(t)
	d.Project.ID = "0190c0de-0000-7000-8000-000000000000"
	want := map[string][]string{
		notice.FormUnit:       {"单位信息表", "统一社会信用代码", "服务的排污单位"},
		notice.FormPersonnel:  {"人员信息表", "身份证号", "有效期至"},
		notice.FormParameters: {"参数备案表", "化学需氧量", "w01018", "QP260448070", "0～200mg/L", "80mg/L", "消解温度", "441900A0DW001A0000000001"},
		notice.FormPhotos:     {"安装图片", "图号", "DW001"},
	}
	p := printer(t, "en")
	n := 0
	for _, k := range p.Notice.Kinds {
		var b bytes.Buffer
		err := p.Form(&b, d, k.Slug)
		if k.Form == "" {
			if !errors.Is(err, paper.ErrNoForm) {
				t.Errorf("%s: %v", k.Slug, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		n++
		keep(t, "form-"+k.Slug, b.Bytes())
		holds(t, b.String(), append(want[k.Form], "此处加盖", "（盖章）", "lianshen:1:"+d.Project.ID+":"+k.Slug, `lang="zh-CN"`, "清源纺织")...)
		if strings.Contains(b.String(), "form.") || strings.Contains(b.String(), "<script") {
			t.Errorf("%s: a word is missing, or there is a script", k.Slug)
		}
	}
	if n != 6 {
		t.Errorf("%d forms", n)
	}
	holds(t, sheetOf(t, d, "contractor-info"), "此处加盖东莞市建安环保工程有限公司公章", "91441900MA0000008G")
	holds(t, sheetOf(t, d, "commissioning-unit"), "此处加盖调试单位公章")
	holds(t, sheetOf(t, d, "parameter-filing"), "此处加盖东莞市清源纺织&lt;有限&gt;公司公章")
	if err := p.Form(&bytes.Buffer{}, d, "letter"); !errors.Is(err, paper.ErrNoForm) {
		t.Errorf("err = %v", err)
	}
}

func sheetOf(t *testing.T, d *workflow.Dossier, slug string) string {
	t.Helper()
	var b bytes.Buffer
	if err := printer(t, "zh").Form(&b, d, slug); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A project of which nothing was entered has forms too: empty ones.
func TestFormsOfNothing(t *testing.T) {
	d := &workflow.Dossier{Project: project(t), Enterprise: enterprise}
	holds(t, sheetOf(t, d, "parameter-filing"), "设备清单尚未填报")
	holds(t, sheetOf(t, d, "contractor-personnel"), "施工单位（盖章）")
}
