package web

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"net/url"
	"path"
	"strings"
	"time"

	"lianshen/internal/clock"
	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/calendar"
	"lianshen/workflow/paper"
)

//go:embed templates
var templateFiles embed.FS

// pageSet is every page's template in one language. Files of templates/parts are there for all;
// each other file is a page that defines "body".
type pageSet struct{ pages map[string]*template.Template }

func loadTemplates(p *Portal) (map[string]*pageSet, error) {
	out := map[string]*pageSet{}
	for _, lang := range []string{"zh", "en"} {
		base, err := template.New("").Option("missingkey=error").Funcs(p.functions(lang)).ParseFS(templateFiles, "templates/parts/*.html")
		if err != nil {
			return nil, err
		}
		set := &pageSet{map[string]*template.Template{}}
		files, err := templateFiles.ReadDir("templates")
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			if f.IsDir() {
				continue
			}
			t, err := template.Must(base.Clone()).ParseFS(templateFiles, "templates/"+f.Name())
			if err != nil {
				return nil, err
			}
			set.pages[strings.TrimSuffix(f.Name(), path.Ext(f.Name()))] = t
		}
		out[lang] = set
	}
	return out, nil
}

func (s *pageSet) execute(w io.Writer, page, block string, data any) error {
	t, ok := s.pages[page]
	if !ok {
		return fmt.Errorf("web: no page %q", page)
	}
	return t.ExecuteTemplate(w, block, data)
}

// functions are what templates are written with.
func (p *Portal) functions(lang string) template.FuncMap {
	return template.FuncMap{
		"t":       func(key string, pairs ...any) (string, error) { return words.say(lang, key, pairs...) },
		"say":     func(t errs.Text) string { return t.In(lang) },
		"date":    func(d calendar.Date) string { return sayDate(d, lang) },
		"day":     func(t time.Time) string { return t.In(clock.Shanghai).Format(time.DateOnly) },
		"abs":     func(n int) int { return max(n, -n) },
		"time":    sayTime,
		"bytes":   sayBytes,
		"add":     func(a, b int) int { return a + b },
		"dict":    dict,
		"list":    func(v ...any) []any { return v },
		"kind":    func(slug string) string { return p.kind(slug, lang) },
		"project": func(kind string) string { return p.projectKind(kind, lang) },
		"role":    func(role string) string { return p.role(role, lang) },
		"post":    func(r workflow.RoleApplication) string { return paper.RolePost(p.Workflow.Notice(), r).In(lang) },
		"tag":     func(name string) string { return tagName(name, lang) },
		"state":   func(subject, state string) string { return p.state(subject, state, lang) },
	}
}

// dict gives a part of a template several values by name.
func dict(pairs ...any) (map[string]any, error) {
	out := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("web: dict: %v is no name", pairs[i])
		}
		out[name] = pairs[i+1]
	}
	return out, nil
}

// kind is the name of a kind of document.
func (p *Portal) kind(slug, lang string) string {
	if k := p.Workflow.Notice().Kind(slug); k != nil {
		return k.Name.In(lang)
	}
	return slug
}

// role is the name of a role of people.
func (p *Portal) role(role, lang string) string {
	if r := p.Workflow.Notice().Person(role); r != nil {
		return r.Name.In(lang)
	}
	return role
}

func (p *Portal) projectKind(kind, lang string) string {
	for _, k := range p.Workflow.Notice().Projects {
		if k.Kind == kind {
			return k.Name.In(lang)
		}
	}
	return kind
}

func (p *Portal) state(subject, state, lang string) string {
	if f := p.Workflow.Notice().Flow(subject); f != nil {
		return f.StateName(state).In(lang)
	}
	return state
}

// sayDate is a day as it is said: 10月17日（周二）, with the year where it is not this one's.
func sayDate(d calendar.Date, lang string) string {
	t := d.Start()
	if lang == "en" {
		return t.Format("Mon 2 Jan 2006")
	}
	return fmt.Sprintf("%d年%d月%d日（周%s）", t.Year(), t.Month(), t.Day(), string([]rune("日一二三四五六")[t.Weekday()]))
}

// sayBytes is a size as people read it; three figures are enough.
func sayBytes(n int64) string {
	switch {
	case n < 1<<10:
		return fmt.Sprintf("%d B", n)
	case n < 1<<20:
		return fmt.Sprintf("%d KB", (n+1<<9)>>10)
	case n < 1<<30:
		return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(n)/(1<<20)), ".0") + " MB"
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(n)/(1<<30)), ".0") + " GB"
}

func escape(s string) string { return url.QueryEscape(s) }
