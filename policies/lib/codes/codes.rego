# METADATA
# title: 因子编码
# description: Names of factors as reports print them, and their HJ 212 codes (rule data, factor_names).
# schemas:
#   - data.rule_data: schema.rule_data
package lib.codes

import data.lib.ruledata

# of is the HJ 212 code that a printed name stands for: the name itself, else the longest
# known one in it. Undefined for a name that is not known.
of(text) := exact[plain(text)] if {
	exact[plain(text)]
} else := found if {
	inside := [name | some name, _ in exact; contains(plain(text), name)]
	longest := max([count(name) | some name in inside])
	found := [exact[name] | some name in inside; count(name) == longest][0]
}

exact[plain(name)] := row.code if {
	some row in ruledata.values.factor_names
	some name in row.names
}

plain(text) := upper(regex.replace(text, `[\s()（）]+`, ""))

# name is the usual name of a code; the code itself where none is known.
name(code) := names[code] if {
	names[code]
} else := code

names[row.code] := row.names[0] if some row in ruledata.values.factor_names
