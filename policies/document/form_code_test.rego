package document_test

import data.document
import data.lib.assertions
import data.lib.example

coded(slug, values) := example.document(slug, {"marks": [{"kind": "code", "page": 1, "box": [450, 70, 520, 140], "value": value, "score": 1} | some value in values]})

within(id, doc) := object.union(example.dossier([doc]), {"project": {"id": id}})

form_findings(id, slug, values) := [f |
	some f in document.deny with input as within(id, coded(slug, values))
	f.code in {"document.form_slot", "document.form_project"}
]

test_form_code[name] if {
	some name, case in {
		"right": {"values": ["lianshen:1:p1:contractor-info"], "want": set()},
		"none": {"values": [], "want": set()},
		"of others": {"values": ["lianshen:2:p1:contract", "https://example.com", "lianshen:1:p1"], "want": set()},
		"of a shared sheet": {"values": ["lianshen:1:p1:contractor-info", "lianshen:1:p1:contractor-personnel"], "want": set()},
		"of a kind that is none": {"values": ["lianshen:1:p1:letter"], "want": set()},
		"of another slot": {
			"values": ["lianshen:1:p1:parameter-filing"],
			"want": {"document.form_slot warn fail contractor-info"},
		},
		"of another project": {
			"values": ["lianshen:1:p2:contractor-info"],
			"want": {"document.form_project warn fail contractor-info"},
		},
	}
	assertions.findings(form_findings("p1", "contractor-info", case.values), case.want)
}

test_form_project_needs_a_project_of_the_platform if {
	doc := coded("contractor-info", ["lianshen:1:p2:contractor-info"])
	got := document.deny with input as example.dossier([doc])
	assertions.findings([f | some f in got; f.code == "document.form_project"], set())
	skipped := document.not_applicable with input as example.dossier([doc])
	{"rule": "form_project", "document": "contractor-info"} in skipped
	not {"rule": "form_slot", "document": "contractor-info"} in skipped
}

test_form_code_shows_where if {
	found := form_findings("p1", "contractor-info", ["lianshen:1:p1:parameter-filing"])
	assertions.same(found[0].places[0].box, [450, 70, 520, 140])
	assertions.same(found[0].found, "参数备案表")
}
