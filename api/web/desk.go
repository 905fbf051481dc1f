package web

import (
	"slices"
	"time"

	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/calendar"
)

var deskRoutes = []route{
	{Method: get, Path: "/desk", Op: "deskPage", Do: (*Portal).deskPage},
	{Method: get, Path: "/deadlines", Op: "deadlinesPage", Do: (*Portal).deadlinesPage},
	{Method: get, Path: "/filings", Op: "filingsPage", Do: (*Portal).filingsPage},
	{Method: get, Path: "/deemed", Op: "deemedPage", Do: (*Portal).deemedPage},
	{Method: get, Path: "/search", Op: "searchPage", Do: (*Portal).searchPage},
}

// deskRow is an application that waits, with how long it may; Left has no words where no period runs.
type deskRow struct {
	workflow.DeskItem
	Left left
}

type deskPage struct {
	*Page
	*scope
	pager
	States []option
	Rows   []deskRow
}

// deskPage lists the applications that wait for the branch, the most urgent first.
func (p *Portal) deskPage(v *visit) error {
	page, err := v.page(v.t("review.desk"))
	if err != nil {
		return err
	}
	where, err := v.scope(page.Sight)
	if err != nil {
		return err
	}
	q := workflow.DeskQuery{Branch: where.Branch, After: v.query("after")}
	if state := v.query("state"); state != "" {
		q.States = []string{state}
	}
	list, err := p.Workflow.Inbox(v.ctx, q)
	if err != nil {
		return err
	}
	return v.show("desk", &deskPage{page, where, v.pager(list.Next), v.deskStates(), v.deskRows(list.Items)})
}

// deskStates are those in which an application can stand on the desk of a branch.
func (v *visit) deskStates() []option {
	flow := v.p.Workflow.Notice().Flow("application")
	var out []option
	for _, s := range flow.States {
		if waits(flow, s.State) || flow.Find("submit").Begins(s.State) {
			out = append(out, option{s.State, s.Name.In(v.lang), v.query("state") == s.State})
		}
	}
	return out
}

// waits reports whether the clock of the review runs in a state.
func waits(flow *notice.Flow, state string) bool { return flow.Waits(state, notice.Overdue) }

func (v *visit) deskRows(items []workflow.DeskItem) []deskRow {
	flow := v.p.Workflow.Notice().Flow("application")
	rows := make([]deskRow, len(items))
	for i, item := range items {
		rows[i].DeskItem = item
		if waits(flow, item.State) || item.Number != "" { // a draft has no period
			rows[i].Left = v.left(lastDay(item.Due))
		}
	}
	return rows
}

// lastDay is the day that ends with an instant.
func lastDay(end time.Time) calendar.Date { return calendar.DateOf(end.Add(-time.Microsecond)) }

// window is a choice of the list of deadlines, in days from today.
type window struct {
	key  string
	days calendar.Date
}

// The first window ends yesterday.
var windows = []window{{"over", -1}, {"month", 31}, {"quarter", 92}, {"half", 183}, {"year", 366}}

type deadlineRow struct {
	workflow.DeadlineItem
	Left left // up to the last day to apply
}

type deadlinesPage struct {
	*Page
	*scope
	pager
	Windows []option
	Rows    []deadlineRow
}

// deadlinesPage lists active projects by the last day on which they can apply.
func (p *Portal) deadlinesPage(v *visit) error {
	page, err := v.page(v.t("review.deadlines"))
	if err != nil {
		return err
	}
	where, err := v.scope(page.Sight)
	if err != nil {
		return err
	}
	out := &deadlinesPage{Page: page, scope: where}
	q := workflow.DeadlineQuery{Branch: where.Branch, After: v.query("after")}
	q.From, q.To, out.Windows = v.window()
	list, err := p.Workflow.Deadlines(v.ctx, q)
	if err != nil {
		return err
	}
	out.pager = v.pager(list.Next)
	for _, item := range list.Items {
		out.Rows = append(out.Rows, deadlineRow{item, v.left(item.Clock.LastDay)})
	}
	return v.show("deadlines", out)
}

// window is which task deadlines are asked for, a quarter's when nothing is.
func (v *visit) window() (from, to calendar.Date, choice []option) {
	today := calendar.DateOf(v.p.Clock.Now())
	names := []string{v.t("review.window_over"), v.t("review.window_month"), v.t("review.window_quarter"), v.t("review.window_half"), v.t("review.window_year")}
	asked := v.query("window")
	if !slices.ContainsFunc(windows, func(w window) bool { return w.key == asked }) {
		asked = "quarter"
	}
	for i, w := range windows {
		choice = append(choice, option{w.key, names[i], w.key == asked})
		if w.key == asked {
			from, to = today, today+w.days
		}
	}
	if to < today {
		from = 0
	}
	return from, to, choice
}

type filingsPage struct {
	*Page
	*scope
	pager
	Rows []workflow.FilingItem
}

// filingsPage lists the acceptance filings that nobody has answered.
func (p *Portal) filingsPage(v *visit) error {
	page, err := v.page(v.t("review.filings"))
	if err != nil {
		return err
	}
	where, err := v.scope(page.Sight)
	if err != nil {
		return err
	}
	list, err := p.Workflow.WaitingFilings(v.ctx, workflow.FilingQuery{Branch: where.Branch, After: v.query("after")})
	if err != nil {
		return err
	}
	return v.show("filings", &filingsPage{page, where, v.pager(list.Next), list.Items})
}

type deemedPage struct {
	*Page
	*scope
	pager
	Rows []workflow.DeemedItem
}

// deemedPage lists what time has approved.
func (p *Portal) deemedPage(v *visit) error {
	page, err := v.page(v.t("review.deemed"))
	if err != nil {
		return err
	}
	where, err := v.scope(page.Sight)
	if err != nil {
		return err
	}
	list, err := p.Workflow.Deemed(v.ctx, workflow.DeemedQuery{Branch: where.Branch, After: v.query("after")})
	if err != nil {
		return err
	}
	return v.show("deemed", &deemedPage{page, where, v.pager(list.Next), list.Items})
}

type foundRow struct {
	workflow.Found
	By string // in words
}

type searchPage struct {
	*Page
	*scope
	pager
	Text  string
	Asked bool
	Rows  []foundRow
}

// searchPage looks for an enterprise, a project or an application.
func (p *Portal) searchPage(v *visit) error {
	page, err := v.page(v.t("review.search"))
	if err != nil {
		return err
	}
	where, err := v.scope(page.Sight)
	if err != nil {
		return err
	}
	out := &searchPage{Page: page, scope: where, Text: v.query("text")}
	if out.Asked = out.Text != ""; out.Asked {
		if out.Rows, out.pager, err = v.found(out.Text, where.Branch); err != nil {
			return err
		}
	}
	return v.show("search", out)
}

func (v *visit) found(text, branch string) ([]foundRow, pager, error) {
	list, err := v.p.Workflow.Search(v.ctx, workflow.SearchQuery{Text: text, Branch: branch, After: v.query("after")})
	if err != nil {
		return nil, pager{}, err
	}
	ways := map[string]string{
		workflow.ByName: v.t("review.by_name"), workflow.ByUSCC: v.t("review.by_uscc"), workflow.ByPermit: v.t("review.by_permit"),
		workflow.ByReceipt: v.t("review.by_receipt"), workflow.ByFiling: v.t("review.by_filing"), workflow.BySerial: v.t("review.by_serial"), workflow.ByMN: v.t("review.by_mn"),
	}
	var rows []foundRow
	for _, f := range list.Items {
		rows = append(rows, foundRow{f, ways[f.By]})
	}
	return rows, v.pager(list.Next), nil
}
