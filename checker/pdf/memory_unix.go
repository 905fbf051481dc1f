//go:build unix

package pdf

import (
	"context"
	"sync"

	"github.com/tetratelabs/wazero/experimental"
	"golang.org/x/sys/unix"
)

// withMemory makes WebAssembly memories live outside the Go heap, each with the limit that
// budget gives when it is made. Address space is reserved once and becomes resident page by
// page as it is touched: growing never copies, closing gives the memory back at once, and
// the garbage collector does not take hundreds of megabytes of guest memory for a reason to
// run less often.
func withMemory(ctx context.Context, budget func() int) context.Context {
	allocate := func(_, most uint64) experimental.LinearMemory {
		region, err := unix.Mmap(-1, 0, min(budget(), int(most)), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANON)
		if err != nil {
			return &reservedMemory{}
		}
		return &reservedMemory{region: region}
	}
	return experimental.WithMemoryAllocator(ctx, experimental.MemoryAllocatorFunc(allocate))
}

// reservedMemory implements experimental.LinearMemory. It never moves.
type reservedMemory struct {
	region []byte
	free   sync.Once
}

// Reallocate returns the first size bytes of the region, nil when they do not fit.
func (m *reservedMemory) Reallocate(size uint64) []byte {
	if size > uint64(len(m.region)) {
		return nil
	}
	return m.region[:size:len(m.region)]
}

// Free unmaps the region.
func (m *reservedMemory) Free() {
	m.free.Do(func() {
		if m.region != nil {
			_ = unix.Munmap(m.region)
			m.region = nil
		}
	})
}
