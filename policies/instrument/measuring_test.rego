package instrument_test

import data.lib.assertions
import data.lib.example
import data.lib.units

test_cod_principle[name] if {
	some name, case in {
		"ultraviolet": {"change": {"principle": "紫外吸收法(UV254)"}, "want": {"instrument.cod_principle warn fail -"}},
		"lower case": {"change": {"principle": "uv法"}, "want": {"instrument.cod_principle warn fail -"}},
		"digested": {"change": {"principle": "重铬酸钾消解紫外法"}, "want": set()},
		"not given": {"change": {"principle": null}, "want": set()},
		"another factor": {"change": {"factor": "w21001", "principle": "紫外分光光度法"}, "want": set()},
	}
	assertions.findings(coded(entering([example.instrument(case.change)]), "instrument.cod_principle"), case.want)
}

test_a_principle_read_badly if {
	row := object.union(full_row, {"principle": example.cell("紫外吸收法", 0.6)})
	tables := array.concat([example.table("equipment_list", [row])], array.slice(whole_list, 1, 3))
	assertions.findings(judged(printing(tables)), {"instrument.cod_principle warn undetermined equipment-list"})
}

nox(changes) := example.instrument(object.union({"outlet": "DA001", "factor": "a21002", "principle": "非分散红外法"}, changes))

test_nox[name] if {
	some name, case in {
		"nothing tells": {"rows": [nox({})], "docs": [], "want": {"instrument.nox warn undetermined -"}},
		"said not to": {"rows": [nox({"nox_mode": "none"})], "docs": [], "want": {"instrument.nox warn fail -"}},
		"only NO": {"rows": [nox({"principle": "红外法(仅测NO)"})], "docs": [], "want": {"instrument.nox warn fail -"}},
		"said to convert": {"rows": [nox({"nox_mode": "converted"})], "docs": [], "want": set()},
		"by principle": {"rows": [nox({"principle": "紫外差分吸收光谱法"})], "docs": [], "want": set()},
		"an NO2 meter": {"rows": [nox({}), nox({"factor": "a21004"})], "docs": [], "want": set()},
		"principle not given": {"rows": [nox({"principle": null})], "docs": [], "want": set()},
		"a converter's efficiency": {
			"rows": [nox({})],
			"docs": [example.document("parameter-filing", {"fields": {"no2_conversion_percent": [example.field(97.2, 0.99)]}})],
			"want": set(),
		},
	}
	dossier := object.union(example.whole(case.docs), {"instruments": case.rows})
	assertions.findings(coded(dossier, "instrument.nox"), case.want)
	not "nox" in skipped(dossier)
}

ranging(range, limit, unit) := object.union(whole, {
	"outlets": [{"code": "DW001", "medium": "water", "factors": [example.factor("w01018", limit, unit)]}],
	"instruments": [example.instrument({"range": range})],
})

about_ranges(dossier) := {f | some f in judged(dossier); f.code in ["instrument.range_limit", "instrument.range_ratio"]}

test_ranges[name] if {
	some name, case in {
		"two and a half times": {"range": example.range(0, 200, "mg/L"), "limit": 80, "unit": "mg/L", "want": set()},
		"twice": {"range": example.range(0, 160, "mg/L"), "limit": 80, "unit": "mg/L", "want": set()},
		"three times in another unit": {"range": example.range(0, 240000, "μg/L"), "limit": 80, "unit": "mg/L", "want": set()},
		"too short": {"range": example.range(0, 50, "mg/L"), "limit": 80, "unit": "mg/L", "want": {"instrument.range_limit block fail -"}},
		"barely": {"range": example.range(0, 80, "mg/L"), "limit": 80, "unit": "mg/L", "want": {"instrument.range_ratio warn fail -"}},
		"too wide": {"range": example.range(0, 1000, "mg/L"), "limit": 80, "unit": "mg/L", "want": {"instrument.range_ratio warn fail -"}},
		"units that differ": {"range": example.range(0, 200, "kPa"), "limit": 80, "unit": "mg/L", "want": {"instrument.range_limit block undetermined -"}},
		"no unit of the range": {"range": example.range(0, 200, null), "limit": 80, "unit": "mg/L", "want": {"instrument.range_limit block undetermined -"}},
		"no unit of the limit": {"range": example.range(0, 200, "mg/L"), "limit": 80, "unit": null, "want": {"instrument.range_limit block undetermined -"}},
	}
	assertions.findings(about_ranges(ranging(case.range, case.limit, case.unit)), case.want)
}

test_the_ratio_is_that_of_the_criteria[kind] if {
	some kind, bound in {"ratio_min": "min", "ratio_max": "max"}
	rows := [row.limit.value | some row in data.reference.criteria; row.limit.kind == kind]
	assertions.same(rows, [data.reference.equipment.range_ratio[bound]])
}

test_one_of_several_ranges_is_enough if {
	dossier := object.union(ranging(example.range(0, 50, "mg/L"), 80, "mg/L"), {"instruments": [
		example.instrument({"range": example.range(0, 50, "mg/L")}),
		example.instrument({"range": example.range(0, 200, "mg/L")}),
		example.instrument({"range": example.range(0, 200, "?")}),
	]})
	assertions.findings(about_ranges(dossier), set())
}

test_no_limit_no_ratio if {
	dossier := ranging(example.range(0, 200, "mg/L"), null, "mg/L")
	assertions.findings(about_ranges(dossier), set())
	assertions.same({"range_limit", "range_ratio"} - skipped(dossier), set())
}

test_gas_has_no_ratio if {
	dossier := object.union(whole, {
		"outlets": [{"code": "DA001", "medium": "gas", "factors": [example.factor("a21026", 35, "mg/m³")]}],
		"instruments": [example.instrument({"outlet": null, "factor": "a21026", "range": example.range(0, 1000, "mg/m³")})],
	})
	assertions.findings(about_ranges(dossier), set())
}

test_units[name] if {
	some name, case in {
		"as written": {"given": [5, "mg/L", "mg/l"], "want": 5},
		"another share": {"given": [5, "g/L", "mg/L"], "want": 5000},
		"a gas by volume": {"given": [100, "ppm", "mg/m³"], "want": 286},
	}
	assertions.same(round(units.convert(case.given[0], case.given[1], case.given[2], "a21026")), case.want)
}

test_units_that_differ[name] if {
	some name, given in {
		"other quantities": ["mg/L", "℃", "w01018"],
		"a gas of unknown mass": ["ppm", "mg/m3", "a19001"],
		"none": [null, "mg/L", "w01018"],
		"into none": ["mg/L", null, "w01018"],
	}
	not units.convert(1, given[0], given[1], given[2])
}

test_factor_code[name] if {
	some name, case in {
		"unknown": {"codes": ["w01018", "w99999"], "want": {"instrument.factor_code warn fail -"}},
		"old code": {"codes": ["011"], "want": set()},
		"none": {"codes": [], "want": set()},
	}
	dossier := object.union(whole, {
		"outlets": [{"code": "DW001", "medium": "water", "factors": [example.factor(code, null, null) | some code in case.codes]}],
		"instruments": [],
	})
	assertions.findings(coded(dossier, "instrument.factor_code"), case.want)
}

test_a_code_of_the_printed_list_is_looked_up if {
	row := object.union(full_row, {"factor_code": example.cell("w99998", 0.99)})
	tables := array.concat([example.table("equipment_list", [row])], array.slice(whole_list, 1, 3))
	some f in coded(printing(tables), "instrument.factor_code")
	assertions.same(f.params.codes, ["w99998"])
}

test_no_codes_at_all if {
	dossier := object.union(entering([example.instrument({"factor": null})]), {"outlets": []})
	"factor_code" in skipped(dossier)
}
