package store

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"lianshen/workflow"
	"lianshen/workflow/calendar"
)

// listQuery is a query that must stay quick however many projects there are.
type listQuery struct {
	name string
	// run asks for something else at every number.
	run func(t *tx, c *city, n int) error
}

func asked[T any](_ T, err error) error { return err }

// running are the states in which an application waits for the branch.
var waitingStates = []string{"submitted", "handler_review", "leader_review"}

// listQueries are all queries of lists, searches and sweeps.
var listQueries = []listQuery{
	{"inbox of a branch", func(t *tx, c *city, n int) error {
		return asked(t.Desk(workflow.DeskQuery{Branch: c.some(n), States: waitingStates}, workflow.Cursor{}, 51))
	}},
	{"inbox of a branch, a later page", func(t *tx, c *city, n int) error {
		return asked(t.Desk(workflow.DeskQuery{Branch: c.some(n), States: waitingStates}, workflow.Cursor{Key: instant(epoch.AddDate(0, 0, n%14)), ID: "a"}, 51))
	}},
	{"inbox of an enterprise", func(t *tx, c *city, n int) error {
		return asked(t.Desk(workflow.DeskQuery{Enterprise: c.enterprise(n), States: []string{"draft", "returned"}}, workflow.Cursor{}, 51))
	}},
	{"inbox of the city", func(t *tx, _ *city, n int) error {
		return asked(t.Desk(workflow.DeskQuery{States: waitingStates}, workflow.Cursor{Key: instant(epoch.AddDate(0, 0, n%14)), ID: "a"}, 51))
	}},
	{"deadlines of a branch", func(t *tx, c *city, n int) error {
		day := calendar.DateOf(epoch) + calendar.Date(n%300-100)
		return asked(t.DueProjects(c.some(n), day, day+60, workflow.Cursor{}, 51))
	}},
	{"deadlines of the city, a later page", func(t *tx, _ *city, n int) error {
		day := calendar.DateOf(epoch) + calendar.Date(n%300-100)
		return asked(t.DueProjects("", day, day+60, workflow.Cursor{Key: (day + 1).String(), ID: "j"}, 51))
	}},
	{"projects", func(t *tx, c *city, n int) error { return asked(t.ProjectPage("", "", c.projectID(n), 51)) }},
	{"projects of an enterprise", func(t *tx, c *city, n int) error {
		return asked(t.ProjectsPageOf(c.projectID(n), "", 51)) // one that has none is looked for the same way
	}},
	{"projects of a branch", func(t *tx, c *city, n int) error {
		return asked(t.ProjectPage(c.some(n), "", c.projectID(n), 51))
	}},
	{"projects of a branch in a state", func(t *tx, c *city, n int) error {
		return asked(t.ProjectPage(c.some(n), "suspended", c.projectID(n), 51))
	}},
	{"projects in a state", func(t *tx, c *city, n int) error {
		return asked(t.ProjectPage("", "closed", c.projectID(n), 51))
	}},
	{"search: part of a name", func(t *tx, c *city, n int) error { return c.byName(t, n, 5, 9) }},
	{"search: a common part of names", func(t *tx, c *city, n int) error { return c.byName(t, n, 0, 5) }},
	{"search: two common parts that no name has together", func(t *tx, _ *city, n int) error {
		_, _, err := t.ByName(nameParts[1][n%20]+"有限公司", "", 50)
		return err
	}},
	{"search: a code", func(t *tx, c *city, n int) error {
		return asked(t.ByNumber([]string{fmt.Sprintf("91441900MA%07dX", n%c.enterprises)}))
	}},
	{"search: a receipt", func(t *tx, c *city, n int) error { return asked(t.ByNumber([]string{c.receiptNo[n%len(c.receiptNo)]})) }},
	{"search: a serial number", func(t *tx, c *city, n int) error {
		return asked(t.ByNumber([]string{fmt.Sprintf("QP%08d", n%c.projects)}))
	}},
	{"search: an MN", func(t *tx, c *city, n int) error {
		return asked(t.ByNumber([]string{fmt.Sprintf("%024X", n%c.projects)}))
	}},
	{"search: nothing like it", func(t *tx, _ *city, n int) error { return asked(t.ByNumber([]string{fmt.Sprint("none", n)})) }},
	{"overdue", func(t *tx, _ *city, n int) error { return asked(t.OverdueAt(epoch.AddDate(0, 0, n%14), 100)) }},
	{"running", func(t *tx, c *city, n int) error { return asked(t.Running(c.running[n%len(c.running)], 100)) }},
	{"due by a day", func(t *tx, _ *city, n int) error {
		return asked(t.DueBy(calendar.DateOf(epoch)+calendar.Date(n%14), 100))
	}},
	{"to be mended within days", func(t *tx, _ *city, n int) error {
		day := calendar.DateOf(epoch) + calendar.Date(n%10)
		return asked(t.RectifyBetween(day, day+3, 100))
	}},
	{"without an application within days", func(t *tx, _ *city, n int) error {
		day := calendar.DateOf(epoch) + calendar.Date(n%300)
		return asked(t.UnappliedBetween(day, day))
	}},
	{"messages of a person", func(t *tx, _ *city, n int) error {
		return errors.Join(asked(t.Messages("p", fmt.Sprintf("m%07d", n), 50)), asked(t.UnreadMessages("p")), asked(t.Told("kind", "key")))
	}},
	{"open supervisions", func(t *tx, _ *city, _ int) error { return asked(t.OpenSupervisions(100)) }},
	{"deemed approvals", func(t *tx, c *city, n int) error {
		before := workflow.Cursor{Key: instant(epoch.AddDate(0, 0, n%14)), ID: "a"}
		return errors.Join(asked(t.DeemedPage(workflow.DeemedQuery{}, before, 51)), asked(t.DeemedPage(workflow.DeemedQuery{Open: true}, before, 51)),
			asked(t.DeemedPage(workflow.DeemedQuery{Branch: c.some(n)}, before, 51)))
	}},
	{"filings that wait", func(t *tx, c *city, n int) error {
		return errors.Join(asked(t.WaitingFilings(c.some(n), workflow.Cursor{}, 51)), asked(t.WaitingFilings("", workflow.Cursor{Key: instant(epoch), ID: "a"}, 51)))
	}},
	{"enterprises", func(t *tx, c *city, n int) error {
		return errors.Join(asked(t.EnterprisePage("", c.enterprise(n), 51)), asked(t.EnterprisePage(c.some(n), c.enterprise(n), 51)))
	}},
	{"events before one", func(t *tx, c *city, n int) error {
		return errors.Join(asked(t.EventsBefore(int64(n+1), "", 100)), asked(t.EventsBefore(0, c.projectID(n), 100)))
	}},
	{"grants of a person", func(t *tx, c *city, n int) error { return asked(t.Grants(fmt.Sprint("p", n%2))) }},
	{"what an application is made of", func(t *tx, c *city, n int) error {
		a := c.running[n%len(c.running)]
		return errors.Join(asked(t.Application(a)), asked(t.Receipts(a)), asked(t.Returns(a)), asked(t.Steps(a)), asked(t.Sheet(a, 1)), asked(t.SetAsides(a)))
	}},
	{"what a project is made of", func(t *tx, c *city, n int) error {
		p := c.projectID(n)
		return errors.Join(asked(t.Project(p)), asked(t.Applications(p)), asked(t.OpenApplication(p)), asked(t.DeadlineChanges(p)),
			asked(t.Contests(p)), asked(t.ApprovedProject(p)), asked(t.HasInstruments(p)))
	}},
	{"whether a file is named", func(t *tx, _ *city, n int) error { return asked(t.NamesFile(fmt.Sprintf("%064d", n))) }},
	{"events after one", func(t *tx, _ *city, n int) error { return asked(t.Events(int64(n), 100)) }},
	{"who holds a role", func(t *tx, c *city, n int) error {
		return asked(t.Holders("handler", workflow.Reach{Branch: c.some(n), Enterprise: c.enterprise(n)}))
	}},
	{"projects of an enterprise", func(t *tx, c *city, n int) error { return asked(t.ProjectsOf(c.enterprise(n))) }},
	{"an enterprise by code", func(t *tx, c *city, n int) error {
		return asked(t.EnterpriseByUSCC(fmt.Sprintf("91441900MA%07dX", n%c.enterprises)))
	}},
	{"enterprises of a name", func(t *tx, c *city, n int) error {
		return asked(t.EnterprisesNamed(c.enterpriseNames[n*7919%c.enterprises]))
	}},
	{"documents of a project", func(t *tx, c *city, n int) error { return asked(t.Documents(c.projectID(n))) }},
	{"what a person has uploaded in a day", func(t *tx, c *city, n int) error {
		return asked(t.Uploaded(fmt.Sprint("p", n%2), epoch.AddDate(0, 0, n%14)))
	}},
	{"equipment of a project", func(t *tx, c *city, n int) error { return asked(t.Equipment(c.projectID(n))) }},
}

func (c *city) some(n int) string       { return c.branches[n%len(c.branches)] }
func (c *city) enterprise(n int) string { return fmt.Sprintf("e%07d", n*7919%c.enterprises) }
func (c *city) projectID(n int) string  { return fmt.Sprintf("j%07d", n*7919%c.projects) }
func (c *city) byName(t *tx, n, from, to int) error {
	name := []rune(c.enterpriseNames[n*7919%c.enterprises])
	_, _, err := t.ByName(string(name[from:min(to, len(name))]), "", 50)
	return err
}

// watched collects the different queries of a call, with their first arguments.
func watched(t *testing.T, s *Store, run func(*tx) error) map[string][]any {
	t.Helper()
	seen := map[string][]any{}
	err := transact(t.Context(), s.read, nil, func(x *tx) error {
		x.watch = func(q string, args []any) {
			if _, ok := seen[q]; !ok {
				seen[q] = args
			}
		}
		return run(x)
	})
	if err != nil {
		t.Fatal(err)
	}
	return seen
}

// plan is how the database would run a query, a step a line.
func plan(t *testing.T, s *Store, query string, args []any, settings ...string) []string {
	t.Helper()
	var steps []string
	err := transact(t.Context(), s.read, nil, func(x *tx) (err error) {
		for _, set := range settings {
			if err := x.exec(set); err != nil {
				return err
			}
		}
		if s.read == s.write {
			steps, err = all(x, scalar[string], "EXPLAIN "+query, args...)
			return err
		}
		steps, err = all(x, func(r row, v *string) error {
			var id, parent, unused int
			return r.Scan(&id, &parent, &unused, v)
		}, "EXPLAIN QUERY PLAN "+query, args...)
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return steps
}

// scans are the steps of a plan that go through a whole table, or sort what they found.
func scans(steps []string) (out []string) {
	for _, step := range steps {
		sqlite := strings.HasPrefix(step, "SCAN ") && !strings.HasPrefix(step, "SCAN few") && !strings.HasPrefix(step, "SCAN (subquery") &&
			step != "SCAN supervisions USING INDEX supervisions_open" || // which holds the open ones alone
			strings.Contains(step, "USE TEMP B-TREE FOR ORDER BY") || strings.Contains(step, "USE TEMP B-TREE FOR LAST TERM")
		if sqlite || strings.Contains(step, "Seq Scan") {
			out = append(out, step)
		}
	}
	return out
}

// maySort are the queries that sort what they found by an index: of one person, project or
// enterprise, or a handful.
var maySort = map[string]bool{
	"who holds a role": true, "projects of an enterprise": true, "grants of a person": true,
	"what an application is made of": true, "what a project is made of": true,
}

// No list, search or sweep goes through all rows: every query finds its rows by an index.
func TestPlans(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		up(t, s)
		c := seeded(t, s, 2000)
		var settings []string
		if s.read == s.write {
			settings = []string{"SET LOCAL enable_seqscan = off"} // at this size it would be right to scan
		}
		for _, q := range listQueries {
			for query, args := range watched(t, s, func(x *tx) error { return q.run(x, c, 1) }) {
				for _, step := range scans(plan(t, s, query, args, settings...)) {
					if !maySort[q.name] || !strings.Contains(step, "ORDER BY") {
						t.Errorf("%s: %s\n%s", q.name, query, step)
					}
				}
			}
		}
	})
}

// The test above can fail: it sees the query that has no index.
func TestPlansSeeAScan(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		up(t, s)
		if steps := plan(t, s, `SELECT id FROM projects WHERE kind = $1`, []any{"new"}); len(scans(steps)) == 0 {
			t.Errorf("steps = %v", steps)
		}
		steps := plan(t, s, `SELECT id FROM projects WHERE branch = $1 ORDER BY kind`, []any{"b"})
		if s.read != s.write && len(scans(steps)) == 0 {
			t.Errorf("steps = %v", steps)
		}
	})
}
