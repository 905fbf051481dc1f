package plan

import (
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// replace is strings.replace_n with patterns that are known beforehand: getting ready for
// them takes much longer than replacing.
type replace struct {
	replacer *strings.Replacer
	text     operand
	target   int
}

func (s *replace) run(f *frame) signal {
	text, ok := s.text.of(f).Value.(ast.String)
	if !ok {
		return leave
	}
	f.locals[s.target] = ast.StringTerm(s.replacer.Replace(string(text)))
	return next
}

// builtinStep is the step that calls a builtin.
func builtinStep(name string, function topdown.BuiltinFunc, args []operand, target int) step {
	if op := fractional[name]; op != nil {
		function = op.or(function)
	}
	if name == ast.ReplaceN.Name && args[0].constant != nil {
		if r := newReplacer(args[0].constant.Value); r != nil {
			return &replace{r, args[1], target}
		}
	}
	return &builtin{function, quick[name], args, target, carrying[name]}
}

// newReplacer tries the patterns in the order of OPA, that of their keys; nil if they are not
// all strings.
func newReplacer(patterns ast.Value) *strings.Replacer {
	pairs, ok := patterns.(ast.Object)
	if !ok {
		return nil
	}
	var list []string
	all := !pairs.Until(func(key, value *ast.Term) bool {
		from, isString := key.Value.(ast.String)
		to, isStringToo := value.Value.(ast.String)
		list = append(list, string(from), string(to))
		return !isString || !isStringToo
	})
	if !all {
		return nil
	}
	return strings.NewReplacer(list...)
}
