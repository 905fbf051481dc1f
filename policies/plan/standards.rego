package plan

import data.lib.documents
import data.lib.result
import data.lib.standards

# METADATA
# title: 建设方案不应引用已废止的标准
# description: >-
#   Looks at the standards that the plan cites and at those that another replaced before the
#   plan's date (reference/standards.yaml). Citing the successor besides is no fault. The data
#   transmission standard matters for new loggers only.
# custom:
#   short_name: superseded
#   severity: warn
#   checks: [52]
#   failure_msg:
#     zh: "建设方案引用了已被代替的标准：{standards}"
#     en: "the plan cites standards that were replaced: {standards}"
#   solution:
#     zh: "请改用现行标准并核对相应要求"
#     en: "cite the standards in force and check what they demand"
#   basis: ["HJ 353-2019", "HJ 75-2017", "HJ 212-2025"]
#   collections: [construction-plan]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	old := standards.outdated(doc)
	count(old) > 0
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"standards": standards.listed(doc, old)},
		"places": [documents.place(doc, reading.page, reading.box, reading.raw) | some reading in old],
		"expected": concat("、", [standards.successor(doc, reading.value) | some reading in old]),
		"found": concat("、", [reading.value | some reading in old]),
		"confidence": min([reading.score | some reading in old]),
	})
}

not_applicable contains {"rule": "superseded", "document": doc.slug} if {
	some doc in plans
	count(standards.cited(doc)) == 0
}

# METADATA
# title: 非甲烷总烃监测应引用HJ 1286并写明防爆措施
# description: >-
#   Looks, where non-methane hydrocarbons are monitored, at the standards that the plan cites
#   and for words on combustible gas or explosion protection. What is not found in a scan is
#   left to a person.
# custom:
#   short_name: nmhc
#   severity: warn
#   checks: [51]
#   failure_msg:
#     zh: "建设方案涉及非甲烷总烃，{problems}"
#     en: "the plan is about non-methane hydrocarbons: {problems}"
#   solution:
#     zh: "请按HJ 1286-2023编制，写明站房消防、可燃气体报警和防爆措施"
#     en: "follow HJ 1286-2023 and state fire protection, gas alarm and explosion protection of the room"
#   words:
#     cite: { zh: 未引用HJ 1286-2023, en: HJ 1286-2023 is not cited }
#     instead: { zh: 引用了废水规范HJ 353或HJ 354, en: standards for water are cited instead }
#     safety: { zh: 未写明可燃气体报警或防爆措施, en: no gas alarm or explosion protection is stated }
#   basis: ["HJ 1286-2023"]
#   collections: [construction-plan]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	about_nmhc
	some doc in documents.read(chain)
	problems := [result.words(chain, name) | some name in ["cite", "instead", "safety"]; nmhc_problem(doc, name)]
	count(problems) > 0
	r := result.finding(chain, nmhc_state(doc), {
		"document": doc.slug,
		"params": {"problems": result.listed(problems)},
		"places": [documents.whole(doc)],
		"expected": data.reference.plan.nmhc.cite,
		"found": concat("、", standards.numbers(doc)),
	})
}

about_nmhc if {
	some outlet in input.outlets
	some factor in outlet.factors
	factor.code == data.reference.plan.nmhc.factor
}

about_nmhc if {
	some one in input.instruments
	one.factor == data.reference.plan.nmhc.factor
}

nmhc_problem(doc, "cite") if not data.reference.plan.nmhc.cite in standards.numbers(doc)

nmhc_problem(doc, "instead") if {
	media == {"gas"}
	count({number | some number in data.reference.plan.nmhc.instead_of} & standards.numbers(doc)) > 0
}

nmhc_problem(doc, "safety") if not safe(doc)

# safe looks through the text: there is no field for such words.
safe(doc) if {
	some page in doc.facts.pages
	some line in page.lines
	some word in data.reference.plan.nmhc.safety
	contains(line.text, word)
}

nmhc_state(doc) := "fail" if {
	nmhc_problem(doc, "instead")
} else := documents.absence(doc)

not_applicable contains {"rule": "nmhc", "document": doc.slug} if {
	some doc in plans
	not about_nmhc
}
