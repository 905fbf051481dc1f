# METADATA
# title: 比对与测试数据
# description: >-
#   Figures, demands and verdicts of tests and comparisons against one another: arithmetic
#   on what the document itself prints, and the criteria of the standards (reference data,
#   unverified).
# schemas:
#   - input: schema.input
package accuracy

import data.lib.comparisons
import data.lib.documents
import data.lib.factors
import data.lib.figures
import data.lib.result

# METADATA
# title: 判定应与数值和技术要求相符
# description: >-
#   Holds every printed figure of a test or a comparison against the demand printed beside it
#   and compares with the printed verdict. The error of a comparison must be borne out by its
#   readings, and a figure of a scan that fits but for a decimal point is left to a person.
# custom:
#   short_name: verdict
#   severity: block
#   checks: [82]
#   failure_msg:
#     zh: "{document}的判定与数值不符：{items}"
#     en: "the verdicts of the {document} do not follow from its figures: {items}"
#   solution:
#     zh: "请核对数值、技术要求和判定，由出具单位更正后重新上传"
#     en: "check figures, demands and verdicts, have the issuer correct them and upload the report again"
#   words:
#     pass: { zh: 合格, en: passed }
#     fail: { zh: 不合格, en: failed }
#   basis: ["数据计算 (arithmetic)", "HJ 354-2019", "HJ 75-2017"]
#   collections: [comparison-report, commissioning-report, acceptance-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	contradicting := [j | some j in judged[doc.slug]; contradicts(j)]
	some state in ["fail", "undetermined"]
	wrong := [j | some j in contradicting; certainty(doc, j) == state]
	count(wrong) > 0
	r := result.finding(chain, state, {
		"document": doc.slug,
		"params": {
			"document": documents.name(doc),
			"items": result.listed([told(chain, j) | some j in wrong]),
		},
		"places": [comparisons.place(doc, j.page, cell) | some j in wrong; some cell in [j.figure, j.verdict]],
		"confidence": min([score(j) | some j in wrong]),
	})
}

# judged are the figures of a document that have a demand and a verdict.
judged["comparison-report"] := array.concat(
	[j |
		some row in comparisons.rows
		j := judgement(row.cells, "error", row.page, {"pair": row})
	],
	[j |
		some code, summary in comparisons.summaries
		kind := kind_of(summary.cells)
		j := judgement(summary.cells, kind, summary.page, {"summary": summary, "code": code, "kind": kind})
	],
)

judged[doc.slug] := [j |
	some table in doc.facts.tables
	table.name == "commissioning_tests"
	some cells in table.rows
	j := judgement(cells, "value", table.page, {"test": cells})
] if {
	some doc in documents.inspected
	doc.slug in ["commissioning-report", "acceptance-report"]
}

# judgement puts the cells together; undefined unless all three were read. What it is about is
# worked out further only where the verdict contradicts the figure.
judgement(cells, column, page, about) := {
	"figure": cells[column],
	"limit": cells.limit,
	"verdict": cells.verdict,
	"page": page,
	"about": about,
} if {
	is_number(cells[column].value)
	is_object(cells.limit.value)
	is_string(cells.verdict.value)
	same_unit(cells[column], cells.limit.value, cells)
}

# same_unit lets a figure without a unit have that of its demand.
same_unit(figure, _, _) if not figure.unit

same_unit(_, limit, _) if is_null(limit.unit)

same_unit(figure, limit, _) if figure.unit == limit.unit

# score is that of the weakest cell.
score(j) := min([cell.score | some cell in [j.figure, j.limit, j.verdict]])

label(about) := comparisons.label(about.pair.code, about.pair)

label(about) := factors.name(about.code)

label(about) := subject(about.test)

subject(cells) := {"zh": concat(" ", words), "en": concat(" ", words)} if {
	words := [cells[key].raw | some key in ["factor", "test"]; cells[key]; cells[key].raw != ""]
}

# kind_of is the figure by which a summary judges: the one in the unit of the demand.
kind_of(cells) := [kind |
	some kind in comparisons.kinds
	is_number(cells[kind].value)
	same_unit(cells[kind], cells.limit.value, cells)
][0]

# contradicts is true when the figure lies outside the demand and passed, or inside and
# failed. On the bound itself < and ≤ part, and nothing is said.
contradicts(j) if {
	j.verdict.value == "pass"
	outside(abs_if(j), j.limit.value)
}

contradicts(j) if {
	j.verdict.value == "fail"
	inside(abs_if(j), j.limit.value)
}

# abs_if is the figure itself; of one that is limited upwards alone its amount.
abs_if(j) := abs(j.figure.value) if {
	is_null(j.limit.value.low)
} else := j.figure.value

outside(x, limit) if {
	is_number(limit.high)
	x > limit.high
}

outside(x, limit) if {
	is_number(limit.low)
	x < limit.low
}

inside(x, limit) if {
	not outside(x, limit)
	every bound in [b | some b in [limit.low, limit.high]; is_number(b)] {
		x != bound
	}
}

# certainty is "undetermined" where a reading of a scan may be at fault.
certainty(doc, j) := "fail" if {
	printed(doc, j.page)
} else := "fail" if {
	borne_out(j.about)
	score(j) >= figures.settings.sure
	known_limit(j.limit.value)
} else := "undetermined"

printed(doc, number) if {
	some page in doc.facts.pages
	page.number == number
	page.text_source == "layer"
}

# known_limit is true for a demand whose number some standard has: a misread one seldom is.
known_limit(limit) if {
	some bound in [limit.low, limit.high]
	is_number(bound)
	abs(bound) in standard_numbers
}

standard_numbers := {row.limit.value | some row in comparisons.all_criteria}

# borne_out is true when a pair's error follows from its readings, a summary from its pairs,
# and a test lost no decimal point.
borne_out(about) if comparisons.fits(about.pair)

borne_out(about) if {
	comparisons.whole(comparisons.pairs[about.code])
	some e in comparisons.outcomes(comparisons.pairs[about.code], about.summary, about.kind)
	cell := about.summary.cells[about.kind]
	figures.near(abs(e.value), abs(cell.value), e.tolerance + figures.half(cell))
}

borne_out(about) if {
	about.test
	not lost_point(about.test)
}

# lost_point is true when the figure would pass with a decimal point that a reader may have
# lost.
lost_point(cells) if {
	figures.decimals(cells.value.raw) == 0
	not whole_unit(cells.value)
	not outside(cells.value.value / 10, cells.limit.value)
}

whole_unit(cell) if cell.unit in figures.settings.whole_units

told(chain, j) := {
	"zh": sprintf("%s %s，要求%s，判定%s", [label(j.about).zh, j.figure.raw, j.limit.raw, verdict_words(chain, j).zh]),
	"en": sprintf("%s %s, demanded %s, %s", [label(j.about).en, j.figure.raw, j.limit.raw, verdict_words(chain, j).en]),
}

verdict_words(chain, j) := result.words(chain, j.verdict.value)

# METADATA
# title: 有不合格项时结论不应为合格
# description: >-
#   Looks at the document's own verdicts and at its own conclusion. Only a verdict in words
#   counts as surely read; a cross for a tick is left to a person.
# custom:
#   short_name: conclusion
#   severity: block
#   checks: [83]
#   failure_msg:
#     zh: "{document}中有不合格项（{items}），结论却为合格"
#     en: "the {document} concludes that it passed although some items failed: {items}"
#   solution:
#     zh: "请整改不合格项并重新测试，或由出具单位更正判定与结论后重新上传"
#     en: "mend what failed and test again, or have the issuer correct verdict and conclusion, and upload the report again"
#   basis: ["数据计算 (arithmetic)", "东环办函〔2023〕42号 附件1 三(四)"]
#   collections: [comparison-report, commissioning-report, acceptance-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	some conclusion in doc.facts.fields.conclusion
	conclusion.value == "pass"
	failed := [f | some f in failures(doc)]
	count(failed) > 0
	r := result.finding(chain, worded(failed), {
		"document": doc.slug,
		"params": {"document": documents.name(doc), "items": result.listed([f.label | some f in failed])},
		"places": array.concat(
			[comparisons.place(doc, f.page, f.cell) | some f in failed],
			[documents.place(doc, conclusion.page, conclusion.box, conclusion.raw)],
		),
		"confidence": min([conclusion.score, max([f.cell.score | some f in failed])]),
	})
}

failures(doc) := [{"page": table.page, "cell": cells.verdict, "label": subject(cells)} |
	some table in doc.facts.tables
	table.name in ["comparison_pairs", "comparison_summary", "commissioning_tests"]
	some cells in table.rows
	cells.verdict.value == "fail"
]

# worded is "fail" when some verdict says so in words.
worded(failed) := "fail" if {
	some f in failed
	contains(f.cell.raw, "不")
} else := "undetermined"

not_applicable contains {"rule": "verdict", "document": slug} if {
	some slug, list in judged
	count(list) == 0
}

not_applicable contains {"rule": "conclusion", "document": doc.slug} if {
	some doc in documents.inspected
	doc.slug in ["comparison-report", "commissioning-report", "acceptance-report"]
	not doc.facts.fields.conclusion
}
