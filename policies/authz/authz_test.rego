package authz_test

import data.authz

access := {
	"roles": {"enterprise": "enterprise", "bureau": "city"},
	"entries": ["signIn"],
	"operations": {"api": {
		"signIn": ["anyone"],
		"me": ["signed-in"],
		"closeProject": ["bureau"],
		"nobodys": [],
	}},
}

bureau := {
	"surface": "api",
	"op": "closeProject",
	"method": "POST",
	"signed_in": true,
	"by": "browser",
	"csrf": "proven",
	"foreign": false,
	"grants": [{"role": "bureau", "scope": "city"}],
}

reason(changes) := r if {
	r := authz.reason with input as object.union(bureau, changes) with data.access as access
}

without(keys) := r if {
	r := authz.reason with input as object.remove(bureau, keys) with data.access as access
}

test_allowed if {
	reason({}) == "allowed"
	reason({"op": "me", "grants": []}) == "allowed"
	reason({"op": "signIn", "signed_in": false, "by": "", "grants": [], "csrf": "missing"}) == "allowed"
}

test_other_roles_are_denied if {
	reason({"grants": [{"role": "enterprise", "scope": "enterprise"}]}) == "denied"
	reason({"grants": []}) == "denied"
	reason({"op": "nobodys"}) == "denied"
}

test_one_of_several_roles_is_enough if {
	reason({"grants": [{"role": "enterprise", "scope": "enterprise"}, {"role": "bureau", "scope": "city"}]}) == "allowed"
}

test_a_role_counts_with_its_reach_only if {
	reason({"grants": [{"role": "bureau", "scope": "branch"}]}) == "denied"
	reason({"grants": [{"role": "mayor", "scope": "city"}]}) == "denied"
}

test_unknown_operations_are_denied if {
	reason({"op": "other"}) == "unknown"
	reason({"surface": "portal"}) == "unknown"
}

test_signed_out if {
	reason({"signed_in": false, "by": "", "grants": []}) == "signed_out"

	# Grants without a session are worth nothing.
	reason({"signed_in": false}) == "signed_out"
	reason({"op": "me", "signed_in": false}) == "signed_out"
}

test_changes_prove_where_they_come_from if {
	reason({"csrf": "missing"}) == "csrf"
	reason({"csrf": "in_form"}) == "allowed"
	reason({"foreign": true}) == "csrf"
	reason({"foreign": true, "op": "signIn", "signed_in": false, "by": ""}) == "csrf"
	reason({"method": "DELETE", "csrf": "missing"}) == "csrf"
}

test_signing_in_anew_needs_no_token_of_before if {
	reason({"op": "signIn", "csrf": "missing"}) == "allowed"
	reason({"op": "signIn", "csrf": "missing", "foreign": true}) == "csrf"
}

test_reading_proves_nothing if {
	reason({"method": "GET", "csrf": "missing", "foreign": true}) == "allowed"
	reason({"method": "HEAD", "csrf": "missing"}) == "allowed"
}

test_tokens_prove_themselves if reason({"by": "token", "csrf": "missing", "foreign": true}) == "allowed"

test_what_is_not_said_is_denied if {
	without(["op"]) == "unknown"
	without(["surface"]) == "unknown"
	without(["signed_in"]) == "signed_out"
	without(["csrf"]) == "csrf"
	without(["grants"]) == "denied"
	without(["method", "csrf"]) == "csrf"
	denied := authz.reason with input as {} with data.access as access
	denied == "unknown"
}
