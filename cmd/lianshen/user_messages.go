package main

import (
	"context"
	"fmt"

	"lianshen/internal/clock"
	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/calendar"
	"lianshen/workflow/store"
)

type userDelegateCmd struct {
	caller
	Person string         `arg:"" help:"Identifier of the handler who stands in."`
	Branch string         `help:"Name of the branch." required:""`
	From   *calendar.Date `help:"First day (default: today)." placeholder:"DATE"`
	Until  calendar.Date  `help:"Last day." required:"" placeholder:"DATE"`
}

// Run prints the identifier of the grant.
func (c *userDelegateCmd) Run(ctx context.Context, p *program) error {
	g := workflow.Grant{Person: c.Person, Branch: c.Branch, Until: &c.Until}
	if c.From != nil {
		g.From = *c.From
	}
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		made, err := s.Delegate(ctx, c.actor(), g)
		if err != nil {
			return err
		}
		return c.show(p, made, made.ID)
	})
}

type userEndDelegationCmd struct {
	caller
	Grant string `arg:"" help:"Identifier of the grant."`
}

// Run prints the identifier of the grant.
func (c *userEndDelegationCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		if err := s.EndDelegation(ctx, c.actor(), c.Grant); err != nil {
			return err
		}
		fmt.Fprintln(p.stdout, c.Grant)
		return nil
	})
}

type userMessagesCmd struct {
	caller
	Limit int  `help:"How many, the latest first." default:"20"`
	Keep  bool `help:"Leave them unread."`
}

// Run prints how many are unread, then a line a message.
func (c *userMessagesCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		in, err := s.Messages(ctx, c.As, "", c.Limit)
		if err != nil {
			return err
		}
		lines := make([]string, len(in.Messages))
		for i, m := range in.Messages {
			lines[i] = m.At.In(clock.Shanghai).Format("2006-01-02 15:04") + "\t" + m.Text.In(p.lang)
		}
		unread := errs.Text{ZH: fmt.Sprintf("未读%d条", in.Unread), EN: fmt.Sprintf("%d unread", in.Unread)}
		if err := c.show(p, in, unread.In(p.lang), lines...); err != nil || c.Keep || len(in.Messages) == 0 {
			return err
		}
		return s.OpenMessages(ctx, c.As, in.Messages[0].ID)
	})
}
