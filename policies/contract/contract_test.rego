package contract_test

import data.contract
import data.lib.assertions
import data.lib.example

judged(dossier) := found if found := contract.deny with input as dossier

skipped(dossier) := rules if {
	entries := contract.not_applicable with input as dossier
	rules := {entry.rule | some entry in entries}
}

# good are the facts of a contract with nothing wrong.
good := {
	"seals": [
		example.seal_of(example.enterprise, {"kind": "contract"}),
		example.seal_of(example.contractor, {"kind": "contract"}),
	],
	"fields": {
		"party_a": [example.field(example.enterprise.name, 0.99)],
		"party_b": [example.field(example.contractor.name, 0.99)],
		"signed_on": [example.field("2026-03-18", 0.99)],
		"construction_start": [example.field("2026-04-01", 0.98)],
		"outlet_code": [example.field("DW001", 0.95)],
		"amount_yuan": [example.field(647000, 0.98)],
		"amount_words_yuan": [example.field(647000, 0.99)],
	},
}

scanned(changes) := example.whole([example.document("contract", object.union(good, changes))])

typed(changes) := example.whole([example.typed("contract", object.union(good, changes))])

fields(changes) := {"fields": changes}

without(keys) := {"fields": {key: [] | some key in keys}}

lines(source, text) := {"pages": [example.page({"text_source": source, "lines": [example.line(text)]})]}

test_a_good_contract_passes if {
	assertions.findings(judged(scanned({})), set())
	assertions.same(skipped(scanned({})), set())
}

test_party_b[name] if {
	some name, case in {
		"not named": {"dossier": typed(object.union(without(["party_b"]), {"seals": []})), "want": {"contract.party_b block fail contract"}},
		"not found in a scan": {"dossier": scanned(object.union(without(["party_b"]), {"seals": []})), "want": {"contract.party_b block undetermined contract"}},
		"sealed": {"dossier": typed(without(["party_b"])), "want": set()},
		"in the text": {
			"dossier": typed(object.union(without(["party_b"]), object.union({"seals": []}, lines("layer", sprintf("由%s承建", [example.contractor.name]))))),
			"want": set(),
		},
	}
	found := {f | some f in judged(case.dossier); f.code == "contract.party_b"}
	assertions.findings(found, case.want)
}

test_party_b_of_an_unknown_contractor if {
	nobody := object.union(typed(object.union(without(["party_b"]), {"seals": []})), {"parties": [example.enterprise]})
	found := [f | some f in judged(nobody); f.code == "contract.party_b"]
	assertions.same([f.expected | some f in found], [null])
}

test_party_a[name] if {
	some name, case in {
		"another": {"change": fields({"party_a": [example.field("深圳市红海电子有限公司", 0.99)]}), "want": {"contract.party_a block fail contract"}},
		"another, read badly": {"change": fields({"party_a": [example.field("深圳市红海电子有限公司", 0.6)]}), "want": {"contract.party_a block undetermined contract"}},
		"one character": {"change": fields({"party_a": [example.field("东莞市绿原纸业有限公司", 0.95)]}), "want": {"contract.party_a block undetermined contract"}},
		"one character, surely": {"change": fields({"party_a": [example.field("东莞市绿原纸业有限公司", 0.99)]}), "want": {"contract.party_a block fail contract"}},
		"one of two": {
			"change": fields({"party_a": [example.field("东莞市绿原纸业有限公司", 0.95), example.field(example.enterprise.name, 0.9)]}),
			"want": set(),
		},
		"not found, sealed": {"change": without(["party_a"]), "want": set()},
	}
	found := {f | some f in judged(scanned(case.change)); f.code == "contract.party_a"}
	assertions.findings(found, case.want)
}

test_party_a_not_found[name] if {
	some name, case in {
		"typed": {"dossier": typed(object.union(without(["party_a"]), {"seals": []})), "want": "fail"},
		"scanned": {"dossier": scanned(object.union(without(["party_a"]), {"seals": []})), "want": "undetermined"},
	}
	found := [f | some f in judged(case.dossier); f.code == "contract.party_a"]
	assertions.same([[f.state, f.found, f.params.found.zh] | some f in found], [[case.want, null, "未读到"]])
}

test_party_a_of_an_unknown_enterprise if {
	nobody := object.union(scanned({}), {"parties": [example.contractor]})
	assertions.findings(judged(nobody), set())
	"party_a" in skipped(nobody)
}

hand(box) := {"kind": "handwriting", "page": 1, "box": box, "value": "法定代表人", "score": 0.9}

# columns puts the names of the parties side by side.
columns := {
	"party_a": [object.union(example.field(example.enterprise.name, 0.99), {"box": [80, 340, 210, 360]})],
	"party_b": [object.union(example.field(example.contractor.name, 0.99), {"box": [305, 340, 450, 360]})],
}

left := [200, 390, 260, 410]

right := [440, 390, 500, 410]

enterprise_seal := example.seal_of(example.enterprise, {"kind": "contract"})

test_signed[name] if {
	some name, case in {
		"by nobody": {
			"change": {"seals": [], "fields": columns},
			"want": {"contract.signed warn fail contract"},
			"parties": {"甲方（排污单位）", "乙方（施工单位）"},
		},
		"by the enterprise": {
			"change": {"seals": [enterprise_seal], "fields": columns},
			"want": {"contract.signed warn fail contract"},
			"parties": {"乙方（施工单位）"},
		},
		"by hand": {"change": {"seals": [], "fields": columns, "marks": [hand(left), hand(right)]}, "want": set(), "parties": set()},
		"one by hand": {
			"change": {"seals": [], "fields": columns, "marks": [hand(left)]},
			"want": {"contract.signed warn fail contract"},
			"parties": {"乙方（施工单位）"},
		},
		"sealed electronically": {
			"change": {"seals": [enterprise_seal], "fields": columns, "signatures": [example.signature({"organisation": example.contractor.name})]},
			"want": set(),
			"parties": set(),
		},
		"a seal of nobody known": {
			"change": {"seals": [enterprise_seal, example.unread_seal({})], "fields": columns},
			"want": {"contract.signed warn undetermined contract"},
			"parties": {"乙方（施工单位）"},
		},
		"by hand, in nobody's column": {
			"change": {"seals": [enterprise_seal], "fields": object.union(columns, {"party_b": [object.union(columns.party_b[0], {"page": 2})]}), "marks": [hand(left)]},
			"want": {"contract.signed warn undetermined contract"},
			"parties": {"乙方（施工单位）"},
		},
		"a page not read": {
			"change": {"seals": [enterprise_seal], "fields": columns, "file": {"pages": 2}},
			"want": {"contract.signed warn undetermined contract"},
			"parties": {"乙方（施工单位）"},
		},
	}
	found := {f | some f in judged(scanned(case.change)); f.code == "contract.signed"}
	assertions.findings(found, case.want)
	assertions.same({f.params.party.zh | some f in found}, case.parties)
}

test_signed_on[name] if {
	some name, case in {
		"typed": {"dossier": typed(without(["signed_on"])), "want": {"contract.signed_on warn fail contract"}},
		"scanned": {"dossier": scanned(without(["signed_on"])), "want": {"contract.signed_on warn undetermined contract"}},
		"under another label": {
			"dossier": scanned(fields({"signed_on": [], "document_date": [example.field("2026-03-18", 0.99)]})),
			"want": set(),
		},
	}
	assertions.findings(judged(case.dossier), case.want)
}

photo(taken) := {"page": 1, "box": [0, 0, 1, 1], "phash": "0011223344556677", "sharpness": 1, "brightness": 1, "taken_at": taken, "gps": null, "caption": null, "view": null, "nameplate": {"model": null, "serial": null}}

test_before_construction[name] if {
	some name, case in {
		"on the same day": {"change": fields({"construction_start": [example.field("2026-03-18", 0.99)]}), "photos": [], "want": set()},
		"after the start": {
			"change": fields({"construction_start": [example.field("2026-03-01", 0.99)]}),
			"photos": [],
			"want": {"contract.before_construction warn fail contract"},
		},
		"after the start, read badly": {
			"change": fields({"construction_start": [example.field("2026-03-01", 0.6)]}),
			"photos": [],
			"want": {"contract.before_construction warn undetermined contract"},
		},
		"after a photo": {
			"change": {},
			"photos": [photo(null), photo("2026-03-10T10:00:00"), photo("2026-04-27T10:00:00")],
			"want": {"contract.before_construction warn fail contract"},
		},
	}
	photos := example.document("installation-photos", {"photos": case.photos})
	dossier := example.whole([example.document("contract", object.union(good, case.change)), photos])
	assertions.findings(judged(dossier), case.want)
}

test_photos_alone_can_be_compared_with if {
	photos := example.document("installation-photos", {"photos": [photo("2026-04-27T10:00:00")]})
	dossier := example.whole([example.document("contract", object.union(good, without(["construction_start"]))), photos])
	not "before_construction" in skipped(dossier)
}

test_nothing_to_compare_with if "before_construction" in skipped(scanned(without(["construction_start"])))

test_outlets[name] if {
	some name, case in {
		"another": {"dossier": scanned(fields({"outlet_code": [example.field("DW002", 0.95)]})), "want": {"contract.outlets warn fail contract"}},
		"another, read badly": {"dossier": scanned(fields({"outlet_code": [example.field("DW002", 0.5)]})), "want": {"contract.outlets warn undetermined contract"}},
		"none, scanned": {"dossier": scanned(without(["outlet_code"])), "want": {"contract.outlets warn undetermined contract"}},
		"none, typed": {"dossier": typed(without(["outlet_code"])), "want": {"contract.outlets warn fail contract"}},
	}
	assertions.findings(judged(case.dossier), case.want)
}

test_an_outlet_by_its_name[name] if {
	some name, case in {
		"named": {"text": "乙方负责废水总排放口的自动监控设施", "want": set()},
		"not named": {"text": "乙方负责自动监控设施", "want": {"contract.outlets warn undetermined contract"}},
	}
	contract_doc := example.document("contract", object.union(good, object.union(without(["outlet_code"]), lines("ocr", case.text))))
	planned := example.document("construction-plan", {"fields": {"outlet_name": [example.field("废水总排放口", 0.99)]}})
	dossier := example.whole([contract_doc, planned])
	assertions.findings(judged(dossier), case.want)
}

test_no_outlets_to_compare if "outlets" in skipped(object.union(scanned({}), {"outlets": []}))

test_amount[name] if {
	some name, case in {
		"differs": {"change": fields({"amount_words_yuan": [example.field(674000, 0.99)]}), "want": {"contract.amount info fail contract"}},
		"differs, read badly": {"change": fields({"amount_words_yuan": [example.field(674000, 0.6)]}), "want": set()},
		"one pair agrees": {"change": fields({"amount_yuan": [example.field(100000, 0.99), example.field(647000, 0.9)]}), "want": set()},
	}
	assertions.findings(judged(scanned(case.change)), case.want)
}

test_sums_that_were_not_read if "amount" in skipped(scanned(without(["amount_words_yuan"])))
