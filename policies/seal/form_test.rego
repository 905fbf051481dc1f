package seal_test

import data.lib.assertions
import data.lib.example
import data.seal

test_shape[name] if {
	some name, case in {
		"oval and the owner's": {
			"seals": [ours({"shape": "oval"})],
			"want": {"seal.shape info fail acceptance-report"},
		},
		"square and not legible": {
			"seals": [example.unread_seal({"shape": "square"})],
			"want": {
				"seal.owner_mismatch block undetermined acceptance-report",
				"seal.shape warn fail acceptance-report",
			},
		},
		"oval and not legible": {
			"seals": [example.unread_seal({"shape": "oval"})],
			"want": {
				"seal.owner_mismatch block undetermined acceptance-report",
				"seal.shape info fail acceptance-report",
			},
		},
		"square and the owner's": {
			"seals": [ours({"shape": "square"})],
			"want": {"seal.shape info fail acceptance-report"},
		},
		"oval and another's": {
			"seals": [theirs({"shape": "oval"})],
			"want": {"seal.owner_mismatch block fail acceptance-report"},
		},
		"square personal seal beside": {
			"seals": [ours({}), example.unread_seal({"shape": "square", "kind": "personal", "diameter_mm": 20})],
			"want": set(),
		},
	}
	assertions.findings(about(report(case.seals)), case.want)
}

test_diameter[name] if {
	some name, case in {
		"usual": {"change": {"diameter_mm": 38}, "want": set()},
		"within the tolerance": {"change": {"diameter_mm": 45.4}, "want": set()},
		"not measured": {"change": {"diameter_mm": null}, "want": set()},
		"oval": {"change": {"diameter_mm": 50, "shape": "oval"}, "want": {"seal.shape info fail acceptance-report"}},
		"small": {"change": {"diameter_mm": 30}, "want": {"seal.diameter warn fail acceptance-report"}},
		"large": {"change": {"diameter_mm": 58}, "want": {"seal.diameter warn fail acceptance-report"}},
	}
	assertions.findings(about(report([ours(case.change)])), case.want)
}

test_diameter_names_the_measure if {
	some finding in about(report([ours({"diameter_mm": 57.83})]))
	assertions.same([finding.params.found, finding.found, finding.expected], [[58], "57.8 mm", "36–45 mm"])
}

# A file with a seal on every page gives one finding, not one a page.
test_one_finding_a_document if {
	odd := [ours({"page": n, "diameter_mm": 30, "shape": "round", "code": "3301001234567"}) | some n in [1, 2, 3]]
	got := about(report(odd))
	assertions.findings(got, {
		"seal.code_area info fail acceptance-report",
		"seal.diameter warn fail acceptance-report",
	})
	assertions.same({count(finding.places) | some finding in got}, {3})
}

test_colour[name] if {
	some name, case in {
		"black": {
			"seals": [ours({"colour": "black"})],
			"want": {"seal.colour warn fail acceptance-report"},
		},
		"blue inspection seal": {
			"seals": [ours({}), example.unread_seal({"colour": "blue", "kind": "inspection"})],
			"want": set(),
		},
		"unsure find": {
			"seals": [ours({}), example.unread_seal({"colour": "black", "score": 0.5})],
			"want": {"seal.colour warn undetermined acceptance-report"},
		},
	}
	assertions.findings(about(report(case.seals)), case.want)
}

test_code_area[name] if {
	some name, case in {
		"of the city": {"seals": [ours({})], "want": set()},
		"not read": {"seals": [ours({"code": null})], "want": set()},
		"read in part": {"seals": [ours({"code": "3301"})], "want": set()},
		"of another city": {
			"seals": [ours({"code": "3301001234567"})],
			"want": {"seal.code_area info fail acceptance-report"},
		},
	}
	assertions.findings(about(report(case.seals)), case.want)
}

test_a_contractor_may_come_from_elsewhere if {
	document := example.document("contractor-info", {"seals": [theirs({"code": "3301001234567"})]})
	assertions.findings(about(document), set())
}

test_pasted if {
	assertions.findings(about(report([ours({"origin": "overlay"})])), {"seal.pasted warn fail acceptance-report"})
}

test_without_seals_their_form_is_not_judged if {
	got := seal.not_applicable with input as example.dossier([
		example.document("contract", {}),
		example.failed("acceptance-report", "file.damaged"),
	])
	form := {n.rule | some n in got; n.document == "contract"}
	assertions.same(form, {
		"code_area", "colour", "diameter", "electronic", "electronic_valid", "owner_mismatch", "pasted",
	})
}
