package photo_test

import data.lib.assertions
import data.lib.example
import data.lib.staged
import data.photo

about(shots) := found if {
	found := photo.deny with input as staged.water([staged.cod, staged.flowmeter], [staged.photographs(shots)])
}

everything := [
	staged.showing(["analyser"]),
	staged.showing(["logger"]),
	staged.showing(["outlet", "outlet_sign"]),
	staged.showing(["sampling_point"]),
	staged.showing(["flume", "flowmeter"]),
	staged.showing(["station_outside"]),
	staged.showing(["station_inside", "video"]),
	staged.plate("QP-1000C", "QP260448070"),
	staged.plate("QP-300F", "QP260114900"),
]

without(view) := [shot | some shot in everything; not view in object.get(shot, "views", [])]

unlabelled := staged.photo({})

test_a_complete_set_has_no_findings if assertions.findings(about(everything), set())

test_in_pdf[name] if {
	scanned := example.document("installation-photos", {})
	digital := staged.photographs([])
	some name, case in {
		"nothing on paper": {"document": scanned, "want": "undetermined"},
		"nothing": {"document": digital, "want": "fail"},
		"pages unread": {"document": staged.unread(digital), "want": "undetermined"},
		"some": {"document": staged.photographs([unlabelled]), "want": "pass"},
	}
	got := photo.deny with input as staged.water([], [case.document])
	assertions.same(staged.state(got, "photo.in_pdf"), case.want)
}

test_a_file_of_another_kind_is_not_judged if {
	other := object.union(staged.photographs([]), {"facts": {"document": {"kind": "contract"}}})
	got := photo.deny with input as staged.water([], [other])
	assertions.findings(got, set())
}

test_devices_shown[name] if {
	logger_plate := staged.photo({"views": ["nameplate"], "nameplate": {"model": "W5100", "serial": "SC1", "mn": "0123"}})
	some name, case in {
		"all": {"shots": everything, "want": "pass"},
		"no logger": {"shots": without("logger"), "want": "fail"},
		"no logger, a picture without a view": {"shots": array.concat(without("logger"), [unlabelled]), "want": "undetermined"},
		"the logger by its plate": {"shots": array.concat(without("logger"), [logger_plate]), "want": "pass"},
		"the analyser by its plate": {"shots": without("analyser"), "want": "pass"},
		"no analyser": {"shots": [staged.showing(["logger"])], "want": "fail"},
	}
	assertions.same(staged.state(about(case.shots), "photo.devices_shown"), case.want)
}

test_devices_shown_on_pages_not_read if {
	got := photo.deny with input as staged.water([staged.cod], [staged.unread(staged.photographs(without("logger")))])
	assertions.same(staged.state(got, "photo.devices_shown"), "undetermined")
}

test_a_listed_logger_is_known_by_its_model if {
	dossier := object.union(
		staged.water([staged.cod], [staged.photographs(array.concat(without("logger"), [staged.plate("W51OO", "S1")]))]),
		{"loggers": [{"brand": "云采", "model": "W5100", "mn": null, "outlets": ["DW001"]}]},
	)
	got := photo.deny with input as dossier
	assertions.same(staged.state(got, "photo.devices_shown"), "pass")
}

test_devices_follow_list_and_project[name] if {
	some name, case in {
		"no list": {"instruments": [], "project": "new", "shots": [staged.showing(["logger"])], "want": "fail"},
		"no analyser listed": {"instruments": [staged.flowmeter], "project": "new", "shots": [staged.showing(["logger"])], "want": "pass"},
		"replacement": {"instruments": [staged.cod], "project": "replace-instrument", "shots": [staged.showing(["analyser"])], "want": "pass"},
	}
	dossier := object.union(
		staged.water(case.instruments, [staged.photographs(case.shots)]),
		{"project": {"kind": case.project}},
	)
	got := photo.deny with input as dossier
	assertions.same(staged.state(got, "photo.devices_shown"), case.want)
}

test_views_expected[name] if {
	some name, case in {
		"all": {"shots": everything, "want": "pass"},
		"no station": {"shots": without("station_outside"), "want": "fail"},
		"no station, a picture without a view": {"shots": array.concat(without("station_outside"), [unlabelled]), "want": "undetermined"},
		"devices not settled": {"shots": [staged.showing(["analyser"]), unlabelled], "want": "pass"},
		"devices missing": {"shots": [staged.showing(["station_inside"])], "want": "fail"},
	}
	assertions.same(staged.state(about(case.shots), "photo.views_expected"), case.want)
}

test_views_follow_the_medium if {
	shots := array.concat(without("flowmeter"), [staged.showing(["platform"])])
	got := photo.deny with input as staged.gas([staged.cod], [staged.photographs(shots)])
	assertions.same(staged.state(got, "photo.views_expected"), "pass")
}
