# METADATA
# title: 型号与编号
# description: >-
#   Serial numbers and models as two documents print them. What readers of paper confuse is
#   one (0 and O, 1 and I and l, full and half width, blanks and dashes).
package lib.likeness

folded(code) := strings.replace_n(alike, upper(code))

alike := {
	"O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "|": "1", "Z": "2", "S": "5", "G": "6", "B": "8",
	" ": "", "　": "", "-": "", "—": "", "–": "", "－": "", "_": "", ".": "", "/": "", "·": "",
	"０": "0", "１": "1", "２": "2", "３": "3", "４": "4", "５": "5", "６": "6", "７": "7", "８": "8", "９": "9",
	"（": "(", "）": ")",
}

same(a, b) if folded(a) == folded(b)

# near is true for codes of which one is a part of the other, or that differ in two characters
# at most: a misreading as well as a fault.
near(a, b) if {
	x := split(folded(a), "")
	y := split(folded(b), "")
	count(x) == count(y)
	count([i | some i, c in x; c != y[i]]) <= 2
}

near(a, b) if contains(folded(a), folded(b))

near(a, b) if contains(folded(b), folded(a))
