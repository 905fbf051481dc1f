# METADATA
# title: 计量单位
# description: >-
#   Figures in different units made comparable (reference/equipment.yaml). Between a mass and
#   a share of the volume only for gases whose ratio is known.
# schemas:
#   - data.reference.equipment: schema.equipment
package lib.units

# normal is a unit as it is looked up: lower case, without spaces, m3 for m³, u for μ.
normal(unit) := strings.replace_n(
	{"³": "3", "㎥": "m3", "μ": "u", "µ": "u", "％": "%", " ": "", "／": "/", "升": "l"},
	lower(unit),
)

# convert is the figure in another unit, for a factor; undefined where that cannot be told.
convert(value, from, into, factor) := value if {
	is_string(from)
	is_string(into)
	normal(from) == normal(into)
} else := (value * units[a].times) / units[b].times if {
	is_string(from)
	is_string(into)
	a := normal(from)
	b := normal(into)
	units[a].base == units[b].base
} else := (value * units[a].times) * (data.reference.equipment.molar[factor] / units[b].times) if {
	is_string(from)
	is_string(into)
	a := normal(from)
	b := normal(into)
	units[a].base == "umol/mol"
	units[b].base == "mg/m3"
}

units := data.reference.equipment.units
