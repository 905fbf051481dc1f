package seal

import data.lib.documents
import data.lib.notice
import data.lib.parties
import data.lib.result
import data.lib.ruledata
import data.lib.seals
import data.lib.signatures

# METADATA
# title: 公章应为规定单位所有
# description: >-
#   Looks at the seals that could be the demanded one and holds them against the owner's
#   name. It fails only when every one of them is surely another name; a seal that could not
#   be read well enough leaves the question to a person.
# custom:
#   short_name: owner_mismatch
#   severity: block
#   checks: [22]
#   failure_msg:
#     zh: "{document}应盖{owner}「{expected}」的公章，印章文字读为「{found}」"
#     en: "the {document} should bear the seal of {owner} {expected}; the seal reads {found}"
#   solution:
#     zh: "请加盖「{expected}」的公章后重新上传；单位曾更名的，请附名称变更证明"
#     en: "stamp it with the official seal of {expected} and upload it again; after a change of name add the change notice"
#   words:
#     unread: { zh: 未能辨认, en: not legible }
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
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, seal.present]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	state := mismatch(doc)
	candidates := seals.candidates(doc)
	role := notice.owner(doc.slug)
	r := result.finding(chain, state, {
		"document": doc.slug,
		"params": {
			"document": documents.name(doc),
			"owner": notice.party_name(role),
			"expected": parties.joined(role),
			"found": legible(chain, seals.titles(candidates)),
		},
		"places": seals.places(doc, candidates),
		"expected": parties.joined(role),
		"found": seals.titles(candidates),
		"confidence": certainty(state, candidates, role),
	})
}

# mismatch is undefined when the owner's seal is there, and when there is none to judge.
mismatch(doc) := state if {
	seals.owner_known(doc)
	not seals.satisfied(doc)
	count(seals.candidates(doc)) > 0
	state := sure_mismatch(doc)
}

sure_mismatch(doc) := "fail" if {
	every seal in seals.ours(doc) {
		seals.verdict(seal, notice.owner(doc.slug)) == "mismatch"
	}
	count(signatures.relevant(doc)) == 0
	not documents.unread(doc)
} else := "undetermined"

# certainty is that of the least sure verdict; null when the verdicts themselves are unsure.
certainty("fail", candidates, role) := min([seals.certainty(seal, role) | some seal in candidates])

certainty("undetermined", _, _) := null

legible(_, titles) := titles if is_string(titles)

legible(chain, titles) := result.words(chain, "unread") if is_null(titles)

# A seal cannot be held against an owner whose name is not known.
not_applicable contains {"rule": "owner_mismatch", "document": doc.slug} if {
	some doc in input.documents
	not seals.owner_known(doc)
}

# METADATA
# title: 所盖印章应为公章
# description: >-
#   Looks at the kind of the seals that are the owner's, or of all seals that could be where
#   the owner's name is not known. It fails when every one of them is surely a special seal
#   (contract, finance, department …); an unknown kind says nothing, and an unread seal
#   beside it, which may be the 公章, leaves the question to a person.
# custom:
#   short_name: wrong_kind
#   severity: block
#   checks: [23]
#   failure_msg:
#     zh: "{document}应盖{owner}公章，所盖为{kinds}"
#     en: "the {document} should bear the official seal of {owner}; it bears a {kinds}"
#   solution:
#     zh: "请改盖{owner}公章（法定名称章）后重新上传"
#     en: "stamp it with the official seal of {owner} instead and upload it again"
#   words:
#     contract: { zh: 合同专用章, en: contract seal }
#     finance: { zh: 财务专用章, en: finance seal }
#     invoice: { zh: 发票专用章, en: invoice seal }
#     inspection: { zh: 检验检测专用章, en: inspection seal }
#     department: { zh: 部门章或业务专用章, en: department seal }
#     personal: { zh: 个人名章, en: personal seal }
#   basis:
#     - "东环办函〔2023〕42号 附件1 三(三)(四)"
#     - "国发〔1999〕25号"
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
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, seal.present, seal.owner_mismatch]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	not signatures.sealed(doc)
	owned := owners(doc)
	count(owned) > 0
	every seal in owned {
		seal.kind in ruledata.values.seal.refused_kinds
	}
	kinds := {seal.kind | some seal in owned}
	r := result.finding(chain, kind_state(doc), {
		"document": doc.slug,
		"params": {
			"document": documents.name(doc),
			"owner": notice.party_name(notice.owner(doc.slug)),
			"kinds": result.listed([result.words(chain, kind) | some kind in kinds]),
		},
		"places": seals.places(doc, owned),
		"expected": "公章",
		"found": concat("、", [result.words(chain, kind).zh | some kind in kinds]),
		"confidence": kind_certainty(doc, owned),
	})
}

# owners are the seals whose kind counts.
owners(doc) := seals.verified(doc) if {
	seals.owner_known(doc)
} else := seals.candidates(doc)

# kind_state is undetermined while another seal may be the owner's official one.
kind_state(doc) := "undetermined" if {
	seals.owner_known(doc)
	some seal in seals.ours(doc)
	seals.verdict(seal, notice.owner(doc.slug)) == "unknown"
	not seal.kind in ruledata.values.seal.refused_kinds
} else := "undetermined" if {
	documents.unread(doc)
} else := "fail"

kind_certainty(doc, owned) := min([seals.certainty(seal, notice.owner(doc.slug)) | some seal in owned]) if {
	seals.owner_known(doc)
} else := null
