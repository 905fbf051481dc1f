# METADATA
# title: 扫描质量
# description: Whether a scan is good enough to be judged and read.
# schemas:
#   - input: schema.input
package scan

import data.lib.documents
import data.lib.notice
import data.lib.result
import data.lib.ruledata
import data.lib.seals

# METADATA
# title: 扫描件应清晰、彩色、不低于200dpi
# description: >-
#   Looks at resolution, skew and sharpness of scanned pages, and at colour where a seal is
#   demanded. Only noted when the demanded seal and the critical fields were read all the
#   same, unless the resolution lies under the floor (rule data, scan).
# custom:
#   short_name: quality
#   severity: warn
#   checks: [2]
#   failure_msg:
#     zh: "{document}第{pages}页扫描质量不足：{problems}"
#     en: "the scan of the {document} is poor on page {pages}: {problems}"
#   solution:
#     zh: "请放正原件，以不低于{min_dpi}dpi的彩色模式重新扫描后上传"
#     en: "lay the original straight, scan it in colour at {min_dpi} dpi or more, and upload it again"
#   words:
#     dpi: { zh: 分辨率偏低, en: low resolution }
#     skew: { zh: 页面歪斜, en: skewed page }
#     blur: { zh: 字迹模糊, en: blurred }
#     grey: { zh: 非彩色扫描, en: not in colour }
#   basis: ["本平台文件要求(design)"]
#   collections: ["*"]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	problems := {problem: numbers | some problem, numbers in poor(doc); count(numbers) > 0}
	count(problems) > 0
	numbers := union({found | some found in problems})
	r := result.fail(chain, {
		"document": doc.slug,
		"severity": severity(doc),
		"params": {
			"document": documents.name(doc),
			"pages": documents.page_list(numbers),
			"problems": result.listed([result.words(chain, problem) | some problem, _ in problems]),
			"min_dpi": ruledata.values.scan.min_dpi,
		},
		"places": [documents.place(doc, n, null, resolution(doc, n)) | some n in sort(numbers)],
		"expected": sprintf("≥ %v dpi", [ruledata.values.scan.min_dpi]),
	})
}

# poor are the pages with each problem. What was not measured is no problem.
poor(doc) := {
	"dpi": {p.number | some p in pages; p.scan_dpi < short_of(limits.min_dpi)},
	"skew": {p.number | some p in pages; is_number(p.skew_deg); abs(p.skew_deg) > limits.max_skew_deg},
	"blur": {p.number | some p in pages; is_number(p.sharpness); p.sharpness < limits.min_sharpness},
	"grey": {p.number | some p in pages; grey(doc)},
} if {
	pages := scanned(doc)
	limits := ruledata.values.scan
}

scanned(doc) := [p | some p in doc.facts.pages; is_number(p.scan_dpi); not p.blank]

# short_of is a resolution less what measuring it may lose.
short_of(dpi) := dpi - ruledata.values.scan.dpi_tolerance

# grey is true for a document that must bear a seal, of which no scanned page and no seal
# shows colour: a page of plain text has none, however it was scanned.
grey(doc) if {
	notice.owner(doc.slug)
	every page in scanned(doc) {
		not page.colour
	}
	every seal in doc.facts.seals {
		not seal.colour in {"red", "blue"}
	}
}

severity(doc) := "info" if {
	seals.satisfied(doc)
	documents.fields_read(doc)
	not documents.coarse(doc)
} else := "warn"

resolution(doc, number) := sprintf("%v dpi", [round(page.scan_dpi)]) if {
	some page in doc.facts.pages
	page.number == number
}

# A document that was never scanned has no scan quality.
not_applicable contains {"rule": "quality", "document": doc.slug} if {
	some doc in input.documents
	not is_null(doc.facts)
	count(scanned(doc)) == 0
}
