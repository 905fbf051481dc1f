package seal_test

import data.lib.assertions
import data.lib.example
import data.seal

test_owner_mismatch[name] if {
	some name, case in {
		"another's": {
			"seals": [theirs({})],
			"want": {"seal.owner_mismatch block fail acceptance-report"},
		},
		"another's beside the right one": {"seals": [theirs({}), ours({})], "want": set()},
		"not legible": {
			"seals": [example.unread_seal({})],
			"want": {"seal.owner_mismatch block undetermined acceptance-report"},
		},
		"held against no one": {
			"seals": [example.seal({})],
			"want": {"seal.owner_mismatch block undetermined acceptance-report"},
		},
		"unsure mismatch": {
			"seals": [example.seal({"matches": example.verdicts(example.contractor, "match", "mismatch", 0.6)})],
			"want": {"seal.owner_mismatch block undetermined acceptance-report"},
		},
		"unsure match": {
			"seals": [example.seal({"matches": example.verdicts(example.enterprise, "match", "mismatch", 0.6)})],
			"want": {"seal.owner_mismatch block undetermined acceptance-report"},
		},
		"another's, and one not legible": {
			"seals": [theirs({}), example.unread_seal({})],
			"want": {"seal.owner_mismatch block undetermined acceptance-report"},
		},
		"another's, and the right one cut": {
			"seals": [theirs({}), ours({"complete": false})],
			"want": {"seal.owner_mismatch block undetermined acceptance-report"},
		},
		"another's, and a paging seal": {
			"seals": [theirs({}), example.unread_seal({"kind": "paging"})],
			"want": {"seal.owner_mismatch block fail acceptance-report"},
		},
	}
	assertions.findings(about(report(case.seals)), case.want)
}

test_owner_mismatch_result if {
	assertions.same(about(report([theirs({})])), {{
		"code": "seal.owner_mismatch",
		"severity": "block",
		"state": "fail",
		"document": "acceptance-report",
		"params": {
			"document": {"zh": "验收报告", "en": "acceptance report"},
			"owner": {"zh": "排污单位", "en": "the enterprise"},
			"expected": "东莞市绿源纸业有限公司",
			"found": "广东蓝天环保工程有限公司",
		},
		"places": [{
			"document": "acceptance-report",
			"page": 1,
			"box": [350, 600, 463, 713],
			"value": "广东蓝天环保工程有限公司",
		}],
		"expected": "东莞市绿源纸业有限公司",
		"found": "广东蓝天环保工程有限公司",
		"confidence": 0.98,
	}})
}

test_owner_mismatch_with_a_page_unread_is_undetermined if {
	document := example.document("acceptance-report", object.union(unread_page, {"seals": [theirs({})]}))
	assertions.findings(about(document), {
		"seal.owner_mismatch block undetermined acceptance-report",
		"seal.pages_read block undetermined acceptance-report",
	})
}

# After a change of name the enterprise has two names; either will do.
test_either_of_two_names_will_do if {
	old := {"role": "enterprise", "name": "东莞市绿源造纸厂", "uscc": null}
	stamped := example.seal({"matches": [
		{"name": old.name, "role": "enterprise", "verdict": "match", "score": 0.9},
		{"name": example.enterprise.name, "role": "enterprise", "verdict": "mismatch", "score": 0.9},
	]})
	got := seal.deny with input as example.with_parties([example.enterprise, old], [report([stamped])])
	assertions.findings(got, set())
}

test_an_unknown_owner_cannot_be_held_against if {
	dossier := example.with_parties([], [report([theirs({})]), example.document("contract", {})])
	got := seal.deny with input as dossier
	assertions.findings(got, set())
	skipped := seal.not_applicable with input as dossier
	{"rule": "owner_mismatch", "document": "acceptance-report"} in skipped
}

test_wrong_kind[name] if {
	some name, case in {
		"contract seal": {
			"seals": [ours({"kind": "contract"})],
			"want": {"seal.wrong_kind block fail acceptance-report"},
		},
		"unknown kind": {"seals": [ours({"kind": "unknown"})], "want": set()},
		"beside the 公章": {"seals": [ours({"kind": "finance"}), ours({})], "want": set()},
		"beside one not legible": {
			"seals": [ours({"kind": "finance"}), example.unread_seal({})],
			"want": {"seal.wrong_kind block undetermined acceptance-report"},
		},
		"beside another's": {
			"seals": [ours({"kind": "department"}), theirs({})],
			"want": {"seal.wrong_kind block fail acceptance-report"},
		},
	}
	assertions.findings(about(report(case.seals)), case.want)
}

test_wrong_kind_with_a_page_unread_is_undetermined if {
	changes := object.union(unread_page, {"seals": [ours({"kind": "contract"})]})
	some finding in about(example.document("acceptance-report", changes))
	assertions.same([finding.code, finding.state], ["seal.wrong_kind", "undetermined"])
}

test_wrong_kind_without_a_known_owner if {
	got := seal.deny with input as example.with_parties([], [report([example.seal({"kind": "contract"})])])
	some finding in got
	assertions.same([finding.code, finding.state, finding.found], ["seal.wrong_kind", "fail", "合同专用章"])
}
