package engine_test

import "fmt"

// dossier is an input with the given documents; the enterprise is 东莞市绿源纸业有限公司.
func dossier(documents ...any) map[string]any {
	return map[string]any{
		"schema": "lianshen.input/1", "evaluated_at": "2026-09-12T10:00:00+08:00",
		"today": "2026-09-12", "scope": "document",
		"enterprise": map[string]any{"name": enterprise, "uscc": "91441900MA0000007J"},
		"parties":    []any{map[string]any{"role": "enterprise", "name": enterprise}},
		"documents":  documents,
	}
}

const enterprise = "东莞市绿源纸业有限公司"

// document is a clean scan with the enterprise's seal on its last page.
func document(slug string, pages, lines int) map[string]any {
	return map[string]any{"slug": slug, "failure": nil, "facts": map[string]any{
		"file": map[string]any{
			"structure_complete": true,
			"sha256":             slug, "pages": pages, "pages_inspected": pages, "active_content": []any{},
		},
		"document":   map[string]any{"kind": slug, "kind_score": 0.95, "title": "标题"},
		"pages":      scans(pages, lines),
		"seals":      []any{seal(pages)},
		"signatures": []any{},
		"fields": map[string]any{
			"enterprise_name": []any{field(enterprise)},
			"document_date":   []any{field("2026-09-01")},
			"operator_name":   []any{field("某运维公司")},
			"conclusion":      []any{field("pass")},
			"sections":        []any{field("建设验收"), field("仪器设备验收"), field("联网验收")},
		},
	}}
}

func scans(pages, lines int) []any {
	out := make([]any, 0, pages)
	for n := range pages {
		text := make([]line, 0, lines)
		for i := range lines {
			y := 50.25 + float64(i)*20
			text = append(text, line{fmt.Sprintf("第%d行 废水在线监测设备安装调试记录", i), [4]float64{50.5, y, 500.75, y + 12}, 0.983})
		}
		out = append(out, map[string]any{
			"number": n + 1, "scan_dpi": 200, "colour": true, "blank": false, "sharpness": 0.8,
			"skew_deg": 0.3, "upright_turn": 0, "printed_number": n + 1, "printed_of": pages,
			"lines": text, "failed": nil,
		})
	}
	return out
}

type line struct {
	Text  string     `json:"text"`
	Box   [4]float64 `json:"box"`
	Score float64    `json:"score"`
}

func seal(page int) map[string]any {
	return map[string]any{
		"page": page, "box": []any{350, 600, 463, 713}, "shape": "round", "colour": "red",
		"title": enterprise, "title_score": 0.97, "inner": nil, "code": "4419001234567",
		"kind": "official", "diameter_mm": 40.2, "complete": true, "origin": "scan",
		"phash": "00", "score": 0.98,
		"matches": []any{map[string]any{
			"name": enterprise, "role": "enterprise", "verdict": "match", "score": 0.99,
		}},
	}
}

func field(value string) map[string]any {
	return map[string]any{"value": value, "raw": value, "label": "标签", "page": 1, "box": []any{1, 2, 3, 4}, "score": 0.99}
}

// facts gives the facts of a document for a test to change.
func facts(document map[string]any) map[string]any { return document["facts"].(map[string]any) }
