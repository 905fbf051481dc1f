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

# joined lists factors for a message.
joined(list) := {
	"zh": concat("、", [name(code).zh | some code in list]),
	"en": concat(", ", [name(code).en | some code in list]),
}
