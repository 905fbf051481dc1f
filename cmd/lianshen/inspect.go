package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"lianshen/checker"
	"lianshen/checker/cell"
	"lianshen/internal/errs"
)

// inspectCmd reads files and prints their facts.
type inspectCmd struct {
	readFlags
	JSON   bool     `name:"json" help:"One Facts object a file, one a line, and nothing else on stdout."`
	Expect []string `help:"Name that a seal is held against; may be repeated." placeholder:"NAME" sep:"none"`
	Files  []string `arg:"" name:"file" help:"PDF files."`
}

// readFlags say how a file is read; inspect and check share them.
type readFlags struct {
	Pages string  `help:"Pages to read, for example 1-3,7." placeholder:"RANGE"`
	DPI   float64 `name:"dpi" help:"Resolution at which pages are rendered and read (72-600)." default:"200"`
	OCR   string  `name:"ocr" help:"Engine that reads page images: auto, ppocr, tesseract or none." enum:"auto,ppocr,tesseract,none" default:"auto"`
}

func (f readFlags) request(name string) (inspectRequest, error) {
	pages, err := parsePages(f.Pages)
	if err != nil {
		return inspectRequest{}, err
	}
	if f.DPI < 72 || f.DPI > 600 {
		return inspectRequest{}, errs.New(errs.Usage, "dpi.out_of_range",
			errs.Text{ZH: fmt.Sprintf("--dpi 应在 72 至 600 之间，现为 %g", f.DPI), EN: fmt.Sprintf("--dpi must be 72 to 600, not %g", f.DPI)},
			errs.Text{ZH: "通常不必设置，默认 200", EN: "it is rarely needed; the default is 200"})
	}
	return inspectRequest{Name: name, OCR: f.OCR, Options: checker.InspectOptions{Pages: pages, DPI: f.DPI}}, nil
}

// Run inspects every file. A refused file gives its line (or message) and the others go on;
// the exit code is that of the worst.
func (c *inspectCmd) Run(ctx context.Context, p *program) error {
	if err := allExist(c.Files); err != nil {
		return err
	}
	if _, err := c.request(""); err != nil {
		return err
	}
	pool, err := newPool(p.config, 1, p.logger())
	if err != nil {
		return err
	}
	defer pool.Close()
	code := 0
	for _, file := range c.Files {
		in, err := c.inspect(ctx, p, pool, file)
		if err == nil {
			err = c.print(p, in)
		} else if e := errs.As(err); c.JSON {
			err = p.writeJSONLine(refusal(file, e, p.lang))
			code = max(code, e.Category.ExitCode())
		} else {
			code = max(code, p.fail(err))
			err = nil
		}
		if err != nil {
			return err
		}
	}
	if code != 0 {
		return exitError(code)
	}
	return nil
}

func (c *inspectCmd) inspect(ctx context.Context, p *program, pool *cell.Pool, path string) (*checker.Inspection, error) {
	request, err := c.request(filepath.Base(path))
	if err != nil {
		return nil, err
	}
	in, err := p.readFile(ctx, pool, request, path)
	if err != nil {
		return nil, err
	}
	in.FillMatches(verifySeal, expected(c.Expect))
	return in, nil
}

func expected(names []string) []checker.Party {
	parties := make([]checker.Party, len(names))
	for i, n := range names {
		parties[i] = checker.Party{Role: checker.OtherRole, Name: n}
	}
	return parties
}

func (c *inspectCmd) print(p *program, in *checker.Inspection) error {
	if c.JSON {
		return p.writeJSONLine(in.Facts)
	}
	writeFacts(p.stdout, in.Facts, p.lang)
	return nil
}

// refusedFile is the line of a file that could not be inspected.
type refusedFile struct {
	File struct {
		Name string `json:"name"`
	} `json:"file"`
	Error struct {
		Code    string `json:"code"`
		Message string `json:"message"`
		Remedy  string `json:"remedy"`
	} `json:"error"`
}

func refusal(path string, e *errs.Error, lang string) refusedFile {
	var r refusedFile
	r.File.Name = filepath.Base(path)
	r.Error.Code, r.Error.Message, r.Error.Remedy = e.Code, e.Message.In(lang), e.Remedy.In(lang)
	return r
}

// readFile opens path and has it inspected in the cell, with a progress bar on a terminal.
func (p *program) readFile(ctx context.Context, pool *cell.Pool, r inspectRequest, path string) (*checker.Inspection, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, missingFile(path, err)
	}
	defer file.Close()
	bar := p.progress(r.Name)
	defer bar.done()
	return inspectFile(ctx, pool, r, sized{file}, bar.page)
}

// sized tells the cell how large the file is, so that its buffer is made once.
type sized struct{ *os.File }

// Len returns the size of the file, 0 when it is not known.
func (s sized) Len() int {
	info, err := s.Stat()
	if err != nil {
		return 0
	}
	return int(info.Size())
}

var _ io.Reader = sized{}

func allExist(files []string) error {
	for _, f := range files {
		info, err := os.Stat(f)
		if err != nil {
			return missingFile(f, err)
		}
		if !info.Mode().IsRegular() {
			return errs.New(errs.Usage, "file.not_regular",
				errs.Text{ZH: f + " 不是文件", EN: f + " is not a file"},
				errs.Text{ZH: "请给出 PDF 文件；检查整套材料用 check --dossier", EN: "name a PDF file; for a whole dossier use check --dossier"})
		}
	}
	return nil
}

func missingFile(path string, cause error) error {
	return errs.New(errs.Usage, "file.not_found",
		errs.Text{ZH: "无法打开文件 " + path, EN: "cannot open the file " + path},
		errs.Text{ZH: "请核对路径与读取权限", EN: "check the path and the permission to read it"}).Wrap(cause)
}

// parsePages reads "1-3,7" as [1 2 3 7], sorted and without repetition; "" is all pages.
func parsePages(s string) ([]int, error) {
	if s == "" {
		return nil, nil
	}
	var pages []int
	for part := range strings.SplitSeq(s, ",") {
		first, last, isRange := strings.Cut(part, "-")
		if !isRange {
			last = first
		}
		from, err1 := strconv.Atoi(strings.TrimSpace(first))
		to, err2 := strconv.Atoi(strings.TrimSpace(last))
		if err1 != nil || err2 != nil || from < 1 || to < from || to > maxDocumentPages {
			return nil, errs.New(errs.Usage, "pages.malformed",
				errs.Text{ZH: "--pages 写法有误:" + s, EN: "--pages is malformed: " + s},
				errs.Text{ZH: "例如 --pages 1-3,7", EN: "for example --pages 1-3,7"})
		}
		for n := from; n <= to; n++ {
			pages = append(pages, n)
		}
	}
	slices.Sort(pages)
	return slices.Compact(pages), nil
}

func (p *program) writeJSONLine(v any) error {
	enc := json.NewEncoder(p.stdout)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
