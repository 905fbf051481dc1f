package cell

import (
	"bytes"
	"log/slog"
	"sync"
)

const (
	tailBytes   = 8 << 10 // of a child's output, kept for the report of a crash
	maxLogLines = 200     // a child; the rest only passes through the tail
	maxLogLine  = 2 << 10
)

// childLog takes what a child writes to standard output and error: lines of C libraries
// and the stack of a crash. A child may write without end; the log stays small.
type childLog struct {
	mu     sync.Mutex
	logger *slog.Logger
	lines  int
	rest   []byte // an unfinished line
	last   []byte // the end of everything
}

func newChildLog(logger *slog.Logger) *childLog { return &childLog{logger: logger} }

// Write implements io.Writer; it never fails.
func (l *childLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last = keepEnd(append(l.last, p...), tailBytes)
	for chunk := p; len(chunk) > 0; {
		line, after, whole := bytes.Cut(chunk, []byte{'\n'})
		l.rest = append(l.rest, line[:min(len(line), maxLogLine-len(l.rest))]...)
		if whole {
			l.flush()
		}
		chunk = after
	}
	return len(p), nil
}

// flush logs the collected line. The caller holds mu.
func (l *childLog) flush() {
	if l.lines++; l.lines <= maxLogLines && len(l.rest) > 0 {
		l.logger.Debug("cell: output of child", "line", string(l.rest))
	}
	l.rest = l.rest[:0]
}

// tail returns the end of the output.
func (l *childLog) tail() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return string(l.last)
}

func (l *childLog) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.flush()
}

func keepEnd(b []byte, n int) []byte {
	if len(b) <= n {
		return b
	}
	return append(b[:0], b[len(b)-n:]...)
}
