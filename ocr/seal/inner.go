package seal

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lianshen/ocr"
)

// inners are the texts that stand under the star of special seals (专用章). A reading that
// is nearly one of them is taken for it.
var inners = []string{
	"合同专用章", "财务专用章", "发票专用章", "检验检测专用章", "检测专用章", "检验专用章", "业务专用章", "技术专用章",
	"报告专用章", "项目专用章", "工程专用章", "投标专用章", "招标专用章", "资料专用章", "公章专用章", "行政专用章", "人事专用章",
	"采购专用章", "销售专用章", "质检专用章", "收货专用章", "送货专用章", "仓库专用章", "验收专用章", "骑缝专用章", "档案专用章",
	"现金收讫章", "现金付讫章", "电子公章", "电子印章", "项目部", "财务部", "人事部", "工程部", "技术部", "办公室", "监制",
}

const (
	// leastInner is the score below which an inner text that is not on the list is not told.
	leastInner = 0.8
	// leastLike is how near a listed text must be.
	leastLike = 0.6
)

// askInner puts the lines inside m into the batch.
func (m *impression) askInner(b *batch) {
	u := m.inside()
	rows := u.rows()
	m.innerInk = len(rows) == 0 && u.middle() > emptyMiddle
	for _, r := range rows {
		b.ask(u.image(r), func(r ocr.Reading) {
			m.innerRead = append(m.innerRead, r)
			m.innerInk = m.innerInk || !printed(r)
		})
	}
}

const (
	// emptyMiddle is the share of ink around the star from which a text stands there, though no
	// line of it was made out.
	emptyMiddle = 0.04
	// surelyPrinted is the score from which a line inside a seal that names no purpose is what
	// the page says below it.
	surelyPrinted = 0.85
	// leastPrinted is the length of such a line: the end of a title has fewer characters.
	leastPrinted = 4
)

// printed reports whether a line inside a seal was read, and is none of the seal's own: the
// unit's name, a date, 盖章. In copies without colour such lines cannot be left out.
func printed(r ocr.Reading) bool {
	text := strings.TrimFunc(tidy(r.Text), func(r rune) bool { return r == '（' || r == '）' })
	for _, ask := range []string{"盖章", "签章", "公章", "印章"} {
		text = strings.TrimSuffix(text, ask)
	}
	if r.Score < surelyPrinted || utf8.RuneCountInString(tidy(r.Text)) < leastPrinted || strings.Contains(text, "专用") || snapInner(onlyHan(text)) != "" {
		return false
	}
	if strings.HasSuffix(text, "公司") {
		return true
	}
	return kindOfText(text, ocr.UnknownSeal) == ocr.UnknownSeal && !endsIn(text, departmentEndings)
}

// nameInner joins the lines and names the inner text.
func (m *impression) nameInner() {
	text, score := "", 1.0
	for _, r := range m.innerRead {
		if han := onlyHan(r.Text); utf8.RuneCountInString(han) >= 2 && r.Score > 0.4 {
			text, score = text+han, min(score, r.Score)
		}
	}
	if known := snapInner(text); known != "" {
		m.Inner = known
	} else if utf8.RuneCountInString(text) >= 3 && score >= leastInner && endsIn(text, departmentEndings) {
		m.Inner = text
	}
}

func onlyHan(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Han, r) {
			return r
		}
		return -1
	}, s)
}

// snapInner returns the listed text that is nearest, "" when none is near. Most of them end
// in 专用章: it is what stands before that which has to agree.
func snapInner(text string) string {
	best, most := "", leastLike-1e-9
	for _, known := range inners {
		head := strings.TrimSuffix(known, "专用章")
		if like := alike(text, known); like > most && strings.ContainsAny(text, head) {
			best, most = known, like
		}
	}
	return best
}
