// Package engine runs the rules: it compiles the Rego modules once, strictly and against the
// schemas, and judges inputs concurrently.
//
// New refuses a rule set that does not compile, that reaches for the network, the clock or
// the environment, or whose annotations are incomplete; the error names file and line.
// Evaluate gives findings with their texts filled in, and the rules that passed and that did
// not apply. A rule that could not be evaluated is undetermined, never passed.
//
// The package knows nothing of package checker: inputs are any value with the JSON form of
// policies/schemas/input.json, results are small types of its own.
package engine
