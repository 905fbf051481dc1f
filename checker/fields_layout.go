package checker

import (
	"cmp"
	"math"
	"slices"

	"lianshen/ocr"
)

// layout is a page's lines with what stands beside and below what.
type layout struct {
	page   Page
	lines  []Line
	folds  []folded
	labels []int   // the label at the left on the row of each line, -1 without; a label is its own
	blocks []block // the block that each line belongs to, by line
}

// Bounds on the work for one page; a printed page has fewer than 150 lines, and a line
// fewer than 60 characters.
const (
	maxFieldLines = 1000
	maxFieldRunes = 400
)

func newLayout(p Page) *layout {
	l := &layout{page: p, lines: slices.Clone(p.Lines[:min(len(p.Lines), maxFieldLines)])}
	slices.SortStableFunc(l.lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(a.Box[1], b.Box[1]), cmp.Compare(a.Box[0], b.Box[0]))
	})
	for i := range l.lines {
		if r := []rune(l.lines[i].Text); len(r) > maxFieldRunes {
			l.lines[i].Text = string(r[:maxFieldRunes])
		}
		l.folds = append(l.folds, fold(l.lines[i].Text))
	}
	l.findRowLabels()
	l.blocks = make([]block, len(l.lines))
	for i := range l.lines {
		l.blocks[i] = l.blockOf(i)
	}
	return l
}

// findRowLabels notes for each line the label that its row begins with: lines of one cell
// never belong to two labels.
func (l *layout) findRowLabels() {
	var own []int
	for i, line := range l.lines {
		if _, _, ok := wholeLabel(line.Text); ok {
			own = append(own, i)
		}
	}
	l.labels = make([]int, len(l.lines))
	for i, line := range l.lines {
		l.labels[i] = -1
		_, y := line.Box.Centre()
		for _, k := range own {
			b := l.lines[k].Box
			_, ky := b.Centre()
			nearer := l.labels[i] < 0 || b[0] > l.lines[l.labels[i]].Box[0]
			if k == i || nearer && b[2] <= line.Box[0]+2 && math.Abs(ky-y) < 0.45*b.Height() {
				l.labels[i] = k
			}
		}
	}
}

// rightOf returns the nearest block on the row of b to its right.
func (l *layout) rightOf(b block) (block, bool) {
	_, y := b.box.Centre()
	best, at := math.Inf(1), -1
	for i, line := range l.lines {
		if line.Box[1] > b.box[3]+40 {
			break
		}
		if line.Box[0] < b.box[2]-0.7*line.Box.Height() || line.Box[0] >= best || slices.Contains(b.lines, i) {
			continue
		}
		c := l.blocks[i].box
		if _, cy := c.Centre(); math.Abs(cy-y) < 0.6*max(b.box.Height(), min(c.Height(), 2*b.box.Height())) {
			best, at = line.Box[0], i
		}
	}
	if at < 0 {
		return block{}, false
	}
	return l.blocks[at], true
}

// below returns the blocks under b that overlap it horizontally, from top to bottom, as
// long as none is further than reach below the one before.
func (l *layout) below(b block, reach float64) []block {
	var out []block
	bottom, last := b.box[3], slices.Max(b.lines)
	for i := range l.lines {
		c := l.blocks[i]
		if c.lines[0] != i || i <= last && c.box[1] < b.box[3]-0.3*b.box.Height() {
			continue
		}
		if c.box[1] < b.box[3]-0.3*b.box.Height() || !sameColumn(b.box, c.box) {
			continue
		}
		if c.box[1]-bottom > reach {
			break
		}
		out, bottom = append(out, c), max(bottom, c.box[3])
	}
	return out
}

// sameColumn reports whether the narrower of two boxes lies for the most part within the
// horizontal span of the other.
func sameColumn(a, b ocr.Box) bool {
	common := min(a[2], b[2]) - max(a[0], b[0])
	return common > 0.5*min(a.Width(), b.Width())
}

// runeWidth is the width of a letter in those of a Chinese one.
func runeWidth(r rune) float64 {
	if r < 0x2000 {
		return 0.5
	}
	return 1
}

// part returns the box of runes from up to before to of line i, by their display widths.
func (l *layout) part(i, from, to int) ocr.Box {
	line := l.lines[i]
	var before, inside, total float64
	for k, r := range []rune(line.Text) {
		w := runeWidth(r)
		total += w
		switch {
		case k < from:
			before += w
		case k < to:
			inside += w
		}
	}
	if total == 0 {
		return line.Box
	}
	b, w := line.Box, line.Box.Width()
	return ocr.Box{b[0] + w*before/total, b[1], b[0] + w*(before+inside)/total, b[3]}
}
