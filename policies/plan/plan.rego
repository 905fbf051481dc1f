# METADATA
# title: 建设方案
# description: >-
#   The project's kind and the construction plan: what it says, held against the project and
#   against reference data (plan.yaml).
# schemas:
#   - input: schema.input
#   - data.notice: schema.notice
#   - data.reference.plan: schema.plan
package plan

import data.lib.documents
import data.lib.factors
import data.lib.notice
import data.lib.result

# METADATA
# title: 建设类型应为通知规定的类型
# description: >-
#   Looks at the kind of the project: new, rebuild, replacement of an instrument or of a core
#   part (notice file, projects). A document checked on its own has none.
# custom:
#   short_name: kind
#   severity: block
#   checks: [33]
#   failure_msg:
#     zh: "建设类型「{kind}」不是新建、改建、更换整机或更换核心部件"
#     en: "the kind of project {kind} is none of new, rebuild, replace-instrument and replace-core-part"
#   solution:
#     zh: "请选择建设类型：新建、改建、更换整机或更换核心部件"
#     en: "choose the kind: new, rebuild, replace-instrument or replace-core-part"
#   words:
#     none: { zh: 未填写, en: (not given) }
#   basis: ["东环办函〔2023〕42号 附件1 一"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: []
deny contains r if {
	chain := rego.metadata.chain()
	input.scope == "dossier"
	not notice.required(input.project.kind)
	r := result.fail(chain, {
		"params": {"kind": kind_shown(chain)},
		"expected": concat("、", [project.name.zh | some project in data.notice.projects]),
		"found": input.project.kind,
	})
}

plans := [doc | some doc in input.documents; doc.slug == "construction-plan"]

kind_shown(chain) := input.project.kind if {
	is_string(input.project.kind)
} else := result.words(chain, "none")

not_applicable contains {"rule": "kind", "document": null} if not input.scope == "dossier"

# METADATA
# title: 建设方案中的建设类型应与填报一致
# description: >-
#   Compares the kind of project that the plan states with the one entered. One reading that
#   agrees is enough; a plan that states none says nothing.
# custom:
#   short_name: kind_differs
#   severity: warn
#   checks: [33]
#   failure_msg:
#     zh: "建设方案写明建设类型为{found}，填报为{expected}"
#     en: "the plan states {found}, the project was entered as {expected}"
#   solution:
#     zh: "请核对建设类型，使建设方案与填报一致"
#     en: "check the kind of project and make plan and entry agree"
#   basis: ["东环办函〔2023〕42号 附件1 一"]
#   collections: [construction-plan]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, plan.kind]
deny contains r if {
	chain := rego.metadata.chain()
	expected := project_name(input.project.kind)
	some doc in documents.read(chain)
	stated := [reading | some reading in documents.readings(doc, "project_kind"); project_name(reading.value)]
	count(stated) > 0
	count([reading | some reading in stated; reading.value == input.project.kind]) == 0
	first := stated[0]
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"found": project_name(first.value), "expected": expected},
		"places": [documents.place(doc, reading.page, reading.box, reading.raw) | some reading in stated],
		"expected": expected.zh,
		"found": project_name(first.value).zh,
		"confidence": max([reading.score | some reading in stated]),
	})
}

project_name(kind) := project.name if {
	some project in data.notice.projects
	project.kind == kind
}

not_applicable contains {"rule": "kind_differs", "document": doc.slug} if {
	some doc in plans
	count(documents.readings(doc, "project_kind")) == 0
}

# METADATA
# title: 建设方案的监测因子应覆盖排污许可证要求
# description: >-
#   Looks for each factor that the permit names in the plan's own table of factors. A table of
#   which some row names no known factor proves no absence; a plan without such a table says
#   nothing here, nor does one that has to be scanned again.
# custom:
#   short_name: permit_factors
#   severity: warn
#   checks: [36]
#   failure_msg:
#     zh: "建设方案的监测因子缺少排污许可证要求的{factors}"
#     en: "the plan's factors lack {factors}, which the permit asks for"
#   solution:
#     zh: "请在建设方案中补充上述监测因子，或说明不需自动监测的依据"
#     en: "add the factors to the plan, or state why they are not monitored automatically"
#   basis: ["生态环境部办公厅2021-09-04复函"]
#   collections: [construction-plan]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, scan.quality]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	count(factor_rows(doc)) > 0
	lacking := permitted - planned(doc)
	count(lacking) > 0
	state := factors_state(doc)
	not documents.spoken_for(doc, state)
	r := result.finding(chain, state, {
		"document": doc.slug,
		"params": {"factors": factors.joined(lacking)},
		"places": [documents.place(doc, table.page, table.box, null) | some table in factor_tables(doc)],
		"expected": factors.joined(lacking).zh,
		"found": factors.joined(planned(doc)).zh,
	})
}

permitted := {factor.code |
	some outlet in input.outlets
	some factor in outlet.factors
	factor.in_permit == true
}

factor_tables(doc) := [table | some table in doc.facts.tables; table.name == "outlets_factors"]

factor_rows(doc) := [row | some table in factor_tables(doc); some row in table.rows]

planned(doc) := {code | some row in factor_rows(doc); some code in codes_of(row)}

# codes_of are the factors of a row by its code and by its name: one of them may be misread.
codes_of(row) := {row.factor_code.value | is_string(row.factor_code.value)} | by_name(row)

by_name(row) := {factors.code_of(row.factor.value)} if {
	is_string(row.factor.value)
} else := set()

recognised(row) if {
	some code in codes_of(row)
	factors.known(code)
}

factors_state(doc) := "undetermined" if {
	some row in factor_rows(doc)
	not recognised(row)
} else := "undetermined" if {
	documents.unread(doc)
} else := "fail"

not_applicable contains {"rule": "permit_factors", "document": doc.slug} if {
	some doc in plans
	count(factor_rows(doc)) == 0
}

# METADATA
# title: 监测站房应符合规范
# description: >-
#   Looks at the area, height, distance and temperature of the station room that the plan
#   states, by the medium of the outlets (reference data, plan.yaml, station). The numbers are
#   not yet compared with the standards. What the plan does not state says nothing.
# custom:
#   short_name: station
#   severity: warn
#   checks: [50]
#   failure_msg:
#     zh: "监测站房不符合规范：{problems}"
#     en: "the station room does not meet the standard: {problems}"
#   solution:
#     zh: "请按规范调整站房设计，或说明情况"
#     en: "change the design of the room, or state the reasons"
#   basis: ["HJ 75-2017(unverified)", "HJ 353-2019(unverified)"]
#   collections: [construction-plan]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	demands := data.reference.plan.station[medium]
	some doc in documents.read(chain)
	faults := station_faults(doc, demands)
	count(faults) > 0
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"problems": result.listed([fault.text | some fault in faults])},
		"places": [documents.place(doc, fault.at.page, fault.at.box, fault.at.raw) | some fault in faults],
		"expected": concat("、", [fault.wanted | some fault in faults]),
		"found": concat("、", [fault.at.raw | some fault in faults]),
		"confidence": min([fault.at.score | some fault in faults]),
	})
}

# medium is that of all outlets; undefined where they differ, since a plan then speaks of
# several rooms.
medium := min(media) if count(media) == 1

media := {outlet.medium | some outlet in input.outlets}

station_faults(doc, demands) := [fault |
	some check in [
		{"key": "station_area_m2", "zh": "面积", "en": "area", "unit": "m²", "min": area_wanted(demands), "max": null},
		{"key": "station_height_m", "zh": "净高", "en": "height", "unit": "m", "min": demands.height, "max": null},
		{"key": "station_distance_m", "zh": "距采样点", "en": "distance", "unit": "m", "min": null, "max": demands.distance},
	]
	readings := [reading | some reading in documents.readings(doc, check.key); is_number(reading.value)]
	count(readings) > 0
	every reading in readings {
		beyond(reading.value, check)
	}
	fault := {
		"at": readings[0],
		"wanted": bound(check),
		"text": {
			"zh": sprintf("%s%v%s，应%s", [check.zh, readings[0].value, check.unit, bound(check)]),
			"en": sprintf("%s %v %s, %s wanted", [check.en, readings[0].value, check.unit, bound(check)]),
		},
	}
]

# area_wanted grows with the number of devices; those in one box share a serial number.
area_wanted(demands) := demands.area + (demands.extra_area * max([0, count(devices) - demands.devices])) if {
	is_number(demands.extra_area)
} else := demands.area

devices := {device |
	some one in input.instruments
	device := [one.brand, one.model, one.serial]
}

beyond(value, check) if {
	is_number(check.min)
	value < check.min
}

beyond(value, check) if {
	is_number(check.max)
	value > check.max
}

bound(check) := sprintf("≥%v%s", [check.min, check.unit]) if {
	is_number(check.min)
} else := sprintf("≤%v%s", [check.max, check.unit])

not_applicable contains {"rule": "station", "document": doc.slug} if {
	some doc in plans
	not stated(doc)
}

stated(doc) if {
	medium
	some key in ["station_area_m2", "station_height_m", "station_distance_m"]
	count(documents.readings(doc, key)) > 0
}

# METADATA
# title: 监测站房温度应符合规范
# description: >-
#   Looks at the temperature that the plan states for the station room: it lies within the
#   bounds of the medium (reference data, plan.yaml, station), which are not yet compared with
#   the standard.
# custom:
#   short_name: station_temperature
#   severity: warn
#   checks: [50]
#   failure_msg:
#     zh: "站房温度{found}℃,应在{low}至{high}℃之间"
#     en: "the station room is kept at {found} ℃; {low} to {high} ℃ are wanted"
#   solution:
#     zh: "请调整站房温度控制范围"
#     en: "change the temperature at which the room is kept"
#   basis: ["HJ 75-2017(unverified)"]
#   collections: [construction-plan]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	wanted := celsius
	some doc in documents.read(chain)
	readings := temperatures(doc)
	count(readings) > 0
	every reading in readings {
		outside(reading.value, wanted)
	}
	at := readings[0]
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"found": sprintf("%v–%v", [at.value.low, at.value.high]), "low": wanted.low, "high": wanted.high},
		"places": [documents.place(doc, at.page, at.box, at.raw)],
		"expected": sprintf("%v–%v ℃", [wanted.low, wanted.high]),
		"found": at.raw,
		"confidence": at.score,
	})
}

celsius := data.reference.plan.station[medium].celsius if is_number(data.reference.plan.station[medium].celsius.low)

temperatures(doc) := [reading |
	some reading in documents.readings(doc, "station_celsius")
	is_number(reading.value.low)
	is_number(reading.value.high)
]

outside(range, wanted) if range.low < wanted.low

outside(range, wanted) if range.high > wanted.high

not_applicable contains {"rule": "station_temperature", "document": doc.slug} if {
	some doc in plans
	not temperature_stated(doc)
}

temperature_stated(doc) if {
	celsius
	count(temperatures(doc)) > 0
}
