package fuse

import (
	"encoding/binary"
	"math"

	"lianshen/ocr/ppocr/onnxpb"
)

// Numbers of the ONNX format.
const (
	float           = 1 // TensorProto.FLOAT
	floatAttribute  = 1
	intAttribute    = 2
	tensorAttribute = 4
	intsAttribute   = 7
)

// floats are the values of a tensor of floats; nil for any other.
func floats(t *onnxpb.Tensor) []float32 {
	if t == nil || t.DataType != float {
		return nil
	}
	if len(t.FloatData) > 0 {
		return t.FloatData
	}
	out := make([]float32, len(t.RawData)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(t.RawData[4*i:]))
	}
	return out
}

func scaled(values []float32, by float32) []float32 {
	out := make([]float32, len(values))
	for i, v := range values {
		out[i] = by * v
	}
	return out
}

func filled(n int64, value float32) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = value
	}
	return out
}
