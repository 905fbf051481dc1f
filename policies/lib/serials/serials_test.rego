package lib.serials_test

import data.lib.serials

test_same[pair] if {
	some pair in [
		["QP260448070", "QP26O448O7O"],
		["TH-S600", "th s6oo"],
		["SC-2613 1428", "5C26I3I428"],
		["SC２６１３", "SC2613"],
		["QP-1000C", "QP—1000C"],
	]
	serials.same(pair[0], pair[1])
}

test_different if not serials.same("QP260448070", "QP260448071")

test_near[pair] if {
	some pair in [
		["QP260448070", "QP260448071"],
		["QP260448070", "QP260448"],
		["448070", "QP260448070"],
	]
	serials.near(pair[0], pair[1])
}

test_far[pair] if {
	some pair in [
		["QP260448070", "QP260403251"],
		["QP260448070", "8070"],
		["A1", "QP260448070"],
	]
	not serials.near(pair[0], pair[1])
}
