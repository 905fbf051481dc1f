# METADATA
# title: 施工
# description: The construction unit and its people, step 三(三).
# schemas:
#   - input: schema.input
package construction

import data.lib.documents
import data.lib.names
import data.lib.parties
import data.lib.people
import data.lib.readings
import data.lib.result
import data.lib.rows

# METADATA
# title: 施工单位应与合同乙方一致
# description: >-
#   Holds the unit named on the sheets of step 三(三) against party B of the contract, or the
#   registered construction unit where the contract's was not read. One reading that is the
#   same is enough; a name that differs in one character is left to a person.
# custom:
#   short_name: contractor
#   severity: block
#   checks: [68]
#   failure_msg:
#     zh: "{document}的施工单位为「{found}」，合同乙方为「{expected}」"
#     en: "the {document} names the contractor {found}; party B of the contract is {expected}"
#   solution:
#     zh: "请核对施工单位，使施工单位信息与合同乙方一致后重新上传"
#     en: "make the contractor on the sheet and in the contract the same and upload it again"
#   basis: ["东环办函〔2023〕42号 附件1 三(二)(三)"]
#   collections: [contractor-info, contractor-personnel]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, document.wrong_slot]
deny contains r if {
	chain := rego.metadata.chain()
	count(expected_names) > 0
	some doc in readings.filed(chain)
	best := readings.best(doc, "contractor_name")
	read := documents.readings(doc, "contractor_name")
	not agrees(read)
	r := result.finding(chain, difference(read), {
		"document": doc.slug,
		"params": {
			"document": documents.name(doc),
			"found": best.value,
			"expected": concat(" / ", expected_names),
		},
		"places": [readings.place(doc, reading) | some reading in read],
		"expected": concat(" / ", expected_names),
		"found": best.value,
		"confidence": min([best.score, contract_score]),
	})
}

# expected_names are party B's as the contract reads, else those registered.
expected_names := {reading.value | some reading in party_b} if {
	count(party_b) > 0
} else := {name | some name in parties.of("contractor")}

party_b := documents.readings(readings.slots.contract, "party_b") if {
	readings.slots.contract
} else := []

contract_score := max([reading.score | some reading in party_b]) if {
	count(party_b) > 0
} else := 1

agrees(read) if {
	some reading in read
	some name in expected_names
	names.same(reading.value, name)
}

difference(read) := "undetermined" if {
	some reading in read
	some name in expected_names
	names.near(reading.value, name)
} else := "fail"

# A sheet that names no unit is told by its seal.
not_applicable contains {"rule": "contractor", "document": doc.slug} if {
	some doc in input.documents
	not named(doc)
}

named(doc) if {
	count(expected_names) > 0
	readings.best(doc, "contractor_name")
}

# METADATA
# title: 施工人员信息应至少有一名人员及电话
# description: >-
#   Looks for somebody with a name and a telephone number, in the table of people or as the
#   contact. A sheet without a table that was recognised is left to a person.
# custom:
#   short_name: person
#   severity: block
#   checks: [69]
#   failure_msg:
#     zh: "{document}{problem}"
#     en: "the {document} {problem}"
#   solution:
#     zh: "请填写至少一名施工人员的姓名和联系电话，加盖施工单位公章后重新上传"
#     en: "name at least one person with a telephone number, stamp the sheet with the contractor's seal and upload it again"
#   words:
#     none: { zh: 未填写施工人员, en: names nobody }
#     phone: { zh: 未填写有效的联系电话, en: gives no valid telephone number }
#     unclear: { zh: 未能读到施工人员的姓名和电话, en: could not be read for a name with a telephone number }
#   basis: ["东环办函〔2023〕42号 附件1 三(三)", "电话(design)"]
#   collections: [contractor-personnel]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, document.wrong_slot]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in readings.filed(chain)
	lack := people.lack(doc)
	r := result.finding(chain, lack_state[lack], {
		"document": doc.slug,
		"params": {"document": documents.name(doc), "problem": result.words(chain, lack)},
		"places": people.places(doc),
	})
}

lack_state := {"none": "fail", "phone": "fail", "unclear": "undetermined"}

# METADATA
# title: 施工人员证书应在有效期内
# description: >-
#   Looks at the validity of certificates in the table of people on the day of the sheet, or
#   today where it bears no date. A person without a certificate is not judged: which ones
#   the work needs is not fixed by the notice.
# custom:
#   short_name: certificate
#   severity: warn
#   checks: [70]
#   failure_msg:
#     zh: "{document}中{people}的证书在{day}前已过期"
#     en: "certificates in the {document} had expired before {day}: {people}"
#   solution:
#     zh: "请更换持有效证书的人员，或补充续期后的证书"
#     en: "name people whose certificates are valid, or add the renewed ones"
#   basis: ["审核惯例(未核实)"]
#   collections: [contractor-personnel]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, document.wrong_slot]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in readings.filed(chain)
	day := people.day(doc)
	late := people.expired(doc, day)
	count(late) > 0
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {
			"document": documents.name(doc),
			"day": day,
			"people": concat("、", [who(row) | some row in late]),
		},
		"places": rows.places(doc, late, "certificate_valid_to"),
		"expected": sprintf("≥ %s", [day]),
		"found": concat("、", [rows.value(row, "certificate_valid_to") | some row in late]),
		"confidence": rows.certainty(late, "certificate_valid_to"),
	})
}

who(row) := rows.value(row, "name") if {
	rows.value(row, "name")
} else := "—"

not_applicable contains {"rule": "certificate", "document": doc.slug} if {
	some doc in input.documents
	count([row | some row in people.of(doc); rows.value(row, "certificate_valid_to")]) == 0
}
