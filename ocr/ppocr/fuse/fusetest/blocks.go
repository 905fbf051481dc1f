// Package fusetest builds small networks in the manner of PP-LCNetV3 for tests.
package fusetest

import (
	"fmt"
	"math/rand/v2"

	"google.golang.org/protobuf/proto"

	"lianshen/ocr/ppocr/onnxpb"
)

// Flaw is a way in which a network differs from what can be rewritten.
type Flaw string

// Flaws.
const (
	Sound     Flaw = ""
	OtherStep Flaw = "x + 2 in place of x + 3"
	OtherClip Flaw = "clip at 5"
	OtherPart Flaw = "divided by 7"
	Observed  Flaw = "the clipped value is an output"
)

// Flaws lists all of them.
var Flaws = []Flaw{OtherStep, OtherClip, OtherPart, Observed}

// Channels of the input "x", a tensor of [1, Channels, height, width]; the output is "y".
const Channels = 5

// builder appends nodes that take the value of the last one.
type builder struct {
	g     *onnxpb.Graph
	rng   *rand.Rand
	last  string
	count int
	flaw  Flaw
}

// Blocks is a network of three convolutions (3 × 3, one a channel and padded, pointwise),
// each followed by a scale, a hard swish and another scale.
func Blocks(flaw Flaw) []byte {
	b := &builder{g: &onnxpb.Graph{}, rng: rand.New(rand.NewPCG(1, 2)), last: "x", flaw: flaw}
	for _, c := range []struct {
		dims  []int64
		group int64
	}{{[]int64{8, Channels, 3, 3}, 1}, {[]int64{8, 1, 3, 3}, 8}, {[]int64{6, 8, 1, 1}, 1}} {
		b.conv(c.dims, c.group)
		b.affine()
		b.hardSwish()
		b.affine()
	}
	b.node("Identity", "y", nil)
	b.g.Output = append(b.g.Output, &onnxpb.Value{Name: "y"})
	b.g.ProtoReflect().SetUnknown(input())
	out, err := proto.Marshal(&onnxpb.Model{Graph: b.g})
	if err != nil {
		panic(err) // a network of our own making
	}
	return append(out, header...)
}

func (b *builder) node(op, out string, attributes []*onnxpb.Attribute, more ...string) string {
	if out == "" {
		b.count++
		out = fmt.Sprintf("v%d", b.count)
	}
	b.g.Node = append(b.g.Node, &onnxpb.Node{OpType: op, Name: out, Input: append([]string{b.last}, more...), Output: []string{out}, Attribute: attributes})
	b.last = out
	return out
}

func (b *builder) constant(dims []int64, values ...float32) string {
	b.count++
	name := fmt.Sprintf("c%d", b.count)
	b.g.Node = append(b.g.Node, &onnxpb.Node{OpType: "Constant", Name: name, Output: []string{name},
		Attribute: []*onnxpb.Attribute{{Name: "value", Type: 4, T: &onnxpb.Tensor{Name: name, Dims: dims, DataType: 1, FloatData: values}}}})
	return name
}

func (b *builder) conv(dims []int64, group int64) {
	weights := make([]float32, dims[0]*dims[1]*dims[2]*dims[3])
	for i := range weights {
		weights[i] = float32(b.rng.NormFloat64()) * 0.7
	}
	bias := make([]float32, dims[0])
	for i := range bias {
		bias[i] = float32(b.rng.NormFloat64())
	}
	pad := dims[2] / 2
	b.node("Conv", "", []*onnxpb.Attribute{
		{Name: "group", Type: 2, I: group}, {Name: "pads", Type: 7, Ints: []int64{pad, pad, pad, pad}},
		{Name: "kernel_shape", Type: 7, Ints: dims[2:]},
	}, b.constant(dims, weights...), b.constant(dims[:1], bias...))
}

func (b *builder) affine() {
	b.node("Mul", "", nil, b.constant([]int64{1}, 0.5+b.rng.Float32()))
	b.node("Add", "", nil, b.constant([]int64{1}, b.rng.Float32()-0.5))
}

func (b *builder) hardSwish() {
	three, top, six := float32(3), float32(6), float32(6)
	switch b.flaw {
	case OtherStep:
		three = 2
	case OtherClip:
		top = 5
	case OtherPart:
		six = 7
	}
	x := b.last
	b.node("Add", "", nil, b.constant([]int64{1}, three))
	clipped := b.node("Clip", "", []*onnxpb.Attribute{{Name: "min", Type: 1}, {Name: "max", Type: 1, F: top}})
	if b.flaw == Observed {
		b.g.Output = append(b.g.Output, &onnxpb.Value{Name: clipped})
	}
	b.last = x
	b.node("Mul", "", nil, clipped)
	b.node("Div", "", nil, b.constant([]int64{1}, six))
}
