package web_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"lianshen/api"
	"lianshen/api/web/webtest"
)

// Nobody needs to sign in to read the contract; every operation and schema is there, everything
// leads somewhere, and the box finds.
func TestContractPage(t *testing.T) {
	c := webtest.New(t)
	b := webtest.Open(t, c.URL)
	b.Go("/sign-in")
	b.Press(".foot a[href='/api/docs']")
	b.Sees("接口文档")
	whole(t, b)
	seen(t, b, "contract")

	b.Do(chromedp.SendKeys(chromedp.CSS("#contract-find"), "TUS 上传"))
	b.Sees("找到 2 项")
	if got := webtest.Eval[[]string](b, left); !slices.Equal(got, []string{"op-beginUpload", "op-endUpload"}) {
		t.Errorf("found %v", got)
	}
	seen(t, b, "contract-found")
	b.Do(chromedp.Evaluate[chromedp.Void](`location.hash = "#schema-Problem"`)) // which the box has left out
	b.Gone("找到")
	if !webtest.Eval[bool](b, `(r => r.top >= 0 && r.top < innerHeight)(document.querySelector("#schema-Problem").getBoundingClientRect())`) {
		t.Error("what the address points at is not shown")
	}
	b.Press(".who form[action='/language'] button")
	b.Sees("The JSON API")
	b.Sees("Sign in; the answer sets the cookie of the session.")
	b.Shoot("contract-en")
}

const left = `Array.from(document.querySelectorAll(".contract-main [data-find]:not([hidden])"), e => e.id)`

// whole holds the page against the contract that is served.
func whole(t *testing.T, b *webtest.Browser) {
	t.Helper()
	var doc struct {
		Paths map[string]map[string]struct {
			ID string `yaml:"operationId"`
		}
		Components struct{ Schemas map[string]any }
	}
	if err := yaml.Unmarshal(api.OpenAPI(), &doc); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for path, methods := range doc.Paths {
		for method, op := range methods {
			want["op-"+op.ID] = strings.ToUpper(method) + " " + path
		}
	}
	for name := range doc.Components.Schemas {
		want["schema-"+name] = name
	}
	got := webtest.Eval[map[string]string](b, `Object.fromEntries(Array.from(document.querySelectorAll(".op"), e => [e.id, e.querySelector("h3").innerText.trim()]))`)
	for id, head := range want {
		if got[id] != head {
			t.Errorf("%s is headed %q, not %q", id, got[id], head)
		}
	}
	if n := webtest.Eval[int](b, `document.querySelectorAll(".op").length`); n != len(want) {
		t.Errorf("%d of %d operations and schemas", n, len(want))
	}
	for _, link := range webtest.Eval[[]string](b, `Array.from(document.querySelectorAll('a[href^="#"]'), a => a.getAttribute("href")).filter(h => !document.getElementById(h.slice(1)))`) {
		t.Errorf("%s leads nowhere", link)
	}
	for _, id := range webtest.Eval[[]string](b, `(ids => ids.filter((id, i) => ids.indexOf(id) !== i))(Array.from(document.querySelectorAll("[id]"), e => e.id))`) {
		t.Errorf("#%s is there twice", id)
	}
	for _, tag := range webtest.Eval[[]string](b, `Array.from(document.querySelectorAll(".contract-tag h2")).filter(h => h.id === "tag-" + h.innerText).map(h => h.id)`) {
		t.Errorf("locale/contract.yaml has no word for %s", tag)
	}
	problem(t, webtest.Eval[string](b, `document.querySelector("#problem").innerText`))
}

// problem holds the example of an error against the schema of errors.
func problem(t *testing.T, example string) {
	t.Helper()
	all := jsonschema.NewCompiler()
	raw := webtest.Must(yaml.YAMLToJSON(api.OpenAPI()))(t)
	if err := all.AddResource("openapi.json", webtest.Must(jsonschema.UnmarshalJSON(bytes.NewReader(raw)))(t)); err != nil {
		t.Fatal(err)
	}
	schema := webtest.Must(all.Compile("openapi.json#/components/schemas/Problem"))(t)
	if err := schema.Validate(webtest.Must(jsonschema.UnmarshalJSON(strings.NewReader(example)))(t)); err != nil {
		t.Errorf("%v\n%s", err, example)
	}
}
