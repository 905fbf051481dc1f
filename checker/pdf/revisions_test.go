package pdf

import (
	"bytes"
	"fmt"
	"testing"

	"lianshen/testdata/hostile"
)

// updated appends n incremental updates, each with a table of its own.
func updated(data []byte, n int) []byte {
	b := bytes.NewBuffer(bytes.Clone(data))
	for range n {
		previous, _ := lastStartxref(b.Bytes())
		at := b.Len()
		fmt.Fprintf(b, "2 0 obj\n<< /Length 0 >>\nstream\n\nendstream\nendobj\n")
		table := b.Len()
		fmt.Fprintf(b, "xref\n2 1\n%010d 00000 n \ntrailer\n<< /Size 5 /Root 4 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n", at, previous, table)
	}
	return b.Bytes()
}

// twoSections is a linearized file in outline: the first section at the front names the
// main one as its predecessor.
func twoSections(linearized bool) []byte {
	header := "%PDF-1.7\n1 0 obj\n<< /Linearized 1 /L 1000 >>\nendobj\n"
	if !linearized {
		header = "%PDF-1.7\n1 0 obj\n<< /Plain 1 /L 1000 >>\nendobj\n"
	}
	main := "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 >>\n"
	first := fmt.Sprintf("xref\n1 1\n0000000009 00000 n \ntrailer\n<< /Size 2 /Prev %d >>\nstartxref\n0\n%%%%EOF\n", len(header))
	return []byte(header + main + first + fmt.Sprintf("startxref\n%d\n%%%%EOF\n", len(header)+len(main)))
}

func TestCountRevisions(t *testing.T) {
	plain := onePage(a4, "")
	tests := map[string]struct {
		data []byte
		want int
	}{
		"empty":                               {nil, 1},
		"saved once":                          {plain, 1},
		"one update":                          {updated(plain, 1), 2},
		"three updates":                       {updated(plain, 3), 4},
		"two sections":                        {twoSections(false), 2},
		"linearized":                          {twoSections(true), 1},
		"EOF mark inside a stream":            {onePage(a4, "% %%EOF\n% startxref 5 %%EOF\n"), 1},
		"broken chain counts marks":           {bytes.ReplaceAll(updated(plain, 1), []byte("/Prev "), []byte("/Prev 9")), 2},
		"signed, then changed":                {caseNamed("signed-then-updated"), 2},
		"a table that is its own predecessor": {caseNamed("circular-prev"), 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := countRevisions(tt.data); got != tt.want {
				t.Errorf("%d revisions, want %d", got, tt.want)
			}
		})
	}
}

func caseNamed(name string) []byte {
	for _, c := range hostile.Set() {
		if c.Name == name {
			return c.Bytes()
		}
	}
	return nil
}

// FuzzCountRevisions checks that the count is never below 1, is bounded, and grows by one
// with each update of a readable file.
func FuzzCountRevisions(f *testing.F) {
	f.Add(onePage(a4, ""))
	f.Add(twoSections(true))
	f.Add([]byte("startxref\n0\n%%EOF"))
	f.Fuzz(func(t *testing.T, data []byte) {
		n := countRevisions(data)
		if n < 1 || n > maxRevisions {
			t.Fatalf("%d revisions", n)
		}
		start, ok := lastStartxref(data)
		if _, readable := trailerAt(data, start); !ok || !readable || linearized(data) || n == maxRevisions {
			return
		}
		if more := countRevisions(updated(data, 1)); more != n+1 && more != countEnds(updated(data, 1)) {
			t.Fatalf("%d revisions after an update of %d", more, n)
		}
	})
}
