# METADATA
# title: 排放口与监测因子
# description: >-
#   The outlets of the project with their factors, and whether the equipment list measures
#   what is to be measured there.
# schemas:
#   - input: schema.input
#   - data.reference.plan: schema.plan
package outlet

import data.lib.equipment
import data.lib.factors
import data.lib.result

# METADATA
# title: 排放口应逐一列明编号
# description: >-
#   Looks at the outlets of the project: there is one at least, its code is DW (water) or DA
#   (gas) and three digits, and fits its medium. A document checked on its own has no outlets.
# custom:
#   short_name: code
#   severity: warn
#   checks: [34]
#   failure_msg:
#     zh: "排放口编号有误：{problems}"
#     en: "outlet codes are not in order: {problems}"
#   solution:
#     zh: "请按排污许可证填写每个排放口的编号，如 DW001(废水)、DA001(废气)"
#     en: "give every outlet its code as in the permit, such as DW001 (water) or DA001 (gas)"
#   basis: ["HJ 608-2017"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: []
deny contains r if {
	chain := rego.metadata.chain()
	input.scope == "dossier"
	count(code_problems) > 0
	r := result.fail(chain, {
		"params": {"problems": result.listed(code_problems)},
		"found": concat("、", [outlet.code | some outlet in input.outlets]),
	})
}

code_problems := [{"zh": "未填写排放口", "en": "no outlet is given"}] if {
	count(input.outlets) == 0
} else := [problem | some outlet in input.outlets; problem := code_problem(outlet)]

code_problem(outlet) := {
	"zh": sprintf("「%s」不是DW或DA加3位数字", [outlet.code]),
	"en": sprintf("%q is not DW or DA with 3 digits", [outlet.code]),
} if {
	not regex.match(`^D[WA]\d{3}$`, outlet.code)
} else := {
	"zh": sprintf("「%s」与排放口类型不符", [outlet.code]),
	"en": sprintf("%s does not fit its medium", [outlet.code]),
} if {
	not startswith(outlet.code, {"water": "DW", "gas": "DA"}[outlet.medium])
}

# METADATA
# title: 设备清单应覆盖排污许可证要求的监测因子
# description: >-
#   Looks at the factors that the permit names for each outlet and at the instruments of the
#   equipment list there. A list of which some factor could not be read proves no absence.
# custom:
#   short_name: permit_factors
#   severity: warn
#   checks: [36]
#   failure_msg:
#     zh: "{outlet}按排污许可证应监测{factors}，设备清单中没有对应仪器"
#     en: "the permit asks for {factors} at {outlet}; the equipment list has no instrument for it"
#   solution:
#     zh: "请在设备清单中补充相应仪器，或说明该因子不需自动监测"
#     en: "add the instruments to the list, or say why the factor is not monitored automatically"
#   basis: ["生态环境部办公厅2021-09-04复函"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [instrument.listed]
deny contains r if {
	chain := rego.metadata.chain()
	equipment.listed
	some outlet in input.outlets
	required := {factor.code | some factor in outlet.factors; factor.in_permit == true}
	lacking := required - equipment.factors_at(outlet)
	count(lacking) > 0
	r := result.finding(chain, certain, lack(outlet, lacking))
}

# certain is the state of a finding that something is not on the list.
certain := "fail" if {
	equipment.complete
} else := "undetermined"

lack(outlet, lacking) := {
	"params": {"outlet": outlet.code, "factors": factors.joined(lacking)},
	"expected": factors.joined(lacking).zh,
	"found": factors.joined(equipment.factors_at(outlet)).zh,
}

# METADATA
# title: 氮磷重点行业应监测总氮或总磷
# description: >-
#   Looks at the industry of a key unit and its water outlets. Industries and the factors of
#   which one is needed are reference data (plan.yaml, nutrients), not yet compared with the
#   circular's own list.
# custom:
#   short_name: nutrients
#   severity: warn
#   checks: [37]
#   failure_msg:
#     zh: "行业「{industry}」属氮磷排放重点行业，{outlet}未监测{factors}"
#     en: "the industry {industry} is one of much nitrogen or phosphorus, yet {outlet} monitors no {factors}"
#   solution:
#     zh: "请按排污许可证确认是否需安装总氮、总磷自动监测仪"
#     en: "see in the permit whether meters of TN or TP are required"
#   basis: ["环水体〔2018〕16号(unverified)"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [instrument.listed]
deny contains r if {
	chain := rego.metadata.chain()
	equipment.listed
	wanted := nutrients
	some outlet in input.outlets
	outlet.medium == "water"
	count(wanted & equipment.factors_at(outlet)) == 0
	r := result.finding(chain, certain, {
		"params": {
			"industry": input.enterprise.industry,
			"outlet": outlet.code,
			"factors": factors.joined(wanted),
		},
		"expected": factors.joined(wanted).zh,
		"found": factors.joined(equipment.factors_at(outlet)).zh,
	})
}

# nutrients are the factors of which a key unit of this industry needs one; undefined for
# other units and industries.
nutrients := wanted if {
	input.project.unit_class == "key"
	is_string(input.enterprise.industry)
	wanted := {factor |
		some row in data.reference.plan.nutrients
		some word in row.words
		contains(input.enterprise.industry, word)
		some factor in row.factors
	}
	count(wanted) > 0
}

not_applicable contains {"rule": "nutrients", "document": null} if not nutrients

# METADATA
# title: 废气排放口应配齐烟气参数
# description: >-
#   Looks at each gas outlet on the equipment list: it measures a pollutant and, with it, the
#   parameters that its figures are converted with (reference data, plan.yaml, gas_parameters).
# custom:
#   short_name: gas_parameters
#   severity: warn
#   checks: [38]
#   failure_msg:
#     zh: "{outlet}的设备清单缺少：{factors}"
#     en: "the equipment list for {outlet} lacks {factors}"
#   solution:
#     zh: "请补充污染物及氧含量、流速、温度、湿度、压力的监测仪器"
#     en: "add the instruments for the pollutants and for oxygen, velocity, temperature, humidity and pressure"
#   words:
#     pollutant: { zh: 污染物监测因子, en: any pollutant }
#   basis: ["HJ 75-2017"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [instrument.listed]
deny contains r if {
	chain := rego.metadata.chain()
	equipment.listed
	some outlet in input.outlets
	outlet.medium == "gas"
	lacking := gas_lacking(chain, outlet)
	r := result.finding(chain, certain, {
		"params": {"outlet": outlet.code, "factors": lacking},
		"expected": lacking.zh,
		"found": factors.joined(equipment.factors_at(outlet)).zh,
	})
}

# gas_lacking is undefined for an outlet that has what it needs.
gas_lacking(chain, outlet) := result.words(chain, "pollutant") if {
	measured := equipment.factors_at(outlet) | {factor.code | some factor in outlet.factors}
	count(measured - parameters) == 0
} else := factors.joined(lacking) if {
	lacking := needed(outlet) - equipment.factors_at(outlet)
	count(lacking) > 0
}

parameters := {code | some row in data.reference.plan.gas_parameters; some code in row.needs} | {"a00000", "a01016", "a01017"}

needed(outlet) := {code |
	some row in data.reference.plan.gas_parameters
	some pollutant in row.pollutants
	pollutant in equipment.factors_at(outlet)
	some code in row.needs
}

# METADATA
# title: 废水排放口应配流量计和采样器
# description: >-
#   Looks at each water outlet on the equipment list: its flow is measured and an automatic
#   sampler is there.
# custom:
#   short_name: flow_and_sampler
#   severity: warn
#   checks: [39]
#   failure_msg:
#     zh: "{outlet}的设备清单缺少：{devices}"
#     en: "the equipment list for {outlet} lacks {devices}"
#   solution:
#     zh: "请在设备清单中补充流量计和水质自动采样器"
#     en: "add the flowmeter and the automatic sampler to the equipment list"
#   words:
#     flow: { zh: 流量计, en: a flowmeter }
#     sampler: { zh: 水质自动采样器, en: an automatic sampler }
#   basis: ["HJ 354-2019"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [instrument.listed]
deny contains r if {
	chain := rego.metadata.chain()
	equipment.listed
	some outlet in input.outlets
	outlet.medium == "water"
	lacking := [result.words(chain, device) | some device in ["flow", "sampler"]; not has(outlet, device)]
	count(lacking) > 0
	r := result.finding(chain, certain, {
		"params": {"outlet": outlet.code, "devices": result.listed(lacking)},
		"expected": result.listed(lacking).zh,
	})
}

has(outlet, "flow") if {
	some code in data.reference.plan.water.flow
	code in equipment.factors_at(outlet)
}

has(outlet, "flow") if "flowmeter" in equipment.classes_at(outlet)

has(outlet, "sampler") if data.reference.plan.water.sampler in equipment.classes_at(outlet)

media := {outlet.medium | some outlet in input.outlets}

not_applicable contains {"rule": "gas_parameters", "document": null} if not "gas" in media

not_applicable contains {"rule": "flow_and_sampler", "document": null} if not "water" in media

not_applicable contains {"rule": "permit_factors", "document": null} if {
	not permit_known
}

permit_known if {
	some outlet in input.outlets
	some factor in outlet.factors
	factor.in_permit == true
}

not_applicable contains {"rule": "code", "document": null} if not input.scope == "dossier"

not_applicable contains {"rule": rule, "document": null} if {
	not equipment.listed
	some rule in ["permit_factors", "nutrients", "gas_parameters", "flow_and_sampler"]
}
