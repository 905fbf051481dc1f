package output

import (
	"fmt"
	"io"
)

// noticePart is the faults of one kind in the notice: to mend, to check, for a person.
type noticePart struct {
	Title    string
	Note     string
	Findings []htmlFinding
}

// noticeOrder is what must be done first. Notes and exempted findings ask nothing.
var noticeOrder = []struct {
	part    string
	classes []string
}{
	{"notice.mend", []string{"block"}},
	{"notice.check", []string{"warn"}},
	{"notice.person", []string{"undetermined", "contested"}},
}

// noticeParts sorts findings by what must be done; parts without findings are left out.
func noticeParts(lang string, groups []htmlGroup) []noticePart {
	var parts []noticePart
	no := 0
	for _, order := range noticeOrder {
		part := noticePart{Title: words[order.part].In(lang), Note: words[order.part+".note"].In(lang)}
		for _, class := range order.classes {
			for _, g := range groups {
				for _, f := range g.Findings {
					if f.Class == class {
						no++
						f.No = no
						part.Findings = append(part.Findings, f)
					}
				}
			}
		}
		if len(part.Findings) > 0 {
			part.Title = numeral(lang, len(parts)) + part.Title
			parts = append(parts, part)
		}
	}
	return parts
}

// numeral counts the parts that there are.
func numeral(lang string, i int) string {
	if lang == "en" {
		return []string{"A. ", "B. ", "C. "}[i]
	}
	return []string{"一、", "二、", "三、"}[i]
}

// WriteNotice writes the notice (一次性告知书), every fault with page and remedy at once, as
// a page to print.
func WriteNotice(w io.Writer, r *Report) error { return r.printed(w, "notice.html.tmpl") }

// WriteNoticeText writes the notice as plain text.
func WriteNoticeText(w io.Writer, r *Report) error {
	v := r.view()
	fmt.Fprintf(w, "%s\n\n", r.word("notice"))
	if v.Enterprise != "" {
		fmt.Fprintf(w, "%s\n\n", addressed(r.Lang, v.Enterprise))
	}
	if len(v.Parts) == 0 {
		fmt.Fprintf(w, "%s\n", r.word("notice.none"))
	} else {
		fmt.Fprintf(w, "%s\n", r.word("notice.lead"))
	}
	for _, part := range v.Parts {
		fmt.Fprintf(w, "\n%s\n%s\n", part.Title, part.Note)
		for _, f := range part.Findings {
			fmt.Fprintf(w, "\n%d. %s%s\n   %s\n", f.No, f.Document, atPages(r.Lang, f.Pages), f.Message)
			fmt.Fprintf(w, "   %s%s%s\n", r.word("solution"), r.word("colon"), f.Solution)
			for _, basis := range f.Basis {
				fmt.Fprintf(w, "   %s%s%s\n", r.word("basis"), r.word("colon"), basis)
			}
		}
	}
	fmt.Fprintf(w, "\n%s\n%s %s · %s %s\n", r.word("notice.caution"), r.word("at"), v.Day, r.word("revision"), shortRevision(v.Revision))
	return nil
}

func addressed(lang, enterprise string) string {
	if lang == "en" {
		return "To: " + enterprise
	}
	return enterprise + "："
}

func atPages(lang, pages string) string {
	switch {
	case pages == "":
		return ""
	case lang == "en":
		return ", page " + pages
	default:
		return " 第 " + pages + " 页"
	}
}
