package plan_test

import data.lib.assertions
import data.lib.example
import data.plan

judged(dossier) := found if found := plan.deny with input as dossier

skipped(dossier) := rules if {
	entries := plan.not_applicable with input as dossier
	rules := {entry.rule | some entry in entries}
}

coded(dossier, code) := {f | some f in judged(dossier); f.code == code}

planned(changes) := example.whole([example.document("construction-plan", changes)])

reading(key, value, score) := {"fields": {key: [example.field(value, score)]}}

test_kind[name] if {
	some name, case in {
		"new": {"kind": "new", "want": set()},
		"a core part": {"kind": "replace-core-part", "want": set()},
		"not given": {"kind": null, "want": {"plan.kind block fail -"}},
		"another": {"kind": "demolition", "want": {"plan.kind block fail -"}},
	}
	dossier := object.union(example.whole([]), {"project": {"kind": case.kind}})
	assertions.findings(judged(dossier), case.want)
}

test_kind_of_a_single_document_is_not_judged if {
	assertions.findings(judged(object.union(example.empty, {"project": {"kind": null}})), set())
	"kind" in skipped(example.empty)
}

test_kind_differs[name] if {
	some name, case in {
		"agrees": {"value": "new", "score": 0.99, "want": set()},
		"another": {"value": "rebuild", "score": 0.99, "want": {"plan.kind_differs warn fail construction-plan"}},
		"read badly": {"value": "rebuild", "score": 0.5, "want": {"plan.kind_differs warn undetermined construction-plan"}},
		"no kind": {"value": "扩建", "score": 0.99, "want": set()},
	}
	assertions.findings(judged(planned(reading("project_kind", case.value, case.score))), case.want)
}

test_a_plan_that_states_nothing_is_not_judged if {
	assertions.same(
		skipped(planned({})),
		{"kind_differs", "permit_factors", "station", "station_temperature", "superseded", "nmhc"},
	)
}

factors(rows) := {"tables": [example.table("outlets_factors", rows)]}

cod := {"factor_code": example.cell("w01018", 0.99), "factor": example.cell("化学需氧量", 0.99)}

flow := {"factor_code": example.unread_cell("wOOOO0"), "factor": example.cell("流量", 0.99)}

test_permit_factors[name] if {
	some name, case in {
		"all": {"change": factors([cod, flow]), "want": set()},
		"one is missing": {"change": factors([cod]), "want": {"plan.permit_factors warn fail construction-plan"}},
		"a code that was misread": {
			"change": factors([object.union(cod, {"factor_code": example.cell("w01013", 0.95)}), flow]),
			"want": set(),
		},
		"one row not read": {
			"change": factors([cod, {"factor_code": example.unread_cell("w?"), "factor": example.unread_cell("?")}]),
			"want": {"plan.permit_factors warn undetermined construction-plan"},
		},
		"one row not read, a coarse scan": {
			"change": object.union(
				factors([cod, {"factor_code": example.unread_cell("w?"), "factor": example.unread_cell("?")}]),
				{"pages": [example.page({"scan_dpi": 100})]},
			),
			"want": set(),
		},
		"one is missing, a coarse scan": {
			"change": object.union(factors([cod]), {"pages": [example.page({"scan_dpi": 100})]}),
			"want": {"plan.permit_factors warn fail construction-plan"},
		},
		"a page not read": {
			"change": object.union(factors([cod]), {"file": {"pages": 2}}),
			"want": {"plan.permit_factors warn undetermined construction-plan"},
		},
		"no table": {"change": {}, "want": set()},
	}
	assertions.findings(judged(planned(case.change)), case.want)
}

test_station[name] if {
	some name, case in {
		"large enough": {"key": "station_area_m2", "value": 15, "score": 0.99, "want": set()},
		"small": {"key": "station_area_m2", "value": 14.9, "score": 0.99, "want": {"plan.station warn fail construction-plan"}},
		"small, read badly": {"key": "station_area_m2", "value": 14.9, "score": 0.5, "want": {"plan.station warn undetermined construction-plan"}},
		"low": {"key": "station_height_m", "value": 2.5, "score": 0.99, "want": {"plan.station warn fail construction-plan"}},
		"far": {"key": "station_distance_m", "value": 51, "score": 0.99, "want": {"plan.station warn fail construction-plan"}},
		"near": {"key": "station_distance_m", "value": 50, "score": 0.99, "want": set()},
		"any temperature": {"key": "station_celsius", "value": {"low": 0, "high": 40, "unit": "℃"}, "score": 0.99, "want": set()},
	}
	assertions.findings(judged(planned(reading(case.key, case.value, case.score))), case.want)
}

test_one_reading_that_fits_is_enough if {
	twice := {"fields": {"station_area_m2": [example.field(1.5, 0.9), example.field(15.5, 0.9)]}}
	assertions.findings(judged(planned(twice)), set())
}

# stack is a gas project with so many devices.
stack(changes, devices) := object.union(planned(changes), {
	"outlets": [example.gas_outlet([])],
	"instruments": [example.instrument({"serial": sprintf("TH%d", [n])}) | some n in numbers.range(1, devices)],
})

test_station_of_a_stack[name] if {
	some name, case in {
		"four devices": {"key": "station_area_m2", "value": 12, "devices": 4, "want": set()},
		"five devices": {"key": "station_area_m2", "value": 14, "devices": 5, "want": {"plan.station warn fail construction-plan"}},
		"five in a larger room": {"key": "station_area_m2", "value": 15, "devices": 5, "want": set()},
		"warm": {"key": "station_celsius", "value": {"low": 18, "high": 28, "unit": "℃"}, "devices": 1, "want": set()},
		"cold": {"key": "station_celsius", "value": {"low": 5, "high": 28, "unit": "℃"}, "devices": 1, "want": {"plan.station_temperature warn fail construction-plan"}},
		"hot": {"key": "station_celsius", "value": {"low": 18, "high": 35, "unit": "℃"}, "devices": 1, "want": {"plan.station_temperature warn fail construction-plan"}},
	}
	found := {f | some f in judged(stack(reading(case.key, case.value, 0.99), case.devices)); startswith(f.code, "plan.station")}
	assertions.findings(found, case.want)
}

test_a_temperature_read_badly if {
	found := coded(stack(reading("station_celsius", {"low": 5, "high": 28, "unit": "℃"}, 0.6), 1), "plan.station_temperature")
	assertions.findings(found, {"plan.station_temperature warn undetermined construction-plan"})
}

test_a_station_of_a_stack_is_judged if {
	both := {"fields": {
		"station_area_m2": [example.field(20, 0.99)],
		"station_celsius": [example.field({"low": 18, "high": 28, "unit": "℃"}, 0.99)],
	}}
	assertions.same({"station", "station_temperature"} & skipped(stack(both, 1)), set())
}

test_rooms_of_two_media_are_not_told_apart if {
	two := object.union(
		planned(reading("station_area_m2", 5, 0.99)),
		{"outlets": [example.water_outlet, example.gas_outlet([])]},
	)
	assertions.findings(coded(two, "plan.station"), set())
	"station" in skipped(two)
}
