package crosscheck_test

import data.crosscheck
import data.lib.assertions
import data.lib.example
import data.lib.sheets

layer := example.page({"text_source": "layer"})

paper := example.page({})

row(changes) := sheets.changed(
	{
		"factor": sheets.text("化学需氧量"),
		"model": sheets.text("QP-1000C"),
		"serial": sheets.text("QP260448070"),
		"range": sheets.cell({"low": 0, "high": 200, "unit": "mg/L"}, "0~200mg/L"),
	},
	changes,
)

report(page, changes) := example.document("comparison-report", {"pages": [page], "tables": [sheets.table("instruments", [row(changes)])]})

entered := [{
	"outlet": "DW001", "factor": "w01018", "class": "analyser", "brand": null, "model": "QP-1000C", "maker": null,
	"serial": "QP260448070", "principle": null, "range": {"low": 0, "high": 200, "unit": "mg/L"}, "certificate": null,
}]

about(document) := {finding |
	some finding in crosscheck.deny with input as object.union(example.one(document), {"instruments": entered})
}

test_alike[name] if {
	some name, document in {
		"in a layer": report(layer, {}),
		"as OCR reads it": report(paper, {"serial": sheets.text("QP26O448O7O"), "model": sheets.text("QP—1000C")}),
		"another unit of the range": report(layer, {"range": sheets.cell({"low": 0, "high": 100, "unit": "%"}, "0~100%")}),
		"no unit of the range": report(layer, {"range": sheets.cell({"low": 0, "high": 200, "unit": null}, "0~200")}),
		"a lower end that was not read": report(layer, {"range": sheets.cell({"low": null, "high": 200, "unit": "mg/l"}, "200mg/l")}),
		"computed in another way": report(layer, {"range": sheets.cell({"low": 0, "high": 200.0000001, "unit": "mg/L"}, "0~200")}),
		"nothing read": report(paper, {"serial": sheets.cell(null, ""), "model": sheets.cell(null, ""), "range": sheets.cell(null, "")}),
		"another factor": report(layer, {"factor": sheets.text("氨氮"), "serial": sheets.text("X1")}),
	}
	assertions.findings(about(document), set())
}

test_serial[name] if {
	some name, case in {
		"one digit in a layer": {"document": report(layer, {"serial": sheets.text("QP260448071")}), "state": "fail"},
		"one digit on paper": {"document": report(paper, {"serial": sheets.text("QP260448071")}), "state": "undetermined"},
		"another one on paper": {"document": report(paper, {"serial": sheets.text("QP260999999")}), "state": "fail"},
		"another one, read unsurely": {"document": report(paper, {"serial": sheets.scored("QP260999999", "QP260999999", 0.5)}), "state": "undetermined"},
	}
	assertions.findings(about(case.document), {sprintf("crosscheck.serial warn %s comparison-report", [case.state])})
}

test_serial_shows_both if {
	some finding in about(report(layer, {"serial": sheets.text("QP260448071")}))
	assertions.same([finding.expected, finding.found], ["QP260448070", "QP260448071"])
}

test_model if {
	assertions.findings(about(report(layer, {"model": sheets.text("QP-2000C")})), {"crosscheck.model warn fail comparison-report"})
}

test_range[name] if {
	some name, case in {
		"in a layer": {"page": layer, "high": 400, "state": "fail"},
		"on paper": {"page": paper, "high": 400, "state": "fail"},
		"a nought may be lost": {"page": paper, "high": 20, "state": "undetermined"},
		"a nought is missing in a layer": {"page": layer, "high": 20, "state": "fail"},
	}
	document := report(case.page, {"range": sheets.cell({"low": 0, "high": case.high, "unit": "mg/L"}, "0~?mg/L")})
	assertions.findings(about(document), {sprintf("crosscheck.range warn %s comparison-report", [case.state])})
}

test_range_without_a_unit_is_shown if {
	list := [object.union(entered[0], {"range": {"low": 0, "high": 200, "unit": null}})]
	document := report(layer, {"range": sheets.cell({"low": 0, "high": 400, "unit": "mg/L"}, "0~400mg/L")})
	some finding in crosscheck.deny with input as object.union(example.one(document), {"instruments": list})
	assertions.same(finding.expected, "0～200")
}

# Without entered rows the printed list is the list, and is not held against itself.
test_the_printed_list_is_the_list if {
	list := example.document("equipment-list", {"pages": [layer], "tables": [sheets.table("equipment_list", [object.remove(row({}), ["model"])])]})
	got := crosscheck.deny with input as example.dossier([list, report(layer, {"serial": sheets.text("QP260448071")})])
	assertions.findings(got, {"crosscheck.serial warn fail comparison-report"})
}

filed(kv) := example.document("parameter-filing", {"fields": {"velocity_kv": [kv]}})

found(kv) := example.document("commissioning-report", {"fields": {"velocity_kv": [kv]}})

kv(value, raw, score) := object.union(example.field(value, score), {"raw": raw})

test_kv[name] if {
	some name, case in {
		"equal": {"form": kv(1.02, "1.02", 0.99), "want": set()},
		"fewer decimals": {"form": kv(1, "1.0", 0.99), "want": set()},
		"another": {"form": kv(1.12, "1.12", 0.99), "want": {"crosscheck.kv warn fail parameter-filing"}},
		"read unsurely": {"form": kv(1.12, "1.12", 0.5), "want": {"crosscheck.kv warn undetermined parameter-filing"}},
		"a point lost": {"form": kv(102, "102", 0.99), "want": {"crosscheck.kv warn undetermined parameter-filing"}},
	}
	got := crosscheck.deny with input as example.dossier([filed(case.form), found(kv(1.02, "1.02", 0.99))])
	assertions.findings(got, case.want)
}

test_nothing_to_compare if {
	got := crosscheck.not_applicable with input as example.one(example.document("parameter-filing", {"fields": {}}))
	assertions.same({n.rule | some n in got; n.document == "parameter-filing"}, {"serial", "model", "range", "kv"})
}
