package enterprise_test

import data.enterprise
import data.lib.assertions
import data.lib.example

of_town(town) := object.union(example.whole([]), {"enterprise": {"town": town}})

test_towns_with_a_branch[town] if {
	some town in ["中堂镇", "中堂", "东莞市中堂镇", "南城街道", "南城", "松山湖", "松山湖高新技术产业开发区"]
	got := enterprise.deny with input as of_town(town)
	assertions.findings(got, set())
}

test_towns_without[name] if {
	some name, town in {"another city": "福田区", "not given": null, "empty": ""}
	got := enterprise.deny with input as of_town(town)
	assertions.findings(got, {"enterprise.town block fail -"})
}

test_a_single_document_needs_no_town if {
	got := enterprise.deny with input as example.empty
	assertions.findings(got, set())
	skipped := enterprise.not_applicable with input as example.empty
	{"rule": "town", "document": null} in skipped
}
