package document

import data.lib.documents
import data.lib.notice
import data.lib.result

# METADATA
# title: 表单码应与上传栏目一致
# description: >-
#   Looks at the codes on forms that the platform has filled in beforehand: lianshen:1, the
#   project, the kind of document. Kinds that may share one file may stand in each other's slot. A
#   document without such a code is not judged.
# custom:
#   short_name: form_slot
#   severity: warn
#   checks: [3]
#   failure_msg:
#     zh: "「{document}」栏目上传的是为「{named}」生成的表单"
#     en: "the form in the slot of the {document} was made for the {named}"
#   solution:
#     zh: "请将该表单移至「{named}」栏目，并上传{document}"
#     en: "move the form to the slot of the {named} and upload the {document}"
#   basis: ["东环办函〔2023〕42号 附件1 三(一)至(四)"]
#   collections: ["*"]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	some code in form_codes(doc)
	notice.kinds[code.slug]
	code.slug != doc.slug
	not notice.may_share(code.slug, doc.slug)
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {
			"document": documents.name(doc),
			"named": notice.kinds[code.slug].name,
			"named_slug": code.slug,
		},
		"places": [documents.place(doc, code.page, code.box, code.value)],
		"expected": documents.name(doc).zh,
		"found": notice.kinds[code.slug].name.zh,
		"confidence": code.score,
	})
}

# METADATA
# title: 表单码应属于本项目
# description: >-
#   Looks at the project that the code on a form names. A project that is not on the platform has
#   no identifier to hold it against and is not judged.
# custom:
#   short_name: form_project
#   severity: warn
#   checks: [7]
#   failure_msg:
#     zh: "{document}使用了为另一项目生成的表单"
#     en: "the {document} is a form that was made for another project"
#   solution:
#     zh: "请在本项目中重新打印表单，填写、盖章后上传"
#     en: "print the form from this project, fill it in, seal it and upload it"
#   basis: ["本平台文件要求(design)"]
#   collections: ["*"]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	on_platform
	some doc in documents.read(chain)
	some code in form_codes(doc)
	code.project != input.project.id
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"document": documents.name(doc)},
		"places": [documents.place(doc, code.page, code.box, code.value)],
		"expected": input.project.id,
		"found": code.project,
		"confidence": code.score,
	})
}

on_platform if is_string(input.project.id)

# form_codes are the codes of forms on the pages of a document.
form_codes(doc) := [found |
	some mark in doc.facts.marks
	mark.kind == "code"
	["lianshen", "1", project, slug] = split(mark.value, ":")
	found := {"project": project, "slug": slug, "page": mark.page, "box": mark.box, "value": mark.value, "score": mark.score}
]

not_applicable contains {"rule": rule, "document": doc.slug} if {
	some doc in input.documents
	not is_null(doc.facts)
	count(form_codes(doc)) == 0
	some rule in ["form_slot", "form_project"]
}

not_applicable contains {"rule": "form_project", "document": doc.slug} if {
	some doc in input.documents
	not on_platform
}
