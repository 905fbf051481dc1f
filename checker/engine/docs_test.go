package engine_test

import (
	"strings"
	"testing"

	"lianshen/checker/engine"
)

func TestDocs(t *testing.T) {
	e := newEngine(t, engine.Options{Policies: folder(t, "extra/extra.rego", module(finds))})
	pages, err := e.Docs()
	if err != nil {
		t.Fatal(err)
	}
	for name, wants := range map[string][]string{
		"extra.md":  {"# 试验 (extra)", "## extra.rule: 试验规则", "项目数据", "**提示** {value}不对"},
		"seal.md":   {"## seal.present:", "`installation-photos`、", "全部材料"},
		"README.md": {"[试验](extra.md)", "| [`extra.rule`](extra.md#extra.rule) | 试验规则 | 阻断 (block) | 1 |"},
	} {
		for _, want := range wants {
			if !strings.Contains(string(pages[name]), want) {
				t.Errorf("%s does not hold %q", name, want)
			}
		}
	}
	if got, want := len(pages), len(e.Topics())+1; got != want {
		t.Errorf("%d pages, want %d", got, want)
	}
}
