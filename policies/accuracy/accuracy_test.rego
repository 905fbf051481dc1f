package accuracy_test

import data.accuracy
import data.lib.assertions
import data.lib.example
import data.lib.sheets

report(changes) := example.document("comparison-report", changes)

layer(number) := example.page({"number": number, "text_source": "layer"})

# about is what a document with these tables is told, on paper and in a text layer.
about(document) := {finding |
	some finding in accuracy.deny with input as example.one(document)
}

scanned(slug, tables) := example.document(slug, {"tables": tables})

born(slug, tables) := example.document(slug, {"tables": tables, "pages": [layer(1)]})

water(changes) := [sheets.table("comparison_pairs", sheets.water(changes))]

gas(pairs, summary) := [
	sheets.table("comparison_pairs", sheets.gas(pairs)),
	sheets.table("comparison_summary", [sheets.summary(summary)]),
]

tests(changes) := [sheets.table("commissioning_tests", [sheets.changed(
	{
		"factor": sheets.text("二氧化硫"),
		"test": sheets.text("示值误差"),
		"value": sheets.measured(1.1, "%F.S.", "+1.1%F.S."),
		"limit": sheets.demand(-2.5, 2.5, "%F.S."),
		"verdict": sheets.cell("pass", "合格"),
	},
	changes,
)])]

failed := sheets.cell("fail", "不合格")

test_right_reports[name] if {
	some name, document in {
		"water on paper": scanned("comparison-report", water({})),
		"water in a layer": born("comparison-report", water({})),
		"gas on paper": scanned("comparison-report", gas({}, {})),
		"gas in a layer": born("comparison-report", gas({}, {})),
		"tests": scanned("commissioning-report", tests({})),
		"tests in a layer": born("acceptance-report", tests({})),
		"no tables": scanned("comparison-report", []),
	}
	assertions.findings(about(document), set())
}

test_verdict[name] if {
	some name, case in {
		"too large and passed": {
			"document": born("commissioning-report", tests({"value": sheets.measured(3.1, "%F.S.", "+3.1%F.S.")})),
			"want": {"accuracy.verdict block fail commissioning-report"},
		},
		"too small and passed": {
			"document": born("commissioning-report", tests({
				"value": sheets.measured(0.6, "%F.S.", "0.6%F.S."),
				"limit": sheets.demand(0.75, null, "%F.S."),
			})),
			"want": {"accuracy.verdict block fail commissioning-report"},
		},
		"surely read on paper": {
			"document": scanned("commissioning-report", tests({"value": sheets.measured(3.1, "%F.S.", "+3.1%F.S.")})),
			"want": {"accuracy.verdict block fail commissioning-report"},
		},
		"a demand that no standard has": {
			"document": scanned("commissioning-report", tests({
				"value": sheets.measured(8.5, "%F.S.", "8.5%F.S."),
				"limit": sheets.demand(-7.7, 7.7, "%F.S."),
			})),
			"want": {"accuracy.verdict block undetermined commissioning-report"},
		},
		"a point may be lost": {
			"document": scanned("commissioning-report", tests({"value": sheets.measured(11, "%F.S.", "11%F.S.")})),
			"want": {"accuracy.verdict block undetermined commissioning-report"},
		},
		"seconds have no point": {
			"document": scanned("commissioning-report", tests({
				"value": sheets.measured(250, "s", "250s"),
				"limit": sheets.demand(null, 200, "s"),
			})),
			"want": {"accuracy.verdict block fail commissioning-report"},
		},
		"read unsurely": {
			"document": scanned("commissioning-report", tests({"value": object.union(sheets.scored(3.1, "3.1%F.S.", 0.6), {"unit": "%F.S."})})),
			"want": {"accuracy.verdict block undetermined commissioning-report"},
		},
		"inside and failed": {
			"document": born("commissioning-report", tests({"verdict": failed})),
			"want": {"accuracy.verdict block fail commissioning-report"},
		},
		"on the bound and failed": {
			"document": born("commissioning-report", tests({"value": sheets.measured(2.5, "%F.S.", "2.5%F.S."), "verdict": failed})),
			"want": set(),
		},
		"another unit": {
			"document": born("commissioning-report", tests({"value": sheets.measured(30, "mg/m³", "30mg/m³")})),
			"want": set(),
		},
		"no unit": {
			"document": born("commissioning-report", tests({"value": sheets.number(30)})),
			"want": {"accuracy.verdict block fail commissioning-report"},
		},
		"a demand without a unit": {
			"document": born("commissioning-report", tests({"limit": sheets.demand(-1, 1, null)})),
			"want": {"accuracy.verdict block fail commissioning-report"},
		},
	}
	got := {f | some f in about(case.document); f.code == "accuracy.verdict"}
	assertions.findings(got, case.want)
}

# An error of 35 % that follows from the readings, allowed 30 %, and passed.
too_far := {
	"online_1": sheets.number(51),
	"online_2": sheets.number(49),
	"online": sheets.number(50),
	"error": sheets.measured(35.1, "%", "+35.1%"),
}

test_verdict_of_a_pair[name] if {
	some name, case in {
		"borne out": {"change": too_far, "state": "fail"},
		"not borne out": {"change": {"error": sheets.measured(35.1, "%", "+35.1%")}, "state": "undetermined"},
	}
	some finding in about(scanned("comparison-report", water({"1": case.change})))
	finding.code == "accuracy.verdict"
	assertions.same(finding.state, case.state)
}

test_verdict_of_a_summary[name] if {
	some name, case in {
		"agrees with its pairs": {"change": {"limit": sheets.demand(null, 2, "%")}, "state": "fail"},
		"does not agree": {"change": {"relative_accuracy": sheets.measured(25.5, "%", "25.5%")}, "state": "undetermined"},
	}
	some finding in about(scanned("comparison-report", gas({}, case.change)))
	finding.code == "accuracy.verdict"
	assertions.same(finding.state, case.state)
}

test_the_message_names_what_is_wrong if {
	document := born("commissioning-report", tests({"value": sheets.measured(3.1, "%F.S.", "+3.1%F.S.")}))
	some finding in about(document)
	assertions.same(finding.params.items, {
		"zh": "二氧化硫 示值误差 +3.1%F.S.，要求要求，判定合格",
		"en": "二氧化硫 示值误差 +3.1%F.S., demanded 要求, passed",
	})
	assertions.same(count(finding.places), 2)
}

concluded(tables, conclusion) := example.document("commissioning-report", {
	"tables": tables,
	"fields": {"conclusion": [example.field(conclusion, 0.99)]},
})

test_conclusion[name] if {
	some name, case in {
		"everything passed": {"document": concluded(tests({}), "pass"), "want": set()},
		"failed and says so": {"document": concluded(tests({"verdict": failed}), "fail"), "want": set()},
		"failed and passes": {
			"document": concluded(tests({"verdict": failed}), "pass"),
			"want": {"accuracy.conclusion block fail commissioning-report"},
		},
		"a cross": {
			"document": concluded(tests({"verdict": sheets.cell("fail", "×")}), "pass"),
			"want": {"accuracy.conclusion block undetermined commissioning-report"},
		},
		"read unsurely": {
			"document": concluded(tests({"verdict": sheets.scored("fail", "不合格", 0.5)}), "pass"),
			"want": {"accuracy.conclusion block undetermined commissioning-report"},
		},
	}
	got := {f | some f in about(case.document); f.code == "accuracy.conclusion"}
	assertions.findings(got, case.want)
}

test_nothing_to_judge if {
	got := accuracy.not_applicable with input as example.one(report({}))
	assertions.same({n.rule | some n in got}, {"verdict", "conclusion", "pairs", "samples", "error", "summary", "criterion"})
}
