# METADATA
# title: 联网申请
# description: >-
#   When the networking application (联网申请) is due, and whether the steps before it are done.
#   Working days are counted by the program (input.calendar), the readings are rule data.
# schemas:
#   - input: schema.input
package application

import data.lib.notice
import data.lib.result
import data.lib.ruledata

# METADATA
# title: 任务完成期限应登记并注明来源文件
# description: >-
#   Looks at the task deadline that the bureau set, and at the document it stands in. A
#   deadline that is recorded but cannot be understood as a date is left to a person.
# custom:
#   short_name: task_deadline
#   severity: block
#   checks: [116]
#   failure_msg:
#     zh: "任务完成期限{problem}"
#     en: "the task deadline {problem}"
#   solution:
#     zh: "请登记主管部门确定的任务完成期限（如2026-12-31）及其来源文件"
#     en: "record the task deadline that the authority set (like 2026-12-31) and the document it stands in"
#   words:
#     absent: { zh: 未登记, en: is not recorded }
#     unreadable: { zh: "已登记，但不是有效日期", en: "is recorded but is no date" }
#     no_source: { zh: 未注明来源文件, en: has no source document }
#   basis: ["东环办函〔2023〕42号 附件1 三(五)"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: []
deny contains r if {
	chain := rego.metadata.chain()
	input.scope == "dossier"
	r := result.finding(chain, deadline_fault.state, {
		"params": {"problem": result.words(chain, deadline_fault.problem)},
		"found": input.project.deadline,
	})
}

deadline_fault := {"state": "fail", "problem": "absent"} if {
	blank(input.project.deadline)
} else := {"state": "undetermined", "problem": "unreadable"} if {
	is_null(input.calendar.last_day)
} else := {"state": "fail", "problem": "no_source"} if {
	blank(input.project.deadline_source)
}

blank(text) if is_null(text)

blank(text) if {
	is_string(text)
	trim_space(text) == ""
}

# METADATA
# title: 联网申请应在任务完成期限前10个工作日前提交
# description: >-
#   Compares the day of submission, or of judgement while there is none, with the last day to
#   apply. Where a year's calendar is missing only what holds for every calendar is said. Rule
#   data (calendar.submission) say whether the last day itself is in time.
# custom:
#   short_name: late
#   severity: warn
#   checks: [117]
#   failure_msg:
#     zh: "联网申请最迟应于{last_day}提交（任务完成期限{deadline}前{days}个工作日），{submitted}提交{verdict}"
#     en: "the networking application was due on {last_day} ({days} working days before the task deadline {deadline}); submitted on {submitted} it {verdict}"
#   solution:
#     zh: "逾期仍予受理；请尽快提交，并与分局沟通任务完成期限"
#     en: "it is accepted all the same: submit it soon and speak with the branch about the task deadline"
#   words:
#     fail: { zh: 已逾期, en: is late }
#     undetermined: { zh: 是否逾期尚不能确定, en: may be late }
#   basis: ["东环办函〔2023〕42号 附件1 三(五)"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: [application.calendar_known]
deny contains r if {
	chain := rego.metadata.chain()
	r := result.finding(chain, lateness, {
		"params": {
			"last_day": last_day.date,
			"deadline": input.project.deadline,
			"days": notice.apply_before,
			"submitted": input.calendar.submitted,
			"verdict": result.words(chain, lateness),
		},
		"expected": sprintf("≤ %s", [last_day.date]),
		"found": input.calendar.submitted,
	})
}

# last_day is the last day to apply in the chosen reading; undefined without one.
last_day := input.calendar.last_day[ruledata.values.calendar.submission]

lateness := "fail" if {
	input.calendar.submitted > last_day.latest
} else := "undetermined" if {
	last_day
	not in_time
}

in_time if {
	is_string(last_day.earliest)
	input.calendar.submitted <= last_day.earliest
}

# METADATA
# title: 推算期限所跨年度应有工作日日历
# description: >-
#   Looks at the years that were crossed in counting back from the task deadline. Without
#   their calendars the last day to apply cannot be computed. Where the submission is in
#   time, or late, by every possible calendar, a person is told and nothing is blocked.
# custom:
#   short_name: calendar_known
#   severity: block
#   checks: [118]
#   failure_msg:
#     zh: "缺少{years}年度的工作日日历，最迟提交日{last_day}只是暂定"
#     en: "the working-day calendar of {years} is missing, the last day to apply, {last_day}, is provisional"
#   solution:
#     zh: "企业无须处理；请平台维护人员装入该年度节假日安排后重新检查"
#     en: "the enterprise need do nothing: the maintainers load the year's calendar and check again"
#   words:
#     any: { zh: 所有, en: every year }
#   basis: ["国务院办公厅关于部分节假日安排的通知(逐年)"]
#   collections: []
#   effective_on: "2023-08-03T00:00:00+08:00"
#   depends_on: []
deny contains r if {
	chain := rego.metadata.chain()
	input.scope == "dossier"
	is_string(input.project.deadline)
	r := result.finding(chain, gap.state, {"params": {
		"years": object.get(gap, "years", result.words(chain, "any")),
		"last_day": gap.last_day,
	}})
}

# gap is what is missing of the calendar; undefined when nothing is.
gap := {"state": "undetermined", "last_day": null} if {
	is_null(input.calendar)
} else := {"state": state, "last_day": last_day.date, "years": input.calendar.missing_years} if {
	count(input.calendar.missing_years) > 0
	state := consequence
}

# consequence is that of the gap for the question whether the application is in time.
consequence := "fail" if {
	lateness == "undetermined"
} else := "undetermined"

not_applicable contains {"rule": rule, "document": null} if {
	input.scope != "dossier"
	some rule in ["task_deadline", "late", "calendar_known"]
}

not_applicable contains {"rule": "late", "document": null} if not last_day

not_applicable contains {"rule": "calendar_known", "document": null} if {
	not last_day
	not is_null(input.calendar)
}
