package application_test

import data.application
import data.lib.assertions
import data.lib.example

# filed is a document with a date in a dossier that was submitted on a day.
filed(field, date, score, submitted) := object.union(example.empty, {
	"project": {"submitted_on": submitted},
	"documents": [example.document("acceptance-opinion", {"fields": {field: [example.field(date, score)]}})],
})

test_steps_done[name] if {
	some name, case in {
		"before": {"date": "2026-09-09", "score": 0.9, "want": set()},
		"the same day": {"date": "2026-09-10", "score": 0.9, "want": set()},
		"after": {"date": "2026-09-11", "score": 0.9, "want": {"application.steps_done block fail acceptance-opinion"}},
		"after, read badly": {"date": "2026-09-11", "score": 0.5, "want": {"application.steps_done block undetermined acceptance-opinion"}},
		"not read": {"date": null, "score": 0.9, "want": set()},
		"no date": {"date": "2026-09-40", "score": 0.9, "want": set()},
	}
	assertions.findings(about(filed("acceptance_date", case.date, case.score, "2026-09-10")), case.want)
}

test_the_surest_later_date_is_named if {
	readings := [example.field("2027-01-01", 0.7), example.field("2026-09-11", 0.95)]
	dossier := object.union(
		filed("acceptance_date", null, 0.9, "2026-09-10"),
		{"documents": [example.document("acceptance-opinion", {"fields": {"acceptance_date": readings}})]},
	)
	some finding in about(dossier)
	assertions.same([finding.found, finding.state, count(finding.places)], ["2026-09-11", "fail", 2])
}

test_other_dates_may_lie_ahead if {
	assertions.findings(about(filed("valid_to", "2030-01-01", 0.99, "2026-09-10")), set())
}

test_steps_done_needs_dates[name] if {
	some name, dossier in {
		"not submitted": filed("acceptance_date", "2026-09-11", 0.9, null),
		"not dated": filed("acceptance_date", null, 0.9, "2026-09-10"),
	}
	assertions.findings(about(dossier), set())
	got := application.not_applicable with input as dossier
	{"rule": "steps_done", "document": "acceptance-opinion"} in got
}

test_an_unreadable_document_is_not_judged if {
	dossier := object.union(example.dossier([example.failed("contract", "file.damaged")]), {"project": {"submitted_on": "2026-09-10"}})
	assertions.findings(about(dossier), set())
}
