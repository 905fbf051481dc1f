package policies_test

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker/engine"
	"lianshen/policies"
	"lianshen/policies/notice"
)

// rules are the catalogue. That codes are unique, dependencies exist, dates parse and
// collections are kinds of the notice is refused by engine.New already.
func rules(t *testing.T) []engine.Rule {
	t.Helper()
	e, err := engine.New(t.Context(), options())
	if err != nil {
		t.Fatal(err)
	}
	return e.Catalogue()
}

var placeholder = regexp.MustCompile(`\{[^}]*\}`)

func placeholders(text string) []string {
	found := placeholder.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// What `policy lint` checks holds for our own rules: layout, tests beside them, placeholders
// in both languages, the clause map, waiting for file.readable.
func TestLint(t *testing.T) {
	problems, err := engine.Lint(t.Context(), options())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p)
	}
}

// Rules about a demanded seal, and about the enterprise's name, apply to the documents that
// the notice file says, no more and no fewer.
func TestCollectionsFollowTheNotice(t *testing.T) {
	n, err := notice.Default()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{}
	for _, k := range n.Kinds {
		if k.Seal.Owner != nil {
			for _, code := range []string{"seal.pages_read", "seal.present", "seal.owner_mismatch", "seal.wrong_kind", "seal.shape"} {
				want[code] = append(want[code], k.Slug)
			}
		}
		if k.NamesEnterprise {
			want["document.enterprise_name"] = append(want["document.enterprise_name"], k.Slug)
		}
	}
	for _, r := range rules(t) {
		if slugs, ok := want[r.Code]; ok {
			if diff := cmp.Diff(slugs, r.Collections); diff != "" {
				t.Errorf("%s (-notice +rule):\n%s", r.Code, diff)
			}
			delete(want, r.Code)
		}
	}
	if len(want) > 0 {
		t.Errorf("no such rule: %v", slices.Collect(maps.Keys(want)))
	}
}

// What the program carries is what lies in the folder.
func TestEmbedded(t *testing.T) {
	eachRego(t, func(t *testing.T, name string, text []byte) {
		carried, err := fs.ReadFile(policies.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		if string(carried) != string(text) {
			t.Error("differs from the embedded file")
		}
	})
}

// The policy of access is no part of the rules: not in what the program judges by, not in its
// revision, and not in what a folder of an author's can replace.
func TestAccessIsNoRule(t *testing.T) {
	if _, err := fs.Stat(policies.FS, policies.Access); err == nil {
		t.Error("the rule set holds the policy of access")
	}
	plain, err := engine.New(t.Context(), options())
	if err != nil {
		t.Fatal(err)
	}
	rule := []byte("# METADATA\n# scope: package\npackage file.readable\n") // two of one name would not compile
	o, err := engine.Folder(fstest.MapFS{"authz/authz.rego": {Data: rule}, "rule_data.yaml": {Data: []byte("{}")}})
	if err != nil {
		t.Fatal(err)
	}
	over, err := engine.New(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if plain.Revision() != over.Revision() {
		t.Error("a policy of access changes the revision of the rules")
	}
	if _, err := engine.Folder(fstest.MapFS{"authz/authz.rego": {Data: rule}}); !errors.Is(err, engine.ErrNoRules) {
		t.Errorf("a folder with nothing else is a rule set: %v", err)
	}
	whole, err := engine.New(t.Context(), engine.Options{Policies: os.DirFS(".")})
	if err != nil {
		t.Fatal(err)
	}
	if whole.Revision() != plain.Revision() {
		t.Error("the folder of the rules has another revision than what the program carries")
	}
}

func eachRego(t *testing.T, check func(t *testing.T, name string, text []byte)) {
	t.Helper()
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && name == policies.Access {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || path.Ext(name) != ".rego" {
			return err
		}
		text, err := os.ReadFile(name)
		if err == nil {
			t.Run(name, func(t *testing.T) { check(t, name, text) })
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// documentChecks are the numbers of the check list that concern documents and the
// application; those after them are about review and data, which no rule sees.
const documentChecks = 118

func TestEveryCheckHasARule(t *testing.T) {
	served := map[int]bool{}
	for _, r := range rules(t) {
		for _, n := range r.Checks {
			served[n] = true
		}
	}
	var missing []int
	for n := 1; n <= documentChecks; n++ {
		if !served[n] {
			missing = append(missing, n)
		}
	}
	if len(missing) > 0 {
		t.Errorf("no rule serves the checks %v", missing)
	}
}

// Codes that the notice names, for the lines of the sheet and for what cannot be contested,
// are rules of the book, and every topic stands under a line.
func TestNoticeNamesRules(t *testing.T) {
	n, err := notice.Default()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, r := range rules(t) {
		known[r.Code] = true
		known[path.Dir(strings.ReplaceAll(r.Code, ".", "/"))] = true
		if n.LineOf(r.Code) == "" {
			t.Errorf("%s stands under no line", r.Code)
		}
	}
	named := slices.Clone(n.Uncontestable)
	for _, l := range n.Sheet {
		named = append(named, l.Rules...)
	}
	for _, code := range named {
		if !known[code] {
			t.Errorf("the notice names %q, which is no rule and no topic", code)
		}
	}
}
