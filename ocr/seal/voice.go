package seal

import (
	"math"
	"slices"

	"lianshen/ocr"
)

// glyph is one character that a reading saw, placed on the sheet.
type glyph struct {
	x     float64        // column of its middle, counted on beyond a turn
	could []ocr.CharProb // what it may be, likeliest first
}

// voice is one reading of a title with a say in the vote: where it looked, what it saw
// there, and how much it is trusted.
type voice struct {
	glyphs   []glyph
	from, to float64 // columns that were looked at
	step     float64 // columns of one step of the posteriors
	p        *ocr.Posteriors
	weight   float64
}

// voice places the characters of t on the sheet. A reader without posteriors has its
// characters' own scores.
func (t title) voice() voice {
	v := voice{from: float64(t.cut.at.start), to: float64(t.cut.at.end()), p: t.Posteriors}
	v.weight = t.Score * t.Score * (1 - strange(t.Text))
	if t.cut.from == nil {
		v.weight *= stackWeight
	}
	if v.p != nil && len(v.p.Steps) > 0 {
		v.step = stepWidth * float64(t.cut.at.n) / float64(max(1, t.strip.Bounds().Dx()))
		v.glyphs = v.spikes()
		return v
	}
	f := float64(t.cut.at.n) / float64(max(1, t.strip.Bounds().Dx()))
	for _, c := range t.Chars {
		if g := unified(c.Text); g != "" {
			v.glyphs = append(v.glyphs, glyph{v.from + f*(c.X0+c.X1)/2, []ocr.CharProb{{Char: g, P: float32(c.Score)}}})
		}
	}
	return v
}

// stackWeight is what a reading of the network that was taught on titles counts for against
// one of the network for print.
const stackWeight = 2.0

// stepWidth is how many pixels of a strip one step of the posteriors covers.
const stepWidth = 8

// spikes returns the characters of the best path.
func (v *voice) spikes() []glyph {
	var out []glyph
	last, peak := "", float32(0)
	for i, s := range v.p.Steps {
		char, p := "", s.Blank
		if len(s.Chars) > 0 && s.Chars[0].P > s.Blank {
			char, p = unified(s.Chars[0].Char), s.Chars[0].P
		}
		g := glyph{v.column(i), s.Chars}
		switch {
		case char == "":
		case char != last:
			out, peak = append(out, g), p
		case p > peak:
			out[len(out)-1], peak = g, p
		}
		last = char
	}
	return out
}

func (v *voice) column(step int) float64 { return v.from + (float64(step)+0.5)*v.step }

// near returns what v saw within reach of column x where its best path has no character:
// the step at which a blank is least certain.
func (v *voice) near(x, reach float64) (could []ocr.CharProb, blank float64) {
	if v.p == nil {
		return nil, 1
	}
	blank = 1
	for i := max(0, int((x-reach-v.from)/v.step)); i < len(v.p.Steps) && v.column(i) < x+reach; i++ {
		if s := v.p.Steps[i]; float64(s.Blank) < blank {
			could, blank = s.Chars, float64(s.Blank)
		}
	}
	return could, blank
}

// moved returns v in the turn of the sheet, turn columns long, in which it overlaps with
// from to to most.
func (v voice) moved(from, to, turn float64) voice {
	by := turn * math.Round(((from+to)-(v.from+v.to))/2/turn)
	v.from, v.to = v.from+by, v.to+by
	v.glyphs = slices.Clone(v.glyphs)
	for i := range v.glyphs {
		v.glyphs[i].x += by
	}
	return v
}

// pitch is the usual distance from one character to the next.
func (v *voice) pitch() float64 {
	var apart []float64
	for i := 1; i < len(v.glyphs); i++ {
		apart = append(apart, v.glyphs[i].x-v.glyphs[i-1].x)
	}
	if len(apart) == 0 {
		return stripHigh
	}
	slices.Sort(apart)
	return apart[len(apart)/2]
}

// unified is a character as titles write it: full-width brackets, no spaces and specks.
func unified(char string) string {
	switch char {
	case "(", "〔", "【", "[":
		return "（"
	case ")", "〕", "】", "]":
		return "）"
	case "丶":
		return "、"
	case " ", "　", ".", "·", "'", "`", "’", "‘", ",", "，", "。", "：", ":", ";", "；", "-", "~", "*", "^", "_", "|", "!", "！", "\"":
		return ""
	}
	return char
}
