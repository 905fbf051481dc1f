# METADATA
# title: 排污单位
# description: The enterprise's identifiers.
# schemas:
#   - input: schema.input
package enterprise

import data.lib.result

# METADATA
# title: 统一社会信用代码格式应正确
# description: >-
#   Looks at the registered USCC (统一社会信用代码): 18 characters of the standard's alphabet,
#   the area in digits.
# custom:
#   short_name: uscc_form
#   severity: block
#   checks: [5]
#   failure_msg:
#     zh: "统一社会信用代码「{uscc}」格式不正确，应为18位数字或大写字母（不含I、O、Z、S、V）"
#     en: "the unified social credit code {uscc} is malformed: 18 digits or capitals without I, O, Z, S, V are expected"
#   solution:
#     zh: "请按营业执照核对并更正统一社会信用代码"
#     en: "correct the code after the business licence"
#   basis: ["GB 32100-2015"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: []
deny contains r if {
	chain := rego.metadata.chain()
	is_string(input.enterprise.uscc)
	not well_formed(input.enterprise.uscc)
	r := result.fail(chain, {"params": {"uscc": input.enterprise.uscc}, "found": input.enterprise.uscc})
}

# METADATA
# title: 统一社会信用代码校验位应正确
# description: >-
#   Computes the check character of a well-formed USCC. Codes in use that fail it exist,
#   hence a warning.
# custom:
#   short_name: uscc_check_digit
#   severity: warn
#   checks: [6]
#   failure_msg:
#     zh: "统一社会信用代码「{uscc}」的校验位应为{want}"
#     en: "the check character of the unified social credit code {uscc} should be {want}"
#   solution:
#     zh: "请按营业执照核对统一社会信用代码；确认无误的可说明情况"
#     en: "compare the code with the business licence; if it is right, say so in a statement"
#   basis: ["GB 32100-2015"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [enterprise.uscc_form]
deny contains r if {
	chain := rego.metadata.chain()
	uscc := input.enterprise.uscc
	is_string(uscc)
	well_formed(uscc)
	want := check_character(uscc)
	not endswith(uscc, want)
	r := result.fail(chain, {"params": {"uscc": uscc, "want": want}, "expected": want, "found": substring(uscc, 17, 1)})
}

well_formed(uscc) if regex.match(`^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$`, uscc)

alphabet := "0123456789ABCDEFGHJKLMNPQRTUWXY"

weights := [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

# check_character is (31 − Σ weight × value mod 31) mod 31 as a character. GB 32100-2015.
check_character(uscc) := substring(alphabet, (31 - (total % 31)) % 31, 1) if {
	characters := split(uscc, "")
	total := sum([product |
		some i, weight in weights
		product := weight * indexof(alphabet, characters[i])
	])
}

# An enterprise whose code is not given cannot be judged by it.
not_applicable contains {"rule": rule, "document": null} if {
	is_null(input.enterprise.uscc)
	some rule in ["uscc_form", "uscc_check_digit"]
}
