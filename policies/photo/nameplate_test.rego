package photo_test

import data.lib.assertions
import data.lib.staged
import data.photo

# plates judges pictures of nameplates beside a picture of the logger's front.
plates(shots) := found if {
	found := photo.deny with input as staged.water([staged.cod, staged.flowmeter], [staged.photographs(array.concat(shots, [staged.showing(["logger"])]))])
}

test_nameplate_each[name] if {
	cod := staged.plate("QP-1000C", "QP260448070")
	flow := staged.plate("QP-300F", "QP260114900")
	unread := staged.plate(null, null)
	logger := staged.photo({"views": ["nameplate"], "nameplate": {"model": "W5100", "serial": "SC1", "mn": "0123"}})
	some name, case in {
		"both": {"shots": [cod, flow], "want": []},
		"one by model": {"shots": [cod, staged.plate("QP-300F", null)], "want": []},
		"one nearly": {"shots": [cod, staged.plate(null, "QP260114901")], "want": []},
		"one missing": {"shots": [cod], "want": ["warn fail"]},
		"one not legible": {"shots": [cod, unread], "want": ["info fail"]},
		"the logger's does not count": {"shots": [cod, logger], "want": ["warn fail"]},
		"one missing, a picture without a view": {"shots": [cod, unlabelled], "want": ["warn undetermined"]},
	}
	got := [sprintf("%s %s", [f.severity, f.state]) | some f in plates(case.shots); f.code == "photo.nameplate_each"]
	assertions.same(got, case.want)
}

test_nameplate_each_names_the_devices if {
	some finding in plates([staged.plate("QP-1000C", "QP260448070")])
	finding.code == "photo.nameplate_each"
	assertions.same(finding.params.devices, "QP-300F QP260114900")
}

test_without_a_list_no_plate_is_wanted if {
	bare := staged.instrument("w01018", "analyser", null, null)
	dossier := staged.water([bare], [staged.photographs([unlabelled])])
	got := photo.deny with input as dossier
	assertions.same(staged.state(got, "photo.nameplate_each"), "pass")
	skipped := photo.not_applicable with input as dossier
	{"rule": "nameplate_each", "document": "installation-photos"} in skipped
}

test_a_device_may_have_a_model_only if {
	bare := staged.instrument("w01018", "analyser", "QP-1000C", null)
	got := photo.deny with input as staged.water([bare], [staged.photographs([staged.plate("QP-1000C", "X1234567")])])
	assertions.same(staged.state(got, "photo.nameplate_each"), "pass")
}

test_a_second_box_of_a_model_is_not_the_list_s if {
	shots := [staged.plate("QP-1000C", "QP260448070"), staged.plate("QP-1000C", "QP259991234")]
	assertions.same(staged.state(plates(shots), "photo.nameplate_listed"), "pass")
}

test_nameplate_listed[name] if {
	flow := staged.plate("QP-300F", "QP260114900")
	some name, case in {
		"same": {"plate": staged.plate("QP-1000C", "QP260448070"), "want": "pass"},
		"misread alike": {"plate": staged.plate("QP-1OOOC", "QP26O44807O"), "want": "pass"},
		"one character": {"plate": staged.plate("QP-1000C", "QP260448071"), "want": "undetermined"},
		"another serial": {"plate": staged.plate("QP-1000C", "QP259991234"), "want": "fail"},
		"another model": {"plate": staged.plate("HX-77", "QP260448070"), "want": "fail"},
		"model nearly": {"plate": staged.plate("QP-1000D", "QP260448070"), "want": "pass"},
		"another box": {"plate": staged.plate("UPS-3K", "U1234567"), "want": "pass"},
		"the plate of another device": {"plate": staged.plate("QP-1000C", "QP260114900"), "want": "fail"},
		"no serial": {"plate": staged.plate("QP-1000C", null), "want": "pass"},
	}
	assertions.same(staged.state(plates([case.plate, flow]), "photo.nameplate_listed"), case.want)
}
