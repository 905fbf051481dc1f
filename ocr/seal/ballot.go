package seal

import (
	"math"
	"strings"
)

// slot is the place of one character of a title, with what the voices say of it.
type slot struct {
	x     float64
	said  []int // glyph of each voice there, -1 for none
	char  string
	share float64            // of the vote that char has
	votes map[string]float64 // shares of all that was voted for
}

// ballot lets the readings of one title vote, character by character (after ROVER, Fiscus
// 1997): where one strip has black text across a character, the next may not.
type ballot struct {
	voices []voice
	slots  []slot
	pitch  float64
}

// newBallot takes the places of the first voice's characters; the others are fitted to them.
func newBallot(voices []voice, turn float64) *ballot {
	b := &ballot{voices: voices, pitch: voices[0].pitch()}
	for i, v := range voices {
		if i > 0 {
			b.voices[i] = v.moved(voices[0].from, voices[0].to, turn)
		}
		b.fit(i)
	}
	for i := range b.slots {
		b.count(&b.slots[i])
	}
	b.trim()
	b.completed()
	return b
}

const (
	// farthest is how far apart, in pitches, two glyphs may be one character.
	farthest = 0.6
	// unmatched is what leaving a glyph or a slot alone costs.
	unmatched = 0.35
)

// fit aligns voice k with the slots at the least cost; glyphs that fit none make slots of
// their own.
func (b *ballot) fit(k int) {
	g, n := b.voices[k].glyphs, len(b.slots)
	cost := make([][]float64, n+1)
	for i := range cost {
		cost[i] = make([]float64, len(g)+1)
		for j := range cost[i] {
			switch {
			case i == 0:
				cost[i][j] = unmatched * float64(j)
			case j == 0:
				cost[i][j] = unmatched * float64(i)
			default:
				cost[i][j] = min(cost[i-1][j]+unmatched, cost[i][j-1]+unmatched, cost[i-1][j-1]+b.differ(i-1, g[j-1]))
			}
		}
	}
	merged := make([]slot, 0, n+len(g))
	for i, j := n, len(g); i > 0 || j > 0; {
		switch {
		case i > 0 && j > 0 && cost[i][j] == cost[i-1][j-1]+b.differ(i-1, g[j-1]):
			i, j = i-1, j-1
			merged = append(merged, b.slots[i].with(j))
		case j == 0 || i > 0 && cost[i][j] == cost[i-1][j]+unmatched:
			i--
			merged = append(merged, b.slots[i].with(-1))
		default:
			j--
			merged = append(merged, alone(k, j, g[j].x))
		}
	}
	for i, j := 0, len(merged)-1; i < j; i, j = i+1, j-1 {
		merged[i], merged[j] = merged[j], merged[i]
	}
	b.slots = merged
}

func (s slot) with(glyph int) slot {
	s.said = append(append([]int(nil), s.said...), glyph)
	return s
}

// alone is the slot of a glyph that the k voices before have not seen.
func alone(k, glyph int, x float64) slot {
	s := slot{x: x}
	for range k {
		s.said = append(s.said, -1)
	}
	return s.with(glyph)
}

// differ is the cost of taking g for the character of slot i.
func (b *ballot) differ(i int, g glyph) float64 {
	d := math.Abs(b.slots[i].x-g.x) / b.pitch
	if d > farthest {
		return math.Inf(1)
	}
	return d * d
}

// count takes the vote of a slot. A voice that did not look there votes for nothing: it has
// found the title to be over.
func (b *ballot) count(s *slot) {
	votes, all := map[string]float64{}, 0.0
	for k, v := range b.voices {
		all += v.weight
		if s.x < v.from || s.x > v.to {
			votes[""] += v.weight
			continue
		}
		if j := s.said[k]; j >= 0 {
			for _, c := range v.glyphs[j].could {
				votes[unified(c.Char)] += v.weight * float64(c.P)
			}
			continue
		}
		could, blank := v.near(s.x, 0.3*b.pitch)
		for _, c := range could {
			votes[unified(c.Char)] += v.weight * float64(c.P)
		}
		votes[""] += v.weight * blank
	}
	s.char, s.share = "", votes[""]
	for c, w := range votes {
		if w > s.share || w == s.share && c < s.char {
			s.char, s.share = c, w
		}
	}
	for c := range votes {
		votes[c] /= math.Max(all, 1e-9)
	}
	s.share, s.votes = votes[s.char], votes
}

// strayShare is the share of the vote below which a character after a whole name is taken
// for ink that is not the title's: inner text, a code, the mark between end and beginning.
const strayShare = 0.8

// trim drops one doubtful character behind what ends as names do (公司数). The ending only
// says where to cut: it adds no character. Two are kept: a longer name goes on with two at
// least (公司分厂, 公司工会).
func (b *ballot) trim() {
	last := -1
	var head strings.Builder
	for i, s := range b.slots {
		if s.char == "" {
			continue
		}
		if last >= 0 {
			head.WriteString(b.slots[last].char)
		}
		last = i
	}
	if last >= 0 && b.slots[last].share < strayShare && endsIn(head.String(), wholeNames) {
		b.slots = b.slots[:last]
	}
}

// wholeNames are endings after which a name hardly goes on with one character more.
var wholeNames = []string{"公司", "委员会", "监制章", "专用章"}

// outcome is the text that the vote gives, with the product of the shares: were the voices
// right about their own doubt and blind to one another, the chance that all of it is right.
func (b *ballot) outcome() (text string, share float64) {
	var t strings.Builder
	for _, s := range b.slots {
		if s.char != "" {
			t.WriteString(s.char)
			share += math.Log(math.Max(s.share, 1e-6))
		}
	}
	return t.String(), math.Exp(share)
}
