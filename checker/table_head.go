package checker

import (
	"regexp"
	"slices"
	"strings"
)

// How well a printed head fits one of a column's.
const (
	headEquals   = 1.0
	headModified = 0.9 // with a word before it that says whose: 在线仪器型号
	headSlipped  = 0.7 // one character read wrongly
	headPart     = 0.6 // the lower or the upper one of two heads
)

// tableHead is one column's head as printed, with the unit that it names.
type tableHead struct {
	texts []string // the forms to try, the fullest first
	hint  string
	raw   string // as printed
}

// headOf reads the heads of a column from top to bottom.
func headOf(texts ...string) tableHead {
	var h tableHead
	h.raw = strings.TrimSpace(strings.Join(slices.Compact(slices.Clone(texts)), ""))
	var parts []string
	for _, t := range slices.Compact(slices.Clone(texts)) { // a merged cell stands in both rows
		plain, hint := headKey(t)
		if hint != "" {
			h.hint = hint
		}
		if plain != "" {
			parts = append(parts, plain)
		}
	}
	if len(parts) == 0 {
		return h
	}
	h.texts = append(h.texts, strings.Join(parts, ""))
	if len(parts) > 1 {
		h.texts = append(h.texts, parts[len(parts)-1], parts[0])
	}
	return h
}

var (
	parenthesised = regexp.MustCompile(`[(\[（]([^()（）\[\]]*)[)\]）]`)
	// formulaBehind is the letter by which formulas call a column: 参比方法A, 数据对差=B-A.
	formulaBehind = regexp.MustCompile(`(?:=?[AB][-－][AB]|[AB])$`)
	unitBehind    = regexp.MustCompile(`[,，/:]?((?:mg|μg|ug|m|L|kPa|Pa|℃|°C|%|mm|min|cm)[A-Za-z0-9³²/.·%]*)$`)
)

// headKey returns a head without blanks, colon and parentheses, and the unit that it names.
func headKey(text string) (key, hint string) {
	s := strings.TrimRight(squeeze(text), ":;*＊")
	for _, m := range parenthesised.FindAllStringSubmatch(s, -1) {
		if u, ok := parseUnit(m[1]); ok {
			hint = u
		} else if _, u, found := strings.Cut(m[1], "单位:"); found {
			hint, _ = parseUnit(u)
		}
	}
	s = parenthesised.ReplaceAllString(s, "")
	if m := formulaBehind.FindStringIndex(s); m != nil && countHan(s[:m[0]]) >= 1 {
		s = s[:m[0]]
	}
	if m := unitBehind.FindStringSubmatchIndex(s); hint == "" && m != nil && m[0] > 0 && countHan(s[:m[0]]) >= 2 {
		if u, ok := parseUnit(s[m[2]:m[3]]); ok && strings.ContainsAny(u, "/%℃") {
			return s[:m[0]], u
		}
	}
	return s, hint
}

// fit returns how well a head fits a column, 0 when it does not.
func (h tableHead) fit(c tableColumn) float64 {
	best := 0.0
	for i, t := range h.texts {
		s := fitHead(t, c.heads)
		if i > 0 {
			s *= headPart
		}
		best = max(best, s)
	}
	return best
}

func fitHead(text string, heads []string) float64 {
	if slices.Contains(heads, text) {
		return headEquals
	}
	for _, m := range modifiers {
		if rest, ok := strings.CutPrefix(text, m); ok && len(rest) > 3 && slices.Contains(heads, rest) {
			return headModified
		}
	}
	r := []rune(text)
	if len(r) < 3 {
		return 0
	}
	for _, h := range heads {
		if hr := []rune(h); len(hr) == len(r) && len(r) >= 3 && slips(hr, r) == 1 {
			return headSlipped
		}
	}
	return 0
}

// headMap says which column of a kind of table each column of a grid is.
type headMap struct {
	spec    *tableSpec
	columns []int // of the spec, by column of the grid; -1 for none
	hints   []string
	printed []string
	score   float64
}

func (m headMap) count() int {
	n := 0
	for _, c := range m.columns {
		if c >= 0 {
			n++
		}
	}
	return n
}

// covers reports whether enough of the printed heads are known: half of the heads of a
// table, more than half of four, which may be labels and values side by side.
func (m headMap) covers(printed int) bool {
	return 2*m.count() > printed || printed > 4 && 2*m.count() == printed
}

func (m headMap) column(i int) *tableColumn {
	if i >= len(m.columns) || m.columns[i] < 0 {
		return nil
	}
	return &m.spec.columns[m.columns[i]]
}

// scope is what the choice of a kind of table depends on beside its heads.
type scope struct {
	kind  string // slug of the document, "" when unknown
	words string // of the table and of what stands right above it
}

// mapHeads finds the kind of table that a row of heads belongs to; ok is false when it
// belongs to none.
func mapHeads(heads []tableHead, in scope) (headMap, bool) {
	var best headMap
	if !likeHeads(heads) {
		return best, false
	}
	printed := 0
	for _, h := range heads {
		if len(h.texts) > 0 {
			printed++
		}
	}
	for i := range tableSpecs {
		spec := &tableSpecs[i]
		if spec.form || !spec.allowed(in) {
			continue
		}
		m := assign(spec, heads)
		if m.count() < 2 || !m.covers(printed) || !spec.complete(m, heads) {
			continue
		}
		m.score -= 0.3 * float64(printed-m.count())
		if m.score > best.score {
			best = m
		}
	}
	return best, best.spec != nil
}

// headWords are the heads of all tables, for a quick look at rows that have none.
var headWords = func() map[string]bool {
	words := map[string]bool{}
	for _, spec := range tableSpecs {
		for _, c := range spec.columns {
			for _, h := range c.heads {
				words[h] = true
			}
		}
	}
	return words
}()

// likeHeads reports whether two of the texts are heads of any table.
func likeHeads(heads []tableHead) bool {
	n := 0
	for _, h := range heads {
		if slices.ContainsFunc(h.texts, func(t string) bool { return headWords[t] }) {
			n++
		}
	}
	return n >= 2
}

// allowed reports whether a table of this kind can stand in a document.
func (s *tableSpec) allowed(in scope) bool {
	if len(s.kinds) > 0 && in.kind != "" && !slices.Contains(s.kinds, in.kind) {
		return false
	}
	if len(s.kinds) > 0 && in.kind == "" && !s.form {
		return false
	}
	return len(s.words) == 0 || slices.ContainsFunc(s.words, func(w string) bool { return strings.Contains(in.words, w) })
}

// complete reports whether all columns that the table must have are there.
func (s *tableSpec) complete(m headMap, heads []tableHead) bool {
	has := map[string]bool{}
	for i := range m.columns {
		if c := m.column(i); c != nil {
			has[c.key] = true
		}
	}
	return s.satisfied(has) && !slices.ContainsFunc(s.without, func(key string) bool {
		return slices.ContainsFunc(heads, func(h tableHead) bool { return isHeadOf(h, key) })
	})
}

func (s *tableSpec) satisfied(has map[string]bool) bool {
	for _, group := range s.needs {
		if !slices.ContainsFunc(group, func(key string) bool { return has[key] }) {
			return false
		}
	}
	return true
}

// isHeadOf reports whether a head is one of a column of any table.
func isHeadOf(h tableHead, key string) bool {
	for _, spec := range tableSpecs {
		if spec.form {
			continue
		}
		for _, c := range spec.columns {
			if c.key == key && h.fit(c) >= headModified {
				return true
			}
		}
	}
	return false
}

// assign gives each head the column that it fits best; a column is given once, to the head
// that has the least choice: 职务 is the role where 职称 stands beside it, else the title.
func assign(spec *tableSpec, heads []tableHead) headMap {
	m := headMap{spec: spec, columns: make([]int, len(heads)), hints: make([]string, len(heads)), printed: make([]string, len(heads))}
	fits := make([][]float64, len(heads))
	for i, h := range heads {
		m.columns[i], m.hints[i], m.printed[i] = -1, h.hint, h.raw
		fits[i] = make([]float64, len(spec.columns))
		for j, c := range spec.columns {
			fits[i][j] = h.fit(c)
		}
	}
	taken := make([]bool, len(spec.columns))
	for _, least := range []float64{headEquals, headModified, headSlipped, 0.1} {
		for choice := 1; choice <= len(spec.columns); choice++ {
			for i := range heads {
				if m.columns[i] >= 0 {
					continue
				}
				if open, at := freeColumns(fits[i], taken, least); open > 0 && open <= choice {
					m.columns[i], taken[at] = at, true
					m.score += fits[i][at]
				}
			}
		}
	}
	return m
}

// freeColumns counts the free columns that fit well enough and returns the best of them.
func freeColumns(fits []float64, taken []bool, least float64) (n, at int) {
	best := 0.0
	for j, f := range fits {
		if f < least || f == 0 || taken[j] {
			continue
		}
		n++
		if f > best {
			best, at = f, j
		}
	}
	return n, at
}
