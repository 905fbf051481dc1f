package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"lianshen/internal/errs"
	"lianshen/workflow/unitlist"
)

// book makes a workbook: a value that begins with "=" becomes a formula.
func book(t *testing.T, sheets ...[][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for n, rows := range sheets {
		name := fmt.Sprintf("Sheet%d", n+1)
		if n > 0 {
			if _, err := f.NewSheet(name); err != nil {
				t.Fatal(err)
			}
		}
		for i, row := range rows {
			for j, v := range row {
				cell, err := excelize.CoordinatesToCellName(j+1, i+1)
				if err != nil {
					t.Fatal(err)
				}
				if s, ok := v.(string); ok && strings.HasPrefix(s, "=") {
					err = f.SetCellFormula(name, cell, s[1:])
				} else if v != nil {
					err = f.SetCellValue(name, cell, v)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A list as people make it: a title above, another order, remarks in heads, full-width digits,
// dates of Excel and in words, empty rows, a column of the branch's own.
func TestReadAsPeopleWriteIt(t *testing.T) {
	cover := [][]any{{"说明"}, {"填写须知"}}
	list := [][]any{
		{"２０２６年东莞市重点单位名单"},
		{},
		{" 单位 名称 *", "序号", "镇街（园区）", "统一社会信用代码", "单位类别（重点/一般）", "建设类型", "任务完成期限", "依据文件", "备注", "排放口编号"},
		{" 东莞市甲（集团）有限公司 ", 1, "中堂镇", "９１４４１９００MA0000007J", "重点", "新建", time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC), "东环函〔2026〕1号", "x", "DW001\nDA001"},
		{nil, 2},
		{"乙厂", 3, "南城街道", nil, "一般 单位", "改建", "2026年 6月3日"},
		{nil, nil, nil, nil, nil, nil, nil, nil, "only a remark"},
		{"丙厂", 4, "南城街道", nil, "一般", "改建", 20261130},
	}
	got, err := Read(book(t, cover, list))
	if err != nil {
		t.Fatal(err)
	}
	want := []unitlist.Row{
		{Number: 4, Cells: map[string]string{
			"number": "1", "name": "东莞市甲（集团）有限公司", "town": "中堂镇", "uscc": "91441900MA0000007J", "unit_class": "重点", "kind": "新建",
			"deadline": "2026-12-31", "deadline_source": "东环函〔2026〕1号", "outlets": "DW001\nDA001",
		}},
		{Number: 6, Cells: map[string]string{"number": "3", "name": "乙厂", "town": "南城街道", "unit_class": "一般单位", "kind": "改建", "deadline": "2026-06-03"}},
		{Number: 8, Cells: map[string]string{"number": "4", "name": "丙厂", "town": "南城街道", "unit_class": "一般", "kind": "改建", "deadline": "2026-11-30"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

var heads3 = []any{"序号", "单位名称", "统一社会信用代码", "镇街", "单位类别", "建设类型", "任务完成期限"}

func TestReadNamesCellsAtFault(t *testing.T) {
	got, err := Read(book(t, [][]any{
		heads3,
		{1, "甲厂", "9.14419000000000E+17", "中堂镇", "重点", "新建", "年底"},
		{"=ROW()-1", "=A1", "", "中堂镇", "=HYPERLINK(\"http://x\")", "新建", "=DATE(2026,12,31)"},
		{3, strings.Repeat("长", 4001), "", "中堂镇", "重点", "新建", 90000},
		{nil, "=\"只有公式\""},
	}))
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, row := range got {
		for _, p := range row.Problems {
			codes = append(codes, fmt.Sprintf("%d %s %s", p.Row, p.Column, p.Code))
			if p.Row != row.Number || row.Cells[p.Column] != "" || p.Message.ZH == "" || p.Message.EN == "" || p.Remedy.ZH == "" || p.Remedy.EN == "" {
				t.Errorf("row %d: %+v", row.Number, p)
			}
		}
	}
	slices.Sort(codes)
	want := []string{
		"2 deadline units.date", "2 uscc units.number", "3 deadline units.formula", "3 name units.formula", "3 unit_class units.formula",
		"4 deadline units.date", "4 name units.long", "5 name units.formula",
	}
	if diff := cmp.Diff(want, codes); diff != "" {
		t.Error(diff)
	}
}

func TestReadRefuses(t *testing.T) {
	many := [][]any{heads3}
	for range MaxRows + 1 {
		many = append(many, []any{nil, "厂"})
	}
	for name, tt := range map[string]struct {
		raw  []byte
		code string
	}{
		"nothing":          {nil, "units.format"},
		"text":             {[]byte("序号,单位名称"), "units.format"},
		"an old workbook":  {append([]byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}, make([]byte, 4096)...), "units.format"},
		"another zip":      {zipped(t, map[string]string{"a.txt": "x"}), "units.format"},
		"truncated":        {book(t, [][]any{heads3})[:500], "units.format"},
		"no heads":         {book(t, [][]any{{"甲", "乙"}, {"序号", "单位名称"}}), "units.heads"},
		"a head missing":   {book(t, [][]any{{"序号", "单位名称", "单位类别", "建设类型"}}), "units.columns"},
		"a head twice":     {book(t, [][]any{append([]any{"企业名称"}, heads3...)}), "units.columns"},
		"too many rows":    {book(t, many), "units.rows"},
		"a bomb":           {bomb(t), "units.size"},
		"a sheet of noise": {zipped(t, map[string]string{"xl/workbook.xml": "<workbook", "[Content_Types].xml": "<Types"}), "units.format"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read(tt.raw)
			e := errs.As(err)
			if e == nil || e.Code != tt.code {
				t.Fatalf("err = %v, want %s", err, tt.code)
			}
			if e.Message.ZH == "" || e.Remedy.ZH == "" {
				t.Errorf("%s has no words", e.Code)
			}
		})
	}
}

func zipped(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, text)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// bomb is a workbook of some kilobytes that unpacks to more than the limit.
func bomb(t *testing.T) []byte {
	t.Helper()
	good, err := zip.NewReader(bytes.NewReader(book(t, [][]any{heads3})), int64(len(book(t, [][]any{heads3}))))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range good.File {
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
	parts["xl/media/image1.png"] = strings.Repeat("\x00", maxUnpacked)
	return zipped(t, parts)
}

// The template can be read; its example is no unit.
func TestTemplate(t *testing.T) {
	var b bytes.Buffer
	if err := Template(&b); err != nil {
		t.Fatal(err)
	}
	rows, err := Read(b.Bytes())
	if err != nil || len(rows) != 0 {
		t.Errorf("Read = %v, %v", rows, err)
	}
}

// The marked copy has the rows as read, the problems in Chinese, and nothing that Excel works out.
func TestMarked(t *testing.T) {
	rows := []unitlist.Row{{Number: 7, Cells: map[string]string{"name": "=1+1", "uscc": "91441900MA0000007J", "town": "中堂镇", "unit_class": "重点", "kind": "新建"}}}
	path := filepath.Join(t.TempDir(), "marked.xlsx")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	problem := unitlist.Problem{Row: 7, Column: "town", Code: "c", Message: errs.Text{ZH: "没有镇街"}, Remedy: errs.Text{ZH: "请更正"}}
	if err := Marked(file, rows, []unitlist.Problem{problem}); err != nil {
		t.Fatal(err)
	}
	file.Close()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Read(raw)
	rows[0].Number = 2
	if diff := cmp.Diff(rows, again); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got, _ := f.GetCellValue(sheet, "K2"); got != "镇街：没有镇街。请更正" {
		t.Errorf("problem = %q", got)
	}
	if got, _ := f.GetCellFormula(sheet, "B2"); got != "" {
		t.Errorf("formula = %q", got)
	}
}
