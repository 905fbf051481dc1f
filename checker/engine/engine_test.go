package engine_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"lianshen/checker/engine"
	"lianshen/policies"
)

func newEngine(t testing.TB, o engine.Options) *engine.Engine {
	t.Helper()
	e, err := engine.New(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// folder is a copy of the shipped policies with one more file.
func folder(t *testing.T, name, text string) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(policies.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(name, "_test.rego") {
			return err
		}
		data, err := fs.ReadFile(policies.FS, name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	files[name] = &fstest.MapFile{Data: []byte(text)}
	return files
}

// module is a file of rules with one rule, whose METADATA is complete, and the body given.
func module(body string) string {
	return `# METADATA
# title: 试验
# description: A topic for tests.
# schemas:
#   - input: schema.input
package extra

import data.lib.result

# METADATA
# title: 试验规则
# description: A rule for tests.
# custom:
#   short_name: rule
#   severity: block
#   checks: [1]
#   failure_msg: { zh: "{value}不对", en: "{value} is wrong" }
#   solution: { zh: 改正, en: mend it }
#   basis: [试验]
#   collections: []
#   depends_on: []
deny contains r if {
	chain := rego.metadata.chain()
` + body + `
}
`
}

const finds = `	r := result.fail(chain, {"params": {"value": {"zh": "甲", "en": "A"}}})`

func TestNewRefuses(t *testing.T) {
	for name, tt := range map[string]struct{ file, text, want string }{
		"syntax":          {"extra/extra.rego", "package extra\n\ndeny contains {\n", "extra/extra.rego:4"},
		"http":            {"extra/extra.rego", module("\thttp.send({\"url\": \"http://localhost\"})\n" + finds), "extra/extra.rego:24: rego_type_error: undefined function http.send"},
		"environment":     {"extra/extra.rego", module("\topa.runtime().env\n" + finds), "undefined function opa.runtime"},
		"clock":           {"extra/extra.rego", module("\ttime.now_ns() > 0\n" + finds), "undefined function time.now_ns"},
		"chance":          {"extra/extra.rego", module("\trand.intn(\"a\", 2) == 1\n" + finds), "undefined function rand.intn"},
		"name lookup":     {"extra/extra.rego", module("\tnet.lookup_ip_addr(\"localhost\")\n" + finds), "undefined function net.lookup_ip_addr"},
		"unknown fact":    {"extra/extra.rego", module("\tinput.documents[_].facts.seals[_].colours == \"red\"\n" + finds), "extra/extra.rego:24: rego_type_error: undefined ref"},
		"unused variable": {"extra/extra.rego", module("\tunused := 1\n" + finds), "assigned var unused unused"},
		"unknown key":     {"extra/extra.rego", strings.Replace(module(finds), "depends_on", "depend_on", 1), `unknown field "depend_on"`},
		"no metadata":     {"extra/extra.rego", "package extra\n\ndeny contains 1\n", "extra/extra.rego:3: deny has no METADATA"},
		"complete rule":   {"extra/extra.rego", "package extra\n\ndeny := true\n", "deny must be written"},
		"one language":    {"extra/extra.rego", strings.Replace(module(finds), ", en: mend it", "", 1), "need zh and en"},
		"severity":        {"extra/extra.rego", strings.Replace(module(finds), "severity: block", "severity: fatal", 1), `severity "fatal"`},
		"no basis":        {"extra/extra.rego", strings.Replace(module(finds), "basis: [试验]", "basis: []", 1), "needs custom.basis"},
		"no title":        {"extra/extra.rego", strings.Replace(module(finds), "# title: 试验规则\n", "", 1), "needs title"},
		"date":            {"extra/extra.rego", strings.Replace(module(finds), "depends_on: []", "effective_on: tomorrow", 1), `cannot parse "tomorrow"`},
		"collection":      {"extra/extra.rego", strings.Replace(module(finds), "collections: []", "collections: [letter]", 1), `"letter" is no kind of document`},
		"dependency":      {"extra/extra.rego", strings.Replace(module(finds), "depends_on: []", "depends_on: [no.rule]", 1), "no.rule, which does not exist"},
		"circle":          {"extra/extra.rego", strings.Replace(module(finds), "depends_on: []", "depends_on: [extra.rule]", 1), "extra.rule depends on itself"},
		"same code":       {"extra/more.rego", module(finds) + strings.SplitN(module(finds), "import data.lib.result\n", 2)[1], "code extra.rule stands at"},
		"rule data":       {"rule_data.yaml", "confidence: { decide: 2 }\n", "rule_data.yaml"},
		"reference":       {"reference/plan.yaml", "station: {}\n", "reference/plan.yaml"},
		"no schema":       {"reference/extra.yaml", "a: 1\n", "schemas/extra.json"},
		"same name":       {"reference/branches.yaml", "[]\n", "reference/branches.yaml: there is another file branches"},
		"no YAML":         {"reference/factors.yaml", "codes: [\n", "reference/factors.yaml"},
		"notice":          {"notice/dongguan-2023-42.yaml", "kinds: []\n", "notice/dongguan-2023-42.yaml"},
		"broken schema":   {"schemas/input.json", "{", "schemas/input.json"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := engine.New(t.Context(), engine.Options{Policies: folder(t, tt.file, tt.text)})
			if err == nil {
				t.Fatal("it was accepted")
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error does not say %q:\n%v", tt.want, err)
			}
		})
	}
}

func TestNewRefusesAnEmptyFolder(t *testing.T) {
	if _, err := engine.New(t.Context(), engine.Options{Policies: fstest.MapFS{}}); err == nil {
		t.Error("a folder without rules was accepted")
	}
}

func TestRuleDataOverrides(t *testing.T) {
	strict := map[string]any{"seal": map[string]any{"diameter_mm": map[string]any{"max": 40}}}
	e := newEngine(t, engine.Options{RuleData: strict})
	got := evaluate(t, e, dossier(document("acceptance-report", 1, 0)))
	if len(got.Findings) != 0 { // 40.2 mm lies within the tolerance of 0.5 mm
		t.Errorf("findings: %+v", got.Findings)
	}
	strict["seal"] = map[string]any{"diameter_mm": map[string]any{"max": 39}}
	e = newEngine(t, engine.Options{RuleData: strict})
	if got := codes(evaluate(t, e, dossier(document("acceptance-report", 1, 0)))); got != "seal.diameter" {
		t.Errorf("findings: %q, want seal.diameter", got)
	}
}

func TestRuleDataThatNoRuleKnowsIsRefused(t *testing.T) {
	_, err := engine.New(t.Context(), engine.Options{RuleData: map[string]any{"seals": 1}})
	if err == nil || !strings.Contains(err.Error(), "seals") {
		t.Errorf("error = %v", err)
	}
}

func TestRevision(t *testing.T) {
	base := newEngine(t, engine.Options{}).Revision()
	if again := newEngine(t, engine.Options{}).Revision(); again != base {
		t.Errorf("the revision of the same rules differs: %s, %s", base, again)
	}
	if !strings.HasPrefix(base, "sha256:") || len(base) != len("sha256:")+64 {
		t.Errorf("revision %q", base)
	}
	data := map[string]any{"confidence": map[string]any{"decide": 0.9}}
	for name, o := range map[string]engine.Options{
		"rule":      {Policies: folder(t, "extra/extra.rego", module(finds))},
		"rule data": {RuleData: data},
	} {
		if got := newEngine(t, o).Revision(); got == base {
			t.Errorf("another %s, same revision", name)
		}
	}
}

func TestCatalogue(t *testing.T) {
	var present engine.Rule
	rules := newEngine(t, engine.Options{}).Catalogue()
	for _, r := range rules {
		if r.Code == "seal.present" {
			present = r
		}
	}
	if present.Severity != engine.Block || len(present.Collections) != 10 || present.Title == "" {
		t.Errorf("seal.present: %+v", present)
	}
	if got := present.ChecksFor("acceptance-report"); len(got) != 1 || got[0] != 15 {
		t.Errorf("checks for acceptance-report: %v", got)
	}
	if got := present.ChecksFor("letter"); len(got) != 9 {
		t.Errorf("checks for another document: %v", got)
	}
	rules[0].Code = "changed"
	if newEngine(t, engine.Options{}).Catalogue()[0].Code == "changed" {
		t.Error("the catalogue can be changed from outside")
	}
}
