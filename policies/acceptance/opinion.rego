package acceptance

import data.lib.documents
import data.lib.readings
import data.lib.result
import data.lib.rows
import data.lib.ruledata

# METADATA
# title: 验收意见应为同意通过验收
# description: >-
#   Looks at the conclusion of the acceptance opinion. "通过" and a pass on conditions pass
#   here (the conditions are judged by acceptance.rectified); readings that contradict each
#   other, and an opinion without a conclusion that was read, are left to a person.
# custom:
#   short_name: concluded
#   severity: block
#   checks: [96]
#   failure_msg:
#     zh: "{document}的结论{conclusion}"
#     en: "the conclusion of the {document} {conclusion}"
#   solution:
#     zh: "请完成整改并重新组织验收，上传结论为同意通过的验收意见"
#     en: "mend what was found, hold the acceptance again, and upload an opinion that agrees"
#   words:
#     fail: { zh: 为不同意通过验收, en: refuses the acceptance }
#     unread: { zh: 未能读到, en: was not found }
#     mixed: { zh: 前后不一致, en: contradicts itself }
#   basis: ["东环办函〔2023〕42号 附件1 三(四)"]
#   collections: [acceptance-opinion]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, document.wrong_slot]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in readings.filed(chain)
	verdict := refusal(doc)
	said := documents.readings(doc, "conclusion")
	r := result.finding(chain, verdict.state, {
		"document": doc.slug,
		"params": {"document": documents.name(doc), "conclusion": result.words(chain, verdict.word)},
		"places": concluding(doc, said),
		"confidence": verdict.score,
	})
}

# refusal is undefined where the opinion agrees, if only on conditions.
refusal(doc) := {"state": "undetermined", "word": "unread", "score": null} if {
	count(conclusions(doc)) == 0
} else := {"state": "fail", "word": "fail", "score": readings.best(doc, "conclusion").score} if {
	conclusions(doc) == {"fail"}
} else := {"state": "undetermined", "word": "mixed", "score": null} if {
	"fail" in conclusions(doc)
}

conclusions(doc) := {reading.value | some reading in documents.readings(doc, "conclusion")}

concluding(doc, said) := [readings.place(doc, reading) | some reading in said] if {
	count(said) > 0
} else := [documents.whole(doc)]

# METADATA
# title: 整改后通过的应附整改完成证明
# description: >-
#   Looks, where the opinion passes on conditions, for evidence that they were met: a sentence
#   that says so, or a chapter on the rectification, in the opinion or the acceptance report.
# custom:
#   short_name: rectified
#   severity: warn
#   checks: [97]
#   failure_msg:
#     zh: "{document}为整改后通过，未见整改完成的证明"
#     en: "the {document} agrees on conditions; nothing shows that they were met"
#   solution:
#     zh: "请附整改情况说明及照片，经验收组确认后一并上传"
#     en: "add a statement with photographs of what was mended, confirmed by the acceptance group"
#   basis: ["审核惯例(未核实)", "东环办函〔2023〕42号 附件1 三(四)"]
#   collections: [acceptance-opinion]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [acceptance.concluded]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in readings.filed(chain)
	conclusions(doc) == {"conditional"}
	not proven
	best := readings.best(doc, "conclusion")
	r := result.finding(chain, unproven_state(doc), {
		"document": doc.slug,
		"params": {"document": documents.name(doc)},
		"places": concluding(doc, documents.readings(doc, "conclusion")),
		"confidence": best.score,
	})
}

proven if {
	some slug in ["acceptance-opinion", "acceptance-report"]
	doc := readings.slots[slug]
	told(doc)
}

told(doc) if count(documents.readings(doc, "rectified")) > 0

told(doc) if {
	some section in documents.readings(doc, "sections")
	regex.match(`整改(?:情况|报告|回复|说明|落实|完成|结果)`, section.value)
}

# unproven_state is undetermined while a page was not read: evidence is often a page of pictures.
unproven_state(doc) := "undetermined" if {
	documents.unread(doc)
} else := "fail"

# METADATA
# title: 验收组应不少于三人并全部签名
# description: >-
#   Looks at the table of the acceptance group in the opinion: members (rule data,
#   acceptance.least_members) and whether something is written in the column of signatures.
#   Without the table, handwriting on the pages is counted; too little of it is left to a
#   person.
# custom:
#   short_name: members
#   severity: warn
#   checks: [98]
#   failure_msg:
#     zh: "{document}的验收组{problem}"
#     en: "the acceptance group in the {document} {problem}"
#   solution:
#     zh: "请由不少于{least}名验收组成员全部签名后重新上传"
#     en: "have at least {least} members of the group sign, all of them, and upload it again"
#   words:
#     few: { zh: 人数不足, en: has too few members }
#     unsigned: { zh: 有成员未签名, en: has members who did not sign }
#     unread: { zh: 名单及签名未能读到, en: was not found with its signatures }
#   basis: ["审核惯例(未核实)"]
#   collections: [acceptance-opinion]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, document.wrong_slot]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in readings.filed(chain)
	trouble := group_trouble(doc)
	r := result.finding(chain, trouble.state, {
		"document": doc.slug,
		"params": {
			"document": documents.name(doc),
			"problem": result.words(chain, trouble.word),
			"least": ruledata.values.acceptance.least_members,
		},
		"places": trouble.places,
		"confidence": trouble.score,
	})
}

group(doc) := [row | some row in rows.of(doc, "members"); rows.value(row, "name")]

unsigned(doc) := [row | some row in group(doc); row.cells.signed.value == false]

group_trouble(doc) := {"state": "undetermined", "word": "unread", "places": [documents.whole(doc)], "score": null} if {
	count(group(doc)) == 0
	not hands_enough(doc)
} else := {"state": few_state(doc), "word": "few", "places": rows.places(doc, group(doc), "name"), "score": null} if {
	count(group(doc)) > 0
	count(group(doc)) < ruledata.values.acceptance.least_members
} else := {"state": "fail", "word": "unsigned", "places": rows.places(doc, unsigned(doc), "name"), "score": rows.certainty(unsigned(doc), "signed")} if {
	count(unsigned(doc)) > 0
}

few_state(doc) := "undetermined" if {
	documents.unread(doc)
} else := "fail"

hands_enough(doc) if {
	hands := [mark | some mark in doc.facts.marks; mark.kind == "handwriting"]
	count(hands) >= ruledata.values.acceptance.least_members
}
