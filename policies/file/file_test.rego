package file_test

import data.file
import data.lib.assertions
import data.lib.example

# about gives the findings of the topic for one document.
about(document) := found if found := file.deny with input as example.one(document)

with_file(changes) := example.document("contract", {"file": changes})

signed(signatures) := example.document("contract", {"signatures": signatures})

test_a_clean_file_has_no_findings if {
	assertions.findings(about(example.document("contract", {})), set())
}

test_readable[code] if {
	some code, want in {
		"file.password": "file.readable block fail contract",
		"file.too_large": "file.readable block fail contract",
		"file.malware": "file.readable block fail contract",
		"cell.file_size": "file.readable block fail contract",
		"cell.timeout": "file.readable block undetermined contract",
		"cell.crashed": "file.readable block undetermined contract",
		"internal": "file.readable block undetermined contract",
	}
	assertions.findings(about(example.failed("contract", code)), {want})
}

test_readable_without_facts_and_reason_is_undetermined if {
	document := {"slug": "contract", "facts": null, "failure": null}
	assertions.findings(about(document), {"file.readable block undetermined contract"})
}

test_readable_result if {
	got := about(example.failed("contract", "file.not_pdf"))
	assertions.same(got, {{
		"code": "file.readable",
		"severity": "block",
		"state": "fail",
		"document": "contract",
		"params": {
			"document": {"zh": "施工合同", "en": "construction contract"},
			"reason": {"zh": "文件不符合要求", "en": "the file was refused"},
			"failure_code": "file.not_pdf",
			"failure": "…",
		},
		"places": [{"document": "contract", "page": 0, "box": null, "value": null}],
		"expected": null,
		"found": "…",
		"confidence": null,
	}})
}

test_readable_says_that_malware_was_found if {
	some finding in about(example.failed("contract", "file.malware"))
	finding.params.reason == {"zh": "文件含有恶意程序", "en": "malware was found in the file"}
}

test_readable_says_that_the_program_stopped if {
	some finding in about(example.failed("contract", "cell.timeout"))
	finding.params.reason.zh == "程序未能完成检查，需人工查看"
}

test_structure_that_could_not_be_read_is_undetermined if {
	assertions.findings(
		about(with_file({"structure_complete": false})),
		{"file.structure_read warn undetermined contract"},
	)
}

test_active_content[name] if {
	some name, case in {
		"javascript warns": {
			"contents": ["javascript"],
			"want": {"file.active_content warn fail contract"},
		},
		"a link is a note": {
			"contents": ["uri"],
			"want": {"file.active_content info fail contract"},
		},
		"each weight has a finding": {
			"contents": ["uri", "launch"],
			"want": {"file.active_content info fail contract", "file.active_content warn fail contract"},
		},
		"content without a word of its own warns": {
			"contents": ["hologram"],
			"want": {"file.active_content warn fail contract"},
		},
	}
	assertions.findings(about(with_file({"active_content": case.contents})), case.want)
}

test_active_content_may_block_by_rule_data if {
	got := file.deny with input as example.one(with_file({"active_content": ["launch"]}))
		with data.rule_data.file.active_content.block as ["launch"]
	assertions.findings(got, {"file.active_content block fail contract"})
}

test_active_content_is_named if {
	some finding in about(with_file({"active_content": ["hologram", "launch"]}))
	assertions.same(finding.params.contents, {"zh": "其他、启动程序", "en": "other, program start"})
}

test_changed_after_signing[name] if {
	some name, case in {
		"unsigned": {"signatures": [], "want": set()},
		"covered": {"signatures": [example.signature({})], "want": set()},
		"changed": {
			"signatures": [example.signature({"covers_whole_file": false})],
			"want": {"file.changed_after_signing warn fail contract"},
		},
		"signed twice": {
			"signatures": [example.signature({"covers_whole_file": false}), example.signature({})],
			"want": set(),
		},
		"invisible signature": {
			"signatures": [example.signature({"covers_whole_file": false, "page": null, "box": null})],
			"want": {"file.changed_after_signing warn fail contract"},
		},
	}
	assertions.findings(about(signed(case.signatures)), case.want)
}

test_changed_after_signing_needs_a_signature if {
	got := file.not_applicable with input as example.dossier([
		example.document("contract", {}),
		example.document("acceptance-report", {"signatures": [example.signature({})]}),
	])
	assertions.same(got, {{"rule": "changed_after_signing", "document": "contract"}})
}
