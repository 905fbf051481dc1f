package laboratory_test

import data.laboratory
import data.lib.assertions
import data.lib.example
import data.lib.sheets

# cover is a readable first page on paper.
cover := example.page({"lines": [example.line(text) | some text in ["检测报告", "报告编号", "委托单位", "检测机构名称"]]})

mark(changes) := object.union({"kind": "cma", "page": 1, "box": [80, 60, 150, 110], "value": "202119354899", "score": 0.98}, changes)

pen(label) := {"kind": "handwriting", "page": 1, "box": [80, 600, 150, 620], "value": label, "score": 0.9}

signed := [pen("编制人"), pen("审核"), pen("签发")]

inspection(changes) := example.seal_of(example.laboratory, object.union({"kind": "inspection", "inner": "检验检测专用章"}, changes))

# report is a report that nothing can be said against; changes replace facts.
report(changes) := example.document("comparison-report", object.union(
	{
		"pages": [cover],
		"marks": array.concat([mark({})], signed),
		"seals": [inspection({}), example.seal_of(example.enterprise, {})],
		"fields": fields({}),
		"tables": [sheets.table("comparison_pairs", sheets.water({}))],
	},
	changes,
))

fields(changes) := object.union(
	{
		"cma_no": [example.field("202119354899", 0.99)],
		"laboratory_name": [example.field(example.laboratory.name, 0.99)],
		"issued_on": [example.field("2026-07-06", 0.99)],
		"sampled_on": [example.field("2026-06-23", 0.99)],
	},
	changes,
)

outlets := [{"code": "DW001", "medium": "water", "factors": [factor("w01018", true), factor("w01012", false), factor("a01013", true)]}]

factor(code, in_permit) := {"code": code, "limit": 80, "unit": "mg/L", "in_permit": in_permit}

dossier(documents) := object.union(example.dossier(documents), {"outlets": outlets})

about(documents) := {finding | some finding in laboratory.deny with input as dossier(documents)}

only(documents, code) := {finding | some finding in about(documents); finding.code == code}

test_a_right_report if assertions.findings(about([report({})]), set())

test_cma[name] if {
	some name, case in {
		"number only": {"changes": {"marks": signed, "fields": fields({})}, "want": set()},
		"mark with its number": {"changes": {"marks": [mark({})], "fields": {}}, "want": set()},
		"mark without a number": {
			"changes": {"marks": [mark({"value": null})], "fields": {}},
			"want": {"laboratory.cma block undetermined comparison-report"},
		},
		"words only": {
			"changes": {"marks": [], "fields": {}, "pages": [example.page({"lines": [example.line("CMA")]})]},
			"want": {"laboratory.cma block undetermined comparison-report"},
		},
		"nothing": {"changes": {"marks": [], "fields": {}}, "want": {"laboratory.cma block fail comparison-report"}},
		"number far behind": {
			"changes": {"marks": [], "fields": {"cma_no": [object.union(example.field("202119354899", 0.99), {"page": 3})]}},
			"want": {"laboratory.cma block fail comparison-report"},
		},
		"a cover hardly read": {
			"changes": {"marks": [], "fields": {}, "pages": [example.page({})]},
			"want": {"laboratory.cma block undetermined comparison-report"},
		},
		"a page unread": {
			"changes": {"marks": [], "fields": {}, "pages": [object.union(cover, {"failed": {"code": "page.timeout", "message": "…"}})]},
			"want": {"laboratory.cma block undetermined comparison-report"},
		},
	}
	document := bare(object.union({"pages": [cover]}, case.changes))
	assertions.findings(only([document], "laboratory.cma"), case.want)
}

# bare is a report of which nothing is known but what is given.
bare(given) := example.document("comparison-report", {"seals": [inspection({})], "pages": given.pages, "marks": given.marks, "fields": given.fields})

sealed(list) := report({"seals": list})

test_seal[name] if {
	some name, case in {
		"inspection seal": {"seals": [inspection({})], "want": set()},
		"own official seal": {"seals": [example.seal_of(example.laboratory, {})], "want": set()},
		"read as the issuer": {
			"seals": [example.unread_seal({"title": example.laboratory.name, "title_score": 0.95, "kind": "inspection"})],
			"want": set(),
		},
		"none": {"seals": [], "want": {"laboratory.seal block fail comparison-report"}},
		"the enterprise's only": {"seals": [example.seal_of(example.enterprise, {})], "want": {"laboratory.seal block fail comparison-report"}},
		"another laboratory's": {
			"seals": [inspection({"title": "深圳市别家检测有限公司", "matches": example.verdicts(example.commissioner, "mismatch", "mismatch", 0.98)})],
			"want": {"laboratory.seal block fail comparison-report"},
		},
		"nearly its own": {
			"seals": [inspection({"title": "广东中止检测技术有限公司", "matches": example.verdicts(example.commissioner, "mismatch", "mismatch", 0.98)})],
			"want": {"laboratory.seal block undetermined comparison-report"},
		},
		"unread": {"seals": [example.unread_seal({})], "want": {"laboratory.seal block undetermined comparison-report"}},
		"a paging seal": {"seals": [inspection({"kind": "paging"})], "want": {"laboratory.seal block undetermined comparison-report"}},
		"a cut one": {"seals": [inspection({"complete": false})], "want": {"laboratory.seal block undetermined comparison-report"}},
		"a contract seal": {"seals": [inspection({"kind": "contract"})], "want": {"laboratory.seal block undetermined comparison-report"}},
	}
	assertions.findings(only([sealed(case.seals)], "laboratory.seal"), case.want)
}

test_a_signature_stands_for_the_seal if {
	document := report({"seals": [], "signatures": [example.signature({"organisation": example.laboratory.name})]})
	assertions.findings(only([document], "laboratory.seal"), set())
}

unnamed := report({"fields": {"laboratory_name": []}, "seals": [example.unread_seal({})]})

test_the_laboratory_is_not_known if {
	got := laboratory.deny with input as object.union(example.dossier([unnamed]), {"parties": [example.enterprise]})
	assertions.findings({f | some f in got; f.code == "laboratory.seal"}, {"laboratory.seal block undetermined comparison-report"})
	skipped := laboratory.not_applicable with input as object.union(example.dossier([unnamed]), {"parties": [example.enterprise]})
	{"rule": "independent", "document": "comparison-report"} in skipped
}

test_independent[role] if {
	some role, name in {"contractor": example.contractor.name, "commissioner": example.commissioner.name}
	document := report({"fields": fields({"laboratory_name": [example.field(name, 0.99)]})})
	assertions.findings(only([document], "laboratory.independent"), {"laboratory.independent warn fail comparison-report"})
}

last(text) := object.union(cover, {"lines": array.concat(cover.lines, [example.line(text)])})

test_signatures[name] if {
	some name, case in {
		"all": {"marks": signed, "page": last("编制:张三"), "fields": {}, "want": set()},
		"one not seen": {
			"marks": [pen("编制"), pen("签发")],
			"page": last("编制:"),
			"fields": {},
			"want": {"laboratory.signatures info undetermined comparison-report"},
		},
		"none": {
			"marks": [],
			"page": last("编制:"),
			"fields": {},
			"want": {"laboratory.signatures warn fail comparison-report"},
		},
		"no such words": {
			"marks": [],
			"page": cover,
			"fields": {},
			"want": {"laboratory.signatures warn undetermined comparison-report"},
		},
		"no date": {
			"marks": signed,
			"page": last("编制:"),
			"fields": {"issued_on": []},
			"want": {"laboratory.signatures info undetermined comparison-report"},
		},
	}
	document := report({"marks": case.marks, "pages": [case.page], "fields": fields(case.fields)})
	assertions.findings(only([document], "laboratory.signatures"), case.want)
}

test_an_electronic_signature_is_one if {
	document := report({"marks": [], "pages": [last("编制:")], "signatures": [example.signature({})]})
	assertions.findings(only([document], "laboratory.signatures"), set())
}

commissioned(day, score) := example.document("commissioning-report", {"fields": {"commissioning_end": [example.field(day, score)]}})

accepted(day) := example.document("acceptance-opinion", {"fields": {"acceptance_date": [example.field(day, 0.99)]}})

test_sampling_date[name] if {
	some name, case in {
		"in order": {"others": [commissioned("2026-05-15", 0.99), accepted("2026-07-22")], "want": set()},
		"before the end of commissioning": {
			"others": [commissioned("2026-06-30", 0.99)],
			"want": {"laboratory.sampling_date warn fail comparison-report"},
		},
		"read unsurely": {
			"others": [commissioned("2026-06-30", 0.6)],
			"want": {"laboratory.sampling_date warn undetermined comparison-report"},
		},
		"after acceptance": {
			"others": [accepted("2026-06-22")],
			"want": {"laboratory.sampling_date warn fail comparison-report"},
		},
	}
	assertions.findings(only(array.concat([report({})], case.others), "laboratory.sampling_date"), case.want)
}

test_without_other_dates_there_is_no_order if {
	got := laboratory.not_applicable with input as dossier([report({})])
	{"rule": "sampling_date", "document": "comparison-report"} in got
}

more := [{"code": "DW001", "medium": "water", "factors": [factor("w01018", true), factor("w21003", true)]}]

covering(changes) := {f |
	some f in laboratory.deny with input as object.union(example.dossier([report(changes)]), {"outlets": more})
	f.code == "laboratory.factors"
}

test_factors[name] if {
	some name, case in {
		"one is missing": {"changes": {}, "want": {"laboratory.factors block fail comparison-report"}},
		"its table may not have been recognised": {
			"changes": {"pages": [last("表2 氨氮比对监测结果")]},
			"want": {"laboratory.factors block undetermined comparison-report"},
		},
		"some pairs have no factor": {
			"changes": {"tables": [sheets.table("comparison_pairs", sheets.water({"1": {"factor": sheets.text("不明")}}))]},
			"want": {"laboratory.factors block undetermined comparison-report"},
		},
		"a page unread": {
			"changes": {"pages": [object.union(cover, {"failed": {"code": "page.timeout", "message": "…"}})]},
			"want": {"laboratory.factors block undetermined comparison-report"},
		},
	}
	assertions.findings(covering(case.changes), case.want)
}

test_no_factor_is_demanded if {
	got := laboratory.not_applicable with input as example.one(report({}))
	{"rule": "factors", "document": "comparison-report"} in got
}
