package seal_test

import data.lib.assertions
import data.lib.example
import data.seal

about(document) := found if found := seal.deny with input as example.one(document)

report(seals) := example.document("acceptance-report", {"seals": seals})

ours(changes) := example.seal_of(example.enterprise, changes)

theirs(changes) := example.seal_of(example.contractor, changes)

unread_page := {"pages": [example.page({"failed": {"code": "page.timeout", "message": "…"}})]}

test_the_demanded_seal_is_enough if {
	assertions.findings(about(report([ours({})])), set())
}

test_every_kind_with_a_demanded_seal if {
	wanted := {kind.slug | some kind in data.notice.kinds; is_string(kind.seal.owner)}
	missing := {slug |
		some slug in wanted
		got := about(example.document(slug, {}))
		some finding in got
		finding.code == "seal.present"
	}
	assertions.same(missing, wanted)
}

test_no_seal_is_demanded_of_plan_list_and_contract[slug] if {
	some slug in ["construction-plan", "equipment-list", "contract"]
	assertions.findings(about(example.document(slug, {})), set())
}

test_present[name] if {
	some name, case in {
		"none": {"seals": [], "want": {"seal.present block fail acceptance-report"}},
		"paging only": {
			"seals": [ours({"kind": "paging"})],
			"want": {"seal.present block undetermined acceptance-report"},
		},
		"cut": {
			"seals": [ours({"complete": false})],
			"want": {"seal.present block undetermined acceptance-report"},
		},
		"unsure find": {
			"seals": [ours({"score": 0.4})],
			"want": {"seal.present block undetermined acceptance-report"},
		},
		"cut beside a whole one": {"seals": [ours({"complete": false}), ours({})], "want": set()},
	}
	assertions.findings(about(report(case.seals)), case.want)
}

test_present_result if {
	assertions.same(about(report([])), {{
		"code": "seal.present",
		"severity": "block",
		"state": "fail",
		"document": "acceptance-report",
		"params": {
			"document": {"zh": "验收报告", "en": "acceptance report"},
			"owner": {"zh": "排污单位", "en": "the enterprise"},
		},
		"places": [{"document": "acceptance-report", "page": 0, "box": null, "value": null}],
		"expected": "东莞市绿源纸业有限公司",
		"found": null,
		"confidence": null,
	}})
}

test_present_without_a_known_owner if {
	got := seal.deny with input as example.with_parties([], [report([])])
	some finding in got
	assertions.same([finding.code, finding.expected], ["seal.present", "排污单位"])
}

# The laboratory's and the commissioning unit's seals stand besides; they do not replace the
# enterprise's.
test_seals_that_are_allowed_besides[name] if {
	some name, case in {
		"laboratory's inspection seal alone": {
			"slug": "comparison-report",
			"seals": [example.seal_of(example.laboratory, {"kind": "inspection"})],
			"want": {"seal.present block fail comparison-report"},
		},
		"unread inspection seal alone": {
			"slug": "comparison-report",
			"seals": [example.unread_seal({"kind": "inspection"})],
			"want": {"seal.present block fail comparison-report"},
		},
		"both": {
			"slug": "comparison-report",
			"seals": [example.seal_of(example.laboratory, {"kind": "inspection"}), ours({})],
			"want": set(),
		},
		"commissioning unit alone": {
			"slug": "commissioning-report",
			"seals": [example.seal_of(example.commissioner, {})],
			"want": {"seal.present block fail commissioning-report"},
		},
		"contractor is not allowed there": {
			"slug": "commissioning-report",
			"seals": [theirs({})],
			"want": {"seal.owner_mismatch block fail commissioning-report"},
		},
	}
	assertions.findings(about(example.document(case.slug, {"seals": case.seals})), case.want)
}

test_pages_read[name] if {
	some name, case in {
		"failed page": {"changes": unread_page, "want": {"seal.pages_read block undetermined acceptance-report"}},
		"pages left out": {
			"changes": {"file": {"pages": 3}},
			"want": {"seal.pages_read block undetermined acceptance-report"},
		},
		"found on the others": {"changes": object.union(unread_page, {"seals": [ours({})]}), "want": set()},
	}
	assertions.findings(about(example.document("acceptance-report", case.changes)), case.want)
}

test_unread_pages_are_named if {
	some finding in about(example.document("acceptance-report", {"file": {"pages": 3}}))
	assertions.same(finding.params.pages, {"zh": "2、3", "en": "2, 3"})
}
