package checker

import (
	"slices"

	"lianshen/ocr"
)

// columnFields are the fields that stand in columns, by the column.
var columnFields = map[string]string{"brand": "brand", "model": "model", "serial": "serial", "maker": "maker", "principle": "principle",
	"range": "range", "mn": "mn", "id": "id_number", "phone": "phone"}

// fieldTables are the tables whose columns are fields too: those of what the document is
// about, not those of the laboratory's instruments or of guests at a meeting.
var fieldTables = []string{"equipment_list", "instruments", "loggers", "parameters", "personnel", "certificates"}

// FieldsOfTables lets what stands in columns come from the tables that were recognised: rows
// and rules say better than distances which column a value belongs to. Fields read anew
// keep what tables do not know.
func FieldsOfTables(fields map[string][]Field, tables []Table) {
	for _, key := range columnFields {
		old := fields[key]
		fields[key] = slices.DeleteFunc(slices.Clone(old), func(f Field) bool { return inTable(tables, f) })
	}
	for _, t := range tables {
		if !slices.Contains(fieldTables, t.Name) {
			continue
		}
		for i, column := range t.Columns {
			if key := columnFields[column]; key != "" {
				fields[key] = append(fields[key], columnOfTable(t, column, t.Heads[i])...)
			}
		}
	}
	for _, key := range columnFields {
		if len(fields[key]) == 0 {
			delete(fields, key)
			continue
		}
		slices.SortStableFunc(fields[key], inReadingOrder)
	}
}

func inTable(tables []Table, f Field) bool {
	x, y := f.Box.Centre()
	return slices.ContainsFunc(tables, func(t Table) bool {
		return t.Page == f.Page && x > t.Box[0] && x < t.Box[2] && y > t.Box[1] && y < t.Box[3]
	})
}

// columnOfTable returns the values of a column, a merged cell once.
func columnOfTable(t Table, column, label string) []Field {
	var out []Field
	var last ocr.Box
	for _, row := range t.Rows {
		c, ok := row[column]
		if !ok || c.Value == nil || c.Box == last {
			continue
		}
		last = c.Box
		out = append(out, Field{Value: c.Value, Raw: c.Raw, Label: label, Page: t.Page, Box: c.Box, Score: c.Score, CheckDigit: c.CheckDigit})
	}
	return out
}
