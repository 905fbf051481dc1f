package main

import (
	"fmt"
	"os"
	"sort"

	"lianshen/checker"
	"lianshen/checker/eval"
	"lianshen/ocr"
	"lianshen/ocr/seal"
)

type pair struct {
	e    *seal.Ev
	kind eval.TrialKind
	row  *Row
	name string
}

func pairsOf(rows []Row) []pair {
	set := map[string]bool{}
	for _, r := range rows {
		set[r.Title] = true
	}
	var names []string
	for n := range set {
		names = append(names, n)
	}
	sort.Strings(names)
	var out []pair
	for i := range rows {
		r := &rows[i]
		box := ocr.Box{0, 0, 1, 1}
		tr := &eval.Truth{Seals: []eval.TrueSeal{{Page: 1, Box: box, Title: r.Title, Shape: ocr.Shape(r.Shape), Kind: ocr.OfficialSeal}}}
		fa := &checker.Facts{Seals: []checker.Seal{{Page: 1, Box: box, Shape: ocr.Shape(r.Shape)}}}
		p := seal.Prepare(r.Posteriors)
		for _, t := range eval.Trials(tr, fa, r.Parties, names, func(_ checker.Seal, name string, others []string) checker.Match {
			return checker.Match{Name: name}
		}) {
			out = append(out, pair{p.Weigh(t.Name), t.Kind, r, t.Name})
		}
	}
	return out
}

func grid(paths []string) {
	var rows []Row
	for _, p := range paths {
		rows = append(rows, load(p)...)
	}
	ps := pairsOf(rows)
	base := seal.T
	try := func(label string, f func(*seal.Tune)) {
		seal.T = base
		f(&seal.T)
		var rm, ru, rn, wa, na, wn, nn, la int
		for _, p := range ps {
			v := p.e.Verdict()
			if p.kind == eval.RightName {
				rn++
				if v == "unknown" {
					ru++
				}
				if v == "mismatch" {
					rm++
				}
				continue
			}
			wn++
			if v == "match" {
				wa++
				if os.Getenv("A") == label {
					fmt.Println(p.kind, p.name, p.row.Title, p.row.Read)
				}
			}
			if p.kind.Near() {
				nn++
				if v == "match" {
					na++
				}
			}
			if p.kind == eval.LookAlike && v == "match" {
				la++
			}
		}
		fmt.Printf("%-30s unknown %.2f%% mismatch %.2f%% of %d; accept %d (%.3f%%) near %d (%.3f%%) lookalike %d\n", label, 100*float64(ru)/float64(rn), 100*float64(rm)/float64(rn), rn, wa, 100*float64(wa)/float64(wn), na, 100*float64(na)/float64(nn), la)
	}
	try("base", func(t *seal.Tune) {})
	try("shadow off", func(t *seal.Tune) { t.Shadow = 2 })
	try("shadow .8", func(t *seal.Tune) { t.Shadow = .8 })
	try("outside off", func(t *seal.Tune) { t.Outside = 2 })
	try("wide off", func(t *seal.Tune) { t.Widest = 99 })
	try("wide 2", func(t *seal.Tune) { t.Widest = 2 })
	for _, m := range []float64{1.5, 0.4, 0.2, 0, -0.3, -0.7} {
		try(fmt.Sprintf("margin %.1f", m), func(t *seal.Tune) { t.Margin = m })
	}
	for _, m := range []float64{0.3, 0.2, 0.1} {
		try(fmt.Sprintf("margin .2 own %.1f", m), func(t *seal.Tune) { t.Margin = .2; t.Own = m; t.Worn = 0.05 })
	}
	for _, m := range []float64{0.05, 0.02} {
		try(fmt.Sprintf("margin .2 worn %.2f", m), func(t *seal.Tune) { t.Margin = .2; t.Worn = m })
	}
	for _, m := range []float64{0.5, 0.4, 0.3} {
		try(fmt.Sprintf("imply %.1f", m), func(t *seal.Tune) { t.Imply = m })
	}
	try("all", func(t *seal.Tune) { t.Margin = 0; t.Worn = .05; t.Own = .3; t.Shadow = .8 })
}
