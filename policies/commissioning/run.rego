package commissioning

import data.lib.documents
import data.lib.readings
import data.lib.result
import data.lib.ruledata

# METADATA
# title: 废气：连续运行和调试检测时间应足够
# description: >-
#   Looks at the hours of running before the test and of the test itself in the report of a
#   gas outlet (rule data, commissioning.gas). Hours that were not found are left to a person.
# custom:
#   short_name: gas_hours
#   severity: warn
#   checks: [73, 74]
#   failure_msg:
#     zh: "{document}的运行时间不足或未读到：{problems}"
#     en: "hours in the {document} are too few or were not found: {problems}"
#   solution:
#     zh: "请按HJ 75-2017完成连续运行和调试检测，在报告中写明起止时间和小时数"
#     en: "run and test the system as HJ 75-2017 asks and state the hours in the report"
#   words:
#     run_hours: { zh: 连续运行, en: continuous run }
#     test_hours: { zh: 调试检测, en: commissioning test }
#     unread: { zh: 未读到, en: not found }
#   basis: ["HJ 75-2017(数值未核实)"]
#   collections: [commissioning-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, document.wrong_slot]
deny contains r if {
	chain := rego.metadata.chain()
	monitors("gas")
	some doc in readings.filed(chain)
	odd := shortfalls(doc, {
		"run_hours": ruledata.values.commissioning.gas.run_hours,
		"test_hours": ruledata.values.commissioning.gas.test_hours,
	})
	count(odd) > 0
	r := result.finding(chain, shortage(odd), {
		"document": doc.slug,
		"params": {
			"document": documents.name(doc),
			"problems": result.listed([worded(chain, short, "h") | some short in odd]),
		},
		"places": seen(doc, odd),
		"confidence": certainty(odd),
	})
}

monitors(medium) if {
	some outlet in input.outlets
	outlet.medium == medium
}

# shortfalls are the fields whose reading stays below the demand, or that were not read.
shortfalls(doc, demands) := [short |
	some field, least in demands
	reading := figure(doc, field)
	not reading.value >= least
	short := {"field": field, "least": least, "reading": reading}
]

# figure is the surest reading; its value null where there is none.
figure(doc, field) := reading if {
	reading := readings.best(doc, field)
	is_number(reading.value)
} else := {"value": null, "score": null}

# shortage is sure once something was read and is too little.
shortage(odd) := "fail" if {
	some short in odd
	is_number(short.reading.value)
} else := "undetermined"

worded(chain, short, unit) := {
	"zh": sprintf("%s%v%s（要求≥%v%s）", [name.zh, short.reading.value, unit, short.least, unit]),
	"en": sprintf("%s %v %s (at least %v)", [name.en, short.reading.value, unit, short.least]),
} if {
	is_number(short.reading.value)
	name := result.words(chain, short.field)
} else := {"zh": concat("", [name.zh, unread.zh]), "en": concat(" ", [name.en, unread.en])} if {
	name := result.words(chain, short.field)
	unread := result.words(chain, "unread")
}

seen(doc, odd) := places if {
	places := [readings.place(doc, short.reading) | some short in odd; is_number(short.reading.value)]
	count(places) > 0
} else := [documents.whole(doc)]

certainty(odd) := max(scores) if {
	scores := [short.reading.score | some short in odd; is_number(short.reading.score)]
	count(scores) > 0
} else := null

not_applicable contains {"rule": rule, "document": doc.slug} if {
	some rule, medium in {"gas_hours": "gas", "stable_run": "gas", "trial_run": "water", "rates": "water", "water_tests": "water", "drift": "gas", "indication": "gas"}
	not monitors(medium)
	some doc in input.documents
}

# METADATA
# title: 废气：验收前应稳定运行
# description: >-
#   Looks at the days of stable running that the report of a gas outlet states, else at the
#   days from the end of commissioning to the acceptance (rule data, commissioning.gas). It
#   does not apply where neither was read.
# custom:
#   short_name: stable_run
#   severity: warn
#   checks: [75]
#   failure_msg:
#     zh: "{document}:验收前稳定运行{found}天，要求不少于{least}天"
#     en: "{document}: {found} days of stable running before the acceptance, at least {least} are expected"
#   solution:
#     zh: "请在系统稳定运行满{least}天后验收，并在报告中写明起止日期"
#     en: "accept the system after {least} days of stable running and state the dates in the report"
#   basis: ["HJ 75-2017(数值未核实)"]
#   collections: [commissioning-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, document.wrong_slot]
deny contains r if {
	chain := rego.metadata.chain()
	monitors("gas")
	some doc in readings.filed(chain)
	stable := stability(doc)
	least := ruledata.values.commissioning.gas.stable_days
	stable.days < least
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {"document": documents.name(doc), "found": stable.days, "least": least},
		"places": [readings.place(doc, stable.reading)],
		"expected": sprintf("≥ %v d", [least]),
		"found": sprintf("%v d", [stable.days]),
		"confidence": stable.score,
	})
}

# stability are the days of stable running; undefined where nothing tells them.
stability(doc) := {"days": reading.value, "reading": reading, "score": reading.score} if {
	reading := readings.best(doc, "stable_days")
	is_number(reading.value)
} else := {"days": days, "reading": ended, "score": min([ended.score, accepted.score])} if {
	ended := readings.best(doc, "commissioning_end")
	accepted := readings.day(["acceptance-opinion", "acceptance-report"], ["acceptance_date"]).reading
	days := readings.elapsed(ended.value, accepted.value)
}

not_applicable contains {"rule": "stable_run", "document": doc.slug} if {
	some doc in input.documents
	not stability(doc)
}

# METADATA
# title: 废水：试运行应满规定天数
# description: >-
#   Looks at the days of the trial run that the report of a water outlet states, else at its
#   first and last day (rule data, commissioning.water). A run that was interrupted had to
#   start again: whether it did is left to a person, and so is a run that was not found.
# custom:
#   short_name: trial_run
#   severity: warn
#   checks: [76]
#   failure_msg:
#     zh: "{document}:试运行{problem}，要求连续不少于{least}天，中断后重新计算"
#     en: "{document}: trial run {problem}; at least {least} days without interruption are expected, counted anew after one"
#   solution:
#     zh: "请完成连续{least}天的试运行，在报告中写明起止日期和有无中断"
#     en: "complete a trial run of {least} days and state its dates and interruptions in the report"
#   words:
#     unread: { zh: 天数未读到, en: days not found }
#     interrupted: { zh: 曾中断, en: was interrupted }
#   basis: ["HJ 353-2019(数值未核实)"]
#   collections: [commissioning-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, document.wrong_slot]
deny contains r if {
	chain := rego.metadata.chain()
	monitors("water")
	some doc in readings.filed(chain)
	trouble := trial_trouble(chain, doc)
	r := result.finding(chain, trouble.state, {
		"document": doc.slug,
		"params": {
			"document": documents.name(doc),
			"problem": trouble.problem,
			"least": ruledata.values.commissioning.water.trial_days,
		},
		"places": trouble.places,
		"confidence": trouble.score,
	})
}

trial_trouble(chain, doc) := {"state": "undetermined", "problem": result.words(chain, "unread"), "places": [documents.whole(doc)], "score": null} if {
	not trial(doc)
} else := {"state": "fail", "problem": {"zh": sprintf("%v天", [run.days]), "en": sprintf("%v days", [run.days])}, "places": [readings.place(doc, run.reading)], "score": run.score} if {
	run := trial(doc)
	run.days < ruledata.values.commissioning.water.trial_days
} else := {"state": "undetermined", "problem": result.words(chain, "interrupted"), "places": [readings.place(doc, reading)], "score": reading.score} if {
	reading := readings.best(doc, "trial_interruption")
	reading.value == "interrupted"
}

trial(doc) := {"days": reading.value, "reading": reading, "score": reading.score} if {
	reading := readings.best(doc, "trial_days")
	is_number(reading.value)
} else := {"days": days, "reading": ended, "score": min([began.score, ended.score])} if {
	began := readings.best(doc, "trial_start")
	ended := readings.best(doc, "trial_end")
	days := readings.elapsed(began.value, ended.value)
}

# METADATA
# title: 废水：设备运转率和数据传输率应达标
# description: >-
#   Looks at the rates that the report of a water outlet states (rule data,
#   commissioning.water). A rate that is not stated is not demanded by the notice.
# custom:
#   short_name: rates
#   severity: warn
#   checks: [77]
#   failure_msg:
#     zh: "{document}:{problems}"
#     en: "{document}: {problems}"
#   solution:
#     zh: "请排查设备和传输故障，达标后重新统计并更新报告"
#     en: "mend the instruments or the transmission, and report the rates anew once they suffice"
#   words:
#     running_rate_percent: { zh: 设备运转率, en: running rate }
#     transmission_rate_percent: { zh: 数据传输率, en: transmission rate }
#   basis: ["HJ 353-2019、HJ 354-2019(数值未核实)"]
#   collections: [commissioning-report, acceptance-report]
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [file.readable, document.wrong_slot]
deny contains r if {
	chain := rego.metadata.chain()
	monitors("water")
	some doc in readings.filed(chain)
	least := ruledata.values.commissioning.water.rate_percent
	low := [short |
		some short in shortfalls(doc, {"running_rate_percent": least, "transmission_rate_percent": least})
		is_number(short.reading.value)
	]
	count(low) > 0
	r := result.fail(chain, {
		"document": doc.slug,
		"params": {
			"document": documents.name(doc),
			"problems": result.listed([worded(chain, short, "%") | some short in low]),
		},
		"places": seen(doc, low),
		"confidence": certainty(low),
	})
}

not_applicable contains {"rule": "rates", "document": doc.slug} if {
	some doc in input.documents
	not figure(doc, "running_rate_percent").value >= 0
	not figure(doc, "transmission_rate_percent").value >= 0
}
