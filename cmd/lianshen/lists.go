package main

import (
	"context"
	"fmt"
	"strings"

	"lianshen/internal/clock"
	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/calendar"
	"lianshen/workflow/store"
)

// pageFlags are of commands that list. With more to come the last line has the place to go on
// from, after a plus.
type pageFlags struct {
	asJSON
	After string `help:"Go on after this place: what the list before ended with." placeholder:"PLACE"`
	Limit int    `help:"How many, 200 at most." default:"50"`
}

// showPage prints a line an item, or the whole page as an object.
func showPage[T any](f pageFlags, p *program, page *workflow.Page[T], line func(*T) string) error {
	var lines []string
	for i := range page.Items {
		lines = append(lines, line(&page.Items[i]))
	}
	if page.Next != "" {
		lines = append(lines, "+ "+page.Next)
	}
	return f.show(p, page, strings.Join(lines, "\n"))
}

type projectListCmd struct {
	pageFlags
	Branch string `help:"Of this branch only."`
	State  string `help:"In this state only, like active."`
}

// Run prints a line a project, in the order of opening.
func (c *projectListCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		page, err := s.Projects(ctx, workflow.ProjectQuery{Branch: c.Branch, State: c.State, After: c.After, Limit: c.Limit})
		if err != nil {
			return err
		}
		return showPage(c.pageFlags, p, page, func(v *workflow.Project) string {
			return fmt.Sprintf("%s\t%s\t%s", v.ID, v.Branch, stateLine(p, "project", v.State))
		})
	})
}

type projectDueCmd struct {
	pageFlags
	Branch string         `help:"Of this branch only."`
	From   *calendar.Date `help:"First task deadline (default: today)." placeholder:"DATE"`
	Until  *calendar.Date `help:"Last task deadline (default: in 60 days)." placeholder:"DATE"`
}

// soon is how far ahead deadlines are listed, in days.
const soon = 60

// Run prints a line a project, by task deadline: the deadline, then the last day to apply.
func (c *projectDueCmd) Run(ctx context.Context, p *program) error {
	today := calendar.DateOf(clock.System{}.Now())
	q := workflow.DeadlineQuery{Branch: c.Branch, From: today, To: today + soon, After: c.After, Limit: c.Limit}
	if c.From != nil {
		q.From = *c.From
	}
	if c.Until != nil {
		q.To = *c.Until
	}
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		page, err := s.Deadlines(ctx, q)
		if err != nil {
			return err
		}
		return showPage(c.pageFlags, p, page, func(v *workflow.DeadlineItem) string {
			return fmt.Sprintf("%s\t%s\t%s\t%s", v.Project.ID, v.Project.Branch, v.Project.Deadline.Date, v.Clock.LastDay)
		})
	})
}

type projectSearchCmd struct {
	pageFlags
	Text   string `arg:"" help:"Part of an enterprise's name, or the whole of a code, permit, receipt or filing number, serial number or MN."`
	Branch string `help:"Within this branch only."`
}

// Run prints a line for what was found: by what, the enterprise, its branch, the project.
func (c *projectSearchCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		page, err := s.Search(ctx, workflow.SearchQuery{Text: c.Text, Branch: c.Branch, After: c.After, Limit: c.Limit})
		if err != nil {
			return err
		}
		return showPage(c.pageFlags, p, page, func(v *workflow.Found) string {
			return strings.TrimRight(strings.Join([]string{foundBy[v.By].In(p.lang), v.Enterprise, v.Name, v.Branch, v.Project, v.Application}, "\t"), "\t")
		})
	})
}

// foundBy says by what a search found something.
var foundBy = map[string]errs.Text{
	workflow.ByName:    {ZH: "单位名称", EN: "name"},
	workflow.ByUSCC:    {ZH: "统一社会信用代码", EN: "code"},
	workflow.ByPermit:  {ZH: "排污许可证", EN: "permit"},
	workflow.ByReceipt: {ZH: "收件号", EN: "receipt"},
	workflow.ByFiling:  {ZH: "备案号", EN: "filing"},
	workflow.BySerial:  {ZH: "出厂编号", EN: "serial number"},
	workflow.ByMN:      {ZH: "MN号", EN: "MN"},
}

type applicationInboxCmd struct {
	pageFlags
	Branch     string   `help:"Of this branch." xor:"whose"`
	Enterprise string   `help:"Of this enterprise, by its identifier." xor:"whose"`
	State      []string `help:"In these states only, like submitted (default: all that wait for the branch)."`
}

// Run prints a line an application, by when it is due.
func (c *applicationInboxCmd) Run(ctx context.Context, p *program) error {
	q := workflow.DeskQuery{Branch: c.Branch, Enterprise: c.Enterprise, States: c.State, After: c.After, Limit: c.Limit}
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		page, err := s.Inbox(ctx, q)
		if err != nil {
			return err
		}
		return showPage(c.pageFlags, p, page, func(v *workflow.DeskItem) string {
			return fmt.Sprintf("%s\t%s\t%s\t%s", v.Application, v.Name, stateLine(p, "application", v.State), v.Due.In(clock.Shanghai).Format("2006-01-02 15:04"))
		})
	})
}
