// Command strips makes the strips that the network for titles is trained on: pages of seals
// with names of random characters are stamped, scanned, and their titles cut out just as when
// a document is inspected. It is no part of the lianshen binary.
//
//	go run ./ocr/seal/train/strips -seed 1 -pages 1200 -out build/strips
//	go run ./ocr/seal/train/strips -start bin/models/ch_PP-OCRv4_rec_infer.onnx -out build/rec.onnx
//
// Each file holds records of a width and a length (two bytes each, least first), the title in
// UTF-8 of that length, and three planes of 48 rows: R, G, B of the strip.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"flag"
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"lianshen/internal/sample"
	"lianshen/ocr"
	"lianshen/ocr/ppocr/fuse"
	"lianshen/ocr/seal"
)

// pagesAFile keeps files small, so that training can begin while others are being made.
const pagesAFile = 20

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	f := flag.NewFlagSet("strips", flag.ContinueOnError)
	seed := f.Uint64("seed", 1, "seed; the same seed gives the same strips")
	pages := f.Int("pages", 1200, "pages of nine seals")
	out := f.String("out", "build/strips", "folder to write into")
	keys := f.String("keys", "bin/models/ppocr_keys_v1.txt", "the characters that the network knows, one a line")
	start := f.String("start", "", "instead of strips, write the recogniser of this file as training starts from it")
	threads := f.Int("threads", runtime.NumCPU(), "files made side by side")
	if err := f.Parse(args); err != nil {
		return err
	}
	if *start != "" {
		return writeStart(*start, *out)
	}
	known, err := os.ReadFile(*keys)
	if err != nil {
		return fmt.Errorf("strips: %w", err)
	}
	alphabet := []rune(string(known))
	m := maker{seed: *seed, names: sample.NewLexicon(func(r rune) bool { return slices.Contains(alphabet, r) })}
	if err := os.MkdirAll(*out, 0o750); err != nil {
		return fmt.Errorf("strips: %w", err)
	}
	var g errgroup.Group
	g.SetLimit(*threads)
	for first := 0; first < *pages; first += pagesAFile {
		g.Go(func() error {
			return m.file(filepath.Join(*out, fmt.Sprintf("%06d.strips", first)), first, min(*pages, first+pagesAFile))
		})
	}
	return g.Wait()
}

// writeStart rewrites a recogniser as package ppocr runs it: fewer operators, the same readings.
func writeStart(from, to string) error {
	model, err := os.ReadFile(from)
	if err != nil {
		return fmt.Errorf("strips: %w", err)
	}
	if model, err = fuse.Fuse(model); err != nil {
		return fmt.Errorf("strips: %q: %w", from, err)
	}
	return os.WriteFile(to, model, 0o600) //nolint:gosec // the place that the caller names
}

// maker makes the strips of one seed.
type maker struct {
	seed  uint64
	names *sample.Lexicon
}

// file makes one file beside its place and moves it there.
func (m maker) file(path string, from, to int) error {
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	for n := from; n < to; n++ {
		if err := m.page(w, n); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("strips: %w", err)
	}
	if err := os.WriteFile(path+".part", b.Bytes(), 0o600); err != nil {
		return fmt.Errorf("strips: %w", err)
	}
	return os.Rename(path+".part", path)
}

func (m maker) page(w *bufio.Writer, n int) error {
	page, err := sample.StampPage(m.names, m.seed, n)
	if err != nil {
		return err
	}
	found, err := seal.Unroll(context.Background(), ocr.Page{Image: ocr.ToRGBA(page.Image), DPI: float64(page.DPI)})
	if err != nil {
		return fmt.Errorf("strips: page %d: %w", n, err)
	}
	r := rand.New(rand.NewPCG(m.seed, uint64(n)))
	scale := float64(page.DPI) / 72
	for _, s := range page.Seals {
		for _, u := range found {
			if box := ocr.Box(s.Box).Scale(scale); u.Box.Intersect(box).Area() > 0.8*math.Max(u.Box.Area(), box.Area()) {
				for range 2 {
					if err := write(w, s.Title, cut(r, u, s)); err != nil {
						return err
					}
				}
				break
			}
		}
	}
	return nil
}

// cut cuts the title with edges as careless as those of the finder: now and then far into what
// stands beside it.
func cut(r *rand.Rand, u seal.Unrolled, s sample.Stamped) image.Image {
	first, last := ends(u, s)
	n := len([]rune(s.Title))
	pitch := float64(last-first) / float64(max(1, n-1))
	reach := 0.45
	if r.IntN(6) == 0 {
		reach = 3
	}
	before, after := 0.45+reach*r.Float64(), 0.45+reach*r.Float64()
	start := first - int(before*pitch)
	width := min(u.Columns()+48, last-start+int(after*pitch))
	return u.Cut(start, width, 0.02+0.04*(r.Float64()-0.4), 0.03+0.07*(r.Float64()-0.4))
}

// ends are the columns of the middles of the first and the last character.
func ends(u seal.Unrolled, s sample.Stamped) (first, last int) {
	half := s.SpanDeg / 2 * math.Pi / 180
	turn := s.TurnDeg * math.Pi / 180
	lo, hi := math.Inf(1), math.Inf(1)
	for x := range u.Columns() {
		a := along(u.Angle(x)-turn, s)
		if d := math.Abs(a + half); d < lo {
			lo, first = d, x
		}
		if d := math.Abs(a - half); d < hi {
			hi, last = d, x
		}
	}
	if last < first {
		last += u.Columns()
	}
	return first, last
}

// along is a direction as the angle by which titles are set: that of the ellipse.
func along(direction float64, s sample.Stamped) float64 {
	sin, cos := math.Sincos(direction)
	return math.Atan2(sin/s.WidthMM, cos/s.HeightMM)
}

func write(w *bufio.Writer, title string, strip image.Image) error {
	b := strip.Bounds()
	head := binary.LittleEndian.AppendUint16(nil, uint16(b.Dx()))
	head = binary.LittleEndian.AppendUint16(head, uint16(len(title)))
	if _, err := w.Write(append(head, title...)); err != nil {
		return err
	}
	rgba := ocr.ToRGBA(strip)
	for k := range 3 {
		for y := range b.Dy() {
			for x := range b.Dx() {
				if err := w.WriteByte(rgba.Pix[y*rgba.Stride+4*x+k]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
