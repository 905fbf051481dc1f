package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"lianshen/checker"
	"lianshen/checker/eval"
	"lianshen/checker/pdf"
	"lianshen/ocr"
	"lianshen/ocr/ppocr"
	"lianshen/ocr/seal"
)

// Row is one impression that was found and read.
type Row struct {
	File       string          `json:"file"`
	Page       int             `json:"page"`
	DPI        int             `json:"dpi"`
	Grey       bool            `json:"grey"`
	Title      string          `json:"title"`
	Shape      string          `json:"shape"`
	Inner      string          `json:"inner"`
	Read       string          `json:"read"`
	Score      float64         `json:"score"`
	Parties    []string        `json:"parties"`
	Posteriors *ocr.Posteriors `json:"posteriors"`
}

func iou(a, b ocr.Box) float64 { return a.IoU(b) }

// harvest reads the seals of every labelled PDF below dir.
func harvest(dir, out string) error {
	ctx := context.Background()
	rt, err := pdf.NewRuntime(ctx, pdf.Config{CacheDir: "/tmp/verify/cache"})
	if err != nil {
		return err
	}
	e, err := ppocr.New(ppocr.Config{ModelDir: ".", Threads: 1})
	if err != nil {
		return err
	}
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	defer f.Close()
	enc := json.NewEncoder(f)
	var paths []string
	filepath.WalkDir(dir, func(p string, _ os.DirEntry, _ error) error {
		if strings.HasSuffix(p, ".truth.json") {
			paths = append(paths, p)
		}
		return nil
	})
	for _, p := range paths {
		raw, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		truth, err := eval.ParseTruth(raw)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(filepath.Join(filepath.Dir(p), truth.File))
		if err != nil {
			return err
		}
		in, err := (&checker.Inspector{PDF: rt, Seals: seal.New(e), Version: "harvest"}).Inspect(ctx, checker.Source{Name: truth.File, Data: data}, checker.InspectOptions{}, func(checker.PageEvent) {})
		if err != nil {
			fmt.Fprintln(os.Stderr, p, err)
			continue
		}
		parties := eval.Titles(truth)
		missed := 0
		for _, s := range truth.Seals {
			if s.Title == "" || s.Kind == ocr.PersonalSeal || s.Kind == ocr.PagingSeal {
				continue
			}
			best, at := 0.4, -1
			for i := range in.Facts.Seals {
				if in.Facts.Seals[i].Page == s.Page && iou(in.Facts.Seals[i].Box, s.Box) > best {
					best, at = iou(in.Facts.Seals[i].Box, s.Box), i
				}
			}
			if at < 0 {
				missed++
				continue
			}
			q := in.Facts.Seals[at]
			r := Row{File: p, Page: s.Page, Title: s.Title, Shape: string(s.Shape), Parties: parties}
			for _, pg := range truth.Pages {
				if pg.Number == s.Page && pg.DPI != nil {
					r.DPI, r.Grey = *pg.DPI, !pg.Colour
				}
			}
			if s.Inner != nil {
				r.Inner = *s.Inner
			}
			if q.Title != nil {
				r.Read, r.Score = *q.Title, *q.TitleScore
			}
			if q.Strip != nil {
				r.Posteriors = in.Posteriors[*q.Strip]
			}
			enc.Encode(r)
		}
		fmt.Fprintln(os.Stderr, p, len(truth.Seals), "missed", missed)
	}
	return nil
}
