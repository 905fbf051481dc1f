package seal

import data.lib.documents
import data.lib.notice
import data.lib.result
import data.lib.seals
import data.lib.signatures

# METADATA
# title: 电子印章应有效且属于规定单位
# description: >-
#   Looks at the signature fields. A broken signature fails, and so does one of another
#   organisation where no other seal of the owner stands. What cannot be checked (unknown
#   algorithm, untrusted or unknown certificate, no organisation) is left to a person, and
#   only noted when the demanded seal is there anyway.
# custom:
#   short_name: electronic
#   severity: block
#   checks: [30]
#   failure_msg:
#     zh: "{document}的电子印章{problem}（签章单位：{holder}）"
#     en: "the electronic seal of the {document} {problem} (signed by: {holder})"
#   solution:
#     zh: "请使用{owner}有效的电子印章重新签章后上传，或加盖公章扫描上传"
#     en: "sign the document again with a valid electronic seal of {owner}, or stamp and scan it"
#   words:
#     broken: { zh: 校验不通过, en: does not verify }
#     other_holder: { zh: 不属于规定单位, en: is not that of the demanded owner }
#     unchecked: { zh: "的有效性无法核验，需人工确认", en: "cannot be checked, a person must look" }
#     no_holder: { zh: 未注明, en: not stated }
#     signer: { zh: 签章单位, en: the signer }
#   basis: ["GB/T 38540-2020", "国办发〔2025〕33号 第五条"]
#   collections: ["*"]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	some sig in signatures.relevant(doc)
	problem := signature_problem(doc, sig)
	r := result.finding(chain, problem.state, {
		"document": doc.slug,
		"severity": problem.severity,
		"params": {
			"document": documents.name(doc),
			"problem": result.words(chain, problem.word),
			"holder": holder_text(chain, sig),
			"owner": owner_text(chain, doc),
		},
		"places": [signature_place(doc, sig)],
		"found": sig.organisation,
	})
}

# signature_problem is undefined for a valid seal of the owner.
signature_problem(doc, sig) := {"word": "broken", "state": "fail", "severity": "block"} if {
	sig.integrity == "invalid"
} else := {"word": "other_holder", "state": "fail", "severity": "block"} if {
	signatures.holder(doc, sig) == "mismatch"
	not seals.satisfied(doc)
	not documents.unread(doc)
} else := {"word": "unchecked", "state": "undetermined", "severity": weight(doc)} if {
	signatures.holder(doc, sig) != "mismatch"
	not sig in signatures.valid(doc)
}

# weight makes an unchecked signature a note where the demanded seal is there anyway.
weight(doc) := "info" if {
	seals.satisfied(doc)
} else := "block"

holder_text(chain, sig) := sig.organisation if {
	is_string(sig.organisation)
} else := result.words(chain, "no_holder")

owner_text(_, doc) := notice.party_name(notice.owner(doc.slug))

owner_text(chain, doc) := result.words(chain, "signer") if not notice.owner(doc.slug)

signature_place(doc, sig) := documents.place(doc, sig.page, sig.box, sig.organisation) if {
	is_number(sig.page)
} else := documents.whole(doc)

# METADATA
# title: 已有有效电子印章
# description: Notes a valid electronic seal of the owner; it serves as the demanded seal.
# custom:
#   short_name: electronic_valid
#   severity: info
#   checks: [30]
#   failure_msg:
#     zh: "{document}盖有「{holder}」的有效电子印章"
#     en: "the {document} bears a valid electronic seal of {holder}"
#   solution:
#     zh: "无需处理"
#     en: "nothing to do"
#   basis: ["GB/T 38540-2020", "国办发〔2025〕33号 第五条"]
#   collections: ["*"]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	some sig in signatures.valid(doc)
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"document": documents.name(doc), "holder": sig.organisation},
		"places": [signature_place(doc, sig)],
		"found": sig.organisation,
	})
}

not_applicable contains {"rule": rule, "document": doc.slug} if {
	some doc in input.documents
	not is_null(doc.facts)
	count(signatures.relevant(doc)) == 0
	some rule in ["electronic", "electronic_valid"]
}
