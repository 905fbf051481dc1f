package setting_test

import data.lib.assertions
import data.lib.example
import data.lib.sheets
import data.setting

areas(page, area, others) := example.document("construction-plan", {
	"pages": [page],
	"fields": object.union({"duct_area_m2": [example.field(area, 0.99)]}, others),
})

diameter(d) := {"duct_diameter_m": [example.field(d, 0.99)]}

sides(a, b) := {"duct_length_m": [example.field(a, 0.99)], "duct_width_m": [example.field(b, 0.99)]}

test_duct_area[name] if {
	some name, case in {
		"of a circle": {"document": areas(layer, 5.31, diameter(2.6)), "want": set()},
		"of a rectangle": {"document": areas(layer, 3, sides(2, 1.5)), "want": set()},
		"within the tolerance": {"document": areas(layer, 5.4, diameter(2.6)), "want": set()},
		"wrong": {"document": areas(layer, 6.76, diameter(2.6)), "want": {"setting.duct_area warn fail construction-plan"}},
		"wrong rectangle": {"document": areas(layer, 3.2, sides(2, 1.5)), "want": {"setting.duct_area warn fail construction-plan"}},
		"a point lost on paper": {
			"document": areas(example.page({}), 531, diameter(2.6)),
			"want": {"setting.duct_area warn undetermined construction-plan"},
		},
		"wrong on paper": {"document": areas(example.page({}), 6.76, diameter(2.6)), "want": {"setting.duct_area warn fail construction-plan"}},
	}
	assertions.findings(only(case.document, [], "setting.duct_area"), case.want)
}

test_duct_area_applies if {
	got := setting.not_applicable with input as example.one(areas(layer, 5.31, diameter(2.6)))
	not {"rule": "duct_area", "document": "construction-plan"} in got
}

test_duct_area_shows_both if {
	some finding in only(areas(layer, 6.76, diameter(2.6)), [], "setting.duct_area")
	assertions.same([finding.found, finding.expected], ["6.76", "5.309"])
}

test_correction[name] if {
	some name, case in {
		"none": {"document": printed([cod({})]), "want": set()},
		"a factor": {"document": printed([cod({"calibration_factor": sheets.number(1.2)})]), "want": {"setting.correction warn fail parameter-filing"}},
		"a large intercept": {"document": printed([cod({"intercept": sheets.number(-15.5)})]), "want": {"setting.correction warn fail parameter-filing"}},
		"a reason is given": {
			"document": form(object.union(layer, {"lines": [example.line("修正系数设置依据见附件")]}), [cod({"calibration_factor": sheets.number(1.2)})]),
			"want": set(),
		},
		"a point may be lost": {
			"document": scanned([cod({"calibration_factor": sheets.number(12)})]),
			"want": {"setting.correction warn undetermined parameter-filing"},
		},
		"read unsurely": {
			"document": scanned([cod({"calibration_factor": sheets.scored(1.2, "1.2", 0.5)})]),
			"want": {"setting.correction warn undetermined parameter-filing"},
		},
	}
	assertions.findings(only(case.document, water_outlets, "setting.correction"), case.want)
}

test_correction_of_what_measures_nothing if {
	block := {"factor": sheets.text("水质自动采样器"), "calibration_factor": sheets.number(2)}
	some finding in only(printed([block]), water_outlets, "setting.correction")
	assertions.same(finding.params.items, {"zh": "水质自动采样器修正系数2", "en": "水质自动采样器, correction factor 2"})
}

test_plausible[name] if {
	some name, case in {
		"digestion": {"document": printed([cod({"digestion_celsius": sheets.number(150)})]), "want": {"setting.plausible warn fail parameter-filing"}},
		"time": {"document": printed([cod({"digestion_minutes": sheets.number(45)})]), "want": {"setting.plausible warn fail parameter-filing"}},
		"standard Pitot tube": {"document": printed([velocity({"pitot_kp": sheets.number(1)})]), "want": set()},
		"neither tube": {"document": printed([velocity({"pitot_kp": sheets.number(0.9)})]), "want": {"setting.plausible warn fail parameter-filing"}},
		"a point may be lost": {
			"document": scanned([velocity({"velocity_kv": sheets.number(102)})]),
			"want": {"setting.plausible warn undetermined parameter-filing"},
		},
		"one of the known bases": {"document": printed([oxygen]), "want": set()},
	}
	assertions.findings(only(case.document, [], "setting.plausible"), case.want)
}

test_plausible_says_what_is_usual if {
	some finding in only(printed([velocity({"pitot_kp": sheets.number(0.9)})]), [], "setting.plausible")
	assertions.same(finding.params.items.en, "velocity: Pitot coefficient Kp 0.9, usually 0.8～0.86 / 0.95～1.05")
	base := object.union(oxygen, {"base_oxygen_percent": sheets.number(7)})
	some other in only(printed([base]), [], "setting.plausible")
	assertions.same(other.expected, "3.5% / 6% / 9% / 11%")
}

test_alarm[name] if {
	some name, case in {
		"the limit": {"changes": {}, "outlets": water_outlets, "want": set()},
		"another": {
			"changes": {"alarm_high": sheets.measured(100, "mg/L", "100mg/L")},
			"outlets": water_outlets,
			"want": {"setting.alarm info fail parameter-filing"},
		},
		"another unit": {"changes": {"alarm_high": sheets.measured(100, "ug/L", "100ug/L")}, "outlets": water_outlets, "want": set()},
		"no unit": {
			"changes": {"alarm_high": sheets.number(100)},
			"outlets": water_outlets,
			"want": {"setting.alarm info fail parameter-filing"},
		},
		"a limit without a unit": {
			"changes": {"alarm_high": sheets.measured(100, "mg/L", "100mg/L")},
			"outlets": [{"code": "DW001", "medium": "water", "factors": [object.union(factor("w01018", 80), {"unit": null})]}],
			"want": {"setting.alarm info fail parameter-filing"},
		},
		"no limit": {"changes": {}, "outlets": [], "want": set()},
	}
	assertions.findings(only(printed([cod(case.changes)]), case.outlets, "setting.alarm"), case.want)
}

intervals(seconds, minutes, score) := with_fields(layer, [cod({})], {
	"upload_interval_seconds": [example.field(seconds, score)],
	"minute_interval_minutes": [example.field(minutes, score)],
})

test_interval[name] if {
	some name, case in {
		"allowed": {"document": intervals(60, 10, 0.99), "want": set()},
		"too often": {"document": intervals(10, 10, 0.99), "want": {"setting.interval warn fail parameter-filing"}},
		"no divisor": {"document": intervals(60, 7, 0.99), "want": {"setting.interval warn fail parameter-filing"}},
		"read unsurely": {"document": intervals(60, 7, 0.5), "want": {"setting.interval warn undetermined parameter-filing"}},
	}
	assertions.findings(only(case.document, water_outlets, "setting.interval"), case.want)
}

test_interval_names_both if {
	some finding in only(intervals(10, 7, 0.99), water_outlets, "setting.interval")
	assertions.same(finding.params.items.en, "real-time interval 原文, minute interval 原文")
}
