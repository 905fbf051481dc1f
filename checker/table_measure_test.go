package checker

import "testing"

// A row of the parameter form says the same as the labelled field of the same key.
func TestMeasuredCellsAreInTheUnitOfTheirKey(t *testing.T) {
	tests := []struct{ key, raw, want string }{
		{"measuring_interval_seconds", "2h", "7200 s"},
		{"upload_interval_seconds", "60s", "60 s"},
		{"minute_interval_minutes", "0.5h", "30 min"},
		{"digestion_celsius", "170℃", "170 ℃"},
		{"digestion_celsius", "170", "170"},
		{"digestion_celsius", "30min", "null"},
		{"duct_diameter_m", "2600mm", "2.6 m"},
		{"duct_area_m2", "5.31m²", "5.31 m²"},
		{"pitot_kp", "0.84", "0.84"},
		{"pitot_kp", "0.84m", "null"},
		{"blowback_seconds", "—", "null"},
	}
	for _, tt := range tests {
		r := readTableCell(cellMeasure, tt.raw, "", true)
		c := Cell{Value: r.value, Unit: known(r.unit)}.inUnitOf(tableColumn{tt.key, cellMeasure, nil})
		if got := shown(cellReading{value: c.Value, unit: deref(c.Unit)}); got != tt.want {
			t.Errorf("%s of %q: %s, want %s", tt.key, tt.raw, got, tt.want)
		}
	}
}

// Columns of the parameter form that labelled fields know too have the field's key, so that
// rules find one name for one thing.
func TestParameterColumnsHaveTheKeysOfFields(t *testing.T) {
	keys := map[string]string{} // by label
	for _, rule := range labelRules {
		for _, text := range rule.labels {
			keys[text] = rule.key
		}
	}
	for _, column := range parameterColumns {
		if column.kind != cellMeasure {
			continue
		}
		for _, head := range column.heads {
			if key := keys[head]; key != "" && key != column.key {
				t.Errorf("%s is %s in tables and %s in fields", head, column.key, key)
			}
		}
	}
}
