package construction_test

import data.construction
import data.lib.assertions
import data.lib.example
import data.lib.staged

about(documents) := found if found := construction.deny with input as staged.water([], documents)

contract(readings) := staged.document("contract", [], {"party_b": readings})

info(readings) := staged.document("contractor-info", [], {"contractor_name": readings})

ours := [example.field(example.contractor.name, 0.99)]

test_contractor[name] if {
	near := example.field("广东蓝夭环保工程有限公司", 0.99)
	other := example.field("深圳市别家环保有限公司", 0.99)
	some name, case in {
		"same": {"documents": [contract(ours), info(ours)], "want": "pass"},
		"one of two": {"documents": [contract(ours), info([other, ours[0]])], "want": "pass"},
		"other": {"documents": [contract(ours), info([other])], "want": "fail"},
		"one character": {"documents": [contract(ours), info([near])], "want": "undetermined"},
		"read badly": {"documents": [contract(ours), info([example.field("深圳市别家环保有限公司", 0.5)])], "want": "undetermined"},
		"contract read badly": {
			"documents": [contract([example.field(example.contractor.name, 0.5)]), info([other])],
			"want": "undetermined",
		},
		"no contract, registered": {"documents": [info(ours)], "want": "pass"},
		"no contract, other": {"documents": [info([other])], "want": "fail"},
		"contract without party B": {"documents": [staged.document("contract", [], {}), info([other])], "want": "fail"},
		"no name": {"documents": [contract(ours), staged.document("contractor-info", [], {})], "want": "pass"},
	}
	assertions.same(staged.state(about(case.documents), "construction.contractor"), case.want)
}

test_contractor_needs_names if {
	dossier := object.union(example.dossier([info(ours)]), {"parties": []})
	got := construction.deny with input as dossier
	assertions.findings(got, set())
	skipped := construction.not_applicable with input as dossier
	{"rule": "contractor", "document": "contractor-info"} in skipped
}

test_a_sheet_with_a_name_is_judged if {
	skipped := construction.not_applicable with input as staged.water([], [contract(ours), info(ours)])
	not {"rule": "contractor", "document": "contractor-info"} in skipped
}

people(rows, fields) := staged.document("contractor-personnel", [staged.table("personnel", rows)], fields)

test_person[name] if {
	some name, case in {
		"somebody": {"document": people([{"name": "李明", "phone": "13800138000"}], {}), "want": "pass"},
		"the contact": {"document": people([{"name": "李明"}], {"contact": "王强", "phone": "13800138000"}), "want": "pass"},
		"no phone": {"document": people([{"name": "李明", "phone": null}], {}), "want": "fail"},
		"a phone that is none": {"document": people([{"name": "李明", "phone": staged.read(null, "1380013", 0.99)}], {}), "want": "fail"},
		"a phone read badly": {"document": people([{"name": "李明", "phone": staged.read(null, "138…", 0.4)}], {}), "want": "undetermined"},
		"nobody": {"document": people([{"name": null, "phone": null}], {}), "want": "fail"},
		"no table": {"document": staged.document("contractor-personnel", [], {}), "want": "undetermined"},
		"pages unread": {"document": staged.unread(people([{"name": "李明", "phone": null}], {})), "want": "undetermined"},
	}
	assertions.same(staged.state(about([case.document]), "construction.person"), case.want)
}

test_person_says_what_is_missing if {
	some finding in about([people([{"name": "李明", "phone": null}], {})])
	assertions.same(finding.params.problem.zh, "未填写有效的联系电话")
}

test_certificate[name] if {
	row := {"name": "李明", "phone": "13800138000"}
	some name, case in {
		"valid": {"valid_to": "2028-01-01", "fields": {"document_date": "2026-05-01"}, "want": "pass"},
		"expired": {"valid_to": "2026-04-30", "fields": {"document_date": "2026-05-01"}, "want": "fail"},
		"a sheet of next year": {"valid_to": "2026-12-31", "fields": {"document_date": "2027-05-01"}, "want": "pass"},
		"expired today": {"valid_to": "2026-09-11", "fields": {}, "want": "fail"},
		"valid today": {"valid_to": "2026-09-12", "fields": {}, "want": "pass"},
		"read badly": {"valid_to": staged.read("2020-01-01", "2020-01-01", 0.5), "fields": {}, "want": "undetermined"},
		"none": {"valid_to": null, "fields": {}, "want": "pass"},
	}
	document := people([object.union(row, {"certificate_valid_to": case.valid_to})], case.fields)
	assertions.same(staged.state(about([document]), "construction.certificate"), case.want)
}

test_certificate_of_nobody if {
	some finding in about([people([{"name": null, "certificate_valid_to": "2020-01-01"}], {"contact": "王", "phone": "13800138000"})])
	assertions.same(finding.params.people, "—")
}

test_certificate_needs_one if {
	skipped := construction.not_applicable with input as staged.water([], [people([{"name": "李明"}], {})])
	{"rule": "certificate", "document": "contractor-personnel"} in skipped
}
