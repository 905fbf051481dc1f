# METADATA
# title: 结论对象
# description: >-
#   The one place where a finding is built. A rule hands over its metadata chain and what it
#   saw; code and severity come from the annotations, the words are filled in by the engine.
package lib.result

import data.lib.dates
import data.lib.ruledata

# fail says that the rule is broken, undetermined that a person must look.
fail(chain, given) := finding(chain, "fail", given)

undetermined(chain, given) := finding(chain, "undetermined", given)

# finding builds the result. given may hold params, document, places, expected, found,
# confidence and a severity other than the rule's own. It is undefined while the rule is
# not in force.
finding(chain, state, given) := object.union(empty, object.union(given, {
	"code": code(chain),
	"severity": severity,
	"state": decided(state, severity, object.get(given, "confidence", null)),
})) if {
	custom := chain[0].annotations.custom
	dates.in_force(custom)
	severity := object.get(given, "severity", custom.severity)
}

empty := {
	"params": {},
	"document": null,
	"places": [],
	"expected": null,
	"found": null,
	"confidence": null,
}

# code is "<topic>.<short_name>": the package's path and the rule's short name.
code(chain) := concat(".", array.concat(topic(chain[0].path), [chain[0].annotations.custom.short_name]))

# topic is the package's path without the leading "data", which some versions of OPA give,
# and without the rule's name.
topic(path) := array.slice(path, 1, count(path) - 1) if path[0] == "data"

topic(path) := array.slice(path, 0, count(path) - 1) if path[0] != "data"

# decided lets nothing above info rest on a low confidence; null means that none is involved.
decided("fail", severity, confidence) := "undetermined" if {
	severity != "info"
	is_number(confidence)
	confidence < ruledata.values.confidence.decide
} else := "fail"

decided("undetermined", _, _) := "undetermined"

# words are the rule's own texts in both languages, by key (custom.words).
words(chain, key) := chain[0].annotations.custom.words[key]

# listed joins texts in both languages into one.
listed(texts) := {
	"zh": concat("、", [t.zh | some t in texts]),
	"en": concat(", ", [t.en | some t in texts]),
}
