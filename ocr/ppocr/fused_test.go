package ppocr

import (
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"lianshen/ocr/ocrtest"
	"lianshen/ocr/ppocr/fuse"
	"lianshen/ocr/ppocr/fuse/fusetest"
)

// fusedLike runs a model and its fused form over the same input and returns the greatest
// difference of an output.
func fusedLike(t *testing.T, model []byte, output string, in tensor, shape []int64) float64 {
	t.Helper()
	fused, err := fuse.Fuse(model)
	if err != nil {
		t.Fatal(err)
	}
	size := int64(1)
	for _, n := range shape {
		size *= n
	}
	var out [2][]float32
	for i, m := range [][]byte{model, fused} {
		n, err := openNetwork(m, output, 1)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = n.close() }()
		out[i] = make([]float32, size)
		if err := n.run(in, tensor{shape, out[i]}); err != nil {
			t.Fatal(err)
		}
	}
	worst, differs := 0.0, false
	for i, v := range out[0] {
		worst = max(worst, math.Abs(float64(v-out[1][i])))
		differs = differs || v != out[0][0]
	}
	if !differs {
		t.Error("all outputs are alike: nothing was compared")
	}
	return worst
}

func noise(shape ...int64) tensor {
	rng := rand.New(rand.NewPCG(3, 4))
	size := int64(1)
	for _, n := range shape {
		size *= n
	}
	data := make([]float32, size)
	for i := range data {
		data[i] = float32(rng.NormFloat64())
	}
	return tensor{shape, data}
}

func needRuntime(t *testing.T) Models {
	t.Helper()
	m, err := FindModels("../../node_modules")
	if err == nil {
		err = startRuntime(m.Library)
	}
	ocrtest.Need(t, err)
	return m
}

// Borders are where a carried sum would show: the input is small.
func TestFusedBlocksComputeTheSame(t *testing.T) {
	needRuntime(t)
	if d := fusedLike(t, fusetest.Blocks(fusetest.Sound), "y", noise(1, fusetest.Channels, 6, 7), []int64{1, 6, 6, 7}); d > 1e-4 {
		t.Errorf("outputs differ by %g", d)
	}
}

func TestFusedRecogniserComputesTheSame(t *testing.T) {
	m := needRuntime(t)
	model, err := os.ReadFile(m.Recogniser)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := readKeys(m.Keys)
	if err != nil {
		t.Fatal(err)
	}
	const width = 320
	d := fusedLike(t, model, "softmax_11.tmp_0", noise(1, 3, stripHeight, width), []int64{1, width / padTo, int64(len(keys))})
	if d > 1e-3 {
		t.Errorf("probabilities differ by %g", d)
	}
}
