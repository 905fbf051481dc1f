# METADATA
# title: 设备清单
# description: >-
#   The instruments of the equipment list: the rows entered for the project, or, where none
#   were, those read from the list's own file. A column that is null in an entered row was not
#   given; in a read row it is in "unread" unless the cell is seen to be empty.
# schemas:
#   - input: schema.input
#   - data.reference.equipment: schema.equipment
package lib.equipment

import data.lib.documents
import data.lib.factors

classes := data.reference.equipment.classes

# rows are the measuring instruments and what belongs to them.
rows := entered if {
	count(input.instruments) > 0
} else := printed

listed if count(rows) > 0

entered := [row |
	some i, one in input.instruments
	row := object.union(one, {
		"index": i,
		"kind": class(one.class, one.factor),
		"factor": object.get(one, "factor", null),
		"unread": set(),
		"document": null,
		"place": null,
		"score": null,
	})
]

# class is the class that a word names. Without one, what has a factor measures it.
class(word, factor) := word if {
	classes[word]
} else := by_words(word) if {
	is_string(word)
} else := "analyser" if {
	is_null(word)
	is_string(factor)
} else := "other"

by_words(word) := name if {
	names := [name | some name, one in classes; some text in one.words; contains(word, text)]
	count(names) > 0
	name := min(names)
} else := "other"

measuring(row) if classes[row.kind].measures

# files are the lists that were read.
files := [doc | some doc in input.documents; doc.slug == "equipment-list"; not is_null(doc.facts)]

tables(name) := [{"doc": doc, "table": table, "row": row} |
	some doc in files
	some table in doc.facts.tables
	table.name == name
	some row in table.rows
]

# printed are the rows read from the list's file, without loggers.
printed := [row |
	some i, found in tables("equipment_list")
	row := from_table(i, found)
	row.kind != "logger"
]

# loggers_printed are the loggers of the file, in a table of their own or among the rest.
loggers_printed := array.concat(
	[object.union(from_table(i, found), {"kind": "logger"}) | some i, found in tables("loggers")],
	[row |
		some i, found in tables("equipment_list")
		row := from_table(i, found)
		row.kind == "logger"
	],
)

from_table(i, found) := {
	"index": i,
	"outlet": value(found.row, "outlet"),
	"factor": factor_of(found.row),
	"class": value(found.row, "class"),
	"kind": class(named(found.row), factor_of(found.row)),
	"brand": value(found.row, "brand"),
	"model": value(found.row, "model"),
	"maker": value(found.row, "maker"),
	"serial": value(found.row, "serial"),
	"principle": value(found.row, "principle"),
	"range": value(found.row, "range"),
	"certificate": certificate(found.row),
	"unread": {column | some column, _ in data.reference.equipment.columns; unread(found.row, column)},
	"document": "equipment-list",
	"place": where(found),
	"score": min([cell.score | some cell in found.row]),
}

where(found) := documents.place(found.doc, found.table.page, anchor(found.row), null)

# anchor frames the row's first cell that was read.
anchor(row) := row.model.box if {
	row.model
} else := row.name.box if {
	row.name
} else := null

named(row) := concat(" ", [row[key].raw | some key in ["class", "name"]; is_string(row[key].raw)])

value(row, column) := row[column].value if {
	row[column]
} else := null

# unread is true for a column that the file has not, and for a cell that says something that
# was not understood.
unread(row, column) if not row[column]

unread(row, column) if {
	is_null(row[column].value)
	not blank(row[column].raw)
}

blank(raw) if regex.match(`^[\s\-—–_/\\.·*无]*$`, raw)

factor_of(row) := row.factor_code.value if {
	is_string(row.factor_code.value)
} else := factors.code_of(row.factor.value) if {
	is_string(row.factor.value)
} else := null

# certificate is given in the row itself or in the list's table of certificates.
certificate(row) := {
	"no": row.certificate_no.value,
	"model": value(row, "certificate_model"),
	"valid_to": value(row, "certificate_valid_to"),
} if {
	row.certificate_no
} else := certified(row.serial.value)[0] if {
	is_string(row.serial.value)
	count(certified(row.serial.value)) > 0
} else := null

certified(serial) := [cert |
	some found in tables("certificates")
	found.row.serial.value == serial
	cert := {
		"no": value(found.row, "certificate_no"),
		"model": value(found.row, "certificate_model"),
		"valid_to": value(found.row, "certificate_valid_to"),
	}
]

# complete is true when every factor of the list is known, so that one that is missing is
# missing.
complete if {
	every row in rows {
		not unknown_factor(row)
	}
	every doc in files {
		not documents.unread(doc)
	}
}

unknown_factor(row) if {
	row.document == "equipment-list"
	is_null(row.factor)
	measuring(row)
}

# label names a row for a message: its factor, or its class, and its model.
label(row) := {
	"zh": sprintf("%s%s", [subject(row).zh, bracketed(row.model)]),
	"en": sprintf("%s%s", [subject(row).en, spaced(row.model)]),
}

subject(row) := factors.name(row.factor) if {
	is_string(row.factor)
} else := classes[row.kind].name

bracketed(model) := sprintf("（%s）", [model]) if {
	is_string(model)
} else := ""

spaced(model) := sprintf(" (%s)", [model]) if {
	is_string(model)
} else := ""

labels(list) := {
	"zh": concat("、", sort({label(row).zh | some row in list})),
	"en": concat(", ", sort({label(row).en | some row in list})),
}

# where a finding about some rows is seen: in the list's file, where they stand in one.
document(list) := "equipment-list" if {
	some row in list
	row.document == "equipment-list"
} else := null

places(list) := [row.place | some row in list; not is_null(row.place)]

# confidence is that of the weakest reading; null for what was entered.
confidence(list) := min([row.score | some row in list; is_number(row.score)]) if {
	some row in list
	is_number(row.score)
} else := null

# at are the rows of an outlet; a row without one belongs to the only outlet.
at(outlet) := [row | some row in rows; belongs(row, outlet)]

belongs(row, outlet) if row.outlet == outlet.code

belongs(row, _) if {
	is_null(row.outlet)
	count(input.outlets) == 1
}

factors_at(outlet) := {row.factor | some row in at(outlet); is_string(row.factor)}

classes_at(outlet) := {row.kind | some row in at(outlet)}
