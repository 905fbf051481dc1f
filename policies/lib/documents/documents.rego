# METADATA
# title: 材料
# description: The documents that a rule looks at, and where something stands in them.
# schemas:
#   - input: schema.input
package lib.documents

import data.lib.notice
import data.lib.ruledata

# of are the filled slots in the rule's collections; "*" stands for every kind.
of(chain) := input.documents if {
	everything(chain)
} else := [doc | some doc in input.documents; doc.slug in chain[0].annotations.custom.collections]

# read are those whose file could be inspected.
read(chain) := inspected if {
	everything(chain)
} else := [by_slug[slug] | some slug in chain[0].annotations.custom.collections]

by_slug := {doc.slug: doc | some doc in inspected}

everything(chain) if "*" in chain[0].annotations.custom.collections

inspected := [doc | some doc in input.documents; not is_null(doc.facts)]

# name is the document's name in both languages.
name(doc) := notice.kinds[doc.slug].name

# place is where a finding is seen: box null means the page, page 0 the document.
place(doc, page, box, value) := {"document": doc.slug, "page": page, "box": box, "value": value}

whole(doc) := place(doc, 0, null, null)

page(doc, number) := place(doc, number, null, null)

# page_list names pages in the words of both languages.
page_list(numbers) := {
	"zh": concat("、", texts),
	"en": concat(", ", texts),
} if texts := [sprintf("%d", [n]) | some n in sort(numbers)]

# unread is true when some pages were not read, so that nothing can be said to be absent.
unread(doc) if count(unread_pages(doc)) > 0

# coarse is true for a scan under the floor of resolution. It has to be made again
# (scan.quality), so a mere doubt about what it says asks for nothing more.
coarse(doc) if {
	floor := ruledata.values.scan.floor_dpi - ruledata.values.scan.dpi_tolerance
	some page in doc.facts.pages
	is_number(page.scan_dpi)
	page.scan_dpi < floor
	not page.blank
}

# spoken_for is true for a doubt that only a better scan can settle.
spoken_for(doc, "undetermined") if coarse(doc)

# printed is true when every page has a text layer that was believed: nothing on it is missed
# by a reader of pictures.
printed(doc) if {
	not unread(doc)
	every p in doc.facts.pages {
		p.text_source == "layer"
	}
}

# absence is the state of a finding that something is not said in a document.
absence(doc) := "fail" if {
	printed(doc)
} else := "undetermined"

# unread_pages are pages that failed, and those left out of the inspection.
unread_pages(doc) := failed | left_out if {
	failed := {p.number | some p in doc.facts.pages; not is_null(p.failed)}
	seen := {p.number | some p in doc.facts.pages}
	left_out := {n | some n in numbers.range(1, doc.facts.file.pages)} - seen
}

# readings are the values of a field that were read.
readings(doc, field) := [f | some f in doc.facts.fields[field]; not is_null(f.value)]

# fields_read is true when no reading of a critical field is below the threshold.
fields_read(doc) if {
	every field in ruledata.values.critical_fields {
		every reading in object.get(doc.facts.fields, field, []) {
			reading.score >= ruledata.values.confidence.decide
		}
	}
}
