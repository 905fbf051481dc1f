# METADATA
# title: 单位名称
# description: >-
#   Names of companies made comparable: full and half width, brackets and spaces are one;
#   有限公司 and 有限责任公司 stay different (domain 5.2).
package lib.names

# normal is the name without spaces and middle dots, with half-width brackets, upper case.
normal(name) := strings.replace_n(
	{"（": "(", "）": ")", "【": "(", "】": ")", "［": "(", "］": ")", "　": "", "·": "", "•": "", "－": "-", "—": "-"},
	upper(regex.replace(name, `\s+`, "")),
)

same(a, b) if normal(a) == normal(b)

# near is true when two names of the same length differ in one character only, which may be
# a misread character as well as a typing error.
near(a, b) if {
	x := split(normal(a), "")
	y := split(normal(b), "")
	count(x) == count(y)
	count([i | some i, c in x; c != y[i]]) == 1
}
