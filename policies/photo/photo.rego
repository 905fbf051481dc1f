# METADATA
# title: 安装图片
# description: >-
#   What the installation photos show. A view comes from a caption, from what the uploader
#   said, or from a nameplate read in the picture; the picture itself is never guessed at.
# schemas:
#   - input: schema.input
package photo

import data.lib.documents
import data.lib.readings
import data.lib.result
import data.lib.ruledata
import data.lib.serials

# METADATA
# title: 安装图片应在PDF中
# description: >-
#   Looks for photographs on the pages of the one PDF that the slot takes. A scan may hold
#   pictures that were not told from the paper, so its emptiness is left to a person.
# custom:
#   short_name: in_pdf
#   severity: block
#   checks: [61]
#   failure_msg:
#     zh: "{document}的PDF中未找到照片"
#     en: "no photograph was found in the PDF of the {document}"
#   solution:
#     zh: "请将现场设备安装照片整理成一个PDF文件，加盖排污单位公章后上传"
#     en: "put the photographs of the installed instruments into one PDF, stamp it with the enterprise's seal and upload it"
#   basis: ["东环办函〔2023〕42号 附件1 三(三)"]
#   collections: [installation-photos]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, document.wrong_slot]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in readings.filed(chain)
	count(shots(doc)) == 0
	r := result.finding(chain, emptiness(doc), {
		"document": doc.slug,
		"params": {"document": documents.name(doc)},
		"places": [documents.whole(doc)],
	})
}

shots(doc) := [shot | some shot in doc.facts.photos]

emptiness(doc) := "undetermined" if {
	some page in doc.facts.pages
	is_number(page.scan_dpi)
} else := "undetermined" if {
	documents.unread(doc)
} else := "fail"

# METADATA
# title: 安装图片应包括监测仪器和数采仪
# description: >-
#   Looks for views of the devices that the notice names (rule data, photo.devices). A device
#   counts as shown where a nameplate with its model was read. Pictures without a view, and
#   pages that were not read, may show what is missing: then a person must look.
# custom:
#   short_name: devices_shown
#   severity: block
#   checks: [62]
#   failure_msg:
#     zh: "{document}中未见{missing}的照片"
#     en: "the {document} show no {missing}"
#   solution:
#     zh: "请补充{missing}的现场照片，并在每张照片下方注明所拍内容"
#     en: "add photographs of the {missing} and say under each photograph what it shows"
#   basis: ["东环办函〔2023〕42号 附件1 三(三)"]
#   collections: [installation-photos]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [photo.in_pdf]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in readings.filed(chain)
	count(shots(doc)) > 0
	missing := missing_devices(doc)
	count(missing) > 0
	r := result.finding(chain, state(doc), {
		"document": doc.slug,
		"params": {"document": documents.name(doc), "missing": result.listed(missing)},
		"places": where(doc),
	})
}

missing_devices(doc) := [want.name |
	some want in ruledata.values.photo.devices
	listed(want.classes)
	of_kind(want.kinds)
	not seen(doc, want.views)
]

# listed is true when the equipment list has a device of one of the classes, or is not known.
listed([])

listed(classes) if {
	some instrument in input.instruments
	instrument.class in classes
}

listed(classes) if {
	count(classes) > 0
	count(input.instruments) == 0
}

of_kind([])

of_kind(kinds) if input.project.kind in kinds

seen(doc, wanted) if {
	some shot in doc.facts.photos
	some view in shot.views
	view in wanted
}

seen(doc, wanted) if {
	some shot in doc.facts.photos
	plate_view(shot.nameplate) in wanted
}

# plate_view is what a nameplate stands on.
plate_view(plate) := "logger" if {
	is_string(plate.mn)
} else := "logger" if {
	some logger in input.loggers
	serials.same(logger.model, plate.model)
} else := view if {
	some instrument in input.instruments
	serials.same(instrument.model, plate.model)
	view := instrument.class
}

# state is undetermined while some picture may show what is missing.
state(doc) := "undetermined" if {
	count(unknown(doc)) > 0
} else := "undetermined" if {
	documents.unread(doc)
} else := "fail"

unknown(doc) := [shot | some shot in doc.facts.photos; count(views(shot)) == 0]

views(shot) := object.get(shot, "views", [])

# where shows the pictures that may hold what is missing, else the document.
where(doc) := [documents.place(doc, shot.page, shot.box, shot.caption) | some shot in unknown(doc)] if {
	count(unknown(doc)) > 0
} else := [documents.whole(doc)]

# METADATA
# title: 安装图片应覆盖审核关注的部位
# description: >-
#   Looks for the further views that reviewers expect (rule data, photo.expected), by medium
#   and by the instruments listed. Silent while the devices themselves are not settled.
# custom:
#   short_name: views_expected
#   severity: warn
#   checks: [63]
#   failure_msg:
#     zh: "{document}中未见以下部位的照片：{missing}"
#     en: "the {document} show nothing of: {missing}"
#   solution:
#     zh: "请补充相应部位的照片，并在每张照片下方注明所拍内容"
#     en: "add photographs of these parts and say under each photograph what it shows"
#   basis: ["审核惯例(未核实)", "东环办函〔2023〕42号 附件1 三(六)"]
#   collections: [installation-photos]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [photo.devices_shown]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in readings.filed(chain)
	count(shots(doc)) > 0
	settled(doc)
	missing := missing_views(doc)
	count(missing) > 0
	r := result.finding(chain, state(doc), {
		"document": doc.slug,
		"params": {"document": documents.name(doc), "missing": result.listed(missing)},
		"places": where(doc),
	})
}

settled(doc) if count(missing_devices(doc)) == 0

settled(doc) if state(doc) == "fail"

missing_views(doc) := [want.name |
	some want in ruledata.values.photo.expected
	medium(want.medium)
	listed(want.classes)
	not seen(doc, want.views)
]

medium(null)

medium(wanted) if {
	some outlet in input.outlets
	outlet.medium == wanted
}
