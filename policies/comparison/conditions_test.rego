package comparison_test

import data.comparison
import data.lib.assertions
import data.lib.staged

about(tables, fields) := found if {
	found := comparison.deny with input as staged.water([], [staged.document("comparison-report", tables, fields)])
}

test_load_stated[name] if {
	some name, case in {
		"in words": {"fields": {"load": "生产负荷正常"}, "want": "pass"},
		"in per cent": {"fields": {"load_percent": 82}, "want": "pass"},
		"not": {"fields": {}, "want": "fail"},
	}
	assertions.same(staged.state(about([], case.fields), "comparison.load_stated"), case.want)
}

apparatus(valid_to) := [staged.table("apparatus", [{"name": "分光光度计", "valid_to": valid_to}])]

test_apparatus_valid[name] if {
	some name, case in {
		"valid": {"valid_to": "2026-07-01", "fields": {"sampled_from": "2026-07-01"}, "want": "pass"},
		"expired": {"valid_to": "2026-06-30", "fields": {"sampled_on": "2026-07-01"}, "want": "fail"},
		"read badly": {"valid_to": staged.read("2026-06-30", "2026.6.30", 0.5), "fields": {"sampled_on": "2026-07-01"}, "want": "undetermined"},
		"no day of sampling": {"valid_to": "2026-06-30", "fields": {}, "want": "pass"},
	}
	assertions.same(staged.state(about(apparatus(case.valid_to), case.fields), "comparison.apparatus_valid"), case.want)
}

test_apparatus_without_a_name if {
	got := about([staged.table("apparatus", [{"name": null, "valid_to": "2020-01-01"}])], {"sampled_on": "2026-07-01"})
	some finding in got
	assertions.same(finding.params.apparatus, "—")
}

test_method_current[name] if {
	old := {"value": "HJ/T 57-2000", "raw": "HJ/T 57-2000", "label": "", "page": 1, "box": [0, 0, 1, 1], "score": 0.95}
	new := object.union(old, {"value": "HJ 57-2017"})
	some name, case in {
		"new": {"cited": [new], "want": "pass"},
		"old": {"cited": [old], "want": "fail"},
		"both": {"cited": [old, new], "want": "pass"},
		"read badly": {"cited": [object.union(old, {"score": 0.4})], "want": "undetermined"},
	}
	assertions.same(staged.state(about([], {"standards_cited": case.cited}), "comparison.method_current"), case.want)
}

test_nothing_to_judge if {
	skipped := comparison.not_applicable with input as staged.water([], [staged.document("comparison-report", [], {})])
	assertions.same({s.rule | some s in skipped}, {"apparatus_valid", "method_current"})
}
