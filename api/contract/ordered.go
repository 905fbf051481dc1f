package contract

import (
	"fmt"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// ordered is a mapping in the order of the file.
type ordered[T any] []entry[T]

type entry[T any] struct {
	Name  string
	Value *T
}

// UnmarshalYAML reads a mapping; a field that is not known is an error.
func (o *ordered[T]) UnmarshalYAML(n ast.Node) error {
	m, ok := n.(ast.MapNode)
	if !ok {
		return fmt.Errorf("contract: %s is no mapping", n.GetPath())
	}
	for at := m.MapRange(); at.Next(); {
		e := entry[T]{Name: at.Key().GetToken().Value, Value: new(T)}
		if err := yaml.NodeToValue(at.Value(), e.Value, yaml.Strict()); err != nil {
			return err
		}
		*o = append(*o, e)
	}
	return nil
}
