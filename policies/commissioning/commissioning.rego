# METADATA
# title: 调试
# description: >-
#   What the commissioning report says: which instruments were tested, how long the system ran,
#   with which results; and who did it. Times and limits of the standards were taken from
#   published summaries, so they warn (rule data, commissioning).
# schemas:
#   - input: schema.input
package commissioning

import data.lib.documents
import data.lib.factors
import data.lib.people
import data.lib.readings
import data.lib.result
import data.lib.rows
import data.lib.ruledata
import data.lib.serials

# METADATA
# title: 调试应覆盖清单中的全部仪器和因子
# description: >-
#   Looks for every instrument of the equipment list among the tests of the commissioning
#   report: by its factor, by the words for its class (rule data, commissioning.devices), or,
#   where it measures no factor, by its serial number. A name of a factor that is not known
#   may be what is missing: then a person must look.
# custom:
#   short_name: covered
#   severity: warn
#   checks: [72]
#   failure_msg:
#     zh: "{document}中未见以下仪器的测试结果：{missing}"
#     en: "the {document} gives no test of: {missing}"
#   solution:
#     zh: "请补充上述仪器的调试结果后重新上传"
#     en: "add the tests of these instruments and upload the report again"
#   basis: ["东环办函〔2023〕42号 附件1 三(六)"]
#   collections: [commissioning-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, document.wrong_slot]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in readings.filed(chain)
	missing := untested(doc)
	count(missing) > 0
	r := result.finding(chain, coverage(doc, missing), {
		"document": doc.slug,
		"params": {"document": documents.name(doc), "missing": concat("、", missing)},
		"places": [documents.whole(doc)],
	})
}

tests(doc) := rows.of(doc, "commissioning_tests")

untested(doc) := {label(instrument) |
	some instrument in input.instruments
	not tested(doc, instrument)
}

label(instrument) := factors.name(instrument.factor).zh if {
	is_string(instrument.factor)
} else := concat(" ", [t | some t in [instrument.class, instrument.model]; is_string(t)])

tested(doc, instrument) if instrument.factor in tested_codes(doc)

tested(doc, instrument) if {
	some device in ruledata.values.commissioning.devices
	device.class == instrument.class
	some row in tests(doc)
	some word in device.words
	contains(rows.value(row, "factor"), word)
}

tested(doc, instrument) if {
	not is_string(instrument.factor)
	some reading in documents.readings(doc, "serial")
	serials.same(reading.value, instrument.serial)
}

tested_codes(doc) := {factors.within(name) | some name in tested_names(doc)}

tested_names(doc) := {rows.value(row, "factor") | some row in tests(doc)}

# coverage is sure where the table of tests was read and every name in it is known.
coverage(doc, missing) := "undetermined" if {
	count(tests(doc)) == 0
} else := "undetermined" if {
	documents.unread(doc)
} else := "undetermined" if {
	strange := [name | some name in tested_names(doc); not factors.within(name)]
	count(strange) >= count(missing)
} else := "fail"

not_applicable contains {"rule": "covered", "document": doc.slug} if {
	count(input.instruments) == 0
	some doc in input.documents
}

# METADATA
# title: 调试人员信息应至少有一名人员及有效电话
# description: >-
#   Looks for somebody with a name and a telephone number that makes sense, in the table of
#   people or as the contact. A sheet without a table that was recognised is left to a person.
# custom:
#   short_name: person
#   severity: block
#   checks: [113]
#   failure_msg:
#     zh: "{document}{problem}"
#     en: "the {document} {problem}"
#   solution:
#     zh: "请填写至少一名调试人员的姓名和有效电话，加盖调试单位公章后重新上传"
#     en: "name at least one person with a valid telephone number, stamp the sheet with the commissioning unit's seal and upload it again"
#   words:
#     none: { zh: 未填写调试人员, en: names nobody }
#     phone: { zh: 未填写有效的联系电话, en: gives no valid telephone number }
#     unclear: { zh: 未能读到调试人员的姓名和电话, en: could not be read for a name with a telephone number }
#   basis: ["东环办函〔2023〕42号 附件1 三(四)", "电话(design)"]
#   collections: [commissioning-personnel]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, document.wrong_slot]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in readings.filed(chain)
	lack := people.lack(doc)
	r := result.finding(chain, lack_state[lack], {
		"document": doc.slug,
		"params": {"document": documents.name(doc), "problem": result.words(chain, lack)},
		"places": people.places(doc),
	})
}

lack_state := {"none": "fail", "phone": "fail", "unclear": "undetermined"}
