package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"lianshen/checker"
	"lianshen/checker/engine"
	"lianshen/internal/clock"
	"lianshen/internal/errs"
	"lianshen/ocr"
	"lianshen/ocr/seal"
	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/calendar"
)

// checkCmd judges one document or a dossier.
type checkCmd struct {
	readFlags
	calendarFile
	As       string `help:"Kind of the document, for example acceptance-report." placeholder:"KIND" xor:"what" required:""`
	Dossier  string `help:"Folder with dossier.yaml: check all of its documents." placeholder:"DIR" xor:"what" required:""`
	Owner    string `help:"Company whose seal the document must bear." placeholder:"NAME"`
	Format   string `help:"Form of the report: text or json." enum:"text,json" default:"text"`
	Annotate string `help:"Write a copy with the findings drawn in: a file, or a folder for a dossier." placeholder:"OUT"`
	Policy   string `help:"Folder with other rules, laid out like policies/." placeholder:"DIR"`
	At       string `help:"Instant of judgement in RFC 3339 (default now)." placeholder:"TIME"`
	File     string `arg:"" optional:"" help:"PDF file, with --as."`
}

// checkJob is one check on its way: what is to be read, then what was read.
type checkJob struct {
	cmd    *checkCmd
	p      *program
	notice *notice.Notice
	input  checker.Input
	// files names the file in each slot, in the notice's order.
	files []slotFile
	// known are files that were read before, by path.
	known map[string]reading
}

// reading is what became of one file.
type reading struct {
	in  *checker.Inspection
	err error
}

// slotFile is the file in one slot and what became of it.
type slotFile struct {
	slug string
	path string
	in   *checker.Inspection
	err  error
}

// Run checks and reports. It ends with 1 when the report blocks, with 3 when the one file of
// --as was refused.
func (c *checkCmd) Run(ctx context.Context, p *program) error {
	job, err := c.job(p)
	if err != nil {
		return err
	}
	rules, err := newEngine(ctx, c.Policy, job.notice)
	if err != nil {
		return err
	}
	pool, err := newPool(p.config, poolSize(len(job.files)), p.logger())
	if err != nil {
		return err
	}
	defer pool.Close()
	if err := job.read(ctx, pool); err != nil {
		return err
	}
	report, err := checker.Prescreen(ctx, rules, job.input)
	if report == nil {
		return err
	}
	if err != nil { // some rules could not decide: the report says so, the log says why
		p.logger().Error("rules failed", "error", err)
	}
	if err := job.write(report); err != nil {
		return err
	}
	if err := job.annotate(ctx, pool, report); err != nil {
		return err
	}
	if report.Verdict == checker.Block {
		return exitError(1)
	}
	return nil
}

// job checks the use of the command and collects what is to be read.
func (c *checkCmd) job(p *program) (*checkJob, error) {
	n, err := notice.Default()
	if err != nil {
		return nil, err
	}
	at, err := c.instant(clock.System{})
	if err != nil {
		return nil, err
	}
	if _, err := c.request(""); err != nil {
		return nil, err
	}
	job := &checkJob{cmd: c, p: p, notice: n}
	if c.Dossier != "" {
		err = job.openDossier()
	} else {
		err = job.openDocument()
	}
	if err != nil {
		return nil, err
	}
	job.input.EvaluatedAt, job.input.Today = at, clock.Today(at)
	return job, job.count()
}

func (c *checkCmd) instant(now clock.Clock) (time.Time, error) {
	if c.At == "" {
		return now.Now(), nil
	}
	at, err := time.Parse(time.RFC3339, c.At)
	if err != nil {
		return at, errs.New(errs.Usage, "at.malformed",
			errs.Text{ZH: "--at 写法有误:" + c.At, EN: "--at is malformed: " + c.At},
			errs.Text{ZH: "例如 --at 2026-09-12T09:00:00+08:00", EN: "for example --at 2026-09-12T09:00:00+08:00"}).Wrap(err)
	}
	return at.UTC(), nil
}

// openDocument prepares the check of one file: --owner is the party whose seal the notice
// demands on this kind, the enterprise where it demands none.
func (j *checkJob) openDocument() error {
	kind := j.notice.Kind(j.cmd.As)
	if kind == nil {
		return errs.New(errs.Usage, "kind.unknown",
			errs.Text{ZH: "没有这种材料:" + j.cmd.As, EN: "there is no such kind of document: " + j.cmd.As},
			errs.Text{ZH: "可用:" + strings.Join(j.notice.Slugs(), "、"), EN: "choose one of " + strings.Join(j.notice.Slugs(), ", ")})
	}
	if j.cmd.File == "" {
		return usageError(fmt.Errorf("expected \"<file>\""))
	}
	if err := allExist([]string{j.cmd.File}); err != nil {
		return err
	}
	var d checker.Dossier
	if owner := strings.TrimSpace(j.cmd.Owner); owner != "" {
		switch role := kind.Seal.Owner; {
		case role == nil || *role == string(checker.EnterpriseRole):
			d.Enterprise.Name = &owner
		case *role == string(checker.ContractorRole):
			d.Contractor.Name = &owner
		case *role == string(checker.CommissionerRole):
			d.Commissioner.Name = &owner
		}
	}
	j.input = d.Input()
	j.input.Scope = "document"
	j.files = []slotFile{{slug: kind.Slug, path: j.cmd.File}}
	return nil
}

func (j *checkJob) openDossier() error {
	if j.cmd.File != "" || j.cmd.Owner != "" {
		return usageError(fmt.Errorf("--dossier takes neither a file nor --owner"))
	}
	path := filepath.Join(j.cmd.Dossier, checker.DossierFile)
	raw, err := os.ReadFile(path)
	if err != nil {
		return missingFile(path, err)
	}
	d, err := checker.ParseDossier(raw, j.notice.Slugs())
	if err != nil {
		return err
	}
	j.input = d.Input()
	for _, slug := range j.notice.Slugs() {
		if name, ok := d.Documents[slug]; ok {
			j.files = append(j.files, slotFile{slug: slug, path: filepath.Join(j.cmd.Dossier, name)})
		}
	}
	paths := make([]string, len(j.files))
	for i, f := range j.files {
		paths[i] = f.path
	}
	return allExist(paths)
}

// count adds what the calendar says about a project; a document on its own has no deadline.
func (j *checkJob) count() error {
	if j.cmd.Dossier == "" {
		return nil
	}
	cal, err := j.cmd.calendarFile.open(j.p)
	if err != nil {
		return err
	}
	today := calendar.DateOf(j.input.EvaluatedAt)
	j.input.Calendar, err = workflow.CalendarFacts(cal, j.notice.Deadlines, j.input.Project, today)
	return err
}

func newEngine(ctx context.Context, dir string, n *notice.Notice) (*engine.Engine, error) {
	opts := engine.Options{Notice: n}
	if dir != "" {
		if !isDir(dir) {
			return nil, errs.New(errs.Usage, "policy.not_found",
				errs.Text{ZH: "规则目录不存在:" + dir, EN: "the folder of rules does not exist: " + dir},
				errs.Text{ZH: "请改正 --policy", EN: "correct --policy"})
		}
		opts.Policies = os.DirFS(dir)
	}
	rules, err := engine.New(ctx, opts)
	if err != nil && dir != "" {
		return nil, errs.New(errs.Usage, "policy.malformed",
			errs.Text{ZH: "规则无法编译:" + err.Error(), EN: "the rules do not compile: " + err.Error()},
			errs.Text{ZH: "请按提示的文件与行号改正", EN: "correct the file and line that are named"}).Wrap(err)
	}
	return rules, err
}

// write prints the report in the chosen form.
func (j *checkJob) write(report *checker.Report) error {
	if j.cmd.Format == "json" {
		enc := json.NewEncoder(j.p.stdout)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(report)
	}
	t := newTextReport(j.p.stdout, j.p.lang, isTerminal(j.p.stdout))
	t.title = func(slug string) string { return j.notice.Kind(slug).Name.In(j.p.lang) }
	t.file = j.file
	t.write(report)
	return nil
}

func (j *checkJob) file(slug string) string {
	i := slices.IndexFunc(j.files, func(f slotFile) bool { return f.slug == slug })
	if i < 0 {
		return ""
	}
	return filepath.Base(j.files[i].path)
}

func verifySeal(p *ocr.Posteriors, name string, others []string) (checker.MatchVerdict, float64) {
	verdict, score := seal.Verify(p, name, others)
	return checker.MatchVerdict(verdict), score
}
