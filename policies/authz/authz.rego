# METADATA
# title: Access
# description: |
#   May this caller have this operation at all? Whose enterprise, branch or project it concerns
#   is asked in the workflow. access.yaml says which roles may call what; what nothing allows is
#   denied.
package authz

default reason := "denied"

reason := "unknown" if {
	not operation
} else := "csrf" if {
	forged
} else := "signed_out" if {
	not open
	not input.signed_in
} else := "csrf" if {
	unproven
} else := "allowed" if {
	permitted
}

# operation is who may call what is called.
operation := data.access.operations[input.surface][input.op]

open if "anyone" in operation

permitted if open

permitted if {
	input.signed_in
	"signed-in" in operation
}

permitted if {
	input.signed_in
	some grant in input.grants
	grant.role in operation

	# A role counts only with the reach that it has.
	grant.scope == data.access.roles[grant.role]
}

reads if input.method in {"GET", "HEAD", "OPTIONS"}

# forged is a change that a page of another site sent by somebody's browser. An access token is
# sent by no browser unasked.
forged if {
	not reads
	input.by != "token"
	input.foreign
}

# unproven is a change by a session of a browser without that session's CSRF token. A form with
# files has it in its first part, which is read by who reads the files.
unproven if {
	not reads
	input.by == "browser"
	not proven
	not entering
}

entering if input.op in data.access.entries

# In a rule of its own: negated in place, what is not said at all would pass.
proven if input.csrf in {"proven", "in_form"}
