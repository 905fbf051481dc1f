package scan_test

import data.lib.assertions
import data.lib.example
import data.scan

about(document) := found if found := scan.deny with input as example.one(document)

# photos demands the enterprise's seal; sealed has it.
photos(pages, seals) := example.document("installation-photos", {"pages": pages, "seals": seals})

sealed := [example.seal_of(example.enterprise, {})]

test_quality[name] if {
	some name, case in {
		"clean": {"page": {}, "seals": sealed, "want": set()},
		"born digital": {"page": {"scan_dpi": null, "sharpness": 0.1}, "seals": sealed, "want": set()},
		"blank": {"page": {"scan_dpi": 100, "blank": true}, "seals": sealed, "want": set()},
		"nearly 200 dpi": {"page": {"scan_dpi": 198.6}, "seals": sealed, "want": set()},
		"low, all read": {
			"page": {"scan_dpi": 160},
			"seals": sealed,
			"want": {"scan.quality info fail installation-photos"},
		},
		"low, seal not read": {
			"page": {"scan_dpi": 160},
			"seals": [],
			"want": {"scan.quality warn fail installation-photos"},
		},
		"under the floor": {
			"page": {"scan_dpi": 96},
			"seals": sealed,
			"want": {"scan.quality warn fail installation-photos"},
		},
		"skewed": {
			"page": {"skew_deg": -6.5},
			"seals": sealed,
			"want": {"scan.quality info fail installation-photos"},
		},
		"blurred": {
			"page": {"sharpness": 0.1},
			"seals": [],
			"want": {"scan.quality warn fail installation-photos"},
		},
		"not measured": {"page": {"skew_deg": null, "sharpness": null}, "seals": sealed, "want": set()},
		"no colour at all": {
			"page": {"colour": false},
			"seals": [example.unread_seal({"colour": "black"})],
			"want": {"scan.quality warn fail installation-photos"},
		},
		"text without colour, red seal": {"page": {"colour": false}, "seals": sealed, "want": set()},
	}
	assertions.findings(about(photos([example.page(case.page)], case.seals)), case.want)
}

test_a_contract_may_be_grey if {
	document := example.document("contract", {"pages": [example.page({"colour": false})]})
	assertions.findings(about(document), set())
}

test_an_unsure_field_makes_it_a_warning if {
	document := object.union(
		photos([example.page({"scan_dpi": 160})], sealed),
		{"facts": {"fields": {"serial": [example.field("A1", 0.5)]}}},
	)
	assertions.findings(about(document), {"scan.quality warn fail installation-photos"})
}

test_pages_and_problems_are_named if {
	pages := [
		example.page({"scan_dpi": 120}),
		example.page({"number": 2}),
		example.page({"number": 3, "scan_dpi": 150.4, "skew_deg": 7}),
	]
	some finding in about(photos(pages, sealed))
	assertions.same(finding.params.pages, {"zh": "1、3", "en": "1, 3"})
	assertions.same(finding.params.problems, {"zh": "分辨率偏低、页面歪斜", "en": "low resolution, skewed page"})
	assertions.same([p.value | some p in finding.places], ["120 dpi", "150 dpi"])
}

test_a_document_without_scans_has_no_quality if {
	got := scan.not_applicable with input as example.dossier([
		photos([example.page({"scan_dpi": null})], []),
		example.document("contract", {}),
		example.failed("acceptance-report", "file.damaged"),
	])
	assertions.same(got, {{"rule": "quality", "document": "installation-photos"}})
}
