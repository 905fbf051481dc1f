package checker

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"lianshen/ocr"
)

const (
	testColumn = 90.0
	testRow    = 22.0
)

// sketch is a table as text: cells apart by |, "<" one with the cell at its left, "^" one
// with the cell above.
type sketch string

func (s sketch) cells() [][]string {
	var out [][]string
	for _, line := range strings.Split(strings.TrimSpace(string(s)), "\n") {
		var row []string
		for _, c := range strings.Split(line, "|") {
			row = append(row, strings.TrimSpace(c))
		}
		out = append(out, row)
	}
	return out
}

// page draws the table at top with its rules and one line a cell.
func (s sketch) page(number int, top float64) TablePage {
	p := TablePage{Number: number}
	rows := s.cells()
	line := func(set *[]ocr.Ruling, x0, y0, x1, y1 float64) {
		*set = append(*set, ocr.Ruling{X0: x0, Y0: y0, X1: x1, Y1: y1})
	}
	for i, row := range rows {
		y := top + testRow*float64(i)
		for j, c := range row {
			x := 60 + testColumn*float64(j)
			if c != "^" {
				line(&p.Rulings.Across, x, y, x+testColumn, y)
			}
			if c != "<" {
				line(&p.Rulings.Down, x, y, x, y+testRow)
			}
			if c != "" && c != "<" && c != "^" {
				p.Lines = append(p.Lines, ocrLineAt(c, x+6, y+6))
			}
		}
		end := 60 + testColumn*float64(len(row))
		line(&p.Rulings.Down, end, y, end, y+testRow)
		if i == len(rows)-1 {
			line(&p.Rulings.Across, 60, y+testRow, end, y+testRow)
		}
	}
	return p
}

// lineAt is a line of letters of 9 points.
func ocrLineAt(text string, x, y float64) ocr.Line {
	w := 0.0
	for _, r := range text {
		w += 9 * runeWidth(r)
	}
	return ocr.Line{Text: text, Box: ocr.Box{x, y, x + w, y + 9}, Score: 0.99}
}

// open leaves the rules out.
func (p TablePage) open() TablePage {
	p.Rulings = ocr.Rulings{}
	return p
}

// losing drops the rules down at x.
func (p TablePage) losing(x float64) TablePage {
	p.Rulings.Down = slices.DeleteFunc(p.Rulings.Down, func(r ocr.Ruling) bool { return r.X0 == x })
	return p
}

// under adds a line above the table.
func (p TablePage) under(caption string, top float64) TablePage {
	p.Lines = append(p.Lines, ocrLineAt(caption, 150, top-16))
	return p
}

// leaning turns a page clockwise by deg about its corner.
func (p TablePage) leaning(deg float64) TablePage {
	k := math.Tan(deg * math.Pi / 180)
	move := func(r *ocr.Ruling) {
		r.X0, r.Y0, r.X1, r.Y1 = r.X0-k*r.Y0, r.Y0+k*r.X0, r.X1-k*r.Y1, r.Y1+k*r.X1
	}
	for i := range p.Rulings.Across {
		move(&p.Rulings.Across[i])
	}
	for i := range p.Rulings.Down {
		move(&p.Rulings.Down[i])
	}
	for i := range p.Lines {
		b := p.Lines[i].Box
		x, y := b.Centre()
		dx, dy := -k*y, k*x
		p.Lines[i].Box = ocr.Box{b[0] + dx, b[1] + dy, b[2] + dx, b[3] + dy}
	}
	return p
}

// told writes tables as name, page and rows of column=value.
func told(tables []Table) []string {
	var out []string
	for _, t := range tables {
		out = append(out, fmt.Sprintf("%s %d", t.Name, t.Page))
		for _, row := range t.Rows {
			var parts []string
			for _, key := range slices.Sorted(maps.Keys(row)) {
				if c := row[key]; c.Value != nil {
					parts = append(parts, key+"="+shown(cellReading{value: c.Value, unit: valueOf(c.Unit)}))
				}
			}
			out = append(out, strings.Join(parts, " "))
		}
	}
	return out
}

func TestExtractTables(t *testing.T) {
	tests := []struct {
		name, kind string
		pages      []TablePage
		want       []string
	}{
		{"plain", "equipment-list", []TablePage{sketch(`
			序号 | 监测因子 | 品牌 | 型号   | 出厂编号 | 量程
			1   | 氨氮    | 甲牌 | A-1000 | SN001  | 0～20mg/L
			2   | 总磷    | 乙牌 | B-2000 | SN002  | 0～2mg/L`).page(1, 100)}, []string{"equipment_list 1",
			"brand=甲牌 factor=氨氮 model=A-1000 no=1 range=0..20mg/L serial=SN001", "brand=乙牌 factor=总磷 model=B-2000 no=2 range=0..2mg/L serial=SN002"}},
		{"leaning", "commissioning-report", []TablePage{sketch(`
			监测因子 | 品牌 | 型号 | 出厂编号
			氨氮 | 甲牌 | A-1000 | SN001`).page(1, 100).leaning(1.5)}, []string{"instruments 1", "brand=甲牌 factor=氨氮 model=A-1000 serial=SN001"}},
		{"units in heads, a merged factor", "commissioning-report", []TablePage{sketch(`
			监测项目 | 测试项目 | 实测值(%) | 标准要求 | 是否合格
			氨氮    | 24h漂移 | 1.2      | ±5%    | 符合
			^      | 重复性  | 0.8      | ≤10%   | 不符合`).page(1, 100)}, []string{"commissioning_tests 1",
			"factor=氨氮 limit=-5..5% test=24h漂移 value=1.2 % verdict=pass", "factor=氨氮 limit=..10% test=重复性 value=0.8 % verdict=fail"}},
		{"heads in two rows", "comparison-report", []TablePage{sketch(`
			样品 | 采样时间 | 在线测定值 | < | <   | 实验室测定值 | 误差
			^   | ^      | 1   | 2   | 均值 | ^         | ^
			1   | 09:05  | 4.1 | 4.3 | 4.2 | 4.0       | +5.0%`).page(1, 100).under("表1 二氧化硫比对监测结果（单位：mg/L）", 100)}, []string{"comparison_pairs 1",
			"error=5 % factor=二氧化硫 no=1 online=4.2 online_1=4.1 online_2=4.3 reference=4 time=09:05 unit=mg/L"}},
		{"on its side", "equipment-list", []TablePage{sketch(`
			品牌    | 甲牌   | 乙牌
			型号    | A-1000 | B-2000
			出厂编号 | SN001  | SN002
			量程    | 0～20mg/L | 0～2mg/L`).page(1, 100)}, []string{"equipment_list 1",
			"brand=甲牌 model=A-1000 range=0..20mg/L serial=SN001", "brand=乙牌 model=B-2000 range=0..2mg/L serial=SN002"}},
		{"a form", "parameter-filing", []TablePage{sketch(`
			监测因子 | 氨氮   | 因子编码 | w21003
			品牌    | 甲牌   | 型号    | A-1000
			斜率k   | 1.0005 | 截距b  | -0.002
			量程    | 0～20mg/L | < | <`).page(1, 100)}, []string{"parameters 1",
			"brand=甲牌 factor=氨氮 factor_code=w21003 intercept=-0.002 model=A-1000 range=0..20mg/L slope=1.0005"}},
		{"on the next page without heads", "acceptance-opinion", []TablePage{
			sketch(`
			姓名 | 单位 | 职称 | 电话 | 签名
			张三 | 甲乙环境有限公司 | 工程师 | 13800138000 | 张三`).page(1, 600),
			sketch(`李四 | 丙丁环境有限公司 | 高级工程师 | 13900139000 |`).page(2, 80)}, []string{
			"members 1", "name=张三 phone=13800138000 signed=true title=工程师 unit=甲乙环境有限公司",
			"members 2", "name=李四 phone=13900139000 title=高级工程师 unit=丙丁环境有限公司"}},
		{"what sums up a comparison", "comparison-report", []TablePage{sketch(`
			序号 | 监测时间 | 参比方法测定值 | CEMS测定值 | 数据对差
			1   | 09:15-09:30 | 12.1 | 12.4 | +0.3
			参比方法均值 | < | 12.1mg/m³ | CEMS均值 | 12.4mg/m³
			技术要求 | < | ±5mg/m³ | 判定 | 合格`).page(1, 100).under("颗粒物比对监测结果", 100)}, []string{
			"comparison_pairs 1", "error=0.3 factor=颗粒物 no=1 online=12.4 reference=12.1 time=09:15-09:30",
			"comparison_summary 1", "factor=颗粒物 limit=-5..5mg/m³ online_mean=12.4 mg/m³ reference_mean=12.1 mg/m³ verdict=pass"}},
		{"heads with the letters of formulas", "comparison-report", []TablePage{sketch(`
			样品编号 | 时间 | 参比方法A(mg/m³) | CEMS法B(mg/m³) | 数据对差=B-A
			1 | 09:15-09:30 | 12.1 | 12.4 | 0.3`).page(1, 100)}, []string{
			"comparison_pairs 1", "error=0.3 no=1 online=12.4 mg/m³ reference=12.1 mg/m³ time=09:15-09:30"}},
		{"without rules", "commissioning-report", []TablePage{sketch(`
			标准物质名称 | 证书编号 | 标准值 | 有效期至
			氨氮标准溶液 | GSB07-1 | 10.0mg/L | 2027-03-31
			总磷标准溶液 | GSB07-2 | 1.00mg/L | 2027-04-30`).page(1, 100).open()}, []string{"standards 1",
			"name=氨氮标准溶液 standard_no=GSB07-1 valid_to=2027-03-31 value=10 mg/L", "name=总磷标准溶液 standard_no=GSB07-2 valid_to=2027-04-30 value=1 mg/L"}},
		{"rules lost on a poor copy", "commissioning-report", []TablePage{sketch(`
			标准物质名称 | 证书编号 | 标准值 | 有效期至
			氨氮标准溶液 | GSB07-1 | 10.0mg/L | 2027-03-31`).page(1, 100).losing(150)}, []string{"standards 1",
			"name=氨氮标准溶液 standard_no=GSB07-1 valid_to=2027-03-31 value=10 mg/L"}},
		{"no table that anybody knows", "construction-plan", []TablePage{sketch(`
			序号 | 工作内容 | 计划时间
			1   | 签订合同 | 2026-03-18前`).page(1, 100)}, nil},
		{"a form of the enterprise", "parameter-filing", []TablePage{sketch(`
			排污单位名称 | 东莞市某某有限公司 | < | <
			管理类别 | 重点管理 | 行业类别 | 造纸
			排放口编号 | DW001 | 排放口名称 | 总排放口`).page(1, 100)}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, told(ExtractTables(tt.pages, tt.kind))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A detector reads across a rule where little room is left: the line is cut there.
func TestLineAcrossCells(t *testing.T) {
	p := sketch(`
		品牌 | 型号 | 出厂编号
		甲牌 | A-1000 | SN001`).page(1, 100)
	p.Lines = p.Lines[:3]
	p.Lines = append(p.Lines, ocr.Line{Text: "甲牌A-1000SN001", Box: ocr.Box{66, 128, 300, 137}, Score: 0.9, Chars: charsAt("甲牌", 66, "A-1000", 156, "SN001", 246)})
	want := []string{"instruments 1", "brand=甲牌 model=A-1000 serial=SN001"}
	if diff := cmp.Diff(want, told(ExtractTables([]TablePage{p}, ""))); diff != "" {
		t.Error(diff)
	}
}

// charsAt places the characters of words at their left edges.
func charsAt(words ...any) []ocr.Char {
	var out []ocr.Char
	for i := 0; i < len(words); i += 2 {
		x := float64(words[i+1].(int))
		for _, r := range words[i].(string) {
			w := 9 * runeWidth(r)
			out = append(out, ocr.Char{Text: string(r), Score: 0.9, X0: x, X1: x + w})
			x += w
		}
	}
	return out
}

// A signature is told by its ink, and its absence only where somebody looked.
func TestSignedCells(t *testing.T) {
	p := sketch(`
		姓名 | 单位 | 电话 | 签名
		张三 | 甲乙环境有限公司 | 13800138000 |
		李四 | 丙丁环境有限公司 | 13900139000 |`).page(1, 100)
	signed := func() []any {
		var out []any
		for _, row := range ExtractTables([]TablePage{p}, "")[0].Rows {
			out = append(out, row["signed"].Value)
		}
		return out
	}
	if diff := cmp.Diff([]any{nil, nil}, signed()); diff != "" {
		t.Error(diff)
	}
	p.Written = []ocr.Box{{330, 122, 420, 144}}
	if diff := cmp.Diff([]any{true, false}, signed()); diff != "" {
		t.Error(diff)
	}
}

// Anything may stand on a page: no table may cost much or end the program.
func TestExtractTablesOfNonsense(t *testing.T) {
	var p TablePage
	for i := range 120 {
		at := float64(5 * i)
		p.Rulings.Across = append(p.Rulings.Across, ocr.Ruling{X0: 0, Y0: at, X1: 600, Y1: at})
		p.Rulings.Down = append(p.Rulings.Down, ocr.Ruling{X0: at, Y0: 0, X1: at, Y1: 600})
		p.Lines = append(p.Lines, ocrLineAt("监测因子品牌型号", at, at))
	}
	nan := math.NaN()
	p.Lines = append(p.Lines, ocr.Line{}, ocr.Line{Text: "型号", Box: ocr.Box{nan, nan, nan, nan}}, ocrLineAt("", 10, 10))
	ExtractTables([]TablePage{p, {}, {Number: 2, Lines: p.Lines}}, "")
}

func TestFieldsOfTables(t *testing.T) {
	tables := ExtractTables([]TablePage{sketch(`
		监测因子 | 品牌 | 型号 | 出厂编号
		氨氮 | 甲牌 | A-1000 | SN001`).page(1, 100)}, "")
	inside, outside := ocr.Box{250, 128, 280, 137}, ocr.Box{250, 500, 280, 509}
	fields := map[string][]Field{
		"model":  {{Value: "SN001", Page: 1, Box: inside}, {Value: "C-1", Page: 1, Box: outside}},
		"serial": {{Value: "SN001", Page: 2, Box: inside}},
		"phone":  {{Value: "1", Page: 1, Box: inside}},
	}
	FieldsOfTables(fields, tables)
	got := map[string][]any{}
	for key, list := range fields {
		for _, f := range list {
			got[key] = append(got[key], f.Value)
		}
	}
	want := map[string][]any{"brand": {"甲牌"}, "model": {"A-1000", "C-1"}, "serial": {"SN001", "SN001"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if f := fields["model"][0]; f.Label != "型号" || f.Page != 1 {
		t.Errorf("field %+v", f)
	}
}

// A page of heads and nothing else, side by side or in one column, costs a moment.
func TestExtractTablesOfManyHeads(t *testing.T) {
	for name, at := range map[string]func(i int) (x, y float64){
		"one row":    func(i int) (float64, float64) { return float64(40 * i), 100 },
		"one column": func(i int) (float64, float64) { return 100, float64(12 * i) },
		"rows":       func(i int) (float64, float64) { return float64(40 * (i % 30)), float64(12 * (i / 30)) },
	} {
		var p TablePage
		for i := range 2000 {
			x, y := at(i)
			p.Lines = append(p.Lines, ocrLineAt([]string{"型号", "品牌", "量程", "出厂编号"}[i%4], x, y))
		}
		begin := time.Now()
		ExtractTables([]TablePage{p}, "")
		if d := time.Since(begin); d > 5*time.Second {
			t.Errorf("%s takes %v", name, d)
		}
	}
}
