package accuracy

import data.lib.comparisons
import data.lib.documents
import data.lib.factors
import data.lib.figures
import data.lib.result

# METADATA
# title: 比对数据对应足够
# description: >-
#   Counts the pairs of each factor against samples_min of criteria.json. Pairs that a reader
#   lost are told by their numbers; on a scan, too few pairs are sure only when the printed
#   mean of the references is theirs.
# custom:
#   short_name: pairs
#   severity: warn
#   checks: [90]
#   failure_msg:
#     zh: "比对数据对不足：{items}"
#     en: "too few pairs were compared: {items}"
#   solution:
#     zh: "请由检测机构补充比对数据后重新出具报告"
#     en: "have the laboratory add the missing pairs and issue the report again"
#   basis: ["HJ 75-2017 (unverified)", "HJ 354-2019 (unverified)"]
#   collections: [comparison-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	some state in ["fail", "undetermined"]
	short := [code | some code, least in demanded; comparisons.numbered(comparisons.pairs[code]) < least; counted(code) == state]
	count(short) > 0
	r := result.finding(chain, state, {
		"document": doc.slug,
		"params": {"items": result.listed([too_few(code) | some code in short])},
		"places": [comparisons.place(doc, row.page, row.cells.reference) |
			some code in short
			row := comparisons.pairs[code][0]
		],
		"expected": concat("、", [sprintf("≥%d", [demanded[code]]) | some code in short]),
		"found": concat("、", [sprintf("%d", [count(comparisons.pairs[code])]) | some code in short]),
	})
}

# demanded is the least number of pairs of a factor; a water sample is looked at by itself.
demanded[code] := max(numbers) if {
	some code, rows in comparisons.criteria
	numbers := [row.samples_min | some row in rows; is_number(row.samples_min); row.medium == "gas"]
	count(numbers) > 0
}

counted(code) := "fail" if {
	every row in comparisons.pairs[code] {
		row.page in comparisons.layers
	}
} else := "fail" if {
	list := comparisons.pairs[code]
	comparisons.whole(list)
	cell := comparisons.summaries[code].cells.reference_mean
	is_number(cell.value)
	figures.near(figures.mean(comparisons.references(list)), cell.value, figures.half(cell) * 2)
} else := "undetermined"

too_few(code) := {
	"zh": sprintf("%s%d对，应不少于%d对", [factors.name(code).zh, count(comparisons.pairs[code]), demanded[code]]),
	"en": sprintf("%s %d instead of %d", [factors.name(code).en, count(comparisons.pairs[code]), demanded[code]]),
}

# METADATA
# title: 废水比对应有3个实际水样、每样2次在线测定且逐样合格
# description: >-
#   Looks at the samples of each factor of a water outlet: how many there are, whether two
#   readings of the instrument are given, and whether each passed by the report's own
#   verdict. A sample that a reader may have lost is left to a person.
# custom:
#   short_name: samples
#   severity: warn
#   checks: [91]
#   failure_msg:
#     zh: "废水比对样品不符合要求：{items}"
#     en: "the water samples of the comparison fall short: {items}"
#   solution:
#     zh: "请由检测机构按要求补做比对（3个实际水样、每样2次在线测定、逐样合格）后重新出具报告"
#     en: "have the laboratory complete the comparison (three samples, two readings each, every one passing) and issue the report again"
#   words:
#     few: { zh: "%s只有%d个样品", en: "%s has %d samples only" }
#     single: { zh: "%s未列出两次在线测定值", en: "%s lacks the second reading" }
#     failed: { zh: "%s有不合格样品", en: "%s has samples that failed" }
#   basis: ["HJ 354-2019"]
#   collections: [comparison-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	some state in ["fail", "undetermined"]
	faults := [f | some f in sample_faults; f.state == state]
	count(faults) > 0
	r := result.finding(chain, state, {
		"document": doc.slug,
		"params": {"items": result.listed([fault_words(chain, f) | some f in faults])},
		"places": [comparisons.place(doc, row.page, row.cells.reference) |
			some f in faults
			row := comparisons.pairs[f.code][0]
		],
	})
}

fault_words(chain, f) := {
	"zh": filled(result.words(chain, f.fault).zh, f, factors.name(f.code).zh),
	"en": filled(result.words(chain, f.fault).en, f, factors.name(f.code).en),
}

filled(text, f, name) := sprintf(text, [name, f.count]) if {
	f.fault == "few"
} else := sprintf(text, [name])

# sampled are the factors of water that are compared on actual samples.
sampled contains code if {
	some code, rows in comparisons.criteria
	some row in rows
	row.medium == "water"
	is_number(row.samples_min)
}

sample_faults contains {"code": code, "fault": "few", "count": n, "state": sample_state(code)} if {
	some code in sampled
	n := comparisons.numbered(comparisons.pairs[code])
	n < figures.settings.samples.least
}

# Two readings are surely not given where the table has no second column.
sample_faults contains {"code": code, "fault": "single", "count": 1, "state": sample_state(code)} if {
	some code in sampled
	figures.settings.samples.readings > 1
	every row in comparisons.pairs[code] {
		not row.cells.online_2
	}
}

sample_faults contains {"code": code, "fault": "failed", "count": 1, "state": worded(failed)} if {
	some code in sampled
	failed := [{"cell": row.cells.verdict} | some row in comparisons.pairs[code]; row.cells.verdict.value == "fail"]
	count(failed) > 0
}

sample_state(code) := "fail" if {
	every row in comparisons.pairs[code] {
		row.page in comparisons.layers
	}
} else := "undetermined"

# A report without pairs of such factors has nothing to count.
not_applicable contains {"rule": "pairs", "document": "comparison-report"} if count(demanded) == 0

not_applicable contains {"rule": "samples", "document": "comparison-report"} if count(sampled) == 0
