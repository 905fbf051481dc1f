package instrument_test

import data.lib.assertions
import data.lib.example

certified(certificate) := entering([example.instrument({"certificate": certificate})])

cert(changes) := object.union({"no": "CCAEPI-EP-2023-206", "model": "QP-1000C", "valid_to": "2029-01-18"}, changes)

test_certificate[name] if {
	some name, case in {
		"none": {"certificate": null, "want": {"instrument.certificate warn fail -"}},
		"without a number": {"certificate": cert({"no": null}), "want": {"instrument.certificate warn fail -"}},
		"empty number": {"certificate": cert({"no": ""}), "want": {"instrument.certificate warn fail -"}},
		"expired": {"certificate": cert({"valid_to": "2026-09-11"}), "want": {"instrument.certificate_valid warn fail -"}},
		"valid today": {"certificate": cert({"valid_to": "2026-09-12"}), "want": set()},
		"no day": {"certificate": cert({"valid_to": null}), "want": set()},
		"another model": {"certificate": cert({"model": "QP-2000"}), "want": {"instrument.certificate_model warn fail -"}},
		"spelt otherwise": {"certificate": cert({"model": "qp -1000c"}), "want": set()},
		"no model": {"certificate": cert({"model": null}), "want": set()},
	}
	assertions.findings(judged(certified(case.certificate)), case.want)
}

test_certificates_that_are_not_given_say_nothing if {
	assertions.same({"certificate_valid", "certificate_model"} - skipped(certified(null)), set())
}

test_a_sampler_needs_none if {
	assertions.findings(judged(entering([example.instrument({"class": "sampler", "factor": null, "certificate": null})])), set())
}

test_printed_certificates[name] if {
	some name, case in {
		"in the row itself": {
			"tables": [
				example.table("equipment_list", [object.union(full_row, certificate_row)]),
				example.table("loggers", [logger_row]),
			],
			"want": set(),
		},
		"nowhere": {
			"tables": [example.table("equipment_list", [full_row]), example.table("loggers", [logger_row])],
			"want": {"instrument.certificate warn undetermined equipment-list"},
		},
		"of an unread serial number": {
			"tables": [
				example.table("equipment_list", [object.union(full_row, {"serial": example.unread_cell("QP1?00")})]),
				example.table("certificates", [certificate_row]),
				example.table("loggers", [logger_row]),
			],
			"want": {"instrument.certificate warn undetermined equipment-list"},
		},
		"expired": {
			"tables": [
				example.table("equipment_list", [full_row]),
				example.table("certificates", [object.union(certificate_row, {"certificate_valid_to": example.cell("2025-01-18", 0.99)})]),
				example.table("loggers", [logger_row]),
			],
			"want": {"instrument.certificate_valid warn fail equipment-list"},
		},
		"expired, badly read": {
			"tables": [
				example.table("equipment_list", [object.union(full_row, {"brand": example.cell("清谱", 0.5)})]),
				example.table("certificates", [object.union(certificate_row, {"certificate_valid_to": example.cell("2025-01-18", 0.99)})]),
				example.table("loggers", [logger_row]),
			],
			"want": {"instrument.certificate_valid warn undetermined equipment-list"},
		},
	}
	assertions.findings(judged(printing(case.tables)), case.want)
}

# both is a dossier with entered rows and a file of the list.
both(row) := example.whole([example.document("equipment-list", {"tables": [example.table("equipment_list", [row])]})])

test_list_differs[name] if {
	some name, case in {
		"same": {"row": full_row, "want": set()},
		"another model": {
			"row": object.union(full_row, {"model": example.cell("QP-2000", 0.99)}),
			"want": {"instrument.list_differs warn fail equipment-list"},
		},
		"another model, badly read": {
			"row": object.union(full_row, {"model": example.cell("QP-2000", 0.6)}),
			"want": {"instrument.list_differs warn undetermined equipment-list"},
		},
		"another range": {
			"row": object.union(full_row, {"range": example.cell({"low": 0, "high": 500, "unit": "mg/L"}, 0.99)}),
			"want": {"instrument.list_differs warn fail equipment-list"},
		},
		"another model, range not read": {
			"row": object.union(full_row, {"model": example.cell("QP-2000", 0.99), "range": example.unread_cell("?")}),
			"want": {"instrument.list_differs warn fail equipment-list"},
		},
		"range not read": {"row": object.union(full_row, {"range": example.unread_cell("0~2OO")}), "want": set()},
		"model not read": {
			"row": object.union(full_row, {"model": example.unread_cell("?"), "range": example.cell({"low": 0, "high": 500, "unit": "mg/L"}, 0.99)}),
			"want": {"instrument.list_differs warn fail equipment-list"},
		},
		"another serial number": {"row": object.union(full_row, {"serial": example.cell("QP2000", 0.99), "model": example.cell("X", 0.9)}), "want": set()},
		"another factor": {"row": object.union(full_row, {"factor": example.cell("氨氮", 0.99), "model": example.cell("X", 0.9)}), "want": set()},
	}
	assertions.findings(judged(both(case.row)), case.want)
}

test_nothing_to_compare if {
	"list_differs" in skipped(both(object.union(full_row, {"serial": example.unread_cell("?")})))
}

test_a_row_without_a_model_names_its_class if {
	row := object.remove(object.union(full_row, {"factor": example.cell(null, 0.9), "name": example.cell("水质采样仪", 0.9)}), ["model", "brand"])
	found := judged(printing([example.table("equipment_list", [row]), example.table("loggers", [logger_row])]))
	some f in found
	f.code == "instrument.columns"
	assertions.same([f.params.items.zh, f.places[0].box], ["采样器缺品牌、型号", row.name.box])
}

test_a_row_with_serial_alone_is_not_framed if {
	row := {"serial": example.cell("QP1000", 0.99)}
	found := judged(printing([example.table("equipment_list", [row]), example.table("loggers", [logger_row])]))
	some f in found
	f.code == "instrument.columns"
	assertions.same(f.places[0].box, null)
}
