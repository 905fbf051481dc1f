package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"

	"lianshen/checker"
	"lianshen/checker/cell"
	"lianshen/checker/pdf"
	"lianshen/internal/errs"
	"lianshen/ocr"
	"lianshen/ocr/ppocr"
	"lianshen/ocr/seal"
	"lianshen/ocr/tesseract"
	"lianshen/policies/notice"
)

// cellMain is the life of a child process: load the engines, lock down, serve.
func cellMain() int {
	if os.Getenv(envSheets) != "" {
		return sheetMain()
	}
	return cell.Main(func(ctx context.Context, r *cell.Registry) error {
		threads, err := strconv.Atoi(os.Getenv(envThreads))
		if err != nil {
			return fmt.Errorf("%s: %w", envThreads, err)
		}
		w, err := newWorker(ctx, os.Getenv(envModels), os.Getenv(envCache), threads)
		if err != nil {
			return err
		}
		r.Handle(opInspect, w.inspect)
		r.Handle(opAnnotate, w.annotate)
		r.Handle(opPicture, w.picture)
		r.Handle(opCrop, w.crop)
		r.Handle(opPages, w.pages)
		r.RetireWhen(w.pdf.Stuck)
		return nil
	})
}

// worker holds the engines of one child for its whole life.
type worker struct {
	pdf      *pdf.Runtime
	kinds    []checker.KindPattern
	tessdata string
	engines  map[string]ocr.Engine
	reason   error // why ppocr is not there
}

func newWorker(ctx context.Context, models, cache string, threads int) (*worker, error) {
	runtime, err := pdf.NewRuntime(ctx, pdf.Config{CacheDir: cache})
	if err != nil {
		return nil, err
	}
	n, err := notice.Default()
	if err != nil {
		return nil, err
	}
	w := &worker{pdf: runtime, kinds: kindPatterns(n), tessdata: os.Getenv(envTess), engines: map[string]ocr.Engine{}}
	engine, reason := ppocr.New(ppocr.Config{ModelDir: models, Threads: threads})
	if w.reason = reason; reason == nil { // else Tesseract alone is enough; engine says so when neither is there
		w.engines["ppocr"] = engine
	}
	return w, nil
}

// kindPatterns hands the notice's kinds to the classifier, which knows no notice.
func kindPatterns(n *notice.Notice) []checker.KindPattern {
	out := make([]checker.KindPattern, 0, len(n.Kinds))
	for _, k := range n.Kinds {
		p := checker.KindPattern{Slug: k.Slug, Titles: k.Recognise.Titles}
		for _, w := range k.Recognise.Keywords {
			p.Keywords = append(p.Keywords, checker.Keyword{Text: w.Text, Weight: w.Weight})
		}
		out = append(out, p)
	}
	return out
}

func (w *worker) inspect(ctx context.Context, req cell.Request, out cell.Emitter) (any, error) {
	var r inspectRequest
	if err := req.Decode(&r); err != nil {
		return nil, err
	}
	inspector, err := w.inspector(r)
	if err != nil {
		return nil, err
	}
	in, err := inspector.Inspect(ctx, checker.Source{Name: r.Name, Data: req.File}, r.Options, func(e checker.PageEvent) {
		_ = out.Emit(eventPage, e) // a parent that is gone ends this process
	})
	if err != nil {
		return nil, err
	}
	return in, sendEvidence(in, out)
}

// picture reads the seals of a picture file.
func (w *worker) picture(ctx context.Context, req cell.Request, out cell.Emitter) (any, error) {
	var r inspectRequest
	if err := req.Decode(&r); err != nil {
		return nil, err
	}
	inspector, err := w.inspector(r)
	if err != nil {
		return nil, err
	}
	in, err := inspector.InspectPicture(ctx, checker.Source{Name: r.Name, Data: req.File})
	if err != nil {
		return nil, err
	}
	return in, sendEvidence(in, out)
}

// inspector reads with the engine that was asked for.
func (w *worker) inspector(r inspectRequest) (*checker.Inspector, error) {
	engine, err := w.engine(r.OCR)
	if err != nil {
		return nil, err
	}
	i := &checker.Inspector{PDF: w.pdf, Text: engine, Kinds: w.kinds, Version: version}
	if !r.TextOnly {
		i.Seals = sealReader(engine)
	}
	if r.OCR == "auto" && engine == w.engines["ppocr"] && tesseract.Available(w.tessdata) == nil {
		i.Second = secondReader{w}
	}
	return i, nil
}

// sealReader reads seals with what engine has for them.
func sealReader(engine ocr.Engine) *seal.Reader {
	strips, _ := engine.(ocr.StripReader)
	if t, ok := engine.(ocr.Titler); ok {
		return seal.New(strips, seal.WithTitles(t.Titles()))
	}
	return seal.New(strips)
}

func sendEvidence(in *checker.Inspection, out cell.Emitter) error {
	for _, strip := range in.Evidence {
		if _, err := out.Blob(strip); err != nil {
			return err
		}
	}
	return nil
}

// engine returns the engine for a mode of --ocr; nil for none. Tesseract is loaded when it
// is first needed: it takes a while and PP-OCR is enough on most machines.
func (w *worker) engine(mode string) (ocr.Engine, error) {
	switch mode {
	case "none":
		return nil, nil
	case "auto":
		if e := w.engines["ppocr"]; e != nil {
			return e, nil
		}
		e, err := w.tesseract()
		if err != nil {
			return nil, noEngine(errors.Join(w.reason, err))
		}
		return e, nil
	case "ppocr":
		if e := w.engines["ppocr"]; e != nil {
			return e, nil
		}
		return nil, noEngine(w.reason)
	default:
		e, err := w.tesseract()
		if err != nil {
			return nil, noEngine(err)
		}
		return e, nil
	}
}

func (w *worker) tesseract() (ocr.Engine, error) {
	if e := w.engines["tesseract"]; e != nil {
		return e, nil
	}
	e, err := tesseract.New(tesseract.Config{DataDir: w.tessdata})
	if err != nil {
		return nil, err
	}
	w.engines["tesseract"] = e
	return e, nil
}

func noEngine(cause error) error {
	return errs.New(errs.Unavailable, "ocr.unavailable",
		errs.Text{ZH: "文字识别引擎不可用:" + cause.Error(), EN: "no OCR engine can be used: " + cause.Error()},
		errs.Text{ZH: "运行 make setup build 安装识别模型；仅看结构时可加 --ocr none", EN: "run make setup build to install the models; --ocr none reads the structure alone"}).Wrap(cause)
}

func (w *worker) annotate(ctx context.Context, req cell.Request, out cell.Emitter) (any, error) {
	var notes []pdf.Note
	if err := req.Decode(&notes); err != nil {
		return nil, err
	}
	doc, err := w.pdf.Open(ctx, req.File, pdf.Limits{})
	if err != nil {
		return nil, err
	}
	defer doc.Close()
	var marked bytes.Buffer
	if err := doc.Annotate(ctx, notes, &marked); err != nil {
		return nil, err
	}
	for part := range slices.Chunk(marked.Bytes(), annotateChunk) {
		if _, err := out.Blob(part); err != nil {
			return nil, err
		}
	}
	return nil, nil
}
