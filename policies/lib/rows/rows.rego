# METADATA
# title: 表格行
# description: Rows of the typed tables of a document (docs/tables.md), each with its page.
# schemas:
#   - input: schema.input
package lib.rows

import data.lib.documents
import data.lib.ruledata

# of are the rows of all tables of that name.
of(doc, name) := [{"page": table.page, "cells": cells} |
	some table in doc.facts.tables
	table.name == name
	some cells in table.rows
]

# value is what was read in a cell; undefined where nothing was.
value(row, column) := read if {
	read := row.cells[column].value
	not is_null(read)
}

# legible is true where the cell holds something, whether it made sense or not.
legible(row, column) if row.cells[column].raw != ""

# sure is true when the cell was read well enough to rest on.
sure(row, column) if row.cells[column].score >= ruledata.values.confidence.decide

# place is where a cell stands.
place(doc, row, column) := documents.place(doc, row.page, row.cells[column].box, row.cells[column].raw)

places(doc, found, column) := [place(doc, row, column) | some row in found; row.cells[column]]

# certainty is that of the surest of the cells: one that is surely at fault is enough.
certainty(found, column) := max([row.cells[column].score | some row in found])
