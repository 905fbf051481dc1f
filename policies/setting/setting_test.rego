package setting_test

import data.lib.assertions
import data.lib.example
import data.lib.sheets
import data.setting

layer := example.page({"text_source": "layer"})

# cod is the block of a COD analyser.
cod(changes) := sheets.changed(
	{
		"factor": sheets.text("化学需氧量"),
		"factor_code": sheets.text("w01018"),
		"principle": sheets.text("重铬酸钾氧化分光光度法"),
		"range": sheets.demand(0, 200, "mg/L"),
		"slope": sheets.number(0.9892),
		"intercept": sheets.number(0.537),
		"digestion_celsius": sheets.number(170),
		"digestion_minutes": sheets.number(15),
		"calibration_factor": sheets.number(1),
		"alarm_high": sheets.measured(80, "mg/L", "80mg/L"),
	},
	changes,
)

# form is a parameter form with these blocks, one table each.
form(page, blocks) := with_fields(page, blocks, {})

with_fields(page, blocks, fields) := example.document("parameter-filing", {
	"pages": [page],
	"tables": [sheets.table("parameters", [block]) | some block in blocks],
	"fields": fields,
})

printed(blocks) := form(layer, blocks)

scanned(blocks) := form(example.page({}), blocks)

water_outlets := [{"code": "DW001", "medium": "water", "factors": [factor("w01018", 80)]}]

factor(code, limit) := {"code": code, "limit": limit, "unit": "mg/L", "in_permit": true}

gas_outlets := [{"code": "DA001", "medium": "gas", "factors": [factor("a01011", null), factor("a19001", null), factor("a34013", 10)]}]

about(document, outlets) := {finding |
	some finding in setting.deny with input as object.union(example.one(document), {"outlets": outlets})
}

only(document, outlets, code) := {finding | some finding in about(document, outlets); finding.code == code}

test_a_right_form[name] if {
	some name, document in {"in a layer": printed([cod({})]), "on paper": scanned([cod({})])}
	assertions.findings(about(document, water_outlets), set())
}

empty := sheets.cell(null, "")

labelled(text) := example.page({"lines": [object.union(example.line(text), {"box": [80, 100, 200, 115]})]})

test_curve[name] if {
	some name, case in {
		"in a layer": {"document": printed([cod({"slope": empty})]), "want": {"setting.curve warn fail parameter-filing"}},
		"on paper": {"document": scanned([object.remove(cod({}), ["slope"])]), "want": {"setting.curve warn undetermined parameter-filing"}},
		"its label was read": {"document": form(labelled("斜率k"), [cod({"slope": empty})]), "want": set()},
		"a label elsewhere on the page": {
			"document": form(example.page({"lines": [object.union(example.line("斜率k"), {"box": [80, 500, 200, 515]})]}), [cod({"slope": empty})]),
			"want": {"setting.curve warn undetermined parameter-filing"},
		},
		"nothing is digested": {"document": printed([cod({"principle": sheets.text("UV法"), "digestion_celsius": empty})]), "want": set()},
		"by its name alone": {
			"document": printed([object.remove(cod({"slope": empty}), ["factor_code"])]),
			"want": {"setting.curve warn fail parameter-filing"},
		},
	}
	assertions.findings(only(case.document, water_outlets, "setting.curve"), case.want)
}

test_curve_names_what_is_missing if {
	some finding in only(printed([cod({"slope": empty})]), water_outlets, "setting.curve")
	assertions.same(finding.params.missing, {"zh": "化学需氧量斜率", "en": "slope of COD"})
}

# A block that goes on on the next page is one block.
test_a_block_over_two_pages if {
	cells := cod({})
	upper := object.filter(cells, ["factor", "factor_code", "range", "principle"])
	lower := object.remove(cells, ["factor", "factor_code", "range", "principle"])
	document := example.document("parameter-filing", {
		"pages": [layer, object.union(layer, {"number": 2})],
		"tables": [sheets.table("parameters", [upper]), object.union(sheets.table("parameters", [lower]), {"page": 2})],
		"fields": {},
	})
	assertions.findings(about(document, water_outlets), set())
}

# What follows is the block of the link, not the rest of this one.
test_the_link_is_a_block_of_its_own[key] if {
	some key in ["mn", "host"]
	document := example.document("parameter-filing", {
		"pages": [layer, object.union(layer, {"number": 2})],
		"tables": [
			sheets.table("parameters", [cod({"slope": empty})]),
			object.union(sheets.table("parameters", [{key: sheets.text("x"), "slope": sheets.number(1)}]), {"page": 2}),
		],
		"fields": {},
	})
	assertions.findings(only(document, water_outlets, "setting.curve"), {"setting.curve warn fail parameter-filing"})
}

velocity(changes) := sheets.changed(
	{
		"factor": sheets.text("烟气流速"),
		"factor_code": sheets.text("a01011"),
		"principle": sheets.text("皮托管差压法"),
		"pitot_kp": sheets.number(0.84),
		"velocity_kv": sheets.number(1.02),
		"duct_area_m2": sheets.number(5.31),
	},
	changes,
)

oxygen := {"factor": sheets.text("氧含量"), "factor_code": sheets.text("a19001"), "base_oxygen_percent": sheets.number(6)}

dust := {
	"factor": sheets.text("颗粒物"),
	"factor_code": sheets.text("a34013"),
	"slope": sheets.number(1),
	"intercept": sheets.cell(0.1, "0.100"),
}

test_gas[name] if {
	some name, case in {
		"everything": {"document": printed([velocity({}), oxygen, dust]), "want": set()},
		"no Kp": {"document": printed([velocity({"pitot_kp": empty}), oxygen, dust]), "want": {"setting.gas warn fail parameter-filing"}},
		"no Kp, read as a field": {
			"document": with_fields(layer, [velocity({"pitot_kp": empty}), oxygen, dust], {"pitot_kp": [example.field(0.84, 0.9)]}),
			"want": set(),
		},
		"ultrasonic": {"document": printed([velocity({"pitot_kp": empty, "principle": sheets.text("超声波法")}), oxygen, dust]), "want": set()},
		"no intercept of particulate": {
			"document": printed([velocity({"intercept": sheets.number(0)}), oxygen, object.remove(dust, ["intercept"])]),
			"want": {"setting.gas warn fail parameter-filing"},
		},
		"on paper": {
			"document": scanned([velocity({"pitot_kp": empty}), oxygen, dust]),
			"want": {"setting.gas warn undetermined parameter-filing"},
		},
		"on paper, label read": {"document": form(labelled("皮托管系数Kp"), [velocity({"pitot_kp": empty}), oxygen, dust]), "want": set()},
	}
	assertions.findings(only(case.document, gas_outlets, "setting.gas"), case.want)
}

test_nothing_to_judge if {
	got := setting.not_applicable with input as example.one(printed([]))
	rules := {"curve", "gas", "correction", "plausible", "alarm", "interval", "duct_area"}
	assertions.same({n.rule | some n in got}, rules)
}
