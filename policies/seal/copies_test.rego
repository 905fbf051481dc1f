package seal_test

import data.lib.assertions
import data.lib.example
import data.seal

same_as(places, score) := {"signs": [{"kind": "identical_impression", "score": score, "value": 0.95, "with": places}]}

test_copied[name] if {
	some name, case in {
		"on another page": {"change": same_as([{"page": 2, "box": [0, 0, 1, 1]}], 0.95), "want": {"seal.copied warn fail acceptance-report"}},
		"in another file": {"change": same_as([{"document": "acceptance-opinion", "page": 2, "box": [0, 0, 1, 1]}], 0.95), "want": {"seal.copied warn fail acceptance-report"}},
		"not surely": {"change": same_as([{"page": 2, "box": [0, 0, 1, 1]}], 0.5), "want": {"seal.copied warn undetermined acceptance-report"}},
		"electronic": {"change": object.union(same_as([{"page": 2, "box": [0, 0, 1, 1]}], 0.95), {"origin": "signature"}), "want": set()},
		"another sign": {"change": {"signs": [{"kind": "uniform_ink", "score": 0.9, "value": 0.05}]}, "want": set()},
		"no sign": {"change": {}, "want": set()},
	}
	found := {f | some f in about(report([ours(case.change)])); f.code == "seal.copied"}
	assertions.findings(found, case.want)
}

test_copied_names_the_other if {
	some f in about(report([ours(same_as([{"document": "acceptance-opinion", "page": 2, "box": [0, 0, 1, 1]}], 0.95))]))
	f.code == "seal.copied"
	assertions.same([f.params.others.zh, f.params.others.en], ["验收意见第2页", "page 2 of the acceptance opinion"])
}

several(changes) := example.one(example.document("comparison-report", object.union(
	{"file": {"pages": 2}, "pages": [example.page({}), example.page({"number": 2})], "seals": [ours({"page": 1})]},
	changes,
)))

test_paging[name] if {
	some name, case in {
		"none": {"change": {}, "want": {"seal.paging info fail comparison-report"}},
		"across the pages": {"change": {"seals": [ours({"page": 1}), ours({"page": 2, "kind": "paging"})]}, "want": set()},
		"on each page": {"change": {"seals": [ours({"page": 1}), ours({"page": 2})]}, "want": set()},
		"electronic": {"change": {"signatures": [example.signature({})]}, "want": set()},
		"one page": {"change": {"file": {"pages": 1}, "pages": [example.page({})]}, "want": set()},
		"a page not read": {"change": {"file": {"pages": 3}}, "want": set()},
	}
	dossier := several(case.change)
	deny := seal.deny with input as dossier
	assertions.findings({f | some f in deny; f.code == "seal.paging"}, case.want)
}

test_one_page_needs_no_paging if {
	skipped := seal.not_applicable with input as several({"file": {"pages": 1}, "pages": [example.page({})]})
	{"rule": "paging", "document": "comparison-report"} in skipped
}
