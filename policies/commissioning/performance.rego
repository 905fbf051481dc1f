package commissioning

import data.lib.documents
import data.lib.factors
import data.lib.readings
import data.lib.result
import data.lib.rows
import data.lib.ruledata

# METADATA
# title: 废气：零点漂移和量程漂移应达标
# description: >-
#   Holds the drifts in the table of tests against the limits of rule data
#   (commissioning.limits), whatever limit the report prints.
# custom:
#   short_name: drift
#   severity: warn
#   checks: [78]
#   failure_msg:
#     zh: "{document}中以下漂移超出要求：{beyond}"
#     en: "drifts in the {document} are beyond the limit: {beyond}"
#   solution:
#     zh: "请检查并重新校准仪器，重新调试合格后更新报告"
#     en: "check and calibrate the instruments, test them again and update the report"
#   basis: ["HJ 75-2017、HJ 1013-2018(数值未核实)"]
#   collections: [commissioning-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, document.wrong_slot]
deny contains r if {
	chain := rego.metadata.chain()
	monitors("gas")
	some doc in readings.filed(chain)
	r := exceeding(chain, doc, "drift")
}

# METADATA
# title: 废气：示值误差和系统响应时间应达标
# description: >-
#   Holds indication errors and response times in the table of tests against the limits of
#   rule data (commissioning.limits), whatever limit the report prints.
# custom:
#   short_name: indication
#   severity: warn
#   checks: [79]
#   failure_msg:
#     zh: "{document}中以下示值误差或响应时间超出要求：{beyond}"
#     en: "indication errors or response times in the {document} are beyond the limit: {beyond}"
#   solution:
#     zh: "请检查仪器和采样系统，重新测试合格后更新报告"
#     en: "check the instruments and the sampling line, test them again and update the report"
#   basis: ["HJ 75-2017、HJ 1286-2023(数值未核实)"]
#   collections: [commissioning-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, document.wrong_slot]
deny contains r if {
	chain := rego.metadata.chain()
	monitors("gas")
	some doc in readings.filed(chain)
	r := exceeding(chain, doc, "indication")
}

# METADATA
# title: 废水：漂移、重复性和示值误差应达标
# description: >-
#   Holds the tests of a water outlet against the limits of rule data (commissioning.limits),
#   whatever limit the report prints.
# custom:
#   short_name: water_tests
#   severity: warn
#   checks: [80]
#   failure_msg:
#     zh: "{document}中以下测试结果超出要求：{beyond}"
#     en: "tests in the {document} are beyond the limit: {beyond}"
#   solution:
#     zh: "请检查并重新校准仪器，重新调试合格后更新报告"
#     en: "check and calibrate the instruments, test them again and update the report"
#   basis: ["HJ 353-2019(数值未核实)"]
#   collections: [commissioning-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, document.wrong_slot]
deny contains r if {
	chain := rego.metadata.chain()
	monitors("water")
	some doc in readings.filed(chain)
	r := exceeding(chain, doc, "water_tests")
}

# exceeding is the one finding about all tests of a group that are beyond their limit.
exceeding(chain, doc, group) := result.fail(chain, {
	"document": doc.slug,
	"params": {"document": documents.name(doc), "beyond": told(beyond)},
	"places": rows.places(doc, [found.row | some found in beyond], "value"),
	"confidence": rows.certainty([found.row | some found in beyond], "value"),
}) if {
	beyond := [found |
		some row in tests(doc)
		value := rows.value(row, "value")
		bound := bounds(row)
		bound.rule == group
		abs(value) > bound.most
		said := [rows.value(row, "factor"), rows.value(row, "test"), value, bound.most, bound.units[0]]
		found := {"row": row, "zh": sprintf("%s%s %v（要求≤%v%s）", said), "en": sprintf("%s %s %v (at most %v%s)", said)}
	]
	count(beyond) > 0
}

# bounds is the first limit that fits the row: medium, factor, test and unit.
bounds(row) := fitting[0] if {
	test := rows.value(row, "test")
	unit := unit_of(row)
	code := code_of(row)
	fitting := [bound |
		some bound in limits
		code_fits(bound, code)
		some word in bound.tests
		contains(test, word)
		every more in bound.also {
			contains(test, more)
		}
		unit_fits(bound, unit)
	]
}

# limits are those of the media that are monitored.
limits := [bound | some bound in ruledata.values.commissioning.limits; monitors(bound.medium)]

code_of(row) := code if {
	code := factors.within(rows.value(row, "factor"))
} else := null

code_fits(bound, code) if code in bound.codes

code_fits(bound, null) if count(bound.codes) == 0

# unit_of is the unit of the figure, else that of the printed limit; null where neither has one.
unit_of(row) := row.cells.value.unit if {
	is_string(row.cells.value.unit)
} else := row.cells.limit.value.unit if {
	is_string(row.cells.limit.value.unit)
} else := null

unit_fits(bound, unit) if unit in bound.units

unit_fits(_, null)

# METADATA
# title: 标准物质应有编号并在有效期内
# description: >-
#   Looks at the table of standard gases and solutions: each has a number, and was valid when
#   commissioning ended (on the day of the report where that day was not read). What stands in
#   a cell and makes no sense is not judged; a report without the table neither.
# custom:
#   short_name: standards
#   severity: warn
#   checks: [81]
#   failure_msg:
#     zh: "{document}中标准物质不符合要求：{problems}"
#     en: "standards in the {document} do not meet the requirements: {problems}"
#   solution:
#     zh: "请使用在有效期内的有证标准物质，并在报告中写明编号和有效期"
#     en: "use certified standards that are valid, and state their numbers and validity in the report"
#   words:
#     number: { zh: 无编号, en: without a number }
#     expired: { zh: 已过期, en: expired }
#   basis: ["审核惯例(未核实)"]
#   collections: [commissioning-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, document.wrong_slot]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in readings.filed(chain)
	odd := [found | some row in rows.of(doc, "standards"); some found in standard_faults(doc, row)]
	count(odd) > 0
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {
			"document": documents.name(doc),
			"problems": result.listed([faulted(chain, found) | some found in odd]),
		},
		"places": rows.places(doc, [found.row | some found in odd], "name"),
		"confidence": max([found.score | some found in odd]),
	})
}

standard_faults(doc, row) := unnumbered(row) | outdated(doc, row)

unnumbered(row) := {{"row": row, "word": "number", "score": row.cells.name.score} |
	rows.value(row, "name")
	"standard_no" in object.keys(row.cells)
	not rows.legible(row, "standard_no")
}

outdated(doc, row) := {{"row": row, "word": "expired", "score": row.cells.valid_to.score} |
	rows.value(row, "valid_to") < used_on(doc)
}

# used_on is the day on which the standards were needed.
used_on(doc) := end if {
	end := readings.value(doc, "commissioning_end")
	is_string(end)
} else := readings.value(doc, "document_date")

faulted(chain, found) := {"zh": sprintf("%s%s", [name, word.zh]), "en": sprintf("%s %s", [name, word.en])} if {
	name := row_name(found.row)
	word := result.words(chain, found.word)
}

row_name(row) := rows.value(row, "name") if {
	rows.value(row, "name")
} else := "—"

not_applicable contains {"rule": "standards", "document": doc.slug} if {
	some doc in input.documents
	count(rows.of(doc, "standards")) == 0
}

# told lists the tests in both languages.
told(beyond) := {
	"zh": concat("、", [found.zh | some found in beyond]),
	"en": concat(", ", [found.en | some found in beyond]),
}
