# METADATA
# title: 施工合同
# description: >-
#   The construction contract: its parties, who signed and sealed it, its dates, scope and sum.
# schemas:
#   - input: schema.input
package contract

import data.lib.dates
import data.lib.documents
import data.lib.names
import data.lib.parties
import data.lib.result
import data.lib.ruledata
import data.lib.seals

# METADATA
# title: 合同应写明施工单位
# description: >-
#   Looks for the name of party B (乙方). A contract that names the contractor known to the
#   project anywhere, or bears its seal, names it too. What is not found in a scan is left to
#   a person. A contract that is not there is judged by document.missing.
# custom:
#   short_name: party_b
#   severity: block
#   checks: [54]
#   failure_msg:
#     zh: "施工合同中没有读到乙方（施工单位）名称"
#     en: "the contract names no party B (the contractor)"
#   solution:
#     zh: "请上传写明施工单位全称的合同"
#     en: "upload a contract that gives the contractor's full name"
#   basis: ["东环办函〔2023〕42号 附件1 三(二)"]
#   collections: [contract]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	count(documents.readings(doc, "party_b")) == 0
	not named(doc, "contractor")
	r := result.finding(chain, documents.absence(doc), {
		"document": doc.slug,
		"places": [documents.whole(doc)],
		"expected": known(parties.joined("contractor")),
	})
}

contracts := [doc | some doc in input.documents; doc.slug == "contract"]

known(text) := text if {
	text != ""
} else := null

# named is true when the contract speaks of a party otherwise than under its label.
named(doc, role) if {
	some seal in doc.facts.seals
	seals.verdict(seal, role) == "match"
}

named(doc, role) if {
	some page in doc.facts.pages
	some line in page.lines
	some name in parties.of(role)
	contains(names.normal(line.text), names.normal(name))
}

# METADATA
# title: 合同甲方应为排污单位
# description: >-
#   Compares the readings of party A (甲方) with the enterprise's registered name. One that
#   agrees is enough; a name that differs in one character that may be misread, and one that
#   was not found in a scan, are left to a person.
# custom:
#   short_name: party_a
#   severity: block
#   checks: [55]
#   failure_msg:
#     zh: "施工合同甲方应为「{expected}」，读到「{found}」"
#     en: "party A of the contract should be {expected}; it reads {found}"
#   solution:
#     zh: "请上传以排污单位为甲方的施工合同；单位更名的请附证明"
#     en: "upload the contract whose party A is the enterprise; after a change of name add the proof"
#   words:
#     none: { zh: 未读到, en: nothing }
#   basis: ["东环办函〔2023〕42号 附件1 三(二)"]
#   collections: [contract]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	parties.known("enterprise")
	some doc in documents.read(chain)
	readings := documents.readings(doc, "party_a")
	state := misnamed(doc, readings)
	r := result.finding(chain, state, {
		"document": doc.slug,
		"params": {"expected": parties.joined("enterprise"), "found": shown(chain, readings)},
		"places": [documents.place(doc, f.page, f.box, f.raw) | some f in readings],
		"expected": parties.joined("enterprise"),
		"found": best(readings).value,
		"confidence": best(readings).score,
	})
}

# misnamed is undefined when party A is the enterprise.
misnamed(doc, readings) := documents.absence(doc) if {
	count(readings) == 0
	not named(doc, "enterprise")
} else := "undetermined" if {
	count(readings) > 0
	not names_enterprise(readings)
	maybe_misread(readings)
} else := "fail" if {
	count(readings) > 0
	not names_enterprise(readings)
}

names_enterprise(readings) if {
	some reading in readings
	parties.is_named("enterprise", reading.value)
}

maybe_misread(readings) if {
	some reading in readings
	some name in parties.of("enterprise")
	names.near(reading.value, name)
	reading.score < ruledata.values.confidence.near_name
}

# best is the reading with the highest score; empty when there is none.
best(readings) := [f | some f in readings; f.score == top][0] if {
	count(readings) > 0
	top := max([f.score | some f in readings])
} else := {"value": null, "score": null}

shown(chain, readings) := best(readings).value if {
	count(readings) > 0
} else := result.words(chain, "none")

not_applicable contains {"rule": "party_a", "document": doc.slug} if {
	some doc in contracts
	not parties.known("enterprise")
}

# METADATA
# title: 合同双方应签字或盖章
# description: >-
#   Looks for each party's seal (公章 or 合同专用章), electronic seal, or handwriting beside its
#   name. An impression or handwriting of which it is not clear whose it is, and a page that
#   was not read, leave it to a person.
# custom:
#   short_name: signed
#   severity: warn
#   checks: [56]
#   failure_msg:
#     zh: "施工合同上未见{party}签字或盖章"
#     en: "the contract bears neither a signature nor a seal of {party}"
#   solution:
#     zh: "请上传双方签字或盖章（公章、合同专用章）后的合同"
#     en: "upload the contract with the signatures or seals of both parties"
#   words:
#     enterprise: { zh: 甲方（排污单位）, en: party A (the enterprise) }
#     contractor: { zh: 乙方（施工单位）, en: party B (the contractor) }
#   basis: ["民法典 第490条"]
#   collections: [contract]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	some role in ["enterprise", "contractor"]
	parties.known(role)
	not bound(doc, role)
	r := result.finding(chain, unbound(doc), {
		"document": doc.slug,
		"params": {"party": result.words(chain, role)},
		"places": [documents.place(doc, f.page, f.box, f.raw) | some f in documents.readings(doc, label_of[role])],
		"expected": parties.joined(role),
		"found": seals.titles(doc.facts.seals),
	})
}

label_of := {"enterprise": "party_a", "contractor": "party_b"}

# bound is true when a party sealed or signed the contract.
bound(doc, role) if {
	some seal in doc.facts.seals
	seals.verdict(seal, role) == "match"
}

bound(doc, role) if {
	some sig in doc.facts.signatures
	parties.is_named(role, sig.organisation)
}

bound(doc, role) if {
	some mark in handwriting(doc)
	beside(doc, mark) == role
}

handwriting(doc) := [mark | some mark in doc.facts.marks; mark.kind == "handwriting"]

# beside is the party in whose column a mark stands: that whose name on the page is nearest,
# when there are names of both.
beside(doc, mark) := role if {
	gaps := {role: min(found) |
		some role, key in label_of
		found := [gap(f.box, mark.box) | some f in documents.readings(doc, key); f.page == mark.page]
		count(found) > 0
	}
	count(gaps) == 2
	some role, least in gaps
	every other, distance in gaps {
		nearer(role, least, other, distance)
	}
}

nearer(role, _, other, _) if role == other

nearer(_, least, _, distance) if least < distance

# gap is how far the middles of two boxes are apart, side by side.
gap(a, b) := abs((a[0] + a[2]) - (b[0] + b[2])) / 2

# unbound is the state of a finding that a party is not seen: doubtful where something may be
# its seal or signature after all.
unbound(doc) := "undetermined" if {
	some seal in doc.facts.seals
	every role, _ in label_of {
		seals.verdict(seal, role) != "match"
	}
} else := "undetermined" if {
	some mark in handwriting(doc)
	not beside(doc, mark)
} else := "undetermined" if {
	documents.unread(doc)
} else := "fail"

# METADATA
# title: 合同应有签订日期
# description: >-
#   Looks for the day of signing, or any date of the contract. A day that lies in the future is
#   judged by document.date_in_future. Dates are often written by hand: what is not found in a
#   scan is left to a person.
# custom:
#   short_name: signed_on
#   severity: warn
#   checks: [57]
#   failure_msg:
#     zh: "施工合同中没有读到签订日期"
#     en: "no date of signing was found in the contract"
#   solution:
#     zh: "请上传写明签订日期的合同"
#     en: "upload the contract with its date of signing"
#   basis: ["合同核对(design)"]
#   collections: [contract]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	not signing(doc)
	r := result.finding(chain, documents.absence(doc), {
		"document": doc.slug,
		"places": [documents.whole(doc)],
	})
}

# signing is the reading of the day of signing: the earliest day under its own label, else the
# earliest of the contract's dates.
signing(doc) := earliest("signed_on", doc) if {
	earliest("signed_on", doc)
} else := earliest("document_date", doc)

earliest(key, doc) := [f | some f in days; f.value == first][0] if {
	days := [f | some f in documents.readings(doc, key); dates.valid(f.value)]
	count(days) > 0
	first := min([f.value | some f in days])
}

# METADATA
# title: 合同签订日期应早于施工和安装图片
# description: >-
#   Compares the day of signing with the first day of construction that the contract states
#   and with the earliest photo of the installation. Days that were not read say nothing.
# custom:
#   short_name: before_construction
#   severity: warn
#   checks: [58]
#   failure_msg:
#     zh: "施工合同签订于{signed}，晚于{event}（{date}）"
#     en: "the contract was signed on {signed}, after {event} ({date})"
#   solution:
#     zh: "请核对合同签订日期、开工日期和照片拍摄时间"
#     en: "check the date of signing, the start of construction and the time of the photos"
#   words:
#     start: { zh: 开工日期, en: the start of construction }
#     photo: { zh: 最早的安装图片, en: the earliest photo }
#   basis: ["合同核对(design)"]
#   collections: [contract]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, contract.signed_on]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	signed := signing(doc)
	late := earlier(doc, signed.value)
	count(late) > 0
	first := [event | some event in late; event.date == min([e.date | some e in late])][0]
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"signed": signed.value, "event": result.words(chain, first.name), "date": first.date},
		"places": [documents.place(doc, signed.page, signed.box, signed.raw), first.place],
		"expected": sprintf("≤ %s", [first.date]),
		"found": signed.value,
		"confidence": min([signed.score, first.score]),
	})
}

# earlier are the events that lie before a day. Days and times compare as text.
earlier(doc, day) := array.concat(
	[{"name": "start", "date": f.value, "score": f.score, "place": documents.place(doc, f.page, f.box, f.raw)} |
		some f in documents.readings(doc, "construction_start")
		dates.valid(f.value)
		f.value < day
	],
	[{"name": "photo", "date": taken, "score": 1, "place": documents.place(other, photo.page, photo.box, photo.taken_at)} |
		some other in albums
		some photo in other.facts.photos
		is_string(photo.taken_at)
		photo.taken_at < day
		taken := substring(photo.taken_at, 0, 10)
		dates.valid(taken)
	],
)

albums := [doc | some doc in input.documents; doc.slug == "installation-photos"]

not_applicable contains {"rule": "before_construction", "document": doc.slug} if {
	some doc in contracts
	not comparable(doc)
}

comparable(doc) if {
	signing(doc)
	dated(doc)
}

dated(doc) if count(documents.readings(doc, "construction_start")) > 0

dated(_) if {
	some other in albums
	some photo in other.facts.photos
	is_string(photo.taken_at)
}

# METADATA
# title: 合同内容应与申报的排放口一致
# description: >-
#   Looks for the codes of the project's outlets in the contract, or the name that the plan
#   gives the only one. A contract that names other outlets and not these is at fault; one that
#   names none is left to a person when it is a scan.
# custom:
#   short_name: outlets
#   severity: warn
#   checks: [59]
#   failure_msg:
#     zh: "施工合同未写明排放口{lacking}，读到：{found}"
#     en: "the contract does not name the outlet {lacking}; it reads {found}"
#   solution:
#     zh: "请核对合同内容与申报的排放口，必要时补充说明"
#     en: "compare the scope of the contract with the outlets and explain where they differ"
#   words:
#     none: { zh: 无, en: none }
#   basis: ["合同核对(design)"]
#   collections: [contract]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	readings := documents.readings(doc, "outlet_code")
	named_codes := {f.value | some f in readings}
	lacking := {outlet.code | some outlet in input.outlets} - named_codes
	count(lacking) > 0
	not named_by_name(doc, readings)
	r := result.finding(chain, scope_state(doc, readings), {
		"document": doc.slug,
		"params": {"lacking": sort(lacking), "found": codes_shown(chain, named_codes)},
		"places": [documents.place(doc, f.page, f.box, f.raw) | some f in readings],
		"expected": concat("、", sort(lacking)),
		"found": known(concat("、", sort(named_codes))),
		"confidence": best(readings).score,
	})
}

# named_by_name is true for a contract that has no code but the name that the plan gives the
# only outlet.
named_by_name(doc, readings) if {
	count(readings) == 0
	count(input.outlets) == 1
	some plan in input.documents
	plan.slug == "construction-plan"
	some name in documents.readings(plan, "outlet_name")
	is_string(name.value)
	some page in doc.facts.pages
	some line in page.lines
	contains(line.text, name.value)
}

scope_state(doc, readings) := "fail" if {
	count(readings) > 0
	not documents.unread(doc)
} else := documents.absence(doc)

codes_shown(chain, codes) := sort(codes) if {
	count(codes) > 0
} else := result.words(chain, "none")

not_applicable contains {"rule": "outlets", "document": doc.slug} if {
	some doc in contracts
	count(input.outlets) == 0
}

# METADATA
# title: 合同金额大小写应一致
# description: >-
#   Compares the sum in figures with the sum in words, where both were read surely. Any pair
#   that agrees is enough.
# custom:
#   short_name: amount
#   severity: info
#   checks: [60]
#   failure_msg:
#     zh: "合同金额小写{figures}元与大写{words}元不一致"
#     en: "the sum in figures ({figures} yuan) differs from the sum in words ({words} yuan)"
#   solution:
#     zh: "请核对合同金额"
#     en: "check the sum of the contract"
#   basis: ["合同核对(design)"]
#   collections: [contract]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in documents.read(chain)
	figures := sums(doc, "amount_yuan")
	words := sums(doc, "amount_words_yuan")
	count(figures) > 0
	count(words) > 0
	not agree(figures, words)
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"figures": money(figures[0].value), "words": money(words[0].value)},
		"places": [documents.place(doc, f.page, f.box, f.raw) | some f in [figures[0], words[0]]],
		"expected": money(words[0].value),
		"found": money(figures[0].value),
		"confidence": min([figures[0].score, words[0].score]),
	})
}

sums(doc, key) := [f |
	some f in documents.readings(doc, key)
	is_number(f.value)
	f.score >= ruledata.values.confidence.decide
]

agree(figures, words) if {
	some a in figures
	some b in words
	abs(a.value - b.value) < 0.005
}

money(value) := sprintf("%.2f", [value])

not_applicable contains {"rule": "amount", "document": doc.slug} if {
	some doc in contracts
	not both_sums(doc)
}

both_sums(doc) if {
	count(sums(doc, "amount_yuan")) > 0
	count(sums(doc, "amount_words_yuan")) > 0
}
