package outlet_test

import data.lib.assertions
import data.lib.example
import data.outlet

judged(dossier) := found if found := outlet.deny with input as dossier

skipped(dossier) := rules if {
	entries := outlet.not_applicable with input as dossier
	rules := {entry.rule | some entry in entries}
}

with_outlets(outlets) := object.union(example.whole([]), {"outlets": outlets})

without(classes) := object.union(whole, {"instruments": [one | some one in whole.instruments; not one.class in classes]})

whole := example.whole([])

test_a_whole_dossier_passes if {
	assertions.findings(judged(whole), set())
	assertions.same(skipped(whole), {"nutrients", "gas_parameters"})
}

test_code[name] if {
	some name, case in {
		"none": {"outlets": [], "want": {"outlet.code warn fail -"}},
		"malformed": {"outlets": [object.union(example.water_outlet, {"code": "W1"})], "want": {"outlet.code warn fail -"}},
		"other medium": {"outlets": [object.union(example.water_outlet, {"code": "DA001"})], "want": {"outlet.code warn fail -"}},
	}
	found := {f | some f in judged(with_outlets(case.outlets)); f.code == "outlet.code"}
	assertions.findings(found, case.want)
}

test_code_of_a_single_document_is_not_judged if {
	single := example.dossier([])
	assertions.findings(judged(single), set())
	"code" in skipped(single)
}

test_permit_factors if {
	more := object.union(example.water_outlet, {"factors": array.concat(example.water_outlet.factors, [example.factor("w21003", 8, "mg/L")])})
	found := judged(with_outlets([more]))
	assertions.findings(found, {"outlet.permit_factors warn fail -"})
	some f in found
	assertions.same([f.params.factors.zh, f.params.factors.en, f.params.outlet], ["氨氮", "NH3-N", "DW001"])
}

test_an_unknown_factor_is_named_by_its_code if {
	strange := object.union(example.water_outlet, {"factors": [example.factor("w77777", null, null)]})
	some f in judged(with_outlets([strange]))
	assertions.same(f.params.factors.zh, "w77777")
}

test_a_flowmeter_needs_no_factor if {
	rows := [object.union(one, {"factor": null}) | some one in whole.instruments; one.class != "analyser"]
	dossier := object.union(with_outlets([object.union(example.water_outlet, {"factors": []})]), {"instruments": rows})
	assertions.findings(judged(dossier), set())
}

test_factors_not_in_the_permit_are_free if {
	free := object.union(example.water_outlet, {"factors": [object.union(example.factor("w21003", 8, "mg/L"), {"in_permit": false})]})
	assertions.findings(judged(with_outlets([free])), set())
	"permit_factors" in skipped(with_outlets([free]))
}

# A row of the list's file whose factor was not read may be the one that is missing.
test_permit_factors_undetermined if {
	row := {"name": example.cell("水质在线分析仪", 0.9), "factor": example.unread_cell("化学?量")}
	list := example.document("equipment-list", {"tables": [example.table("equipment_list", [row])]})
	dossier := object.union(example.whole([list]), {"instruments": []})
	found := {f | some f in judged(dossier); f.code == "outlet.permit_factors"}
	assertions.findings(found, {"outlet.permit_factors warn undetermined -"})
}

test_unread_pages_prove_no_absence if {
	row := {"factor": example.cell("化学需氧量", 0.99)}
	list := example.document("equipment-list", {"tables": [example.table("equipment_list", [row])], "file": {"pages": 2}})
	dossier := object.union(example.whole([list]), {"instruments": []})
	assertions.findings(judged(dossier), {
		"outlet.permit_factors warn undetermined -",
		"outlet.flow_and_sampler warn undetermined -",
	})
}

test_nutrients[name] if {
	some name, case in {
		"one that needs nitrogen": {"change": {"enterprise": {"industry": "棉印染精加工"}}, "want": {"outlet.nutrients warn fail -"}},
		"a general unit": {"change": {"enterprise": {"industry": "棉印染精加工"}, "project": {"unit_class": "general"}}, "want": set()},
		"another industry": {"change": {}, "want": set()},
		"not known": {"change": {"enterprise": {"industry": null}}, "want": set()},
		"measured": {
			"change": {
				"enterprise": {"industry": "污水处理及其再生利用"},
				"instruments": array.concat(whole.instruments, [example.instrument({"factor": "w21011"})]),
			},
			"want": set(),
		},
	}
	assertions.findings(judged(object.union(whole, case.change)), case.want)
}

gas(codes, measured) := object.union(whole, {
	"outlets": [example.gas_outlet(codes)],
	"instruments": [example.instrument({"outlet": "DA001", "factor": code}) | some code in measured],
})

aux := ["a19001", "a01011", "a01012", "a01013", "a01014"]

test_gas_parameters[name] if {
	some name, case in {
		"complete": {"codes": ["a21026"], "measured": array.concat(["a21026"], aux), "want": set()},
		"no oxygen": {"codes": ["a21026"], "measured": array.concat(["a21026"], array.slice(aux, 1, 5)), "want": {"outlet.gas_parameters warn fail -"}},
		"hydrocarbons need none": {"codes": ["a24088"], "measured": array.concat(["a24088"], array.slice(aux, 1, 5)), "want": set()},
		"no pollutant": {"codes": [], "measured": aux, "want": {"outlet.gas_parameters warn fail -"}},
	}
	dossier := gas(case.codes, case.measured)
	assertions.findings(judged(dossier), case.want)
	"flow_and_sampler" in skipped(dossier)
}

test_flow_and_sampler[name] if {
	some name, case in {
		"no sampler": {"classes": ["sampler"], "lacking": "水质自动采样器"},
		"no flowmeter": {"classes": ["flowmeter"], "lacking": "流量计"},
	}
	found := {f | some f in judged(without(case.classes)); f.code == "outlet.flow_and_sampler"}
	assertions.findings(found, {"outlet.flow_and_sampler warn fail -"})
	some f in found
	assertions.same(f.params.devices.zh, case.lacking)
}

test_an_empty_list_is_judged_elsewhere if {
	empty := object.union(whole, {"instruments": []})
	assertions.findings(judged(empty), set())
	assertions.same({"permit_factors", "nutrients", "gas_parameters", "flow_and_sampler"} - skipped(empty), set())
}
