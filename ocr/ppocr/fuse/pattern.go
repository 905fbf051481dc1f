package fuse

import "lianshen/ocr/ppocr/onnxpb"

// affine are the nodes v·s + t with constant numbers s and t that alone use a value.
type affine struct {
	mul, add *onnxpb.Node
	s, t     float32
}

func (g *graph) affine(value string) (affine, bool) {
	a := affine{mul: g.only(value, "Mul")}
	var ok bool
	if a.s, ok = g.operand(a.mul, value); !ok {
		return a, false
	}
	product := a.mul.Output[0]
	a.add = g.only(product, "Add")
	a.t, ok = g.operand(a.add, product)
	return a, ok && g.internal(a.add.Output[0])
}

// foldInto takes an affine step behind c into its weights.
func (g *graph) foldInto(c *convolution) {
	a, ok := g.affine(c.value())
	if !ok {
		return
	}
	bias := scaled(c.bias, a.s)
	for i := range bias {
		bias[i] += a.t
	}
	g.set(c, scaled(c.weights, a.s), bias)
	g.drop(a.mul, a.add)
	g.rename(a.add.Output[0], c.value())
}

// swish rewrites a hard swish of what c computes, and the affine step behind it.
func (g *graph) swish(c *convolution) {
	x := c.value()
	nodes, ok := g.hardSwish(x)
	if !ok {
		return
	}
	h := nodes[len(nodes)-1].Output[0]
	g.drop(nodes...)
	gate := g.eachChannel(x+"/same", x, c.dims[0], 1, 0)
	sigmoid := &onnxpb.Node{
		OpType: "HardSigmoid", Name: x + "/gate", Input: gate.Output, Output: []string{x + "/gate"},
		Attribute: []*onnxpb.Attribute{{Name: "alpha", Type: floatAttribute, F: 1.0 / 6}, {Name: "beta", Type: floatAttribute, F: 0.5}},
	}
	product := &onnxpb.Node{OpType: "Mul", Name: x + "/swish", Input: []string{x, sigmoid.Output[0]}, Output: []string{h}}
	g.put(c.Node, gate, sigmoid, product)
	g.carry(c, h)
}

// hardSwish are the nodes x + 3, clip, x·, /6 behind a value.
func (g *graph) hardSwish(x string) ([]*onnxpb.Node, bool) {
	u := g.users[x]
	if len(u) != 2 || u[0] == nil || u[1] == nil {
		return nil, false
	}
	add, mul := u[0], u[1]
	if add.OpType != "Add" {
		add, mul = mul, add
	}
	three, ok := g.operand(add, x)
	if !ok || add.OpType != "Add" || three != 3 {
		return nil, false
	}
	clip := g.only(add.Output[0], "Clip")
	if clip == nil || !g.clips06(clip) || g.only(clip.Output[0], "Mul") != mul {
		return nil, false
	}
	div := g.only(mul.Output[0], "Div")
	if six, ok := g.operand(div, mul.Output[0]); !ok || six != 6 || div.Input[0] != mul.Output[0] {
		return nil, false
	}
	return []*onnxpb.Node{add, clip, mul, div}, true
}

// clips06 reports whether a Clip has the bounds 0 and 6, given as attributes (before opset
// 11) or as inputs.
func (g *graph) clips06(n *onnxpb.Node) bool {
	if low, high := attribute(n, "min"), attribute(n, "max"); low != nil && high != nil {
		return low.F == 0 && high.F == 6
	}
	if len(n.Input) != 3 {
		return false
	}
	low, high := floats(g.constants[n.Input[1]]), floats(g.constants[n.Input[2]])
	return len(low) == 1 && len(high) == 1 && low[0] == 0 && high[0] == 6
}

// carry takes the affine step behind a hard swish into the convolution that uses it, or
// writes it as one pass when that cannot be: at padded borders a sum does not carry over.
func (g *graph) carry(c *convolution, h string) {
	a, ok := g.affine(h)
	if !ok {
		return
	}
	out := a.add.Output[0]
	g.drop(a.mul, a.add)
	next := g.only(out, "Conv")
	if next != nil {
		if n := g.convolution(next); n != nil && n.pointwise() && n.dims[1] == c.dims[0] && n.Input[0] == out {
			g.set(n, scaled(n.weights, a.s), n.biasOf(a.t))
			g.rename(out, h)
			return
		}
	}
	pass := g.eachChannel(h+"/affine", h, c.dims[0], a.s, a.t)
	g.put(c.Node, pass)
	g.rename(out, pass.Output[0])
}

// biasOf is the bias of a pointwise convolution when t is added to all of its inputs.
func (c *convolution) biasOf(t float32) []float32 {
	in := int(c.dims[1])
	out := make([]float32, len(c.bias))
	for o := range out {
		sum := 0.0
		for _, w := range c.weights[o*in : (o+1)*in] {
			sum += float64(w)
		}
		out[o] = c.bias[o] + float32(float64(t)*sum)
	}
	return out
}
