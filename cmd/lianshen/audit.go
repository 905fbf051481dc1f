package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/audit"
	"lianshen/workflow/store"
)

// auditCmd reads the audit trail.
type auditCmd struct {
	Verify auditVerifyCmd `cmd:"" help:"Walk the chain; exit 1 names the first event that does not hold."`
	Export auditExportCmd `cmd:"" help:"Every event as an object, one a line, with its hash."`
}

type auditVerifyCmd struct{}

// Run prints how many events there are and the hash of the last, which kept elsewhere proves
// later that none was taken away.
func (*auditVerifyCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(_ *workflow.Service, s *store.Store) error {
		var broken *audit.BrokenError
		if err := s.Verify(ctx); errors.As(err, &broken) {
			fmt.Fprintln(p.stdout, errs.Text{
				ZH: fmt.Sprintf("审计链在第%d号事件处断裂：%s", broken.Seq, broken.What.ZH),
				EN: fmt.Sprintf("the audit trail breaks at event %d: %s", broken.Seq, broken.What.EN),
			}.In(p.lang))
			return exitError(1)
		} else if err != nil {
			return err
		}
		return s.View(ctx, func(r workflow.Reader) error {
			head, err := r.Head()
			fmt.Fprintf(p.stdout, "%d %s\n", head.Seq, head.Hash)
			return err
		})
	})
}

type auditExportCmd struct{}

// sealed is an event with its hash, which takes no part in what is hashed.
type sealed struct {
	audit.Event
	Hash string `json:"hash"`
}

// Run prints the trail as it stands, verified or not.
func (*auditExportCmd) Run(ctx context.Context, p *program) error {
	enc := json.NewEncoder(p.stdout)
	enc.SetEscapeHTML(false)
	return withWorkflow(ctx, p, func(_ *workflow.Service, s *store.Store) error {
		return s.View(ctx, func(r workflow.Reader) error {
			for e, err := range store.Events(r) {
				if err != nil {
					return err
				}
				if err := enc.Encode(sealed{Event: e, Hash: e.Hash}); err != nil {
					return err
				}
			}
			return nil
		})
	})
}
