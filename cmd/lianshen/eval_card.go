package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"lianshen/checker/eval"
	"lianshen/checker/eval/card"
	"lianshen/internal/clock"
	"lianshen/ocr"
)

// cardImages is the folder of the card's pictures, beside the card.
const cardImages = "images/accuracy"

// writeCard writes the accuracy card and its pictures.
func (r *evalRun) writeCard(ctx context.Context, o *outcome, took time.Duration) error {
	images := filepath.Join(filepath.Dir(r.cmd.Card), cardImages)
	if err := freshFolder(images); err != nil {
		return unwritable(images, err)
	}
	c := card.Card{Made: r.made(took), Result: o.result, Ours: o.ours, Theirs: o.theirs, Peer: o.peer, Images: cardImages}
	var err error
	if c.Crops, err = r.crops(ctx, o.result, images); err != nil {
		return err
	}
	if svg := c.SVG(); svg != "" {
		if err := os.WriteFile(filepath.Join(images, "calibration.svg"), []byte(svg), 0o600); err != nil {
			return unwritable(images, err)
		}
	}
	var page bytes.Buffer
	if err := c.Write(&page); err != nil {
		return err
	}
	if err := os.WriteFile(r.cmd.Card, page.Bytes(), 0o600); err != nil {
		return unwritable(r.cmd.Card, err)
	}
	return nil
}

// freshFolder makes a folder without the pictures of an earlier card.
func freshFolder(dir string) error {
	old, err := filepath.Glob(filepath.Join(dir, "*.jpg"))
	if err != nil {
		return err
	}
	for _, f := range old {
		if err := os.Remove(f); err != nil {
			return err
		}
	}
	return os.MkdirAll(dir, 0o750)
}

// made says how the figures came about.
func (r *evalRun) made(took time.Duration) card.Made {
	m := card.Made{
		Command: r.command(), Note: r.cmd.Note, Machine: machine(), Date: clock.Today(clock.System{}.Now()), Version: "lianshen " + version,
		Engine: "—", Wall: took.Round(time.Second).String(),
	}
	for _, d := range r.docs {
		if d.Facts != nil && d.Facts.Engines.OCR != nil {
			m.Engine = *d.Facts.Engines.OCR
			break
		}
	}
	return m
}

// command is the call without folders, which are of this machine.
func (r *evalRun) command() string {
	parts := []string{"lianshen eval"}
	if r.cmd.Peer != "" {
		parts = append(parts, "--peer "+r.cmd.Peer)
	}
	if r.cmd.At != "" {
		parts = append(parts, "--at "+r.cmd.At)
	}
	for _, dir := range r.dirs {
		parts = append(parts, filepath.Base(dir))
	}
	return strings.Join(parts, " ")
}

// machine is what the figures of time depend on.
func machine() string {
	name := runtime.GOARCH
	raw, err := os.ReadFile("/proc/cpuinfo")
	if err == nil {
		if _, after, ok := strings.Cut(string(raw), "model name"); ok {
			line, _, _ := strings.Cut(after, "\n")
			name = strings.TrimSpace(strings.TrimLeft(line, " \t:"))
		}
	}
	return fmt.Sprintf("%d cores, %s, %s %s/%s", runtime.NumCPU(), name, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// picturedCases is how many of the worst cases of an aspect are pictured.
var picturedCases = map[eval.Aspect]int{eval.Text: 4, eval.Seals: 10, eval.Verify: 2}

// crops pictures the worst cases of every aspect.
func (r *evalRun) crops(ctx context.Context, result *eval.Result, images string) ([]card.Crop, error) {
	var out []card.Crop
	for _, a := range eval.Aspects {
		for i, c := range card.Choose(result.Worst(a, -1), picturedCases[a], r.ours) {
			file := fmt.Sprintf("%s-%d.jpg", a, i+1)
			if err := r.crop(ctx, r.sources[c.Path], c, filepath.Join(images, file)); err != nil {
				return nil, err
			}
			out = append(out, card.Crop{File: file, Case: c})
		}
	}
	return out, nil
}

// ours reports whether a case may be shown: pictures of others are measured only.
func (r *evalRun) ours(c eval.Case) bool {
	source, ok := r.sources[c.Path]
	return ok && !source.picture()
}

// cropMargin is what is shown around a case, in points.
const cropMargin = 10

// crop writes the picture of one case.
func (r *evalRun) crop(ctx context.Context, source labelled, c eval.Case, to string) error {
	file, err := os.Open(source.path)
	if err != nil {
		return missingFile(source.path, err)
	}
	defer file.Close()
	around := ocr.Box{c.Box[0] - cropMargin, c.Box[1] - cropMargin, c.Box[2] + cropMargin, c.Box[3] + cropMargin}
	raw, err := cropFile(ctx, r.pool, cropRequest{Page: c.Page, Box: around, DPI: r.cmd.DPI}, sized{file})
	if err != nil {
		return fmt.Errorf("picture %s page %d: %w", c.Path, c.Page, err)
	}
	small, err := card.Thumbnail(raw)
	if err != nil {
		return fmt.Errorf("picture %s page %d: %w", c.Path, c.Page, err)
	}
	if err := os.WriteFile(to, small, 0o600); err != nil {
		return unwritable(to, err)
	}
	return nil
}
