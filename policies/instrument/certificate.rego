package instrument

import data.lib.dates
import data.lib.documents
import data.lib.equipment
import data.lib.names
import data.lib.result

# METADATA
# title: 监测仪器应有认证证书或适用性检测报告
# description: >-
#   Looks at the number of the certificate (环保产品认证 or 适用性检测报告) of each measuring
#   instrument. One that a printed list seems not to give is left to a person.
# custom:
#   short_name: certificate
#   severity: warn
#   checks: [42]
#   failure_msg:
#     zh: "以下仪器未填写环保产品认证或适用性检测报告编号：{items}"
#     en: "no certificate or test report is given for {items}"
#   solution:
#     zh: "请补充环保产品认证证书编号或适用性检测报告编号"
#     en: "give the number of the product certificate or of the test report"
#   basis: ["东莞自动监控设备选型惯例(2015)"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [instrument.listed]
deny contains r if {
	chain := rego.metadata.chain()
	some state, known in {"fail": null, "undetermined": "equipment-list"}
	bare := [row | some row in measuring; row.document == known; not certificate_no(row)]
	count(bare) > 0
	r := result.finding(chain, state, {
		"document": known,
		"params": {"items": equipment.labels(bare)},
		"places": equipment.places(bare),
	})
}

measuring := [row | some row in equipment.rows; equipment.measuring(row)]

certificate_no(row) := no if {
	no := row.certificate.no
	is_string(no)
	trim_space(no) != ""
}

# METADATA
# title: 认证证书或适用性检测报告应在有效期内
# description: >-
#   Looks at the day until which each certificate is valid: it may not lie before the day of
#   judgement, and so not before the installation. A day that is not given says nothing.
# custom:
#   short_name: certificate_valid
#   severity: warn
#   checks: [43]
#   failure_msg:
#     zh: "以下仪器的证书已过有效期：{items}"
#     en: "the certificates of these instruments have expired: {items}"
#   solution:
#     zh: "请提供在有效期内的证书，或说明安装时证书有效"
#     en: "give a valid certificate, or state that it was valid at the installation"
#   basis: ["东莞自动监控设备选型惯例(2015)"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [instrument.listed]
deny contains r if {
	chain := rego.metadata.chain()
	expired := [row |
		some row in measuring
		dates.valid(row.certificate.valid_to)
		row.certificate.valid_to < input.today
	]
	count(expired) > 0
	r := result.fail(chain, {
		"document": equipment.document(expired),
		"params": {"items": result.listed([until(row) | some row in expired])},
		"places": equipment.places(expired),
		"expected": sprintf("≥ %s", [input.today]),
		"found": min({row.certificate.valid_to | some row in expired}),
		"confidence": equipment.confidence(expired),
	})
}

until(row) := {
	"zh": sprintf("%s至%s", [equipment.label(row).zh, row.certificate.valid_to]),
	"en": sprintf("%s until %s", [equipment.label(row).en, row.certificate.valid_to]),
}

# METADATA
# title: 证书型号应与设备清单型号一致
# description: >-
#   Compares the model on the certificate with the listed one, whatever the case and the
#   spaces. One that is not given says nothing.
# custom:
#   short_name: certificate_model
#   severity: warn
#   checks: [44]
#   failure_msg:
#     zh: "以下仪器的证书型号与清单型号不一致：{items}"
#     en: "the certificate names another model for {items}"
#   solution:
#     zh: "请核对型号，提供该型号仪器的证书"
#     en: "check the model and give the certificate of that model"
#   basis: ["设备选型核对(design)"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [instrument.listed]
deny contains r if {
	chain := rego.metadata.chain()
	other := [row |
		some row in measuring
		is_string(row.certificate.model)
		is_string(row.model)
		row.certificate.model != row.model
		not names.same(row.certificate.model, row.model)
	]
	count(other) > 0
	r := result.fail(chain, {
		"document": equipment.document(other),
		"params": {"items": result.listed([models(row) | some row in other])},
		"places": equipment.places(other),
		"expected": concat("、", [row.model | some row in other]),
		"found": concat("、", [row.certificate.model | some row in other]),
		"confidence": equipment.confidence(other),
	})
}

models(row) := {
	"zh": sprintf("%s证书为%s", [equipment.label(row).zh, row.certificate.model]),
	"en": sprintf("%s, certified as %s", [equipment.label(row).en, row.certificate.model]),
}

not_applicable contains {"rule": "certificate_valid", "document": null} if {
	count([row | some row in measuring; dates.valid(row.certificate.valid_to)]) == 0
}

not_applicable contains {"rule": "certificate_model", "document": null} if {
	count([row | some row in measuring; is_string(row.certificate.model)]) == 0
}

# METADATA
# title: 上传的设备清单应与填报的设备一致
# description: >-
#   Compares each row of the list's file with the entered row of the same serial number (and
#   factor, where the file names one): model and range. A row whose serial number was entered
#   nowhere is judged where serial numbers are compared.
# custom:
#   short_name: list_differs
#   severity: warn
#   checks: [41]
#   failure_msg:
#     zh: "设备清单与填报内容不一致：{items}"
#     en: "the equipment list differs from what was entered: {items}"
#   solution:
#     zh: "请核对型号和量程，使设备清单与填报内容一致"
#     en: "check model and range, and make the list and the entry agree"
#   basis: ["东环办函〔2023〕42号 附件1 三(六)"]
#   collections: [equipment-list]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, instrument.listed]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	differing := [pair | some pair in pairs; differs(pair)]
	count(differing) > 0
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"items": result.listed([difference(pair) | some pair in differing])},
		"places": [equipment.where(pair.found) | some pair in differing],
		"expected": concat("、", [shown(pair.entered.model, pair.entered.range) | some pair in differing]),
		"found": concat("、", [shown(model(pair), range(pair)) | some pair in differing]),
		"confidence": min([cell.score | some pair in differing; some cell in pair.found.row]),
	})
}

# pairs are the rows of the file with the entered rows that they stand for.
pairs := [{"found": found, "entered": entered_row} |
	count(input.instruments) > 0
	some found in equipment.tables("equipment_list")
	serial := found.row.serial.value
	is_string(serial)
	some entered_row in equipment.entered
	entered_row.serial == serial
	equipment.factor_of(found.row) == entered_row.factor
]

model(pair) := equipment.value(pair.found.row, "model")

range(pair) := equipment.value(pair.found.row, "range")

differs(pair) if {
	is_string(model(pair))
	is_string(pair.entered.model)
	model(pair) != pair.entered.model
	not names.same(model(pair), pair.entered.model)
}

differs(pair) if {
	is_number(range(pair).high)
	is_number(pair.entered.range.high)
	abs(range(pair).high - pair.entered.range.high) > 1e-9
	range(pair).unit == pair.entered.range.unit
}

difference(pair) := {
	"zh": sprintf("%s清单为%s，填报为%s", [label.zh, printed, given_as]),
	"en": sprintf("%s reads %s, entered as %s", [label.en, printed, given_as]),
} if {
	label := equipment.label(pair.entered)
	printed := shown(model(pair), range(pair))
	given_as := shown(pair.entered.model, pair.entered.range)
}

shown(name, ends) := concat(" ", [text | some text in [model_shown(name), range_shown(ends)]; text != ""])

model_shown(name) := name if {
	is_string(name)
} else := ""

range_shown(ends) := sprintf("%v–%v", [ends.low, ends.high]) if {
	is_number(ends.high)
} else := ""

not_applicable contains {"rule": "list_differs", "document": doc.slug} if {
	some doc in equipment.files
	count(pairs) == 0
}
