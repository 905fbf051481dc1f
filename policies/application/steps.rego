package application

import data.lib.dates
import data.lib.documents
import data.lib.result
import data.lib.ruledata

# METADATA
# title: 联网申请前各步骤应已完成
# description: >-
#   Compares the dates of the documents that can only lie in the past (rule data, past_dates)
#   with the day on which the networking application was submitted: a later date shows a step
#   that was not done by then. Documents that are not there at all are document.missing.
# custom:
#   short_name: steps_done
#   severity: block
#   checks: [115]
#   failure_msg:
#     zh: "{document}的日期{date}晚于联网申请提交日（{submitted}），申请时该步骤尚未完成"
#     en: "the date {date} of the {document} lies after the networking application ({submitted}): the step was not done by then"
#   solution:
#     zh: "请核对日期；确在申请之后完成的，请待各步骤完成后重新提交联网申请"
#     en: "check the date; where the step was done later, submit the application again once all steps are done"
#   basis: ["东环办函〔2023〕42号 附件1 三(六)"]
#   collections: ["*"]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	later := [reading | some reading in past_dates(doc); reading.value > input.project.submitted_on]
	count(later) > 0
	best := max([reading.score | some reading in later])
	found := max([reading.value | some reading in later; reading.score == best])
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"document": documents.name(doc), "date": found, "submitted": input.project.submitted_on},
		"places": [documents.place(doc, reading.page, reading.box, reading.raw) | some reading in later],
		"expected": sprintf("≤ %s", [input.project.submitted_on]),
		"found": found,
		"confidence": best,
	})
}

# past_dates are the dates of a document that can be compared with a submission.
past_dates(doc) := [reading |
	is_string(input.project.submitted_on)
	some field in ruledata.values.past_dates
	some reading in documents.readings(doc, field)
	dates.valid(reading.value)
]

not_applicable contains {"rule": "steps_done", "document": doc.slug} if {
	some doc in input.documents
	not is_null(doc.facts)
	count(past_dates(doc)) == 0
}
