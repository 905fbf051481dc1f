package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"lianshen/checker"
	"lianshen/checker/engine"
	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/calendar"
)

// evaluations is how often the rules are run: one takes milliseconds.
const evaluations = 50

// rules judges the dossier in this process, its facts ready. Seals are held against the
// parties by their titles: the rules ask no more of a match than its verdict.
func (b *bench) rules(ctx context.Context) error {
	n, err := notice.Default()
	if err != nil {
		return err
	}
	rules, err := engine.New(ctx, engine.Options{Notice: n})
	if err != nil {
		return err
	}
	input, err := b.input(ctx, n)
	if err != nil {
		return err
	}
	begin := time.Now()
	input.Documents = checker.WithCopies(input.Documents)
	b.table.add(row{name: "one dossier: impressions held against one another", ms: float64(time.Since(begin).Microseconds()) / 1000})
	var times []float64
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range evaluations {
		begin := time.Now()
		if _, err := rules.Evaluate(ctx, input); err != nil {
			return err
		}
		times = append(times, float64(time.Since(begin).Microseconds())/1000)
	}
	runtime.ReadMemStats(&after)
	b.table.add(row{name: "one dossier against all rules, facts ready", ms: median(times), target: 5})
	b.table.add(row{name: "… memory allocated by it", mb: float64(after.TotalAlloc-before.TotalAlloc) / evaluations / 1e6,
		note: fmt.Sprintf("%d allocations", (after.Mallocs-before.Mallocs)/evaluations)})
	return b.opaEval(ctx, rules, n, input)
}

// input is the dossier with the facts of its documents.
func (b *bench) input(ctx context.Context, n *notice.Notice) (checker.Input, error) {
	raw, err := os.ReadFile(filepath.Join(b.in.dossiers, checker.DossierFile))
	if err != nil {
		return checker.Input{}, err
	}
	dossier, err := checker.ParseDossier(raw, n.Slugs())
	if err != nil {
		return checker.Input{}, err
	}
	input := dossier.Input()
	input.EvaluatedAt, input.Today = time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC), "2026-09-01"
	if input.Calendar, err = calendarFacts(n, input); err != nil {
		return input, err
	}
	slugs := slices.DeleteFunc(n.Slugs(), func(s string) bool { return dossier.Documents[s] == "" })
	files := make([]string, len(slugs))
	for i, s := range slugs {
		files[i] = filepath.Join(b.in.dossiers, dossier.Documents[s])
	}
	facts, err := b.inspect(ctx, files...)
	for i := range facts {
		in := checker.Inspection{Facts: &facts[i]}
		in.FillMatches(nil, input.Parties) // without posteriors titles decide, no verifier is asked
		input.Documents = append(input.Documents, checker.Document{Slug: slugs[i], Facts: &facts[i]})
	}
	return input, err
}

func calendarFacts(n *notice.Notice, in checker.Input) (*checker.Calendar, error) {
	c, err := calendar.Default()
	if err != nil {
		return nil, err
	}
	return workflow.CalendarFacts(c, n.Deadlines, in.Project, calendar.DateOf(in.EvaluatedAt))
}
