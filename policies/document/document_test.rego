package document_test

import data.document
import data.lib.assertions
import data.lib.example

about(subject) := found if found := document.deny with input as example.one(subject)

recognised(slug, kind, score) := example.document(slug, {"document": {"kind": kind, "kind_score": score}})

pages(list) := example.document("contract", {
	"file": {"pages": count(list), "pages_inspected": count(list)},
	"pages": [example.page(object.union({"number": i + 1}, p)) | some i, p in list],
})

dated(field, value, score) := example.document("contract", {"fields": {field: [example.field(value, score)]}})

test_a_clean_document_has_no_findings if {
	assertions.findings(about(example.document("acceptance-report", {})), set())
}

test_wrong_slot[name] if {
	some name, case in {
		"right": {"kind": "contract", "score": 0.9, "want": set()},
		"unknown": {"kind": null, "score": null, "want": set()},
		"unsure": {"kind": "acceptance-report", "score": 0.6, "want": set()},
		"of another notice": {"kind": "somewhere-else", "score": 0.9, "want": set()},
		"wrong": {
			"kind": "acceptance-report",
			"score": 0.9,
			"want": {"document.wrong_slot warn fail contract"},
		},
	}
	assertions.findings(about(recognised("contract", case.kind, case.score)), case.want)
}

test_wrong_slot_allows_shared_sheets if {
	assertions.findings(about(recognised("contractor-info", "contractor-personnel", 0.95)), set())
}

test_wrong_slot_needs_a_known_kind if {
	got := document.not_applicable with input as example.one(recognised("contract", null, null))
	{"rule": "wrong_slot", "document": "contract"} in got
}

same_file(slugs) := example.dossier([example.document(slug, {"file": {"sha256": "same"}}) | some slug in slugs])

test_duplicate_file if {
	got := document.deny with input as same_file(["contract", "acceptance-opinion"])
	some finding in got
	finding.code == "document.duplicate_file"
	assertions.same(finding.document, "contract")
	assertions.same([p.document | some p in finding.places], ["contract", "acceptance-opinion"])
}

test_duplicate_file_allows_shared_sheets if {
	got := document.deny with input as same_file(["commissioning-unit", "commissioning-personnel"])
	assertions.findings(got, set())
}

test_pages_incomplete[name] if {
	some name, case in {
		"in order": {"pages": [{}, {}], "want": []},
		"blank": {"pages": [{}, {"blank": true}], "want": ["第2页空白"]},
		"upside down": {"pages": [{"upright_turn": 180}, {}], "want": ["第1页倒置"]},
		"sideways is usual": {"pages": [{"upright_turn": 90}], "want": []},
		"complete": {
			"pages": [{"printed_number": 1, "printed_of": 2}, {"printed_number": 2, "printed_of": 2}],
			"want": [],
		},
		"some missing": {
			"pages": [{"printed_number": 1, "printed_of": 5}, {"printed_number": 2, "printed_of": 5}],
			"want": ["印有共5页，文件只有2页"],
		},
		"one page says otherwise": {"pages": [{"printed_of": 50}, {}, {}], "want": []},
	}
	problems := [f.params.problems.zh |
		some f in about(pages(case.pages))
		f.code == "document.pages_incomplete"
	]
	assertions.same(problems, case.want)
}

test_missing_pages_point_at_the_document if {
	some finding in about(pages([{"printed_of": 3}]))
	assertions.same([p.page | some p in finding.places], [0])
}

test_date_in_future[name] if {
	some name, case in {
		"past": {"date": "2026-09-11", "score": 0.9, "want": set()},
		"today": {"date": "2026-09-12", "score": 0.9, "want": set()},
		"tomorrow": {
			"date": "2026-09-13",
			"score": 0.9,
			"want": {"document.date_in_future block fail contract"},
		},
		"tomorrow, read badly": {
			"date": "2026-09-13",
			"score": 0.5,
			"want": {"document.date_in_future block undetermined contract"},
		},
		"not read": {"date": null, "score": 0.9, "want": set()},
		"no date": {"date": "2026-09-40", "score": 0.9, "want": set()},
		"no text": {"date": 20270101, "score": 0.9, "want": set()},
	}
	assertions.findings(about(dated("document_date", case.date, case.score)), case.want)
}

# The surest reading is named, all are shown, and the finding is one.
test_date_in_future_speaks_once if {
	readings := [example.field("2027-01-01", 0.7), example.field("2026-12-01", 0.95)]
	got := about(example.document("contract", {"fields": {"document_date": readings, "signed_on": readings}}))
	some finding in got
	assertions.same([count(got), finding.found, finding.state], [1, "2026-12-01", "fail"])
	assertions.same(count(finding.places), 4)
}

test_an_end_of_warranty_may_lie_ahead if {
	assertions.findings(about(dated("valid_to", "2030-01-01", 0.99)), set())
}

test_date_in_future_needs_a_date if {
	got := document.not_applicable with input as example.dossier([
		dated("document_date", null, 0.9),
		example.failed("acceptance-report", "file.damaged"),
		object.union(dated("signed_on", "2026-09-01", 0.9), {"slug": "acceptance-opinion"}),
	])
	assertions.same({n | some n in got; n.rule == "date_in_future"}, {{"rule": "date_in_future", "document": "contract"}})
}
