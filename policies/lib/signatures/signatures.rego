# METADATA
# title: 电子印章
# description: >-
#   What the signature fields of a PDF prove. A picture of a seal is no electronic seal, and
#   an algorithm that cannot be checked proves neither validity nor absence.
# schemas:
#   - input: schema.input
package lib.signatures

import data.lib.notice
import data.lib.parties
import data.lib.ruledata

# relevant are the signatures of the document that may stand for the demanded seal: those of a
# party that the notice allows besides are left out.
relevant(doc) := [sig | some sig in doc.facts.signatures; not besides(doc, sig)]

besides(doc, sig) if {
	notice.owner(doc.slug)
	some other in notice.kinds[doc.slug].seal.others
	parties.is_named(other.owner, sig.organisation)
}

# intact is true when the file, as it is, is covered by some signature: a later signature
# legitimately adds to the file, any other addition is a change.
intact(doc) if {
	some sig in doc.facts.signatures
	sig.covers_whole_file
}

# holder says whether the signature is the owner's: "match", "mismatch" or "unknown".
holder(doc, sig) := "match" if {
	is_string(sig.organisation)
	role := notice.owner(doc.slug)
	parties.known(role)
	parties.is_named(role, sig.organisation)
} else := "mismatch" if {
	is_string(sig.organisation)
	role := notice.owner(doc.slug)
	parties.known(role)
} else := "match" if {
	is_string(sig.organisation)
} else := "unknown"

# valid are the signatures that stand as the owner's electronic seal.
valid(doc) := [sig |
	some sig in relevant(doc)
	sig.integrity == "valid"
	sig.trust in ruledata.values.signature.accepted_trust
	holder(doc, sig) == "match"
	intact(doc)
]

sealed(doc) if count(valid(doc)) > 0
