package fuse

import (
	"slices"

	"lianshen/ocr/ppocr/onnxpb"
)

// graph is a network with what is needed to change it.
type graph struct {
	all       []*onnxpb.Node
	constants map[string]*onnxpb.Tensor
	users     map[string][]*onnxpb.Node // of a value; nil stands for the network's own output
	gone      map[*onnxpb.Node]bool
	after     map[*onnxpb.Node][]*onnxpb.Node // what was put behind a node
	added     []*onnxpb.Node                  // new constants
}

func newGraph(g *onnxpb.Graph) *graph {
	out := &graph{
		all: g.Node, constants: map[string]*onnxpb.Tensor{}, users: map[string][]*onnxpb.Node{},
		gone: map[*onnxpb.Node]bool{}, after: map[*onnxpb.Node][]*onnxpb.Node{},
	}
	for _, t := range g.Initializer {
		out.constants[t.Name] = t
	}
	for _, n := range g.Node {
		if t := constantOf(n); t != nil {
			out.constants[n.Output[0]] = t
		}
		for _, in := range n.Input {
			out.users[in] = append(out.users[in], n)
		}
	}
	for _, o := range g.Output {
		out.users[o.Name] = append(out.users[o.Name], nil)
	}
	return out
}

// constantOf is the value of a node of type Constant, nil for all others.
func constantOf(n *onnxpb.Node) *onnxpb.Tensor {
	if a := attribute(n, "value"); n.OpType == "Constant" && a != nil && len(n.Output) == 1 {
		return a.T
	}
	return nil
}

func attribute(n *onnxpb.Node, name string) *onnxpb.Attribute {
	i := slices.IndexFunc(n.Attribute, func(a *onnxpb.Attribute) bool { return a.Name == name })
	if i < 0 {
		return nil
	}
	return n.Attribute[i]
}

// nodes are the nodes in the order in which they can be computed.
func (g *graph) nodes() []*onnxpb.Node {
	out := slices.Clone(g.added)
	for _, n := range g.all {
		if !g.gone[n] {
			out = append(append(out, n), g.after[n]...)
		}
	}
	return out
}

// only is the node that alone uses a value, when it is of type op; nil otherwise.
func (g *graph) only(value, op string) *onnxpb.Node {
	u := g.users[value]
	if len(u) != 1 || u[0] == nil || u[0].OpType != op {
		return nil
	}
	return u[0]
}

// operand is the constant number that a node of two inputs takes besides value.
func (g *graph) operand(n *onnxpb.Node, value string) (float32, bool) {
	if n == nil || len(n.Input) != 2 {
		return 0, false
	}
	name := n.Input[0]
	if name == value {
		name = n.Input[1]
	}
	v := floats(g.constants[name])
	if len(v) != 1 {
		return 0, false
	}
	return v[0], true
}

// rename makes all users of one value take another.
func (g *graph) rename(from, to string) {
	for _, n := range g.users[from] {
		for i := range n.Input {
			if n.Input[i] == from {
				n.Input[i] = to
			}
		}
	}
	g.users[to], g.users[from] = append(g.users[to], g.users[from]...), nil
}

// internal reports whether a value is used within the network only.
func (g *graph) internal(value string) bool { return !slices.Contains(g.users[value], nil) }

// drop takes nodes out; their inputs are no longer used by them.
func (g *graph) drop(nodes ...*onnxpb.Node) {
	for _, n := range nodes {
		g.gone[n] = true
		for _, in := range n.Input {
			g.users[in] = slices.DeleteFunc(g.users[in], func(u *onnxpb.Node) bool { return u == n })
		}
	}
}

// put adds nodes behind another one.
func (g *graph) put(behind *onnxpb.Node, nodes ...*onnxpb.Node) {
	g.after[behind] = append(g.after[behind], nodes...)
	for _, n := range nodes {
		for _, in := range n.Input {
			g.users[in] = append(g.users[in], n)
		}
	}
}

// constant adds a tensor of floats and returns its name.
func (g *graph) constant(name string, values []float32, dims ...int64) string {
	t := &onnxpb.Tensor{Name: name, Dims: dims, DataType: float, FloatData: values}
	g.constants[name] = t
	g.added = append(g.added, &onnxpb.Node{
		Name: name, OpType: "Constant", Output: []string{name},
		Attribute: []*onnxpb.Attribute{{Name: "value", Type: tensorAttribute, T: t}},
	})
	return name
}
