package main

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"lianshen/checker"
)

// writeFacts prints the facts of one file for a person who looks over the reader's shoulder;
// --json has everything.
func writeFacts(w io.Writer, f *checker.Facts, lang string) {
	zh := lang != "en"
	fmt.Fprintf(w, "%s  %d %s  %.1f s\n", f.File.Name, f.File.Pages, pick(zh, "页", "pages"), float64(f.Timing.Total)/1000)
	if f.Document.Kind != nil {
		fmt.Fprintf(w, "  %s  %s (%.2f)  %s\n", pick(zh, "种类", "kind"), *f.Document.Kind, *f.Document.Score, deref(f.Document.Title))
	}
	for _, p := range f.Pages {
		writePage(w, p, zh)
	}
	for _, s := range f.Seals {
		writeSeal(w, s, zh)
	}
	for _, s := range f.Signatures {
		fmt.Fprintf(w, "  %s  %s  %s\n", pick(zh, "电子签名", "signature"), deref(s.Subject), s.Integrity)
	}
	if f.Engines.OCR != nil && f.Engines.Second == nil {
		fmt.Fprintf(w, "  %s\n", pick(zh, "只用一个识别引擎：存疑的关键字段未经复读", "one engine only: doubted critical fields were not read twice"))
	}
	for _, key := range slices.Sorted(maps.Keys(f.Fields)) {
		for _, v := range f.Fields[key] {
			fmt.Fprintf(w, "  %-20s %s  (%s %d, %.2f)%s\n", key, v.Raw, pick(zh, "页", "page"), v.Page, v.Score, otherReading(v.Second, zh))
		}
	}
}

func writePage(w io.Writer, p checker.Page, zh bool) {
	fmt.Fprintf(w, "  %s %d  %s, %d %s", pick(zh, "页", "page"), p.Number, p.TextSource, len(p.Lines), pick(zh, "行", "lines"))
	if p.ScanDPI != nil {
		fmt.Fprintf(w, ", %.0f dpi", *p.ScanDPI)
	}
	if p.UprightTurn != 0 {
		fmt.Fprintf(w, ", %s %d°", pick(zh, "转正", "turned"), p.UprightTurn)
	}
	if p.Failed != nil {
		fmt.Fprintf(w, ", %s", p.Failed.Message)
	}
	fmt.Fprintln(w)
}

func writeSeal(w io.Writer, s checker.Seal, zh bool) {
	fmt.Fprintf(w, "  %s  %s %d  %s", pick(zh, "印章", "seal"), pick(zh, "页", "page"), s.Page, deref(s.Title))
	if s.Inner != nil {
		fmt.Fprintf(w, " / %s", *s.Inner)
	}
	fmt.Fprintf(w, "  %s %s %s", s.Colour, s.Shape, s.Kind)
	if s.DiameterMM != nil {
		fmt.Fprintf(w, " %.1f mm", *s.DiameterMM)
	}
	fmt.Fprintln(w)
	for _, m := range s.Matches {
		fmt.Fprintf(w, "        %s: %s (%.2f)\n", m.Name, m.Verdict, m.Score)
	}
}

func pick(zh bool, chinese, english string) string {
	if zh {
		return chinese
	}
	return english
}

// otherReading shows what the other reader saw where the two disagree.
func otherReading(s *checker.SecondReading, zh bool) string {
	if s == nil {
		return ""
	}
	return fmt.Sprintf("  %s: %s (%.2f)", pick(zh, "另读作", "also read as"), s.Raw, s.Score)
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
