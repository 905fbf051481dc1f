package acceptance_test

import data.acceptance
import data.lib.assertions
import data.lib.example
import data.lib.staged

about(instruments, documents) := found if {
	found := acceptance.deny with input as staged.water(instruments, documents)
}

opinion(fields) := staged.document("acceptance-opinion", [], object.union({"conclusion": "pass"}, fields))

test_date_order[name] if {
	some name, case in {
		"in order": {"trial": {"trial_end": "2026-06-30"}, "issued": {"issued_on": "2026-07-20"}, "want": "pass"},
		"before the trial ended": {"trial": {"trial_end": "2026-07-26"}, "issued": {}, "want": "fail"},
		"before the stable run ended": {"trial": {"stable_end": "2026-07-26"}, "issued": {}, "want": "fail"},
		"before the issue": {"trial": {}, "issued": {"issued_on": "2026-07-26"}, "want": "fail"},
		"read badly": {"trial": {"trial_end": [example.field("2026-08-26", 0.4)]}, "issued": {}, "want": "undetermined"},
		"a day that lies ahead": {"trial": {}, "issued": {"issued_on": "2027-07-26"}, "want": "pass"},
		"nothing to compare with": {"trial": {}, "issued": {}, "want": "pass"},
	}
	got := about([], [
		opinion({"acceptance_date": "2026-07-25"}),
		staged.document("commissioning-report", [], case.trial),
		staged.document("comparison-report", [], case.issued),
	])
	assertions.same(staged.state(got, "acceptance.date_order"), case.want)
}

test_date_order_names_all if {
	got := about([], [
		opinion({"acceptance_date": "2026-07-25"}),
		staged.document("commissioning-report", [], {"trial_end": "2026-07-28"}),
		staged.document("comparison-report", [], {"issued_on": "2026-07-26"}),
	])
	some finding in got
	finding.code == "acceptance.date_order"
	assertions.same(finding.expected, "≥ 2026-07-28")
	assertions.same(finding.params.earlier.zh, "比对监测报告签发（2026-07-26）、试运行结束（2026-07-28）")
}

test_date_order_needs_dates if {
	judged := [opinion({"acceptance_date": "2026-07-25"}), staged.document("comparison-report", [], {"issued_on": "2026-07-20"})]
	of_both := acceptance.not_applicable with input as staged.water([], judged)
	not {"rule": "date_order", "document": "acceptance-opinion"} in of_both
	of_one := acceptance.not_applicable with input as staged.water([], [judged[0]])
	{"rule": "date_order", "document": "acceptance-opinion"} in of_one
}

report(tables, fields) := staged.document("acceptance-report", tables, fields)

heads(texts) := [example.field(text, 0.99) | some text in texts]

test_chapters[name] if {
	all := ["建设验收", "仪器设备验收", "联网验收", "运行与维护方案", "验收结论"]
	some name, case in {
		"all": {"document": report([], {"sections": heads(all)}), "want": "pass"},
		"by tables and fields": {
			"document": report(
				[staged.table("networking", []), staged.table("construction_checks", [])],
				{"sections": heads(["仪器设备"]), "operator_name": "某公司", "conclusion": "pass"},
			),
			"want": "pass",
		},
		"one missing": {"document": report([], {"sections": heads(["建设验收", "仪器设备验收", "联网验收", "验收结论"])}), "want": "fail"},
		"no heads": {"document": report([], {}), "want": "undetermined"},
		"pages unread": {"document": staged.unread(report([], {"sections": heads(["建设验收"])})), "want": "undetermined"},
	}
	assertions.same(staged.state(about([], [case.document]), "acceptance.chapters"), case.want)
}

test_metrology[name] if {
	some name, case in {
		"valid": {"fields": {"metrology_valid_to": "2027-04-13", "acceptance_date": "2026-07-25"}, "want": "pass"},
		"expired": {"fields": {"metrology_valid_to": "2026-04-13", "acceptance_date": "2026-07-25"}, "want": "fail"},
		"read badly": {"fields": {"metrology_valid_to": [example.field("2016-04-13", 0.5)], "acceptance_date": "2026-07-25"}, "want": "undetermined"},
		"an acceptance that lies ahead": {"fields": {"metrology_valid_to": "2027-04-13", "acceptance_date": "2027-07-25"}, "want": "pass"},
		"not found": {"fields": {"acceptance_date": "2026-07-25"}, "want": "undetermined"},
	}
	assertions.same(staged.state(about([staged.flowmeter], [report([], case.fields)]), "acceptance.metrology"), case.want)
}

test_metrology_is_for_flowmeters if {
	assertions.same(staged.state(about([staged.cod], [report([], {})]), "acceptance.metrology"), "pass")
	skipped := acceptance.not_applicable with input as staged.water([staged.cod], [report([], {})])
	{"rule": "metrology", "document": "acceptance-report"} in skipped
}

test_om_unit[name] if {
	some name, case in {
		"a unit": {"fields": {"operator_name": "某公司"}, "want": "pass"},
		"a chapter": {"fields": {"sections": heads(["运维方案"])}, "want": "pass"},
		"neither": {"fields": {"sections": heads(["验收结论"])}, "want": "fail"},
	}
	assertions.same(staged.state(about([], [report([], case.fields)]), "acceptance.om_unit"), case.want)
}
