# METADATA
# title: 监测因子
# description: Factors by their HJ 212 codes (reference/factors.yaml), and what lists call them.
# schemas:
#   - data.reference.factors: schema.factors
package lib.factors

codes := data.reference.factors.codes

known(code) if codes[code]

# name is the factor in both languages; a code that is not known names itself.
name(code) := {"zh": codes[code].zh, "en": codes[code].en} if {
	known(code)
} else := {"zh": code, "en": code}

# code_of is the code of a factor by its name as printed.
code_of(text) := data.reference.factors.names[upper(regex.replace(text, `\s+`, ""))]

# within is the code of the factor that a printed text is about: its name by itself, else the
# longest name in it.
within(text) := code_of(text) if {
	code_of(text)
} else := data.reference.factors.names[longest] if {
	plain := upper(regex.replace(text, `[\s()（）]+`, ""))
	inside := [name | some name in spoken; contains(plain, name)]
	size := max([count(name) | some name in inside])
	longest := [name | some name in inside; count(name) == size][0]
}

# spoken are the names that may stand within other words: those of one character do so by
# chance.
spoken := [name |
	some name, _ in data.reference.factors.names
	count(name) > 1
	not name in data.reference.factors.alone
]

# joined lists factors for a message.
joined(list) := {
	"zh": concat("、", [name(code).zh | some code in list]),
	"en": concat(", ", [name(code).en | some code in list]),
}
