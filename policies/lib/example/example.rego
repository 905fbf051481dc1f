# METADATA
# title: 示例
# description: >-
#   Builders of valid inputs for tests: a test changes what it is about and nothing else.
#   Not for rules.
package lib.example

# dossier is an input with the given documents, which need not be complete.
dossier(documents) := object.union(empty, {"documents": documents})

# one is an input with one document.
one(document) := dossier([document])

# with_parties is an input whose parties are the given ones.
with_parties(parties, documents) := object.union(dossier(documents), {"parties": parties})

enterprise := {"role": "enterprise", "name": "东莞市绿源纸业有限公司", "uscc": "91441900MA0000007J"}

contractor := {"role": "contractor", "name": "广东蓝天环保工程有限公司", "uscc": null}

commissioner := {"role": "commissioner", "name": "东莞市精测仪器有限公司", "uscc": null}

laboratory := {"role": "laboratory", "name": "广东中正检测技术有限公司", "uscc": null}

empty := {
	"schema": "lianshen.input/1",
	"evaluated_at": "2026-09-12T10:00:00+08:00",
	"today": "2026-09-12",
	"scope": "document",
	"enterprise": {
		"name": enterprise.name,
		"uscc": enterprise.uscc,
		"permit": null,
		"permit_class": null,
		"industry": null,
		"town": null,
	},
	"project": {"kind": "new", "unit_class": "key", "deadline": null, "deadline_source": null, "submitted_on": null},
	"parties": [enterprise, contractor, commissioner, laboratory],
	"outlets": [],
	"instruments": [],
	"loggers": [],
	"calendar": null,
	"documents": [],
}

# document is a filled slot; changes are merged into its facts.
document(slug, changes) := {
	"slug": slug,
	"facts": object.union(facts(slug), changes),
	"failure": null,
}

# failed is a slot whose file could not be inspected.
failed(slug, code) := {"slug": slug, "facts": null, "failure": {"code": code, "message": "…"}}

facts(slug) := {
	"schema": "lianshen.facts/1",
	"file": {
		"name": "a.pdf",
		"sha256": sprintf("digest of %s", [slug]),
		"bytes": 1000,
		"pages": 1,
		"pdf_version": "1.7",
		"producer": null,
		"created": null,
		"modified": null,
		"encrypted": false,
		"repaired": false,
		"structure_complete": true,
		"revisions": 1,
		"active_content": [],
		"attachments": 0,
		"pages_inspected": 1,
	},
	"document": {"kind": slug, "kind_score": 0.95, "title": "标题"},
	"pages": [page({})],
	"seals": [],
	"signatures": [],
	"marks": [],
	"fields": {"enterprise_name": [field(enterprise.name, 0.99)]},
	"tables": [],
	"photos": [],
	"engines": {"ocr": "ppocr", "pdf": "pdfium", "lianshen": "1"},
	"timing_ms": {"total": 0, "open": 0, "render": 0, "ocr": 0, "seals": 0},
}

# page is a clean colour scan at 200 dpi.
page(changes) := object.union(
	{
		"number": 1,
		"width_pt": 595.3,
		"height_pt": 841.9,
		"rotation": 0,
		"text_source": "ocr",
		"layer_rejected": null,
		"scan_dpi": 200,
		"colour": true,
		"blank": false,
		"sharpness": 0.8,
		"skew_deg": 0.2,
		"upright_turn": 0,
		"printed_number": null,
		"printed_of": null,
		"lines": [],
		"failed": null,
	},
	changes,
)

line(text) := {"text": text, "box": [50, 50, 300, 65], "score": 0.99}

field(value, score) := {
	"value": value,
	"raw": "原文",
	"label": "标签",
	"page": 1,
	"box": [100, 100, 300, 120],
	"score": score,
}

# seal is a red round 公章 of 40 mm that was read and held against no one.
seal(changes) := object.union(
	{
		"page": 1,
		"box": [350, 600, 463, 713],
		"shape": "round",
		"colour": "red",
		"title": "某单位",
		"title_score": 0.97,
		"inner": null,
		"code": "4419001234567",
		"kind": "official",
		"diameter_mm": 40,
		"complete": true,
		"origin": "scan",
		"phash": "0011223344556677",
		"strip": null,
		"score": 0.98,
		"matches": [],
	},
	changes,
)

# seal_of is a seal that is one party's and surely none of the others'.
seal_of(party, changes) := seal(object.union(
	{"title": party.name, "matches": verdicts(party, "match", "mismatch", 0.98)},
	changes,
))

# unread_seal is a seal whose title says nothing for or against anyone.
unread_seal(changes) := seal(object.union(
	{"title": null, "title_score": null, "matches": verdicts(enterprise, "unknown", "unknown", 0.5)},
	changes,
))

verdicts(party, own, others, score) := [m |
	some p in [enterprise, contractor, commissioner, laboratory]
	m := {"name": p.name, "role": p.role, "verdict": verdict(p, party, own, others), "score": score}
]

verdict(p, party, own, _) := own if p == party

verdict(p, party, _, others) := others if p != party

# signature is a valid trusted electronic seal of the enterprise.
signature(changes) := object.union(
	{
		"field": "Signature1",
		"page": 1,
		"box": [350, 600, 463, 713],
		"subject": "CN=绿源纸业",
		"organisation": enterprise.name,
		"signed_at": "2026-09-01T09:00:00+08:00",
		"algorithm": "RSA-SHA256",
		"integrity": "valid",
		"covers_whole_file": true,
		"trust": "trusted",
	},
	changes,
)

# whole is a dossier of a project with one water outlet and its instruments.
whole(documents) := object.union(dossier(documents), {
	"scope": "dossier",
	"enterprise": {"permit": "91441900MA0000007J001P", "industry": "机制纸及纸板制造", "town": "中堂镇"},
	"outlets": [water_outlet],
	"instruments": [
		instrument({}),
		instrument({"factor": "w00000", "class": "flowmeter", "model": "QP-300F", "serial": "QP300", "principle": "超声波液位法", "range": range(0, 300, "m³/h"), "certificate": {"model": "QP-300F"}}),
		instrument({"factor": null, "class": "sampler", "model": "QP-500S", "serial": "QP500", "principle": null, "range": null}),
	],
	"loggers": [logger({})],
})

water_outlet := {
	"code": "DW001",
	"medium": "water",
	"factors": [factor("w01018", 80, "mg/L"), factor("w00000", null, "m³/h")],
}

gas_outlet(codes) := {"code": "DA001", "medium": "gas", "factors": [factor(code, null, null) | some code in codes]}

factor(code, limit, unit) := {"code": code, "limit": limit, "unit": unit, "in_permit": true}

# instrument is an analyser of COD of the water outlet.
instrument(changes) := object.union(
	{
		"outlet": "DW001",
		"factor": "w01018",
		"class": "analyser",
		"brand": "清谱",
		"model": "QP-1000C",
		"maker": "杭州清谱科技股份有限公司",
		"serial": "QP1000",
		"principle": "重铬酸钾氧化分光光度法",
		"range": range(0, 200, "mg/L"),
		"certificate": {"no": "CCAEPI-EP-2023-206", "model": "QP-1000C", "valid_to": "2029-01-18"},
	},
	changes,
)

range(low, high, unit) := {"low": low, "high": high, "unit": unit}

logger(changes) := object.union({"brand": "云采", "model": "ZL-9000", "mn": "FBD511F6FFBB35C7BEE5CC94", "outlets": ["DW001"]}, changes)

# table is a table of the given rows on the first page.
table(name, rows) := {"name": name, "page": 1, "box": [50, 50, 500, 300], "columns": [], "rows": rows}

cell(value, score) := {"value": value, "raw": raw(value), "score": score, "box": [100, 100, 200, 120]}

# unread_cell says something that was not understood.
unread_cell(text) := {"value": null, "raw": text, "score": 0.9, "box": [100, 100, 200, 120]}

raw(value) := value if is_string(value)

raw(value) := "原文" if {
	not is_string(value)
	not is_null(value)
}

raw(null) := ""

# typed is a document whose pages all have a text layer.
typed(slug, changes) := document(slug, object.union({"pages": [page({"text_source": "layer", "scan_dpi": null})]}, changes))
