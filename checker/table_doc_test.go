package checker

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/tables.md anew")

// kindWords say how the value of a column is written.
var kindWords = map[cellKind]string{
	cellText: "文字", cellName: "单位名称", cellPerson: "姓名", cellCode: "编号", cellModel: "型号", cellDate: "日期 2026-09-12", cellRange: "量程 {low, high, unit}", cellNumber: "数",
	cellLimit: "要求 {low, high, unit},一端不限为 null", cellVerdict: "pass / fail", cellPhone: "电话", cellID: "身份证号(已遮盖)", cellOutlet: "排放口编号", cellMN: "MN 号", cellClock: "时间 09:15 或 09:15-09:30",
	cellSigned: "true / false", cellUnit: "计量单位", cellFactorCode: "HJ 212 编码", cellFactor: "因子名称", cellMeasure: "数,单位如列名所示",
}

// TestTablesDoc keeps docs/tables.md in step with the specs; -update writes it.
func TestTablesDoc(t *testing.T) {
	const file = "../docs/tables.md"
	want := tablesDoc()
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is out of step with the specs: go test ./checker -run TestTablesDoc -update", file)
	}
}

func tablesDoc() string {
	var b strings.Builder
	b.WriteString(`# 表格 Typed tables

` + "`facts.tables[]`" + ` 中的表名、列名和各列的值。本页由 ` + "`go test ./checker -run TestTablesDoc -update`" + ` 生成,表头词汇在 ` + "`checker/table_specs.go`" + `。
The names of tables and columns in facts, generated from the vocabulary in the code. Heads are those known; a unit in
parentheses and words such as 在线 or 仪器 before them are passed over.

一格没有值(空白、划线、看不清种类)时 ` + "`value`" + ` 为 null,` + "`raw`" + ` 保留原文;数的单位在 ` + "`unit`" + `,` + "`<`、`≤`、`±`" + ` 等在 ` + "`sign`" + `:未检出为 value null、sign ` + "`<`" + `。

`)
	for _, spec := range tableSpecs {
		fmt.Fprintf(&b, "## %s\n\n", spec.name)
		if len(spec.kinds) > 0 {
			fmt.Fprintf(&b, "只在 only in: %s。\n\n", strings.Join(spec.kinds, ", "))
		}
		b.WriteString("| 列 column | 值 value | 表头或标签 heads or labels |\n|---|---|---|\n")
		for _, c := range spec.columns {
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", c.key, kindWords[c.kind], strings.Join(c.heads, "、"))
		}
		b.WriteString("\n")
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// Every column says how its value is written, has heads, and stands once in its table.
func TestTableSpecs(t *testing.T) {
	for _, spec := range tableSpecs {
		seen := map[string]bool{}
		for _, c := range spec.columns {
			if seen[c.key] || len(c.heads) == 0 || kindWords[c.kind] == "" {
				t.Errorf("%s.%s: twice, without heads or without a kind", spec.name, c.key)
			}
			seen[c.key] = true
		}
		for _, key := range slices.Concat(spec.needs...) {
			if !seen[key] {
				t.Errorf("%s needs %s, which it does not have", spec.name, key)
			}
		}
	}
}
