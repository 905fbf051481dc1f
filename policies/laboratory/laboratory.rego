# METADATA
# title: 检测机构的报告
# description: >-
#   Whether the comparison report is one that a laboratory may issue: mark, seal, signatures,
#   independence, days, and the factors that it covers.
# schemas:
#   - input: schema.input
#   - data.reference.laboratory: schema.laboratory
package laboratory

import data.lib.comparisons
import data.lib.documents
import data.lib.factors
import data.lib.names
import data.lib.parties
import data.lib.result
import data.lib.ruledata
import data.lib.seals

settings := data.reference.laboratory

# METADATA
# title: 比对监测报告封面应有CMA标志和编号
# description: >-
#   Looks for the mark and for its number on the first pages (reference data). The number
#   stands only below the mark, so that a read number is enough. A mark without a number, a
#   cover that speaks of 资质认定, or one that was hardly read is left to a person.
# custom:
#   short_name: cma
#   severity: block
#   checks: [84]
#   failure_msg:
#     zh: "比对监测报告封面未见CMA标志和资质认定证书编号{seen}"
#     en: "no CMA mark with its certificate number was seen on the cover of the comparison report{seen}"
#   solution:
#     zh: "请上传封面带有CMA标志及编号的检测报告原件扫描件"
#     en: "upload a scan of the original report whose cover bears the CMA mark and number"
#   words:
#     nothing: { zh: "", en: "" }
#     mark: { zh: "(有标志，未读到编号)", en: " (mark seen, number not read)" }
#     words: { zh: "(有相关文字)", en: " (only words about it)" }
#   basis: ["检验检测机构资质认定管理办法"]
#   collections: [comparison-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	not certified(doc)
	seen := traces(doc)
	r := result.finding(chain, absence(doc, seen), {
		"document": doc.slug,
		"params": {"seen": result.words(chain, seen)},
		"places": [documents.page(doc, 1)],
	})
}

certified(doc) if {
	some reading in documents.readings(doc, "cma_no")
	reading.page <= settings.cover_pages
}

certified(doc) if {
	some mark in doc.facts.marks
	mark.kind == "cma"
	is_string(mark.value)
}

# traces say what hints at a mark.
traces(doc) := "mark" if {
	some mark in doc.facts.marks
	mark.kind == "cma"
} else := "words" if {
	some page in doc.facts.pages
	page.number <= settings.cover_pages
	some line in page.lines
	regex.match(`CMA|资质认定证书|^\D{0,6}\d{11,12}\D{0,3}$`, line.text)
} else := "nothing"

absence(doc, "nothing") := "fail" if {
	not documents.unread(doc)
	some page in doc.facts.pages
	page.number == 1
	count(page.lines) >= settings.readable_lines
} else := "undetermined"

absence(_, seen) := "undetermined" if seen != "nothing"

# METADATA
# title: 比对监测报告应盖有检测机构的检验检测专用章或公章
# description: >-
#   Looks at the seals of the report against the laboratory of the project and the issuer
#   that the report names. A paging seal, a cut or unread one may be it and is left to a
#   person; a signature with the laboratory's certificate stands for the seal.
# custom:
#   short_name: seal
#   severity: block
#   checks: [85]
#   failure_msg:
#     zh: "比对监测报告应盖有检测机构「{expected}」的检验检测专用章或公章，{found}"
#     en: "the comparison report should bear the inspection seal or the official seal of the laboratory {expected}; {found}"
#   solution:
#     zh: "请由出具报告的检测机构加盖检验检测专用章后重新上传"
#     en: "have the laboratory that issued the report stamp it and upload it again"
#   words:
#     none: { zh: 未找到, en: none was found }
#     other: { zh: 所盖印章为其他单位, en: the seal is another company's }
#     unread: { zh: 印章未能辨认, en: the seals could not be read }
#     unnamed: { zh: 机构名称未知, en: its name is not known }
#   basis: ["检验检测机构资质认定 检验检测专用章使用要求"]
#   collections: [comparison-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	not issued(doc)
	found := seen_seals(doc)
	r := result.finding(chain, seal_state(doc, found), {
		"document": doc.slug,
		"params": {"expected": issuer(doc), "found": result.words(chain, found)},
		"places": array.concat([documents.whole(doc) | found == "none"], seals.places(doc, others(doc))),
		"expected": issuer(doc),
		"found": seals.titles(others(doc)),
	})
}

# issuers are the names that the laboratory may have: as registered, and as the report says.
issuers(doc) := {name | some name in parties.of("laboratory")} | {f.value |
	some f in documents.readings(doc, "laboratory_name")
	is_string(f.value)
}

issuer(doc) := concat(" / ", sort(issuers(doc)))

issued(doc) if {
	some seal in whole_seals(doc)
	seal.kind in settings.seal_kinds
	is_laboratorys(doc, seal)
}

issued(doc) if {
	some sig in doc.facts.signatures
	sig.integrity != "invalid"
	is_string(sig.organisation)
	some name in issuers(doc)
	names.same(name, sig.organisation)
}

is_laboratorys(_, seal) if seals.verdict(seal, "laboratory") == "match"

is_laboratorys(doc, seal) if {
	is_string(seal.title)
	seal.title_score >= ruledata.values.seal.match
	some name in issuers(doc)
	names.same(name, seal.title)
}

whole_seals(doc) := [seal | some seal in doc.facts.seals; seal.complete; seal.kind != "paging"]

# others are the seals that are not the demanded owner's.
others(doc) := [seal | some seal in doc.facts.seals; not seals.is_owners(doc, seal)]

# seen_seals says what stands in the laboratory's place.
seen_seals(doc) := "unnamed" if {
	count(issuers(doc)) == 0
} else := "none" if {
	count(others(doc)) == 0
} else := "other" if {
	every seal in others(doc) {
		surely_other(doc, seal)
	}
} else := "unread"

surely_other(doc, seal) if {
	seal.complete
	seals.verdict(seal, "laboratory") == "mismatch"
	not resembles(doc, seal)
}

resembles(doc, seal) if {
	is_string(seal.title)
	some name in issuers(doc)
	names.near(name, seal.title)
}

seal_state(doc, found) := "fail" if {
	found in {"none", "other"}
	not documents.unread(doc)
} else := "undetermined"

# METADATA
# title: 检测机构应独立于施工单位和调试单位
# description: >-
#   Compares the laboratory, as registered and as the report names it, with the names of the
#   construction and the commissioning unit.
# custom:
#   short_name: independent
#   severity: warn
#   checks: [86]
#   failure_msg:
#     zh: "检测机构「{laboratory}」同时是{role}，应由独立的检测机构比对"
#     en: "the laboratory {laboratory} is {role} too; an independent one should compare"
#   solution:
#     zh: "请委托独立的检测机构比对，或说明情况"
#     en: "commission an independent laboratory, or explain"
#   words:
#     contractor: { zh: 施工单位, en: the contractor }
#     commissioner: { zh: 调试单位, en: the commissioning unit }
#   basis: ["本平台要求 (design)"]
#   collections: [comparison-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	some role in ["contractor", "commissioner"]
	some name in issuers(doc)
	parties.is_named(role, name)
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"laboratory": name, "role": result.words(chain, role)},
		"places": [documents.whole(doc)],
		"found": name,
	})
}

not_applicable contains {"rule": "independent", "document": "comparison-report"} if {
	doc := comparisons.report
	count(issuers(doc)) == 0
}

# METADATA
# title: 比对监测报告应有编制、审核、签发人签名
# description: >-
#   Looks for writing behind the words that signatures stand after (reference data), and for
#   the day of issue. A single signature that was not seen is a note, since pale ink is
#   easily missed; none at all is a warning, or a question where the words were not read.
# custom:
#   short_name: signatures
#   severity: warn
#   checks: [87]
#   failure_msg:
#     zh: "比对监测报告未见签名或日期：{missing}"
#     en: "signatures or dates not seen in the comparison report: {missing}"
#   solution:
#     zh: "请由检测机构补齐编制、审核、签发人签名及日期后重新上传"
#     en: "have the laboratory sign and date the report and upload it again"
#   words:
#     date: { zh: 签发日期, en: date of issue }
#   basis: ["检测报告惯例 (practice)"]
#   collections: [comparison-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	not electronic(doc)
	absent := [one.name | some one in settings.signatures; not signed(doc, one)]
	undated := [result.words(chain, "date") | not dated(doc)]
	count(absent) + count(undated) > 0
	r := result.finding(chain, signature_state(doc, absent), {
		"document": doc.slug,
		"severity": weight(absent),
		"params": {"missing": result.listed(array.concat(absent, undated))},
		"places": [documents.page(doc, doc.facts.file.pages)],
	})
}

electronic(doc) if {
	some sig in doc.facts.signatures
	sig.integrity != "invalid"
}

signed(doc, one) if {
	some mark in doc.facts.marks
	mark.kind == "handwriting"
	some word in one.words
	contains(mark.value, word)
}

dated(doc) if {
	some field in ["issued_on", "document_date"]
	count(documents.readings(doc, field)) > 0
}

weight(absent) := "warn" if {
	count(absent) == count(settings.signatures)
} else := "info"

# signature_state is sure when the words were read and nothing stands behind them.
signature_state(doc, absent) := "fail" if {
	count(absent) == count(settings.signatures)
	not documents.unread(doc)
	some page in doc.facts.pages
	some line in page.lines
	some word in settings.signatures[0].words
	startswith(trim_space(line.text), word)
} else := "undetermined"

# METADATA
# title: 比对采样应在调试结束之后、验收之前
# description: >-
#   Compares the days of sampling with the end of commissioning in the commissioning report
#   and the day of the acceptance opinion. A document that gives several days is believed in
#   the one that fits.
# custom:
#   short_name: sampling_date
#   severity: warn
#   checks: [88]
#   failure_msg:
#     zh: "比对采样日期（{sampled}）应{order}{what}（{day}）"
#     en: "the sampling of the comparison ({sampled}) should be {order} {what} ({day})"
#   solution:
#     zh: "请核对日期；调试结束前或验收后采样的，应重新比对或验收"
#     en: "check the dates; sampling before the end of commissioning or after acceptance needs a new comparison or acceptance"
#   words:
#     late: { zh: 不晚于, en: no later than }
#     early: { zh: 晚于, en: later than }
#     accepted: { zh: 验收日期, en: the day of acceptance }
#     commissioned: { zh: 调试结束日期, en: the end of commissioning }
#   basis: ["本平台要求 (design)"]
#   collections: [comparison-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	sampled := days(doc, ["sampled_on", "sampled_from"])
	count(sampled) > 0
	some fault in date_faults(sampled)
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {
			"sampled": sampled[0].value,
			"order": result.words(chain, fault.order),
			"what": result.words(chain, fault.what),
			"day": fault.day.value,
		},
		"places": [documents.place(d.doc, d.page, d.box, d.raw) | some d in [sampled[0], fault.day]],
		"expected": fault.day.value,
		"found": sampled[0].value,
		"confidence": min([sampled[0].score, fault.day.score]),
	})
}

# days are the dates of a document under the labels, with their places.
days(doc, labels) := [object.union(f, {"doc": doc}) |
	some label in labels
	some f in documents.readings(doc, label)
	is_string(f.value)
]

date_faults(sampled) := array.concat(
	[{"order": "early", "what": "commissioned", "day": ends[0]} |
		ends := days_in("commissioning-report", "commissioning_end")
		count(ends) > 0
		every s in sampled {
			every e in ends {
				s.value <= e.value
			}
		}
	],
	[{"order": "late", "what": "accepted", "day": held[0]} |
		held := days_in("acceptance-opinion", "acceptance_date")
		count(held) > 0
		every s in sampled {
			every d in held {
				s.value > d.value
			}
		}
	],
)

days_in(slug, label) := [d |
	some doc in documents.inspected
	doc.slug == slug
	some d in days(doc, [label])
]

not_applicable contains {"rule": "sampling_date", "document": "comparison-report"} if {
	count(days_in("commissioning-report", "commissioning_end")) + count(days_in("acceptance-opinion", "acceptance_date")) == 0
}

# METADATA
# title: 比对应覆盖全部监测因子
# description: >-
#   Compares the factors of the outlets with those of the comparison tables, without the ones
#   that no reference method measures (reference data) and those that the permit does not
#   name. A factor whose table may only not have been recognised is left to a person.
# custom:
#   short_name: factors
#   severity: block
#   checks: [89]
#   failure_msg:
#     zh: "比对监测报告未覆盖下列监测因子：{missing}"
#     en: "the comparison report does not cover these factors: {missing}"
#   solution:
#     zh: "请由检测机构补测缺少的监测因子后重新出具报告"
#     en: "have the laboratory compare the missing factors and issue the report again"
#   basis: ["东环办函〔2023〕42号 附件1 三(六)"]
#   collections: [comparison-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	some state in ["fail", "undetermined"]
	missing := [code | some code in demanded; not code in comparisons.codes; coverage(doc, code) == state]
	count(missing) > 0
	r := result.finding(chain, state, {
		"document": doc.slug,
		"params": {"missing": factors.joined(missing)},
		"places": [documents.whole(doc)],
		"expected": factors.joined(missing).zh,
		"found": factors.joined(sort(comparisons.codes)).zh,
	})
}

demanded contains factor.code if {
	some outlet in input.outlets
	some factor in outlet.factors
	factor.in_permit != false
	not factor.code in settings.not_compared
}

coverage(doc, code) := "undetermined" if {
	comparisons.unnamed
} else := "undetermined" if {
	documents.unread(doc)
} else := "undetermined" if {
	some page in doc.facts.pages
	some line in page.lines
	contains(line.text, factors.name(code).zh)
	regex.match(`比对|结果|^表`, line.text)
} else := "fail"

not_applicable contains {"rule": "factors", "document": "comparison-report"} if count(demanded) == 0
