package policies_test

import (
	"encoding/json"
	"fmt"

	"lianshen/checker"
	"lianshen/ocr"
)

// trueTable is a table as it is really printed; a figure's unit is part of its raw text and
// not told.
type trueTable struct {
	Name string           `json:"name"`
	Page int              `json:"page"`
	Rows []map[string]any `json:"rows"`
}

// trueMark is the CMA mark, or a signature by hand with the words that stand before it.
type trueMark struct {
	Kind  string  `json:"kind"`
	Page  int     `json:"page"`
	Box   ocr.Box `json:"box"`
	Value string  `json:"value"`
}

// truePhoto is a photograph with what is printed below it.
type truePhoto struct {
	Page      int                `json:"page"`
	Box       ocr.Box            `json:"box"`
	Caption   string             `json:"caption"`
	TakenAt   *string            `json:"taken_at"`
	Nameplate *checker.Nameplate `json:"nameplate"`
}

// signers stand in the order in which a laboratory's report is signed.
var signers = []string{"编制", "审核", "签发"}

// tables are the tables of a reader that makes no mistake, one for each row of a form.
func (tr truth) tables() []checker.Table {
	var out []checker.Table
	for _, t := range tr.Tables {
		table := checker.Table{Name: t.Name, Page: t.Page, Columns: []string{}}
		for _, row := range t.Rows {
			cells := map[string]checker.Cell{}
			for key, value := range row {
				cells[key] = trueCell(value)
			}
			table.Rows = append(table.Rows, cells)
		}
		out = append(out, table)
	}
	return out
}

func trueCell(value any) checker.Cell {
	c := checker.Cell{Value: value, Score: 0.99}
	switch v := value.(type) {
	case nil:
	case map[string]any:
		raw, _ := json.Marshal(v) // plain JSON always marshals
		c.Raw = string(raw)
	default:
		c.Raw = fmt.Sprint(v)
	}
	return c
}

// marks name the signatures as a reader does, by the words before them.
func (tr truth) marks() []checker.Mark {
	out, signed := []checker.Mark{}, 0
	for _, m := range tr.Marks {
		value := m.Value
		if m.Kind == "handwriting" {
			value = signers[signed%len(signers)]
			signed++
		}
		out = append(out, checker.Mark{Kind: m.Kind, Page: m.Page, Box: m.Box, Value: &value, Score: 0.99})
	}
	return out
}

// photographs have the views that their captions name.
func (tr truth) photographs() (out []checker.Photo) {
	for i, p := range tr.Photos {
		photo := checker.Photo{Page: p.Page, Box: p.Box, Caption: &p.Caption, TakenAt: p.TakenAt, Views: checker.ViewsOf(p.Caption)}
		photo.PHash = fmt.Sprintf("%016x", i)
		if p.Nameplate != nil {
			photo.Nameplate = *p.Nameplate
		}
		out = append(out, photo)
	}
	return out
}
