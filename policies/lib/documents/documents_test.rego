package lib.documents_test

import data.lib.assertions
import data.lib.documents
import data.lib.example

chain(collections) := [{"annotations": {"custom": {"collections": collections}}}]

dossier := example.dossier([
	example.document("contract", {}),
	example.document("acceptance-report", {}),
	example.failed("parameter-filing", "file.damaged"),
])

test_of[name] if {
	some name, case in {
		"every kind": {"collections": ["*"], "want": ["contract", "acceptance-report", "parameter-filing"]},
		"some": {"collections": ["parameter-filing", "contract"], "want": ["contract", "parameter-filing"]},
		"none": {"collections": [], "want": []},
	}
	got := [doc.slug | some doc in documents.of(chain(case.collections))] with input as dossier
	assertions.same(got, case.want)
}

test_read[name] if {
	some name, case in {
		"every kind": {"collections": ["*"], "want": ["contract", "acceptance-report"]},
		"some": {"collections": ["parameter-filing", "contract"], "want": ["contract"]},
	}
	got := [doc.slug | some doc in documents.read(chain(case.collections))] with input as dossier
	assertions.same(got, case.want)
}
