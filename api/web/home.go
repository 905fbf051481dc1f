package web

import (
	"strings"

	"lianshen/workflow"
)

var homeRoutes = []route{
	{Method: get, Path: "/", Op: "home", Do: (*Portal).home},
}

// navigation are the ways that somebody with this sight has.
func navigation(v *visit, page *Page) []Link {
	var out []Link
	add := func(to, key string, count int) {
		out = append(out, Link{To: to, Text: v.t("nav." + key), Here: here(page.Path, to), Count: count})
	}
	add("/", "home", 0)
	officerWays(page.Sight, add)
	peopleWays(page.Sight, add)
	add("/messages", "messages", page.Unread)
	return out
}

// here reports whether a page stands under a way of the navigation.
func here(path, to string) bool {
	if to == "/" {
		return path == "/" || strings.HasPrefix(path, "/projects/")
	}
	return path == to || strings.HasPrefix(path, to+"/")
}

type homePage struct {
	*Page
	Projects []projectRow
	Next     string
	// Officers is what waits for an officer, nil for others.
	Officers *officersHome
}

// projectRow is a project in a list, with what comes next in it.
type projectRow struct {
	workflow.Project
	Tasks *taskList
	Clock *workflow.ProjectClock
	Left  int // working days to the last day to apply
	// Applied is that the day no longer matters.
	Applied bool
	// Step is the one to work on, nil when all are done.
	Step *step
}

// home is where everybody begins: an enterprise with its projects.
func (p *Portal) home(v *visit) error {
	page, err := v.page(v.t("home.title"))
	if err != nil {
		return err
	}
	to, err := v.elsewhere(page)
	if err != nil {
		return err
	}
	if to != "" {
		return v.see(to, "")
	}
	out := &homePage{Page: page}
	if out.Officers, err = v.officersHome(page); err != nil {
		return err
	}
	for _, e := range page.Sight.Enterprises {
		list, err := p.Workflow.Projects(v.ctx, workflow.ProjectQuery{Enterprise: e, After: v.query("after")})
		if err != nil {
			return err
		}
		for _, project := range list.Items {
			row, err := v.row(project)
			if err != nil {
				return err
			}
			out.Projects = append(out.Projects, *row)
		}
		out.Next = list.Next
	}
	return v.show("home", out)
}

func (v *visit) row(project workflow.Project) (*projectRow, error) {
	d, err := v.p.Workflow.Dossier(v.ctx, project.ID)
	if err != nil {
		return nil, err
	}
	app := lastApplication(d)
	row := &projectRow{Project: project, Clock: d.Clock, Applied: app != nil && app.Round > 0}
	if row.Tasks, err = v.tasks(d); err != nil {
		return nil, err
	}
	for i := range row.Tasks.Steps {
		if row.Tasks.Steps[i].Now {
			row.Step = &row.Tasks.Steps[i]
		}
	}
	if d.Clock != nil {
		row.Left = v.p.Workflow.WorkingDaysTo(d.Clock.LastDay)
	}
	return row, nil
}
