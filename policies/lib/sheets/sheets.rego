# METADATA
# title: 表格示例
# description: Builders of typed tables for tests. Not for rules.
package lib.sheets

# cell is a cell that was surely read; raw is what stands on the paper.
cell(value, raw) := scored(value, raw, 1)

scored(value, raw, score) := {"value": value, "raw": raw, "score": score, "box": [100, 100, 150, 112]}

# measured is a figure with its unit.
measured(value, unit, raw) := object.union(cell(value, raw), {"unit": unit})

# number is a figure without a unit, printed with its shortest digits.
number(value) := cell(value, sprintf("%v", [value]))

# changed is a row with some cells replaced.
changed(row, cells) := object.union(object.remove(row, object.keys(cells)), cells)

# text is a cell of words.
text(value) := cell(value, value)

# demand is a limit from low to high.
demand(low, high, unit) := cell({"low": low, "high": high, "unit": unit}, "要求")

# table is a table of one name.
table(name, rows) := {"name": name, "page": 1, "box": [60, 80, 540, 400], "columns": columns, "rows": rows} if {
	columns := sort({key | some row in rows; some key, _ in row})
}

# water are samples of COD: two readings, their mean, the laboratory's value, what follows.
water(changes) := [changed(sample(no, row), object.get(changes, sprintf("%d", [no]), {})) |
	some i, row in [[39, 37, 38, 37, 2.7], [41, 37, 39, 39, 0], [41, 39, 40, 40, 0]]
	no := i + 1
]

sample(no, row) := {
	"no": text(sprintf("%d", [no])),
	"factor": text("化学需氧量"),
	"unit": text("mg/L"),
	"online_1": number(row[0]),
	"online_2": number(row[1]),
	"online": number(row[2]),
	"reference": number(row[3]),
	"error": measured(row[4], "%", sprintf("%v%%", [row[4]])),
	"limit": demand(-30, 30, "%"),
	"verdict": cell("pass", "合格"),
}

# gas are nine pairs of O2, of which the relative accuracy is 3.4 %.
gas(changes) := [changed(pair(no, row), object.get(changes, sprintf("%d", [no]), {})) |
	some i, row in oxygen
	no := i + 1
]

oxygen := [[7.1, 7.2], [7.3, 7.2], [6.9, 7.1], [7, 7.2], [7.2, 7.5], [7.4, 7.4], [7.1, 7.3], [6.8, 7], [7.2, 7.3]]

pair(no, row) := {
	"no": text(sprintf("%d", [no])),
	"factor": text("氧含量"),
	"unit": text("%"),
	"reference": fixed(row[0]),
	"online": fixed(row[1]),
	"error": fixed(round((row[1] - row[0]) * 10) / 10),
}

# fixed is a figure printed with one decimal.
fixed(value) := cell(value, sprintf("%v", [value])) if {
	contains(sprintf("%v", [value]), ".")
} else := cell(value, sprintf("%v.0", [value]))

# summary is what the pairs of O2 come to.
summary(changes) := changed(
	{
		"factor": text("氧含量"),
		"reference_mean": cell(7.11, "7.11%"),
		"online_mean": cell(7.24, "7.24%"),
		"mean_difference": cell(0.13, "+0.13%"),
		"relative_accuracy": measured(3.2, "%", "3.2%"),
		"limit": demand(null, 15, "%"),
		"verdict": cell("pass", "合格"),
	},
	changes,
)
