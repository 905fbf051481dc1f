# METADATA
# title: 验收比对
# description: >-
#   The comparison report as figures, by factor. A misread digit on a scan would be a wrong
#   error, so what is printed twice (two readings and their mean, differences and their
#   mean) is taken as right when either form of it fits.
# schemas:
#   - input: schema.input
#   - data.reference.accuracy: schema.accuracy
#   - data.reference.criteria: schema.criteria
package lib.comparisons

import data.lib.documents
import data.lib.factors
import data.lib.figures

# report is the comparison report; undefined where it could not be read.
report := [doc | some doc in documents.inspected; doc.slug == "comparison-report"][0]

# layers are the pages whose text is no guess.
layers := {page.number | some page in report.facts.pages; page.text_source == "layer"}

# rows are the pairs of the report with the code of their factor and what the instrument
# read: worked out once, since several rules ask.
rows := [{"page": table.page, "cells": cells, "code": code, "online": online(cells)} |
	some table in report.facts.tables
	table.name == "comparison_pairs"
	some cells in table.rows
	code := code_of(cells)
]

# code_of is the code of a row's factor; undefined where it has none or an unknown one.
code_of(cells) := factors.code_of(name) if {
	name := cells.factor.value
	is_string(name)
}

# unnamed is true when some pairs could not be told to belong to a factor.
unnamed if {
	some table in report.facts.tables
	table.name == "comparison_pairs"
	some cells in table.rows
	not code_of(cells)
}

codes contains row.code if some row in rows

pairs[code] := [row | some row in rows; row.code == code] if some code in codes

# summaries are the figures at the end of a factor's table. Of a factor with several (two
# outlets in one report) it cannot be told which pairs are whose, and none is taken.
summaries[code] := found[0] if {
	some code in codes
	found := [{"page": table.page, "cells": cells} |
		some table in report.facts.tables
		table.name == "comparison_summary"
		some cells in table.rows
		code_of(cells) == code
	]
	count(found) == 1
}

number(cells, column) := value if {
	value := cells[column].value
	is_number(value)
	not bounded(cells[column])
}

# bounded is true for a figure that is only known to be below another.
bounded(cell) if cell.sign in {"<", "≤"}

# online are the readings of the instrument that a pair can mean: the printed mean, and the
# mean of the two readings.
online(cells) := ({v | v := number(cells, "online")} | {v |
	a := number(cells, "online_1")
	b := number(cells, "online_2")
	v := (a + b) / 2
}) | {v | v := number(cells, "online_1"); not cells.online_2; not cells.online}

# step is how far rounding may have moved reading and reference together.
step(cells) := max([figures.half(cells[key]) | some key in ["online", "online_1"]; cells[key]]) + figures.half(cells.reference)

# errors are what the error of a pair comes to, each with what rounding may add.
errors(cells) := [{"value": e.value, "tolerance": e.tolerance + figures.half(cells.error)} |
	reference := number(cells, "reference")
	some x in online(cells)
	some e in array.concat(relative(cells, x, reference), absolute(cells, x, reference))
]

relative(cells, x, reference) := [{"value": ((x - reference) / reference) * 100, "tolerance": (step(cells) / reference) * 100}] if {
	in_percent(cells)
	reference > 0
} else := []

absolute(cells, x, reference) := [{"value": x - reference, "tolerance": step(cells)}] if {
	not only_relative(cells)
} else := []

in_percent(cells) if cells.error.unit == "%"

in_percent(cells) if {
	not cells.error.unit
	cells.limit.value.unit == "%"
}

# only_relative is false where per cent may as well be the unit of what is measured.
only_relative(cells) if {
	in_percent(cells)
	cells.unit.value != "%"
}

# fits is true when the printed error is one of those.
fits(row) if {
	some e in errors(row.cells)
	figures.near(abs(e.value), abs(number(row.cells, "error")), e.tolerance)
}

# slipped is true when only a lost or a found decimal point keeps a printed figure from one of
# the recomputed: on a scan that is a misreading.
slipped(printed, list) if {
	some e in list
	some k in [0.01, 0.1, 10, 100]
	figures.near(abs(e.value), abs(printed) * k, abs(e.value) * 0.03)
}

# weakest is the least score of the cells that a judgement rests on.
weakest(cells, columns) := min([cells[column].score | some column in columns; cells[column]])

# proven is true when a pair's own figures bear out its reading: the mean is that of the two
# readings.
proven(row) if {
	row.cells.online_2
	every x in row.online {
		figures.near(x, number(row.cells, "online"), figures.half(row.cells.online))
	}
}

# numbered is how many pairs the numbers in front of them say there are.
numbered(list) := max(array.concat([count(list)], [n |
	some row in list
	is_string(row.cells.no.value)
	regex.match(`^\d{1,2}$`, row.cells.no.value)
	n := to_number(row.cells.no.value)
]))

# whole is true when no pair was lost between the numbers and all figures were read.
whole(list) if {
	numbered(list) == count(list)
	every row in list {
		number(row.cells, "reference")
		count(row.online) > 0
	}
}

references(list) := [number(row.cells, "reference") | some row in list]

# differences are the two ways to the differences: from the figures, and as printed.
differences(list) := {d |
	d := [x | some row in list; x := max(row.online) - number(row.cells, "reference")]
	count(d) == count(list)
} | {d |
	d := [number(row.cells, "error") | some row in list; not relative_error(row.cells)]
	count(d) == count(list)
}

relative_error(cells) if cells.error.unit == "%"

# middles are the two ways to the mean of the references.
middles(list, summary) := {figures.mean(references(list))} | {m | m := number(summary.cells, "reference_mean")}

# coarse is half a unit of the last digit that the pairs are printed with.
coarse(list) := max([step(row.cells) | some row in list])

# outcomes are what a summary's figure comes to.
outcomes(list, _, "absolute_error") := [{"value": figures.mean(d), "tolerance": coarse(list)} |
	some d in differences(list)
]

outcomes(list, summary, "relative_error") := [{"value": (figures.mean(d) / m) * 100, "tolerance": (coarse(list) / m) * 100} |
	some m in middles(list, summary)
	m > 0
	some d in differences(list)
]

outcomes(list, summary, "relative_accuracy") := [{
	"value": figures.relative_accuracy(d, m),
	"tolerance": figures.settings.ra_tolerance,
} |
	some m in middles(list, summary)
	m > 0
	some d in differences(list)
]

# kinds are the figures by which a summary may judge.
kinds := ["relative_accuracy", "relative_error", "absolute_error"]

# label names a pair in both languages.
label(code, row) := {
	"zh": sprintf("%s第%s组", [factors.name(code).zh, shown_no(row)]),
	"en": sprintf("%s, pair %s", [factors.name(code).en, shown_no(row)]),
}

shown_no(row) := row.cells.no.value if {
	is_string(row.cells.no.value)
} else := "?"

place(doc, page, cell) := documents.place(doc, page, cell.box, cell.raw)

# criteria are the demands on the comparison of a factor (domain 3.1 to 3.3).
criteria[code] := rows if {
	some code in codes
	rows := array.concat(
		[row | some row in governing; row.factor_code == code],
		[row | some also in figures.settings.also; also.code == code; some row in all_criteria; row.id == also.criterion],
	)
	count(rows) > 0
}

all_criteria := data.reference.criteria

governing := [row | some row in all_criteria; row.item in figures.settings.items]
