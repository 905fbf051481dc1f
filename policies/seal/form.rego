package seal

import data.lib.documents
import data.lib.notice
import data.lib.result
import data.lib.ruledata
import data.lib.seals

# METADATA
# title: 公章一般为圆形
# description: >-
#   Looks at the shape of official seals where a seal is demanded. An oval one is usual for
#   foreign-invested companies and only noted, as is any shape around the owner's name. A seal
#   that is surely another company's is judged by seal.owner_mismatch alone.
# custom:
#   short_name: shape
#   severity: warn
#   checks: [24]
#   failure_msg:
#     zh: "{document}上的印章为{shape}，不是通常的圆形公章"
#     en: "the seal on the {document} is {shape}, not round as usual"
#   solution:
#     zh: "请确认所盖为公章；确为备案公章的，可说明情况"
#     en: "make sure that it is the official seal; if it is the registered one, say so in a statement"
#   words:
#     oval: { zh: 椭圆形, en: oval }
#     square: { zh: 方形, en: square }
#     rectangle: { zh: 长方形, en: rectangular }
#     other: { zh: 其他形状, en: of another shape }
#   basis: ["国发〔1999〕25号"]
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
	some verdict in ["match", "unknown"]
	some shape in ["oval", "square", "rectangle", "other"]
	odd := [seal |
		some seal in seals.candidates(doc)
		seal.shape == shape
		not seal.kind in ruledata.values.seal.refused_kinds
		seals.verdict(seal, notice.owner(doc.slug)) == verdict
	]
	count(odd) > 0
	r := result.fail(chain, {
		"document": doc.slug,
		"severity": shape_severity(shape, verdict),
		"params": {"document": documents.name(doc), "shape": result.words(chain, shape)},
		"places": seals.places(doc, odd),
		"found": result.words(chain, shape).zh,
		"confidence": surest(odd),
	})
}

# An oval seal that cannot be read sends a person to the page already (seal.owner_mismatch).
shape_severity("oval", _) := "info"

shape_severity(shape, "match") := "info" if shape != "oval"

shape_severity(shape, "unknown") := "warn" if shape != "oval"

# surest is how sure the finder is of the surest of the seals.
surest(found) := max([seal.score | some seal in found])

# METADATA
# title: 圆形公章的直径应在规定范围内
# description: >-
#   Looks at the measured diameter of round seals at the page's physical scale (rule data,
#   seal.diameter_mm). A diameter that could not be measured says nothing.
# custom:
#   short_name: diameter
#   severity: warn
#   checks: [25]
#   failure_msg:
#     zh: "{document}上的印章直径约{found}毫米，通常为{min}至{max}毫米"
#     en: "the seal on the {document} measures about {found} mm across; {min} to {max} mm are usual"
#   solution:
#     zh: "请按原件1:1扫描，不要缩放；如所盖不是公章，请改盖公章"
#     en: "scan the original at its own size; if it is not the official seal, use that"
#   basis: ["国发〔1999〕25号"]
#   collections: ["*"]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	limits := ruledata.values.seal.diameter_mm
	some doc in documents.read(chain)
	odd := [seal | some seal in measured(doc); outside(seal.diameter_mm, limits)]
	count(odd) > 0
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {
			"document": documents.name(doc),
			"found": sort({round(seal.diameter_mm) | some seal in odd}),
			"min": limits.min,
			"max": limits.max,
		},
		"places": seals.places(doc, odd),
		"expected": sprintf("%v–%v mm", [limits.min, limits.max]),
		"found": concat(", ", [sprintf("%.1f mm", [seal.diameter_mm]) | some seal in odd]),
		"confidence": surest(odd),
	})
}

measured(doc) := [seal |
	some seal in doc.facts.seals
	seal.shape == "round"
	seal.complete
	is_number(seal.diameter_mm)
	not seal.kind in ruledata.values.seal.refused_kinds
]

outside(diameter, limits) if diameter < limits.min - limits.tolerance

outside(diameter, limits) if diameter > limits.max + limits.tolerance

not_applicable contains {"rule": "diameter", "document": doc.slug} if {
	some doc in input.documents
	not is_null(doc.facts)
	count(measured(doc)) == 0
}

# METADATA
# title: 印章应为红色原印
# description: >-
#   Looks at the colour of the impressions. A black or grey one is a copy of a stamped sheet.
#   Other colours are usual for some kinds (rule data, seal.colours).
# custom:
#   short_name: colour
#   severity: warn
#   checks: [26]
#   failure_msg:
#     zh: "{document}上的印章为{colour}，可能是复印件或黑白扫描件"
#     en: "the seal on the {document} is {colour}; it may be a copy or a scan without colour"
#   solution:
#     zh: "请将盖有红色印章的原件彩色扫描后重新上传"
#     en: "scan the original with its red seal in colour and upload it again"
#   words:
#     red: { zh: 红色, en: red }
#     blue: { zh: 蓝色, en: blue }
#     black: { zh: 黑色或灰色, en: black or grey }
#     other: { zh: 其他颜色, en: of another colour }
#   basis: ["印章管理惯例(unverified)"]
#   collections: ["*"]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	some colour in {seal.colour | some seal in doc.facts.seals}
	odd := [seal | some seal in doc.facts.seals; seal.colour == colour; not usual(seal)]
	count(odd) > 0
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"document": documents.name(doc), "colour": result.words(chain, colour)},
		"places": seals.places(doc, odd),
		"found": result.words(chain, colour).zh,
		"confidence": surest(odd),
	})
}

usual(seal) if seal.colour in ruledata.values.seal.colours.usual

usual(seal) if {
	some also in ruledata.values.seal.colours.also
	also.kind == seal.kind
	seal.colour in also.colours
}

not_applicable contains {"rule": rule, "document": doc.slug} if {
	some doc in input.documents
	not is_null(doc.facts)
	count(doc.facts.seals) == 0
	some rule in ["colour", "pasted", "code_area"]
}

# METADATA
# title: 公章编码应属本地区
# description: >-
#   Looks at the 13-digit code on the enterprise's own seals and compares its first digits
#   with the notice's area. Older seals have none, and an unread code says nothing.
# custom:
#   short_name: code_area
#   severity: info
#   checks: [27]
#   failure_msg:
#     zh: "{document}上的公章编码{code}不以{area}开头"
#     en: "the code {code} of the seal on the {document} does not begin with {area}"
#   solution:
#     zh: "请确认印章为在本地备案的公章"
#     en: "make sure that the seal is the one registered in this city"
#   basis: ["印章编码惯例"]
#   collections: ["*"]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	some code in {seal.code | some seal in doc.facts.seals; foreign(seal)}
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"document": documents.name(doc), "code": code, "area": notice.area_code},
		"places": [seals.place(doc, seal) | some seal in doc.facts.seals; seal.code == code],
		"expected": sprintf("%s…", [notice.area_code]),
		"found": code,
	})
}

# foreign is true for a seal of the enterprise whose code was read and is another area's.
foreign(seal) if {
	is_string(seal.code)
	regex.match(`^\d{13}$`, seal.code)
	not startswith(seal.code, notice.area_code)
	seals.verdict(seal, "enterprise") == "match"
}

# METADATA
# title: 印章不应为粘贴的图片
# description: >-
#   Looks at seals that lie on the page as an image object of their own. That is a picture of
#   a seal, neither an original impression nor an electronic seal.
# custom:
#   short_name: pasted
#   severity: warn
#   checks: [29]
#   failure_msg:
#     zh: "{document}上的印章是单独贴上的图片，不是原印"
#     en: "the seal on the {document} is an image laid over the page, not an impression"
#   solution:
#     zh: "请在纸质原件上盖章后扫描，或使用符合规定的电子印章"
#     en: "stamp the paper and scan it, or use a proper electronic seal"
#   basis: ["印章真实性核查(design)"]
#   collections: ["*"]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	pasted := [seal | some seal in doc.facts.seals; seal.origin == "overlay"]
	count(pasted) > 0
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"document": documents.name(doc)},
		"places": seals.places(doc, pasted),
		"found": seals.titles(pasted),
		"confidence": surest(pasted),
	})
}
