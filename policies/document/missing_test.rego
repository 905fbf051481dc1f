package document_test

import data.document
import data.lib.assertions
import data.lib.example

every_slug := {kind.slug | some kind in data.notice.kinds}

# lacking is a dossier without some documents.
lacking(slugs) := complete(example.dossier([example.document(slug, {}) | some slug in (every_slug - slugs)]))

# complete is a dossier that should have every document.
complete(dossier) := object.union(dossier, {"scope": "dossier"})

missing(dossier) := slugs if {
	found := document.deny with input as dossier
	slugs := {f.document | some f in found; f.code == "document.missing"}
}

test_a_full_dossier_lacks_nothing if assertions.same(missing(lacking(set())), set())

test_missing if assertions.same(missing(lacking({"contract", "acceptance-report"})), {"contract", "acceptance-report"})

test_an_empty_dossier_lacks_everything if assertions.same(missing(complete(example.dossier([]))), every_slug)

test_rows_stand_in_for_the_equipment_list if {
	row := {
		"outlet": "DW001",
		"factor": "w01018",
		"class": "analyser",
		"brand": null,
		"model": null,
		"maker": null,
		"serial": null,
		"principle": null,
		"range": null,
		"certificate": null,
	}
	without := lacking({"equipment-list"})
	assertions.same(missing(without), {"equipment-list"})
	assertions.same(missing(object.union(without, {"instruments": [row]})), set())
}

test_missing_is_not_judged[name] if {
	some name, changes in {
		"single document": {"scope": "document"},
		"kind not known": {"project": {"kind": null}},
		"kind of no notice": {"project": {"kind": "demolition"}},
	}
	dossier := object.union(complete(example.dossier([])), changes)
	assertions.same(missing(dossier), set())
	skipped := document.not_applicable with input as dossier
	{"rule": "missing", "document": null} in skipped
}
