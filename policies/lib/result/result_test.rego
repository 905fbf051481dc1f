package lib.result_test

import data.lib.assertions
import data.lib.example
import data.lib.result

# chain is what rego.metadata.chain() gives a rule; path differs between versions of OPA.
chain(path, custom) := [{
	"path": path,
	"annotations": {"custom": object.union({"short_name": "present", "severity": "block"}, custom)},
}]

build(path, custom, state, given) := found if {
	found := result.finding(chain(path, custom), state, given) with input as example.empty
}

test_code[name] if {
	some name, path in {
		"plain path": ["seal", "deny"],
		"path with data": ["data", "seal", "deny"],
	}
	assertions.same(build(path, {}, "fail", {}).code, "seal.present")
}

test_state[name] if {
	some name, case in {
		"certain": {"severity": "block", "given": {}, "state": "fail", "want": "fail"},
		"confident": {"severity": "block", "given": {"confidence": 0.9}, "state": "fail", "want": "fail"},
		"unsure block": {"severity": "block", "given": {"confidence": 0.7}, "state": "fail", "want": "undetermined"},
		"unsure warning": {"severity": "warn", "given": {"confidence": 0.7}, "state": "fail", "want": "undetermined"},
		"unsure note": {"severity": "info", "given": {"confidence": 0.7}, "state": "fail", "want": "fail"},
		"undetermined stays": {"severity": "block", "given": {"confidence": 0.9}, "state": "undetermined", "want": "undetermined"},
	}
	found := build(["seal", "deny"], {"severity": case.severity}, case.state, case.given)
	assertions.same(found.state, case.want)
}

test_a_finding_may_weigh_less_than_its_rule if {
	assertions.same(build(["seal", "deny"], {}, "fail", {"severity": "info"}).severity, "info")
}

test_in_force_from_its_date[date] if {
	some date in ["2023-08-03T00:00:00+08:00", "2026-09-12T10:00:00+08:00"]
	build(["seal", "deny"], {"effective_on": date}, "fail", {}).code == "seal.present"
}

test_not_in_force_before_its_date if {
	not build(["seal", "deny"], {"effective_on": "2026-09-12T10:00:01+08:00"}, "fail", {})
}
