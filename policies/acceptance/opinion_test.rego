package acceptance_test

import data.lib.assertions
import data.lib.example
import data.lib.staged

concluding(readings) := staged.document("acceptance-opinion", [], {"conclusion": readings})

test_concluded[name] if {
	refused := example.field("fail", 0.99)
	some name, case in {
		"pass": {"readings": [example.field("pass", 0.99)], "want": "pass"},
		"on conditions": {"readings": [example.field("conditional", 0.99)], "want": "pass"},
		"refused": {"readings": [refused], "want": "fail"},
		"refused, read badly": {"readings": [example.field("fail", 0.5)], "want": "undetermined"},
		"both": {"readings": [refused, example.field("pass", 0.99)], "want": "undetermined"},
		"nothing": {"readings": [], "want": "undetermined"},
	}
	assertions.same(staged.state(about([], [concluding(case.readings)]), "acceptance.concluded"), case.want)
}

test_rectified[name] if {
	conditional := concluding([example.field("conditional", 0.99)])
	some name, case in {
		"pass": {"documents": [concluding([example.field("pass", 0.99)])], "want": "pass"},
		"no evidence": {"documents": [conditional], "want": "fail"},
		"a sentence": {
			"documents": [staged.document("acceptance-opinion", [], {"conclusion": "conditional", "rectified": "已完成整改"})],
			"want": "pass",
		},
		"a chapter of the report": {
			"documents": [conditional, staged.document("acceptance-report", [], {"sections": "整改情况说明"})],
			"want": "pass",
		},
		"a demand is no evidence": {
			"documents": [conditional, staged.document("acceptance-report", [], {"sections": "存在问题及整改要求"})],
			"want": "fail",
		},
		"pages unread": {"documents": [staged.unread(conditional)], "want": "undetermined"},
	}
	assertions.same(staged.state(about([], case.documents), "acceptance.rectified"), case.want)
}

group(rows) := staged.document("acceptance-opinion", [staged.table("members", rows)], {"conclusion": "pass"})

test_members[name] if {
	signed := {"name": "李明", "signed": true}
	blank := {"name": "王强", "signed": staged.read(false, "", 0.95)}
	hand := {"kind": "handwriting", "page": 1, "box": [0, 0, 1, 1], "value": null, "score": 0.9}
	some name, case in {
		"three": {"document": group([signed, signed, signed]), "want": "pass"},
		"two": {"document": group([signed, signed]), "want": "fail"},
		"two, pages unread": {"document": staged.unread(group([signed, signed])), "want": "undetermined"},
		"one did not sign": {"document": group([signed, signed, blank]), "want": "fail"},
		"perhaps did not sign": {"document": group([signed, signed, {"name": "王强", "signed": staged.read(false, "", 0.5)}]), "want": "undetermined"},
		"no column of signatures": {"document": group([{"name": "甲"}, {"name": "乙"}, {"name": "丙"}]), "want": "pass"},
		"no table": {"document": group([]), "want": "undetermined"},
		"no table, three hands": {
			"document": object.union(group([]), {"facts": {"marks": [hand, hand, hand]}}),
			"want": "pass",
		},
	}
	assertions.same(staged.state(about([], [case.document]), "acceptance.members"), case.want)
}
