package instrument_test

import data.instrument
import data.lib.assertions
import data.lib.example

judged(dossier) := found if found := instrument.deny with input as dossier

skipped(dossier) := rules if {
	entries := instrument.not_applicable with input as dossier
	rules := {entry.rule | some entry in entries}
}

coded(dossier, code) := {f | some f in judged(dossier); f.code == code}

whole := example.whole([])

# entering is the whole dossier with other instruments.
entering(instruments) := object.union(whole, {"instruments": instruments})

# printing is a dossier without entered rows whose list has the given tables.
printing(tables) := object.union(
	example.whole([example.document("equipment-list", {"tables": tables})]),
	{"instruments": [], "loggers": []},
)

full_row := {
	"factor": example.cell("化学需氧量", 0.99),
	"name": example.cell("CODcr水质在线自动监测仪", 0.99),
	"brand": example.cell("清谱", 0.98),
	"model": example.cell("QP-1000C", 0.99),
	"maker": example.cell("杭州清谱科技股份有限公司", 0.97),
	"serial": example.cell("QP1000", 0.99),
	"principle": example.cell("重铬酸钾氧化分光光度法", 0.98),
	"range": example.cell({"low": 0, "high": 200, "unit": "mg/L"}, 0.99),
}

certificate_row := {
	"certificate_model": example.cell("QP-1000C", 0.99),
	"serial": example.cell("QP1000", 0.99),
	"certificate_no": example.cell("CCAEPI-EP-2023-206", 0.99),
	"certificate_valid_to": example.cell("2029-01-18", 0.99),
}

logger_row := {
	"brand": example.cell("云采", 0.99),
	"model": example.cell("ZL-9000", 0.99),
	"maker": example.cell("广州智联环境科技有限公司", 0.97),
	"mn": example.cell("FBD511F6FFBB35C7BEE5CC94", 0.99),
}

whole_list := [
	example.table("equipment_list", [full_row]),
	example.table("certificates", [certificate_row]),
	example.table("loggers", [logger_row]),
]

test_entered_rows_pass if {
	assertions.findings(judged(whole), set())
	assertions.same(skipped(whole), {"nox"})
}

test_a_printed_list_passes if {
	assertions.findings(judged(printing(whole_list)), set())
	assertions.same(skipped(printing(whole_list)), {"nox", "logger_mn", "list_differs"})
}

test_listed[name] if {
	some name, case in {
		"typed and empty": {"doc": example.typed("equipment-list", {}), "want": {"instrument.listed block fail equipment-list"}},
		"scanned and empty": {"doc": example.document("equipment-list", {}), "want": {"instrument.listed block undetermined equipment-list"}},
		"a table that was not recognised": {
			"doc": example.typed("equipment-list", {"fields": {"model": [example.field("QP-1000C", 0.99)]}}),
			"want": {"instrument.listed block undetermined equipment-list"},
		},
	}
	dossier := object.union(example.whole([case.doc]), {"instruments": []})
	assertions.findings(judged(dossier), case.want)
	"columns" in skipped(dossier)
}

test_a_single_list_is_judged_by_its_rows if {
	single := example.one(example.document("equipment-list", {"tables": whole_list}))
	assertions.findings(judged(single), set())
	assertions.same({"logger", "logger_mn"} - skipped(single), set())
}

test_columns_of_entered_rows[name] if {
	some name, case in {
		"no principle": {"rows": [example.instrument({"principle": null})], "lacking": "化学需氧量（QP-1000C）缺测量原理"},
		"range without a unit": {"rows": [example.instrument({"range": {"low": 0, "high": 200, "unit": null}})], "lacking": "化学需氧量（QP-1000C）缺量程"},
		"empty brand": {"rows": [example.instrument({"brand": " "})], "lacking": "化学需氧量（QP-1000C）缺品牌"},
		"neither model nor maker": {"rows": [example.instrument({"model": null, "maker": null})], "lacking": "化学需氧量缺型号、生产厂家"},
		"no class": {"rows": [example.instrument({"class": null, "principle": null})], "lacking": "化学需氧量（QP-1000C）缺测量原理"},
		"a sampler": {"rows": [example.instrument({"class": "采样器", "factor": null, "maker": null, "range": null})], "lacking": "采样器（QP-1000C）缺生产厂家"},
	}
	found := coded(entering(case.rows), "instrument.columns")
	assertions.findings(found, {"instrument.columns block fail -"})
	some f in found
	assertions.same(f.params.items.zh, case.lacking)
}

test_columns_that_a_class_does_not_need[name] if {
	some name, change in {
		"sampler": {"class": "sampler", "factor": null, "range": null, "principle": null},
		"by its name": {"class": "视频监控", "factor": null, "range": null, "principle": null},
		"unknown class": {"class": "支架", "factor": null, "range": null, "principle": null},
		"no class and no factor": {"class": null, "factor": null, "range": null, "principle": null},
		"pH has no unit": {"factor": "w01001", "range": {"low": 0, "high": 14, "unit": null}},
	}
	assertions.findings(coded(entering([example.instrument(change)]), "instrument.columns"), set())
}

monitor(changes) := object.union(
	{"outlet": null, "class": null, "position": null, "brand": "海视", "model": "DS-2", "maker": "杭州海视", "serial": null},
	changes,
)

test_columns_of_loggers_cameras_and_meters[name] if {
	some name, case in {
		"logger": {"change": {"loggers": [example.logger({"brand": null})]}, "lacking": "数据采集仪（ZL-9000）缺品牌"},
		"camera": {"change": {"video": [monitor({"maker": null})]}, "lacking": "视频监控（DS-2）缺生产厂家"},
		"meter": {"change": {"process": [monitor({"model": null})]}, "lacking": "工况或用电监测缺型号"},
	}
	found := coded(object.union(whole, case.change), "instrument.columns")
	some f in found
	assertions.same([f.state, f.params.items.zh], ["fail", case.lacking])
}

test_cameras_and_meters_pass if {
	assertions.findings(judged(object.union(whole, {"video": [monitor({})], "process": [monitor({})]})), set())
}

test_columns_of_a_printed_list[name] if {
	some name, case in {
		"empty cell": {
			"row": object.union(full_row, {"brand": example.cell(null, 0.99)}),
			"want": {"instrument.columns block fail equipment-list"},
		},
		"cell not understood": {
			"row": object.union(full_row, {"range": example.unread_cell("0~2OOmg")}),
			"want": {"instrument.columns block undetermined equipment-list"},
		},
		"no such column": {
			"row": object.remove(full_row, ["maker"]),
			"want": {"instrument.columns block undetermined equipment-list"},
		},
	}
	tables := array.concat([example.table("equipment_list", [case.row])], array.slice(whole_list, 1, 3))
	assertions.findings(judged(printing(tables)), case.want)
}

test_printed_loggers_need_a_maker if {
	row := object.union(logger_row, {"maker": example.cell("", 0.99), "name": example.cell("数采仪", 0.9)})
	bare := object.union(row, {"maker": {"value": null, "raw": "—", "score": 0.9, "box": [0, 0, 1, 1]}})
	tables := array.concat(array.slice(whole_list, 0, 2), [example.table("loggers", [bare])])
	assertions.findings(judged(printing(tables)), {"instrument.columns block fail equipment-list"})
}

test_logger[name] if {
	some name, case in {
		"none entered, no file": {"dossier": object.union(whole, {"loggers": []}), "want": {"instrument.logger block fail -"}},
		"none in a typed list": {
			"dossier": object.union(
				example.whole([example.typed("equipment-list", {"tables": array.slice(whole_list, 0, 2)})]),
				{"loggers": [], "instruments": []},
			),
			"want": {"instrument.logger block fail -"},
		},
		"none in a scanned list": {
			"dossier": printing(array.slice(whole_list, 0, 2)),
			"want": {"instrument.logger block undetermined -"},
		},
		"among the instruments": {
			"dossier": object.union(whole, {"loggers": [], "instruments": [example.instrument({}), example.instrument({"class": "数采仪"})]}),
			"want": set(),
		},
		"a row of the printed list": {
			"dossier": printing([
				example.table("equipment_list", [full_row, object.union(logger_row, {"name": example.cell("数据采集传输仪", 0.99)})]),
				example.table("certificates", [certificate_row]),
			]),
			"want": set(),
		},
	}
	assertions.findings(coded(case.dossier, "instrument.logger"), case.want)
}

test_logger_mn[name] if {
	some name, case in {
		"not given": {"mn": null, "docs": [], "want": {"instrument.logger_mn warn fail -"}},
		"malformed": {"mn": "FBD511", "docs": [], "want": {"instrument.logger_mn warn fail -"}},
		"on the list": {
			"mn": null,
			"docs": [example.document("equipment-list", {"fields": {"mn": [example.field("FBD511F6FFBB35C7BEE5CC94", 0.99)]}})],
			"want": set(),
		},
	}
	dossier := object.union(example.whole(case.docs), {"loggers": [example.logger({"mn": case.mn})]})
	assertions.findings(coded(dossier, "instrument.logger_mn"), case.want)
}
