# METADATA
# title: 材料间一致性
# description: >-
#   Instruments as several documents print them: serial numbers, models, ranges and Kv. What
#   OCR confuses is one, and a difference that a misreading may be is left to a person.
# schemas:
#   - input: schema.input
package crosscheck

import data.lib.documents
import data.lib.factors
import data.lib.figures
import data.lib.forms
import data.lib.result
import data.lib.serials

# printed are the instruments of the documents: rows with a factor, by document.
printed := {slug: rows |
	some slug in ["comparison-report", "commissioning-report", "acceptance-report", "parameter-filing", "equipment-list"]
	doc := documents.by_slug[slug]
	rows := [{"doc": doc, "page": table.page, "cells": cells, "code": code} |
		some table in doc.facts.tables
		table.name in ["instruments", "parameters", "equipment_list"]
		some cells in table.rows
		code := forms.code_of(cells)
		is_string(code)
	]
}

# listed are the instruments of the project by factor: as entered, else as the equipment list
# prints them.
listed := {code: rows |
	some code in {row.factor | some row in input.instruments; is_string(row.factor)}
	rows := [row | some row in input.instruments; row.factor == code]
} if {
	count(input.instruments) > 0
} else := {code: rows |
	some code in {row.code | some row in printed["equipment-list"]}
	rows := [{"serial": value(row, "serial"), "model": value(row, "model"), "range": value(row, "range")} |
		some row in printed["equipment-list"]
		row.code == code
	]
}

value(row, column) := row.cells[column].value if {
	row.cells[column]
} else := null

# compared are the rows of a document that are held against the list.
compared(doc) := [row | some row in printed[doc.slug]; listed[row.code]; not own(doc)]

own(doc) if {
	doc.slug == "equipment-list"
	count(input.instruments) == 0
}

# known are the listed values of a column for a factor.
known(code, column) := {row[column] | some row in listed[code]; not is_null(row[column])}

layered(row) if {
	some page in row.doc.facts.pages
	page.number == row.page
	page.text_source == "layer"
}

# differing are the rows whose code in the column is none of the listed.
differing(doc, column) := [row |
	some row in compared(doc)
	is_string(row.cells[column].value)
	count(known(row.code, column)) > 0
	not is_listed(row, column)
]

is_listed(row, column) if {
	some code in known(row.code, column)
	serials.same(code, row.cells[column].value)
}

# state is a question for a code that a scan may have misread.
state(row, column) := "undetermined" if {
	not layered(row)
	some code in known(row.code, column)
	serials.near(code, row.cells[column].value)
} else := "fail"

told(row, column) := {
	"zh": sprintf("%s「%s」，清单为「%s」", [factors.name(row.code).zh, row.cells[column].raw, joined(row.code, column)]),
	"en": sprintf("%s %s, listed as %s", [factors.name(row.code).en, row.cells[column].raw, joined(row.code, column)]),
}

joined(code, column) := concat(" / ", sort(known(code, column)))

# finding is what a document's differing rows of one state come to.
finding(chain, doc, column, want) := result.finding(chain, want, {
	"document": doc.slug,
	"params": {"document": documents.name(doc), "items": result.listed([told(row, column) | some row in rows])},
	"places": [documents.place(doc, row.page, row.cells[column].box, row.cells[column].raw) | some row in rows],
	"expected": concat("、", [joined(row.code, column) | some row in rows]),
	"found": concat("、", [row.cells[column].raw | some row in rows]),
	"confidence": min([row.cells[column].score | some row in rows]),
}) if {
	rows := [row | some row in differing(doc, column); state(row, column) == want]
	count(rows) > 0
}

# METADATA
# title: 各材料中的出厂编号应一致
# description: >-
#   Compares the serial number of each factor's instrument in commissioning, comparison and
#   acceptance report, parameter form and printed list with the equipment list. Nameplates
#   are compared by the rules about photos.
# custom:
#   short_name: serial
#   severity: warn
#   checks: [114]
#   failure_msg:
#     zh: "{document}中的出厂编号与设备清单不一致：{items}"
#     en: "serial numbers in the {document} differ from the equipment list: {items}"
#   solution:
#     zh: "请按铭牌核对出厂编号，更正有误的材料后重新上传"
#     en: "compare with the nameplate, correct the document that is wrong and upload it again"
#   basis: ["东环办函〔2023〕42号 附件1 三(六)"]
#   collections: [comparison-report, commissioning-report, acceptance-report, parameter-filing, equipment-list]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	some want in ["fail", "undetermined"]
	r := finding(chain, doc, "serial", want)
}

# METADATA
# title: 各材料中的型号应一致
# description: >-
#   Compares the model of each factor's instrument in the same documents with the equipment
#   list.
# custom:
#   short_name: model
#   severity: warn
#   checks: [114]
#   failure_msg:
#     zh: "{document}中的型号与设备清单不一致：{items}"
#     en: "models in the {document} differ from the equipment list: {items}"
#   solution:
#     zh: "请按铭牌核对型号，更正有误的材料后重新上传"
#     en: "compare with the nameplate, correct the document that is wrong and upload it again"
#   basis: ["东环办函〔2023〕42号 附件1 三(六)"]
#   collections: [comparison-report, commissioning-report, acceptance-report, parameter-filing, equipment-list]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	some want in ["fail", "undetermined"]
	r := finding(chain, doc, "model", want)
}

# METADATA
# title: 各材料中的量程应一致
# description: >-
#   Compares the range of each factor's instrument in the same documents with the equipment
#   list, in the same unit. A figure on a scan that differs by a power of ten may have lost a
#   digit or a point and is left to a person.
# custom:
#   short_name: range
#   severity: warn
#   checks: [104]
#   failure_msg:
#     zh: "{document}中的量程与设备清单不一致：{items}"
#     en: "ranges in the {document} differ from the equipment list: {items}"
#   solution:
#     zh: "请核对仪器实际量程，更正有误的材料后重新上传"
#     en: "check the range set on the instrument, correct the document that is wrong and upload it again"
#   basis: ["东环办函〔2023〕42号 附件1 三(六)"]
#   collections: [comparison-report, commissioning-report, acceptance-report, parameter-filing, equipment-list]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	some want in ["fail", "undetermined"]
	rows := [row | some row in other_ranges(doc); range_state(row) == want]
	count(rows) > 0
	r := result.finding(chain, want, {
		"document": doc.slug,
		"params": {"document": documents.name(doc), "items": result.listed([told_range(row) | some row in rows])},
		"places": [documents.place(doc, row.page, row.cells.range.box, row.cells.range.raw) | some row in rows],
		"expected": concat("、", [ranges(row.code) | some row in rows]),
		"found": concat("、", [row.cells.range.raw | some row in rows]),
		"confidence": min([row.cells.range.score | some row in rows]),
	})
}

# other_ranges are the rows whose range is none of the listed, where one is comparable.
other_ranges(doc) := [row |
	some row in compared(doc)
	read := row.cells.range.value
	is_object(read)
	comparable := [own_range | some own_range in known(row.code, "range"); same_unit(own_range, read)]
	count(comparable) > 0
	not among(read, comparable)
]

among(range, list) if {
	some other in list
	bound_fits(range.high, other.high)
	bound_fits(range.low, other.low)
}

bound_fits(a, b) if a == b

bound_fits(a, b) if {
	is_number(a)
	is_number(b)
	figures.near(a, b, 0.000001)
}

# A bound that was not read says nothing.
bound_fits(a, b) if null in {a, b}

same_unit(a, b) if null in {a.unit, b.unit}

same_unit(a, b) if plain_unit(a.unit) == plain_unit(b.unit)

# plain_unit lets what OCR makes of m³ be m³.
plain_unit(unit) := strings.replace_n({"³": "3", "²": "3", "m2": "m3", " ": "", "μ": "u", "µ": "u", "％": "%"}, lower(unit))

range_state(row) := "undetermined" if {
	not layered(row)
	some other in known(row.code, "range")
	some k in [0.001, 0.01, 0.1, 10, 100, 1000]
	figures.near(row.cells.range.value.high * k, other.high, 0.000001)
} else := "fail"

told_range(row) := {
	"zh": sprintf("%s %s，清单为%s", [factors.name(row.code).zh, row.cells.range.raw, ranges(row.code)]),
	"en": sprintf("%s %s, listed as %s", [factors.name(row.code).en, row.cells.range.raw, ranges(row.code)]),
}

ranges(code) := concat(" / ", sort({range_text(range) | some range in known(code, "range")}))

range_text(range) := sprintf("%v～%v%s", [range.low, range.high, unit_text(range.unit)])

unit_text(unit) := unit if {
	is_string(unit)
} else := ""

columns := {"serial", "model", "range"}

not_applicable contains {"rule": column, "document": doc.slug} if {
	some column in columns
	some doc in documents.inspected
	comparable := [row | some row in compared(doc); not is_null(value(row, column)); count(known(row.code, column)) > 0]
	count(comparable) == 0
}

# METADATA
# title: 速度场系数Kv应与调试报告一致
# description: >-
#   Compares Kv in the parameter form with Kv in the commissioning report, as printed with the
#   fewer decimals. Of several values one pair that agrees is enough.
# custom:
#   short_name: kv
#   severity: warn
#   checks: [107]
#   failure_msg:
#     zh: "参数备案表的速度场系数Kv({found})与调试报告（{expected}）不一致"
#     en: "Kv in the parameter form ({found}) differs from the commissioning report ({expected})"
#   solution:
#     zh: "请按调试结果核对Kv,更正后重新上传"
#     en: "check Kv against the commissioning, correct it and upload the form again"
#   basis: ["本平台要求 (design)"]
#   collections: [parameter-filing]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	set := documents.readings(doc, "velocity_kv")
	count(set) > 0
	count(determined) > 0
	not kv_agrees(set)
	r := result.finding(chain, kv_state(set), {
		"document": doc.slug,
		"params": {"found": set[0].raw, "expected": determined[0].raw},
		"places": [documents.place(doc, f.page, f.box, f.raw) | some f in set],
		"expected": determined[0].raw,
		"found": set[0].raw,
		"confidence": min([set[0].score, determined[0].score]),
	})
}

# determined are the values of the commissioning report: as labelled, and as a test's result.
determined := [f |
	some doc in documents.inspected
	doc.slug == "commissioning-report"
	some f in documents.readings(doc, "velocity_kv")
	is_number(f.value)
]

kv_agrees(set) if {
	some a in set
	some b in determined
	digits := min([figures.decimals(a.raw), figures.decimals(b.raw)])
	figures.near(a.value, b.value, 0.5 / figures.powers[digits])
}

kv_state(set) := "undetermined" if {
	some k in [0.01, 0.1, 10, 100]
	figures.near(set[0].value * k, determined[0].value, 0.01)
} else := "fail"

not_applicable contains {"rule": "kv", "document": "parameter-filing"} if count(determined) == 0

not_applicable contains {"rule": "kv", "document": "parameter-filing"} if {
	some doc in documents.inspected
	doc.slug == "parameter-filing"
	count(documents.readings(doc, "velocity_kv")) == 0
}
