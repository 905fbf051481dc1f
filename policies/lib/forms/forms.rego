# METADATA
# title: 参数备案表
# description: >-
#   The parameter form as blocks, one an instrument. A block that goes on on the next page is
#   one block.
# schemas:
#   - input: schema.input
package lib.forms

import data.lib.documents
import data.lib.factors
import data.lib.figures

# form is the parameter form; undefined where it could not be read.
form := [doc | some doc in documents.inspected; doc.slug == "parameter-filing"][0]

parts := [{"page": table.page, "box": table.box, "cells": cells} |
	some table in form.facts.tables
	table.name == "parameters"
	some cells in table.rows
]

# blocks are the parts that begin with a factor, each with what follows it on the next page.
blocks := [block |
	some i, part in parts
	begins(part.cells)
	block := {
		"page": part.page,
		"box": part.box,
		"cells": object.union(rest(i), part.cells),
		"code": code_of(part.cells),
		"name": part.cells.factor.raw,
	}
]

begins(cells) if cells.factor

rest(i) := parts[i + 1].cells if {
	parts[i + 1].page == parts[i].page + 1
	not begins(parts[i + 1].cells)
	not parts[i + 1].cells.mn
	not parts[i + 1].cells.host
} else := {}

# code_of is the code that the block prints, else that of its factor's name; null for what
# measures nothing.
code_of(cells) := cells.factor_code.value if {
	is_string(cells.factor_code.value)
} else := factors.code_of(cells.factor.value) if {
	is_string(cells.factor.value)
} else := null

label(block) := {"zh": factors.name(block.code).zh, "en": factors.name(block.code).en} if {
	is_string(block.code)
} else := {"zh": block.name, "en": block.name}

# layered is true for a page of the form whose text is no guess.
layered(number) if {
	some page in form.facts.pages
	page.number == number
	page.text_source == "layer"
}

# says is true when one of the words stands on one of the pages.
says(numbers, words) if {
	some page in form.facts.pages
	page.number in numbers
	some line in page.lines
	some word in words
	contains(line.text, word)
}

# mentions is true when one of the words stands within a block.
mentions(block, words) if {
	some page in form.facts.pages
	page.number == block.page
	some line in page.lines
	line.box[1] >= block.box[1] - 4
	line.box[3] <= block.box[3] + 4
	some word in words
	contains(line.text, word)
}

pages := {page.number | some page in form.facts.pages}

place(page, cell) := documents.place(form, page, cell.box, cell.raw)

# pointless is true for a figure of a scan that lacks a decimal point: one may have been lost.
pointless(page, cell) if {
	not layered(page)
	figures.decimals(cell.raw) == 0
}
