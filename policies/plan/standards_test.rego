package plan_test

import data.lib.assertions
import data.lib.example

cites(numbers) := {"fields": {"standards_cited": [example.field(n, 0.99) | some n in numbers]}}

test_superseded[name] if {
	some name, case in {
		"in force": {"cited": ["HJ 353-2019", "GB 3544-2008"], "change": {}, "want": set()},
		"replaced": {"cited": ["HJ/T 353-2007"], "change": {}, "want": {"plan.superseded warn fail construction-plan"}},
		"replaced, successor cited": {"cited": ["HJ/T 353-2007", "HJ 353-2019"], "change": {}, "want": set()},
		"transmission, new loggers": {"cited": ["HJ 212-2017"], "change": {}, "want": {"plan.superseded warn fail construction-plan"}},
		"transmission, older loggers": {"cited": ["HJ 212-2017"], "change": {"project": {"kind": "replace-core-part"}}, "want": set()},
	}
	assertions.findings(judged(object.union(planned(cites(case.cited)), case.change)), case.want)
}

test_superseded_names_the_successor if {
	some f in judged(planned(cites(["HJ/T 75-2007"])))
	assertions.same([f.expected, f.params.standards.zh], ["HJ 75-2017", "HJ/T 75-2007（现行HJ 75-2017）"])
}

test_superseded_read_badly if {
	change := {"fields": {"standards_cited": [example.field("HJ/T 75-2007", 0.6)]}}
	assertions.findings(judged(planned(change)), {"plan.superseded warn undetermined construction-plan"})
}

test_a_plan_of_before_the_replacement if {
	change := object.union(cites(["HJ 212-2017"]), {"fields": {"document_date": [example.field("2025-12-30", 0.99)]}})
	assertions.findings(judged(planned(change)), set())
}

# hydrocarbons is a gas project that monitors NMHC, with a plan of the given kind.
hydrocarbons(doc) := object.union(example.whole([doc]), {
	"outlets": [example.gas_outlet(["a24088"])],
	"instruments": [example.instrument({"factor": "a24088"})],
})

safe_page(source) := example.page({"text_source": source, "lines": [example.line("站房设可燃气体报警器")]})

test_nmhc[name] if {
	some name, case in {
		"as it should be": {
			"doc": example.document("construction-plan", object.union(cites(["HJ 1286-2023"]), {"pages": [safe_page("ocr")]})),
			"want": set(),
		},
		"typed, not cited": {
			"doc": example.typed("construction-plan", {"pages": [safe_page("layer")]}),
			"want": {"plan.nmhc warn fail construction-plan"},
		},
		"scanned, not cited": {
			"doc": example.document("construction-plan", {"pages": [safe_page("ocr")]}),
			"want": {"plan.nmhc warn undetermined construction-plan"},
		},
		"standards for water": {
			"doc": example.document("construction-plan", object.union(cites(["HJ 1286-2023", "HJ 353-2019"]), {"pages": [safe_page("ocr")]})),
			"want": {"plan.nmhc warn fail construction-plan"},
		},
		"no alarm": {
			"doc": example.typed("construction-plan", cites(["HJ 1286-2023"])),
			"want": {"plan.nmhc warn fail construction-plan"},
		},
	}
	found := coded(hydrocarbons(case.doc), "plan.nmhc")
	assertions.findings(found, case.want)
	not "nmhc" in skipped(hydrocarbons(case.doc))
}

test_nmhc_by_an_instrument if {
	dossier := object.union(planned({}), {"instruments": [example.instrument({"factor": "a24088"})]})
	assertions.findings(judged(dossier), {"plan.nmhc warn undetermined construction-plan"})
}
