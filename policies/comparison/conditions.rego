# METADATA
# title: 比对条件
# description: Load, apparatus and methods of the comparison.
# schemas:
#   - input: schema.input
package comparison

import data.lib.documents
import data.lib.readings
import data.lib.result
import data.lib.rows
import data.lib.standards

# METADATA
# title: 比对监测报告应写明监测工况
# description: Looks for the load (工况, 负荷) during the comparison. Only a hint.
# custom:
#   short_name: load_stated
#   severity: info
#   checks: [94]
#   failure_msg:
#     zh: "{document}中未读到监测期间的工况或负荷"
#     en: "the {document} does not say at which load it was made"
#   solution:
#     zh: "请在报告中写明监测期间的生产工况或负荷"
#     en: "state the load of production during the comparison in the report"
#   basis: ["审核惯例(未核实)"]
#   collections: [comparison-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, document.wrong_slot]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in readings.filed(chain)
	every field in ["load", "load_percent"] {
		count(documents.readings(doc, field)) == 0
	}
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"document": documents.name(doc)},
		"places": [documents.whole(doc)],
	})
}

# METADATA
# title: 监测仪器应在检定或校准有效期内
# description: >-
#   Looks at the table of the laboratory's instruments: each was calibrated on the first day of
#   sampling. It does not apply where the table or the day was not read.
# custom:
#   short_name: apparatus_valid
#   severity: warn
#   checks: [95]
#   failure_msg:
#     zh: "{document}中以下监测仪器在采样日（{day}）已超过检定或校准有效期：{apparatus}"
#     en: "instruments in the {document} were out of calibration on the day of sampling ({day}): {apparatus}"
#   solution:
#     zh: "请检测机构核对仪器检定（校准）有效期；超期的应使用有效仪器重新监测"
#     en: "have the laboratory check the calibration; what was measured out of it must be measured again"
#   basis: ["审核惯例(未核实)"]
#   collections: [comparison-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, document.wrong_slot]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in readings.filed(chain)
	sampled := readings.day([doc.slug], ["sampled_from", "sampled_on"]).reading
	late := [row |
		some row in rows.of(doc, "apparatus")
		rows.value(row, "valid_to") < sampled.value
	]
	count(late) > 0
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {
			"document": documents.name(doc),
			"day": sampled.value,
			"apparatus": concat("、", [apparatus_name(row) | some row in late]),
		},
		"places": rows.places(doc, late, "valid_to"),
		"expected": sprintf("≥ %s", [sampled.value]),
		"found": concat("、", [rows.value(row, "valid_to") | some row in late]),
		"confidence": min([sampled.score, rows.certainty(late, "valid_to")]),
	})
}

apparatus_name(row) := rows.value(row, "name") if {
	rows.value(row, "name")
} else := "—"

not_applicable contains {"rule": "apparatus_valid", "document": doc.slug} if {
	some doc in input.documents
	count(rows.of(doc, "apparatus")) == 0
}

# METADATA
# title: 监测方法标准应现行有效
# description: >-
#   Holds the standards that the comparison report cites against those that others had replaced
#   by its date (reference/standards.yaml). A report that cites the later edition as well passes.
# custom:
#   short_name: method_current
#   severity: warn
#   checks: [95]
#   failure_msg:
#     zh: "{document}引用的标准已被替代：{standards}"
#     en: "the {document} cites standards that were replaced: {standards}"
#   solution:
#     zh: "请检测机构改用现行标准，或说明仍可使用的理由"
#     en: "have the laboratory use the standards in force, or say why the older one still applies"
#   basis: ["审核惯例(未核实)"]
#   collections: [comparison-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, document.wrong_slot]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in readings.filed(chain)
	old := standards.outdated(doc)
	count(old) > 0
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {
			"document": documents.name(doc),
			"standards": standards.listed(doc, old),
		},
		"places": [readings.place(doc, reading) | some reading in old],
		"confidence": max([reading.score | some reading in old]),
	})
}

not_applicable contains {"rule": "method_current", "document": doc.slug} if {
	some doc in input.documents
	count(standards.cited(doc)) == 0
}
