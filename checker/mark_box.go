package checker

import (
	"image"
	"regexp"
	"strings"
	"unicode/utf8"

	"lianshen/ocr"
)

// glyphBox is a box that a text has as a character, with the answer behind it.
var glyphBox = regexp.MustCompile(`(?:([☑☒√✓✔■⊠])|([□☐◯]))([^☑☒√✓✔■⊠□☐◯,，;；、。:]{1,14})`)

// answer is an answer of a form beside which a box may be drawn.
var answer = regexp.MustCompile(`更换核心部件|更换整机|重点管理|简化管理|不合格|不同意|不通过|不符合|新建|改建|扩建|合格|同意|通过|符合|中国电信|中国移动|中国联通|是|否|有|无`)

// findBoxes finds the boxes of a form: those that are characters of the text, and those
// drawn on the paper beside an answer, which readers leave out or take for 口.
func (m *marker) findBoxes() {
	for i, f := range m.folds {
		text := f.String()
		found := glyphBox.FindAllStringSubmatchIndex(text, 12)
		for _, at := range found {
			ticked := at[2] >= 0
			from := utf8.RuneCountInString(text[:at[0]])
			m.add(Mark{Kind: markCheckbox, Box: m.part(i, from, from+1), Value: known(strings.TrimSpace(text[at[6]:at[7]])), Ticked: &ticked, Score: 0.95 * m.lines[i].Score})
		}
		if len(found) == 0 && m.page.TextSource == TextOCR {
			m.drawnBoxes(i, text)
		}
	}
}

// drawnBoxes looks to the left of each answer of a line for a drawn box.
func (m *marker) drawnBoxes(i int, text string) {
	for _, at := range answer.FindAllStringIndex(text, 12) {
		from := utf8.RuneCountInString(text[:at[0]])
		word := m.part(i, from, from+utf8.RuneCountInString(text[at[0]:at[1]]))
		size := m.lines[i].Box.Height()
		room := ocr.Box{word[0] - 2.2*size, word[1] - 0.2*size, word[0] + 0.5*size, word[3] + 0.2*size}
		a := m.ink(room, penInk)
		r, ok := a.square(0.35*size*m.scale, 1.2*size*m.scale)
		if !ok {
			continue
		}
		ticked := a.filled(r)
		m.add(Mark{Kind: markCheckbox, Box: m.points(a, r), Value: known(text[at[0]:at[1]]), Ticked: &ticked, Score: 0.85 * m.lines[i].Score})
	}
}

// square finds a box of four drawn sides, each between least and most pixels long: a row of
// ink as wide as the columns of ink at its ends are high.
func (a inkArea) square(least, most float64) (image.Rectangle, bool) {
	for y := range a.h {
		for x := range a.w {
			if !a.at(x, y) || a.at(x-1, y) {
				continue
			}
			n := a.across(x, y)
			if float64(n) < least || float64(n) > most {
				continue
			}
			if r, ok := a.closed(x, y, n); ok {
				return r, true
			}
		}
	}
	return image.Rectangle{}, false
}

// closed follows the sides down from the top side that starts at x, y and is n long.
func (a inkArea) closed(x, y, n int) (image.Rectangle, bool) {
	slack := max(2, n/6)
	for h := n * 3 / 4; h <= n*5/4 && y+h < a.h; h++ {
		if a.share(x, y+h, 1, 0, n, slack) > 0.85 && a.share(x, y, 0, 1, h, slack) > 0.85 && a.share(x+n-1, y, 0, 1, h, slack) > 0.85 {
			return image.Rect(x, y, x+n, y+h+1), true
		}
	}
	return image.Rectangle{}, false
}

// share is the share of n steps from x, y in a direction at which ink stands, or stands
// within a few pixels inward or outward: a scan is never straight.
func (a inkArea) share(x, y, dx, dy, n, slack int) float64 {
	hits := 0
	for i := range n {
		for s := -slack / 2; s <= slack/2; s++ {
			if a.at(x+dx*i+dy*s, y+dy*i+dx*s) {
				hits++
				break
			}
		}
	}
	return float64(hits) / float64(max(1, n))
}

// filled reports whether something is drawn within the sides of a box.
func (a inkArea) filled(r image.Rectangle) bool {
	inner := r.Inset(max(2, r.Dx()/5))
	n := 0
	for y := inner.Min.Y; y < inner.Max.Y; y++ {
		for x := inner.Min.X; x < inner.Max.X; x++ {
			if a.at(x, y) {
				n++
			}
		}
	}
	return 10*n > inner.Dx()*inner.Dy()
}

func (a inkArea) at(x, y int) bool {
	return x >= 0 && y >= 0 && x < a.w && y < a.h && a.set[y*a.w+x]
}

// across is the length of the run of ink to the right of x, y.
func (a inkArea) across(x, y int) int {
	n := 0
	for a.at(x+n, y) {
		n++
	}
	return n
}
