package person_test

import data.lib.assertions
import data.lib.example
import data.person

judged(doc) := found if {
	found := person.deny with input as example.one(doc)
}

person_row(changes) := object.union(
	{
		"name": example.cell("钟小玲", 0.99),
		"id": object.union(example.cell("110105********002X", 0.99), {"check_digit": true}),
		"phone": example.cell("18993015545", 0.99),
	},
	changes,
)

people(rows) := example.document("contractor-personnel", {"tables": [example.table("personnel", rows)]})

id(changes) := {"id": object.union(example.cell("110105********002X", 0.99), changes)}

wrong_digits(score) := {"value": null, "raw": "11010519491231002", "score": score, "box": [1, 2, 3, 4]}

test_id_number[name] if {
	some name, case in {
		"right": {"rows": [person_row({})], "want": set()},
		"wrong check digit": {"rows": [person_row(id({"check_digit": false}))], "want": {"person.id_number warn fail contractor-personnel"}},
		"wrong check digit, less sure": {
			"rows": [person_row(id({"check_digit": false, "score": 0.9}))],
			"want": {"person.id_number warn undetermined contractor-personnel"},
		},
		"17 digits": {"rows": [person_row({"id": wrong_digits(0.99)})], "want": {"person.id_number warn fail contractor-personnel"}},
		"17 digits, less sure": {"rows": [person_row({"id": wrong_digits(0.9)})], "want": {"person.id_number warn undetermined contractor-personnel"}},
		"none": {"rows": [person_row({"id": example.cell(null, 0.99)})], "want": set()},
		"no such column": {"rows": [object.remove(person_row({}), ["id"])], "want": set()},
	}
	assertions.findings(judged(people(case.rows)), case.want)
}

test_id_numbers_are_not_shown if {
	rows := [person_row(id({"check_digit": false})), person_row(object.union(id({"check_digit": false}), {"name": example.cell(null, 0.9)}))]
	some f in judged(people(rows))
	assertions.same([f.params.people, [p.value | some p in f.places], f.found], [["钟小玲", {"zh": "第1页", "en": "(page 1)"}], [null, null], null])
}

test_a_sheet_without_people if {
	skipped := person.not_applicable with input as example.one(example.document("contractor-personnel", {}))
	assertions.same(skipped, {{"rule": "id_number", "document": "contractor-personnel"}})
}

phone(text, score) := {"value": null, "raw": text, "score": score, "box": [1, 2, 3, 4]}

labelled(text, score) := object.union(example.field(null, score), {"raw": text})

test_phone[name] if {
	some name, case in {
		"10 digits": {"doc": people([person_row({"phone": phone("1899301554", 0.99)})]), "want": {"person.phone warn fail contractor-personnel"}},
		"10 digits, less sure": {"doc": people([person_row({"phone": phone("1899301554", 0.9)})]), "want": {"person.phone warn undetermined contractor-personnel"}},
		"10 digits, less sure, a coarse scan": {
			"doc": example.document("contractor-personnel", {
				"tables": [example.table("personnel", [person_row({"phone": phone("1899301554", 0.9)})])],
				"pages": [example.page({"scan_dpi": 100})],
			}),
			"want": set(),
		},
		"without the area": {"doc": people([person_row({"phone": phone("22334455", 0.99)})]), "want": set()},
		"words": {"doc": people([person_row({"phone": phone("见附件", 0.99)})]), "want": set()},
		"no such column": {"doc": people([object.remove(person_row({}), ["phone"])]), "want": set()},
		"behind a label": {"doc": example.document("contract", {"fields": {"phone": [labelled("0769-123", 0.99)]}}), "want": {"person.phone warn fail contract"}},
		"right, behind a label": {"doc": example.document("contract", {"fields": {"phone": [example.field("0769-22334455", 0.99)]}}), "want": set()},
	}
	assertions.findings(judged(case.doc), case.want)
}
