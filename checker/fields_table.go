package checker

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"lianshen/ocr"
)

// headLabels is how many labels side by side make the head of a table.
const headLabels = 3

// rowReach is how far below the last line of a table the next may begin, in heights of a
// line: more than the space between rows, less than that before the text which follows.
const rowReach = 2.6

// readHeads finds the heads of tables and reads the columns below them.
func (e *extractor) readHeads() {
	for _, row := range e.headRows() {
		for _, h := range row {
			for _, i := range h.block.lines {
				e.used[i] = true
			}
		}
		for k, h := range row {
			if h.label.kind != noValue && h.label.kind != conclusionValue && h.label.key != unitKey {
				e.readColumn(row, k)
			}
		}
	}
}

// head is one cell of the head of a table.
type head struct {
	block block
	label label
	hint  string
}

// headRows returns the rows of the page in which labels stand side by side and nothing but
// labels: a form (label, value, label, value) has values between them.
func (e *extractor) headRows() [][]head {
	var rows [][]head
	taken := map[int]bool{}
	for _, i := range e.fromLeft() {
		h, ok := e.headAt(i)
		if !ok || taken[i] {
			continue
		}
		row, strangers := []head{h}, 0
		for next, found := e.layout.rightOf(h.block); found && len(row)+strangers < 24; next, found = e.layout.rightOf(next) {
			if n, ok := e.headAt(next.lines[0]); ok {
				row = append(row, n)
			} else {
				strangers++
			}
		}
		if len(row) < headLabels || strangers > len(row)/2 {
			continue
		}
		for _, h := range row {
			for _, k := range h.block.lines {
				taken[k] = true
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// fromLeft returns the lines by their left edges, so that a row is entered at its first cell.
func (e *extractor) fromLeft() []int {
	order := make([]int, len(e.layout.lines))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(e.layout.lines[a].Box[0], e.layout.lines[b].Box[0])
	})
	return order
}

// headAt returns the label that line i, or the block it begins, is as a whole.
func (e *extractor) headAt(i int) (head, bool) {
	for _, b := range []block{e.layout.join([]int{i}), e.layout.blocks[i]} {
		if strings.ContainsAny(b.text, ":：") {
			continue
		}
		if l, hint, ok := wholeLabel(b.text); ok {
			return head{b, l, hint}, true
		}
	}
	return head{}, false
}

// readColumn reads the cells below the k-th head of a row. A cell belongs to the head whose
// middle is nearest to its own, and reaches to no other.
func (e *extractor) readColumn(row []head, k int) {
	h := row[k]
	bottom := e.tableBottom(row)
	for _, c := range e.layout.below(h.block, math.Inf(1)) {
		if c.box[1] > bottom || isLabel(c.text) {
			return
		}
		if nearest(row, c) == k && within(row, k, c.box) {
			e.putRows(h, c)
		}
	}
}

// rowValue tells the types of which a line is a whole value: lines below one another are rows
// that stand close, not one cell.
var rowValue = map[valueType]bool{rangeValue: true, quantityValue: true, numberValue: true, factorCodeValue: true, phoneValue: true, idValue: true}

// putRows stores the cell c below h, or its lines when each is a value of its own.
func (e *extractor) putRows(h head, c block) {
	if len(c.lines) > 1 && rowValue[h.label.kind] && e.eachReads(h, c) {
		for _, i := range c.lines {
			l := e.layout.lines[i]
			e.put(h.label, h.block.text, h.hint, l.Text, l.Box, l.Score)
		}
		return
	}
	e.put(h.label, h.block.text, h.hint, c.text, c.box, c.score)
}

func (e *extractor) eachReads(h head, c block) bool {
	for _, i := range c.lines {
		if _, ok := readLabelled(h.label, e.layout.lines[i].Text, h.hint, e.mend()); !ok {
			return false
		}
	}
	return true
}

// leads reports whether line i stands in the first column of a table: in a later one a label
// may be a value, as 排污许可证 is of 确定依据.
func (e *extractor) leads(i int, row []head) bool {
	return len(row) < 2 || e.layout.lines[i].Box[0] < row[1].block.box[0]
}

// tableBottom follows the lines below a head down to the first wide gap, or to the head of
// the next table.
func (e *extractor) tableBottom(row []head) float64 {
	box := row[0].block.box
	height := e.layout.lines[row[0].block.lines[0]].Box.Height()
	for _, h := range row {
		box = box.Union(h.block.box)
	}
	bottom := box[3]
	for i, l := range e.layout.lines {
		if x, _ := l.Box.Centre(); l.Box[1] < box[1] || x < box[0] || x > box[2] {
			continue
		}
		next := e.layout.labels[i] == i && l.Box[1] > box[3] && len(e.layout.folds[i].runes) >= 4 && e.leads(i, row)
		if next || l.Box[1] > bottom+rowReach*height {
			break
		}
		bottom = max(bottom, l.Box[3])
	}
	return bottom
}

// within reports whether a cell lies between the middles of the heads beside the k-th.
func within(row []head, k int, cell ocr.Box) bool {
	if k > 0 {
		if x, _ := row[k-1].block.box.Centre(); cell[0] < x {
			return false
		}
	}
	if k+1 < len(row) {
		if x, _ := row[k+1].block.box.Centre(); cell[2] > x {
			return false
		}
	}
	return true
}

func nearest(row []head, c block) int {
	x, _ := c.box.Centre()
	best, at := math.Inf(1), -1
	for i, h := range row {
		if hx, _ := h.block.box.Centre(); math.Abs(hx-x) < best {
			best, at = math.Abs(hx-x), i
		}
	}
	return at
}
