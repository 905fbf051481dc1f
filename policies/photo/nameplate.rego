package photo

import data.lib.documents
import data.lib.readings
import data.lib.result
import data.lib.serials

# METADATA
# title: 每台设备应有铭牌照片
# description: >-
#   Counts pictures of nameplates against the devices of the equipment list; one box that
#   measures several factors is one device. Fewer plates than devices is a warning, that a
#   plate could not be read is only noted: it may be legible to a person.
# custom:
#   short_name: nameplate_each
#   severity: warn
#   checks: [64]
#   failure_msg:
#     zh: "{document}中{problem}:{devices}"
#     en: "{problem} in the {document}: {devices}"
#   solution:
#     zh: "请补充铭牌特写照片，使型号和出厂编号清晰可辨"
#     en: "add close-ups of the nameplates on which model and serial number can be read"
#   words:
#     absent: { zh: 未见以下设备的铭牌照片, en: nameplates of these devices are missing }
#     unread: { zh: 未能从铭牌照片读到以下设备, en: these devices were not read from a nameplate }
#   basis: ["审核惯例(未核实)", "东环办函〔2023〕42号 附件1 三(六)"]
#   collections: [installation-photos]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [photo.in_pdf]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in readings.filed(chain)
	count(shots(doc)) > 0
	missing := plateless(doc)
	count(missing) > 0
	problem := plate_problem(doc, missing)
	r := result.finding(chain, problem.state, {
		"document": doc.slug,
		"severity": problem.severity,
		"params": {
			"document": documents.name(doc),
			"problem": result.words(chain, problem.word),
			"devices": concat("、", [named(device) | some device in missing]),
		},
		"places": where(doc),
	})
}

# devices are the listed ones that have a model or a serial number, each once.
devices contains {"model": i.model, "serial": i.serial} if {
	some i in input.instruments
	identified(i)
}

identified(instrument) if is_string(instrument.serial)

identified(instrument) if is_string(instrument.model)

named(device) := concat(" ", [text | some text in [device.model, device.serial]; is_string(text)])

plateless(doc) := [device | some device in devices; not plated(doc, device)]

plated(doc, device) if {
	some shot in doc.facts.photos
	of_device(shot.nameplate, device)
}

of_device(plate, device) if serials.same(plate.serial, device.serial)

of_device(plate, device) if serials.near(plate.serial, device.serial)

of_device(plate, device) if serials.same(plate.model, device.model)

# spare are the pictures of nameplates that were told to be neither a device's nor the
# logger's: each may be the plate of a device that is missing.
spare(doc) := [shot |
	some shot in doc.facts.photos
	"nameplate" in views(shot)
	not loggers_plate(shot.nameplate)
	not some_devices(shot.nameplate)
]

loggers_plate(plate) if plate_view(plate) == "logger"

some_devices(plate) if {
	some device in devices
	of_device(plate, device)
}

plate_problem(doc, missing) := {"word": "unread", "severity": "info", "state": "fail"} if {
	count(spare(doc)) >= count(missing)
} else := {"word": "absent", "severity": "warn", "state": state(doc)}

not_applicable contains {"rule": rule, "document": doc.slug} if {
	count(devices) == 0
	some doc in input.documents
	some rule in ["nameplate_each", "nameplate_listed"]
}

# METADATA
# title: 铭牌应与设备清单一致
# description: >-
#   Holds nameplates that were read against the equipment list. A plate of a listed model
#   whose serial number is none of the list's, and a plate of a listed serial number with
#   another model, do not fit. What a reader confuses is one; a difference of one or two
#   characters is left to a person. A plate of a model that is not listed is another box's.
# custom:
#   short_name: nameplate_listed
#   severity: warn
#   checks: [65]
#   failure_msg:
#     zh: "{document}中铭牌与设备清单不一致：铭牌「{found}」，清单「{expected}」"
#     en: "a nameplate in the {document} differs from the equipment list: it reads {found}, the list has {expected}"
#   solution:
#     zh: "请核对设备清单与现场铭牌，更正填报内容或补充正确的铭牌照片"
#     en: "compare the list with the nameplates on site; correct the list or add the right photograph"
#   basis: ["东环办函〔2023〕42号 附件1 三(六)"]
#   collections: [installation-photos]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [photo.in_pdf]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in readings.filed(chain)
	odd := misfits(doc)
	count(odd) > 0
	r := result.finding(chain, misfit_state(odd), {
		"document": doc.slug,
		"params": {
			"document": documents.name(doc),
			"found": concat("、", [named(misfit.shot.nameplate) | some misfit in odd]),
			"expected": concat("、", [named(misfit.device) | some misfit in odd]),
		},
		"places": [documents.place(doc, m.shot.page, m.shot.box, named(m.shot.nameplate)) | some m in odd],
		"expected": concat("、", [named(misfit.device) | some misfit in odd]),
		"found": concat("、", [named(misfit.shot.nameplate) | some misfit in odd]),
	})
}

# misfits pairs plates with the listed device that they should be.
misfits(doc) := [{"shot": shot, "device": device} |
	some shot in doc.facts.photos
	is_string(shot.nameplate.serial)
	is_string(shot.nameplate.model)
	some device in devices
	misfit(doc, shot.nameplate, device)
]

# misfit: another device's serial number on the plate of this model, of which no plate shows
# its own.
misfit(doc, plate, device) if {
	serials.same(plate.model, device.model)
	not listed_serial(plate.serial)
	not shown_serial(doc, device.serial)
}

misfit(_, plate, device) if {
	serials.same(plate.serial, device.serial)
	not serials.same(plate.model, device.model)
	not serials.near(plate.model, device.model)
	is_string(device.model)
}

listed_serial(serial) if {
	some device in devices
	serials.same(device.serial, serial)
}

shown_serial(doc, serial) if {
	some shot in doc.facts.photos
	serials.same(shot.nameplate.serial, serial)
}

misfit_state(odd) := "fail" if {
	some m in odd
	not serials.near(m.shot.nameplate.serial, m.device.serial)
} else := "fail" if {
	some m in odd
	serials.same(m.shot.nameplate.serial, m.device.serial)
} else := "undetermined"
