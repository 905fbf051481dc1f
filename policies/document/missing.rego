package document

import data.lib.documents
import data.lib.notice
import data.lib.result

# METADATA
# title: 材料应齐全
# description: >-
#   Looks at the documents that the kind of project needs (notice file, projects). The rows of
#   the equipment list entered on the platform are the list itself. A single document that is
#   checked on its own, and a project whose kind is not known, are not judged.
# custom:
#   short_name: missing
#   severity: block
#   checks: [32, 54, 71, 115]
#   checks_of:
#     construction-plan: [32, 71, 115]
#     equipment-list: [32, 71, 115]
#     contract: [54, 71, 115]
#   failure_msg:
#     zh: "缺少{document}"
#     en: "the {document} is missing"
#   solution:
#     zh: "请在「{document}」栏目上传PDF文件"
#     en: "upload the {document} as a PDF"
#   basis: ["东环办函〔2023〕42号 附件1 三(一)至(四)、(六)"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: []
deny contains r if {
	chain := rego.metadata.chain()
	complete_wanted
	some slug in notice.required(input.project.kind)
	not slug in filed
	not entered(slug)
	absent := {"slug": slug}
	r := result.fail(chain, {
		"document": slug,
		"params": {"document": documents.name(absent)},
		"places": [documents.whole(absent)],
		"expected": documents.name(absent).zh,
	})
}

filed := {doc.slug | some doc in input.documents}

# entered is true for a document that project data stand in for.
entered(slug) if {
	notice.kinds[slug].satisfied_by == "instruments"
	count(input.instruments) > 0
}

complete_wanted if {
	input.scope == "dossier"
	notice.required(input.project.kind)
}

not_applicable contains {"rule": "missing", "document": null} if not complete_wanted
