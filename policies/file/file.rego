# METADATA
# title: 文件
# description: Whether the file can be opened and is what it seems.
# schemas:
#   - input: schema.input
package file

import data.lib.documents
import data.lib.result
import data.lib.ruledata

# METADATA
# title: 文件应能打开和读取
# description: >-
#   Looks at the failure that stands where facts should. A file that was refused (not a PDF,
#   password, too large, malware) fails; a file on which the program stopped (crash, time
#   limit) is left to a person, and so is a file without facts and without a reason.
# custom:
#   short_name: readable
#   severity: block
#   checks: [1]
#   failure_msg:
#     zh: "{document}的文件无法检查：{reason}"
#     en: "the file of the {document} cannot be inspected: {reason}"
#   solution:
#     zh: "请上传未加密、可正常打开的PDF文件；文件过大时请分册上传；含恶意程序的，请查杀病毒后由原件重新扫描上传"
#     en: "upload a PDF that opens without a password; split a file that is too large; where malware was found, clean the computer and scan the document anew"
#   words:
#     refused: { zh: 文件不符合要求, en: the file was refused }
#     malware: { zh: 文件含有恶意程序, en: malware was found in the file }
#     stopped: { zh: "程序未能完成检查，需人工查看", en: "the program could not finish, a person must look" }
#   basis: ["东环办函〔2023〕42号 附件1 三(三)"]
#   collections: ["*"]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: []
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.of(chain)
	is_null(doc.facts)
	state := refusal(doc)
	r := result.finding(chain, state, {
		"document": doc.slug,
		"params": {
			"document": documents.name(doc),
			"reason": result.words(chain, reason(doc, state)),
			"failure_code": failure(doc, "code"),
			"failure": failure(doc, "message"),
		},
		"places": [documents.whole(doc)],
		"found": failure(doc, "message"),
	})
}

reason(doc, state) := "malware" if {
	failure(doc, "code") == "file.malware"
} else := "stopped" if {
	state == "undetermined"
} else := "refused"

refusal(doc) := "fail" if {
	some prefix in ruledata.values.file.refused_failures
	startswith(doc.failure.code, prefix)
} else := "undetermined"

# failure is a part of the failure; null when no reason is known.
failure(doc, part) := doc.failure[part] if {
	not is_null(doc.failure)
} else := null

# METADATA
# title: 文件不应含有活动内容
# description: >-
#   Looks at scripts, program starts, embedded files and the like in the PDF. Which of them
#   block, warn or are only noted stands in the rule data (file.active_content).
# custom:
#   short_name: active_content
#   severity: warn
#   checks: [1]
#   failure_msg:
#     zh: "{document}的文件含有活动内容：{contents}"
#     en: "the file of the {document} holds active content: {contents}"
#   solution:
#     zh: "请将文件打印后重新扫描，或另存为不含脚本、附件和链接的PDF后重新上传"
#     en: "print and scan the file again, or save it as a PDF without scripts, attachments and links"
#   words:
#     javascript: { zh: 脚本, en: JavaScript }
#     launch: { zh: 启动程序, en: program start }
#     embedded_file: { zh: 嵌入附件, en: embedded file }
#     uri: { zh: 外部链接, en: external link }
#     submit_form: { zh: 表单提交, en: form submission }
#     import_data: { zh: 数据导入, en: data import }
#     rich_media: { zh: 多媒体, en: rich media }
#     xfa: { zh: 动态表单, en: dynamic form }
#     other: { zh: 其他, en: other }
#   basis: ["本平台文件安全要求(design)"]
#   collections: ["*"]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	some severity in {"block", "warn", "info"}
	contents := {c | some c in doc.facts.file.active_content; weight(c) == severity}
	count(contents) > 0
	r := result.fail(chain, {
		"document": doc.slug,
		"severity": severity,
		"params": {
			"document": documents.name(doc),
			"contents": result.listed([named(chain, c) | some c in contents]),
		},
		"places": [documents.whole(doc)],
		"found": concat(", ", contents),
	})
}

weight(content) := severity if {
	some severity in ["block", "info"]
	content in ruledata.values.file.active_content[severity]
} else := "warn"

named(chain, content) := result.words(chain, content)

named(chain, content) := result.words(chain, "other") if not result.words(chain, content)

# METADATA
# title: 文件结构应能完整读取
# description: >-
#   Looks at whether all objects of the PDF could be read. Where some could not, active
#   content and electronic signatures may have been missed, and a person must look.
# custom:
#   short_name: structure_read
#   severity: warn
#   checks: [1]
#   failure_msg:
#     zh: "{document}的文件结构未能完整读取，可能遗漏活动内容或电子签名"
#     en: "the structure of the file of the {document} could not be read completely; active content or signatures may have been missed"
#   solution:
#     zh: "请将文件打印后重新扫描，或从原软件重新导出PDF后上传"
#     en: "print and scan the file again, or export the PDF anew from the original program"
#   basis: ["本平台文件安全要求(design)"]
#   collections: ["*"]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	not doc.facts.file.structure_complete
	r := result.finding(chain, "undetermined", {
		"document": doc.slug,
		"params": {"document": documents.name(doc)},
		"places": [documents.whole(doc)],
	})
}

# METADATA
# title: 签名后文件不应再被修改
# description: >-
#   Looks at whether some signature covers the whole file as it is. A further signature adds
#   to a file legitimately; any other addition after signing is a change.
# custom:
#   short_name: changed_after_signing
#   severity: warn
#   checks: [10]
#   failure_msg:
#     zh: "{document}在电子签名之后又有修改"
#     en: "the {document} was changed after it had been signed electronically"
#   solution:
#     zh: "请上传签名后未作修改的原始电子文件"
#     en: "upload the original signed file, unchanged since"
#   basis: ["GB/T 38540-2020"]
#   collections: ["*"]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	count(doc.facts.signatures) > 0
	every sig in doc.facts.signatures {
		not sig.covers_whole_file
	}
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"document": documents.name(doc)},
		"places": [signed_at(doc, sig) | some sig in doc.facts.signatures],
	})
}

signed_at(doc, sig) := documents.place(doc, sig.page, sig.box, sig.organisation) if {
	is_number(sig.page)
} else := documents.whole(doc)

# A file without signatures cannot have changed after one.
not_applicable contains {"rule": "changed_after_signing", "document": doc.slug} if {
	some doc in input.documents
	count(doc.facts.signatures) == 0
}
