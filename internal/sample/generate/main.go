// Command generate writes sample dossiers: the committed ones under testdata/dossiers, or
// a large set for measuring accuracy. It is no part of the lianshen binary.
//
//	go run ./internal/sample/generate -out testdata/dossiers
//	go run ./internal/sample/generate -set eval -count 10 -judged 9 -seed 40001 -out build/eval-40001
//	go run ./internal/sample/generate -set large -count 20 -dpi 150,200,300 -out /tmp/large
//	go run ./internal/sample/generate -set seals -count 63 -seed 7 -out build/seals
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"lianshen/internal/sample"
)

func main() {
	if err := run(os.Args[1:], os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// options are the flags.
type options struct {
	out, set, dpi, medium, faults, slugs string
	seed                                 uint64
	count, judged                        int
	printed                              bool
}

func run(args []string, log io.Writer) error {
	var o options
	f := flag.NewFlagSet("generate", flag.ContinueOnError)
	f.StringVar(&o.out, "out", "testdata/dossiers", "folder to write into")
	f.StringVar(&o.set, "set", "committed", "committed, large, seals (stamped pages of many companies), valid (dossiers without fault), or eval: pages in every condition and dossiers to be judged")
	f.Uint64Var(&o.seed, "seed", 1, "seed; the same seed gives the same bytes")
	f.IntVar(&o.count, "count", 12, "number of dossiers of a large or valid set, of files of a set of seals, or of the pages of an eval set")
	f.IntVar(&o.judged, "judged", 9, "number of dossiers to be judged of an eval set")
	f.StringVar(&o.dpi, "dpi", "150,200,300", "resolutions of a large set")
	f.StringVar(&o.medium, "medium", "water,gas", "media")
	f.StringVar(&o.faults, "faults", "", "faults laid on every dossier of a large set: kind:slug,…")
	f.StringVar(&o.slugs, "documents", "", "limit to these kinds of document")
	f.BoolVar(&o.printed, "printed", false, "scan the photo pages too, as if they had been printed")
	if err := f.Parse(args); err != nil {
		return err
	}
	set, err := o.dossiers()
	if err != nil {
		return err
	}
	for _, d := range set {
		if err := sample.Write(filepath.Join(o.out, d.Dir), d.Spec); err != nil {
			return fmt.Errorf("%s: %w", d.Dir, err)
		}
		fmt.Fprintln(log, d.Dir)
	}
	return nil
}

// dossiers are what the flags ask for.
func (o options) dossiers() ([]sample.Named, error) {
	faults, err := sample.ParseFaults(o.faults)
	if err != nil {
		return nil, err
	}
	dpis, err := numbers(o.dpi)
	if err != nil {
		return nil, err
	}
	media := strings.Split(o.medium, ",")
	for _, m := range media {
		if m != sample.Water && m != sample.Gas {
			return nil, fmt.Errorf("-medium: %q is neither water nor gas", m)
		}
	}
	switch o.set {
	case "committed":
		return o.limited(sample.Committed(o.seed), media), nil
	case "large":
		return o.limited(sample.Large(o.seed, o.count, dpis, media, faults), media), nil
	case "seals":
		return sample.SealSheets(o.seed, o.count, dpis), nil
	case "valid":
		return sample.Valid(o.seed, o.count, media), nil
	case "eval":
		return append(sample.Varied(o.seed, o.count, dpis, media), sample.Judged(o.seed, o.judged, media)...), nil
	default:
		return nil, fmt.Errorf("-set: %q is none of committed, large, seals, valid, eval", o.set)
	}
}

// limited keeps the media asked for and limits the documents.
func (o options) limited(set []sample.Named, media []string) []sample.Named {
	var out []sample.Named
	for _, d := range set {
		if o.slugs != "" {
			d.Spec.Slugs = strings.Split(o.slugs, ",")
		}
		d.Spec.Printed = o.printed
		if slices.Contains(media, d.Spec.Medium) {
			out = append(out, d)
		}
	}
	return out
}

func numbers(list string) ([]int, error) {
	var out []int
	for _, s := range strings.Split(list, ",") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 50 || n > 600 {
			return nil, fmt.Errorf("-dpi: %q is no resolution between 50 and 600", s)
		}
		out = append(out, n)
	}
	return out, nil
}
