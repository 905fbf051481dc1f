package web

import (
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
	add("/messages", "messages", page.Unread)
	return out
}

// here reports whether a page stands under a way of the navigation.
func here(path, to string) bool {
	if to == "/" {
		return path == "/"
	}
	return path == to || len(path) > len(to) && path[:len(to)+1] == to+"/"
}

type homePage struct {
	*Page
	Projects []workflow.Project
	Next     string
}

func (p *Portal) home(v *visit) error {
	page, err := v.page(v.t("home.title"))
	if err != nil {
		return err
	}
	out := &homePage{Page: page}
	for _, e := range page.Sight.Enterprises {
		list, err := p.Workflow.Projects(v.ctx, workflow.ProjectQuery{Enterprise: e, After: v.query("after")})
		if err != nil {
			return err
		}
		out.Projects = append(out.Projects, list.Items...)
		out.Next = list.Next
	}
	return v.show("home", out)
}
