package cell

import (
	"encoding/binary"
	"os"
	"testing"

	"github.com/elastic/go-seccomp-bpf/arch"
	"golang.org/x/net/bpf"
	"golang.org/x/sys/unix"
)

// TestFilter runs the filter on made-up system calls.
func TestFilter(t *testing.T) {
	info, err := arch.GetInfo("")
	if err != nil {
		t.Skip(err)
	}
	pid := uint64(os.Getpid())
	const eperm, enosys = unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM), unix.SECCOMP_RET_ERRNO | uint32(unix.ENOSYS)
	allow := uint32(unix.SECCOMP_RET_ALLOW)
	vm := machine(t)
	for _, tt := range []struct {
		call string
		arch uint32 // added to that of this machine
		arg  uint64
		want uint32
	}{
		{call: "read", want: allow},
		{call: "read", arch: 1, want: eperm},
		{call: "mmap", want: allow},
		{call: "mprotect", want: allow},
		{call: "futex", want: allow},
		{call: "socket", want: eperm},
		{call: "execve", want: eperm},
		{call: "io_uring_setup", want: eperm},
		{call: "utimensat", want: eperm},
		{call: "clone", arg: unix.CLONE_THREAD | unix.CLONE_VM, want: allow},
		{call: "clone", arg: uint64(unix.SIGCHLD), want: eperm},
		{call: "clone3", want: enosys},
		{call: "tgkill", arg: pid, want: allow},
		{call: "tgkill", arg: pid + 1, want: eperm},
		{call: "tgkill", arg: pid | 1<<32, want: eperm},
		{call: "prlimit64", arg: 0, want: allow},
		{call: "prlimit64", arg: 1, want: eperm},
	} {
		number, ok := info.SyscallNames[tt.call]
		if !ok {
			continue
		}
		if got := decide(t, vm, uint32(number), uint32(info.ID)+tt.arch, tt.arg); got != tt.want {
			t.Errorf("%s(%#x) on architecture +%d: %#x, want %#x", tt.call, tt.arg, tt.arch, got, tt.want)
		}
	}
}

func machine(t *testing.T) *bpf.VM {
	t.Helper()
	raw, err := assembleFilter()
	if err != nil {
		t.Fatal(err)
	}
	program, known := bpf.Disassemble(raw)
	if !known {
		t.Fatal("the program holds unknown instructions")
	}
	vm, err := bpf.NewVM(program)
	if err != nil {
		t.Fatal(err)
	}
	return vm
}

// decide feeds struct seccomp_data to the machine, whose loads are big endian while the
// kernel's are of the machine: words stand at their places in their own order.
func decide(t *testing.T, vm *bpf.VM, number, arch uint32, arg uint64) uint32 {
	t.Helper()
	data := make([]byte, 64)
	binary.BigEndian.PutUint32(data, number)
	binary.BigEndian.PutUint32(data[4:], arch)
	binary.BigEndian.PutUint32(data[16:], uint32(arg))
	binary.BigEndian.PutUint32(data[20:], uint32(arg>>32))
	got, err := vm.Run(data)
	if err != nil {
		t.Fatal(err)
	}
	return uint32(got)
}
