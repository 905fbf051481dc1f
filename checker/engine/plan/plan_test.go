package plan_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"

	"lianshen/checker/engine/plan"
)

// rules is one module in which each rule shows something that plans are made of.
const rules = `package t

import data.other

complete := input.a

undefined := input.none

no if input.a == "other"

default fallback := "default"

fallback := input.none

chosen := "one" if input.n > 100 else := "two" if input.n > 2 else := "three"

every_positive if every n in input.list { n > 0 }

every_small if every n in input.list { n < 3 }

some_big if {
	some n in input.list
	n > 3
}

not_there if not input.none

squares := [x | some n in input.list; x := n * n]

evens := {n | some n in input.list; n % 2 == 0}

by_name := {d.name: d.size | some d in input.docs}

pairs contains [x, y] if {
	some x in input.list
	some y in evens
	x < y
}

sized[d.name] := d.size if some d in input.docs

grouped[d.kind] contains d.name if some d in input.docs

nested := [[m.v | some m in d.more] | some d in input.docs]

f(x) := y if { x > 2; y := x * 10 } else := 0

called := [f(n) | some n in input.list]

g({"name": name, "size": size}) := sprintf("%s=%d", [name, size])

patterns := [g(d) | some d in [{"name": "a", "size": 1}, {"name": "b", "size": 2, "more": 3}]]

first([x, _]) := x

arrays := [first(p) | some p in [[1, 2], [3], [4, 5]]]

from_data := data.tables.limits[input.a]

of_data := [k | some k, v in data.tables.limits; v > 1]

constants := {"a": [1, {"b": null}], "c": {1, 2}, "d": true, "e": -1.5e3}

replaced := strings.replace_n({"a": "x", "bc": "y"}, input.text)

unreplaced := strings.replace_n({"a": "x"}, input.n)

in_set if input.a in {"k", "z"}

indexed := input.list[1]

keys := [k | some k, _ in input.object]

letters := {x: y | some x, y in input.text_list}

union := object.union(input.object, {"z": 1})

broken := 1 / input.zero

lib := other.doubled

joined := concat(",", [x | some x in other.names])

chain := rego.metadata.chain()[0].path

walker := [p | walk(input.object, [p, _])]

same if input.object == {"y": [1, 2], "x": {"z": null}}

differ if input.object != {"y": [1, 2]}

member_of := {m | some m in {"p", "q"}; m != input.a}

deep := input.object.x.z

null_is_null if is_null(input.object.x.z)

count_text := count(input.text)

elem if input.list[_] == 4
`

const others = `package other

doubled := [x | some n in input.list; x := 2 * n]

names contains name if some name, _ in data.tables.limits
`

const inputText = `{
	"a": "k", "n": 5, "zero": 0, "text": "abcabc", "list": [4, 1, 2, 3], "text_list": ["u", "v"],
	"object": {"x": {"z": null}, "y": [1, 2]},
	"docs": [
		{"name": "one", "kind": "p", "size": 1, "more": [{"v": 1}, {"v": 2}]},
		{"name": "two", "kind": "q", "size": 2, "more": []},
		{"name": "three", "kind": "p", "size": 3}
	]
}`

func tables() map[string]any {
	return map[string]any{"tables": map[string]any{"limits": map[string]any{"k": 1.5, "l": 1, "m": 3}}}
}

func compile(t *testing.T, modules map[string]string) *ast.Compiler {
	t.Helper()
	c, err := ast.CompileModulesWithOpt(modules, ast.CompileOpts{ParserOptions: ast.ParserOptions{
		ProcessAnnotation: true, RegoVersion: ast.RegoV1,
	}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func program(t *testing.T, c *ast.Compiler, refs []string) *plan.Program {
	t.Helper()
	data, err := ast.InterfaceToValue(tables())
	if err != nil {
		t.Fatal(err)
	}
	p, err := plan.New(t.Context(), c, data, refs)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func input(t *testing.T) ast.Value {
	t.Helper()
	return ast.MustParseTerm(inputText).Value
}

// refsOf are the rules of package t without arguments.
func refsOf(c *ast.Compiler) []string {
	seen := map[string]bool{}
	var refs []string
	for _, m := range c.Modules {
		for _, r := range m.Rules {
			ref := r.Ref().GroundPrefix().String()
			if len(r.Head.Args) == 0 && !seen[ref] {
				seen[ref] = true
				refs = append(refs, ref)
			}
		}
	}
	return refs
}

// Every rule has the value that OPA gives it.
func TestAsOPA(t *testing.T) {
	c := compile(t, map[string]string{"t.rego": rules, "other.rego": others})
	refs := refsOf(c)
	run := program(t, c, refs).Start(t.Context(), input(t), nil, topdown.NewCancel())
	for _, ref := range refs {
		if ref == "data.t.walker" {
			continue
		}
		t.Run(ref, func(t *testing.T) {
			got, err := run.Ask(ref)
			if err != nil {
				t.Fatal(err)
			}
			want := opaSays(t, c, ref)
			if got == nil || want == nil {
				if got != nil || want != nil {
					t.Fatalf("value %v, want %v", got, want)
				}
			} else if got.Compare(want) != 0 {
				t.Errorf("value %v, want %v", got, want)
			}
		})
	}
}

// opaSays is the value by OPA's own evaluation; nil when it is undefined.
func opaSays(t *testing.T, c *ast.Compiler, ref string) ast.Value {
	t.Helper()
	rs, err := rego.New(rego.Compiler(c), rego.Store(inmem.NewFromObject(tables())), rego.Query("x = "+ref),
		rego.ParsedInput(input(t)), rego.GenerateJSON(func(term *ast.Term, _ *rego.EvalContext) (any, error) { return term.Value, nil }),
	).Eval(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(rs) == 0 {
		return nil
	}
	return rs[0].Bindings["x"].(ast.Value)
}

// What is not run here is left to OPA, and so is what rests on it.
func TestUnsupported(t *testing.T) {
	c := compile(t, map[string]string{"t.rego": `package t

walker := [p | walk(input.object, [p, _])]

resting := count(walker)

other := x if x := input.a with input as {"a": 1}

named := data.t.rules[input.a]

rules.k := input.n

rules.l := 2

fine := input.n
`})
	refs := []string{"data.t.walker", "data.t.resting", "data.t.other", "data.t.named", "data.t.fine", "data.t.missing"}
	run := program(t, c, refs[:5]).Start(t.Context(), input(t), nil, topdown.NewCancel())
	for _, ref := range refs {
		_, err := run.Ask(ref)
		if want := ref != "data.t.fine"; errors.Is(err, plan.ErrUnsupported) != want {
			t.Errorf("%s: error %v, want it unsupported: %v", ref, err, want)
		}
	}
}

// An error is returned for the rule that meets it, and the run goes on with others.
func TestErrors(t *testing.T) {
	c := compile(t, map[string]string{"t.rego": `package t

clash := 1 if input.n

clash := 2 if input.a

keys := {k: v | some k in ["a", "a"]; some v in input.list}

resting := [clash]

partial[k] := v if { some k in ["a", "a"]; some v in input.list }

fine := input.n
`})
	refs := []string{"data.t.clash", "data.t.keys", "data.t.resting", "data.t.partial", "data.t.fine"}
	run := program(t, c, refs).Start(t.Context(), input(t), nil, topdown.NewCancel())
	for _, ref := range refs {
		if v, err := run.Ask(ref); (err == nil) != (ref == "data.t.fine") {
			t.Errorf("%s = %v, %v", ref, v, err)
		}
	}
}

// Endless work ends with the cancel, in rules and in builtins, and beforehand as well.
func TestCancel(t *testing.T) {
	c := compile(t, map[string]string{"t.rego": `package t

endless if {
	some a in numbers.range(1, 100000)
	some b in numbers.range(1, 100000)
	a + b == input.none
}

known if {
	some a in numbers.range(1, 100000)
	some b in numbers.range(1, 100000)
	a + b == 0
}

long := count(numbers.range(1, input.zero + 100000000000))

resting if known
`})
	refs := []string{"data.t.endless", "data.t.known", "data.t.long", "data.t.resting"}
	p := program(t, c, refs)
	for _, ref := range refs {
		ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
		cancel := topdown.NewCancel()
		context.AfterFunc(ctx, cancel.Cancel)
		if v, err := p.Start(ctx, input(t), nil, cancel).Ask(ref); err == nil {
			t.Errorf("%s = %v without an error", ref, v)
		}
		stop()
	}
}

// parts are named by what they are: "xs" is a list, "x1" a number.
type parts struct{ looked map[ast.Var]int }

func (p parts) Part(name ast.Var) ast.Value {
	p.looked[name]++
	if name == "xs" {
		return ast.NewArray(ast.NewTerm(ast.Var("x1")), ast.InternedTerm(2))
	}
	return ast.Number("1")
}

// Parts are asked for once a rule looks at them, and never told from what was there before.
func TestParts(t *testing.T) {
	c := compile(t, map[string]string{"t.rego": `package t

carried := count([p | some p in input.pages])

looked := input.pages[0].list[0]

scanned := [n | some n in input.pages[0].list]

entries := [v | some k, v in input.pages[1]; k == "list"]

got := object.get(input.pages[0], "list", null)

summed := sum(input.pages[0].list)

shown := sprintf("%v", [input.pages[0]])

merged := object.union(input.pages[0], {"n": 2}).list

set_of := {p | some p in [input.pages[0], {"list": [1, 2], "n": 1}]}

keyed := {p: 1 | some p in input.pages}

alike if input.pages[0] == {"list": [1, 2], "n": 1}

unlike if input.pages[0] != {"list": [1, 2], "n": 1}

member if [1, 2] in [p.list | some p in input.pages]

given := input.pages
`})
	full := `{"list": [1, 2], "n": 1}`
	for ref, want := range map[string]string{
		"carried": `2`, "looked": `1`, "scanned": `[1, 2]`, "entries": `[[1, 2]]`, "got": `[1, 2]`, "summed": `3`,
		"shown": `"{\"list\": [1, 2], \"n\": 1}"`, "merged": `[1, 2]`, "set_of": `{` + full + `}`, "keyed": `{` + full + `: 1}`,
		"alike": `true`, "unlike": ``, "member": `true`, "given": `[` + full + `, ` + full + `]`,
	} {
		t.Run(ref, func(t *testing.T) {
			page := func() *ast.Term {
				return ast.ObjectTerm(
					ast.Item(ast.StringTerm("list"), ast.NewTerm(ast.Var("xs"))), ast.Item(ast.StringTerm("n"), ast.InternedTerm(1)))
			}
			input := ast.NewObject(ast.Item(ast.StringTerm("pages"), ast.ArrayTerm(page(), page())))
			p := parts{map[ast.Var]int{}}
			got, err := program(t, c, []string{"data.t." + ref}).Start(t.Context(), input, p, topdown.NewCancel()).Ask("data.t." + ref)
			if err != nil {
				t.Fatal(err)
			}
			if want == "" {
				if got != nil {
					t.Errorf("value %v, want none", got)
				}
			} else if wanted := ast.MustParseTerm(want).Value; got == nil || got.Compare(wanted) != 0 {
				t.Errorf("value %v, want %v", got, wanted)
			}
			if looked := p.looked["xs"]; looked > 1 || (looked == 0) != (ref == "carried") {
				t.Errorf("asked for %d times", looked)
			}
		})
	}
}

// A fault while a plan is run is an error like others.
func TestAFaultIsAnError(t *testing.T) {
	c := compile(t, map[string]string{"t.rego": "package t\n\nlooked := input.a[0]\n\nfine := input.b\n"})
	input := ast.NewObject(ast.Item(ast.StringTerm("a"), ast.NewTerm(ast.Var("gone"))), ast.Item(ast.StringTerm("b"), ast.InternedTerm(1)))
	run := program(t, c, []string{"data.t.looked", "data.t.fine"}).Start(t.Context(), input, nil, topdown.NewCancel())
	defer run.Close()
	if v, err := run.Ask("data.t.looked"); err == nil {
		t.Errorf("value %v of parts that nobody knows", v)
	}
	if v, err := run.Ask("data.t.fine"); err != nil || v.Compare(ast.Number("1")) != 0 {
		t.Errorf("value %v, %v after it", v, err)
	}
}
