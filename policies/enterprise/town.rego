package enterprise

import data.lib.result

# METADATA
# title: 所在镇街应有对应的分局
# description: >-
#   Looks for the branch that reviews for the enterprise's town (reference data,
#   branches.json). Without one the application cannot be routed. A document checked on its
#   own needs none.
# schemas:
#   - input: schema.input
#   - data.reference.branches: schema.branches
# custom:
#   short_name: town
#   severity: block
#   checks: [53]
#   failure_msg:
#     zh: "所在镇街「{town}」没有对应的生态环境分局"
#     en: "no branch of the bureau answers for the town {town}"
#   solution:
#     zh: "请选择东莞市的镇、街道或园区，如 中堂镇、南城街道、松山湖"
#     en: "choose a town, street or zone of Dongguan, such as 中堂镇, 南城街道 or 松山湖"
#   words:
#     none: { zh: 未填写, en: (not given) }
#   basis: ["东环办函〔2023〕42号 附件1 三(六)"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: []
deny contains r if {
	chain := rego.metadata.chain()
	input.scope == "dossier"
	count(answering) == 0
	r := result.fail(chain, {"params": {"town": town_shown(chain)}, "found": input.enterprise.town})
}

town_shown(chain) := input.enterprise.town if {
	is_string(input.enterprise.town)
} else := result.words(chain, "none")

# answering is the branch of the town, whose name may lack 镇 or 街道; a zone may be written at
# greater length.
answering := {row.branch |
	is_string(input.enterprise.town)
	town := short_town(input.enterprise.town)
	some row in data.reference.branches
	answers(row, town)
}

answers(row, town) if short_town(row.name) == town

answers(row, town) if {
	row.type == "zone"
	startswith(town, row.name)
}

short_town(name) := regex.replace(regex.replace(name, `\s|^广东省|^东莞市`, ""), `(镇|街道|街道办事处|街)$`, "")

not_applicable contains {"rule": "town", "document": null} if not input.scope == "dossier"
