package instrument

import data.lib.documents
import data.lib.equipment
import data.lib.factors
import data.lib.result
import data.lib.units

# METADATA
# title: 测量原理应为现行规范认可的方法
# description: >-
#   Looks at the principle of instruments for which some methods are no longer accepted: COD
#   by ultraviolet absorption alone (reference data, equipment.yaml, refused_principles).
# custom:
#   short_name: cod_principle
#   severity: warn
#   checks: [45]
#   failure_msg:
#     zh: "以下仪器的测量原理不在验收规范认可范围内：{items}"
#     en: "the principle of these instruments is no longer accepted: {items}"
#   solution:
#     zh: "请改用重铬酸钾氧化法等规范认可的仪器，或说明依据"
#     en: "use an instrument by an accepted method such as dichromate oxidation, or state the grounds"
#   basis: ["HJ 354-2019"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [instrument.listed]
deny contains r if {
	chain := rego.metadata.chain()
	refused := [row | some row in equipment.rows; refused_principle(row)]
	count(refused) > 0
	r := result.fail(chain, {
		"document": equipment.document(refused),
		"params": {"items": equipment.labels(refused)},
		"places": equipment.places(refused),
		"found": concat("、", [row.principle | some row in refused]),
		"confidence": equipment.confidence(refused),
	})
}

refused_principle(row) if {
	some rule in data.reference.equipment.refused_principles
	rule.factor == row.factor
	mentions(row.principle, rule.words)
	not mentions(row.principle, rule.except)
}

mentions(text, words) if {
	is_string(text)
	some word in words
	contains(upper(text), upper(word))
}

# METADATA
# title: 氮氧化物监测应包括二氧化氮
# description: >-
#   Looks at how analysers of NOx take in NO2: said in the entry, by a principle that measures
#   it, by an NO2 meter at the outlet, or by a converter whose efficiency a document states.
#   Where nothing tells, a person must look.
# custom:
#   short_name: nox
#   severity: warn
#   checks: [46]
#   failure_msg:
#     zh: "以下氮氧化物分析仪应能测量或转换二氧化氮：{items}"
#     en: "these analysers of NOx should measure or convert NO2: {items}"
#   solution:
#     zh: "请说明二氧化氮的测量方式，或补充NO2转换器及其转换效率"
#     en: "say how NO2 is measured, or add the converter and its efficiency"
#   basis: ["HJ 75-2017"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [instrument.listed]
deny contains r if {
	chain := rego.metadata.chain()
	some state in ["fail", "undetermined"]
	doubted := [row | some row in of_nox; without_no2(row) == state]
	count(doubted) > 0
	r := result.finding(chain, state, {
		"document": equipment.document(doubted),
		"params": {"items": equipment.labels(doubted)},
		"places": equipment.places(doubted),
		"found": concat("、", {row.principle | some row in doubted; is_string(row.principle)}),
		"confidence": equipment.confidence(doubted),
	})
}

of_nox := [row | some row in equipment.rows; row.factor == data.reference.equipment.nox.factor]

without_no2(row) := "fail" if {
	only_no(row)
} else := "undetermined" if {
	is_string(row.principle)
	not takes_in_no2(row)
}

only_no(row) if object.get(row, "nox_mode", null) == "none"

only_no(row) if mentions(row.principle, data.reference.equipment.nox.only)

takes_in_no2(row) if object.get(row, "nox_mode", null) in ["measured", "converted"]

takes_in_no2(row) if mentions(row.principle, data.reference.equipment.nox.both)

takes_in_no2(_) if {
	some row in equipment.rows
	row.factor == data.reference.equipment.nox.no2
}

takes_in_no2(_) if {
	some doc in input.documents
	count(documents.readings(doc, "no2_conversion_percent")) > 0
}

not_applicable contains {"rule": "nox", "document": null} if count(of_nox) == 0

# METADATA
# title: 量程应覆盖排放限值
# description: >-
#   Compares the upper end of the range with the emission limit of the factor at its outlet, in
#   the limit's unit. Where several instruments measure one factor, one that covers it is
#   enough. Units that cannot be compared are left to a person.
# custom:
#   short_name: range_limit
#   severity: block
#   checks: [48]
#   failure_msg:
#     zh: "量程上限低于排放限值：{items}"
#     en: "the range ends below the emission limit: {items}"
#   solution:
#     zh: "请核对量程与排放限值，调整量程或更换仪器"
#     en: "check range and limit, and change the range or the instrument"
#   basis: ["量程与限值的算术关系(design)"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [instrument.listed]
deny contains r if {
	chain := rego.metadata.chain()
	some state in ["fail", "undetermined"]
	short := [one | some one in limited; coverage(one) == state]
	count(short) > 0
	rows := [row | some one in short; some row in one.rows]
	r := result.finding(chain, state, {
		"document": equipment.document(rows),
		"params": {"items": result.listed([against_limit(one) | some one in short])},
		"places": equipment.places(rows),
		"expected": concat("、", [sprintf("≥ %v %s", [one.limit, one.unit]) | some one in short; is_string(one.unit)]),
		"found": concat("、", [figure(row.range) | some row in rows]),
		"confidence": equipment.confidence(rows),
	})
}

# limited are the factors with a limit at an outlet, with their instruments that have a range.
limited := [{
	"outlet": outlet,
	"factor": factor.code,
	"limit": factor.limit,
	"unit": factor.unit,
	"rows": rows,
	"tops": [top | some row in rows; top := units.convert(row.range.high, row.range.unit, factor.unit, factor.code)],
} |
	some outlet in input.outlets
	some factor in outlet.factors
	is_number(factor.limit)
	rows := [row | some row in equipment.at(outlet); row.factor == factor.code; is_number(row.range.high)]
	count(rows) > 0
]

coverage(one) := "fail" if {
	count(one.tops) == count(one.rows)
	max(one.tops) < one.limit
} else := "undetermined" if {
	count(one.tops) < count(one.rows)
	not covers(one)
}

covers(one) if {
	some top in one.tops
	top >= one.limit
}

against_limit(one) := {
	"zh": sprintf("%s%s量程%s，限值%v%s", [one.outlet.code, factors.name(one.factor).zh, ranges, one.limit, unit]),
	"en": sprintf("%s %s has the range %s, its limit is %v %s", [one.outlet.code, factors.name(one.factor).en, ranges, one.limit, unit]),
} if {
	ranges := concat("、", [figure(row.range) | some row in one.rows])
	unit := unit_shown(one.unit)
}

figure(range) := sprintf("%v–%v%s", [range.low, range.high, unit_shown(range.unit)])

unit_shown(unit) := unit if {
	is_string(unit)
} else := ""

not_applicable contains {"rule": rule, "document": null} if {
	count(limited) == 0
	some rule in ["range_limit", "range_ratio"]
}

# METADATA
# title: 废水仪器量程上限宜为排放限值的2至3倍
# description: >-
#   Looks at the ratio of the range's upper end to the emission limit at water outlets. The
#   bounds are reference data (equipment.yaml, range_ratio), not yet compared with the
#   standard. A range below the limit is judged by instrument.range_limit.
# custom:
#   short_name: range_ratio
#   severity: warn
#   checks: [47]
#   failure_msg:
#     zh: "量程上限宜为排放限值的{min}至{max}倍：{items}"
#     en: "the range should end at {min} to {max} times the emission limit: {items}"
#   solution:
#     zh: "请核对量程设置，或说明理由"
#     en: "check the range, or state the reason"
#   basis: ["HJ 355-2019(unverified)"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [instrument.listed, instrument.range_limit]
deny contains r if {
	chain := rego.metadata.chain()
	odd := [one | some one in limited; odd_ratio(one)]
	count(odd) > 0
	rows := [row | some one in odd; some row in one.rows]
	r := result.fail(chain, {
		"document": equipment.document(rows),
		"params": {
			"min": ratio_min,
			"max": ratio_max,
			"items": result.listed([against_limit(one) | some one in odd]),
		},
		"places": equipment.places(rows),
		"expected": sprintf("%v–%v", [ratio_min, ratio_max]),
		"found": concat("、", [sprintf("%.2f", [max(one.tops) / one.limit]) | some one in odd]),
		"confidence": equipment.confidence(rows),
	})
}

odd_ratio(one) if {
	one.outlet.medium == "water"
	one.limit > 0
	covers(one)
	not some_in_ratio(one)
}

some_in_ratio(one) if {
	some top in one.tops
	top >= (one.limit * ratio_min) - 1e-9
	top <= (one.limit * ratio_max) + 1e-9
}

ratio_min := data.reference.equipment.range_ratio.min

ratio_max := data.reference.equipment.range_ratio.max

# METADATA
# title: 监测因子编码应为HJ 212规定的编码
# description: >-
#   Looks up the codes of the outlets' factors and of the instruments in the table of HJ 212
#   (reference data, factors.yaml).
# custom:
#   short_name: factor_code
#   severity: warn
#   checks: [49]
#   failure_msg:
#     zh: "监测因子编码不在HJ 212编码表中：{codes}"
#     en: "these factor codes are not in the table of HJ 212: {codes}"
#   solution:
#     zh: "请按HJ 212附录B核对因子编码，如 w01018(化学需氧量)、a21026(二氧化硫)"
#     en: "take the code from annex B of HJ 212, such as w01018 (COD) or a21026 (SO2)"
#   basis: ["HJ 212-2017 附录B"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: []
deny contains r if {
	chain := rego.metadata.chain()
	strange := sort({code | some code in all_codes; not factors.known(code)})
	count(strange) > 0
	r := result.fail(chain, {
		"params": {"codes": strange},
		"found": concat("、", strange),
	})
}

all_codes := outlet_codes | {row.factor | some row in equipment.rows; is_string(row.factor)}

outlet_codes := {factor.code | some outlet in input.outlets; some factor in outlet.factors}

not_applicable contains {"rule": "factor_code", "document": null} if count(all_codes) == 0
