package audit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"lianshen/internal/errs"
)

// Checkpoint (审计检查点) is the head of the chain as it stood once on a day. Who can write to the
// database can seal a whole new chain; it will not have the heads that were noted elsewhere
// before.
type Checkpoint struct {
	Day  string    `json:"day"` // "2026-11-02" in Asia/Shanghai
	At   time.Time `json:"at"`
	Seq  int64     `json:"seq"`
	Hash string    `json:"hash"`
}

// CheckpointFile (检查点文件) holds checkpoints outside the database: one JSON object a line, one line a day,
// by day. It is safe for concurrent use; programs that write at the same time write the same.
type CheckpointFile struct {
	path string
	mu   sync.Mutex
}

// NewCheckpointFile names the file; it is made with its first line.
func NewCheckpointFile(path string) *CheckpointFile { return &CheckpointFile{path: path} }

// Add writes those of the checkpoints whose day is after the last one of the file, and does
// not return before the disk has them. Half a line, left by a machine that went down while
// writing, is written anew.
func (f *CheckpointFile) Add(checkpoints ...Checkpoint) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := os.MkdirAll(filepath.Dir(f.path), 0o750); err != nil {
		return fmt.Errorf("checkpoints: %w", err)
	}
	file, err := os.OpenFile(f.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("checkpoints: %w", err)
	}
	defer file.Close()
	raw, err := io.ReadAll(file)
	if err != nil {
		return fmt.Errorf("checkpoints: %w", err)
	}
	raw = whole(raw)
	known, err := ParseCheckpoints(raw)
	if err != nil {
		return err
	}
	lines, err := after(known, checkpoints)
	if err != nil || len(lines) == 0 {
		return err
	}
	if err := write(file, int64(len(raw)), lines); err != nil {
		return fmt.Errorf("checkpoints: %w", err)
	}
	return syncFolder(filepath.Dir(f.path))
}

// whole leaves out a last line that has no end.
func whole(raw []byte) []byte { return raw[:bytes.LastIndexByte(raw, '\n')+1] }

// after writes the checkpoints of days after the known ones as lines.
func after(known, checkpoints []Checkpoint) ([]byte, error) {
	last := ""
	if len(known) > 0 {
		last = known[len(known)-1].Day
	}
	var lines []byte
	for _, c := range checkpoints {
		if c.Day <= last {
			continue
		}
		line, err := json.Marshal(c)
		if err != nil {
			return nil, err
		}
		lines, last = append(append(lines, line...), '\n'), c.Day
	}
	return lines, nil
}

func write(file *os.File, at int64, lines []byte) error {
	if err := file.Truncate(at); err != nil {
		return err
	}
	if _, err := file.WriteAt(lines, at); err != nil {
		return err
	}
	return file.Sync()
}

// syncFolder makes the name of a new file last.
func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// Read returns the checkpoints of the file, by day; none when it does not exist.
func (f *CheckpointFile) Read() ([]Checkpoint, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	raw, err := os.ReadFile(f.path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("checkpoints: %w", err)
	}
	return ParseCheckpoints(whole(raw))
}

// ParseCheckpoints reads lines of checkpoints. The code audit.checkpoints names a line that is none.
func ParseCheckpoints(raw []byte) ([]Checkpoint, error) {
	var out []Checkpoint
	n := 0
	for line := range bytes.Lines(raw) {
		n++
		var c Checkpoint
		dec := json.NewDecoder(bytes.NewReader(line))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&c); err != nil || c.Day == "" || c.Seq < 0 {
			return nil, malformed("audit.checkpoints", n, "检查点文件", "the file of checkpoints", err)
		}
		out = append(out, c)
	}
	return out, nil
}

// malformed is an error of a file that somebody handed over.
func malformed(code string, line int, zh, en string, cause error) error {
	return errs.New(errs.Usage, code,
		errs.Text{ZH: fmt.Sprintf("%s第%d行不合格式", zh, line), EN: fmt.Sprintf("line %d of %s is malformed", line, en)},
		errs.Text{ZH: "请核对文件；格式见 docs/audit.md", EN: "check the file; docs/audit.md has the format"}).Wrap(cause)
}
