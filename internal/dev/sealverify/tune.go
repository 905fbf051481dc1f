package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"sort"

	"lianshen/checker"
	"lianshen/checker/eval"
	"lianshen/ocr"
	"lianshen/ocr/seal"
)

func load(path string) []Row {
	f, _ := os.Open(path)
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<27)
	var out []Row
	for sc.Scan() {
		var r Row
		if json.Unmarshal(sc.Bytes(), &r) == nil {
			out = append(out, r)
		}
	}
	return out
}

func tune(paths []string) {
	var rows []Row
	for _, p := range paths {
		rows = append(rows, load(p)...)
	}
	set := map[string]bool{}
	for _, r := range rows {
		set[r.Title] = true
	}
	var names []string
	for n := range set {
		names = append(names, n)
	}
	sort.Strings(names)
	count := map[string]map[string]int{}
	why := map[string]int{}
	add := func(k, v string) {
		if count[k] == nil {
			count[k] = map[string]int{}
		}
		count[k][v]++
	}
	for _, r := range rows {
		box := ocr.Box{0, 0, 1, 1}
		tr := &eval.Truth{Seals: []eval.TrueSeal{{Page: 1, Box: box, Title: r.Title, Shape: ocr.Shape(r.Shape), Kind: ocr.OfficialSeal}}}
		fa := &checker.Facts{Seals: []checker.Seal{{Page: 1, Box: box, Shape: ocr.Shape(r.Shape)}}}
		for _, t := range eval.Trials(tr, fa, r.Parties, names, func(_ checker.Seal, name string, others []string) checker.Match {
			v, s := seal.Verify(r.Posteriors, name, others)
			return checker.Match{Name: name, Verdict: checker.MatchVerdict(v), Score: s}
		}) {
			add(string(t.Kind), string(t.Verdict))
			if t.Kind == eval.RightName {
				add(fmt.Sprintf("right %d grey %v", r.DPI, r.Grey), string(t.Verdict))
				if t.Verdict != checker.Matches {
					w := seal.Why(r.Posteriors, t.Name)
					why[string(t.Verdict)+" "+w]++
					if os.Getenv("V") != "" {
						fmt.Println(r.DPI, r.Title, r.Read, r.Score, t.Verdict, w, seal.Detail(r.Posteriors, t.Name))
					}
				}
			} else {
				if t.Verdict == checker.Matches {
					fmt.Printf("ACCEPT %s %s on %s read %s %.2f  %s\n", t.Kind, t.Name, t.Title, r.Read, t.Score, seal.Detail(r.Posteriors, t.Name))
				}
				if t.Kind.Near() {
					add("near", string(t.Verdict))
				}
				add("wrong", string(t.Verdict))
			}
		}
	}
	var ks []string
	for k := range count {
		ks = append(ks, k)
	}
	sort.Strings(ks)
	for _, k := range ks {
		n := 0
		for _, v := range count[k] {
			n += v
		}
		fmt.Printf("%-22s n %5d match %5d (%.2f%%) mismatch %5d unknown %5d (%.2f%%)\n", k, n, count[k]["match"], 100*float64(count[k]["match"])/float64(n), count[k]["mismatch"], count[k]["unknown"], 100*float64(count[k]["unknown"])/float64(n))
	}
	fmt.Println(why)
}
