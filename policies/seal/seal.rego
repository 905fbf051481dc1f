# METADATA
# title: 印章
# description: >-
#   The seals that the notice demands: there, of the right owner, of the right kind. Whose
#   seal stands on which document is said by the notice file.
# schemas:
#   - input: schema.input
package seal

import data.lib.documents
import data.lib.notice
import data.lib.parties
import data.lib.result
import data.lib.seals
import data.lib.signatures

# METADATA
# title: 查找印章需要读取全部页面
# description: >-
#   Looks for pages that failed or were left out of the inspection. The missing seal may be
#   on one of them, so nothing is said to be absent until a person has looked. Silent when
#   the demanded seal was found on the pages that were read.
# custom:
#   short_name: pages_read
#   severity: block
#   checks: [13, 14, 15, 16, 17, 18, 19, 20, 21]
#   failure_msg:
#     zh: "{document}第{pages}页未能读取，不能确认是否盖有{owner}公章"
#     en: "page {pages} of the {document} could not be read; whether the seal of {owner} is there is not known"
#   solution:
#     zh: "请人工查看该页，或重新扫描后上传"
#     en: "look at the page, or scan and upload the document again"
#   basis: ["东环办函〔2023〕42号 附件1 三(三)(四)"]
#   collections:
#     - installation-photos
#     - contractor-info
#     - contractor-personnel
#     - acceptance-report
#     - acceptance-opinion
#     - comparison-report
#     - commissioning-report
#     - parameter-filing
#     - commissioning-unit
#     - commissioning-personnel
#   checks_of:
#     installation-photos: [13]
#     contractor-info: [14]
#     contractor-personnel: [14]
#     acceptance-report: [15]
#     acceptance-opinion: [16]
#     comparison-report: [17]
#     commissioning-report: [18]
#     parameter-filing: [19]
#     commissioning-unit: [20]
#     commissioning-personnel: [21]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	pages := documents.unread_pages(doc)
	count(pages) > 0
	not seals.satisfied(doc)
	r := result.undetermined(chain, {
		"document": doc.slug,
		"params": {
			"document": documents.name(doc),
			"owner": notice.party_name(notice.owner(doc.slug)),
			"pages": documents.page_list(pages),
		},
		"places": [documents.page(doc, n) | some n in sort(pages)],
	})
}

# METADATA
# title: 材料应盖有规定单位的公章
# description: >-
#   Looks for any seal that could be the demanded one. Seals of another party that the notice
#   allows besides do not count. A cut impression, a paging seal (骑缝章) or an unsure find is
#   no proof of a seal and no proof of its absence: a person must look. Electronic seals are
#   judged by seal.electronic, unread pages by seal.pages_read.
# custom:
#   short_name: present
#   severity: block
#   checks: [13, 14, 15, 16, 17, 18, 19, 20, 21]
#   failure_msg:
#     zh: "{document}应盖有{owner}公章，未找到"
#     en: "no seal of {owner} was found on the {document}"
#   solution:
#     zh: "请在{document}上加盖{owner}公章，彩色扫描后重新上传"
#     en: "stamp the {document} with the official seal of {owner}, scan it in colour and upload it again"
#   basis: ["东环办函〔2023〕42号 附件1 三(三)(四)"]
#   collections:
#     - installation-photos
#     - contractor-info
#     - contractor-personnel
#     - acceptance-report
#     - acceptance-opinion
#     - comparison-report
#     - commissioning-report
#     - parameter-filing
#     - commissioning-unit
#     - commissioning-personnel
#   checks_of:
#     installation-photos: [13]
#     contractor-info: [14]
#     contractor-personnel: [14]
#     acceptance-report: [15]
#     acceptance-opinion: [16]
#     comparison-report: [17]
#     commissioning-report: [18]
#     parameter-filing: [19]
#     commissioning-unit: [20]
#     commissioning-personnel: [21]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, seal.pages_read]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	state := absence(doc)
	r := result.finding(chain, state, {
		"document": doc.slug,
		"params": {
			"document": documents.name(doc),
			"owner": notice.party_name(notice.owner(doc.slug)),
		},
		"places": where_absent(doc),
		"expected": expected_owner(doc),
		"found": seals.titles(doc.facts.seals),
	})
}

# absence is undefined when there is a seal to be judged, and when another rule speaks.
absence(doc) := state if {
	count(seals.candidates(doc)) == 0
	count(signatures.relevant(doc)) == 0
	not documents.unread(doc)
	state := hinted(doc)
}

hinted(doc) := "undetermined" if count(seals.doubtful(doc)) > 0

else := "fail"

where_absent(doc) := seals.places(doc, doc.facts.seals) if {
	count(doc.facts.seals) > 0
} else := [documents.whole(doc)]

# expected_owner is the owner's name, or the role's where no name is known.
expected_owner(doc) := parties.joined(notice.owner(doc.slug)) if {
	seals.owner_known(doc)
} else := notice.party_name(notice.owner(doc.slug)).zh
