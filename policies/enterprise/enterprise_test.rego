package enterprise_test

import data.enterprise
import data.lib.assertions
import data.lib.example

given(uscc) := object.union(example.empty, {"enterprise": {"uscc": uscc}})

test_good_codes[uscc] if {
	some uscc in [
		"91350100M000100Y43",
		"91512081MA62K0260E",
		"91130200699229617X",
		"9131000063159284XQ",
		"91441900MA0000007J",
		"91441900MA0000015D",
	]
	got := enterprise.deny with input as given(uscc)
	assertions.findings(got, set())
}

test_bad_codes[uscc] if {
	some uscc, want in {
		"91350100M000100Y4Z": {"enterprise.uscc_form block fail -"},
		"91350100M000100Y4": {"enterprise.uscc_form block fail -"},
		"91350100m000100y43": {"enterprise.uscc_form block fail -"},
		"9135O100M000100Y43": {"enterprise.uscc_form block fail -"},
		"91350211M0000XUF46": {"enterprise.uscc_check_digit warn fail -"},
		"91310115MA1G4L1WXK": {"enterprise.uscc_check_digit warn fail -"},
	}
	got := enterprise.deny with input as given(uscc)
	assertions.findings(got, want)
}

test_the_right_character_is_named if {
	got := enterprise.deny with input as given("91441900MA0000007K")
	some finding in got
	assertions.same([finding.expected, finding.found], ["J", "K"])
}

test_without_a_code_nothing_is_judged if {
	got := enterprise.deny with input as given(null)
	assertions.findings(got, set())
	skipped := enterprise.not_applicable with input as given(null)
	assertions.same(skipped, {
		{"rule": "uscc_form", "document": null},
		{"rule": "uscc_check_digit", "document": null},
		{"rule": "permit_no", "document": null},
		{"rule": "town", "document": null},
	})
}
