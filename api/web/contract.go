package web

import (
	"encoding/json"
	"html/template"
	"strings"
	"sync"

	"lianshen/api/contract"
	"lianshen/api/problem"
	"lianshen/policies/authz"
	"lianshen/workflow"
)

var contractRoutes = []route{
	{Method: get, Path: "/api/docs", Op: "contractPage", Open: true, Do: (*Portal).contractPage},
}

// contractPage is the contract of the JSON API (接口文档), to read and to copy from.
type contractPage struct {
	*Page
	Reference template.HTML
}

// reference is what the page is written from, the same for everybody.
type reference struct {
	Contract *contract.Contract
	// Problem is an error as the API answers it.
	Problem string
	allowed func(surface, op string) []string
}

// May are the roles that may call an operation; authz.Anyone and authz.AnySession have words of
// their own.
func (r *reference) May(op string) []string { return r.allowed(authz.API, op) }

func (p *Portal) contractPage(v *visit) error {
	page, err := v.page(v.t("contract.title"))
	if err != nil {
		return err
	}
	written, err := p.reference[v.lang]()
	if err != nil {
		return err
	}
	return v.show("contract", &contractPage{page, written})
}

// references writes the contract in either language, when it is first asked for: it is long,
// anyone may ask, and most servers of a test are never asked.
func references(p *Portal) map[string]func() (template.HTML, error) {
	parsed := sync.OnceValues(func() (*contract.Contract, error) { return contract.Parse(p.Contract) })
	write := func(lang string) (template.HTML, error) {
		c, err := parsed()
		if err != nil {
			return "", err
		}
		stale, err := sayProblem(lang)
		if err != nil {
			return "", err
		}
		var out strings.Builder
		err = p.templates[lang].execute(&out, "contract", "reference", &reference{c, stale, p.Gate.Allowed})
		return template.HTML(out.String()), err //nolint:gosec // html/template has written it
	}
	out := map[string]func() (template.HTML, error){}
	for _, lang := range []string{"zh", "en"} {
		out[lang] = sync.OnceValues(func() (template.HTML, error) { return write(lang) })
	}
	return out
}

// sayProblem is the answer to a change of what somebody else has changed.
func sayProblem(lang string) (string, error) {
	e, status := problem.Of(workflow.ErrVersion)
	raw, err := json.MarshalIndent(map[string]any{
		"type": "about:blank", "title": e.Message.In(lang), "status": status, "code": e.Code, "field": e.Field,
		"message": e.Message, "remedy": e.Remedy, "request": "0b54bb2c-90f5-4d0e-9a5f-6a1d7b0c2f11",
	}, "", "  ")
	return string(raw), err
}

// tagName is what a group of operations is called; its name in the contract where there is no word.
func tagName(name, lang string) string {
	if text, err := words.say(lang, "contract.tag."+name); err == nil {
		return text
	}
	return name
}
