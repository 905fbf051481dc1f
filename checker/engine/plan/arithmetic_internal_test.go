package plan

import (
	"strconv"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
	"pgregory.net/rapid"
)

// Figures come out to the digit as OPA's do.
func TestArithmeticIsOPAs(t *testing.T) {
	figure := rapid.OneOf(
		rapid.Map(rapid.Float64Range(-1e7, 1e7), func(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }),
		rapid.StringMatching(`-?(0|[1-9][0-9]{0,6})(\.[0-9]{1,6})?`),
		rapid.SampledFrom([]string{"0", "0.0", "-0", "1e30", "1.5e-7", "0.1", "0.2", "0.30", "100000000.25", "1234567.5"}),
	)
	rapid.Check(t, func(t *rapid.T) {
		args := []*ast.Term{
			ast.NewTerm(ast.Number(figure.Draw(t, "x"))), ast.NewTerm(ast.Number(figure.Draw(t, "y"))),
		}
		for name, op := range fractional {
			builtin := topdown.GetBuiltin(name)
			got, want := result(op.or(builtin), args), result(builtin, args)
			if got != want {
				t.Errorf("%s %v = %s, want %s", name, args, got, want)
			}
		}
	})
}

func result(f topdown.BuiltinFunc, args []*ast.Term) string {
	out := ""
	err := f(topdown.BuiltinContext{}, args, func(t *ast.Term) error {
		out = t.String()
		return nil
	})
	if err != nil {
		return err.Error()
	}
	return out
}

// What is answered quickly is what OPA answers.
func TestQuickIsOPAs(t *testing.T) {
	values := []*ast.Term{
		ast.NullTerm(), ast.BooleanTerm(true), ast.StringTerm("a"), ast.StringTerm("水b"), ast.IntNumberTerm(1), ast.NumberTerm("1.0"),
		ast.NumberTerm("2.5"), ast.MustParseTerm(`[1, "a"]`), ast.MustParseTerm(`{1, 2}`), ast.MustParseTerm(`{"a": 1}`), ast.MustParseTerm(`[]`),
	}
	for name, answer := range quick {
		for _, a := range values {
			for _, b := range values {
				args := []*ast.Term{a, b}[:ast.BuiltinMap[name].Decl.Arity()]
				if got := answer(args); got != nil && got.String() != result(topdown.GetBuiltin(name), args) {
					t.Errorf("%s %v = %v", name, args, got)
				}
			}
		}
	}
}
