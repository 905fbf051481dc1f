# METADATA
# title: 编号
# description: >-
#   Serial numbers and models made comparable: what a reader confuses on paper and on
#   nameplates (0 and O, 1 and I, 8 and B …) is one, blanks and dashes do not count.
package lib.serials

folded(code) := strings.replace_n(alike, upper(code)) if is_string(code)

# alike are characters that look the same, and what carries no meaning between them.
alike := {
	"O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "|": "1", "Z": "2", "S": "5", "G": "6", "B": "8",
	" ": "", "　": "", "-": "", "—": "", "–": "", "－": "", "_": "", ".": "", "/": "", "·": "",
	"０": "0", "１": "1", "２": "2", "３": "3", "４": "4", "５": "5", "６": "6", "７": "7", "８": "8", "９": "9",
	"（": "(", "）": ")", "Ⅰ": "1", "Ⅱ": "11", "Ⅲ": "111",
}

same(a, b) if folded(a) == folded(b)

# near is true for codes that differ in one or two characters, or of which one holds the
# other: a misreading as well as a typing error.
near(a, b) if {
	x := split(folded(a), "")
	y := split(folded(b), "")
	count(x) == count(y)
	count([i | some i, c in x; c != y[i]]) <= 2
}

near(a, b) if part(folded(a), folded(b))

near(a, b) if part(folded(b), folded(a))

# part is true when most of the whole is the piece.
part(piece, whole) if {
	count(piece) >= 5
	contains(whole, piece)
}
