package enterprise_test

import data.enterprise
import data.lib.assertions
import data.lib.example

permitted(uscc, permit) := object.union(example.empty, {"enterprise": {"uscc": uscc, "permit": permit}})

test_permit_no[name] if {
	some name, case in {
		"begins with the code": {"uscc": "91441900MA0000007J", "permit": "91441900MA0000007J001P", "want": set()},
		"no code to compare": {"uscc": null, "permit": "91441900MA0000007J001P", "want": set()},
		"short": {"uscc": "91441900MA0000007J", "permit": "91441900MA0000007J", "want": {"enterprise.permit_no warn fail -"}},
		"another's": {"uscc": "91441900MA0000007J", "permit": "91441900MA0000015D001P", "want": {"enterprise.permit_no warn fail -"}},
		"malformed code is judged alone": {
			"uscc": "9144190OMA0000007J",
			"permit": "91441900MA0000007J001P",
			"want": {"enterprise.uscc_form block fail -"},
		},
	}
	got := enterprise.deny with input as permitted(case.uscc, case.permit)
	assertions.findings(got, case.want)
}

test_permit_not_given if {
	got := enterprise.not_applicable with input as permitted(null, null)
	{"rule": "permit_no", "document": null} in got
}
