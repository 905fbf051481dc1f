package cell

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// cgroup is a control group of one child with a limit of memory, so that the kernel stops
// what is faster than the parent's watch.
type cgroup struct{ dir *os.File }

var errNoCgroup = errors.New("no delegated cgroup v2")

// cgroupBase returns the directory below which children get their groups: configured, or
// the group of this process; empty when the memory controller is not delegated to it.
func cgroupBase(configured string) string {
	base := configured
	if base == "" {
		base = ownCgroup()
	}
	control, err := os.ReadFile(filepath.Join(base, "cgroup.subtree_control"))
	if base == "" || err != nil || !slices.Contains(strings.Fields(string(control)), "memory") {
		return ""
	}
	return base
}

// ownCgroup returns the cgroup v2 directory of this process, empty without.
func ownCgroup() string {
	list, err := os.ReadFile("/proc/self/cgroup")
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(list)) {
		if path, ok := strings.CutPrefix(strings.TrimSpace(line), "0::"); ok {
			return filepath.Join("/sys/fs/cgroup", path)
		}
	}
	return ""
}

// newCgroup makes a group that may hold limit bytes. The kernel's limit counts file cache
// as well, so it stands a little above the parent's.
func (s *spawner) newCgroup(limit int64) (*cgroup, error) {
	if s.base == "" {
		return nil, errNoCgroup
	}
	path, err := os.MkdirTemp(s.base, "lianshen-cell-")
	if err != nil {
		return nil, fmt.Errorf("make cgroup: %w", err)
	}
	err = os.WriteFile(filepath.Join(path, "memory.max"), strconv.AppendInt(nil, limit+limit/8, 10), 0o600)
	if err == nil {
		err = ignoreMissing(os.WriteFile(filepath.Join(path, "memory.swap.max"), []byte("0"), 0o600))
	}
	var dir *os.File
	if err == nil {
		dir, err = os.Open(path)
	}
	if err != nil {
		os.Remove(path)
		return nil, fmt.Errorf("limit cgroup: %w", err)
	}
	return &cgroup{dir: dir}, nil
}

func ignoreMissing(err error) error {
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, os.ErrPermission) {
		return nil
	}
	return err
}

// remove deletes the group. A group stays busy for a moment after its last process.
func (g *cgroup) remove() {
	if g == nil {
		return
	}
	defer g.dir.Close()
	for range 10 {
		if err := os.Remove(g.dir.Name()); err == nil || errors.Is(err, os.ErrNotExist) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
}
