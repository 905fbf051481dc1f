package main

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"lianshen/checker"
	"lianshen/checker/cell"
	"lianshen/checker/eval"
	"lianshen/internal/errs"
)

// evalCmd measures how well a folder of labelled PDFs is read.
type evalCmd struct {
	DPI   float64  `name:"dpi" help:"Resolution at which pages are rendered and read (72-600)." default:"200"`
	OCR   string   `name:"ocr" help:"Engine that reads page images: auto, ppocr, tesseract or none." enum:"auto,ppocr,tesseract,none" default:"auto"`
	JSON  bool     `name:"json" help:"Figures and worst cases as one JSON object."`
	Worst int      `help:"How many of the worst cases to list for each aspect." default:"10"`
	Args  []string `arg:"" name:"aspect-and-dir" help:"text, seals, fields or verify (default: all), then the folder with X.pdf and X.truth.json."`
}

// labelled is one truth file with its place.
type labelled struct {
	path  string // of the PDF
	truth *eval.Truth
}

// Run inspects every labelled PDF below the folder, several at a time, and prints the figures.
func (c *evalCmd) Run(ctx context.Context, p *program) error {
	aspects, dir, err := c.scope()
	if err != nil {
		return err
	}
	files, err := findLabelled(dir)
	if err != nil {
		return err
	}
	pool, err := newPool(p.config, poolSize(len(files)), p.logger())
	if err != nil {
		return err
	}
	defer pool.Close()
	docs, err := c.read(ctx, p, pool, files)
	if err != nil {
		return err
	}
	relative(docs, dir)
	result := eval.Score(docs, aspects)
	if c.JSON {
		return p.writeJSONLine(newEvalJSON(result, c.Worst))
	}
	writeEval(p.stdout, result, p.lang, c.Worst)
	return nil
}

// scope reads what is to be measured, and where.
func (c *evalCmd) scope() ([]eval.Aspect, string, error) {
	if _, err := (readFlags{DPI: c.DPI, OCR: c.OCR}).request(""); err != nil {
		return nil, "", err
	}
	aspects, dir := eval.Aspects, c.Args[0]
	if len(c.Args) == 2 {
		aspects, dir = []eval.Aspect{eval.Aspect(c.Args[0])}, c.Args[1]
	}
	if len(c.Args) > 2 || !slices.Contains(eval.Aspects, aspects[0]) {
		return nil, "", errs.New(errs.Usage, "eval.usage",
			errs.Text{ZH: "eval 的用法:eval [text|seals|fields|verify] 目录", EN: "use: eval [text|seals|fields|verify] DIR"},
			errs.Text{ZH: "不写项目即全部测量", EN: "without an aspect all are measured"})
	}
	return aspects, dir, nil
}

// findLabelled reads every truth file below dir, in the order of their paths.
func findLabelled(dir string) ([]labelled, error) {
	var paths []string
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".truth.json") {
			paths = append(paths, path)
		}
		return err
	})
	if os.IsNotExist(err) {
		return nil, missingFile(dir, err)
	}
	if err == nil && len(paths) == 0 {
		err = errs.New(errs.Usage, "eval.empty",
			errs.Text{ZH: dir + " 中没有标注文件(*.truth.json)", EN: dir + " holds no labelled documents (*.truth.json)"},
			errs.Text{ZH: "可用 make samples 生成", EN: "make samples generates some"})
	}
	if err != nil {
		return nil, err
	}
	out := make([]labelled, len(paths))
	for i, path := range paths {
		if out[i], err = readLabelled(path); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// readLabelled reads one truth file; the document lies beside it.
func readLabelled(path string) (labelled, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return labelled{}, err
	}
	truth, err := eval.ParseTruth(raw)
	if err != nil {
		return labelled{}, malformedTruth(path, err)
	}
	return labelled{filepath.Join(filepath.Dir(path), truth.File), truth}, nil
}

func malformedTruth(path string, cause error) error {
	return errs.New(errs.Usage, "eval.truth_malformed",
		errs.Text{ZH: path + " 有误:" + cause.Error(), EN: path + " is malformed: " + cause.Error()},
		errs.Text{ZH: "请改正或移走该文件", EN: "correct the file or move it away"}).Wrap(cause)
}

// read inspects the files. A refused file stays in the count with nothing read.
func (c *evalCmd) read(ctx context.Context, p *program, pool *cell.Pool, files []labelled) ([]eval.Document, error) {
	docs := make([]eval.Document, len(files))
	names := namesOf(files)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.NumCPU())
	for i, f := range files {
		docs[i] = eval.Document{Path: f.path, Truth: f.truth}
		group.Go(func() error {
			in, err := c.inspect(ctx, p, pool, f.path)
			if err != nil && isRefusal(err) {
				return nil
			}
			if err != nil {
				return err
			}
			docs[i].Facts = in.Facts
			docs[i].Trials = eval.Trials(f.truth, in.Facts, names.parties[filepath.Dir(f.path)], names.all, holder(in))
			return nil
		})
	}
	return docs, group.Wait()
}

func (c *evalCmd) inspect(ctx context.Context, p *program, pool *cell.Pool, path string) (*checker.Inspection, error) {
	request, err := (readFlags{DPI: c.DPI, OCR: c.OCR}).request(filepath.Base(path))
	if err != nil {
		return nil, err
	}
	return p.readFile(ctx, pool, request, path)
}

// holder holds one seal of an inspection against one name, as a check of a dossier would.
func holder(in *checker.Inspection) eval.Hold {
	return func(seal checker.Seal, name string, others []string) checker.Match {
		one := checker.Inspection{Facts: &checker.Facts{Seals: []checker.Seal{seal}}, Posteriors: in.Posteriors}
		one.FillMatches(verifySeal, expected(append([]string{name}, others...)))
		return one.Facts.Seals[0].Matches[0]
	}
}

// companyNames are the names on seals: of all documents, and by folder, which is a dossier.
type companyNames struct {
	all     []string
	parties map[string][]string
}

func namesOf(files []labelled) companyNames {
	var all []*eval.Truth
	folders := map[string][]*eval.Truth{}
	for _, f := range files {
		dir := filepath.Dir(f.path)
		all, folders[dir] = append(all, f.truth), append(folders[dir], f.truth)
	}
	names := companyNames{all: eval.Titles(all...), parties: map[string][]string{}}
	for dir, truths := range folders {
		names.parties[dir] = eval.Titles(truths...)
	}
	return names
}

// relative shortens the paths for the report.
func relative(docs []eval.Document, dir string) {
	for i := range docs {
		if short, err := filepath.Rel(dir, docs[i].Path); err == nil {
			docs[i].Path = short
		}
	}
}
