package cell

import (
	"fmt"
	"os"
	"strings"
)

// Isolation says which layers hold a child in place, as the child itself found them. Each
// is tried; a system may refuse any of them, and Missing then says why.
type Isolation struct {
	UserNamespace    bool `json:"user_namespace"`
	NetworkNamespace bool `json:"network_namespace"` // no interface but an unconnected loopback
	NoNewPrivs       bool `json:"no_new_privs"`
	// Seccomp: sockets, new processes, tracing, mounts and other system calls that reading
	// a document never needs fail with EPERM.
	Seccomp bool `json:"seccomp"`
	// Landlock is the ABI level in force, 0 for none: files outside the configured paths
	// cannot be opened.
	Landlock int `json:"landlock"`
	// Cgroup: the kernel enforces the memory limit beside the parent's own watch.
	Cgroup bool `json:"cgroup"`
	// ResourceLimits: no core dumps, few descriptors, small files.
	ResourceLimits bool `json:"resource_limits"`
	// Missing holds one reason for each layer that is not in force.
	Missing []string `json:"missing,omitempty"`
}

// String lists the layers in force, for logs and the version command.
func (i Isolation) String() string {
	var on []string
	add := func(ok bool, name string) {
		if ok {
			on = append(on, name)
		}
	}
	add(i.UserNamespace, "user namespace")
	add(i.NetworkNamespace, "network namespace")
	add(i.NoNewPrivs, "no_new_privs")
	add(i.Seccomp, "seccomp")
	add(i.Landlock > 0, fmt.Sprintf("landlock v%d", i.Landlock))
	add(i.Cgroup, "cgroup")
	add(i.ResourceLimits, "resource limits")
	if len(on) == 0 {
		return "none"
	}
	return strings.Join(on, ", ")
}

func (i *Isolation) missing(layer string, err error) {
	if err != nil {
		i.Missing = append(i.Missing, fmt.Sprintf("%s: %v", layer, err))
	}
}

// namespaceOf returns the identity of a namespace of this process ("net", "user"), empty
// where there are none.
func namespaceOf(kind string) string {
	id, err := os.Readlink("/proc/self/ns/" + kind)
	if err != nil {
		return ""
	}
	return id
}
