package seal_test

import data.lib.assertions
import data.lib.example
import data.seal

signed(slug, signatures, seals) := example.document(slug, {"signatures": signatures, "seals": seals})

test_electronic[name] if {
	some name, case in {
		"valid": {
			"signature": {},
			"seals": [],
			"want": {"seal.electronic_valid info fail acceptance-report"},
		},
		"broken": {
			"signature": {"integrity": "invalid"},
			"seals": [],
			"want": {"seal.electronic block fail acceptance-report"},
		},
		"broken beside a seal": {
			"signature": {"integrity": "invalid"},
			"seals": [ours({})],
			"want": {"seal.electronic block fail acceptance-report"},
		},
		"unknown algorithm": {
			"signature": {"integrity": "unknown"},
			"seals": [],
			"want": {"seal.electronic block undetermined acceptance-report"},
		},
		"unknown algorithm beside a seal": {
			"signature": {"integrity": "unknown"},
			"seals": [ours({})],
			"want": {"seal.electronic info undetermined acceptance-report"},
		},
		"untrusted certificate": {
			"signature": {"trust": "untrusted"},
			"seals": [],
			"want": {"seal.electronic block undetermined acceptance-report"},
		},
		"changed afterwards": {
			"signature": {"covers_whole_file": false},
			"seals": [],
			"want": {"seal.electronic block undetermined acceptance-report"},
		},
		"no organisation": {
			"signature": {"organisation": null, "page": null, "box": null},
			"seals": [],
			"want": {"seal.electronic block undetermined acceptance-report"},
		},
		"another organisation": {
			"signature": {"organisation": example.contractor.name},
			"seals": [],
			"want": {"seal.electronic block fail acceptance-report"},
		},
		"another organisation beside a seal": {
			"signature": {"organisation": example.contractor.name},
			"seals": [ours({})],
			"want": set(),
		},
		"valid beside another's seal": {
			"signature": {},
			"seals": [theirs({})],
			"want": {"seal.electronic_valid info fail acceptance-report"},
		},
		"unknown beside another's seal": {
			"signature": {"integrity": "unknown"},
			"seals": [theirs({})],
			"want": {
				"seal.electronic block undetermined acceptance-report",
				"seal.owner_mismatch block undetermined acceptance-report",
			},
		},
		"valid beside a contract seal": {
			"signature": {},
			"seals": [ours({"kind": "contract"})],
			"want": {"seal.electronic_valid info fail acceptance-report"},
		},
	}
	signature := example.signature(case.signature)
	assertions.findings(about(signed("acceptance-report", [signature], case.seals)), case.want)
}

test_a_laboratory_may_sign_besides if {
	signature := example.signature({"organisation": example.laboratory.name})
	assertions.findings(
		about(signed("comparison-report", [signature], [])),
		{"seal.present block fail comparison-report"},
	)
}

test_an_electronic_seal_where_none_is_demanded[name] if {
	some name, case in {
		"valid": {"signature": {}, "want": {"seal.electronic_valid info fail contract"}},
		"broken": {"signature": {"integrity": "invalid"}, "want": {"seal.electronic block fail contract"}},
		"unknown": {"signature": {"integrity": "unknown"}, "want": {"seal.electronic info undetermined contract"}},
	}
	assertions.findings(about(signed("contract", [example.signature(case.signature)], [])), case.want)
}

test_an_electronic_seal_of_an_unknown_owner if {
	document := signed("acceptance-report", [example.signature({})], [])
	got := seal.deny with input as example.with_parties([], [document])
	assertions.findings(got, {"seal.electronic_valid info fail acceptance-report"})
}
