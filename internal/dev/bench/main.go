// Command bench measures the built binary against the figures of design.md section 4 and
// prints a Markdown table, with Tesseract on the same pages in the same run.
//
//	go run ./internal/dev/bench -lianshen bin/lianshen
//	go run ./internal/dev/bench -lianshen bin/lianshen -write docs/bench.md
//
// Inputs are generated once into build/bench. Figures are medians of -runs runs; the memory
// of a long scan is measured once, its time being that of its pages.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
)

// bench is one run of the program: what to measure, with what, and the rows so far.
type bench struct {
	lianshen string
	dir      string // generated inputs
	runs     int
	long     int // pages of the memory test; 0 leaves it out
	in       inputs
	table    table
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	var b bench
	lianshen := flag.String("lianshen", "bin/lianshen", "the binary to measure")
	before := flag.String("before", "", "an older binary, measured in the same run for a column of its own")
	write := flag.String("write", "", "file to write the table to, besides stdout")
	flag.StringVar(&b.dir, "dir", "build/bench", "folder of the generated inputs")
	flag.IntVar(&b.runs, "runs", 5, "runs of each measurement")
	flag.IntVar(&b.long, "long", 200, "pages of the scan whose memory is watched; 0 leaves it out")
	flag.Parse()
	if b.runs < 1 || b.long < 0 {
		return errors.New("-runs must be at least 1, -long not negative")
	}
	var err error
	if b.lianshen, err = filepath.Abs(*lianshen); err != nil {
		return err
	}
	if b.in, err = makeInputs(b.dir, b.long); err != nil {
		return err
	}
	var older *table
	if *before != "" {
		if older, err = b.measureOther(ctx, *before); err != nil {
			return fmt.Errorf("%s: %w", *before, err)
		}
	}
	if err := b.measure(ctx, b.steps()); err != nil {
		return err
	}
	return b.report(*write, older)
}

// measureOther measures another binary on the same inputs, as far as the binary matters.
func (b *bench) measureOther(ctx context.Context, lianshen string) (*table, error) {
	other := *b
	other.table = table{}
	var err error
	if other.lianshen, err = filepath.Abs(lianshen); err != nil {
		return nil, err
	}
	steps := slices.DeleteFunc(other.steps(), func(s step) bool { return !s.ofBinary })
	return &other.table, other.measure(ctx, steps)
}

// step is one measurement; ofBinary says that it is worth taking of an older binary too: it
// runs the binary, and not for minutes.
type step struct {
	name     string
	run      func(context.Context) error
	ofBinary bool
}

func (b *bench) steps() []step {
	return []step{
		{"warm pages", b.warmPages, true},
		{"tesseract", b.tesseract, false},
		{"cold start", b.coldStart, true},
		{"born-digital", b.bornDigital, true},
		{"workers", b.workers, true},
		{"dossier", b.dossier, true},
		{"rules", b.rules, false},
		{"memory", b.memory, false},
	}
}

// measure takes the figures one after the other: the machine is small.
func (b *bench) measure(ctx context.Context, steps []step) error {
	for _, s := range steps {
		fmt.Fprintln(os.Stderr, "bench:", s.name)
		if err := s.run(ctx); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return nil
}

func (b *bench) report(path string, before *table) error {
	var out bytes.Buffer
	writeMachine(&out, b.runs)
	b.table.write(&out, before)
	if _, err := os.Stdout.Write(out.Bytes()); err != nil {
		return err
	}
	if path == "" {
		return nil
	}
	return os.WriteFile(path, out.Bytes(), 0o644)
}
