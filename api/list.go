package api

import (
	"slices"
	"strconv"

	"lianshen/api/problem"
	"lianshen/internal/clock"
	"lianshen/workflow"
	"lianshen/workflow/calendar"
)

// Lists as they are answered, a page at a time; Next is sent as after.
type (
	// ProjectList is a page of projects.
	ProjectList struct {
		Items []workflow.Project `json:"items"`
		Next  string             `json:"next"`
	}
	// Desk is a page of applications that wait.
	Desk struct {
		Items []workflow.DeskItem `json:"items"`
		Next  string              `json:"next"`
	}
	// DeadlineList is a page of projects by their days.
	DeadlineList struct {
		Items []workflow.DeadlineItem `json:"items"`
		Next  string                  `json:"next"`
	}
	// FoundList is a page of what was looked for.
	FoundList struct {
		Items []workflow.Found `json:"items"`
		Next  string           `json:"next"`
	}
)

// Most and usual items of a page of what is not a list of the workflow.
const (
	pageSize = 20
	pageMost = 100
)

// limit is how many items were asked for.
func (c *call) limit() (int, error) {
	q := c.fiber.Query("limit")
	if q == "" {
		return pageSize, nil
	}
	n, err := strconv.Atoi(q)
	if err != nil || n < 1 || n > pageMost {
		return 0, problem.Malformed("limit: 1 … 100")
	}
	return n, nil
}

// listing is what every list is asked for by.
type listing struct {
	branch, enterprise string
	after              string
	limit              int
}

func (s *Server) listing(c *call) (*listing, error) {
	branch, enterprise, err := s.where(c)
	if err != nil {
		return nil, err
	}
	limit, err := c.limit()
	return &listing{branch, enterprise, c.fiber.Query("after"), limit}, err
}

// officers is a listing that enterprises have no part in.
func (s *Server) officers(c *call) (*listing, error) {
	l, err := s.listing(c)
	if err == nil && l.enterprise != "" {
		return nil, workflow.ErrForbidden
	}
	return l, err
}

// where is whose list is asked for, no further than the caller sees: the branch or enterprise
// that is named, else the caller's own first one; neither is the city.
func (s *Server) where(c *call) (branch, enterprise string, err error) {
	sight, err := s.Workflow.Sight(c.ctx, c.who.Session.Person)
	if err != nil {
		return "", "", err
	}
	branch, enterprise = c.fiber.Query("branch"), c.fiber.Query("enterprise")
	switch {
	case sight.City,
		branch != "" && enterprise == "" && slices.Contains(sight.Branches, branch),
		enterprise != "" && branch == "" && slices.Contains(sight.Enterprises, enterprise):
		return branch, enterprise, nil
	case branch != "" || enterprise != "":
		return "", "", workflow.ErrNotFound
	case len(sight.Branches) > 0:
		return sight.Branches[0], "", nil
	case len(sight.Enterprises) > 0:
		return "", sight.Enterprises[0], nil
	}
	return "", "", workflow.ErrForbidden
}

func (s *Server) projects(c *call) (any, error) {
	l, err := s.listing(c)
	if err != nil {
		return nil, err
	}
	page, err := s.Workflow.Projects(c.ctx, workflow.ProjectQuery{
		Branch: l.branch, Enterprise: l.enterprise, State: c.fiber.Query("state"), After: l.after, Limit: l.limit,
	})
	if err != nil {
		return nil, err
	}
	return ProjectList(*page), nil
}

func (s *Server) inbox(c *call) (any, error) {
	l, err := s.listing(c)
	if err != nil {
		return nil, err
	}
	q := workflow.DeskQuery{Branch: l.branch, Enterprise: l.enterprise, After: l.after, Limit: l.limit}
	if state := c.fiber.Query("state"); state != "" {
		q.States = []string{state}
	}
	page, err := s.Workflow.Inbox(c.ctx, q)
	if err != nil {
		return nil, err
	}
	return Desk(*page), nil
}

// deadlines are of a branch or the city, from today for a quarter when no days are named.
func (s *Server) deadlines(c *call) (any, error) {
	l, err := s.officers(c)
	if err != nil {
		return nil, err
	}
	from, err := c.day("from", calendar.DateOf(clock.System{}.Now()))
	if err != nil {
		return nil, err
	}
	to, err := c.day("to", from+quarter)
	if err != nil {
		return nil, err
	}
	page, err := s.Workflow.Deadlines(c.ctx, workflow.DeadlineQuery{Branch: l.branch, From: from, To: to, After: l.after, Limit: l.limit})
	if err != nil {
		return nil, err
	}
	return DeadlineList(*page), nil
}

// quarter is in days.
const quarter = 92

func (c *call) day(name string, otherwise calendar.Date) (calendar.Date, error) {
	q := c.fiber.Query(name)
	if q == "" {
		return otherwise, nil
	}
	return calendar.ParseDate(q)
}

func (s *Server) search(c *call) (any, error) {
	l, err := s.officers(c)
	if err != nil {
		return nil, err
	}
	page, err := s.Workflow.Search(c.ctx, workflow.SearchQuery{Text: c.fiber.Query("text"), Branch: l.branch, After: l.after, Limit: l.limit})
	if err != nil {
		return nil, err
	}
	return FoundList(*page), nil
}
