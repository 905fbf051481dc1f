package cell_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lianshen/checker/cell"
)

// TestIsolation lets a child try what a document never needs. What must be refused follows
// from the layers that the child says are in force here.
func TestIsolation(t *testing.T) {
	readable, writable, secret := t.TempDir(), t.TempDir(), t.TempDir()
	for _, dir := range []string{readable, secret} {
		if err := os.WriteFile(filepath.Join(dir, "file"), []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	pool := open(t, cell.Config{ReadPaths: []string{readable}, WritePaths: []string{writable}})
	iso, err := pool.Isolation(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("in force: %s; missing: %q", iso, iso.Missing)
	files := iso.Landlock > 0
	for _, tt := range []struct {
		op, arg string
		refused bool
		permit  bool // must work in any case
	}{
		{op: "dial", arg: l.Addr().String(), refused: iso.Seccomp || iso.NetworkNamespace},
		{op: "exec", refused: iso.Seccomp || files},
		{op: "signal", refused: iso.Seccomp},
		{op: "read", arg: "/etc/passwd", refused: files},
		{op: "read", arg: filepath.Join(secret, "file"), refused: files},
		{op: "read", arg: filepath.Join(readable, "file"), permit: true},
		{op: "read", arg: "/proc/self/status", permit: true},
		{op: "write", arg: filepath.Join(readable, "new"), refused: files},
		{op: "write", arg: filepath.Join(secret, "new"), refused: files},
		{op: "write", arg: filepath.Join(writable, "new"), permit: true},
	} {
		got := do[string](t, pool, tt.op, tt.arg, nil)
		if tt.refused && got == "" {
			t.Errorf("%s %s is not refused", tt.op, tt.arg)
		}
		if tt.permit && got != "" {
			t.Errorf("%s %s: %s", tt.op, tt.arg, got)
		}
	}
	do[int](t, pool, "threads", nil, nil)
}

// The environment of a server holds passwords; none may reach a child.
func TestEnvironmentHoldsNoSecrets(t *testing.T) {
	t.Setenv("DATABASE_URL", "postgres://user:secret@db/lianshen")
	t.Setenv("LIANSHEN_MODELS", "/models")
	pool := open(t, cell.Config{Env: []string{"EXTRA=1"}})
	env := do[[]string](t, pool, "environ", nil, nil)
	for _, want := range []string{"LIANSHEN_MODELS=/models", "EXTRA=1"} {
		if !slices.Contains(env, want) {
			t.Errorf("child does not see %s", want)
		}
	}
	if i := slices.IndexFunc(env, func(s string) bool { return strings.Contains(s, "secret") }); i >= 0 {
		t.Errorf("child sees %s", env[i])
	}
}

// TestChildDiesWithParent kills a parent that has a busy child.
func TestChildDiesWithParent(t *testing.T) {
	parent := exec.Command("/proc/self/exe")
	parent.Env = append(os.Environ(), parentEnv+"=1")
	out, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil {
		t.Fatal(err)
	}
	var child echo
	if err := json.Unmarshal(line, &child); err != nil {
		t.Fatal(err)
	}
	parent.Process.Kill()
	parent.Wait()
	for range 100 {
		if gone(child.PID) {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Errorf("child %d outlives its parent", child.PID)
}

// gone reports whether a process has ended; one that nobody reaps counts.
func gone(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err != nil || strings.Contains(string(stat), ") Z ")
}
