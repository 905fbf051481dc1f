package hostile

import (
	"bytes"
	"compress/zlib"
	"io"
	"testing"
)

func TestSetIsSound(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Set() {
		if c.Name == "" || c.Note == "" || c.FileName == "" || c.Bytes == nil {
			t.Errorf("%q is incomplete", c.Name)
		}
		if seen[c.Name] {
			t.Errorf("%q appears twice", c.Name)
		}
		seen[c.Name] = true
	}
}

// TestBombGoesOn unpacks the outer layers and checks that each is about 137 times as large
// as the one around it, all the way to zeros.
func TestBombGoesOn(t *testing.T) {
	data := bomb(8000)
	if len(data) > 32<<10 {
		t.Fatalf("the bomb has %d bytes", len(data))
	}
	var r io.Reader = bytes.NewReader(data)
	for range layers {
		z, err := zlib.NewReader(r)
		if err != nil {
			t.Fatal(err)
		}
		r = z
	}
	const enough = 8 << 20
	out, err := io.ReadAll(io.LimitReader(r, enough))
	if err != nil || len(out) != enough {
		t.Fatalf("unpacked %d bytes, %v", len(out), err)
	}
	if len(bytes.Trim(out, "\x00")) != 0 {
		t.Error("the payload is not zeros")
	}
	outer, _ := zlib.NewReader(bytes.NewReader(data))
	n, _ := io.Copy(io.Discard, outer)
	if ratio := int(n) / len(data); ratio < 120 || ratio > 140 {
		t.Errorf("the outer layer multiplies by %d, want about 137", ratio)
	}
}
