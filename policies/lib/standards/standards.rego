# METADATA
# title: 标准
# description: Which standards that a document cites had been replaced when it was written.
# schemas:
#   - input: schema.input
#   - data.reference.standards: schema.standards
package lib.standards

import data.lib.documents

cited(doc) := documents.readings(doc, "standards_cited")

numbers(doc) := {reading.value | some reading in cited(doc)}

# outdated are the readings of standards that others had replaced.
outdated(doc) := [reading | some reading in cited(doc); successor(doc, reading.value)]

# successor is what replaced a standard before the document was written; undefined for a
# standard in force, and where the document cites the successor too.
successor(doc, number) := row.by if {
	some row in data.reference.standards.superseded
	row.number == number
	row.from <= written(doc)
	concerned(row)
	not row.by in numbers(doc)
}

concerned(row) if is_null(row.only)

concerned(row) if input.project.kind in row.only

# written is the document's date, the day of judgement where it has none.
written(doc) := max(days) if {
	days := {reading.value | some reading in documents.readings(doc, "document_date"); is_string(reading.value)}
	count(days) > 0
} else := input.today

# listed names them for a message.
listed(doc, readings) := {
	"zh": concat("、", {sprintf("%s（现行%s）", [r.value, successor(doc, r.value)]) | some r in readings}),
	"en": concat(", ", {sprintf("%s (now %s)", [r.value, successor(doc, r.value)]) | some r in readings}),
}
