# METADATA
# title: 印章
# description: >-
#   Seals on a document against the seal that the notice demands there. Everything has three
#   values: what was not read well enough is neither right nor wrong.
# schemas:
#   - input: schema.input
package lib.seals

import data.lib.documents
import data.lib.notice
import data.lib.parties
import data.lib.ruledata
import data.lib.signatures

# verdict holds a seal against a party: "match", "mismatch" or "unknown".
verdict(seal, role) := "match" if {
	some m in held(seal, role)
	m.verdict == "match"
} else := "mismatch" if {
	count(held(seal, role)) > 0
	every m in held(seal, role) {
		m.verdict == "mismatch"
	}
} else := "unknown"

# held are the seal's matches with the role that are sure; an unsure one counts as unknown.
held(seal, role) := [sure(m) | some m in seal.matches; m.role == role]

sure(m) := m if {
	m.score >= ruledata.values.seal.match
} else := {"verdict": "unknown", "score": m.score}

# certainty is the score of the verdict, the least of them when a party has several names.
certainty(seal, role) := min([m.score | some m in held(seal, role); m.verdict == verdict(seal, role)])

# set_aside is true for a seal of another party that the notice allows besides.
set_aside(doc, seal) if {
	some other in notice.kinds[doc.slug].seal.others
	seal.kind in other.kinds
	verdict(seal, other.owner) == "match"
	not is_owners(doc, seal)
}

set_aside(doc, seal) if {
	some other in notice.kinds[doc.slug].seal.others
	seal.kind in other.kinds
	seal.kind in ruledata.values.seal.special_kinds
	not is_owners(doc, seal)
}

# is_owners is true when the seal is surely the demanded owner's.
is_owners(doc, seal) if verdict(seal, notice.owner(doc.slug)) == "match"

# ours are the seals that could be the demanded one. A paging seal (骑缝章) proves that the
# pages belong together and never replaces it.
ours(doc) := [seal | some seal in doc.facts.seals; seal.kind != "paging"; not set_aside(doc, seal)]

# candidates are those that are whole and surely seals.
candidates(doc) := [seal | some seal in ours(doc); seal.complete; seal.score >= ruledata.values.seal.found]

# doubtful are impressions that hint at a seal without proving one: cut, paging, unsure.
doubtful(doc) := [seal |
	some seal in doc.facts.seals
	not set_aside(doc, seal)
	unproven(seal)
]

unproven(seal) if seal.kind == "paging"

unproven(seal) if not seal.complete

unproven(seal) if seal.score < ruledata.values.seal.found

# verified are the candidates that are the owner's.
verified(doc) := [seal | some seal in candidates(doc); is_owners(doc, seal)]

# satisfied is true when the demanded seal was read, on paper or electronically, and when
# none is demanded.
satisfied(doc) if count(verified(doc)) > 0

satisfied(doc) if signatures.sealed(doc)

satisfied(doc) if not notice.owner(doc.slug)

# owner_known is true when the name of the demanded owner is known.
owner_known(doc) if parties.known(notice.owner(doc.slug))

# place is where a seal stands, with its title as read.
place(doc, seal) := documents.place(doc, seal.page, seal.box, seal.title)

places(doc, seals) := [place(doc, seal) | some seal in seals]

# titles joins the titles that were read; null when none was.
titles(seals) := concat("、", read) if {
	read := [seal.title | some seal in seals; is_string(seal.title)]
	count(read) > 0
} else := null
