// Package fuse makes the networks of PP-OCR cheaper to run without changing what they
// compute.
//
// In PP-LCNetV3, the backbone of PP-OCRv4, every convolution is followed by eight passes
// over its output: times a, plus b, the four of a hard swish (x·clip(x+3, 0, 6)/6), times s,
// plus t. ONNX Runtime runs them one by one, and leaves its blocked memory layout to do so;
// they take half of the time of a line. Fuse folds a and b into the convolution, s and t
// into the next one, and writes the hard swish as a convolution of one weight a channel with
// a fused gate and one product, which stay in the blocked layout.
//
// Start at Fuse. What does not look like that is left alone.
package fuse

import (
	"fmt"

	"google.golang.org/protobuf/proto"

	"lianshen/ocr/ppocr/onnxpb"
)

// Fuse returns an ONNX model with the outputs of model, up to rounding. The error says that
// model is no ONNX file.
func Fuse(model []byte) ([]byte, error) {
	m := &onnxpb.Model{}
	if err := proto.Unmarshal(model, m); err != nil {
		return nil, fmt.Errorf("read the network: %w", err)
	}
	if m.Graph == nil {
		return model, nil
	}
	g := newGraph(m.Graph)
	for _, n := range m.Graph.Node {
		if c := g.convolution(n); c != nil {
			g.foldInto(c)
			g.swish(c)
		}
	}
	m.Graph.Node = g.nodes()
	out, err := proto.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("write the network: %w", err)
	}
	return out, nil
}
