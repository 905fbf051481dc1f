# METADATA
# title: 参数设置
# description: >-
#   The values of the parameter form: whether they are there, plausible, and borne out by one
#   another (reference data, unverified). On a scan a value whose label was read may be there
#   unread, and a figure without a point may have lost one: nothing is said of those.
# schemas:
#   - input: schema.input
#   - data.reference.setting: schema.setting
#   - data.reference.accuracy: schema.accuracy
package setting

import data.lib.documents
import data.lib.forms
import data.lib.result

settings := data.reference.setting

# METADATA
# title: 参数备案表应有曲线和消解参数
# description: >-
#   Looks in the block of each factor for the columns that reference data demands: slope and
#   intercept, and digestion where the principle digests.
# custom:
#   short_name: curve
#   severity: warn
#   checks: [105]
#   failure_msg:
#     zh: "参数备案表未填写：{missing}"
#     en: "the parameter form lacks: {missing}"
#   solution:
#     zh: "请按仪器实际设置补填后重新盖章上传"
#     en: "fill them in as set on the instrument, stamp the form again and upload it"
#   basis: ["HJ 212-2017 表B.10"]
#   collections: [parameter-filing]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	some state in ["fail", "undetermined"]
	gaps := [gap | some gap in curve_gaps; gap.state == state]
	count(gaps) > 0
	r := result.finding(chain, state, {
		"document": doc.slug,
		"params": {"missing": result.listed([gap.label | some gap in gaps])},
		"places": [forms.place(gap.block.page, gap.block.cells.factor) | some gap in gaps],
	})
}

curve_gaps := [{"block": block, "state": gap_state(block, key), "label": gap_label(block, key)} |
	some block in forms.blocks
	some key in settings.required[block.code]
	applies(block, key)
	not stated(block.cells, key)
]

applies(_, key) if not key in settings.digestion

applies(block, key) if {
	key in settings.digestion
	not undigested(block)
}

undigested(block) if {
	some word in settings.without_digestion
	contains(block.cells.principle.raw, word)
}

stated(cells, key) if is_number(cells[key].value)

# gap_state is "unread" where a scan shows the label: the value behind it may only be unread.
gap_state(block, key) := "fail" if {
	forms.layered(block.page)
} else := "unread" if {
	forms.mentions(block, settings.words[key])
} else := "undetermined"

gap_label(block, key) := {
	"zh": sprintf("%s%s", [forms.label(block).zh, settings.names[key].zh]),
	"en": sprintf("%s of %s", [settings.names[key].en, forms.label(block).en]),
}

not_applicable contains {"rule": "curve", "document": "parameter-filing"} if {
	required := [block | some block in forms.blocks; settings.required[block.code]]
	count(required) == 0
}

# METADATA
# title: 废气参数备案表应填写皮托管系数、速度场系数、截面积等
# description: >-
#   Looks for the parameters of a gas outlet anywhere in the form, where the factor that needs
#   them is measured (reference data).
# custom:
#   short_name: gas
#   severity: warn
#   checks: [106]
#   failure_msg:
#     zh: "废气参数备案表未填写：{missing}"
#     en: "the parameter form of the gas outlet lacks: {missing}"
#   solution:
#     zh: "请按现场设置补填后重新盖章上传"
#     en: "fill them in as set on site, stamp the form again and upload it"
#   basis: ["参数备案惯例 (practice)"]
#   collections: [parameter-filing]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	some state in ["fail", "undetermined"]
	missing := [one.name | some one in gas_demands; not given(one); gas_state(one) == state]
	count(missing) > 0
	r := result.finding(chain, state, {
		"document": doc.slug,
		"params": {"missing": result.listed(missing)},
		"places": [documents.whole(doc)],
	})
}

# measured are the factors of gas outlets and of the form's blocks.
measured := {factor.code |
	some outlet in input.outlets
	outlet.medium == "gas"
	some factor in outlet.factors
} | {block.code | some block in forms.blocks; is_string(block.code)}

gas_demands := [one |
	some one in settings.gas
	one.factor in measured
	not spared(one)
]

# spared is true for an instrument whose principle needs no such parameter.
spared(one) if {
	some block in forms.blocks
	block.code == one.factor
	some word in one.unless
	contains(block.cells.principle.raw, word)
}

given(one) if {
	some block in forms.blocks
	belongs(one, block)
	some field in one.fields
	stated(block.cells, field)
}

given(one) if {
	not one.within
	some field in one.fields
	count(documents.readings(forms.form, field)) > 0
}

belongs(one, _) if not one.within

belongs(one, block) if block.code == one.factor

gas_state(one) := "fail" if {
	every number in forms.pages {
		forms.layered(number)
	}
} else := "unread" if {
	some field in one.fields
	forms.says(forms.pages, settings.words[field])
} else := "undetermined"

not_applicable contains {"rule": "gas", "document": "parameter-filing"} if count(gas_demands) == 0
