package commissioning_test

import data.commissioning
import data.lib.assertions
import data.lib.staged

tested(medium_input, code) := staged.state(found, code) if {
	found := commissioning.deny with input as medium_input
}

sheet(row) := staged.document("commissioning-report", [staged.table("commissioning_tests", [row])], {})

# measured is a row of the table of tests: the unit stands with the figure.
measured(factor, test, value, unit) := {
	"factor": factor,
	"test": test,
	"value": object.union(staged.read(value, sprintf("%v%s", [value, unit]), 0.99), {"unit": unit}),
	"limit": null,
}

test_gas_limits[name] if {
	some name, case in {
		"drift": {"row": measured("二氧化硫", "零点漂移（24h）", -2.5, "%F.S."), "code": "drift", "want": "pass"},
		"drift beyond": {"row": measured("二氧化硫", "零点漂移（24h）", -2.6, "%F.S."), "code": "drift", "want": "fail"},
		"drift of dust beyond": {"row": measured("颗粒物", "量程漂移", 2.1, "%F.S."), "code": "drift", "want": "fail"},
		"drift of NMHC": {"row": measured("非甲烷总烃", "量程漂移", 2.9, "%F.S."), "code": "drift", "want": "pass"},
		"indication of the full scale": {"row": measured("氮氧化物", "示值误差", 2.6, "%F.S."), "code": "indication", "want": "fail"},
		"indication of the standard": {"row": measured("氧含量", "示值误差", -4.9, "%"), "code": "indication", "want": "pass"},
		"response": {"row": measured("二氧化硫", "系统响应时间", 201, "s"), "code": "indication", "want": "fail"},
		"response of NMHC": {"row": measured("非甲烷总烃", "系统响应时间", 290, "s"), "code": "indication", "want": "pass"},
		"another unit": {"row": measured("二氧化硫", "零点漂移", 9, "mg/m³"), "code": "drift", "want": "pass"},
		"another factor": {"row": measured("某因子", "零点漂移", 9, "%F.S."), "code": "drift", "want": "pass"},
	}
	got := tested(staged.gas([], [sheet(case.row)]), concat(".", ["commissioning", case.code]))
	assertions.same(got, case.want)
}

test_water_limits[name] if {
	limit := object.union(staged.read({"low": -10, "high": 10, "unit": "%"}, "±10%", 0.99), {})
	some name, case in {
		"drift at 20 %": {"row": measured("氨氮", "24h漂移（20%量程）", 5.1, "%F.S."), "want": "fail"},
		"drift at 80 %": {"row": measured("氨氮", "24h漂移（80%量程）", 5.1, "%F.S."), "want": "pass"},
		"repeatability": {"row": measured("总磷", "重复性", 10.5, "%"), "want": "fail"},
		"the unit of the limit": {"row": {"factor": "总氮", "test": "示值误差", "value": -11, "limit": limit}, "want": "fail"},
		"no unit": {"row": {"factor": "pH值", "test": "24h漂移", "value": -0.6, "limit": null}, "want": "fail"},
		"level": {"row": measured("流量", "液位比对误差", 12, "mm"), "want": "pass"},
		"the sampler": {"row": measured("水质自动采样器", "采样量误差", 12, "%"), "want": "fail"},
		"no figure": {"row": {"factor": "总氮", "test": "示值误差", "value": null}, "want": "pass"},
		"read badly": {
			"row": object.union(measured("总磷", "重复性", 10.5, "%"), {"value": object.union(staged.read(10.5, "10.5", 0.4), {"unit": "%"})}),
			"want": "undetermined",
		},
	}
	assertions.same(tested(staged.water([], [sheet(case.row)]), "commissioning.water_tests"), case.want)
}

standards(row, fields) := found if {
	found := commissioning.deny with input as staged.water([], [staged.document("commissioning-report", [staged.table("standards", [row])], fields)])
}

test_standards[name] if {
	good := {"name": "氨氮标准溶液", "standard_no": "GSB07-1", "valid_to": "2027-05-01"}
	some name, case in {
		"in order": {"row": good, "want": "pass"},
		"no number": {"row": object.union(good, {"standard_no": null}), "want": "fail"},
		"no column of numbers": {"row": object.remove(good, ["standard_no"]), "want": "pass"},
		"a number that makes no sense": {"row": object.union(good, {"standard_no": staged.read(null, "批号见附件", 0.9)}), "want": "pass"},
		"expired": {"row": object.union(good, {"valid_to": "2026-05-31"}), "want": "fail"},
		"expired, without a name": {"row": object.union(good, {"name": null, "valid_to": "2026-05-31"}), "want": "fail"},
		"read badly": {"row": object.union(good, {"valid_to": staged.read("2026-05-31", "2026.5.31", 0.5)}), "want": "undetermined"},
	}
	assertions.same(staged.state(standards(case.row, {"commissioning_end": "2026-06-01"}), "commissioning.standards"), case.want)
}

test_standards_on_the_day_of_the_report if {
	row := {"name": "氨氮标准溶液", "standard_no": "GSB07-1", "valid_to": "2026-05-31"}
	assertions.same(staged.state(standards(row, {"document_date": "2026-06-01"}), "commissioning.standards"), "fail")
	assertions.same(staged.state(standards(row, {}), "commissioning.standards"), "pass")
}

test_standards_need_their_table if {
	skipped := commissioning.not_applicable with input as staged.water([], [staged.document("commissioning-report", [], {})])
	{"rule": "standards", "document": "commissioning-report"} in skipped
}
