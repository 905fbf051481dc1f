package plan

import (
	"math/big"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/topdown/builtins"
)

// onFloats is an operation of arithmetic as OPA does it on figures that are no whole numbers.
type onFloats func(z, x, y *big.Float) *big.Float

// fractional are the operations for which OPA first finds out, at length, whether both
// figures are whole numbers. Of one with decimals that can be seen.
var fractional = map[string]onFloats{
	ast.Plus.Name: (*big.Float).Add, ast.Minus.Name: (*big.Float).Sub,
	ast.Multiply.Name: (*big.Float).Mul, ast.Divide.Name: (*big.Float).Quo,
}

// or is the builtin, with a shorter way for figures with decimals.
func (op onFloats) or(builtin topdown.BuiltinFunc) topdown.BuiltinFunc {
	return func(c topdown.BuiltinContext, operands []*ast.Term, iter func(*ast.Term) error) error {
		x, isNumber := operands[0].Value.(ast.Number)
		y, areNumbers := operands[1].Value.(ast.Number)
		if !isNumber || !areNumbers || !hasDecimals(x) && !hasDecimals(y) {
			return builtin(c, operands, iter)
		}
		second := builtins.NumberToFloat(y)
		if second.Sign() == 0 {
			return builtin(c, operands, iter) // which knows what that means
		}
		return iter(ast.NewTerm(builtins.FloatToNumber(op(new(big.Float), builtins.NumberToFloat(x), second))))
	}
}

// hasDecimals is true for a figure with digits behind the point that are not all 0.
func hasDecimals(n ast.Number) bool {
	_, behind, ok := strings.Cut(string(n), ".")
	return ok && strings.Trim(behind, "0") != "" && !strings.ContainsAny(behind, "eE")
}
