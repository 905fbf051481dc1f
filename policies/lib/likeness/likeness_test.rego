package lib.likeness_test

import data.lib.likeness

test_same[pair] if {
	some pair in [
		["QP260448070", "QP26O448O7O"],
		["TH-S600", "th s6oo"],
		["SC２６１３", "SC2613"],
		["QP-1000C", "QP—1000C"],
		["LP26I1", "LP26l1"],
	]
	likeness.same(pair[0], pair[1])
}

test_different if not likeness.same("QP260448070", "QP260448071")

test_near[pair] if {
	some pair in [["QP260448070", "QP260448071"], ["QP260448070", "260448070"], ["260448070", "QP260448070"]]
	likeness.near(pair[0], pair[1])
}

test_far if not likeness.near("QP260448070", "QP260403251")
