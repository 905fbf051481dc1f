// Package plan runs the query plans that OPA makes of rules (its package ir): the same rules,
// compiled by the same compiler, as a list of simple steps instead of a search with
// unification. For rules like ours that is several times faster.
//
// A Program holds the steps of every rule that was asked for, with all that follows from the
// data alone worked out beforehand. What a plan may hold and this package does not run (with,
// walk, rules looked up by a computed name) makes Ask return ErrUnsupported for the rules
// concerned; they, and every rule that meets an error, are to be asked of OPA itself, whose
// answer or error then counts.
package plan
