package accuracy_test

import data.lib.assertions
import data.lib.comparisons
import data.lib.example
import data.lib.sheets

wrong_error := {"error": sheets.measured(-40.5, "%", "-40.5%")}

acid(changes) := [sheets.changed(
	{
		"no": sheets.text("1"),
		"factor": sheets.text("pH值"),
		"online_1": sheets.cell(7.48, "7.48"),
		"online_2": sheets.cell(7.71, "7.71"),
		"online": sheets.cell(7.6, "7.60"),
		"reference": sheets.cell(7.62, "7.62"),
		"error": sheets.cell(-0.02, "-0.02"),
		"limit": sheets.demand(-0.5, 0.5, null),
		"verdict": sheets.cell("pass", "合格"),
	},
	changes,
)]

test_error[name] if {
	some name, case in {
		"in a layer": {"document": born("comparison-report", water({"1": wrong_error})), "want": {"accuracy.error warn fail comparison-report"}},
		"on paper": {"document": scanned("comparison-report", water({"1": wrong_error})), "want": {"accuracy.error warn fail comparison-report"}},
		"read unsurely": {
			"document": scanned("comparison-report", water({"1": {"error": object.union(sheets.scored(-40.5, "-40.5%", 0.7), {"unit": "%"})}})),
			"want": {"accuracy.error warn undetermined comparison-report"},
		},
		"the mean is not that of the readings": {
			"document": scanned("comparison-report", water({"1": object.union(wrong_error, {"online_2": sheets.number(87)})})),
			"want": {"accuracy.error warn undetermined comparison-report"},
		},
		"a digit of the reference may be misread": {
			"document": scanned("comparison-report", water({"3": {"reference": sheets.number(70)}})),
			"want": {"accuracy.error warn undetermined comparison-report"},
		},
		"a point lost on paper": {
			"document": scanned("comparison-report", water({"1": {"error": sheets.measured(27, "%", "+27%")}})),
			"want": set(),
		},
		"a point lost in a layer": {
			"document": born("comparison-report", water({"1": {"error": sheets.measured(27, "%", "+27%")}})),
			"want": {"accuracy.error warn fail comparison-report"},
		},
		"the unit stands in the demand only": {"document": scanned("comparison-report", water({"1": {"error": sheets.number(2.7)}})), "want": set()},
		"no error": {"document": scanned("comparison-report", water({"1": {"error": sheets.cell(null, "")}})), "want": set()},
		"less than can be found": {
			"document": scanned("comparison-report", water({"1": {"reference": object.union(sheets.number(4), {"sign": "<"})}})),
			"want": set(),
		},
		"a reference of nothing": {
			"document": scanned("comparison-report", water({"1": {"reference": sheets.number(0)}})),
			"want": set(),
		},
		"pH": {"document": scanned("comparison-report", [sheets.table("comparison_pairs", acid({}))]), "want": set()},
		"pH, wrong": {
			"document": scanned("comparison-report", [sheets.table("comparison_pairs", acid({"error": sheets.cell(0.37, "+0.37")}))]),
			"want": {"accuracy.error warn fail comparison-report"},
		},
		"one reading only": {
			"document": scanned("comparison-report", [sheets.table("comparison_pairs", [object.remove(row, ["online", "online_2"]) |
				some row in acid({"error": sheets.cell(0.9, "+0.90")})
			])]),
			"want": {"accuracy.error warn undetermined comparison-report"},
		},
	}
	got := {f | some f in about(case.document); f.code == "accuracy.error"}
	assertions.findings(got, case.want)
}

test_error_says_what_it_should_be if {
	some finding in about(born("comparison-report", water({"1": wrong_error})))
	finding.code == "accuracy.error"
	assertions.same([finding.expected, finding.found], ["2.7", "-40.5%"])
	assertions.same(finding.params.items.en, "COD, pair 1 should be about 2.7 and reads -40.5%")
}

test_a_pair_without_a_number if {
	changes := object.union(wrong_error, {"no": sheets.cell(null, "")})
	some finding in about(born("comparison-report", water({"1": changes})))
	finding.code == "accuracy.error"
	contains(finding.params.items.zh, "第?组")
}

test_summary[name] if {
	some name, case in {
		"right": {"document": scanned("comparison-report", gas({}, {})), "want": set()},
		"wrong accuracy in a layer": {
			"document": born("comparison-report", gas({}, {"relative_accuracy": sheets.measured(4.4, "%", "4.4%")})),
			"want": {"accuracy.summary warn fail comparison-report"},
		},
		"wrong accuracy on paper": {
			"document": scanned("comparison-report", gas({}, {"relative_accuracy": sheets.measured(4.4, "%", "4.4%")})),
			"want": {"accuracy.summary warn fail comparison-report"},
		},
		"within the tolerance": {
			"document": born("comparison-report", gas({}, {"relative_accuracy": sheets.measured(3.3, "%", "3.3%")})),
			"want": set(),
		},
		"a point lost on paper": {
			"document": scanned("comparison-report", gas({}, {"relative_accuracy": sheets.measured(32, "%", "32%")})),
			"want": set(),
		},
		"one pair misread": {
			"document": scanned("comparison-report", gas({"3": {"online": sheets.cell(1.1, "1.1")}}, {})),
			"want": set(),
		},
		"one pair misread and a wrong accuracy": {
			"document": scanned("comparison-report", gas({"3": {"online": sheets.cell(1.1, "1.1")}}, {"relative_accuracy": sheets.measured(4.4, "%", "4.4%")})),
			"want": {"accuracy.summary warn undetermined comparison-report"},
		},
		"differences in per cent, the factor's unit": {
			"document": scanned("comparison-report", gas({"3": {"error": sheets.measured(0.2, "%", "+0.2%")}}, {})),
			"want": set(),
		},
		"a pair lost": {
			"document": scanned("comparison-report", [
				sheets.table("comparison_pairs", array.slice(sheets.gas({}), 1, 9)),
				sheets.table("comparison_summary", [sheets.summary({"relative_accuracy": sheets.measured(9.9, "%", "9.9%")})]),
			]),
			"want": set(),
		},
		"relative error": {
			"document": born("comparison-report", gas({}, {"relative_accuracy": sheets.cell(null, ""), "relative_error": sheets.measured(8.8, "%", "+8.8%")})),
			"want": {"accuracy.summary warn fail comparison-report"},
		},
		"absolute error": {
			"document": born("comparison-report", gas({}, {"relative_accuracy": sheets.cell(null, ""), "absolute_error": sheets.measured(0.83, "%", "+0.83%")})),
			"want": {"accuracy.summary warn fail comparison-report"},
		},
	}
	got := {f | some f in about(case.document); f.code == "accuracy.summary"}
	assertions.findings(got, case.want)
}

# Two outlets in one report: it cannot be told which pairs are whose.
test_two_summaries_of_a_factor_are_left_alone if {
	wrong := sheets.summary({"relative_accuracy": sheets.measured(9.9, "%", "9.9%")})
	document := born("comparison-report", [
		sheets.table("comparison_pairs", sheets.gas({})),
		sheets.table("comparison_summary", [wrong, wrong]),
	])
	assertions.findings(about(document), set())
}

test_pairs_without_a_known_factor if {
	rows := sheets.water({"1": {"factor": sheets.text("不明")}})
	got := comparisons.unnamed with input as example.one(born("comparison-report", [sheets.table("comparison_pairs", rows)]))
	assertions.same(got, true)
}
