package checker

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMarkAlike(t *testing.T) {
	photos := []Photo{
		{PHash: "9de6e249269ea6c1"},
		{PHash: "f31b1c9c6167649c"},
		{PHash: "9de6e249269ea6c3"}, // the first again, compressed anew
		{PHash: "9de6e249269ea6c1"},
	}
	markAlike(photos)
	var got [][]PhotoAlike
	for _, p := range photos {
		got = append(got, p.Alike)
	}
	want := [][]PhotoAlike{nil, nil, {{0, 1}}, {{0, 0}, {2, 1}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A file of photographs cannot make the comparison run away.
func TestMarkAlikeIsBounded(t *testing.T) {
	photos := make([]Photo, mostPhotosCompared+1)
	for i := range photos {
		photos[i].PHash = "9de6e249269ea6c1"
	}
	markAlike(photos)
	if n := len(photos[mostPhotosCompared].Alike); n != 0 {
		t.Errorf("photograph %d was compared with %d", mostPhotosCompared, n)
	}
}
