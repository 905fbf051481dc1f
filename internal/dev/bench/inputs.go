package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/api"

	"lianshen/internal/sample"
)

// inputs are the generated files.
type inputs struct {
	scan     string // scanPages pages of contracts, 200 dpi, about 26 lines and 1 seal a page
	one      string // one scanned page with a seal
	digital  string // digitalPages pages with a text layer
	long     string // the scan's pages again and again; empty when not asked for
	dossiers string // one complete dossier
}

const (
	scanPages    = 4
	digitalPages = 20
	planPages    = 4 // of the sample construction plan
)

// makeInputs generates what is not there yet.
func makeInputs(dir string, long int) (inputs, error) {
	in := inputs{
		scan: filepath.Join(dir, "scan.pdf"), one: filepath.Join(dir, "one", "commissioning-unit.pdf"),
		digital: filepath.Join(dir, "digital.pdf"), dossiers: filepath.Join(dir, "dossier"),
	}
	steps := []struct {
		file string
		make func() error
	}{
		{filepath.Join(in.dossiers, "dossier.yaml"), func() error { return write(in.dossiers, 1) }},
		{in.one, func() error { return write(filepath.Dir(in.one), 2, "commissioning-unit") }},
		{in.scan, func() error { return scan(dir, in.scan) }},
		{in.digital, func() error {
			plan := filepath.Join(dir, "plan")
			if err := write(plan, 3, "construction-plan"); err != nil {
				return err
			}
			return repeat(in.digital, digitalPages/planPages, filepath.Join(plan, "construction-plan.pdf"))
		}},
	}
	for _, s := range steps {
		if err := unlessThere(s.file, s.make); err != nil {
			return in, err
		}
	}
	if long == 0 {
		return in, nil
	}
	in.long = filepath.Join(dir, fmt.Sprintf("long-%d.pdf", long))
	return in, unlessThere(in.long, func() error { return repeat(in.long, (long+scanPages-1)/scanPages, in.scan) })
}

// scan puts the two-page contracts of two dossiers together.
func scan(dir, out string) error {
	var files []string
	for seed := range uint64(scanPages / 2) {
		sub := filepath.Join(dir, fmt.Sprintf("contract-%d", seed))
		if err := write(sub, 10+seed, "contract"); err != nil {
			return err
		}
		files = append(files, filepath.Join(sub, "contract.pdf"))
	}
	return repeat(out, 1, files...)
}

func write(dir string, seed uint64, slugs ...string) error {
	return sample.Write(dir, sample.Spec{Seed: seed, Medium: sample.Water, DPI: 200, Slugs: slugs})
}

// repeat writes the pages of files, times over.
func repeat(out string, times int, files ...string) error {
	return api.MergeCreateFile(slices.Repeat(files, times), out, false, nil)
}

func unlessThere(file string, generate func() error) error {
	if _, err := os.Stat(file); err == nil {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return generate()
}
