# METADATA
# title: 人员
# description: >-
#   People that a sheet names (施工人员信息, 调试人员信息): rows of its table, or the contact
#   where the sheet has no table.
# schemas:
#   - input: schema.input
package lib.people

import data.lib.documents
import data.lib.readings
import data.lib.rows

of(doc) := rows.of(doc, "personnel")

# lack says what keeps a sheet from naming somebody who can be reached: "none" when it names
# nobody, "phone" when no telephone number makes sense. "unclear" when that was not read.
# Undefined where somebody is named with a number.
lack(doc) := reason if {
	not reachable(doc)
	not contact(doc)
	reason := why(doc)
}

reachable(doc) if {
	some row in of(doc)
	rows.value(row, "name")
	rows.value(row, "phone")
}

contact(doc) if {
	count(documents.readings(doc, "contact")) > 0
	count(documents.readings(doc, "phone")) > 0
}

why(doc) := "unclear" if {
	documents.unread(doc)
} else := "unclear" if {
	count(of(doc)) == 0
} else := "unclear" if {
	some row in of(doc)
	some column in ["name", "phone"]
	rows.legible(row, column)
	not rows.value(row, column)
	not rows.sure(row, column)
} else := "none" if {
	every row in of(doc) {
		not rows.value(row, "name")
	}
} else := "phone"

# places are the rows, or the sheet.
places(doc) := rows.places(doc, of(doc), "name") if {
	count(rows.places(doc, of(doc), "name")) > 0
} else := [documents.whole(doc)]

# expired are the rows whose certificate ended before a day.
expired(doc, day) := [row |
	some row in of(doc)
	valid_to := rows.value(row, "certificate_valid_to")
	valid_to < day
]

# day is the date of the sheet, the day of judgement where it bears none or a later one.
day(doc) := min([date, input.today]) if {
	date := readings.value(doc, "document_date")
	is_string(date)
} else := input.today
