# METADATA
# title: 验收
# description: >-
#   The self-acceptance: order of its dates, chapters of the report, certificates, operation
#   and maintenance, and the opinion of the acceptance group.
# schemas:
#   - input: schema.input
package acceptance

import data.lib.dates
import data.lib.documents
import data.lib.readings
import data.lib.result
import data.lib.ruledata

# METADATA
# title: 验收应在试运行结束和比对报告签发之后
# description: >-
#   Compares the day of the acceptance with the last day of the trial or stable run and with
#   the day on which the comparison report was issued, as far as they were read. A day that
#   lies ahead is wrong by itself (document.date_in_future).
# custom:
#   short_name: date_order
#   severity: warn
#   checks: [99]
#   failure_msg:
#     zh: "验收日期{date}早于{earlier}"
#     en: "the acceptance of {date} lies before: {earlier}"
#   solution:
#     zh: "请核对各项日期；验收应在试运行结束、比对监测报告签发之后进行"
#     en: "check the dates; the acceptance follows the trial run and the issue of the comparison report"
#   words:
#     trial: { zh: 试运行结束, en: end of the trial run }
#     issue: { zh: 比对监测报告签发, en: issue of the comparison report }
#   basis: ["HJ 354-2019(条款未核实)"]
#   collections: [acceptance-opinion, acceptance-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, document.wrong_slot]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in readings.filed(chain)
	accepted := readings.best(doc, "acceptance_date")
	late := [{"word": word, "day": day} |
		some word, day in milestones
		accepted.value < day.reading.value
	]
	count(late) > 0
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {
			"date": accepted.value,
			"earlier": result.listed([dated(chain, one) | some one in late]),
		},
		"places": array.concat(
			[readings.place(doc, accepted)],
			[readings.place(one.day.doc, one.day.reading) | some one in late],
		),
		"expected": sprintf("≥ %s", [max([one.day.reading.value | some one in late])]),
		"found": accepted.value,
		"confidence": min(array.concat([accepted.score], [one.day.reading.score | some one in late])),
	})
}

# milestones are the days that must have passed, by the key of their name.
milestones[word] := day if {
	some word, source in {
		"trial": {"slug": "commissioning-report", "fields": ["trial_end", "stable_end"]},
		"issue": {"slug": "comparison-report", "fields": ["issued_on"]},
	}
	day := readings.day([source.slug], source.fields)
	not dates.in_future(day.reading.value)
}

dated(chain, late) := {
	"zh": sprintf("%s（%s）", [word.zh, late.day.reading.value]),
	"en": sprintf("%s (%s)", [word.en, late.day.reading.value]),
} if {
	word := result.words(chain, late.word)
}

not_applicable contains {"rule": "date_order", "document": doc.slug} if {
	some doc in input.documents
	not comparable(doc)
}

comparable(doc) if {
	readings.best(doc, "acceptance_date")
	count(milestones) > 0
}

# METADATA
# title: 验收报告章节应齐全
# description: >-
#   Looks for the chapters of an acceptance report (rule data, acceptance.chapters): by the
#   words of its heads, or by tables and fields that only such a chapter gives. A report of
#   which no head was read is left to a person.
# custom:
#   short_name: chapters
#   severity: warn
#   checks: [100]
#   failure_msg:
#     zh: "{document}缺少以下内容：{missing}"
#     en: "the {document} lacks: {missing}"
#   solution:
#     zh: "请按验收技术规范的报告格式补齐章节后重新上传"
#     en: "complete the report after the format of the specification and upload it again"
#   basis: ["HJ 354-2019 附录A(条款未核实)"]
#   collections: [acceptance-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, document.wrong_slot]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in readings.filed(chain)
	missing := [chapter.name | some chapter in ruledata.values.acceptance.chapters; not has_chapter(doc, chapter)]
	count(missing) > 0
	r := result.finding(chain, chapter_state(doc), {
		"document": doc.slug,
		"params": {"document": documents.name(doc), "missing": result.listed(missing)},
		"places": [documents.whole(doc)],
	})
}

has_chapter(doc, chapter) if {
	some section in documents.readings(doc, "sections")
	some word in chapter.words
	contains(section.value, word)
}

has_chapter(doc, chapter) if {
	some table in doc.facts.tables
	table.name in chapter.tables
}

has_chapter(doc, chapter) if {
	some field in chapter.fields
	count(documents.readings(doc, field)) > 0
}

chapter_state(doc) := "undetermined" if {
	documents.unread(doc)
} else := "undetermined" if {
	count(documents.readings(doc, "sections")) == 0
} else := "fail"

# METADATA
# title: 流量计和堰槽的检定证书应有效
# description: >-
#   Looks, where a flowmeter is listed, for the validity of the certificate of flowmeter and
#   flume in the acceptance documents, and compares it with the day of the acceptance. A
#   validity that was not found may stand on the certificate itself: a person must look.
# custom:
#   short_name: metrology
#   severity: warn
#   checks: [101]
#   failure_msg:
#     zh: "流量计及堰槽的检定证书{problem}"
#     en: "the certificate of flowmeter and flume {problem}"
#   solution:
#     zh: "请附验收时有效的流量计和堰槽检定（校准）证书，并在验收报告中写明有效期"
#     en: "attach certificates of flowmeter and flume that were valid at the acceptance, and state their validity in the report"
#   words:
#     unread: { zh: 及有效期未能读到, en: and its validity were not found }
#   basis: ["HJ 354-2019(条款未核实)"]
#   collections: [acceptance-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, document.wrong_slot]
deny contains r if {
	chain := rego.metadata.chain()
	metered
	some doc in readings.filed(chain)
	trouble := certificate_trouble(chain, doc)
	r := result.finding(chain, trouble.state, {
		"document": doc.slug,
		"params": {"problem": trouble.problem},
		"places": trouble.places,
		"expected": trouble.expected,
		"found": trouble.found,
		"confidence": trouble.score,
	})
}

metered if {
	some instrument in input.instruments
	instrument.class == "flowmeter"
}

# certificate_trouble is undefined where the certificate was valid.
certificate_trouble(chain, doc) := {
	"state": "undetermined", "problem": result.words(chain, "unread"),
	"places": [documents.whole(doc)], "expected": null, "found": null, "score": null,
} if {
	not certificate_day
} else := {
	"state": "fail",
	"problem": {"zh": sprintf("有效期至%s，早于验收日期%s", [until, accepted.value]), "en": sprintf("ended on %s, before the acceptance of %s", [until, accepted.value])},
	"places": [readings.place(certificate_day.doc, certificate_day.reading)],
	"expected": sprintf("≥ %s", [accepted.value]), "found": until,
	"score": min([certificate_day.reading.score, accepted.score]),
} if {
	until := certificate_day.reading.value
	accepted := readings.best(doc, "acceptance_date")
	until < min([accepted.value, input.today])
}

certificate_day := readings.day(
	["acceptance-report", "acceptance-opinion", "commissioning-report", "equipment-list", "parameter-filing"],
	["metrology_valid_to"],
)

not_applicable contains {"rule": "metrology", "document": doc.slug} if {
	not metered
	some doc in input.documents
}

# METADATA
# title: 应明确运行维护单位或方案
# description: Looks for a unit of operation and maintenance, or a chapter about it, in the acceptance report.
# custom:
#   short_name: om_unit
#   severity: info
#   checks: [102]
#   failure_msg:
#     zh: "{document}中未读到运行维护单位或运维方案"
#     en: "no unit or plan of operation and maintenance was found in the {document}"
#   solution:
#     zh: "请在验收报告中写明运行维护单位和方案"
#     en: "name the unit and the plan of operation and maintenance in the report"
#   basis: ["HJ 354-2019(条款未核实)"]
#   collections: [acceptance-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, document.wrong_slot]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in readings.filed(chain)
	count(documents.readings(doc, "operator_name")) == 0
	not om_chapter(doc)
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"document": documents.name(doc)},
		"places": [documents.whole(doc)],
	})
}

om_chapter(doc) if {
	some section in documents.readings(doc, "sections")
	regex.match(`运维|运行|维护`, section.value)
}
