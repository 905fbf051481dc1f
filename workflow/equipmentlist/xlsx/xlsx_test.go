package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"lianshen/internal/errs"
	"lianshen/workflow/equipmentlist"
)

var table = equipmentlist.Table{
	"outlets":     {{"code": "DW001", "medium": "water"}},
	"factors":     {{"outlet": "DW001", "factor": "w01018", "limit": "80", "in_permit": "true"}},
	"instruments": {{"outlet": "DW001", "class": "analyser", "serial": "00123", "maker": "=1+1", "range_high": "0.1", "cert_valid_to": "2028-05-08", "nox_mode": "none"}, {"brand": "乙"}},
	"parties":     {{"role": "contractor", "name": "甲公司"}, {"role": "commissioner"}, {"role": "laboratory", "code": "2022"}},
}

func written(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, table); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// edited is the workbook after somebody has worked in it.
func edited(t *testing.T, edit func(*excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(written(t)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	edit(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRoundTrip(t *testing.T) {
	got, err := Read(written(t))
	if err != nil || len(got.Faults)+len(got.Missing) > 0 {
		t.Fatalf("%v %+v", err, got)
	}
	for _, p := range equipmentlist.All {
		if diff := cmp.Diff(table[p.Key], got.Table[p.Key]); diff != "" {
			t.Errorf("%s: %s", p.Key, diff)
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(written(t)))
	if err != nil {
		t.Fatal(err)
	}
	if formula, _ := f.GetCellFormula("监测仪器", "F2"); formula != "" {
		t.Errorf("formula %q", formula)
	}
	if said, _ := f.GetCellValue("监测仪器", "C2"); said != "分析仪" {
		t.Errorf("class %q", said)
	}
}

// A workbook as people leave it: a title above the heads, columns in another order, numbers and
// dates of Excel, formulas, links, a sheet taken away.
func TestReadAsPeopleWriteIt(t *testing.T) {
	got, err := Read(edited(t, func(f *excelize.File) {
		f.InsertRows("排放口", 1, 1)
		f.SetCellStr("排放口", "A1", "东莞一厂排放口")
		f.SetCellStr("排放口", "B3", "废 气")
		f.SetCellValue("监测因子", "C2", 80.1)
		f.SetCellValue("监测仪器", "N2", time.Date(2029, 1, 2, 0, 0, 0, 0, time.UTC))
		f.SetCellValue("监测仪器", "G2", "1.23000000000000E+20")
		f.SetCellFormula("监测仪器", "E2", "HYPERLINK(\"http://example.invalid\")")
		f.SetCellHyperLink("监测仪器", "D3", "http://example.invalid", "External")
		f.SetCellStr("监测仪器", "H3", strings.Repeat("长", 1001))
		f.SetCellStr("参建单位", "A2", "检测机构")
		f.SetCellStr("参建单位", "A4", "施工单位")
		f.DeleteSheet("视频监控")
		f.NewSheet("其他")
	}))
	if err != nil {
		t.Fatal(err)
	}
	want := equipmentlist.Table{
		"outlets": {{"code": "DW001", "medium": "gas"}},
		"factors": {{"outlet": "DW001", "factor": "w01018", "limit": "80.1", "in_permit": "true"}},
		"instruments": {
			{"outlet": "DW001", "class": "analyser", "maker": "=1+1", "range_high": "0.1", "cert_valid_to": "2029-01-02", "nox_mode": "none"}, {"brand": "乙"},
		},
		"loggers": nil, "process": nil,
		"parties": {{"role": "contractor", "code": "2022"}, {"role": "commissioner"}, {"role": "laboratory", "name": "甲公司"}},
	}
	if diff := cmp.Diff(want, got.Table); diff != "" {
		t.Error(diff)
	}
	var faults []string
	for _, f := range got.Faults {
		faults = append(faults, fmt.Sprint(f.Sheet, " ", f.Cell, " ", f.Code))
		if f.Message.ZH == "" || f.Message.EN == "" || f.Column == "" {
			t.Errorf("%+v", f)
		}
	}
	if diff := cmp.Diff([]string{"监测仪器 E2 equipment.formula", "监测仪器 G2 equipment.spoiled", "监测仪器 H3 equipment.long"}, faults); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"视频监控"}, got.Missing); diff != "" {
		t.Error(diff)
	}
}

func TestReadRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		raw  []byte
		code string
	}{
		"nothing":         {nil, "equipment.format"},
		"text":            {[]byte("排放口编号,介质"), "equipment.format"},
		"truncated":       {written(t)[:900], "equipment.format"},
		"an old workbook": {append([]byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}, make([]byte, 4096)...), "equipment.format"},
		"another zip":     {repacked(t, func(parts map[string]string) { clear(parts); parts["a.txt"] = "x" }), "equipment.format"},
		"noise":           {repacked(t, func(parts map[string]string) { parts["xl/worksheets/sheet1.xml"] = "<worksheet><sheetData><row" }), "equipment.columns"},
		"a bomb":          {repacked(t, func(parts map[string]string) { parts["xl/media/image1.png"] = strings.Repeat("\x00", maxUnpacked) }), "equipment.size"},
		"another book":    {edited(t, rename), "equipment.sheets"},
		"no heads":        {edited(t, func(f *excelize.File) { f.RemoveRow("监测仪器", 1) }), "equipment.columns"},
		"a column gone":   {edited(t, func(f *excelize.File) { f.RemoveCol("监测仪器", "G") }), "equipment.columns"},
		"a column twice":  {edited(t, func(f *excelize.File) { f.SetCellStr("监测仪器", "G1", "品牌") }), "equipment.columns"},
		"too many rows":   {edited(t, many), "equipment.rows"},
		"a row far below": {edited(t, func(f *excelize.File) { f.SetCellStr("视频监控", "D900000", "x") }), "equipment.rows"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read(tt.raw)
			e := errs.As(err)
			if e == nil || e.Code != tt.code || e.Message.ZH == "" || e.Remedy.EN == "" {
				t.Fatalf("err = %v, want %s", err, tt.code)
			}
		})
	}
}

func rename(f *excelize.File) {
	for i, name := range f.GetSheetList() {
		f.SetSheetName(name, fmt.Sprint("表", i))
	}
}

func many(f *excelize.File) {
	for i := range equipmentlist.MaxRows + 1 {
		f.SetCellStr("视频监控", fmt.Sprint("D", i+2), "x")
	}
}

// repacked is the workbook with other parts within.
func repacked(t *testing.T, change func(map[string]string)) []byte {
	t.Helper()
	raw := written(t)
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(text)
	}
	change(parts)
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, text := range parts {
		p, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(p, text)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
