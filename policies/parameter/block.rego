# METADATA
# title: 参数备案
# description: Whether the parameter form is about every instrument.
# schemas:
#   - input: schema.input
package parameter

import data.lib.documents
import data.lib.factors
import data.lib.readings
import data.lib.result
import data.lib.rows
import data.lib.serials

# METADATA
# title: 参数备案表应包含每台仪器
# description: >-
#   Looks for a block of the parameter form for every instrument of the equipment list: by
#   serial number, by factor (code or name), or by model. Where the form was not read as blocks,
#   or a serial number nearly fits, a person must look.
# custom:
#   short_name: instrument_block
#   severity: block
#   checks: [103]
#   failure_msg:
#     zh: "{document}中未见以下仪器的参数：{missing}"
#     en: "the {document} has no parameters of: {missing}"
#   solution:
#     zh: "请补填上述仪器的参数，加盖排污单位公章后重新上传"
#     en: "fill in the parameters of these instruments, stamp the form with the enterprise's seal and upload it again"
#   basis: ["东环办函〔2023〕42号 附件1 三(四)"]
#   collections: [parameter-filing]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, document.wrong_slot]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in readings.filed(chain)
	missing := [instrument | some instrument in input.instruments; not filled_in(doc, instrument)]
	count(missing) > 0
	r := result.finding(chain, block_state(doc, missing), {
		"document": doc.slug,
		"params": {"document": documents.name(doc), "missing": concat("、", {instrument_label(i) | some i in missing})},
		"places": [documents.whole(doc)],
	})
}

blocks(doc) := rows.of(doc, "parameters")

filled_in(doc, instrument) if {
	some row in blocks(doc)
	block_of(row, instrument)
}

filled_in(doc, instrument) if {
	some reading in documents.readings(doc, "serial")
	serials.same(reading.value, instrument.serial)
}

block_of(row, instrument) if serials.same(rows.value(row, "serial"), instrument.serial)

block_of(row, instrument) if rows.value(row, "factor_code") == instrument.factor

block_of(row, instrument) if factors.within(rows.value(row, "factor")) == instrument.factor

block_of(row, instrument) if {
	not is_string(instrument.factor)
	serials.same(rows.value(row, "model"), instrument.model)
}

block_state(doc, missing) := "undetermined" if {
	count(blocks(doc)) == 0
} else := "undetermined" if {
	documents.unread(doc)
} else := "undetermined" if {
	some instrument in missing
	some reading in documents.readings(doc, "serial")
	serials.near(reading.value, instrument.serial)
} else := "undetermined" if {
	some row in blocks(doc)
	not named_block(row)
} else := "fail"

# named_block is true for a block that says what it is about.
named_block(row) if {
	some column in ["serial", "factor", "factor_code", "model", "mn"]
	rows.value(row, column)
}

instrument_label(instrument) := concat(" ", [text |
	some text in [factors.name(instrument.factor).zh, instrument.model]
	is_string(text)
])

not_applicable contains {"rule": "instrument_block", "document": doc.slug} if {
	count(input.instruments) == 0
	some doc in input.documents
}
