package document

import data.lib.documents
import data.lib.names
import data.lib.notice
import data.lib.parties
import data.lib.result
import data.lib.ruledata

# METADATA
# title: 材料中的排污单位名称应与登记名称一致
# description: >-
#   Looks at the readings of the enterprise's name in documents that must name it (notice
#   file, names_enterprise). One reading that is the registered name is enough. A name that
#   was not found, was read unsurely, or differs in one character that may be misread is
#   left to a person; a document without the label but with the name in its text passes.
# custom:
#   short_name: enterprise_name
#   severity: block
#   checks: [4]
#   failure_msg:
#     zh: "{document}中的排污单位名称应为「{expected}」，读到「{found}」"
#     en: "the {document} should name the enterprise {expected}; it reads {found}"
#   solution:
#     zh: "请核对{document}是否属于本单位，更正单位名称后重新上传"
#     en: "check whether the {document} is this enterprise's, correct the name and upload it again"
#   words:
#     none: { zh: 未读到, en: nothing }
#   basis: ["东环办函〔2023〕42号 附件1 三(六)"]
#   collections:
#     - construction-plan
#     - acceptance-report
#     - acceptance-opinion
#     - comparison-report
#     - commissioning-report
#     - parameter-filing
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	parties.known("enterprise")
	some doc in documents.read(chain)
	state := misnamed(doc)
	best := best_reading(doc)
	r := result.finding(chain, state, {
		"document": doc.slug,
		"params": {
			"document": documents.name(doc),
			"expected": parties.joined("enterprise"),
			"found": shown(chain, best),
		},
		"places": [documents.place(doc, f.page, f.box, f.raw) | some f in documents.readings(doc, "enterprise_name")],
		"expected": parties.joined("enterprise"),
		"found": best.value,
		"confidence": best.score,
	})
}

# misnamed is undefined when the document names the enterprise.
misnamed(doc) := state if {
	readings := documents.readings(doc, "enterprise_name")
	not names_it(readings)
	not mentioned(doc, readings)
	state := judged(doc, readings)
}

names_it(readings) if {
	some reading in readings
	parties.is_named("enterprise", reading.value)
}

# mentioned is true when there is no labelled name but the text holds the registered one.
mentioned(doc, readings) if {
	count(readings) == 0
	some page in doc.facts.pages
	some line in page.lines
	some name in parties.of("enterprise")
	contains(names.normal(line.text), names.normal(name))
}

judged(doc, readings) := "fail" if {
	count(readings) > 0
	not documents.unread(doc)
	not maybe_misread(readings)
} else := "undetermined"

maybe_misread(readings) if {
	some reading in readings
	some name in parties.of("enterprise")
	names.near(reading.value, name)
	reading.score < ruledata.values.confidence.near_name
}

# best_reading is the reading with the highest score; empty when there is none.
best_reading(doc) := reading if {
	readings := documents.readings(doc, "enterprise_name")
	top := max([f.score | some f in readings])
	reading := [f | some f in readings; f.score == top][0]
} else := {"value": null, "score": null}

shown(chain, reading) := reading.value if {
	is_string(reading.value)
} else := result.words(chain, "none")

not_applicable contains {"rule": "enterprise_name", "document": doc.slug} if {
	some doc in input.documents
	notice.kinds[doc.slug].names_enterprise
	not parties.known("enterprise")
}
