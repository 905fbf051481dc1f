package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
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
	As         string `help:"Kind of the document, for example acceptance-report." placeholder:"KIND" xor:"what" required:""`
	Dossier    string `help:"Folder with dossier.yaml: check all of its documents." placeholder:"DIR" xor:"what" required:""`
	Facts      string `help:"Judge again what --keep-facts kept, without any PDF." placeholder:"FILE" xor:"what" required:""`
	Owner      string `help:"Company whose seal the document must bear." placeholder:"NAME"`
	Format     string `help:"Form of the report: text, json, sarif, junit or html." enum:"text,json,sarif,junit,html" default:"text"`
	Notice     string `help:"Write the notice of all corrections too: a file .html or .txt." placeholder:"OUT"`
	Annotate   string `help:"Write a copy with the findings drawn in: a file, or a folder for a dossier." placeholder:"OUT"`
	KeepFacts  string `help:"Write all that the rules saw, for --facts." placeholder:"OUT"`
	Policy     string `help:"Folder of rules: a whole copy of policies/, or files to lay over the program's own." placeholder:"DIR"`
	Exemptions string `help:"File of exemptions: findings set aside for a time, by whom and why." placeholder:"FILE"`
	At         string `help:"Instant of judgement in RFC 3339 (default now; with --facts that of the first time)." placeholder:"TIME"`
	NoCache    bool   `help:"Read every file, even if it was read before."`
	File       string `arg:"" optional:"" help:"PDF file, with --as."`
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
// --as was refused. Everything that was asked for in a wrong way is told before a file is
// read or written.
func (c *checkCmd) Run(ctx context.Context, p *program) error {
	rules, n, err := openRules(ctx, c.Policy)
	if err != nil {
		return err
	}
	job, err := c.job(p, n)
	if err != nil {
		return err
	}
	exemptions, err := c.exemptions(rules, n)
	if err != nil {
		return err
	}
	cells := &cells{config: p.config, size: poolSize(len(job.files)), log: p.logger()}
	defer cells.close()
	if err := job.read(ctx, cells.open); err != nil {
		return err
	}
	report, err := job.judge(ctx, rules, exemptions)
	if err != nil {
		return err
	}
	if err := job.writeAll(ctx, cells.open, report, rules.Catalogue()); err != nil {
		return err
	}
	if report.Verdict == checker.Block {
		return exitError(1)
	}
	return nil
}

// job checks the use of the command and collects what is to be read.
func (c *checkCmd) job(p *program, n *notice.Notice) (*checkJob, error) {
	if _, err := c.request(""); err != nil {
		return nil, err
	}
	if err := c.outputs(); err != nil {
		return nil, err
	}
	job := &checkJob{cmd: c, p: p, notice: n}
	var err error
	switch {
	case c.Facts != "":
		err = job.openFacts()
	case c.Dossier != "":
		err = job.openDossier()
	default:
		err = job.openDocument()
	}
	if err != nil || c.Facts != "" && c.At == "" {
		return job, err
	}
	at, err := c.instant(clock.System{})
	if err != nil {
		return nil, err
	}
	return job, job.date(at)
}

// judge applies rules and exemptions to what was read.
func (j *checkJob) judge(ctx context.Context, rules *engine.Engine, exemptions []checker.Exemption) (*checker.Report, error) {
	report, err := checker.Prescreen(ctx, rules, j.input)
	if report == nil {
		return nil, err
	}
	if err != nil && j.cmd.Policy != "" { // an author wants to know, not to publish half a judgement
		return nil, failedRules(err)
	}
	if err != nil { // some rules could not decide: the report says so, the log says why
		j.p.logger().Error("rules failed", "error", err)
	}
	if exemptions != nil {
		report.Exempt(exemptions, j.input.Today)
	}
	return report, nil
}

// exemptions reads the file of --exemptions; nil when none was named.
func (c *checkCmd) exemptions(rules *engine.Engine, n *notice.Notice) ([]checker.Exemption, error) {
	if c.Exemptions == "" {
		return nil, nil
	}
	raw, err := os.ReadFile(c.Exemptions)
	if err != nil {
		return nil, missingFile(c.Exemptions, err)
	}
	var codes []string
	for _, r := range rules.Catalogue() {
		codes = append(codes, r.Code)
	}
	return checker.ParseExemptions(filepath.Base(c.Exemptions), raw, codes, n.Slugs())
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
		return unknownKind(j.cmd.As, j.notice.Slugs())
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

// date makes an instant the one of judgement. Only a dossier needs the calendar.
func (j *checkJob) date(at time.Time) error {
	var cal *calendar.Calendar
	if j.input.Scope == "dossier" {
		var err error
		if cal, err = j.cmd.open(j.p); err != nil {
			return err
		}
	}
	return workflow.Date(&j.input, at, cal, j.notice.Deadlines)
}

// verifySeal is the checker's verifier of titles.
func verifySeal(p *ocr.Posteriors) checker.Holder {
	v := seal.NewVerifier(p)
	return func(name string, others []string) (checker.MatchVerdict, float64) {
		verdict, score := v.Verify(name, others)
		return checker.MatchVerdict(verdict), score
	}
}
