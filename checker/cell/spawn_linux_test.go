package cell

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every level of separation must give a child that works, or be refused by the system.
func TestSeparations(t *testing.T) {
	for level := range separations {
		p, err := New(Config{Size: 1})
		if err != nil {
			t.Fatal(err)
		}
		c, err := p.startAt(level)
		if err != nil {
			t.Logf("level %d is not permitted here: %v", level, err)
		} else {
			if own := separations[level] != 0; c.isolation.NetworkNamespace != own {
				t.Errorf("level %d: network namespace = %v", level, c.isolation.NetworkNamespace)
			}
			c.stop()
		}
		p.Close()
	}
}

func TestWeaken(t *testing.T) {
	s := newSpawner(Config{})
	defer s.stop()
	for level := range len(separations) - 1 {
		if !s.weaken(level) || s.level() != level+1 {
			t.Errorf("after level %d comes %d", level, s.level())
		}
		if !s.weaken(level) || s.level() != level+1 {
			t.Errorf("a second failure at level %d moves on to %d", level, s.level())
		}
	}
	if s.weaken(s.level()) || s.level() != 0 {
		t.Errorf("the last level is given up, the next start begins at %d", s.level())
	}
}

// A folder that looks like a delegated cgroup stands in for one.
func TestCgroup(t *testing.T) {
	base := t.TempDir()
	if got := cgroupBase(base); got != "" {
		t.Errorf("a plain folder is taken for a cgroup: %s", got)
	}
	if err := os.WriteFile(filepath.Join(base, "cgroup.subtree_control"), []byte("cpu memory pids\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	s := &spawner{base: cgroupBase(base)}
	g, err := s.newCgroup(800)
	if err != nil {
		t.Fatal(err)
	}
	limit, err := os.ReadFile(filepath.Join(g.dir.Name(), "memory.max"))
	if err != nil || string(limit) != "900" {
		t.Errorf("memory.max = %q, %v; want 900", limit, err)
	}
	for _, name := range []string{"memory.max", "memory.swap.max"} { // the kernel's vanish by themselves
		os.Remove(filepath.Join(g.dir.Name(), name))
	}
	g.remove()
	if left, _ := filepath.Glob(filepath.Join(base, "lianshen-cell-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if _, err := (&spawner{}).newCgroup(1); !errors.Is(err, errNoCgroup) {
		t.Errorf("error without a cgroup = %v", err)
	}
}

func TestIsolationNamesWhatIsInForce(t *testing.T) {
	iso := Isolation{Seccomp: true, Landlock: 7}
	iso.missing("cgroup", errNoCgroup)
	if got, want := iso.String(), "seccomp, landlock v7"; got != want {
		t.Errorf("String() = %q, want %q", got, want)
	}
	if got := (Isolation{}).String(); got != "none" {
		t.Errorf("String() of nothing = %q", got)
	}
	body, err := json.Marshal(iso)
	if err != nil || !strings.Contains(string(body), `"missing":["cgroup: no delegated cgroup v2"]`) {
		t.Errorf("JSON = %s, %v", body, err)
	}
}
