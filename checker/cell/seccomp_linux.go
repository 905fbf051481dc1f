package cell

import (
	"fmt"
	"os"
	"runtime"
	"unsafe"

	seccomp "github.com/elastic/go-seccomp-bpf"
	"github.com/elastic/go-seccomp-bpf/arch"
	"golang.org/x/net/bpf"
	"golang.org/x/sys/unix"
)

// refused lists system calls that reading a document never needs. A list of what is
// allowed would be tighter, but would break with every release of the Go runtime, of ONNX
// Runtime or of the C library.
var refused = []string{
	// network
	"socket", "socketpair", "connect", "bind", "listen", "accept", "accept4",
	"sendto", "sendmsg", "sendmmsg", "recvmsg", "recvmmsg", "recvfrom",
	// other programs and processes
	"execve", "execveat", "fork", "vfork", "ptrace", "kill", "tkill", "rt_sigqueueinfo",
	"rt_tgsigqueueinfo", "process_vm_readv", "process_vm_writev", "process_madvise",
	"pidfd_open", "pidfd_getfd", "pidfd_send_signal", "kcmp",
	// shared memory and queues that other processes see
	"shmget", "shmat", "msgget", "semget", "mq_open",
	// namespaces, mounts, system state
	"setns", "unshare", "mount", "umount2", "pivot_root", "chroot", "fsopen", "fsmount",
	"fspick", "open_tree", "move_mount", "mount_setattr", "open_by_handle_at",
	"name_to_handle_at", "swapon", "swapoff", "reboot", "sethostname", "setdomainname",
	"settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "acct", "quotactl",
	"syslog", "vhangup", "iopl", "ioperm", "personality",
	// parts of the kernel with a record of holes
	"bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "io_uring_enter",
	"io_uring_register", "keyctl", "add_key", "request_key", "kexec_load",
	"kexec_file_load", "init_module", "finit_module", "delete_module", "fanotify_init",
	"inotify_init", "inotify_init1", "modify_ldt", "lookup_dcookie",
	// attributes of files, which Landlock leaves alone
	"chmod", "fchmod", "fchmodat", "chown", "fchown", "lchown", "fchownat", "setxattr",
	"lsetxattr", "fsetxattr", "utime", "utimes", "utimensat", "futimesat",
}

// filterSystemCalls installs the filter on all threads, also those that C libraries have
// started.
func filterSystemCalls() error {
	program, err := assembleFilter()
	if err != nil {
		return err
	}
	filter := make([]unix.SockFilter, len(program))
	for i, op := range program {
		filter[i] = unix.SockFilter{Code: op.Op, Jt: op.Jt, Jf: op.Jf, K: op.K}
	}
	// no_new_privs is a property of the thread; TSYNC hands it on together with the filter.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("set no_new_privs: %w", err)
	}
	prog := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	stuck, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER,
		unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&prog))) //nolint:gosec // G103: the kernel takes the filter by its address
	if errno != 0 {
		return fmt.Errorf("install filter: %w", errno)
	}
	if stuck != 0 {
		return fmt.Errorf("install filter: thread %d cannot be reached", stuck)
	}
	return nil
}

// assembleFilter builds the program. The library lets calls of another architecture pass
// (32-bit calls on a 64-bit kernel would escape the list), so a check that refuses them
// stands in front of what it assembles.
func assembleFilter() ([]bpf.RawInstruction, error) {
	info, err := arch.GetInfo("")
	if err != nil {
		return nil, err
	}
	policy := policyFor(info, uint64(os.Getpid()))
	list, err := policy.Assemble()
	if err != nil {
		return nil, err
	}
	const archOffset = 4 // of struct seccomp_data
	guard := []bpf.Instruction{
		bpf.LoadAbsolute{Off: archOffset, Size: 4},
		bpf.JumpIf{Cond: bpf.JumpEqual, Val: uint32(info.ID), SkipTrue: 1},
		bpf.RetConstant{Val: unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM)},
	}
	return bpf.Assemble(append(guard, list...))
}

func policyFor(info *arch.Info, pid uint64) seccomp.Policy {
	refuse := seccomp.ActionErrno | seccomp.Action(unix.EPERM)
	return seccomp.Policy{
		DefaultAction: seccomp.ActionAllow,
		Syscalls: []seccomp.SyscallGroup{
			{Action: refuse, Names: known(info, refused)},
			// The flags of clone3 lie in memory, out of a filter's sight: "no such call" makes
			// the C library fall back to clone.
			{Action: seccomp.ActionErrno | seccomp.Action(unix.ENOSYS), Names: known(info, []string{"clone3"})},
			// Threads yes, processes no; signals and limits for this process only. The library
			// goes on with the argument in place of the call's number when a condition does
			// not hold, so this group stands last and in an order in which no argument can be
			// taken for the number of a later call.
			{Action: refuse, NamesWithCondtions: []seccomp.NameWithConditions{
				when("prlimit64", 0, seccomp.GreaterThan, 0),
				when("clone", 0, seccomp.BitsNotSet, unix.CLONE_THREAD),
				when("tgkill", 0, seccomp.NotEqual, pid),
			}},
		},
	}
}

func when(name string, arg uint32, op seccomp.Operation, value uint64) seccomp.NameWithConditions {
	return seccomp.NameWithConditions{Name: name, Conditions: seccomp.ArgumentConditions{
		{Argument: arg, Operation: op, Value: value}}}
}

// known leaves out the names that this architecture does not have.
func known(info *arch.Info, names []string) []string {
	var have []string
	for _, n := range names {
		if _, ok := info.SyscallNames[n]; ok {
			have = append(have, n)
		}
	}
	return have
}
