package commissioning_test

import data.commissioning
import data.lib.assertions
import data.lib.example
import data.lib.staged

# on_gas and on_water judge a report that says what the fields hold.
on_gas(fields) := found if {
	found := commissioning.deny with input as staged.gas([], [staged.document("commissioning-report", [], fields)])
}

on_water(fields) := found if {
	found := commissioning.deny with input as staged.water([], [staged.document("commissioning-report", [], fields)])
}

test_gas_hours[name] if {
	some name, case in {
		"enough": {"fields": {"run_hours": 168, "test_hours": 72}, "want": "pass"},
		"too few": {"fields": {"run_hours": 120, "test_hours": 72}, "want": "fail"},
		"too few, read badly": {"fields": {"run_hours": [example.field(120, 0.4)], "test_hours": 72}, "want": "undetermined"},
		"one not found": {"fields": {"run_hours": 168}, "want": "undetermined"},
		"one too few, one not found": {"fields": {"test_hours": 48}, "want": "fail"},
	}
	assertions.same(staged.state(on_gas(case.fields), "commissioning.gas_hours"), case.want)
}

test_gas_hours_says_what_is_wrong if {
	some finding in on_gas({"test_hours": 48})
	finding.code == "commissioning.gas_hours"
	assertions.same(finding.params.problems.en, "continuous run not found, commissioning test 48 h (at least 72)")
}

test_water_has_no_gas_hours if {
	assertions.same(staged.state(on_water({}), "commissioning.gas_hours"), "pass")
	skipped := commissioning.not_applicable with input as staged.water([], [staged.document("commissioning-report", [], {})])
	{"rule": "gas_hours", "document": "commissioning-report"} in skipped
}

test_stable_run[name] if {
	some name, case in {
		"enough": {"fields": {"stable_days": 15}, "want": "pass"},
		"too short": {"fields": {"stable_days": 6}, "want": "fail"},
		"by dates": {"fields": {"commissioning_end": "2026-06-20"}, "want": "pass"},
		"too short by dates": {"fields": {"commissioning_end": "2026-06-27"}, "want": "fail"},
		"not told": {"fields": {}, "want": "pass"},
	}
	got := commissioning.deny with input as staged.gas([], [
		staged.document("commissioning-report", [], case.fields),
		staged.document("acceptance-opinion", [], {"acceptance_date": "2026-07-01"}),
	])
	assertions.same(staged.state(got, "commissioning.stable_run"), case.want)
}

test_stable_run_needs_days if {
	skipped := commissioning.not_applicable with input as staged.gas([], [staged.document("commissioning-report", [], {})])
	{"rule": "stable_run", "document": "commissioning-report"} in skipped
}

test_trial_run[name] if {
	some name, case in {
		"enough": {"fields": {"trial_days": 32, "trial_interruption": "none"}, "want": "pass"},
		"too short": {"fields": {"trial_days": 20}, "want": "fail"},
		"by dates": {"fields": {"trial_start": "2026-05-01", "trial_end": "2026-06-02"}, "want": "pass"},
		"too short by dates": {"fields": {"trial_start": "2026-05-01", "trial_end": "2026-05-20"}, "want": "fail"},
		"interrupted": {"fields": {"trial_days": 32, "trial_interruption": "interrupted"}, "want": "undetermined"},
		"not found": {"fields": {}, "want": "undetermined"},
	}
	assertions.same(staged.state(on_water(case.fields), "commissioning.trial_run"), case.want)
}

test_rates[name] if {
	some name, case in {
		"enough": {"fields": {"running_rate_percent": 98.6, "transmission_rate_percent": 99.2}, "want": "pass"},
		"too low": {"fields": {"running_rate_percent": 88, "transmission_rate_percent": 99.2}, "want": "fail"},
		"one only": {"fields": {"transmission_rate_percent": 99.2}, "want": "pass"},
		"read badly": {"fields": {"running_rate_percent": [example.field(8, 0.3)]}, "want": "undetermined"},
		"not told": {"fields": {}, "want": "pass"},
	}
	assertions.same(staged.state(on_water(case.fields), "commissioning.rates"), case.want)
}

test_rates_need_one if {
	skipped := commissioning.not_applicable with input as staged.water([], [staged.document("commissioning-report", [], {})])
	{"rule": "rates", "document": "commissioning-report"} in skipped
}
