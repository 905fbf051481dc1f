package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"runtime"
	"strconv"

	"lianshen/checker"
	"lianshen/checker/cell"
	"lianshen/checker/pdf"
	"lianshen/ocr/tesseract"
)

// Operations that children run, by name.
const (
	opInspect  = "inspect"
	opAnnotate = "annotate"
	opPicture  = "picture" // seals of a PNG or JPEG file
	opCrop     = "crop"    // a part of a page as a picture
	opPages    = "pages"   // whole pages as pictures
)

// eventPage is the event of opInspect that carries a checker.PageEvent.
const eventPage = "page"

// annotateChunk is the size of the blobs in which opAnnotate returns the copy, in order: one
// blob holds 64 MiB at most, a document may be larger.
const annotateChunk = 32 << 20

// Environment of a child: what the parent found out, handed on.
const (
	envModels  = "LIANSHEN_CELL_MODELS"
	envTess    = "LIANSHEN_CELL_TESSDATA"
	envCache   = "LIANSHEN_CELL_CACHE"
	envThreads = "LIANSHEN_CELL_THREADS"
)

// newPool starts size children for inspections, which share the cores.
func newPool(c Config, size int, log *slog.Logger) (*cell.Pool, error) {
	return poolOf(c, size, max(1, runtime.NumCPU()/size), log)
}

// poolOf starts size children of so many threads each.
func poolOf(c Config, size, threads int, log *slog.Logger) (*cell.Pool, error) {
	tessdata := tesseract.DataDir() // a child cannot look around for it
	return cell.New(cell.Config{
		Size:       size,
		Limits:     cell.Limits{File: c.MaxBytes},
		ReadPaths:  nonEmpty(c.Models, tessdata),
		WritePaths: nonEmpty(c.CacheDir),
		Env: []string{
			envModels + "=" + c.Models,
			envTess + "=" + tessdata,
			envCache + "=" + c.CacheDir,
			envThreads + "=" + strconv.Itoa(threads),
		},
		Logger: log,
	})
}

func nonEmpty(paths ...string) []string {
	var out []string
	for _, p := range paths {
		if p != "" {
			out = append(out, p)
		}
	}
	return out
}

// inspectRequest is the payload of opInspect.
type inspectRequest struct {
	Name    string                 `json:"name"`
	OCR     string                 `json:"ocr"` // auto, ppocr, tesseract, none
	Options checker.InspectOptions `json:"options"`
	// TextOnly leaves out the seals, for a peer that reads lines only.
	TextOnly bool `json:"text_only"`
}

// inspectFile sends one file to the cell. onPage may be nil.
func inspectFile(ctx context.Context, pool *cell.Pool, r inspectRequest, file io.Reader, onPage func(checker.PageEvent)) (*checker.Inspection, error) {
	return inspectBy(ctx, pool, opInspect, r, file, onPage)
}

func inspectBy(ctx context.Context, pool *cell.Pool, op string, r inspectRequest, file io.Reader, onPage func(checker.PageEvent)) (*checker.Inspection, error) {
	in := &checker.Inspection{Evidence: map[string][]byte{}}
	result, err := pool.Do(ctx, op, r, file, func(e cell.Event) {
		switch {
		case e.Blob != nil:
			in.Evidence[e.SHA256] = e.Blob
		case e.Name == eventPage && onPage != nil:
			var page checker.PageEvent
			if json.Unmarshal(e.Data, &page) == nil {
				onPage(page)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(result.Data, in); err != nil {
		return nil, fmt.Errorf("decode the inspection of %q: %w", r.Name, err)
	}
	return in, nil
}

// annotateFile returns a copy of the file with the notes drawn into it.
func annotateFile(ctx context.Context, pool *cell.Pool, notes []pdf.Note, file io.Reader) ([]byte, error) {
	var marked []byte
	_, err := pool.Do(ctx, opAnnotate, notes, file, func(e cell.Event) {
		marked = append(marked, e.Blob...)
	})
	return marked, err
}
