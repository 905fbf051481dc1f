package checker

import (
	"regexp"
	"slices"
	"unicode/utf8"

	"lianshen/ocr"
)

// signLabel is where somebody signs; what stands behind the colon is the signature.
var signLabel = regexp.MustCompile(`(?:法定代表人|委托代理人|授权代表|法定代表人(?:\(负责人\))?(?:或|、|/)(?:委托代理人|授权代表|其授权代表)|编制人?|审核人?|复核人?|校核人?|批准人?|签发人?|签名|签字|调试人员|经办人|项目负责人|授权签字人|填表人|组长)(?:\([^)]{1,8}\))?:`)

// signColumn is the head of a column of signatures.
var signColumn = regexp.MustCompile(`^(?:签名|签字|本人签名|签名\(字\)|签章)$`)

const (
	// signRoom is how far behind its label a signature reaches, in points.
	signRoom = 120.0
	// leastStroke is the least ink of a signature in square points, leastSpan its least
	// width: specks and points are none.
	leastStroke, leastSpan = 4.0, 9.0
	// believedPrint is the score from which a reader has seen print: by hand it reads worse.
	believedPrint = 0.93
)

// findSignatures looks behind the labels of signature lines.
func (m *marker) findSignatures() {
	for i, f := range m.folds {
		text := f.String()
		for _, at := range signLabel.FindAllStringIndex(text, 4) {
			from := utf8.RuneCountInString(text[:at[0]])
			end := utf8.RuneCountInString(text[:at[1]])
			m.signedBehind(i, f, from, end, text[at[0]:at[1]-1])
		}
	}
}

// signedBehind looks at the room between the label that runes from up to end of line i are
// and the next label.
func (m *marker) signedBehind(i int, f folded, from, end int, name string) {
	whole := m.part(i, from, end)
	size := whole.Height()
	room := ocr.Box{whole[2] - 1, whole[1] - 0.45*size, min(whole[2]+signRoom, m.page.WidthPt-20), whole[3] + 0.45*size}
	tail := string(f.runes[end:])
	if next := signLabel.FindStringIndex(tail); next != nil {
		room[2] = min(room[2], m.part(i, end, end+utf8.RuneCountInString(tail[:next[0]]))[2])
		tail = tail[:next[0]]
	}
	for k, l := range m.lines {
		if k != i && l.Box[0] > whole[2] && l.Box[1] < whole[3] && l.Box[3] > whole[1] && signLabel.MatchString(m.folds[k].String()) {
			room[2] = min(room[2], l.Box[0]-2)
		}
	}
	m.hand(room, whole, name, tail, m.lines[i].Score)
}

// findSignatureColumns looks into the cells below the head of a column of signatures, row by
// row as the column to its left goes.
func (m *marker) findSignatureColumns() {
	const most = 8 // such columns on a page
	heads := 0
	for i, f := range m.folds {
		if !signColumn.MatchString(f.String()) || heads >= most {
			continue
		}
		heads++
		head := m.lines[i].Box
		rows := m.columnLeftOf(head)
		edge := 0.0
		for _, r := range rows {
			edge = max(edge, r.Box[2])
		}
		cx, _ := head.Centre()
		for _, r := range rows {
			room := ocr.Box{edge + 3, r.Box[1] - 0.35*r.Box.Height(), min(2*cx-edge-3, m.page.WidthPt-10), r.Box[3] + 0.35*r.Box.Height()}
			if room.Width() > leastSpan {
				m.hand(room, r.Box, f.String(), "", 1)
			}
		}
	}
}

// columnLeftOf returns the lines of the column next to the left of a head, below it.
func (m *marker) columnLeftOf(head ocr.Box) []Line {
	var next *Line
	_, y := head.Centre()
	for i, l := range m.lines {
		_, ly := l.Box.Centre()
		if l.Box[2] < head[0] && ly > y-0.6*head.Height() && ly < y+0.6*head.Height() && (next == nil || l.Box[0] > next.Box[0]) {
			next = &m.lines[i]
		}
	}
	if next == nil {
		return nil
	}
	var out []Line
	lines := slices.Clone(m.lines)
	slices.SortFunc(lines, func(a, b Line) int { return int(100 * (a.Box[1] - b.Box[1])) })
	bottom := next.Box[3]
	for _, l := range lines {
		if l.Box[1] < next.Box[3]-2 || !sameColumn(l.Box, next.Box) {
			continue
		}
		if l.Box[1]-bottom > rowReach*next.Box.Height() || len(out) >= 20 {
			break
		}
		out, bottom = append(out, l), l.Box[3]
	}
	return out
}

// hand decides whether the room holds writing by hand: ink that no print explains. beside is
// print to compare with, read is what the reader made of the room on the same line.
func (m *marker) hand(room, beside ocr.Box, name, read string, score float64) {
	a := m.ink(room, penInk)
	a.withoutRules()
	r, n := a.bounds()
	b := m.points(a, r)
	if float64(n) < leastStroke*m.scale*m.scale || b.Width() < leastSpan || b.Height() < 5 {
		return
	}
	printed, sure := m.printedIn(room, read, score)
	label := m.ink(beside, penInk)
	label.withoutRules()
	pr, _ := label.bounds()
	sign := 0
	for _, s := range []bool{!printed, printed && !sure, float64(r.Dy()) > 1.12*float64(pr.Dy()), 5*a.blue > 2*n} {
		if s {
			sign++
		}
	}
	if sign == 0 || printed && m.page.TextSource == TextLayer {
		return
	}
	m.add(Mark{Kind: markHandwriting, Box: b, Value: known(name), Score: min(0.95, 0.6+0.15*float64(sign))})
}

// printedIn reports whether a reader saw letters in the room, and whether it was sure.
func (m *marker) printedIn(room ocr.Box, read string, score float64) (printed, sure bool) {
	if utf8.RuneCountInString(read) > 0 {
		return true, score >= believedPrint
	}
	for _, l := range m.lines {
		if l.Box.Intersect(room).Area() > 0.6*l.Box.Area() {
			printed, sure = true, sure || l.Score >= believedPrint
		}
	}
	return printed, sure
}

// part is the box of runes of line i, folded, by their display widths.
func (m *marker) part(i, from, to int) ocr.Box {
	l := layout{lines: m.lines}
	f := m.folds[i]
	if to == 0 || from >= to {
		return m.lines[i].Box
	}
	return l.part(i, f.at[from], f.at[min(to, len(f.at))-1]+1)
}
