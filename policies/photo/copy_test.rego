package photo_test

import data.lib.assertions
import data.lib.staged
import data.photo

test_duplicate[name] if {
	some name, case in {
		"another": {"alike": [], "want": "pass"},
		"alike": {"alike": [{"photo": 0, "bits": 9}], "want": "pass"},
		"the same": {"alike": [{"photo": 0, "bits": 2}], "want": "fail"},
	}
	shots := [staged.showing(["analyser"]), staged.photo({"alike": case.alike, "caption": null})]
	assertions.same(staged.state(about(shots), "photo.duplicate"), case.want)
}

test_duplicate_shows_both if {
	shots := [staged.photo({"caption": "甲"}), staged.photo({"caption": "乙", "alike": [{"photo": 0, "bits": 0}]})]
	some finding in about(shots)
	finding.code == "photo.duplicate"
	assertions.same(finding.params.captions, "乙")
	assertions.same({p.value | some p in finding.places}, {"甲", "乙"})
}

# taken judges a picture beside a contract, a commissioning report and a plan.
taken(changes) := found if {
	found := photo.deny with input as staged.water([staged.cod], [
		staged.photographs([staged.photo(object.union({"views": ["analyser"]}, changes))]),
		staged.document("contract", [], {"signed_on": "2026-03-01"}),
		staged.document("commissioning-report", [], {"commissioning_end": "2026-06-07"}),
		staged.document("construction-plan", [], {"latitude": 22.9, "longitude": 113.7}),
	])
}

test_taken[name] if {
	some name, case in {
		"in time": {"changes": {"taken_at": "2026-05-20T09:08:43"}, "want": "pass"},
		"before the contract": {"changes": {"taken_at": "2025-05-20T09:08:43"}, "want": "fail"},
		"after commissioning": {"changes": {"taken_at": "2026-08-20T09:08:43"}, "want": "fail"},
		"no time": {"changes": {}, "want": "pass"},
		"here": {"changes": {"gps": {"lat": 22.9, "lon": 113.701}}, "want": "pass"},
		"elsewhere": {"changes": {"gps": {"lat": 22.9, "lon": 113.9}}, "want": "fail"},
	}
	assertions.same(staged.state(taken(case.changes), "photo.taken"), case.want)
}

test_taken_is_a_hint if {
	got := {f.severity | some f in taken({"taken_at": "2025-05-20T09:08:43"}); f.code == "photo.taken"}
	assertions.same(got, {"info"})
}
