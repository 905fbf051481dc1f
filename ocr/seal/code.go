package seal

import (
	"image"
	"math"
	"strings"

	"lianshen/ocr"
)

const (
	// codeDigits is the length of the code on seals made under public-security rules.
	codeDigits = 13
	// leastDigit is the share of the vote below which a digit is not told, and leastCode the
	// same for the geometric mean of all.
	leastDigit, leastCode = 0.6, 0.8
	// leastRuns is in how many of the readings the whole code must be seen just so.
	leastRuns = 3
	// codeReach is the widest step between two digits of a code, in usual steps, and codeOff how
	// far two readings of one digit may be apart.
	codeReach, codeOff = 1.7, 0.45
)

// codeCuts are the ways in which the zone of the code is cut: depths below the ring, and
// how much it is widened, as the recogniser loses digits that stand too close.
var codeCuts = []struct {
	band
	stretch float64
	raw     bool
}{
	{band{0, 0.13}, 1, false},
	{band{0, 0.13}, 1.5, true},
	{band{0.01, 0.11}, 1.25, false},
	{band{0.02, 0.15}, 1, false},
}

// askCode puts the lower arc into the batch: digits stand there with their feet outward,
// read counter-clockwise.
func (m *impression) askCode(b *batch) {
	free := arc{start: m.titleAt.end() - stripHigh/4, n: m.sheet.sep.w - m.titleAt.n + 2*(stripHigh/4)}
	if free.n < 2*stripHigh || m.sheet.inkedPart(free, m.sheet.ringEnd, m.sheet.ringEnd+0.13).n < stripHigh {
		return
	}
	for _, c := range codeCuts {
		from := m.crop.mix
		if c.raw {
			from = m.crop.raw
		}
		strip := turned(m.unroll(from, band{m.sheet.ringEnd + c.from, m.sheet.ringEnd + c.to}, free, c.stretch))
		b.ask(strip, func(r ocr.Reading) {
			// Columns run the other way: the strip was turned.
			t := title{Reading: r, cut: cut{at: arc{start: -free.end(), n: free.n}}, strip: strip}
			m.codeRead = append(m.codeRead, t.voice().digits())
		})
	}
}

// inkedPart narrows a stretch of columns to the part that bears ink between two depths.
func (s *sheet) inkedPart(a arc, d0, d1 float64) arc {
	ink := s.columns(d0+0.02, d1, 6)
	first, last := a.n, -1
	for i := range a.n {
		if ink[((a.start+i)%len(ink)+len(ink))%len(ink)] > 2*inkFloor {
			first, last = min(first, i), max(last, i)
		}
	}
	if last < 0 {
		return arc{}
	}
	const margin = stripHigh / 6
	return arc{start: a.start + first - margin + s.sep.w, n: last - first + 2*margin}
}

// nameCode looks for a code in every reading, lets all of them vote on its digits and keeps
// what is surely a code.
func (m *impression) nameCode() {
	var runs []codeRun
	for _, v := range m.codeRead {
		if r, ok := v.code(); ok {
			runs = append(runs, r)
		}
	}
	for _, r := range runs {
		if code := r.told(m.codeRead); code != "" && r.sayThat(code, runs) >= leastRuns {
			m.Code = code
			return
		}
	}
}

// sayThat returns how many of runs stand where r does and read code: a digit that one strip
// has lost and another has doubled shifts all that follow.
func (r codeRun) sayThat(code string, runs []codeRun) (n int) {
	for _, o := range runs {
		if r.along(o) && o.String() == code {
			n++
		}
	}
	return n
}

// digits keeps of v what may be digits; letters that look like one count as one here.
func (v voice) digits() voice {
	v.weight = 1
	var kept []glyph
	for _, g := range v.glyphs {
		if could := onlyDigits(g.could); len(could) > 0 {
			kept = append(kept, glyph{g.x, could})
		}
	}
	v.glyphs = kept
	return v
}

// digitLike are letters that the recogniser sees in digits of so few pixels.
var digitLike = strings.NewReplacer("O", "0", "o", "0", "D", "0", "Q", "0", "l", "1", "I", "1", "i", "1", "|", "1", "Z", "2", "z", "2",
	"A", "4", "S", "5", "s", "5", "b", "6", "G", "6", "T", "7", "B", "8", "g", "9", "q", "9")

// onlyDigits returns the digits among what a character may be, each once, likeliest first.
func onlyDigits(could []ocr.CharProb) []ocr.CharProb {
	var p [10]float32
	for _, c := range could {
		if d := digitLike.Replace(c.Char); len(d) == 1 && d[0] >= '0' && d[0] <= '9' {
			p[d[0]-'0'] += c.P
		}
	}
	var out []ocr.CharProb
	for range p {
		best := 0
		for d := range p {
			if p[d] > p[best] {
				best = d
			}
		}
		if p[best] < 0.02 {
			break
		}
		out = append(out, ocr.CharProb{Char: string(rune('0' + best)), P: p[best]})
		p[best] = 0
	}
	return out
}

// codeRun is a run of evenly spaced digits that is as long as a code.
type codeRun []glyph

// code returns the run of digits of v that is likeliest a code. Specks and the ends of the
// title are read as further digits on both sides.
func (v voice) code() (best codeRun, ok bool) {
	most := 0.0
	for i := 0; i+codeDigits <= len(v.glyphs); i++ {
		run := codeRun(v.glyphs[i : i+codeDigits])
		if p := run.likely(); p > most && run.even() && plausible(run.String()) {
			best, most = run, p
		}
	}
	return best, most > 0
}

// pitch is the usual step from digit to digit.
func (r codeRun) pitch() float64 {
	v := voice{glyphs: r}
	return v.pitch()
}

// even reports whether no step is much wider or narrower than the others.
func (r codeRun) even() bool {
	pitch := r.pitch()
	for i := 1; i < len(r); i++ {
		if step := r[i].x - r[i-1].x; step > codeReach*pitch || step < pitch/codeReach/1.2 {
			return false
		}
	}
	return true
}

// likely is the mean probability of the digits.
func (r codeRun) likely() (p float64) {
	for _, g := range r {
		p += float64(g.could[0].P) / codeDigits
	}
	return p
}

func (r codeRun) String() string {
	var out strings.Builder
	for _, g := range r {
		out.WriteString(g.could[0].Char)
	}
	return out.String()
}

// along reports whether o stands where r does, digit by digit.
func (r codeRun) along(o codeRun) bool {
	for i := range r {
		if math.Abs(r[i].x-o[i].x) > codeOff*r.pitch() {
			return false
		}
	}
	return true
}

// told lets the voices vote on the digits at the places of r, "" if one of them is in doubt.
func (r codeRun) told(voices []voice) string {
	var digits strings.Builder
	sum, pitch := 0.0, r.pitch()
	for _, at := range r {
		char, share := ballotOf(at.x, codeOff*pitch, voices)
		if share < leastDigit {
			return ""
		}
		digits.WriteString(char)
		sum += math.Log(share)
	}
	if math.Exp(sum/codeDigits) < leastCode || !plausible(digits.String()) {
		return ""
	}
	return digits.String()
}

// ballotOf returns the digit that most voices see within reach of a column, with its share of
// what they see there.
func ballotOf(x, reach float64, voices []voice) (digit string, share float64) {
	votes, all := map[string]float64{}, 0.0
	for _, v := range voices {
		for _, c := range v.nearest(x, reach) {
			votes[c.Char] += float64(c.P)
			all += float64(c.P)
		}
	}
	for d, p := range votes {
		if p > share || p == share && d < digit {
			digit, share = d, p
		}
	}
	return digit, share / math.Max(all, 1e-9)
}

// nearest returns what the glyph of v nearest to a column may be, nil when none is in reach.
func (v voice) nearest(x, reach float64) (could []ocr.CharProb) {
	for _, g := range v.glyphs {
		if d := math.Abs(g.x - x); d < reach {
			could, reach = g.could, d
		}
	}
	return could
}

// guangdong are the cities of the province of number 44, by their two digits (GB/T 2260).
const guangdong = "01 02 03 04 05 06 07 08 09 12 13 14 15 16 17 18 19 20 51 52 53"

// plausible reports whether digits may be a code: it begins with the number of a province
// (GB/T 2260), and in Guangdong, where most come from, of a city, and is not the one digit that recognisers see in an empty zone.
func plausible(digits string) bool {
	if len(digits) != codeDigits || !province(digits[:2]) {
		return false
	}
	if digits[:2] == "44" && !strings.Contains(guangdong, digits[2:4]) {
		return false
	}
	distinct := map[rune]bool{}
	for _, d := range digits {
		distinct[d] = true
	}
	return len(distinct) > 2
}

// province reports whether the two digits number a province of GB/T 2260.
func province(d string) bool {
	last := map[byte]byte{'1': '5', '2': '3', '3': '7', '4': '6', '5': '4', '6': '5', '7': '1', '8': '2'}
	first := byte('1')
	if d[0] == '5' {
		first = '0'
	}
	return d[1] >= first && d[1] <= last[d[0]]
}

// turned returns m upside down.
func turned(m *image.Gray) *image.Gray {
	out := image.NewGray(m.Rect)
	n := len(m.Pix)
	for i, v := range m.Pix {
		out.Pix[n-1-i] = v
	}
	return out
}
