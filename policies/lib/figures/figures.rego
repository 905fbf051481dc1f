# METADATA
# title: 数值
# description: >-
#   Arithmetic on printed figures: how exact a figure is follows from its printed digits.
#   Rego has no square root; Newton's steps from a power of ten reach it to twelve digits.
# schemas:
#   - data.reference.accuracy: schema.accuracy
package lib.figures

# settings are the reference data, taken up once for a judgement.
settings := data.reference.accuracy

powers := [1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000]

# decimals are the printed digits behind the point.
decimals(raw) := min([8, count(behind) - count(trim_left(behind, "0123456789"))]) if {
	parts := split(raw, ".")
	behind := parts[1]
	strings.any_suffix_match(parts[0], digits)
} else := 0

digits := ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]

# half is half a unit of the last printed digit: what rounding may have taken away.
half(cell) := halves[decimals(cell.raw)]

halves := [0.5, 0.05, 0.005, 0.0005, 0.00005, 0.000005, 0.0000005, 0.00000005, 0.000000005]

# rounded rounds half to even at n decimals (GB/T 8170, unverified).
rounded(x, n) := even(x * powers[n]) / powers[n]

even(x) := floor(x) if {
	x - floor(x) < 0.4999999
} else := ceil(x) if {
	x - floor(x) > 0.5000001
} else := floor(x) if {
	floor(x) % 2 == 0
} else := ceil(x)

# shown is a figure as a message shows it, with at most n decimals.
shown(x, n) := sprintf("%v", [rounded(x, n)])

mean(list) := sum(list) / count(list)

# deviation is the standard deviation of the sample; undefined for fewer than two figures.
deviation(list) := root(squares / (count(list) - 1)) if {
	count(list) > 1
	middle := mean(list)
	squares := sum([square | some v in list; d := v - middle; square := d * d])
}

# confidence is cc = t · S / √n with Student's t for 95 % (domain 3.4).
confidence(list) := (t * deviation(list)) / root(count(list)) if {
	t := settings.student[sprintf("%d", [count(list)])]
}

# relative_accuracy is (|d̄| + cc) / mean reference · 100.
relative_accuracy(differences, reference) := ((abs(mean(differences)) + confidence(differences)) / reference) * 100 if {
	reference > 0
}

# root is the square root of a figure up to 10¹².
root(x) := 0 if x == 0

root(x) := step(x, step(x, step(x, step(x, step(x, step(x, step(x, step(x, seed)))))))) if {
	x > 0
	seed := min([s | some s, square in squared; square >= x])
}

step(x, r) := (r + (x / r)) / 2

# squared are the powers of ten that a root is sought from, each with its square.
squared := {seed: square |
	some seed in [0.000001, 0.00001, 0.0001, 0.001, 0.01, 0.1, 1, 10, 100, 1000, 10000, 100000, 1000000]
	square := seed * seed
}

# near is true for figures that differ by no more than the tolerance.
near(a, b, tolerance) if abs(a - b) <= tolerance + 0.000000001
