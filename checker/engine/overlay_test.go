package engine_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"lianshen/checker/engine"
)

func overlaid(t *testing.T, files map[string]string) (engine.Options, error) {
	t.Helper()
	dir := fstest.MapFS{}
	for name, text := range files {
		dir[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return engine.Folder(dir)
}

func hasRule(e *engine.Engine, code string) bool {
	return slices.ContainsFunc(e.Catalogue(), func(r engine.Rule) bool { return r.Code == code })
}

func TestAnOverlayAddsATopic(t *testing.T) {
	o, err := overlaid(t, map[string]string{"extra/extra.rego": module(finds)})
	if err != nil {
		t.Fatal(err)
	}
	e := newEngine(t, o)
	if !hasRule(e, "extra.rule") || !hasRule(e, "seal.present") {
		t.Error("the overlay's rule or the program's own are missing")
	}
	if got := codes(evaluate(t, e, dossier(document("acceptance-report", 1, 0)))); got != "extra.rule" {
		t.Errorf("findings: %s", got)
	}
}

func TestAnOverlayReplacesAFile(t *testing.T) {
	o, err := overlaid(t, map[string]string{"person/person.rego": strings.Replace(module(finds), "package extra", "package person", 1)})
	if err != nil {
		t.Fatal(err)
	}
	e := newEngine(t, o)
	if !hasRule(e, "person.rule") || hasRule(e, "person.phone") {
		t.Error("the file was not replaced")
	}
}

func TestAnOverlayChangesSingleValues(t *testing.T) {
	o, err := overlaid(t, map[string]string{"rule_data.yaml": "seal: { diameter_mm: { max: 39 } }\n"})
	if err != nil {
		t.Fatal(err)
	}
	if got := codes(evaluate(t, newEngine(t, o), dossier(document("acceptance-report", 1, 0)))); got != "seal.diameter" {
		t.Errorf("findings: %s", got)
	}
}

func TestFolderRefuses(t *testing.T) {
	if _, err := overlaid(t, map[string]string{"readme.txt": "x"}); !errors.Is(err, engine.ErrNoRules) {
		t.Errorf("no rules: %v", err)
	}
	for name, text := range map[string]string{"rule_data.yaml": "seal: [\n", "notice/dongguan-2023-42.yaml": "kinds: []\n"} {
		if _, err := overlaid(t, map[string]string{name: text}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A copy of the rules stands alone: what its author removed is gone.
func TestAWholeCopyStandsAlone(t *testing.T) {
	copied := folder(t, "extra/extra.rego", module(finds)).(fstest.MapFS)
	delete(copied, "person/person.rego")
	o, err := engine.Folder(copied)
	if err != nil {
		t.Fatal(err)
	}
	if e := newEngine(t, o); hasRule(e, "person.phone") || !hasRule(e, "extra.rule") {
		t.Error("the program's rules shine through a whole copy")
	}
}
