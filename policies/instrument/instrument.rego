# METADATA
# title: 设备清单
# description: >-
#   The equipment list: the rows entered for the project, or those of the list's own file
#   where none were. Classes, columns and words are reference data (equipment.yaml).
# schemas:
#   - input: schema.input
#   - data.reference.equipment: schema.equipment
package instrument

import data.lib.documents
import data.lib.equipment
import data.lib.result

# METADATA
# title: 设备清单至少应有一台仪器
# description: >-
#   Looks for rows of the list, entered or read from its file. A file whose rows were perhaps
#   not recognised is left to a person. A list that is not there at all is judged by
#   document.missing.
# custom:
#   short_name: listed
#   severity: block
#   checks: [32]
#   failure_msg:
#     zh: "设备清单中没有读到任何仪器"
#     en: "no instrument was found on the equipment list"
#   solution:
#     zh: "请在平台填写设备清单，或上传逐行列明仪器的设备清单"
#     en: "fill in the equipment list, or upload one with a row for every instrument"
#   basis: ["东环办函〔2023〕42号 附件1 三(一)"]
#   collections: [equipment-list]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	not equipment.listed
	some doc in documents.read(chain)
	r := result.finding(chain, emptiness(doc), {
		"document": doc.slug,
		"places": [documents.whole(doc)],
	})
}

# emptiness says whether a list without rows is surely empty.
emptiness(doc) := "undetermined" if {
	some key in ["model", "serial", "factor", "brand"]
	count(object.get(doc.facts.fields, key, [])) > 0
} else := documents.absence(doc)

# METADATA
# title: 设备清单各行应填写齐全
# description: >-
#   Looks at the columns that the class of each row needs: brand, model, maker, and for
#   measuring instruments principle and range with its unit too. A cell of a file that says
#   something unreadable is left to a person.
# custom:
#   short_name: columns
#   severity: block
#   checks: [41]
#   failure_msg:
#     zh: "设备清单填写不全：{items}"
#     en: "the equipment list is incomplete: {items}"
#   solution:
#     zh: "请补齐设备清单中缺少的栏目"
#     en: "fill in what is missing on the equipment list"
#   basis: ["东环办函〔2023〕42号 附件1 三(一)", "本平台栏目要求(design)"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [instrument.listed]
deny contains r if {
	chain := rego.metadata.chain()
	some state in ["fail", "undetermined"]
	gaps := [gap | some row in gappy; gap := gap_of(row, state)]
	count(gaps) > 0
	r := result.finding(chain, state, {
		"document": equipment.document([gap.row | some gap in gaps]),
		"params": {"items": result.listed([gap.text | some gap in gaps])},
		"places": equipment.places([gap.row | some gap in gaps]),
	})
}

# gappy are the rows that lack some column.
gappy := [row | some row in all_rows; not filled(row)]

filled(row) if {
	every column in wanted(row) {
		given(row, column)
	}
}

all_rows := array.concat(equipment.rows, others)

# others are loggers, cameras and meters, as entered and as printed.
others := array.concat(
	array.concat(
		[entered("logger", one) | some one in input.loggers],
		[entered("video", one) | some one in input.video],
	),
	array.concat(
		[entered("meter", one) | some one in input.process],
		[row | count(input.loggers) == 0; some row in equipment.loggers_printed],
	),
)

entered(kind, one) := {
	"kind": kind,
	"factor": null,
	"brand": one.brand,
	"model": one.model,
	"maker": object.get(one, "maker", null),
	"range": null,
	"unread": set(),
	"document": null,
	"place": null,
	"entered": true,
}

gap_of(row, state) := {"row": row, "text": text} if {
	columns := [column | some column in wanted(row); missing(row, column) == state]
	count(columns) > 0
	names := [data.reference.equipment.columns[column] | some column in columns]
	label := equipment.label(row)
	text := {
		"zh": sprintf("%s缺%s", [label.zh, result.listed(names).zh]),
		"en": sprintf("%s lacks %s", [label.en, result.listed(names).en]),
	}
}

wanted(row) := data.reference.equipment.logger_columns if {
	row.kind == "logger"
	object.get(row, "entered", false)
} else := equipment.classes[row.kind].columns

missing(row, column) := "undetermined" if {
	not given(row, column)
	column in row.unread
} else := "fail" if {
	not given(row, column)
}

given(row, column) if {
	column != "range"
	is_string(row[column])
	trim_space(row[column]) != ""
}

given(row, "range") if {
	is_number(row.range.high)
	unit_given(row)
}

unit_given(row) if is_string(row.range.unit)

unit_given(row) if row.factor in data.reference.equipment.unitless

# METADATA
# title: 设备清单应列明数据采集仪
# description: >-
#   Looks for a data logger, entered for the project or printed on the list. A list that was
#   not read throughout proves no absence.
# custom:
#   short_name: logger
#   severity: block
#   checks: [40]
#   failure_msg:
#     zh: "设备清单中没有数据采集仪"
#     en: "the equipment list has no data logger"
#   solution:
#     zh: "请在设备清单中补充数据采集仪的品牌、型号"
#     en: "add the data logger with its brand and model to the equipment list"
#   basis: ["东环办函〔2023〕42号 附件1 三(三)", "本平台栏目要求(design)"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [instrument.listed]
deny contains r if {
	chain := rego.metadata.chain()
	input.scope == "dossier"
	equipment.listed
	not has_logger
	r := result.finding(chain, logger_absence, {})
}

has_logger if count(input.loggers) > 0

has_logger if count(equipment.loggers_printed) > 0

has_logger if {
	some row in equipment.rows
	row.kind == "logger"
}

logger_absence := "undetermined" if {
	some doc in equipment.files
	documents.absence(doc) == "undetermined"
} else := "fail"

not_applicable contains {"rule": rule, "document": null} if {
	not input.scope == "dossier"
	some rule in ["logger", "logger_mn"]
}

# METADATA
# title: 数据采集仪应有MN号
# description: >-
#   Looks at the MN (设备唯一标识) of each data logger: 24 hexadecimal digits. Under HJ
#   212-2025 the platform gives it later, so it is no condition of the plan.
# custom:
#   short_name: logger_mn
#   severity: warn
#   checks: [40]
#   failure_msg:
#     zh: "数据采集仪{logger}的MN号{problem}"
#     en: "the MN of the data logger {logger} {problem}"
#   solution:
#     zh: "请核对并填写数据采集仪的24位MN号"
#     en: "check the MN of the data logger and give its 24 digits"
#   words:
#     none: { zh: 未填写, en: is not given }
#     form: { zh: 不是24位十六进制数, en: is not 24 hexadecimal digits }
#   basis: ["HJ 212-2017 6.3"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [instrument.logger]
deny contains r if {
	chain := rego.metadata.chain()
	input.scope == "dossier"
	some logger in input.loggers
	problem := mn_problem(logger)
	r := result.fail(chain, {
		"params": {"logger": logger.model, "problem": result.words(chain, problem)},
		"found": logger.mn,
	})
}

mn_problem(logger) := "none" if {
	is_null(logger.mn)
	count(printed_mns) == 0
} else := "form" if {
	is_string(logger.mn)
	not regex.match(data.reference.equipment.mn_form, logger.mn)
}

# printed_mns are those that the list's file gives.
printed_mns := [reading.value | some doc in equipment.files; some reading in documents.readings(doc, "mn")]

not_applicable contains {"rule": "logger_mn", "document": null} if count(input.loggers) == 0

not_applicable contains {"rule": rule, "document": null} if {
	not equipment.listed
	some rule in [
		"columns", "logger", "certificate", "certificate_valid", "certificate_model",
		"cod_principle", "nox", "range_ratio", "range_limit", "factor_code",
	]
}
