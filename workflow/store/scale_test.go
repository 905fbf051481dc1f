package store

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"lianshen/workflow"
)

// Calls of each query, and the time that 99 of 100 must not take longer than.
const (
	scaleCalls  = 600
	scaleTarget = 20 * time.Millisecond
)

// timing is how long a query took.
type timing struct{ p50, p99 time.Duration }

// TestScale measures every query of lists and searches among LIANSHEN_SCALE projects, and writes
// the table to LIANSHEN_SCALE_OUT: make scale. It fails for a plan that scans a large table; times
// depend on the machine and are reported.
func TestScale(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("LIANSHEN_SCALE"))
	if err != nil {
		t.Skip("LIANSHEN_SCALE is not set; see make scale")
	}
	found := map[string][]timing{}
	both(t, func(t *testing.T, s *Store) {
		up(t, s)
		started := time.Now()
		c := seeded(t, s, n)
		t.Logf("%d projects in %s", n, time.Since(started).Round(time.Second))
		for _, q := range listQueries {
			found[t.Name()] = append(found[t.Name()], measure(t, s, c, q))
			for query, args := range watched(t, s, func(x *tx) error { return q.run(x, c, 1) }) {
				for _, step := range scans(plan(t, s, query, args)) {
					if !strings.Contains(step, "ORDER BY") && !small(step) {
						t.Errorf("%s: %s\n%s", q.name, query, step)
					}
				}
			}
		}
	})
	report(t, n, found["TestScale/sqlite"], found["TestScale/postgres"])
}

// small reports whether a step goes through a table that the city left empty, where PostgreSQL
// is right to.
func small(step string) bool {
	return slices.ContainsFunc([]string{"replacements", "outlets", "project_outlets", "project_parties"}, func(table string) bool {
		return strings.Contains(step, " Seq Scan on "+table+" ") || strings.HasPrefix(step, "Seq Scan on "+table+" ")
	})
}

// measure calls a query as operations do, each time in a transaction of its own.
func measure(t *testing.T, s *Store, c *city, q listQuery) timing {
	t.Helper()
	var times []time.Duration
	for i := range scaleCalls + 20 {
		started := time.Now()
		err := s.View(context.Background(), func(r workflow.Reader) error { return q.run(r.(*tx), c, i) })
		if err != nil {
			t.Fatalf("%s: %v", q.name, err)
		}
		if i >= 20 { // the first ones warm the cache
			times = append(times, time.Since(started))
		}
	}
	slices.Sort(times)
	return timing{times[len(times)/2], times[len(times)*99/100]}
}

func report(t *testing.T, n int, sqlite, postgres []timing) {
	t.Helper()
	if len(sqlite) == 0 || len(postgres) == 0 {
		t.Fatal("both databases are needed")
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Speed of lists and searches\n\nWritten by `make scale`: %d projects of %d enterprises, %d calls of each query with other arguments every time, cache warm, %d cores. "+
		"Milliseconds; the target is %d at p99 on both databases. `TestPlans` sees at every build that no query goes through a whole table.\n\n", n, n/2, scaleCalls, runtime.NumCPU(), scaleTarget.Milliseconds())
	fmt.Fprintf(&b, "| query | SQLite p50 | SQLite p99 | PostgreSQL p50 | PostgreSQL p99 |\n|---|---|---|---|---|\n")
	slow := 0
	for i, q := range listQueries {
		a, p := sqlite[i], postgres[i]
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", q.name, ms(a.p50), ms(a.p99), ms(p.p50), ms(p.p99))
		if a.p99 > scaleTarget || p.p99 > scaleTarget {
			slow++
		}
	}
	fmt.Fprintf(&b, "\n%d of %d queries are over the target.\n", slow, len(listQueries))
	t.Logf("\n%s", b.String())
	if out := os.Getenv("LIANSHEN_SCALE_OUT"); out != "" {
		if err := os.WriteFile(out, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func ms(d time.Duration) string { return fmt.Sprintf("%.2f", float64(d.Microseconds())/1000) }
