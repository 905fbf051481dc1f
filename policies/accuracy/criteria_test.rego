package accuracy_test

import data.accuracy
import data.lib.assertions
import data.lib.example
import data.lib.sheets

criteria(document, outlets) := {f |
	some f in accuracy.deny with input as object.union(example.one(document), {"outlets": outlets})
	f.code == "accuracy.criterion"
}

# 52 against 37 is 40.5 %; HJ 354-2019 allows 30 % there, and the report allowed 50 %.
lax := {
	"online_1": sheets.number(53),
	"online_2": sheets.number(51),
	"online": sheets.number(52),
	"error": sheets.measured(40.5, "%", "+40.5%"),
	"limit": sheets.demand(-50, 50, "%"),
}

test_criterion[name] if {
	some name, case in {
		"within": {"document": scanned("comparison-report", water({})), "want": set()},
		"beyond, in a layer": {
			"document": born("comparison-report", water({"1": lax})),
			"want": {"accuracy.criterion warn fail comparison-report"},
		},
		"beyond, on paper": {
			"document": scanned("comparison-report", water({"1": lax})),
			"want": {"accuracy.criterion warn fail comparison-report"},
		},
		"beyond, but the printed error is another": {
			"document": scanned("comparison-report", water({"1": object.union(lax, {"error": sheets.measured(4, "%", "4%")})})),
			"want": {"accuracy.criterion warn undetermined comparison-report"},
		},
		"acidity beyond": {
			"document": born("comparison-report", [sheets.table("comparison_pairs", acid({
				"online_1": sheets.cell(8.3, "8.30"),
				"online_2": sheets.cell(8.3, "8.30"),
				"online": sheets.cell(8.3, "8.30"),
				"error": sheets.cell(0.68, "+0.68"),
			}))]),
			"want": {"accuracy.criterion warn fail comparison-report"},
		},
		"no unit": {"document": born("comparison-report", [sheets.table("comparison_pairs", [object.remove(row, ["unit"]) | some row in sheets.water({"1": lax})])]), "want": set()},
		"accuracy within": {"document": scanned("comparison-report", gas({}, {})), "want": set()},
	}
	assertions.findings(criteria(case.document, []), case.want)
}

# A relative accuracy of 18.3 % with 15 % allowed.
spread := {sprintf("%d", [no]): {"online": sheets.fixed(value), "error": sheets.fixed(error)} |
	some i, pair in [[8.6, 1.5], [8.3, 1], [8.1, 1.2], [8.2, 1.2], [8.4, 1.2], [8.6, 1.2], [8.3, 1.2], [8, 1.2], [8.3, 1.1]]
	no := i + 1
	value := pair[0]
	error := pair[1]
}

test_accuracy_beyond[name] if {
	some name, case in {
		"printed right": {"printed": sheets.measured(18.3, "%", "18.3%"), "state": "fail"},
		"printed wrong": {"printed": sheets.measured(2.2, "%", "2.2%"), "state": "undetermined"},
	}
	some finding in criteria(scanned("comparison-report", gas(spread, {"relative_accuracy": case.printed})), [])
	assertions.same(finding.state, case.state)
}

# NMHC: the row depends on the emission limit too, and ends at 50 mg/m³ without it.
nmhc(reference, online) := [sheets.table("comparison_pairs", [{
	"factor": sheets.text("非甲烷总烃"),
	"unit": sheets.text("mg/m³"),
	"reference": sheets.cell(reference, sprintf("%v.0", [reference])),
	"online": sheets.cell(online, sprintf("%v.0", [online])),
	"error": sheets.cell(online - reference, sprintf("%v.0", [online - reference])),
}])]

outlet(limit) := [{"code": "DA001", "medium": "gas", "factors": [{"code": "a24088", "limit": limit, "unit": "mg/m³", "in_permit": true}]}]

test_the_emission_limit_selects_the_row[name] if {
	some name, case in {
		"low limit, beyond": {"limit": 30, "tables": nmhc(20, 35), "want": {"accuracy.criterion warn fail comparison-report"}},
		"high limit, within": {"limit": 60, "tables": nmhc(20, 35), "want": set()},
		"limit on the bound": {"limit": 50, "tables": nmhc(20, 35), "want": set()},
		"limit unknown": {"limit": null, "tables": nmhc(20, 35), "want": set()},
		"reference on the bound": {"limit": 30, "tables": nmhc(50, 95), "want": set()},
	}
	assertions.findings(criteria(born("comparison-report", case.tables), outlet(case.limit)), case.want)
}

# Up to 10 mg/m³, itself included, particulate may differ by 5 mg/m³.
test_a_bound_that_is_included if {
	dust := [sheets.table("comparison_pairs", [{
		"factor": sheets.text("颗粒物"),
		"unit": sheets.text("mg/m³"),
		"reference": sheets.cell(10, "10.0"),
		"online": sheets.cell(15.6, "15.6"),
		"error": sheets.cell(5.6, "+5.6"),
	}])]
	assertions.findings(criteria(born("comparison-report", dust), []), {"accuracy.criterion warn fail comparison-report"})
}

# A criterion that the figure may not reach.
test_a_bound_that_is_not_included if {
	row := {"limit": {"inclusive": false, "value": 5}}
	accuracy.exceeds({"value": 5, "digits": 1, "criterion": row})
	not accuracy.exceeds({"value": 4.9, "digits": 1, "criterion": row})
}
