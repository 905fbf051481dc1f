package engine

import (
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
)

// Builtins that a rule may not use: a judgement depends on its input and data alone, can be
// computed again bit for bit, and never leaves the process.
var (
	forbidden = []string{
		"http.send", "opa.runtime", "time.now_ns", "uuid.rfc4122",
		"rego.parse_module", "trace",
	}
	forbiddenFamilies = []string{"net.", "rand.", "providers.", "io.jwt."}
)

// Capabilities are those of the embedded OPA without the forbidden builtins and without any
// host that schemas might be fetched from.
func Capabilities() *ast.Capabilities {
	caps := ast.CapabilitiesForThisVersion()
	caps.Builtins = slices.DeleteFunc(caps.Builtins, func(b *ast.Builtin) bool { return isForbidden(b.Name) })
	caps.AllowNet = []string{}
	return caps
}

func isForbidden(builtin string) bool {
	return slices.Contains(forbidden, builtin) || slices.ContainsFunc(forbiddenFamilies,
		func(family string) bool { return strings.HasPrefix(builtin, family) })
}

// compile compiles the modules for judging.
func (s *set) compile() (*ast.Compiler, error) {
	parsed, err := parse(s.modules)
	if err != nil {
		return nil, err
	}
	c := s.compiler()
	if c.Compile(parsed); c.Failed() {
		return nil, c.Errors
	}
	return c, nil
}

// compiler is strict and takes types from the schemas.
func (s *set) compiler() *ast.Compiler {
	return ast.NewCompiler().
		WithCapabilities(Capabilities()).
		WithStrict(true).
		WithSchemas(s.schemaSet()).
		WithUseTypeCheckAnnotations(true)
}

// Format returns the module in the usual layout of Rego v1. The error names file and line of
// what cannot be parsed.
func Format(name string, text []byte) ([]byte, error) {
	return format.SourceWithOpts(name, text, format.Opts{RegoVersion: ast.RegoV1})
}

// parse reads modules as Rego v1 with their annotations.
func parse(modules map[string][]byte) (map[string]*ast.Module, error) {
	parsed := map[string]*ast.Module{}
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		m, err := ast.ParseModuleWithOpts(name, string(modules[name]), ast.ParserOptions{
			ProcessAnnotation: true,
			RegoVersion:       ast.RegoV1,
			Capabilities:      Capabilities(),
		})
		if err != nil {
			return nil, err
		}
		parsed[name] = m
	}
	return parsed, nil
}
