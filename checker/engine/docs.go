package engine

import (
	"bytes"
	_ "embed"
	"slices"
	"strings"
	"text/template"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Topic is one package of rules, from its METADATA.
type Topic struct {
	Name        string // "seal"
	Title       string
	Description string
}

// Topics returns the topics in order of their names.
func (e *Engine) Topics() []Topic {
	out := make([]Topic, len(e.topics))
	for i, t := range e.topics {
		out[i] = t.Topic
	}
	return out
}

func describeTopic(c *ast.Compiler, name string) Topic {
	t := Topic{Name: name, Title: name}
	path := ast.MustParseRef("data." + name)
	a := c.GetAnnotationSet().GetPackageScope(&ast.Package{Path: path})
	if a != nil {
		t.Title, t.Description = a.Title, a.Description
	}
	return t
}

//go:embed docs.md.tmpl
var docsTemplate string

// severityNames are the severities as users read them.
var severityNames = map[string]string{
	Block: "阻断 (block)", Warn: "提醒 (warn)", Info: "提示 (info)",
}

// Docs renders the catalogue as Markdown, Chinese first: a page "<topic>.md" for every topic
// and the index "README.md".
func (e *Engine) Docs() (map[string][]byte, error) {
	t, err := template.New("docs").Funcs(template.FuncMap{
		"severity": func(s string) string { return severityNames[s] },
		"codes":    quoted,
		"kinds":    e.kindNames,
	}).Parse(docsTemplate)
	if err != nil {
		return nil, err
	}
	pages := map[string][]byte{}
	type page struct {
		Topic
		Rules []Rule
	}
	var all []page
	for _, topic := range e.Topics() {
		all = append(all, page{topic, e.rulesOf(topic.Name)})
	}
	for _, p := range all {
		if pages[p.Name+".md"], err = render(t, "topic", p); err != nil {
			return nil, err
		}
	}
	pages["README.md"], err = render(t, "index", all)
	return pages, err
}

func render(t *template.Template, name string, data any) ([]byte, error) {
	var out bytes.Buffer
	err := t.ExecuteTemplate(&out, name, data)
	return out.Bytes(), err
}

func (e *Engine) rulesOf(topic string) []Rule {
	return slices.DeleteFunc(e.Catalogue(), func(r Rule) bool { return r.Topic != topic })
}

func quoted(codes []string) string {
	out := make([]string, len(codes))
	for i, code := range codes {
		out[i] = "`" + code + "`"
	}
	return strings.Join(out, "、")
}

// kindNames says which documents a rule judges.
func (e *Engine) kindNames(collections []string) string {
	switch len(collections) {
	case 0:
		return "项目数据 (project data)"
	case len(e.slugs):
		return "全部材料 (every document)"
	default:
		return quoted(collections)
	}
}
