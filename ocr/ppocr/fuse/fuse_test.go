package fuse_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"

	"lianshen/ocr/ppocr/fuse"
	"lianshen/ocr/ppocr/fuse/fusetest"
	"lianshen/ocr/ppocr/onnxpb"
)

// operations counts the nodes of a model by type, constants left out.
func operations(t *testing.T, model []byte) map[string]int {
	t.Helper()
	m := &onnxpb.Model{}
	if err := proto.Unmarshal(model, m); err != nil {
		t.Fatal(err)
	}
	out := map[string]int{}
	for _, n := range m.Graph.Node {
		if n.OpType != "Constant" {
			out[n.OpType]++
		}
	}
	return out
}

func TestBlocksBecomeConvolutionsAndProducts(t *testing.T) {
	fused, err := fuse.Fuse(fusetest.Blocks(fusetest.Sound))
	if err != nil {
		t.Fatal(err)
	}
	// Three convolutions, three gates, and one pass for the sum before the padded convolution;
	// the sum before the pointwise one is in its bias, the last one has no convolution behind.
	want := map[string]int{"Conv": 3 + 3 + 2, "HardSigmoid": 3, "Mul": 3, "Identity": 1}
	if diff := cmp.Diff(want, operations(t, fused)); diff != "" {
		t.Error(diff)
	}
}

func TestOtherShapesAreLeftAlone(t *testing.T) {
	for _, flaw := range fusetest.Flaws {
		model := fusetest.Blocks(flaw)
		fused, err := fuse.Fuse(model)
		if err != nil {
			t.Fatalf("%s: %v", flaw, err)
		}
		if got := operations(t, fused)["HardSigmoid"]; got != 0 {
			t.Errorf("%s: %d hard swishes were rewritten", flaw, got)
		}
	}
}

func TestNoModel(t *testing.T) {
	if _, err := fuse.Fuse([]byte("no protocol buffer at all")); err == nil {
		t.Error("want an error")
	}
	if got, err := fuse.Fuse(nil); err != nil || len(got) != 0 {
		t.Errorf("an empty model gives %d bytes, %v", len(got), err)
	}
}

// What Fuse does not know must come through byte for byte.
func TestUnknownFieldsAreKept(t *testing.T) {
	model := append(fusetest.Blocks(fusetest.Sound), 0x12, 4, 'm', 'a', 'd', 'e') // producer_name
	fused, err := fuse.Fuse(model)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(fused, []byte("made")) {
		t.Error("the producer's name is gone")
	}
}

func FuzzFuse(f *testing.F) {
	f.Add(fusetest.Blocks(fusetest.Sound))
	for _, flaw := range fusetest.Flaws {
		f.Add(fusetest.Blocks(flaw))
	}
	f.Fuzz(func(t *testing.T, model []byte) {
		if fused, err := fuse.Fuse(model); err == nil && len(fused) > 4*len(model)+1<<16 {
			t.Errorf("%d bytes became %d", len(model), len(fused))
		}
	})
}
