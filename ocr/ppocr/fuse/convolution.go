package fuse

import (
	"slices"

	"lianshen/ocr/ppocr/onnxpb"
)

// convolution is a node of type Conv whose weights are constants.
type convolution struct {
	*onnxpb.Node
	weights []float32
	dims    []int64   // output channels, input channels of a group, height, width
	bias    []float32 // one an output channel
}

// convolution returns n with its weights, nil when it is no convolution that can be changed.
func (g *graph) convolution(n *onnxpb.Node) *convolution {
	if n.OpType != "Conv" || g.gone[n] || len(n.Input) < 2 || len(n.Output) != 1 {
		return nil
	}
	t := g.constants[n.Input[1]]
	c := &convolution{Node: n, weights: floats(t)}
	if len(c.weights) == 0 || len(t.Dims) != 4 || t.Dims[0]*t.Dims[1]*t.Dims[2]*t.Dims[3] != int64(len(c.weights)) {
		return nil
	}
	c.dims, c.bias = t.Dims, make([]float32, t.Dims[0])
	if len(n.Input) > 2 {
		bias := floats(g.constants[n.Input[2]])
		if len(bias) != len(c.bias) {
			return nil
		}
		c.bias = bias
	}
	return c
}

// value is the name of what c computes.
func (c *convolution) value() string { return c.Output[0] }

// pointwise reports whether c sees one place at a time, all channels of it: then a constant
// added to its input is a constant added to its output.
func (c *convolution) pointwise() bool {
	group := attribute(c.Node, "group")
	pads := attribute(c.Node, "pads")
	return c.dims[2] == 1 && c.dims[3] == 1 && (group == nil || group.I == 1) &&
		(pads == nil || !slices.ContainsFunc(pads.Ints, func(p int64) bool { return p != 0 }))
}

// set gives c other weights.
func (g *graph) set(c *convolution, weights, bias []float32) {
	c.weights, c.bias = weights, bias
	w := g.constant(c.Input[1]+"/"+c.value(), weights, c.dims...)
	b := g.constant(c.value()+"/bias"+suffix(c), bias, c.dims[0])
	c.Input = []string{c.Input[0], w, b}
}

// suffix keeps names apart when a convolution is changed twice.
func suffix(c *convolution) string {
	if len(c.Input) > 2 {
		return "/" + c.Input[2]
	}
	return ""
}

// eachChannel returns a convolution that multiplies every channel of a value by s and adds t.
func (g *graph) eachChannel(name, value string, channels int64, s, t float32) *onnxpb.Node {
	return &onnxpb.Node{
		OpType: "Conv", Name: name, Output: []string{name},
		Input: []string{
			value, g.constant(name+"/weights", filled(channels, s), channels, 1, 1, 1),
			g.constant(name+"/bias", filled(channels, t), channels),
		},
		Attribute: []*onnxpb.Attribute{
			{Name: "group", Type: intAttribute, I: channels},
			{Name: "kernel_shape", Type: intsAttribute, Ints: []int64{1, 1}},
		},
	}
}
