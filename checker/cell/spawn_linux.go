package cell

import (
	"os"
	"syscall"
)

// executable is this program, also when its file has been replaced since it started.
const executable = "/proc/self/exe"

// separations are the namespaces a child starts in, the strongest first. Without rights of
// its own, only a new user namespace gives a process a network namespace of its own.
var separations = []uintptr{
	syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET | syscall.CLONE_NEWIPC,
	syscall.CLONE_NEWNET | syscall.CLONE_NEWIPC,
	0,
}

// nobody is what the child calls its user within a user namespace: not 0, so that it has
// no rights even there. To the outside it is the user of the parent.
const nobody = 65534

// attributes says how a child is started: with its parent's death as its own, in a process
// group and session of its own.
func attributes(level int, group *cgroup) *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setsid: true, Cloneflags: separations[level]}
	if attr.Cloneflags&syscall.CLONE_NEWUSER != 0 {
		attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: nobody, HostID: os.Getuid(), Size: 1}}
		attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: nobody, HostID: os.Getgid(), Size: 1}}
	}
	if group != nil {
		attr.UseCgroupFD, attr.CgroupFD = true, int(group.dir.Fd())
	}
	return attr
}

// kill ends the child and whatever it may have started. It is safe at any time.
func (c *child) kill() {
	select {
	case <-c.exited:
	default:
		_ = syscall.Kill(-c.pid(), syscall.SIGKILL) // both fail only when it has just ended
		_ = c.cmd.Process.Kill()
	}
}

// killed reports whether the process ended by SIGKILL.
func killed(s *os.ProcessState) bool {
	status, ok := s.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGKILL
}
