package main

import (
	"context"
	"path/filepath"
	"slices"
	"time"

	"lianshen/checker/eval"
	"lianshen/internal/errs"
)

// evalCmd measures how well a folder of labelled files is read.
type evalCmd struct {
	DPI   float64  `name:"dpi" help:"Resolution at which pages are rendered and read (72-600)." default:"200"`
	OCR   string   `name:"ocr" help:"Engine that reads page images: auto, ppocr, tesseract or none." enum:"auto,ppocr,tesseract,none" default:"auto"`
	JSON  bool     `name:"json" help:"Figures and worst cases as one JSON object."`
	Worst int      `help:"How many of the worst cases to list for each aspect." default:"10"`
	Peer  string   `help:"Read the lines of upright scanned pages with this engine too: ppocr or tesseract." enum:",ppocr,tesseract" default:""`
	At    string   `help:"Instant at which dossiers are judged, in RFC 3339 (default now)." placeholder:"TIME"`
	Card  string   `help:"Write the accuracy card to this Markdown file, its pictures beside it." placeholder:"FILE"`
	Note  string   `help:"What the card says of how it was made, for example the seed." placeholder:"TEXT"`
	Args  []string `arg:"" name:"aspect-and-dir" help:"text, seals, fields, verify or dossiers (default: all), then one folder or more; docs/eval.md has the formats."`
}

// outcome is all that an evaluation found.
type outcome struct {
	result *eval.Result
	// ours and theirs are the readings of the same pages by both engines; nil without a peer.
	ours, theirs *eval.Result
	peer         string
}

// Run reads everything below the folder once, several files at a time, and prints the
// figures.
func (c *evalCmd) Run(ctx context.Context, p *program) error {
	start := time.Now()
	aspects, dirs, err := c.scope()
	if err != nil {
		return err
	}
	r := &evalRun{cmd: c, p: p, dirs: dirs}
	if r.set, err = findAll(dirs); err != nil {
		return err
	}
	if r.set.limit(aspects); len(r.set.files)+len(r.set.dossiers) == 0 {
		return nothingLabelled(dirs)
	}
	r.pool, err = newPool(p.config, poolSize(max(len(r.set.files), len(r.set.dossiers))), p.logger())
	if err != nil {
		return err
	}
	defer r.pool.Close()
	out, err := r.measure(ctx, aspects)
	if err != nil {
		return err
	}
	if c.Card != "" {
		if err := r.writeCard(ctx, out, time.Since(start)); err != nil {
			return err
		}
	}
	if c.JSON {
		return p.writeJSONLine(newEvalJSON(out, c.Worst))
	}
	writeEval(p.stdout, out, p.lang, c.Worst)
	return nil
}

// scope reads what is to be measured, and where.
func (c *evalCmd) scope() ([]eval.Aspect, []string, error) {
	if _, err := (readFlags{DPI: c.DPI, OCR: c.OCR}).request(""); err != nil {
		return nil, nil, err
	}
	aspects, dirs := eval.Aspects, c.Args
	if a := eval.Aspect(c.Args[0]); slices.Contains(eval.Aspects, a) {
		aspects, dirs = []eval.Aspect{a}, c.Args[1:]
	}
	if len(dirs) == 0 || len(dirs) > 1 && !isDir(dirs[0]) {
		return nil, nil, errs.New(errs.Usage, "eval.usage",
			errs.Text{ZH: "eval 的用法:eval [text|seals|fields|verify|dossiers] 目录…", EN: "use: eval [text|seals|fields|verify|dossiers] DIR…"},
			errs.Text{ZH: "不写项目即全部测量", EN: "without an aspect all are measured"})
	}
	return aspects, dirs, nil
}

// limit leaves out what the aspects do not ask for: reading is what takes time.
func (s *evalSet) limit(aspects []eval.Aspect) {
	if !slices.Contains(aspects, eval.Dossiers) {
		s.dossiers = nil
	}
	if len(aspects) == 1 && aspects[0] == eval.Dossiers {
		s.files = nil
	}
}

// measure reads, scores and judges.
func (r *evalRun) measure(ctx context.Context, aspects []eval.Aspect) (*outcome, error) {
	rules, err := thresholds()
	if err != nil {
		return nil, err
	}
	if err := r.inspectAll(ctx); err != nil {
		return nil, err
	}
	out := &outcome{result: rules.Score(r.relative(), aspects), peer: r.cmd.Peer}
	if r.cmd.Peer != "" {
		ours, theirs, err := r.peer(ctx, r.cmd.Peer)
		if err != nil {
			return nil, err
		}
		out.ours, out.theirs = eval.Score(ours, []eval.Aspect{eval.Text}), eval.Score(theirs, []eval.Aspect{eval.Text})
	}
	dossiers, err := r.judge(ctx)
	for i := range dossiers {
		dossiers[i].Path = r.shortened(dossiers[i].Path)
	}
	out.result.Judge(dossiers)
	return out, err
}

// relative are the documents under their short paths, for the report.
func (r *evalRun) relative() []eval.Document {
	out := slices.Clone(r.docs)
	r.sources = map[string]labelled{}
	for i := range out {
		out[i].Path = r.shortened(out[i].Path)
		r.sources[out[i].Path] = r.set.files[i]
	}
	return out
}

// shortened is the path below the folder that was named.
func (r *evalRun) shortened(path string) string {
	for _, dir := range r.dirs {
		if short, err := filepath.Rel(dir, path); err == nil && filepath.IsLocal(short) {
			return filepath.ToSlash(short)
		}
	}
	return path
}
