package application_test

import data.application
import data.lib.assertions
import data.lib.example

# project is a dossier with changes to its project and calendar.
project(project_changes, calendar) := object.union(example.empty, {
	"scope": "dossier",
	"project": object.union(
		{"deadline": "2026-12-31", "deadline_source": "关于下达任务的通知"},
		project_changes,
	),
	"calendar": calendar,
})

# counted is a calendar without gaps: apply by 17 December, by 16 December if strict.
counted(submitted) := {
	"digest": "sha256:00",
	"submitted": submitted,
	"last_day": {"lenient": certain("2026-12-17"), "strict": certain("2026-12-16")},
	"missing_years": [],
}

certain(day) := {"date": day, "earliest": day, "latest": day}

# guessed lacks the calendar of 2027, in which the deadline lies.
guessed(submitted) := object.union(counted(submitted), {
	"last_day": {"lenient": between("2026-12-18", "2026-12-29"), "strict": between("2026-12-17", "2026-12-28")},
	"missing_years": [2027],
})

between(earliest, latest) := {"date": "2026-12-25", "earliest": earliest, "latest": latest}

about(dossier) := found if {
	found := application.deny with input as dossier
}

skipped(dossier) := {n.rule | some n in found} if {
	found := application.not_applicable with input as dossier
}

recorded := "2026-11-20"

test_task_deadline[name] if {
	some name, case in {
		"recorded": {"changes": {}, "want": set()},
		"absent": {"changes": {"deadline": null}, "want": {"application.task_deadline block fail -"}},
		"blank": {"changes": {"deadline": " "}, "want": {"application.task_deadline block fail -"}},
		"without source": {"changes": {"deadline_source": null}, "want": {"application.task_deadline block fail -"}},
		"blank source": {"changes": {"deadline_source": ""}, "want": {"application.task_deadline block fail -"}},
	}
	assertions.findings(about(project(case.changes, counted(recorded))), case.want)
}

test_a_deadline_that_is_no_date_is_left_to_a_person if {
	dossier := project({"deadline": "年底前"}, object.union(counted(recorded), {"last_day": null}))
	assertions.findings(about(dossier), {"application.task_deadline block undetermined -"})
	assertions.same(skipped(dossier), {"late", "calendar_known"})
}

test_late[name] if {
	some name, case in {
		"long before": {"on": "2026-11-20", "want": set()},
		"the last day": {"on": "2026-12-17", "want": set()},
		"a day late": {"on": "2026-12-18", "want": {"application.late warn fail -"}},
		"after the deadline": {"on": "2027-01-04", "want": {"application.late warn fail -"}},
	}
	assertions.findings(about(project({}, counted(case.on))), case.want)
}

test_the_strict_reading_has_a_day_less[day] if {
	some day, want in {"2026-12-16": set(), "2026-12-17": {"application.late warn fail -"}}
	strict := object.union(data.rule_data.calendar, {"submission": "strict"})
	got := about(project({}, counted(day))) with data.rule_data.calendar as strict
	assertions.findings(got, want)
}

test_late_names_both_days if {
	some finding in about(project({}, counted("2026-12-18")))
	assertions.same([finding.expected, finding.found, finding.params.days], ["≤ 2026-12-17", "2026-12-18", 10])
}

# Without the year's calendar only what holds for every calendar is certain.
test_missing_calendar[name] if {
	some name, case in {
		"in time by all": {"on": "2026-12-18", "want": {"application.calendar_known block undetermined -"}},
		"open": {"on": "2026-12-19", "want": {
			"application.calendar_known block fail -",
			"application.late warn undetermined -",
		}},
		"open to the end": {"on": "2026-12-29", "want": {
			"application.calendar_known block fail -",
			"application.late warn undetermined -",
		}},
		"late by all": {"on": "2026-12-30", "want": {
			"application.calendar_known block undetermined -",
			"application.late warn fail -",
		}},
	}
	assertions.findings(about(project({"deadline": "2027-01-08"}, guessed(case.on))), case.want)
}

test_no_bound_is_no_certainty if {
	open := {"date": "2022-06-01", "earliest": null, "latest": "2022-06-05"}
	calendar := object.union(guessed("2022-01-01"), {"last_day": {"lenient": open, "strict": open}})
	assertions.findings(about(project({"deadline": "2022-06-15"}, calendar)), {
		"application.calendar_known block fail -",
		"application.late warn undetermined -",
	})
}

test_nothing_computed_is_no_pass if {
	dossier := project({}, null)
	assertions.findings(about(dossier), {"application.calendar_known block undetermined -"})
	assertions.same(skipped(dossier), {"late"})
}

test_the_missing_years_are_named if {
	some finding in about(project({"deadline": "2027-01-08"}, guessed("2026-12-01")))
	assertions.same([finding.params.years, finding.params.last_day], [[2027], "2026-12-25"])
}

test_a_single_document_is_not_judged if {
	assertions.findings(about(example.empty), set())
	assertions.same(skipped(example.empty), {"task_deadline", "late", "calendar_known"})
}
