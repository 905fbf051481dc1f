package setting

import data.lib.documents
import data.lib.figures
import data.lib.forms
import data.lib.result

# METADATA
# title: 烟道截面积应与尺寸相符
# description: >-
#   Computes the area from the diameter (π/4·d²) or from length and width, in every document
#   that states both; a deviation within the tolerance of reference data passes. Of several
#   stated values one fit is enough.
# custom:
#   short_name: duct_area
#   severity: warn
#   checks: [108]
#   failure_msg:
#     zh: "{document}中烟道截面积{found}m²与尺寸不符，按尺寸应为{expected}m²"
#     en: "the duct area of {found} m² in the {document} does not follow from the dimensions, which give {expected} m²"
#   solution:
#     zh: "请核对烟道尺寸与截面积，更正后重新上传"
#     en: "check dimensions and area, correct them and upload the document again"
#   basis: ["数据计算 (arithmetic)"]
#   collections: [parameter-filing, construction-plan, commissioning-report, comparison-report, acceptance-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	areas := documents.readings(doc, "duct_area_m2")
	computed := computed_areas(doc)
	count(areas) > 0
	count(computed) > 0
	not some_fit(areas, computed)
	r := result.finding(chain, area_state(doc, areas[0], computed), {
		"document": doc.slug,
		"params": {
			"document": documents.name(doc),
			"found": figures.shown(areas[0].value, 4),
			"expected": figures.shown(computed[0].value, 3),
		},
		"places": [documents.place(doc, f.page, f.box, f.raw) | some f in areas],
		"expected": figures.shown(computed[0].value, 3),
		"found": figures.shown(areas[0].value, 4),
		"confidence": min([areas[0].score, computed[0].score]),
	})
}

pi := 3.14159265358979

computed_areas(doc) := array.concat(
	[{"value": ((pi / 4) * f.value) * f.value, "score": f.score} |
		some f in documents.readings(doc, "duct_diameter_m")
		is_number(f.value)
	],
	[{"value": a.value * b.value, "score": min([a.score, b.score])} |
		some a in documents.readings(doc, "duct_length_m")
		some b in documents.readings(doc, "duct_width_m")
		is_number(a.value)
		is_number(b.value)
	],
)

some_fit(areas, computed) if {
	some area in areas
	some c in computed
	fits(area.value, c.value)
}

fits(area, want) if abs(area - want) <= (want * settings.area_tolerance) / 100

# area_state is a question where a scan may have lost a decimal point.
area_state(doc, area, computed) := "undetermined" if {
	not layered(doc, area.page)
	some k in [0.001, 0.01, 0.1, 10, 100, 1000]
	fits(area.value * k, computed[0].value)
} else := "fail"

layered(doc, number) if {
	some page in doc.facts.pages
	page.number == number
	page.text_source == "layer"
}

not_applicable contains {"rule": "duct_area", "document": doc.slug} if {
	some doc in documents.inspected
	not dimensioned(doc)
}

dimensioned(doc) if {
	count(documents.readings(doc, "duct_area_m2")) > 0
	count(computed_areas(doc)) > 0
}

# METADATA
# title: 修正系数不为1或截距较大的应说明原因
# description: >-
#   Looks for a correction factor other than 1 and for an intercept beyond a share of the upper
#   range (reference data), unless the form gives a reason.
# custom:
#   short_name: correction
#   severity: warn
#   checks: [109]
#   failure_msg:
#     zh: "下列参数需说明原因：{items}"
#     en: "these parameters need a reason: {items}"
#   solution:
#     zh: "请在参数备案表中说明设置依据，或恢复为正常值"
#     en: "give the reason in the parameter form, or set the usual value again"
#   words:
#     factor: { zh: "%s修正系数%s", en: "%s, correction factor %s" }
#     intercept: { zh: "%s截距%s", en: "%s, intercept %s" }
#   basis: ["参数备案惯例 (unverified)"]
#   collections: [parameter-filing]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	odd := [o | some o in corrections; not explained(o)]
	count(odd) > 0
	r := result.finding(chain, weakest_state(odd), {
		"document": doc.slug,
		"params": {"items": result.listed([told_correction(chain, o) | some o in odd])},
		"places": [forms.place(o.block.page, o.cell) | some o in odd],
		"found": concat("、", [o.cell.raw | some o in odd]),
		"confidence": min([o.cell.score | some o in odd]),
	})
}

corrections := array.concat(
	[{"block": block, "cell": cell, "word": "factor"} |
		some block in forms.blocks
		cell := block.cells.calibration_factor
		is_number(cell.value)
		cell.value != 1
	],
	[{"block": block, "cell": cell, "word": "intercept"} |
		some block in forms.blocks
		cell := block.cells.intercept
		is_number(cell.value)
		high := block.cells.range.value.high
		is_number(high)
		abs(cell.value) > (high * settings.large_intercept) / 100
	],
)

explained(o) if {
	some page in forms.form.facts.pages
	page.number == o.block.page
	some line in page.lines
	regex.match(`系数|截距`, line.text)
	some reason in settings.reasons
	contains(line.text, reason)
}

# weakest_state is sure when some figure cannot have lost a decimal point.
weakest_state(list) := "fail" if {
	some o in list
	not forms.pointless(o.block.page, o.cell)
} else := "undetermined"

told_correction(chain, o) := {
	"zh": sprintf(result.words(chain, o.word).zh, [forms.label(o.block).zh, o.cell.raw]),
	"en": sprintf(result.words(chain, o.word).en, [forms.label(o.block).en, o.cell.raw]),
}

not_applicable contains {"rule": "correction", "document": "parameter-filing"} if {
	stating := [block | some block in forms.blocks; some key in ["calibration_factor", "intercept"]; stated(block.cells, key)]
	count(stating) == 0
}

# METADATA
# title: 参数设置应在合理范围内
# description: >-
#   Holds digestion, Kp, Kv, temperatures of heated line and condenser, base oxygen and excess
#   air against the spans of reference data (unverified).
# custom:
#   short_name: plausible
#   severity: warn
#   checks: [110]
#   failure_msg:
#     zh: "参数设置超出通常范围（数值待核实）：{items}"
#     en: "parameters outside the usual range (numbers unverified): {items}"
#   solution:
#     zh: "请核对仪器设置与备案表，确属需要的请说明依据"
#     en: "compare the instrument's settings with the form; if they are meant so, give the reason"
#   basis: ["参数设置惯例 (unverified)"]
#   collections: [parameter-filing]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	odd := [o | some o in bounded; beyond(o)]
	count(odd) > 0
	r := result.finding(chain, weakest_state(odd), {
		"document": doc.slug,
		"params": {"items": result.listed([told_bound(o) | some o in odd])},
		"places": [forms.place(o.block.page, o.cell) | some o in odd],
		"expected": concat("、", [spans(o.bound) | some o in odd]),
		"found": concat("、", [o.cell.raw | some o in odd]),
		"confidence": min([o.cell.score | some o in odd]),
	})
}

# bounded are the values that some span is known for.
bounded := [{"block": block, "cell": cell, "bound": bound} |
	some block in forms.blocks
	some bound in settings.bounds
	of_factor(bound, block)
	cell := block.cells[bound.key]
	is_number(cell.value)
]

of_factor(bound, _) if count(bound.codes) == 0

of_factor(bound, block) if block.code in bound.codes

beyond(o) if {
	every span in o.bound.spans {
		not between(o.cell.value, span)
	}
}

between(value, span) if {
	value >= span.min
	value <= span.max
}

told_bound(o) := {
	"zh": sprintf("%s%s%s，通常%s", [forms.label(o.block).zh, settings.names[o.bound.key].zh, o.cell.raw, spans(o.bound)]),
	"en": sprintf("%s: %s %s, usually %s", [forms.label(o.block).en, settings.names[o.bound.key].en, o.cell.raw, spans(o.bound)]),
}

spans(bound) := concat(" / ", [sprintf("%s%s", [span_text(span), bound.unit]) | some span in bound.spans])

span_text(span) := sprintf("%v", [span.min]) if {
	span.min == span.max
} else := sprintf("%v～%v", [span.min, span.max])

not_applicable contains {"rule": "plausible", "document": "parameter-filing"} if count(bounded) == 0

# METADATA
# title: 报警上限宜与排放限值一致
# description: >-
#   Compares the upper alarm of each factor with its emission limit, in the same unit.
# custom:
#   short_name: alarm
#   severity: info
#   checks: [111]
#   failure_msg:
#     zh: "报警上限与排放限值不一致：{items}"
#     en: "upper alarms differ from the emission limits: {items}"
#   solution:
#     zh: "请核对报警上限设置"
#     en: "check the setting of the upper alarm"
#   basis: ["参数设置惯例 (unverified)"]
#   collections: [parameter-filing]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	odd := [o | some o in alarms; not o.cell.value in o.limits]
	count(odd) > 0
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"items": result.listed([told_alarm(o) | some o in odd])},
		"places": [forms.place(o.block.page, o.cell) | some o in odd],
		"confidence": min([o.cell.score | some o in odd]),
	})
}

# alarms are those of factors whose limit is known in the alarm's unit.
alarms := [{"block": block, "cell": cell, "limits": limits} |
	some block in forms.blocks
	cell := block.cells.alarm_high
	is_number(cell.value)
	limits := {factor.limit |
		some outlet in input.outlets
		some factor in outlet.factors
		factor.code == block.code
		is_number(factor.limit)
		unit_fits(cell, factor)
	}
	count(limits) > 0
]

unit_fits(cell, _) if not cell.unit

unit_fits(_, factor) if is_null(factor.unit)

unit_fits(cell, factor) if cell.unit == factor.unit

told_alarm(o) := {
	"zh": sprintf("%s报警上限%s，排放限值%v", [forms.label(o.block).zh, o.cell.raw, min(o.limits)]),
	"en": sprintf("%s: alarm %s, limit %v", [forms.label(o.block).en, o.cell.raw, min(o.limits)]),
}

not_applicable contains {"rule": "alarm", "document": "parameter-filing"} if count(alarms) == 0

# METADATA
# title: 数据上传间隔应符合HJ 212的规定
# description: >-
#   Looks at the intervals of real-time and of minute data in the form.
# custom:
#   short_name: interval
#   severity: warn
#   checks: [112]
#   failure_msg:
#     zh: "数据上传间隔不符合规定：{items}"
#     en: "upload intervals are not allowed: {items}"
#   solution:
#     zh: "请将实时数据间隔设为30～3600秒，分钟数据间隔设为可整除60的分钟数，更正后重新上传"
#     en: "set the real-time interval to 30 to 3600 s and the minute interval to a divisor of the hour, correct the form and upload it again"
#   words:
#     upload_interval_seconds: { zh: 实时数据间隔, en: real-time interval }
#     minute_interval_minutes: { zh: 分钟数据间隔, en: minute interval }
#   basis: ["HJ 212-2017"]
#   collections: [parameter-filing]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	odd := [i | some i in intervals; not allowed(i.key, i.reading.value)]
	count(odd) > 0
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"items": result.listed([told_interval(chain, i) | some i in odd])},
		"places": [documents.place(doc, i.reading.page, i.reading.box, i.reading.raw) | some i in odd],
		"found": concat("、", [i.reading.raw | some i in odd]),
		"confidence": min([i.reading.score | some i in odd]),
	})
}

intervals := [{"key": key, "reading": reading} |
	some key in ["upload_interval_seconds", "minute_interval_minutes"]
	some reading in documents.readings(forms.form, key)
	is_number(reading.value)
]

allowed("upload_interval_seconds", value) if between(value, settings.real_time_seconds)

allowed("minute_interval_minutes", value) if value in settings.minute_intervals

told_interval(chain, i) := {
	"zh": sprintf("%s%s", [result.words(chain, i.key).zh, i.reading.raw]),
	"en": sprintf("%s %s", [result.words(chain, i.key).en, i.reading.raw]),
}

not_applicable contains {"rule": "interval", "document": "parameter-filing"} if count(intervals) == 0
