package accuracy

import data.lib.comparisons
import data.lib.documents
import data.lib.factors
import data.lib.figures
import data.lib.result

# METADATA
# title: 误差应能由比对数据算出
# description: >-
#   Recomputes the error of each pair from the instrument's readings and the laboratory's
#   value, within what rounding may add. Where the two readings do not bear out the printed
#   mean, or a figure was read unsurely, a person looks. Pairs that a summary is drawn from
#   are judged by the summary (accuracy.summary).
# custom:
#   short_name: error
#   severity: warn
#   checks: [92]
#   failure_msg:
#     zh: "比对误差与测定值不符：{items}"
#     en: "printed errors do not follow from the readings: {items}"
#   solution:
#     zh: "请由检测机构核对测定值与误差，更正后重新出具报告"
#     en: "have the laboratory check readings and errors and issue the report again"
#   basis: ["HJ 354-2019", "数据计算 (arithmetic)"]
#   collections: [comparison-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	some state in ["fail", "undetermined"]
	wrong := [row | some row in misprinted; pair_state(row) == state]
	count(wrong) > 0
	r := result.finding(chain, state, {
		"document": doc.slug,
		"params": {"items": result.listed([told_pair(row) | some row in wrong])},
		"places": [comparisons.place(doc, row.page, row.cells.error) | some row in wrong],
		"expected": concat("、", [expected_error(row) | some row in wrong]),
		"found": concat("、", [row.cells.error.raw | some row in wrong]),
		"confidence": min([comparisons.weakest(row.cells, pair_columns) | some row in wrong]),
	})
}

pair_columns := ["online", "online_1", "online_2", "reference", "error"]

# checkable are the pairs whose error can be recomputed and that no summary speaks for.
checkable := [row |
	some row in comparisons.rows
	not comparisons.summaries[row.code]
	comparisons.number(row.cells, "error") == row.cells.error.value
	count(comparisons.errors(row.cells)) > 0
]

misprinted := [row |
	some row in checkable
	not comparisons.fits(row)
	not misread_pair(row)
]

# misread_pair is true for a pair of a scan that a decimal point puts right.
misread_pair(row) if {
	not row.page in comparisons.layers
	comparisons.slipped(row.cells.error.value, comparisons.errors(row.cells))
}

pair_state(row) := "fail" if {
	row.page in comparisons.layers
} else := "fail" if {
	comparisons.proven(row)
	comparisons.weakest(row.cells, pair_columns) >= figures.settings.sure
	not one_digit_off(row)
} else := "undetermined"

# one_digit_off is true when the laboratory's value would bear out the printed error if one of
# its digits were another: a misread digit is likelier than a wrong report.
one_digit_off(row) if {
	implied := object.union(row.cells, {"reference": {"value": back(row), "raw": row.cells.reference.raw}})
	comparisons.fits({"cells": implied})
	a := split(figures.shown(back(row), figures.decimals(row.cells.reference.raw)), "")
	b := split(sprintf("%v", [row.cells.reference.value]), "")
	count(a) == count(b)
	count([i | some i, c in a; c != b[i]]) == 1
}

# back is the laboratory's value that the instrument's reading and the error lead to.
back(row) := figures.rounded(max(row.online) / (1 + (row.cells.error.value / 100)), figures.decimals(row.cells.reference.raw)) if {
	comparisons.only_relative(row.cells)
	row.cells.error.value > -100
} else := figures.rounded(max(row.online) - row.cells.error.value, figures.decimals(row.cells.reference.raw))

told_pair(row) := {
	"zh": sprintf("%s误差应约为%s，印为%s", [comparisons.label(row.code, row).zh, expected_error(row), row.cells.error.raw]),
	"en": sprintf("%s should be about %s and reads %s", [comparisons.label(row.code, row).en, expected_error(row), row.cells.error.raw]),
}

expected_error(row) := figures.shown(comparisons.errors(row.cells)[0].value, max([1, figures.decimals(row.cells.error.raw)]))

# METADATA
# title: 比对汇总值应能由数据对算出
# description: >-
#   Recomputes mean difference, relative error and relative accuracy (Student's t, domain
#   3.4) of each factor from its pairs and compares with the printed figure; a relative
#   accuracy may differ by 0.1 (reference data). Of a factor whose pairs were not all read
#   nothing is said.
# custom:
#   short_name: summary
#   severity: warn
#   checks: [93]
#   failure_msg:
#     zh: "比对汇总值与数据对不符：{items}"
#     en: "summary figures do not follow from the pairs: {items}"
#   solution:
#     zh: "请由检测机构按数据对重新计算并更正报告"
#     en: "have the laboratory compute the figures again from the pairs and correct the report"
#   words:
#     relative_accuracy: { zh: 相对准确度, en: relative accuracy }
#     relative_error: { zh: 相对误差, en: relative error }
#     absolute_error: { zh: 绝对误差, en: absolute error }
#   basis: ["HJ 75-2017 (unverified)", "数据计算 (arithmetic)"]
#   collections: [comparison-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	some state in ["fail", "undetermined"]
	wrong := [s | some s in summed; off(s); summary_state(s) == state]
	count(wrong) > 0
	r := result.finding(chain, state, {
		"document": doc.slug,
		"params": {"items": result.listed([told_summary(chain, s) | some s in wrong])},
		"places": [comparisons.place(doc, s.page, s.cell) | some s in wrong],
		"expected": concat("、", [expected_figure(s) | some s in wrong]),
		"found": concat("、", [s.cell.raw | some s in wrong]),
		"confidence": min([s.cell.score | some s in wrong]),
	})
}

# summed are the printed figures of summaries with what they come to.
summed := [{"code": code, "kind": kind, "cell": cell, "page": summary.page, "outcomes": outcomes, "list": list} |
	some code, summary in comparisons.summaries
	list := comparisons.pairs[code]
	comparisons.whole(list)
	some kind in comparisons.kinds
	cell := summary.cells[kind]
	is_number(cell.value)
	outcomes := comparisons.outcomes(list, summary, kind)
	count(outcomes) > 0
]

off(s) if {
	every e in s.outcomes {
		not figures.near(abs(e.value), abs(s.cell.value), e.tolerance + figures.half(s.cell))
	}
	not misread_summary(s)
}

misread_summary(s) if {
	not s.page in comparisons.layers
	comparisons.slipped(s.cell.value, s.outcomes)
}

# summary_state is sure when the two ways to the figure agree: then no pair was misread.
summary_state(s) := "fail" if {
	s.page in comparisons.layers
} else := "fail" if {
	s.cell.score >= figures.settings.sure
	values := [e.value | some e in s.outcomes]
	figures.near(min(values), max(values), (max(values) * 0.02) + 0.1)
	count(comparisons.differences(s.list)) > 0
	every row in s.list {
		comparisons.fits(row)
	}
} else := "undetermined"

told_summary(chain, s) := {
	"zh": sprintf("%s%s应约为%s，印为%s", [factors.name(s.code).zh, result.words(chain, s.kind).zh, expected_figure(s), s.cell.raw]),
	"en": sprintf("%s: %s should be about %s and reads %s", [factors.name(s.code).en, result.words(chain, s.kind).en, expected_figure(s), s.cell.raw]),
}

expected_figure(s) := figures.shown(s.outcomes[0].value, max([1, figures.decimals(s.cell.raw)]))

not_applicable contains {"rule": "error", "document": "comparison-report"} if count(checkable) == 0

not_applicable contains {"rule": "summary", "document": "comparison-report"} if count(summed) == 0
