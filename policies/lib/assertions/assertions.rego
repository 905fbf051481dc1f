# METADATA
# title: 断言
# description: Assertions for tests, which print both sides when they differ. Not for rules.
package lib.assertions

same(got, want) if got == want

same(got, want) if {
	got != want
	print("got ", got)
	print("want", want)
	false
}

# findings compares a topic's findings with the expected ones in short form:
# "<code> <severity> <state> <document>", where "-" is the project.
findings(got, want) if same({short(f) | some f in got}, want)

short(finding) := sprintf("%s %s %s %s", [finding.code, finding.severity, finding.state, document(finding)])

document(finding) := finding.document if {
	is_string(finding.document)
} else := "-"
