package enterprise

import data.lib.result

# METADATA
# title: 排污许可证编号应与统一社会信用代码一致
# description: >-
#   Looks at the registered permit number: 22 characters, of which the first 18 are the USCC.
#   A USCC that is itself malformed is judged by enterprise.uscc_form alone.
# custom:
#   short_name: permit_no
#   severity: warn
#   checks: [35]
#   failure_msg:
#     zh: "排污许可证编号「{permit}」{problem}"
#     en: "the permit number {permit} {problem}"
#   solution:
#     zh: "请按排污许可证核对编号；由其他主体持证的请说明情况"
#     en: "compare the number with the permit; where another unit holds it, say so in a statement"
#   words:
#     form: { zh: 应为22位数字或大写字母, en: should have 22 digits or capitals }
#     owner: { zh: 前18位与统一社会信用代码不一致, en: does not begin with the unified social credit code }
#   basis: ["HJ 608-2017"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [enterprise.uscc_form]
deny contains r if {
	chain := rego.metadata.chain()
	permit := input.enterprise.permit
	is_string(permit)
	problem := permit_problem(permit)
	r := result.fail(chain, {
		"params": {"permit": permit, "problem": result.words(chain, problem)},
		"expected": input.enterprise.uscc,
		"found": permit,
	})
}

permit_problem(permit) := "form" if {
	not regex.match(`^[0-9A-Z]{22}$`, permit)
} else := "owner" if {
	is_string(input.enterprise.uscc)
	well_formed(input.enterprise.uscc)
	not startswith(permit, input.enterprise.uscc)
}

not_applicable contains {"rule": "permit_no", "document": null} if not is_string(input.enterprise.permit)
