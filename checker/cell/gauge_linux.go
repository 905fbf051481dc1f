package cell

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
)

// gauge reads the resident memory of a process from /proc/PID/statm, which the kernel
// answers from counters; one read takes a few microseconds.
type gauge struct{ file *os.File }

func newGauge(pid int) *gauge {
	f, err := os.Open(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return nil // the process is gone already
	}
	return &gauge{file: f}
}

// read returns resident bytes, 0 when the process is gone.
func (g *gauge) read() int64 {
	if g == nil {
		return 0
	}
	var buf [128]byte
	n, _ := g.file.ReadAt(buf[:], 0) // io.EOF at the end of the short file
	fields := bytes.Fields(buf[:n])
	if len(fields) < 2 {
		return 0
	}
	pages, err := strconv.ParseInt(string(fields[1]), 10, 64)
	if err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize())
}

func (g *gauge) close() {
	if g != nil {
		g.file.Close()
	}
}
