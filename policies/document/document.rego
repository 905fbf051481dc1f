# METADATA
# title: 材料内容
# description: Whether a file is the document that its slot asks for, complete and dated.
# schemas:
#   - input: schema.input
package document

import data.lib.dates
import data.lib.documents
import data.lib.notice
import data.lib.result
import data.lib.ruledata

# METADATA
# title: 材料应与上传栏目一致
# description: >-
#   Looks at the kind that the document was recognised as. A kind that is not known, or not
#   surely, says nothing. Kinds that may share one file may stand in each other's slot.
# custom:
#   short_name: wrong_slot
#   severity: warn
#   checks: [3]
#   failure_msg:
#     zh: "「{document}」栏目上传的文件看起来是「{recognised}」"
#     en: "the file in the slot of the {document} looks like the {recognised}"
#   solution:
#     zh: "请核对文件，将其移至正确的栏目，并上传{document}"
#     en: "check the file, move it to the right slot and upload the {document}"
#   basis: ["东环办函〔2023〕42号 附件1 三(一)至(四)"]
#   collections: ["*"]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	kind := recognised(doc)
	kind != doc.slug
	not notice.may_share(kind, doc.slug)
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {
			"document": documents.name(doc),
			"recognised": notice.kinds[kind].name,
			"recognised_slug": kind,
		},
		"places": [documents.place(doc, 1, null, doc.facts.document.title)],
		"expected": notice.kinds[doc.slug].name.zh,
		"found": notice.kinds[kind].name.zh,
		"confidence": doc.facts.document.kind_score,
	})
}

# recognised is the document's kind when it is sure enough.
recognised(doc) := kind if {
	kind := doc.facts.document.kind
	notice.kinds[kind]
	doc.facts.document.kind_score >= ruledata.values.confidence.kind
}

not_applicable contains {"rule": "wrong_slot", "document": doc.slug} if {
	some doc in input.documents
	not is_null(doc.facts)
	not recognised(doc)
}

# METADATA
# title: 同一文件不应用于两个栏目
# description: >-
#   Looks at the digest of the files. Kinds that one stamped sheet may fill together are
#   excepted (notice file, may_share_file).
# custom:
#   short_name: duplicate_file
#   severity: warn
#   checks: [7]
#   failure_msg:
#     zh: "「{document}」与「{other}」上传了同一个文件"
#     en: "the same file was uploaded as {document} and as {other}"
#   solution:
#     zh: "请分别上传{document}和{other}各自的文件"
#     en: "upload the {document} and the {other} as files of their own"
#   basis: ["本平台文件要求(design)"]
#   collections: ["*"]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	docs := documents.read(chain)
	some i, doc in docs
	some j, other in docs
	i < j
	doc.facts.file.sha256 == other.facts.file.sha256
	not notice.may_share(doc.slug, other.slug)
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"document": documents.name(doc), "other": documents.name(other)},
		"places": [documents.whole(doc), documents.whole(other)],
		"found": doc.facts.file.sha256,
	})
}

# METADATA
# title: 页面应完整、正向、无空白页
# description: >-
#   Looks at blank pages, pages that stand upside down, and at 「共 y 页」 where most pages
#   print it: a file with fewer pages than that lacks some.
# custom:
#   short_name: pages_incomplete
#   severity: warn
#   checks: [8]
#   failure_msg:
#     zh: "{document}的页面有问题：{problems}"
#     en: "pages of the {document} are not in order: {problems}"
#   solution:
#     zh: "请补齐缺页，去除空白页，将页面转正后重新上传"
#     en: "add the missing pages, remove blank ones, turn the pages upright and upload the file again"
#   basis: ["本平台文件要求(design)"]
#   collections: ["*"]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	texts := array.concat(odd_pages(doc), missing(doc))
	count(texts) > 0
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"document": documents.name(doc), "problems": result.listed(texts)},
		"places": where(doc, blank(doc) | upside_down(doc)),
	})
}

# where shows the pages at fault; missing ones cannot be shown.
where(doc, numbers) := [documents.page(doc, n) | some n in sort(numbers)] if {
	count(numbers) > 0
} else := [documents.whole(doc)]

blank(doc) := {p.number | some p in doc.facts.pages; p.blank}

upside_down(doc) := {p.number | some p in doc.facts.pages; p.upright_turn == 180}

odd_pages(doc) := [text |
	some found in [
		{"pages": blank(doc), "zh": "第%s页空白", "en": "page %s is blank"},
		{"pages": upside_down(doc), "zh": "第%s页倒置", "en": "page %s is upside down"},
	]
	count(found.pages) > 0
	list := documents.page_list(found.pages)
	text := {"zh": sprintf(found.zh, [list.zh]), "en": sprintf(found.en, [list.en])}
]

# missing compares the printed number of pages with the pages of the file. It is believed
# when more than half of the pages print the same number.
missing(doc) := [text |
	some total in {p.printed_of | some p in doc.facts.pages; is_number(p.printed_of)}
	count([p | some p in doc.facts.pages; p.printed_of == total]) * 2 > count(doc.facts.pages)
	total > doc.facts.file.pages
	text := {
		"zh": sprintf("印有共%d页，文件只有%d页", [total, doc.facts.file.pages]),
		"en": sprintf("%d pages by its numbering, %d in the file", [total, doc.facts.file.pages]),
	}
]

# METADATA
# title: 材料日期不应晚于今天
# description: >-
#   Looks at the dates that can only lie in the past (rule data, past_dates) and compares
#   them with the day of judgement in Asia/Shanghai. A date that was not read says nothing.
# custom:
#   short_name: date_in_future
#   severity: block
#   checks: [9]
#   failure_msg:
#     zh: "{document}的日期{date}晚于今天（{today}）"
#     en: "the date {date} of the {document} lies after today ({today})"
#   solution:
#     zh: "请核对并更正日期后重新上传"
#     en: "check and correct the date and upload the document again"
#   basis: ["逻辑矛盾(design)"]
#   collections: ["*"]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	ahead := [reading | some reading in past_dates(doc); dates.in_future(reading.value)]
	count(ahead) > 0
	best := max([reading.score | some reading in ahead])
	found := {reading.value | some reading in ahead; reading.score == best}
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"document": documents.name(doc), "date": max(found), "today": input.today},
		"places": [documents.place(doc, f.page, f.box, f.raw) | some f in ahead],
		"expected": sprintf("≤ %s", [input.today]),
		"found": max(found),
		"confidence": best,
	})
}

# past_dates are the readings of dates that can only lie in the past.
past_dates(doc) := [reading |
	some field in sort(ruledata.values.past_dates)
	some reading in doc.facts.fields[field]
]

not_applicable contains {"rule": "date_in_future", "document": doc.slug} if {
	some doc in input.documents
	not is_null(doc.facts)
	not dated(doc)
}

dated(doc) if {
	some reading in past_dates(doc)
	dates.valid(reading.value)
}
