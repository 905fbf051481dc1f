package cell

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// frameKind says what the body of a frame is.
type frameKind byte

// Frames of the parent.
const (
	frameRequest frameKind = iota + 1 // JSON of requestHeader
	frameChunk                        // bytes of the file
	frameRun                          // the file is complete
)

// Frames of the child.
const (
	frameHello    frameKind = iota + 16 // JSON of Isolation: ready for requests
	frameEvent                          // JSON of Event
	frameBlob                           // bytes of a blob
	frameProgress                       // sign of life, empty
	frameResult                         // JSON of the operation's result
	frameFailed                         // JSON of wireError
	frameIdle                           // memory given back, ready for the next request
)

// maxFrame bounds the body of one frame, so that a child that has been taken over cannot
// make the parent allocate without end.
const maxFrame = 64 << 20

// chunkSize is the size of the pieces a file is sent in.
const chunkSize = 256 << 10

var errFrame = errors.New("malformed frame")

// frame is the unit of the protocol: one byte kind, four bytes length (big endian), body.
type frame struct {
	kind frameKind
	body []byte
}

// writeFrame sends one frame and flushes w.
func writeFrame(w *bufio.Writer, kind frameKind, body []byte) error {
	if len(body) > maxFrame {
		return fmt.Errorf("%w: %d bytes are more than a frame holds", errFrame, len(body))
	}
	var head [5]byte
	head[0] = byte(kind)
	binary.BigEndian.PutUint32(head[1:], uint32(len(body)))
	_, _ = w.Write(head[:]) // a bufio.Writer keeps its first error for Flush
	_, _ = w.Write(body)
	return w.Flush()
}

// writeJSON sends v as the body of one frame.
func writeJSON(w *bufio.Writer, kind frameKind, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode frame: %w", err)
	}
	return writeFrame(w, kind, body)
}

// readFrame reads one frame. It returns io.EOF at a clean end, io.ErrUnexpectedEOF within
// a frame and errFrame for what cannot be one. Memory grows with the bytes that arrive,
// not with the length that was claimed.
func readFrame(r io.Reader) (frame, error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return frame{}, err
	}
	f := frame{kind: frameKind(head[0])}
	size := int64(binary.BigEndian.Uint32(head[1:]))
	if !f.kind.known() || size > maxFrame {
		return frame{}, fmt.Errorf("%w: kind %d, %d bytes", errFrame, f.kind, size)
	}
	var body bytes.Buffer
	body.Grow(int(min(size, chunkSize)))
	if _, err := io.CopyN(&body, r, size); err != nil {
		return frame{}, io.ErrUnexpectedEOF
	}
	f.body = body.Bytes()
	return f, nil
}

func (k frameKind) known() bool {
	return k >= frameRequest && k <= frameRun || k >= frameHello && k <= frameIdle
}
