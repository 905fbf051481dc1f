package accuracy

import data.lib.comparisons
import data.lib.documents
import data.lib.figures
import data.lib.result

# METADATA
# title: 比对误差应符合标准要求
# description: >-
#   Holds each factor against the row of criteria.json that its reference value selects:
#   every sample of water, the summary of gas pairs. Figures are rounded as printed, half to
#   even, before they are compared. The numbers are unverified, hence a warning.
# custom:
#   short_name: criterion
#   severity: warn
#   checks: [92]
#   failure_msg:
#     zh: "比对误差超出标准要求（数值待核实）：{items}"
#     en: "errors beyond the standard's criteria (numbers unverified): {items}"
#   solution:
#     zh: "请核对标准要求；确属超标的，请检修仪器并重新比对"
#     en: "compare with the standard; if the error is too large, mend the instrument and compare again"
#   basis: ["HJ 75-2017 (unverified)", "HJ 354-2019 (unverified)", "HJ 1286-2023 (unverified)"]
#   collections: [comparison-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	some state in ["fail", "undetermined"]
	beyond := [m | some m in measured; exceeds(m); measured_state(m) == state]
	count(beyond) > 0
	r := result.finding(chain, state, {
		"document": doc.slug,
		"params": {"items": result.listed([told_criterion(m) | some m in beyond])},
		"places": [comparisons.place(doc, m.page, m.cell) | some m in beyond],
		"expected": concat("、", [bound(m.criterion) | some m in beyond]),
		"found": concat("、", [m.cell.raw | some m in beyond]),
		"confidence": min([certainty_of(m) | some m in beyond]),
	})
}

# measured are figures with the criterion that governs them. The figure is the recomputed one
# nearest to the printed.
measured := array.concat(
	[m |
		some row in comparisons.rows
		not comparisons.summaries[row.code]
		criterion := selected(row.code, row.cells.reference.value, unit_of(row.cells, row.code))
		row_kinds[criterion.limit.kind]
		values := abs_values(row, criterion.limit.kind)
		count(values) > 0
		m := {
			"about": {"pair": row},
			"page": row.page,
			"cell": row.cells.error,
			"value": min(values),
			"digits": figures.decimals(row.cells.error.raw),
			"criterion": criterion,
		}
	],
	[m |
		some s in summed
		summary := comparisons.summaries[s.code]
		reference := comparisons.number(summary.cells, "reference_mean")
		criterion := selected(s.code, reference, summary_unit(s.code))
		criterion.limit.kind == s.kind
		m := {
			"about": {"code": s.code, "sum": s},
			"page": s.page,
			"cell": s.cell,
			"value": min([abs(e.value) | some e in s.outcomes]),
			"digits": figures.decimals(s.cell.raw),
			"criterion": criterion,
		}
	],
)

row_kinds := {"relative_error": true, "absolute_error": true}

# abs_values are the amounts of the recomputed errors of the kind.
abs_values(row, "relative_error") := {value |
	reference := comparisons.number(row.cells, "reference")
	reference > 0
	some x in row.online
	value := abs((x - reference) / reference) * 100
}

abs_values(row, "absolute_error") := {value |
	reference := comparisons.number(row.cells, "reference")
	some x in row.online
	value := abs(x - reference)
}

certainty_of(m) := comparisons.weakest(m.about.pair.cells, pair_columns)

certainty_of(m) := m.about.sum.cell.score

# sure is true when printed and recomputed figure agree.
sure(m) if comparisons.fits(m.about.pair)

sure(m) if {
	m.about.sum
	not off(m.about.sum)
}

# selected is the one row whose conditions hold; undefined where the unit tells none or the
# conditions need what is not known.
selected(code, reference, unit) := rows[0] if {
	is_number(reference)
	rows := [row | some row in comparisons.criteria[code]; speaks(row, unit); holds(row, reference, code)]
	count(rows) == 1
}

# speaks is true for a row in the unit of the report. A row of a relative error without a
# condition has no unit of its own.
speaks(row, unit) if row.condition.unit == unit

speaks(row, unit) if {
	is_null(row.condition)
	row.limit.unit in {unit, "%"}
}

holds(row, _, _) if is_null(row.condition)

holds(row, reference, code) if {
	within(row.condition, quantity(row.condition.quantity, reference, code))
	every also in object.get(row.condition, "also", []) {
		within(also, quantity(also.quantity, reference, code))
	}
}

quantity(name, reference, _) := reference if name in {"reference_mean", "sample_value"}

quantity("emission_limit", _, code) := min([f.limit |
	some outlet in input.outlets
	some f in outlet.factors
	f.code == code
	is_number(f.limit)
])

within(condition, value) if {
	above(condition, value)
	below(condition, value)
}

above(condition, _) if is_null(condition.min)

above(condition, value) if value > condition.min

above(condition, value) if {
	value == condition.min
	condition.min_inclusive
}

below(condition, _) if is_null(condition.max)

below(condition, value) if value < condition.max

below(condition, value) if {
	value == condition.max
	condition.max_inclusive
}

# unit_of is the unit of a pair in the spelling of the criteria; pH has none on paper.
unit_of(cells, _) := ascii(cells.unit.value) if {
	is_string(cells.unit.value)
} else := "pH" if {
	comparisons.code_of(cells) == "w01001"
}

summary_unit(code) := unit_of(comparisons.pairs[code][0].cells, code)

ascii(unit) := strings.replace_n({"³": "3", "μ": "u", "℃": "degC", "ppm": "umol/mol", "无量纲": "pH"}, unit)

exceeds(m) if {
	m.criterion.limit.inclusive
	figures.rounded(m.value, m.digits) > m.criterion.limit.value
}

exceeds(m) if {
	not m.criterion.limit.inclusive
	figures.rounded(m.value, m.digits) >= m.criterion.limit.value
}

measured_state(m) := "fail" if {
	m.page in comparisons.layers
} else := "fail" if {
	sure(m)
	certainty_of(m) >= figures.settings.sure
} else := "undetermined"

told_criterion(m) := {
	"zh": sprintf("%s %s，要求%s（%s）", [label(m.about).zh, figures.shown(m.value, max([1, m.digits])), bound(m.criterion), m.criterion.standard]),
	"en": sprintf("%s %s, criterion %s (%s)", [label(m.about).en, figures.shown(m.value, max([1, m.digits])), bound(m.criterion), m.criterion.standard]),
}

bound(criterion) := sprintf("≤%v%s", [criterion.limit.value, criterion.limit.unit])

not_applicable contains {"rule": "criterion", "document": "comparison-report"} if count(measured) == 0
