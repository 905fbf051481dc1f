# METADATA
# title: 日期
# description: >-
#   Dates as rules need them. "Now" is the instant of judgement in the input, never the
#   clock, so that a report can be computed again.
# schemas:
#   - input: schema.input
package lib.dates

# in_force is true when the rule was in force at the instant of judgement. A rule without
# effective_on always is.
in_force(custom) if {
	now := time.parse_rfc3339_ns(input.evaluated_at)
	now >= time.parse_rfc3339_ns(object.get(custom, "effective_on", "1970-01-01T00:00:00Z"))
}

# valid is true for a calendar date such as "2026-09-12".
valid(date) if {
	is_string(date)
	regex.match(`^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`, date)
}

# in_future is true for a date after the day of judgement.
in_future(date) if {
	valid(date)
	date > input.today
}
