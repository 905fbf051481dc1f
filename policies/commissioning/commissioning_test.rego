package commissioning_test

import data.commissioning
import data.lib.assertions
import data.lib.staged

report(rows) := staged.document("commissioning-report", [staged.table("commissioning_tests", rows)], {})

about(instruments, document) := found if {
	found := commissioning.deny with input as staged.water(instruments, [document])
}

test_covered[name] if {
	cod := {"factor": "化学需氧量", "test": "重复性", "value": 1, "verdict": "pass"}
	with_serial := staged.document("commissioning-report", [staged.table("commissioning_tests", [cod])], {"serial": "QP260180455"})
	some name, case in {
		"all": {"instruments": [staged.cod], "document": report([cod]), "want": "pass"},
		"a short name": {"instruments": [staged.cod], "document": report([{"factor": "CODcr"}]), "want": "pass"},
		"a sampler by its class": {"instruments": [staged.sampler], "document": report([{"factor": "水质自动采样器"}]), "want": "pass"},
		"a sampler by its serial number": {"instruments": [staged.cod, staged.sampler], "document": with_serial, "want": "pass"},
		"a sampler not at all": {"instruments": [staged.cod, staged.sampler], "document": report([cod]), "want": "fail"},
		"one missing": {"instruments": [staged.cod, staged.ammonia], "document": report([cod]), "want": "fail"},
		"one of a name that is not known": {"instruments": [staged.cod, staged.ammonia], "document": report([cod, {"factor": "某因子"}]), "want": "undetermined"},
		"no table": {"instruments": [staged.cod], "document": report([]), "want": "undetermined"},
		"pages unread": {"instruments": [staged.cod, staged.ammonia], "document": staged.unread(report([cod])), "want": "undetermined"},
	}
	assertions.same(staged.state(about(case.instruments, case.document), "commissioning.covered"), case.want)
}

test_what_is_not_covered_is_named if {
	some finding in about([staged.ammonia, staged.sampler], report([{"factor": "COD"}]))
	finding.code == "commissioning.covered"
	assertions.same(finding.params.missing, "sampler QP-500S、氨氮")
}

test_without_a_list_nothing_is_missing if {
	skipped := commissioning.not_applicable with input as staged.water([], [report([])])
	{"rule": "covered", "document": "commissioning-report"} in skipped
}

test_person[name] if {
	some name, case in {
		"somebody": {"row": {"name": "李明", "phone": "13800138000"}, "want": "pass"},
		"no phone": {"row": {"name": "李明", "phone": null}, "want": "fail"},
		"a phone read badly": {"row": {"name": "李明", "phone": staged.read(null, "138…", 0.4)}, "want": "undetermined"},
	}
	sheet := staged.document("commissioning-personnel", [staged.table("personnel", [case.row])], {})
	assertions.same(staged.state(about([], sheet), "commissioning.person"), case.want)
}
