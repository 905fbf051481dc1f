package seal

import "slices"

// custom is how many times likelier than its votes the character is that completes a usual
// phrase, all others of which stand there: 东党市 is 东莞市 unless the strips are sure of 党.
// It serves the reading alone. Whether a seal carries an expected name is asked of the strips.
const custom = 20.0

// completed lets the characters of places and legal forms win where the vote is in doubt.
func (b *ballot) completed() {
	text := b.text()
	for start := range text {
		for _, form := range usualForms {
			b.complete(text, start, form)
		}
		if start == 0 || b.slots[text[start-1]].char == "（" {
			for _, p := range places {
				b.complete(text, start, p)
			}
		}
	}
}

// usualForms are the legal forms as characters.
var usualForms = func() (out [][]string) {
	for _, f := range legalForms {
		out = append(out, split(f))
	}
	return out
}()

// text are the indices of the slots that have a character.
func (b *ballot) text() (out []int) {
	for i, s := range b.slots {
		if s.char != "" {
			out = append(out, i)
		}
	}
	return out
}

// complete makes phrase of what stands at start if one character only is another, and its
// votes allow it.
func (b *ballot) complete(text []int, start int, phrase []string) {
	if start+len(phrase) > len(text) {
		return
	}
	odd := -1
	for i, c := range phrase {
		if b.slots[text[start+i]].char != c {
			if odd >= 0 {
				return
			}
			odd = i
		}
	}
	if odd < 0 || b.usual(text, start, len(phrase)) {
		return
	}
	s := &b.slots[text[start+odd]]
	if weight := custom * s.votes[phrase[odd]]; weight > s.share {
		s.char, s.share = phrase[odd], weight/(weight+1-s.votes[phrase[odd]])
	}
}

// usual reports whether the n characters at start are a phrase already.
func (b *ballot) usual(text []int, start, n int) bool {
	chars := make([]string, n)
	for i := range chars {
		chars[i] = b.slots[text[start+i]].char
	}
	same := func(p []string) bool { return slices.Equal(p, chars) }
	return slices.ContainsFunc(places, same) || slices.ContainsFunc(usualForms, same)
}
