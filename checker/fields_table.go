package checker

import (
	"math"
	"strings"
)

// headLabels is how many labels side by side make the head of a table.
const headLabels = 3

// columnReach is how far below one row of a table the next may begin, in heights of a line.
const columnReach = 3.5

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
	for i := range e.layout.lines {
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
// middle is nearest to its own.
func (e *extractor) readColumn(row []head, k int) {
	h := row[k]
	reach := columnReach * h.block.box.Height() / float64(len(h.block.lines))
	for _, c := range e.layout.below(h.block, reach) {
		if isLabel(c.text) {
			return
		}
		if nearest(row, c) == k {
			e.put(h.label, h.block.text, h.hint, c.text, c.box, c.score)
		}
	}
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
