# METADATA
# title: 示例（施工至验收）
# description: Builders of what rules about steps three and four look at. For tests, not for rules.
package lib.staged

import data.lib.example

# water and gas are dossiers of one outlet with the instruments and documents given.
water(instruments, documents) := object.union(example.dossier(documents), {
	"outlets": [{"code": "DW001", "medium": "water", "factors": []}],
	"instruments": instruments,
})

gas(instruments, documents) := object.union(example.dossier(documents), {
	"outlets": [{"code": "DA001", "medium": "gas", "factors": []}],
	"instruments": instruments,
})

instrument(factor, class, model, serial) := {
	"outlet": "DW001",
	"factor": factor,
	"class": class,
	"brand": "清谱",
	"model": model,
	"maker": null,
	"serial": serial,
	"principle": null,
	"range": null,
	"certificate": null,
}

cod := instrument("w01018", "analyser", "QP-1000C", "QP260448070")

ammonia := instrument("w21003", "analyser", "QP-1000N", "QP260403251")

flowmeter := instrument("w00000", "flowmeter", "QP-300F", "QP260114900")

sampler := instrument(null, "sampler", "QP-500S", "QP260180455")

table(name, rows) := {
	"name": name,
	"page": 1,
	"box": [50, 50, 500, 300],
	"columns": [],
	"rows": [{column: cell(value) | some column, value in row} | some row in rows],
}

# cell is a sure reading, an empty cell for null, and itself where it is a cell already.
cell(value) := {"value": null, "raw": "", "score": 0.99, "box": [100, 100, 200, 112]} if {
	is_null(value)
} else := value if {
	is_object(value)
	"raw" in object.keys(value)
} else := {"value": value, "raw": sprintf("%v", [value]), "score": 0.99, "box": [100, 100, 200, 112]}

# read is a cell as it was read.
read(value, raw, score) := {"value": value, "raw": raw, "score": score, "box": [100, 100, 200, 112]}

# document is a sheet with the tables and the fields given, each field a value or a list.
document(slug, tables, fields) := example.document(slug, {
	"tables": tables,
	"fields": {key: values(value) | some key, value in fields},
})

values(value) := value if {
	is_array(value)
} else := [example.field(value, 0.99)]

# unread is a document of which a second page failed.
unread(document) := object.union(document, {"facts": {
	"file": {"pages": 2},
	"pages": array.concat(document.facts.pages, [example.page({"number": 2, "scan_dpi": null, "failed": {"code": "page.timeout", "message": "…"}})]),
}})

photo(changes) := object.union(
	{
		"page": 1,
		"box": [50, 50, 250, 200],
		"phash": "9de6e249269ea6c1",
		"sharpness": 0.7,
		"brightness": 0.5,
		"taken_at": null,
		"gps": null,
		"caption": "照片",
		"view": null,
		"nameplate": {"model": null, "serial": null},
	},
	changes,
)

showing(views) := photo({"view": views[0], "views": views})

plate(model, serial) := photo({"views": ["nameplate"], "nameplate": {"model": model, "serial": serial}})

# photographs is the document of the installation photos, its pages not scanned.
photographs(shots) := example.document("installation-photos", {
	"photos": shots,
	"pages": [example.page({"scan_dpi": null, "text_source": "layer"})],
})

# state is what a rule says of the only document that it has findings for: its state, "pass"
# when it says nothing. codes are "<topic>.<short_name>".
state(findings, code) := states[0] if {
	states := [finding.state | some finding in findings; finding.code == code]
	count(states) == 1
} else := "pass" if {
	every finding in findings {
		finding.code != code
	}
}
