package photo

import data.lib.documents
import data.lib.readings
import data.lib.result
import data.lib.ruledata

# METADATA
# title: 同一照片不应重复使用
# description: >-
#   Looks for photographs of the file whose hashes are the same but for a few bits (rule data,
#   photo.alike_bits). Photographs of other enterprises are known to the platform only.
# custom:
#   short_name: duplicate
#   severity: warn
#   checks: [66]
#   failure_msg:
#     zh: "{document}中有{count}张照片与另一张相同：{captions}"
#     en: "{count} of the {document} are the same as another one: {captions}"
#   solution:
#     zh: "请为每个部位和每台设备上传各自的现场照片"
#     en: "upload a photograph of its own for every part and every device"
#   basis: ["本平台文件要求(design)"]
#   collections: [installation-photos]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [photo.in_pdf]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in readings.filed(chain)
	copies := [shot | some shot in doc.facts.photos; copied(shot)]
	count(copies) > 0
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {
			"document": documents.name(doc),
			"count": count(copies),
			"captions": concat("、", [caption(shot) | some shot in copies]),
		},
		"places": originals(doc, copies),
	})
}

copied(shot) if count(likenesses(shot)) > 0

likenesses(shot) := [other | some other in shot.alike; other.bits <= ruledata.values.photo.alike_bits]

# originals shows the copies and what they are copies of, each once.
originals(doc, copies) := [p |
	some p in ({at(doc, shot) | some shot in copies} | {at(doc, doc.facts.photos[other.photo]) | some shot in copies; some other in likenesses(shot)})
]

at(doc, shot) := documents.place(doc, shot.page, shot.box, shot.caption)

caption(shot) := shot.caption if {
	is_string(shot.caption)
} else := sprintf("p%d", [shot.page])

# METADATA
# title: 拍摄时间和地点应与项目相符
# description: >-
#   Looks at the time and the place that a camera wrote, or a phone printed into the picture:
#   after the contract was signed and before commissioning ended, and near the coordinates
#   that the construction plan gives (rule data, photo.max_distance_m). Only a hint.
# custom:
#   short_name: taken
#   severity: info
#   checks: [67]
#   failure_msg:
#     zh: "{document}中照片的{what}与项目不符：{found}"
#     en: "the {what} of photographs in the {document} does not fit the project: {found}"
#   solution:
#     zh: "请核对照片是否为本项目现场拍摄"
#     en: "check whether the photographs were taken at this site and for this project"
#   words:
#     time: { zh: 拍摄时间, en: time }
#     place: { zh: 拍摄地点, en: place }
#   basis: ["本平台文件要求(design)"]
#   collections: [installation-photos]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [photo.in_pdf]
deny contains r if {
	chain := rego.metadata.chain()
	some doc in readings.filed(chain)
	some what, odd in {"time": untimely(doc), "place": astray(doc)}
	count(odd) > 0
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {
			"document": documents.name(doc),
			"what": result.words(chain, what),
			"found": concat("、", [found.text | some found in odd]),
		},
		"places": [at(doc, found.shot) | some found in odd],
	})
}

untimely(doc) := [{"shot": shot, "text": substring(shot.taken_at, 0, 10)} |
	some shot in doc.facts.photos
	is_string(shot.taken_at)
	out_of_time(substring(shot.taken_at, 0, 10))
]

out_of_time(day) if day < readings.day(["contract"], ["signed_on"]).reading.value

out_of_time(day) if day > readings.day(["commissioning-report"], ["commissioning_end"]).reading.value

astray(doc) := [{"shot": shot, "text": sprintf("> %v m", [reach])} |
	reach := ruledata.values.photo.max_distance_m
	some shot in doc.facts.photos
	squared(shot.gps, site) > reach * reach
]

# site is where the construction plan says that the enterprise lies.
site := {"lat": latitude, "lon": longitude} if {
	plan := readings.slots["construction-plan"]
	latitude := readings.value(plan, "latitude")
	longitude := readings.value(plan, "longitude")
}

# squared is the distance of two places in square metres, on a flat map: a degree of latitude
# is 111.2 km, one of longitude in Dongguan (23°) 102.4 km.
squared(a, b) := (north * north) + (east * east) if {
	north := (a.lat - b.lat) * 111200
	east := (a.lon - b.lon) * 102400
}
