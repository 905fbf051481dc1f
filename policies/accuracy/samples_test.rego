package accuracy_test

import data.lib.assertions
import data.lib.example
import data.lib.sheets

few := array.slice(sheets.gas({}), 0, 7)

seven(pages, summary) := example.document("comparison-report", {"pages": pages, "tables": [
	sheets.table("comparison_pairs", few),
	sheets.table("comparison_summary", [sheets.summary(summary)]),
]})

test_pairs[name] if {
	some name, case in {
		"seven in a layer": {"document": seven([layer(1)], {}), "want": {"accuracy.pairs warn fail comparison-report"}},
		"seven on paper, whose mean is printed": {
			"document": seven([example.page({})], {"reference_mean": sheets.cell(7.14, "7.14%")}),
			"want": {"accuracy.pairs warn fail comparison-report"},
		},
		"seven on paper": {"document": seven([example.page({})], {}), "want": {"accuracy.pairs warn undetermined comparison-report"}},
		"nine by their numbers": {
			"document": example.document("comparison-report", {"tables": [sheets.table("comparison_pairs", array.slice(sheets.gas({}), 2, 9))]}),
			"want": set(),
		},
		"nine": {"document": scanned("comparison-report", gas({}, {})), "want": set()},
	}
	got := {f | some f in about(case.document); f.code == "accuracy.pairs"}
	assertions.findings(got, case.want)
}

samples(pages, rows) := example.document("comparison-report", {"pages": pages, "tables": [sheets.table("comparison_pairs", rows)]})

single(rows) := [object.remove(row, ["online_1", "online_2"]) | some row in rows]

test_samples[name] if {
	some name, case in {
		"three": {"document": samples([example.page({})], sheets.water({})), "want": set()},
		"two in a layer": {
			"document": samples([layer(1)], array.slice(sheets.water({}), 0, 2)),
			"want": {"accuracy.samples warn fail comparison-report"},
		},
		"two on paper": {
			"document": samples([example.page({})], array.slice(sheets.water({}), 0, 2)),
			"want": {"accuracy.samples warn undetermined comparison-report"},
		},
		"one reading in a layer": {
			"document": samples([layer(1)], single(sheets.water({}))),
			"want": {"accuracy.samples warn fail comparison-report"},
		},
		"one that failed": {
			"document": samples([example.page({})], sheets.water({"2": {"verdict": failed}})),
			"want": {"accuracy.samples warn fail comparison-report"},
		},
	}
	got := {f | some f in about(case.document); f.code == "accuracy.samples"}
	assertions.findings(got, case.want)
}

test_samples_are_named if {
	some finding in about(samples([layer(1)], single(array.slice(sheets.water({}), 0, 2))))
	finding.code == "accuracy.samples"
	assertions.same(finding.params.items.zh, "化学需氧量未列出两次在线测定值、化学需氧量只有2个样品")
}
