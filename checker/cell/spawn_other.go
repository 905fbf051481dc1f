//go:build unix && !linux

package cell

import (
	"errors"
	"os"
	"syscall"
)

// Systems other than Linux are for development: children are separate and can be killed,
// but nothing else holds them in place, and their memory is not watched.

var executable, _ = os.Executable()

var separations = []uintptr{0}

func attributes(int, *cgroup) *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }

func (c *child) kill() {
	select {
	case <-c.exited:
	default:
		c.cmd.Process.Kill()
	}
}

func killed(s *os.ProcessState) bool {
	status, ok := s.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGKILL
}

func lockDown(childConfig) Isolation {
	var iso Isolation
	iso.missing("all layers", errors.New("this system is not Linux"))
	return iso
}

type gauge struct{}

func newGauge(int) *gauge    { return nil }
func (g *gauge) read() int64 { return 0 }
func (g *gauge) close()      {}

type cgroup struct{}

func cgroupBase(string) string { return "" }

func (s *spawner) newCgroup(int64) (*cgroup, error) { return nil, errors.ErrUnsupported }

func (g *cgroup) remove() {}
