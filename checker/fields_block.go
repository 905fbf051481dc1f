package checker

import (
	"math"

	"lianshen/ocr"
)

// block is one or more lines that stand together, like the lines of a cell.
type block struct {
	lines []int // indices into layout.lines, top to bottom
	text  string
	box   ocr.Box
	score float64
}

// blockOf collects the lines of the cell that line i stands in.
func (l *layout) blockOf(i int) block {
	const most = 4 // lines of one cell
	members := []int{i}
	for j := i; len(members) < most; {
		k := l.nextInCell(j, -1)
		if k < 0 {
			break
		}
		members, j = append([]int{k}, members...), k
	}
	for j := i; len(members) < most; {
		k := l.nextInCell(j, +1)
		if k < 0 {
			break
		}
		members, j = append(members, k), k
	}
	return l.join(members)
}

// cellPitch is the largest distance between two lines of one cell, and more than half the
// distance between two rows of a table, in sizes of the letters. Boxes are no measure:
// those of a text detector reach far beyond the letters, those of a text layer do not.
const cellPitch = 1.75

// nextInCell returns the line right below (step +1) or above line i in the same cell, -1
// when there is none: close by, of like height, on the same left edge or axis.
func (l *layout) nextInCell(i, step int) int {
	a := l.lines[i].Box
	_, ay := a.Centre()
	for j := i + step; j >= 0 && j < len(l.lines); j += step {
		b := l.lines[j].Box
		if math.Abs(b[1]-a[1]) > 3*a.Height() {
			return -1
		}
		_, by := b.Centre()
		pitch, size := (by-ay)*float64(step), max(letter(l.lines[i]), letter(l.lines[j]))
		if pitch > 0.6*size && pitch < cellPitch*size && alike(a.Height(), b.Height()) && aligned(a, b) && !l.apart(i, j) {
			return j
		}
	}
	return -1
}

// letter estimates the size of the letters of a line from its width, of which a margin as
// wide as that above and below is none; 0 for a single letter. Latin letters are taken for
// wide ones: too small an estimate does no harm, too large a one joins rows.
func letter(l Line) float64 {
	b, n := l.Box, 0.0
	for _, r := range l.Text {
		n += max(runeWidth(r), 0.6)
	}
	if n < 1.8 {
		return 0
	}
	return min(max((b.Width()-b.Height())/(n-1), 0.5*b.Height()), b.Height())
}

// apart reports whether two lines belong to different labels.
func (l *layout) apart(i, j int) bool {
	a, b := l.labels[i], l.labels[j]
	return a == i || b == j || a >= 0 && b >= 0 && a != b
}

func alike(a, b float64) bool { return math.Abs(a-b) < 0.42*max(a, b) }

func aligned(a, b ocr.Box) bool {
	ax, _ := a.Centre()
	bx, _ := b.Centre()
	slack := 0.8 * min(a.Height(), b.Height())
	return math.Abs(a[0]-b[0]) < slack || math.Abs(ax-bx) < slack
}

func (l *layout) join(members []int) block {
	b := block{lines: members, box: l.lines[members[0]].Box, score: 1}
	for _, m := range members {
		b.text += l.lines[m].Text
		b.box = b.box.Union(l.lines[m].Box)
		b.score = min(b.score, l.lines[m].Score)
	}
	if len(members) > 1 {
		b.score *= joinedScore
	}
	return b
}
