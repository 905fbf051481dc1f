# METADATA
# title: 人员信息
# description: >-
#   People named in the documents: their ID numbers, of which only the masked form is known
#   here, and phone numbers.
# schemas:
#   - input: schema.input
package person

import data.lib.documents
import data.lib.result
import data.lib.ruledata

# METADATA
# title: 身份证号应有效
# description: >-
#   Looks at the ID numbers in tables of personnel: 18 characters whose check digit fits. The
#   reader computed the check digit before it masked the number; no number is shown. In a scan
#   a misread digit breaks it as well: one that was not read very surely (rule data,
#   confidence.near_name) is left to a person.
# custom:
#   short_name: id_number
#   severity: warn
#   checks: [11]
#   failure_msg:
#     zh: "{document}中以下人员的身份证号有误：{people}"
#     en: "in the {document} the ID numbers of these people are wrong: {people}"
#   solution:
#     zh: "请核对身份证号码（18位，末位为校验码）"
#     en: "check the ID numbers (18 characters, the last is a check digit)"
#   basis: ["GB 11643-1999(unverified)"]
#   collections: [contractor-personnel, commissioning-personnel]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	wrong := [one | some one in people(doc); wrong_id(one.row.id)]
	count(wrong) > 0
	r := result.finding(chain, sureness(wrong), {
		"document": doc.slug,
		"params": {"document": documents.name(doc), "people": [called(one) | some one in wrong]},
		"places": [documents.place(doc, one.page, one.row.id.box, null) | some one in wrong],
		"confidence": max([one.row.id.score | some one in wrong]),
	})
}

people(doc) := [{"page": table.page, "row": row} |
	some table in doc.facts.tables
	table.name == "personnel"
	some row in table.rows
]

# called is a person's name, or the page where the row stands.
called(one) := one.row.name.value if {
	is_string(one.row.name.value)
} else := {"zh": sprintf("第%d页", [one.page]), "en": sprintf("(page %d)", [one.page])}

wrong_id(cell) if cell.check_digit == false

wrong_id(cell) if {
	is_null(cell.value)
	regex.match(`^\s*[0-9][0-9Xx\s]{9,24}$`, cell.raw)
}

sureness(wrong) := "fail" if {
	some one in wrong
	one.row.id.score >= ruledata.values.confidence.near_name
} else := "undetermined"

not_applicable contains {"rule": "id_number", "document": doc.slug} if {
	some doc in input.documents
	doc.slug in ["contractor-personnel", "commissioning-personnel"]
	count(people(doc)) == 0
}

# METADATA
# title: 联系电话应有效
# description: >-
#   Looks at phone numbers in tables of people and behind labels: a mobile number of 11
#   digits, or a landline. What was read as figures and is neither is wrong; figures that were
#   not read very surely are left to a person, unless the page has to be scanned again anyway.
# custom:
#   short_name: phone
#   severity: warn
#   checks: [12]
#   failure_msg:
#     zh: "{document}中的联系电话有误：{numbers}"
#     en: "phone numbers in the {document} are wrong: {numbers}"
#   solution:
#     zh: "请核对联系电话（手机11位，座机含区号）"
#     en: "check the numbers (mobile: 11 digits; landline: with its area code)"
#   basis: ["填报惯例"]
#   collections: ["*"]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, scan.quality]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	wrong := array.concat(wrong_cells(doc), wrong_fields(doc))
	count(wrong) > 0
	state := dialled(wrong)
	not documents.spoken_for(doc, state)
	numbers := sort({one.raw | some one in wrong})
	r := result.finding(chain, state, {
		"document": doc.slug,
		"params": {"document": documents.name(doc), "numbers": numbers},
		"places": [documents.place(doc, one.page, one.box, one.raw) | some one in wrong],
		"found": concat("、", numbers),
		"confidence": max([one.score | some one in wrong]),
	})
}

wrong_cells(doc) := [{"page": table.page, "box": cell.box, "raw": cell.raw, "score": cell.score} |
	some table in doc.facts.tables
	table.name in ["personnel", "members"]
	some row in table.rows
	cell := row.phone
	not_a_phone(cell)
]

wrong_fields(doc) := [{"page": f.page, "box": f.box, "raw": f.raw, "score": f.score} |
	some f in doc.facts.fields.phone
	not_a_phone(f)
]

# not_a_phone is true for a value that is figures and yet no number that can be dialled. A
# landline without its area code can be.
not_a_phone(one) if {
	is_null(one.value)
	not regex.match(`^\s*[2-9]\d{6,7}(-\d{1,5})?\s*$`, one.raw)
	regex.match(`^\s*[0-9+(（][0-9()（）\s\-—]{4,20}$`, one.raw)
}

dialled(wrong) := "fail" if {
	some one in wrong
	one.score >= ruledata.values.confidence.near_name
} else := "undetermined"
