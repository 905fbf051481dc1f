package workflow

import (
	"context"
	"strings"
	"time"

	"lianshen/workflow/calendar"
)

// Page (页) is a part of a list. Next asks for the part after it, "" when there is none. A page may
// have fewer items than were asked for, and a next one all the same.
type Page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next"`
}

// Sizes of pages.
const (
	defaultPage = 50
	maxPage     = 200
)

func pageSize(limit int) int {
	if limit <= 0 {
		return defaultPage
	}
	return min(limit, maxPage)
}

// Cursor is the place in a list after which a page begins: what the list is ordered by, then
// the identifier. The zero Cursor is the beginning.
type Cursor struct{ Key, ID string }

// cursor reads what String wrote.
func cursor(s string) (Cursor, error) {
	if s == "" {
		return Cursor{}, nil
	}
	key, id, ok := strings.Cut(s, "~")
	if !ok || id == "" {
		return Cursor{}, invalid("list.cursor", "after", "翻页位置无效", "this is no place in the list")
	}
	return Cursor{key, id}, nil
}

func (c Cursor) String() string { return c.Key + "~" + c.ID }

// paged makes a page of one row more than it may have.
func paged[T any](items []T, size int, place func(*T) Cursor) *Page[T] {
	p := &Page[T]{Items: items}
	if len(items) > size {
		p.Items = items[:size]
		p.Next = place(&items[size-1]).String()
	}
	return p
}

// DeskQuery says whose applications to list: of a branch, of an enterprise, or with neither of
// the city.
type DeskQuery struct {
	Branch, Enterprise string
	// States are those to list; none are all in which it waits for the branch.
	States []string
	After  string
	Limit  int
}

// DeskItem (待办事项) is an application that is not settled.
type DeskItem struct {
	Application string `json:"application"`
	Project     string `json:"project"`
	Enterprise  string `json:"enterprise"`
	Name        string `json:"name"` // of the enterprise
	Branch      string `json:"branch"`
	State       string `json:"state"`
	// Due is when the review period ends, for one that is returned the end of the day to mend it
	// by, else when it was last touched.
	Due time.Time `json:"due"`
	// Kind is the project's; Number (收件号) of the last receipt, "" for a draft.
	Kind   string `json:"kind"`
	Number string `json:"number"`
	// Handler is the person who has claimed it, "" nobody; HandlerName the person's name.
	Handler     string `json:"handler"`
	HandlerName string `json:"handler_name"`
}

// Inbox (待办列表) lists applications by when they are due.
func (s *Service) Inbox(ctx context.Context, q DeskQuery) (*Page[DeskItem], error) {
	after, err := cursor(q.After)
	if err != nil {
		return nil, err
	}
	if len(q.States) == 0 {
		q.States = s.waiting()
	}
	size := pageSize(q.Limit)
	var items []DeskItem
	err = s.store.View(ctx, func(r Reader) (err error) {
		items, err = r.Desk(q, after, size+1)
		return err
	})
	return paged(items, size, (*DeskItem).place), err
}

// place is fixed in width, so that it sorts as time does.
func (d *DeskItem) place() Cursor {
	return Cursor{placed(d.Due), d.Application}
}

// placed is an instant as a list is ordered by it.
func placed(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }

// waiting are the states in which the clock of the review runs.
func (s *Service) waiting() []string {
	flow := s.notice.Flow("application")
	var out []string
	for _, state := range flow.States {
		if flow.Waits(state.State, "overdue") {
			out = append(out, state.State)
		}
	}
	return out
}

// DeadlineQuery says which task deadlines to list, from the first to the last day, of a branch
// or with "" of the city.
type DeadlineQuery struct {
	Branch   string
	From, To calendar.Date
	After    string
	Limit    int
}

// DeadlineItem (期限事项) is an active project with its days.
type DeadlineItem struct {
	Project Project       `json:"project"`
	Clock   *ProjectClock `json:"clock"`
	Name    string        `json:"name"` // of the enterprise
	// Application is the state of the project's last application, "" while there is none.
	Application string `json:"application"`
}

// Deadlines (期限列表) lists active projects by their task deadlines. The last day to apply follows
// from it and comes in the same order.
func (s *Service) Deadlines(ctx context.Context, q DeadlineQuery) (*Page[DeadlineItem], error) {
	after, err := cursor(q.After)
	if err != nil {
		return nil, err
	}
	size := pageSize(q.Limit)
	out := new(Page[DeadlineItem])
	err = s.store.View(ctx, func(r Reader) error {
		projects, err := r.DueProjects(q.Branch, q.From, q.To, after, size+1)
		if err != nil {
			return err
		}
		page := paged(projects, size, func(p *Project) Cursor { return Cursor{p.Deadline.Date.String(), p.ID} })
		out.Items, out.Next = make([]DeadlineItem, len(page.Items)), page.Next
		for i := range page.Items {
			out.Items[i].Project = page.Items[i]
			if err := s.fillDeadline(r, &out.Items[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return created(out, err)
}

func (s *Service) fillDeadline(r Reader, item *DeadlineItem) error {
	e, err := r.Enterprise(item.Project.Enterprise)
	if err != nil {
		return err
	}
	apps, err := r.Applications(item.Project.ID)
	if err != nil {
		return err
	}
	item.Name = e.Name
	if len(apps) > 0 {
		item.Application = apps[len(apps)-1].State
	}
	item.Clock, err = s.Clock(&item.Project)
	return err
}

// ProjectQuery says which projects to list; "" is any. With an enterprise its projects of all
// branches and states are listed.
type ProjectQuery struct {
	Branch, State string
	Enterprise    string
	After         string
	Limit         int
}

// Projects (项目列表) lists projects in the order of their opening.
func (s *Service) Projects(ctx context.Context, q ProjectQuery) (*Page[Project], error) {
	after, err := cursor(q.After)
	if err != nil {
		return nil, err
	}
	size := pageSize(q.Limit)
	var items []Project
	err = s.store.View(ctx, func(r Reader) (err error) {
		if q.Enterprise != "" {
			items, err = r.ProjectsPageOf(q.Enterprise, after.ID, size+1)
			return err
		}
		items, err = r.ProjectPage(q.Branch, q.State, after.ID, size+1)
		return err
	})
	return paged(items, size, func(p *Project) Cursor { return Cursor{"", p.ID} }), err
}
