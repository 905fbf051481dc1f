# METADATA
# title: 读数
# description: What labels and sentences of a dossier's documents say, by field.
# schemas:
#   - input: schema.input
package lib.readings

import data.lib.documents
import data.lib.notice
import data.lib.ruledata

# slots are the documents that could be read and are of their kind, by slug.
slots[doc.slug] := doc if {
	some doc in documents.inspected
	not misfiled(doc)
}

# best is the surest reading of a field; undefined where there is none.
best(doc, field) := found[0] if {
	all := documents.readings(doc, field)
	top := max([f.score | some f in all])
	found := [f | some f in all; f.score == top]
}

# value is what best reads.
value(doc, field) := best(doc, field).value

place(doc, reading) := documents.place(doc, reading.page, reading.box, reading.raw)

# day is the surest date under one of the fields, in the documents given; the first field and
# document that has one is taken.
day(slugs, fields) := days[0] if {
	days := [{"doc": doc, "reading": reading} |
		some slug in slugs
		doc := slots[slug]
		some field in fields
		reading := best(doc, field)
		is_string(reading.value)
	]
}

# elapsed are the whole days from one date to another.
elapsed(from, to) := round((at(to) - at(from)) / 86400000000000)

at(day) := time.parse_ns("2006-01-02", day)

# filed are the documents of the rule's collections that are what their slot asks for: of one
# that surely is another kind (document.wrong_slot) nothing more is said.
filed(chain) := [doc | some doc in documents.read(chain); not misfiled(doc)]

misfiled(doc) if {
	kind := doc.facts.document.kind
	kind != doc.slug
	notice.kinds[kind]
	doc.facts.document.kind_score >= ruledata.values.confidence.kind
	not notice.may_share(kind, doc.slug)
}
