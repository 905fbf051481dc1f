package main

import (
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
	"testing"

	"lianshen/internal/sample"
)

func everyRune(rune) bool { return true }

// record is one strip of a file.
type record struct {
	title string
	width int
	rgb   []byte // three planes of 48 rows
}

func records(t *testing.T, path string) (out []record) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for len(data) > 4 {
		r := record{width: int(binary.LittleEndian.Uint16(data))}
		n := int(binary.LittleEndian.Uint16(data[2:]))
		r.title = string(data[4 : 4+n])
		data = data[4+n:]
		r.rgb, data = data[:3*48*r.width], data[3*48*r.width:]
		out = append(out, r)
	}
	if len(data) != 0 {
		t.Errorf("%d bytes are left over", len(data))
	}
	return out
}

func TestFile(t *testing.T) {
	if _, err := sample.StampPage(sample.NewLexicon(everyRune), 3, 0); err != nil {
		t.Skip(err)
	}
	m := maker{seed: 3, names: sample.NewLexicon(everyRune)}
	path := filepath.Join(t.TempDir(), "a.strips")
	if err := m.file(path, 0, 2); err != nil {
		t.Fatal(err)
	}
	all := records(t, path)
	if len(all) < 20 {
		t.Errorf("%d strips of 18 seals, want nearly two of each", len(all))
	}
	for _, r := range all {
		if n := len([]rune(r.title)); r.width < 8*n {
			t.Errorf("%q has %d columns only", r.title, r.width)
		}
		if ink := dark(r); ink < 0.02 || ink > 0.8 {
			t.Errorf("%q: %.2f of the strip is ink", r.title, ink)
		}
	}
	if left, err := filepath.Glob(path + ".part"); err != nil || len(left) > 0 {
		t.Errorf("left over: %v %v", left, err)
	}
}

// dark is the share of the strip's pixels that are ink in any separation.
func dark(r record) float64 {
	plane, n := 48*r.width, 0
	for i := range plane {
		if min(r.rgb[i], r.rgb[plane+i], r.rgb[2*plane+i]) < 160 {
			n++
		}
	}
	return float64(n) / float64(plane)
}

func TestAlongFollowsTheEllipse(t *testing.T) {
	round, oval := sample.Stamped{}, sample.Stamped{}
	round.WidthMM, round.HeightMM = 42, 42
	oval.WidthMM, oval.HeightMM = 45, 30
	for _, a := range []float64{-2, -0.5, 0, 0.7, 3} {
		if got := along(a, round); math.Abs(got-a) > 1e-9 {
			t.Errorf("on a circle %.2f becomes %.2f", a, got)
		}
		sin, cos := math.Sincos(a) // a point of the oval and the direction it is seen in
		seen := math.Atan2(oval.WidthMM*sin, oval.HeightMM*cos)
		if got := along(seen, oval); math.Abs(got-a) > 1e-9 {
			t.Errorf("on an oval %.2f becomes %.2f", a, got)
		}
	}
}

func TestRunNamesWhatIsMissing(t *testing.T) {
	if err := run([]string{"-keys", filepath.Join(t.TempDir(), "none.txt")}); err == nil {
		t.Error("no error without an alphabet")
	}
	if err := run([]string{"-start", filepath.Join(t.TempDir(), "none.onnx"), "-out", filepath.Join(t.TempDir(), "x")}); err == nil {
		t.Error("no error without a network to start from")
	}
}
