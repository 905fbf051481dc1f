package seal

import data.lib.documents
import data.lib.notice
import data.lib.result

# METADATA
# title: 同一印文不应重复出现
# description: >-
#   Looks at impressions that are the same as another one, pixel by pixel, on another page or in
#   another file: a stamp never prints twice alike. Electronic seals do, and are left out.
# custom:
#   short_name: copied
#   severity: warn
#   checks: [28]
#   failure_msg:
#     zh: "{document}上的印文与{others}上的完全相同，可能是复制的"
#     en: "the impression on the {document} is the same as that on {others}; it may be a copy"
#   solution:
#     zh: "请在每份材料原件上分别盖章后扫描"
#     en: "stamp every original itself and scan it"
#   basis: ["印章真实性核查(design)"]
#   collections: ["*"]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	copies := [{"seal": seal, "sign": sign} |
		some seal in doc.facts.seals
		seal.origin != "signature"
		some sign in seal.signs
		sign.kind == "identical_impression"
	]
	count(copies) > 0
	others := {where_copied(doc, other) | some copy in copies; some other in copy.sign.with}
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"document": documents.name(doc), "others": result.listed({page_named(place) | some place in others})},
		"places": array.concat(
			[documents.place(doc, copy.seal.page, copy.seal.box, copy.seal.title) | some copy in copies],
			[place | some place in others],
		),
		"confidence": max([copy.sign.score | some copy in copies]),
	})
}

# where_copied is the other impression: in the same file unless the sign names another.
where_copied(doc, other) := documents.place({"slug": object.get(other, "document", doc.slug)}, other.page, other.box, null)

page_named(place) := {
	"zh": sprintf("%s第%d页", [notice.kinds[place.document].name.zh, place.page]),
	"en": sprintf("page %d of the %s", [place.page, notice.kinds[place.document].name.en]),
}

# METADATA
# title: 多页检测报告应盖骑缝章
# description: >-
#   Looks, in a report of several pages, for a paging seal (骑缝章) or a seal on every page. A
#   report that is sealed electronically needs none, and one with unread pages says nothing.
# custom:
#   short_name: paging
#   severity: info
#   checks: [31]
#   failure_msg:
#     zh: "{document}共{pages}页，未见骑缝章"
#     en: "the {document} has {pages} pages and no paging seal was found"
#   solution:
#     zh: "请确认报告已加盖骑缝章或逐页盖章"
#     en: "see that the report bears a seal across its pages or one on each"
#   basis: ["检验检测机构资质认定 检验检测专用章使用要求"]
#   collections: [comparison-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	doc.facts.file.pages > 1
	not documents.unread(doc)
	count(doc.facts.signatures) == 0
	not has_paging(doc)
	count({seal.page | some seal in doc.facts.seals}) < doc.facts.file.pages
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"document": documents.name(doc), "pages": doc.facts.file.pages},
		"places": [documents.whole(doc)],
	})
}

has_paging(doc) if {
	some seal in doc.facts.seals
	seal.kind == "paging"
}

not_applicable contains {"rule": "paging", "document": doc.slug} if {
	some doc in input.documents
	doc.slug == "comparison-report"
	doc.facts.file.pages == 1
}
