package document_test

import data.document
import data.lib.assertions
import data.lib.example

name := example.enterprise.name

named(readings, changes) := example.document("acceptance-report", object.union(
	{"fields": {"enterprise_name": readings}},
	changes,
))

test_enterprise_name[label] if {
	some label, case in {
		"right": {"readings": [example.field(name, 0.9)], "want": set()},
		"right, read badly": {"readings": [example.field(name, 0.3)], "want": set()},
		"written otherwise": {"readings": [example.field("东莞市 绿源纸业有限公司", 0.9)], "want": set()},
		"right once": {
			"readings": [example.field("东莞市绿源纸业有限", 0.9), example.field(name, 0.9)],
			"want": set(),
		},
		"another": {
			"readings": [example.field("东莞市华鑫电镀有限公司", 0.95)],
			"want": {"document.enterprise_name block fail acceptance-report"},
		},
		"another, read badly": {
			"readings": [example.field("东莞市华鑫电镀有限公司", 0.5)],
			"want": {"document.enterprise_name block undetermined acceptance-report"},
		},
		"one character off, may be misread": {
			"readings": [example.field("东莞市绿原纸业有限公司", 0.9)],
			"want": {"document.enterprise_name block undetermined acceptance-report"},
		},
		"one character off, read well": {
			"readings": [example.field("东莞市绿原纸业有限公司", 0.99)],
			"want": {"document.enterprise_name block fail acceptance-report"},
		},
		"limited liability is another form": {
			"readings": [example.field("东莞市绿源纸业有限责任公司", 0.99)],
			"want": {"document.enterprise_name block fail acceptance-report"},
		},
		"not found": {
			"readings": [],
			"want": {"document.enterprise_name block undetermined acceptance-report"},
		},
	}
	assertions.findings(about(named(case.readings, {})), case.want)
}

test_enterprise_name_in_the_text_is_enough if {
	lines := [example.line("现对东莞市绿源纸业有限公司的设施进行验收")]
	assertions.findings(about(named([], {"pages": [example.page({"lines": lines})]})), set())
}

test_enterprise_name_with_a_page_unread_is_undetermined if {
	pages := [example.page({"failed": {"code": "page.timeout", "message": "…"}})]
	got := about(named([example.field("东莞市华鑫电镀有限公司", 0.95)], {"pages": pages}))
	assertions.findings(got, {"document.enterprise_name block undetermined acceptance-report"})
}

test_enterprise_name_shows_what_was_read if {
	readings := [example.field("甲公司", 0.90), example.field("乙公司", 0.95)]
	some finding in about(named(readings, {}))
	assertions.same(finding.params.found, "乙公司")
	assertions.same(finding.expected, name)
	assertions.same(count(finding.places), 2)
}

test_enterprise_name_without_a_registered_name if {
	dossier := example.with_parties([], [named([example.field("甲公司", 0.99)], {})])
	got := document.deny with input as dossier
	assertions.findings(got, set())
	skipped := document.not_applicable with input as dossier
	{"rule": "enterprise_name", "document": "acceptance-report"} in skipped
}

test_enterprise_name_is_not_asked_of_a_contractor if {
	got := about(example.document("contractor-info", {"fields": {"enterprise_name": [example.field("甲公司", 0.99)]}}))
	assertions.findings(got, set())
}
