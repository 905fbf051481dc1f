package cell

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"sync"
	"time"
)

// progressEvery is how often a sign of life is worth a frame.
const progressEvery = 100 * time.Millisecond

// answers is the child's Emitter: it writes frames and counts what was sent.
type answers struct {
	mu   sync.Mutex
	w    *bufio.Writer
	left int64     // bytes of events and blobs that may still be sent
	last time.Time // of the last frame
	max  int64
}

// begin starts the count for a new request.
func (a *answers) begin(limit int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.left, a.max = limit, limit
}

func (a *answers) write(kind frameKind, body []byte) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.last = time.Now()
	return writeFrame(a.w, kind, body)
}

// emit writes a frame that counts towards the limit of output.
func (a *answers) emit(kind frameKind, body []byte) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.left -= int64(len(body)); a.left < 0 || len(body) > maxFrame {
		return because(ErrOutput, megabytes(min(a.max, maxFrame)))
	}
	a.last = time.Now()
	return writeFrame(a.w, kind, body)
}

// Emit implements Emitter.
func (a *answers) Emit(name string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("emit %q: %w", name, err)
	}
	body, err := json.Marshal(wireEvent{Name: name, Data: data})
	if err != nil {
		return fmt.Errorf("emit %q: %w", name, err)
	}
	return a.emit(frameEvent, body)
}

// Blob implements Emitter.
func (a *answers) Blob(data []byte) (string, error) {
	return digest(data), a.emit(frameBlob, data)
}

// Progress implements Emitter.
func (a *answers) Progress() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if now := time.Now(); now.Sub(a.last) >= progressEvery {
		a.last = now
		_ = writeFrame(a.w, frameProgress, nil) // a broken pipe ends the child elsewhere
	}
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
