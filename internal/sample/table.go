package sample

// cell is one cell of a ruled table.
type cell struct {
	S     string
	Key   string // field recorded for the cell
	Truth any
	Span  int // columns, 0 = 1
	Left  bool
	Hand  string // written by hand instead of printed
}

// row makes plain cells.
func row(s ...string) []cell {
	out := make([]cell, len(s))
	for i, v := range s {
		out[i].S = v
	}
	return out
}

// val is a cell that carries a field.
func val(s, key string, truth any) cell { return cell{S: s, Key: key, Truth: truth} }

// table is a ruled table; cols are shares of the text width, head is repeated on every
// page (nil for a form without a head).
type table struct {
	cols []float64
	head []cell
	size float64 // 0 = 10.5 (五号)
	// name and keys say what the truth calls the table and its columns; a form has no keys,
	// its labels say them. Rows that begin with a wide cell go to summary.
	name    string
	keys    []string
	summary string
	rules   rules
	// about are values that stand above the table and belong to all its rows.
	about map[string]any
}

func (c *composer) table(t table, rows ...[]cell) {
	if t.size == 0 {
		t.size = 10.5
	}
	c.formBegins = true
	style := c.style(t, rows)
	if style.words {
		t.head = reworded(c.forms, t)
	}
	if style.bare {
		t, rows = t.without("no", rows)
	}
	if style.flip {
		c.flipped(t, rows)
		return
	}
	t.rules = style.rules
	if t.head != nil {
		c.need(c.rowHeight(t, t.head) + 2*c.rowHeight(t, rows[0]))
		if !style.stack || t.rules != allRules || !c.stackedHead(t, t.head) {
			c.headRow(t)
		}
	}
	for i, r := range rows {
		if c.y+c.rowHeight(t, r) > bottom {
			c.endRules(t)
			c.newPage()
			if t.head != nil && !style.once {
				c.headRow(t)
			}
		}
		c.record(t, r)
		c.merged = c.goesOn
		c.goesOn = style.merge && t.keys[0] == "factor" && i+1 < len(rows) && rows[i+1][0].S == r[0].S &&
			c.y+c.rowHeight(t, r)+c.rowHeight(t, rows[i+1]) <= bottom
		c.row(t, r)
	}
	c.merged, c.goesOn = false, false
	c.endRules(t)
	c.y += 8
}

// headRow draws the heads; a table of three lines has one above and one below them.
func (c *composer) headRow(t table) {
	c.row(t, t.head)
	if t.rules == threeLines {
		h := c.rowHeight(t, t.head)
		c.page().add(rule{left, c.y - h, right, c.y - h, 1}, rule{left, c.y, right, c.y, 0.6})
	}
}

// endRules closes a table of three lines.
func (c *composer) endRules(t table) {
	if t.rules == threeLines {
		c.page().add(rule{left, c.y, right, c.y, 1})
	}
}

// edges returns the x positions of the column borders.
func (t table) edges() []float64 {
	sum := 0.0
	for _, w := range t.cols {
		sum += w
	}
	x := []float64{left}
	for _, w := range t.cols {
		x = append(x, x[len(x)-1]+w/sum*(right-left))
	}
	return x
}

func (c *composer) rowHeight(t table, r []cell) float64 {
	x, col, n := t.edges(), 0, 1
	for _, ce := range r {
		span := max(ce.Span, 1)
		n = max(n, len(wrap(c.faces.Song, t.size, x[col+span]-x[col]-7, ce.S)))
		col += span
	}
	return float64(n)*t.size*1.35 + 9
}

func (c *composer) row(t table, r []cell) {
	x, col, h := t.edges(), 0, c.rowHeight(t, r)
	c.rowRules(t, x, h)
	for i, ce := range r {
		span := max(ce.Span, 1)
		if i == 0 && c.merged {
			ce.S = "" // the cell above goes on
		}
		c.cell(t, ce, x[col], x[col+span], h)
		col += span
		if t.rules == allRules || t.rules == openSides && col < len(t.cols) {
			c.page().add(rule{x[col], c.y, x[col], c.y + h, 0.6})
		}
	}
	c.y += h
}

// rowRules draws the lines of a row but those at the right of its cells.
func (c *composer) rowRules(t table, x []float64, h float64) {
	if t.rules == threeLines {
		return
	}
	above, below := left, left
	if c.merged {
		above = x[1]
	}
	if c.goesOn {
		below = x[1]
	}
	c.page().add(rule{above, c.y, right, c.y, 0.6}, rule{below, c.y + h, right, c.y + h, 0.6})
	if t.rules == allRules {
		c.page().add(rule{left, c.y, left, c.y + h, 0.6})
	}
}

func (c *composer) cell(t table, ce cell, x0, x1, h float64) {
	c.field(ce.Key, ce.Truth)
	if ce.Hand != "" {
		c.handwrite(x0+6, c.y+h/2-8, 16, ce.Hand)
		return
	}
	lines := wrap(c.faces.Song, t.size, x1-x0-7, ce.S)
	y := c.y + (h-float64(len(lines))*t.size*1.35)/2
	for _, l := range lines {
		w := c.faces.Song.width(l, t.size)
		x := (x0 + x1 - w) / 2
		if ce.Left || len(lines) > 1 {
			x = x0 + 4
		}
		if l != "" {
			c.page().add(text{X: x, Y: y + t.size*1.05, Size: t.size, Face: c.faces.Song, S: l, Colour: black})
		}
		y += t.size * 1.35
	}
}
