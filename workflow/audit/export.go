package audit

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"iter"
)

// Line (导出行) is the event as it is exported, without a line end: what its hash is computed from,
// byte by byte, with the hash as a last member. So a verifier cuts, and need not know how to
// write canonical JSON. docs/audit.md has one.
func (e *Event) Line() ([]byte, error) {
	raw, err := e.sealed()
	if err != nil {
		return nil, err
	}
	return append(raw[:len(raw)-1], `,"hash":"`+e.Hash+`"}`...), nil
}

// maxLine bounds a line of an export; no event comes near it.
const maxLine = 64 << 20

// Exported walks the lines of an export. An error has the code audit.export and names the
// line that is none; whether the chain holds is Verify's to say.
func Exported(r io.Reader) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, maxLine)
		n := 0
		for lines.Scan() {
			n++
			e, err := parseLine(lines.Bytes())
			if err != nil {
				yield(e, malformed("audit.export", n, "导出文件", "the export", err))
				return
			}
			if !yield(e, nil) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield(Event{}, malformed("audit.export", n+1, "导出文件", "the export", err))
		}
	}
}

// parseLine reads one line of an export, which must be written as Line writes it: two readings
// of one line there shall not be.
func parseLine(line []byte) (Event, error) {
	var v struct {
		Event
		Hash string `json:"hash"`
	}
	if err := json.Unmarshal(line, &v); err != nil {
		return Event{}, err
	}
	v.Event.Hash = v.Hash
	again, err := v.Line()
	if err == nil && !bytes.Equal(again, line) {
		err = errors.New("not in canonical form")
	}
	return v.Event, err
}
