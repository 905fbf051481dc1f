package cell

import (
	"errors"
	"fmt"
	"os"
	"runtime"

	"github.com/landlock-lsm/go-landlock/landlock"
	lls "github.com/landlock-lsm/go-landlock/landlock/syscall"
	"golang.org/x/sys/unix"
)

// Limits of resources that no document needs more of.
const (
	maxOpenFiles = 256
	maxFileBytes = 16 << 20
)

// lockDown gives up the rights that only loading needed. It runs after the engines are
// loaded and before the first untrusted byte. A layer that the system refuses is reported
// and the others are still applied.
func lockDown(config childConfig) Isolation {
	iso := Isolation{Cgroup: config.Cgroup}
	inspectNamespaces(&iso, config)
	if err := limitResources(); err != nil {
		iso.missing("resource limits", err)
	} else {
		iso.ResourceLimits = true
	}
	abi, err := restrictFiles(config)
	iso.Landlock = abi
	iso.missing("landlock", err)
	if err := filterSystemCalls(); err != nil {
		iso.missing("seccomp", err)
	} else {
		iso.Seccomp = true
	}
	iso.NoNewPrivs = noNewPrivs()
	return iso
}

func inspectNamespaces(iso *Isolation, config childConfig) {
	net, user := namespaceOf("net"), namespaceOf("user")
	iso.NetworkNamespace = net != "" && net != config.NetNS
	iso.UserNamespace = user != "" && user != config.UserNS
	if !iso.NetworkNamespace {
		iso.missing("network namespace", errors.New("not permitted by the system"))
	}
	if !iso.Cgroup {
		iso.missing("cgroup", errors.New("no delegated cgroup v2 with the memory controller"))
	}
}

func limitResources() error {
	return errors.Join(
		setLimit("core size", unix.RLIMIT_CORE, 0),
		setLimit("open files", unix.RLIMIT_NOFILE, maxOpenFiles),
		setLimit("file size", unix.RLIMIT_FSIZE, maxFileBytes),
		dieFirst(),
	)
}

// dieFirst makes this process the one that the kernel ends when the machine runs out of
// memory, rather than the server.
func dieFirst() error { return os.WriteFile("/proc/self/oom_score_adj", []byte("1000"), 0) }

func setLimit(name string, resource int, value uint64) error {
	var now unix.Rlimit
	if err := unix.Getrlimit(resource, &now); err != nil {
		return fmt.Errorf("limit of %s: %w", name, err)
	}
	value = min(value, now.Max)
	if err := unix.Setrlimit(resource, &unix.Rlimit{Cur: value, Max: value}); err != nil {
		return fmt.Errorf("limit of %s: %w", name, err)
	}
	return nil
}

// alwaysReadable is what the Go runtime, the C library and the engines look at while they
// work: nothing of the user, nothing secret.
var alwaysReadable = []string{"/proc/self", "/sys/devices/system/cpu", "/usr/share/zoneinfo"}

// restrictFiles applies Landlock to all threads and returns the ABI level in force.
// Network rights and signals to other processes are dropped as well where the level has
// them.
func restrictFiles(config childConfig) (abi int, err error) {
	abi, err = lls.LandlockGetABIVersion()
	if err != nil || abi < 1 {
		return 0, errors.New("not supported by the kernel")
	}
	err = landlock.V11.BestEffort().Restrict(
		landlock.RODirs(alwaysReadable...).IgnoreIfMissing(),
		landlock.ROFiles("/dev/urandom", "/dev/null", "/dev/zero", "/etc/localtime").IgnoreIfMissing(),
		landlock.RODirs(config.ReadPaths...).IgnoreIfMissing(),
		landlock.RWDirs(config.WritePaths...).IgnoreIfMissing(),
	)
	if err != nil {
		return 0, err
	}
	return abi, nil
}

func noNewPrivs() bool {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	on, err := unix.PrctlRetInt(unix.PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0)
	return err == nil && on == 1
}
