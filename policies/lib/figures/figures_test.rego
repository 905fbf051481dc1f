package lib.figures_test

import data.lib.assertions
import data.lib.figures

test_decimals[raw] if {
	some raw, want in {"12": 0, "12.30": 2, "+2.7%": 1, "5.3093m²": 4, "未检出": 0, "0.123456789012": 8, "1.2.3": 1, "No. 5": 0}
	assertions.same(figures.decimals(raw), want)
}

test_half if assertions.same(figures.half({"raw": "0.52"}), 0.005)

test_rounded[name] if {
	some name, case in {
		"down": [2.344, 2, 2.34],
		"up": [2.346, 2, 2.35],
		"half to even, down": [0.25, 1, 0.2],
		"half to even, up": [0.75, 1, 0.8],
		"whole": [37.5, 0, 38],
		"negative": [-2.5, 0, -2],
	}
	assertions.same(figures.rounded(case[0], case[1]), case[2])
}

test_shown if assertions.same(figures.shown(3.14159, 2), "3.14")

# Against figures worked out elsewhere: the root of 2, and of a large and a small figure.
test_root[name] if {
	some name, case in {"two": [2, 1.414213562373], "large": [123456789, 11111.111060556], "small": [0.00000025, 0.0005]}
	figures.near(figures.root(case[0]), case[1], 0.000001)
}

test_root_of_nothing if assertions.same(figures.root(0), 0)

test_root_of_a_negative_figure_is_unknown if not figures.root(-1)

differences := [0.1, -0.1, 0.2, 0.2, 0.3, 0, 0.2, 0.2, 0.1]

# mean 0.1333, S 0.1225, t 2.306, cc 0.0942: (0.1333 + 0.0942) / 7.11 · 100.
test_relative_accuracy if {
	figures.near(figures.deviation(differences), 0.12247, 0.00001)
	figures.near(figures.confidence(differences), 0.09414, 0.00001)
	figures.near(figures.relative_accuracy(differences, 7.111), 3.1989, 0.001)
}

test_no_deviation_of_one if not figures.deviation([1])

test_no_accuracy_without_a_reference if not figures.relative_accuracy(differences, 0)
