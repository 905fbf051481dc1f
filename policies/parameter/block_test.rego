package parameter_test

import data.lib.assertions
import data.lib.staged
import data.parameter

about(instruments, document) := found if {
	found := parameter.deny with input as staged.water(instruments, [document])
}

form(rows) := staged.document("parameter-filing", [staged.table("parameters", rows)], {})

test_instrument_block[name] if {
	cod := {"serial": "QP260448070"}
	some name, case in {
		"by serial": {"document": form([cod, {"serial": "QP260180455"}]), "want": "pass"},
		"by code and model": {"document": form([{"factor_code": "w01018"}, {"model": "QP-500S"}]), "want": "pass"},
		"by name": {"document": form([{"factor": "化学需氧量"}, {"model": "QP-500S"}]), "want": "pass"},
		"by a serial without a block": {
			"document": staged.document("parameter-filing", [staged.table("parameters", [cod])], {"serial": "QP260180455"}),
			"want": "pass",
		},
		"missing": {"document": form([cod]), "want": "fail"},
		"nearly": {
			"document": staged.document("parameter-filing", [staged.table("parameters", [cod])], {"serial": "QP260180456"}),
			"want": "undetermined",
		},
		"a block of nothing": {"document": form([cod, {"slope": 1.02}]), "want": "undetermined"},
		"no blocks": {"document": staged.document("parameter-filing", [], {}), "want": "undetermined"},
		"pages unread": {"document": staged.unread(form([cod])), "want": "undetermined"},
	}
	assertions.same(staged.state(about([staged.cod, staged.sampler], case.document), "parameter.instrument_block"), case.want)
}

test_what_is_missing_is_named if {
	some finding in about([staged.cod, staged.sampler], form([{"slope": 1}]))
	assertions.same(finding.params.missing, "QP-500S、化学需氧量 QP-1000C")
}

test_without_a_list_nothing_is_wanted if {
	skipped := parameter.not_applicable with input as staged.water([], [form([])])
	{"rule": "instrument_block", "document": "parameter-filing"} in skipped
}
