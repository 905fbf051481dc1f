package checker

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"lianshen/ocr"
)

// tableTitle is what the line above a table says of all its rows.
type tableTitle struct {
	factor, unit *gridCell // nil when it says nothing
}

var (
	// captionNumber is 表3, 表3-1, 一、 or （二）; Chinese numerals begin names too (二氧化硫).
	captionNumber = regexp.MustCompile(`^(?:附?表?[0-9][0-9.\-]*[、.]?|附?表[一二三四五六七八九十]{1,3}[、.:]|[一二三四五六七八九十]{1,3}、|[(（][0-9一二三四五六七八九十]{1,3}[)）])+`)
	captionTail   = regexp.MustCompile(`^(.{1,14}?)(?:实际水样|参比方法|自动监测|手工|验收)?(?:比对|准确度|监测结果|测定结果|相对准确度)`)
	captionUnit   = regexp.MustCompile(`单位[:]?([^)）;；,，]{1,10})`)
)

// captionOf reads 表1 化学需氧量比对监测结果（单位：mg/L）.
func tableTitleOf(above []ocr.Line) tableTitle {
	var c tableTitle
	for _, l := range above {
		s := squeeze(l.Text)
		if m := captionUnit.FindStringSubmatch(s); m != nil && c.unit == nil {
			if u, ok := parseUnit(m[1]); ok {
				c.unit = written(u, l)
			}
		}
		if m := captionTail.FindStringSubmatch(captionNumber.ReplaceAllString(s, "")); m != nil && c.factor == nil {
			c.factor = written(factorIn(m[1]), l)
		}
	}
	return c
}

// written is a cell that holds a part of a line.
func written(text string, l ocr.Line) *gridCell {
	return &gridCell{pieces: []piece{{text: text, box: l.Box, score: l.Score}}, frame: l.Box}
}

// readRows reads the rows from the given one on below heads. Rows of another build, such as
// those that sum up a comparison, are read as forms.
func (r *tableReader) readRows(g *tableGrid, heads headMap, from int, title tableTitle, in scope) {
	t := newTable(g, heads, title)
	var others [][]*gridCell
	for i := from; i < len(g.cells); i++ {
		row := g.cells[i]
		if m, ok := mapHeads(g.heads(i, 1), in); ok && m.count() > 2 && m.score > float64(m.count())/2 {
			r.keep(t)
			heads, t = m, newTable(g, m, title)
			continue
		}
		if section := wholeRow(row); section != nil {
			if c := tableTitleOf([]ocr.Line{{Text: section.text(), Box: section.box(), Score: section.score()}}); c.factor != nil {
				title = c
			}
			continue
		}
		if spansHeads(row, heads) {
			others = append(others, row)
			continue
		}
		if rec, ok := g.record(row, heads, title); ok {
			g.carry(rec, t.Rows)
			t.Rows = append(t.Rows, rec)
		}
	}
	r.keep(t)
	if len(others) > 0 {
		form, _ := r.bestForm(g, others, title)
		r.keep(form)
	}
}

// keep stores a table that has rows.
func (r *tableReader) keep(t Table) {
	if len(t.Rows) > 0 {
		r.tables = append(r.tables, t)
	}
}

func newTable(g *tableGrid, heads headMap, title tableTitle) Table {
	t := Table{Name: heads.spec.name, Page: g.page.Number, Box: roundBox(g.turn.back(g.box)), Columns: []string{}, Heads: []string{}, Rows: []map[string]Cell{}}
	for i := range heads.columns {
		if c := heads.column(i); c != nil {
			t.Columns, t.Heads = append(t.Columns, c.key), append(t.Heads, heads.printed[i])
		}
	}
	for _, extra := range heads.fromCaption(title) {
		t.Columns, t.Heads = append(t.Columns, extra.key), append(t.Heads, "")
	}
	return t
}

// captioned is a column whose value stands above the table.
type captioned struct {
	key  string
	kind cellKind
	cell *gridCell
}

// fromCaption returns the columns of a comparison that its caption gives.
func (m headMap) fromCaption(title tableTitle) []captioned {
	if m.spec.name != "comparison_pairs" && m.spec.name != "comparison_summary" {
		return nil
	}
	var out []captioned
	if title.factor != nil && !m.has("factor") {
		out = append(out, captioned{"factor", cellFactor, title.factor})
	}
	if title.unit != nil && !m.has("unit") && m.spec.name == "comparison_pairs" {
		out = append(out, captioned{"unit", cellUnit, title.unit})
	}
	return out
}

func (m headMap) has(key string) bool {
	for i := range m.columns {
		if c := m.column(i); c != nil && c.key == key {
			return true
		}
	}
	return false
}

// wholeRow returns the one cell that a row consists of; nil when there are more.
func wholeRow(row []*gridCell) *gridCell {
	if len(row) > 1 && row[0] != nil && row[0].cols == len(row) {
		return row[0]
	}
	return nil
}

// spansHeads reports whether a cell lies under two heads.
func spansHeads(row []*gridCell, heads headMap) bool {
	for j := 1; j < len(row); j++ {
		if row[j] != nil && row[j] == row[j-1] && heads.column(j) != nil && heads.column(j-1) != nil {
			return true
		}
	}
	return false
}

// record reads one row. A row that says nothing but its number is none.
func (g *tableGrid) record(row []*gridCell, heads headMap, title tableTitle) (map[string]Cell, bool) {
	rec, said := map[string]Cell{}, false
	for j, c := range row {
		col := heads.column(j)
		if col == nil || c == nil {
			continue
		}
		cell := g.cell(col.kind, c, heads.hints[j]).inUnitOf(*col)
		rec[col.key] = cell
		said = said || cell.Value != nil && col.key != "no" && col.kind != cellSigned
	}
	if !said {
		return nil, false
	}
	for _, extra := range heads.fromCaption(title) {
		rec[extra.key] = g.cell(extra.kind, extra.cell, "")
	}
	return rec, true
}

// carry gives a row of a table without rules the factor of the row above where it has none
// of its own: that is how merged cells look there.
func (g *tableGrid) carry(rec map[string]Cell, above []map[string]Cell) {
	c, ok := rec["factor"]
	if g.ruled || !ok || c.Raw != "" || len(above) == 0 {
		return
	}
	rec["factor"] = above[len(above)-1]["factor"]
}

// cell reads one cell as a value of its kind.
func (g *tableGrid) cell(kind cellKind, c *gridCell, hint string) Cell {
	raw := c.text()
	reading := readTableCell(kind, raw, hint, !g.page.Layer)
	score := c.score()
	if reading.doubtful {
		score *= doubtfulScore
	}
	out := Cell{Value: reading.value, Raw: MaskIDs(raw), Unit: known(reading.unit), Sign: known(reading.sign), CheckDigit: reading.fits,
		Score: math.Round(score*1000) / 1000, Box: roundBox(g.turn.back(c.box()))}
	if kind == cellSigned && raw == "" {
		out.Value = g.inked(c)
	}
	return out
}

// inked tells whether something is written in an empty cell; nil when nobody looked.
func (g *tableGrid) inked(c *gridCell) any {
	if g.page.Written == nil {
		return nil
	}
	return slices.ContainsFunc(g.page.Written, func(b ocr.Box) bool {
		b = g.turn.box(b)
		return b.Intersect(c.frame).Area() > 0.5*c.frame.Area()
	})
}

// leastLabels is how many labels make a form.
const leastLabels = 3

// bestForm reads rows of labels and values: of the kinds of form the one with most labels.
func (r *tableReader) bestForm(g *tableGrid, rows [][]*gridCell, title tableTitle) (best Table, most int) {
	most = leastLabels - 1
	for i := range tableSpecs {
		spec := &tableSpecs[i]
		if !spec.form || !spec.allowed(scope{kind: r.kind}) {
			continue
		}
		if t, labels := g.form(spec, rows, title); labels > most {
			best, most = t, labels
		}
	}
	return best, most
}

// form reads the labels and values of a spec; it returns the number of labels of the
// records that have all they must have.
func (g *tableGrid) form(spec *tableSpec, rows [][]*gridCell, title tableTitle) (t Table, labels int) {
	t = newTable(g, headMap{spec: spec}, tableTitle{})
	rec, labelOf := map[string]Cell{}, map[string]string{}
	flush := func() {
		has := map[string]bool{}
		for key := range rec {
			has[key] = true
		}
		if spec.satisfied(has) {
			labels += len(rec)
			for _, extra := range (headMap{spec: spec}).fromCaption(title) {
				if _, ok := rec[extra.key]; !ok {
					rec[extra.key] = g.cell(extra.kind, extra.cell, "")
				}
			}
			t.Rows = append(t.Rows, rec)
		}
		rec = map[string]Cell{}
	}
	for _, row := range rows {
		for _, p := range spec.labelled(distinctCells(row)) {
			if _, again := rec[p.column.key]; again {
				flush()
			}
			rec[p.column.key] = g.cell(p.column.kind, p.value, p.hint).inUnitOf(p.column)
			if labelOf[p.column.key] == "" {
				labelOf[p.column.key] = p.label
			}
		}
	}
	flush()
	t.Columns = columnsOf(spec, t.Rows)
	for _, key := range t.Columns {
		t.Heads = append(t.Heads, labelOf[key])
	}
	return t, labels
}

func columnsOf(spec *tableSpec, rows []map[string]Cell) []string {
	out := []string{}
	for _, c := range spec.columns {
		if slices.ContainsFunc(rows, func(r map[string]Cell) bool { _, ok := r[c.key]; return ok }) {
			out = append(out, c.key)
		}
	}
	return out
}

func distinctCells(row []*gridCell) []*gridCell {
	var out []*gridCell
	for _, c := range row {
		if c != nil && (len(out) == 0 || out[len(out)-1] != c) {
			out = append(out, c)
		}
	}
	return out
}

// labelledCell is a value of a form with the column that its label stands for.
type labelledCell struct {
	column tableColumn
	label  string // as printed
	hint   string
	value  *gridCell
}

// labelled pairs labels with the cells to their right, or with what follows the colon in
// their own.
func (s *tableSpec) labelled(cells []*gridCell) []labelledCell {
	var out []labelledCell
	for k := 0; k < len(cells); k++ {
		if p, ok := s.inOneCell(cells[k]); ok {
			out = append(out, p)
			continue
		}
		col, hint, ok := s.label(cells[k].text())
		if !ok || k+1 >= len(cells) {
			continue
		}
		if s.isLabel(cells[k+1].text()) {
			continue
		}
		out = append(out, labelledCell{col, cells[k].text(), hint, cells[k+1]})
		k++
	}
	return out
}

func (s *tableSpec) inOneCell(c *gridCell) (labelledCell, bool) {
	label, value, found := strings.Cut(strings.ReplaceAll(c.text(), "：", ":"), ":")
	if !found || strings.TrimSpace(value) == "" {
		return labelledCell{}, false
	}
	col, hint, ok := s.label(label)
	if !ok {
		return labelledCell{}, false
	}
	return labelledCell{col, strings.TrimSpace(label), hint, &gridCell{pieces: []piece{{text: value, box: c.box(), score: c.score()}}, frame: c.frame}}, true
}

// isLabel reports whether a text is a label for certain: 烟气压力 is none for being one
// character off 大气压力.
func (s *tableSpec) isLabel(text string) bool {
	h := headOf(text)
	return slices.ContainsFunc(s.columns, func(c tableColumn) bool { return h.fit(c) >= headModified })
}

// label finds the column that a text is the label of.
func (s *tableSpec) label(text string) (tableColumn, string, bool) {
	h := headOf(text)
	best, at := 0.0, -1
	for i, c := range s.columns {
		if f := h.fit(c); f > best {
			best, at = f, i
		}
	}
	if at < 0 {
		return tableColumn{}, "", false
	}
	return s.columns[at], h.hint, true
}
