package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/audit"
	"lianshen/workflow/store"
)

// auditCmd reads the audit trail.
type auditCmd struct {
	Verify     auditVerifyCmd     `cmd:"" help:"Walk the chain; exit 1 names the first event that does not hold."`
	Export     auditExportCmd     `cmd:"" help:"Every event as an object, one a line, with its hash."`
	Checkpoint auditCheckpointCmd `cmd:"" help:"Note where the chain stands, once a day."`
}

type auditVerifyCmd struct {
	Export      string `help:"Verify what audit export wrote; no database is opened." type:"existingfile" placeholder:"FILE"`
	Checkpoints string `help:"File of checkpoints (default: the one in LIANSHEN_DATA; with --export none)." type:"existingfile" placeholder:"FILE"`
}

// Run prints how many events there are and the hash of the last, which kept elsewhere proves
// later that none was taken away; then how many checkpoints agree.
func (c *auditVerifyCmd) Run(ctx context.Context, p *program) error {
	noted, err := c.checkpoints(p)
	if err != nil {
		return err
	}
	var head audit.Head
	if c.Export != "" {
		head, err = verifyExport(c.Export, noted)
	} else {
		err = withWorkflow(ctx, p, func(_ *workflow.Service, s *store.Store) error {
			if err := s.Verify(ctx, noted...); err != nil {
				return err
			}
			return s.View(ctx, func(r workflow.Reader) (err error) {
				head, err = r.Head()
				return err
			})
		})
	}
	return p.verified(head, len(noted), err)
}

// checkpoints reads those that were noted outside the database.
func (c *auditVerifyCmd) checkpoints(p *program) ([]audit.Checkpoint, error) {
	if c.Checkpoints != "" {
		return audit.NewCheckpointFile(c.Checkpoints).Read()
	}
	if c.Export != "" {
		return nil, nil
	}
	return audit.NewCheckpointFile(p.checkpointPath()).Read()
}

func verifyExport(path string, noted []audit.Checkpoint) (audit.Head, error) {
	f, err := os.Open(path)
	if err != nil {
		return audit.Head{}, missingFile(path, err)
	}
	defer f.Close()
	return audit.VerifyExport(f, noted...)
}

// verified says how a verification ended.
func (p *program) verified(head audit.Head, checkpoints int, err error) error {
	var broken *audit.BrokenError
	if errors.As(err, &broken) {
		fmt.Fprintln(p.stdout, errs.Text{
			ZH: fmt.Sprintf("审计链在第%d号事件处断裂：%s", broken.Seq, broken.What.ZH),
			EN: fmt.Sprintf("the audit trail breaks at event %d: %s", broken.Seq, broken.What.EN),
		}.In(p.lang))
		return exitError(1)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "%d %s\n", head.Seq, head.Hash)
	fmt.Fprintln(p.stdout, errs.Text{
		ZH: fmt.Sprintf("检查点文件中%d个检查点相符", checkpoints),
		EN: fmt.Sprintf("%d checkpoints of the file agree", checkpoints),
	}.In(p.lang))
	return nil
}

type auditExportCmd struct{}

// Run prints the trail as it stands, verified or not.
func (*auditExportCmd) Run(ctx context.Context, p *program) error {
	out := bufio.NewWriter(p.stdout)
	err := withWorkflow(ctx, p, func(_ *workflow.Service, s *store.Store) error {
		return s.View(ctx, func(r workflow.Reader) error { return export(out, r) })
	})
	return errors.Join(err, out.Flush())
}

func export(out io.Writer, r workflow.Reader) error {
	for e, err := range store.Events(r) {
		if err != nil {
			return err
		}
		line, err := e.Line()
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(out, "%s\n", line); err != nil {
			return err
		}
	}
	return nil
}

type auditCheckpointCmd struct {
	asJSON
}

// Run prints the day, then the number and the hash of the last event.
func (c *auditCheckpointCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		point, err := s.Checkpoint(ctx)
		if err != nil {
			return err
		}
		return c.show(p, point, point.Day, fmt.Sprintf("%d %s", point.Seq, point.Hash))
	})
}
