// Package audit is the trail (审计日志) that every change leaves: events in one chain, each
// sealed with the hash of the one before, so that no event can be changed, moved or taken
// out unseen.
//
// An event's hash is SHA-256 over its canonical JSON, which holds the hash of its
// predecessor: keys in the order of their bytes, no white space, no HTML escapes, instants
// in UTC. Anyone can compute it again with a few lines of any language. A Head, kept apart,
// shows when events are missing at the end.
//
// The package is a leaf: it knows events, not what they are about.
package audit

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// Actor (操作人) is who made a change. Person is empty when the program did.
type Actor struct {
	Person string `json:"person"`
	Role   string `json:"role"`
	// From is where the request came from: an address, or the name of a terminal or job.
	From string `json:"from"`
	// For is the person on whose behalf it was made, by delegation; empty when on one's own.
	For string `json:"for,omitempty"`
}

// Subject (对象) is what was changed, at the version that the change gave it.
type Subject struct {
	Kind    string `json:"kind"`
	ID      string `json:"id"`
	Version int    `json:"version"`
}

// Event (审计事件) is one change.
type Event struct {
	Seq     int64     `json:"seq"` // from 1, without gaps
	At      time.Time `json:"at"`
	Actor   Actor     `json:"actor"`
	Act     string    `json:"act"` // "application.approve"
	Subject Subject   `json:"subject"`
	// Data is what the change consisted of, in canonical JSON.
	Data json.RawMessage `json:"data"`
	// Prev is the hash of the event before, Genesis for the first.
	Prev string `json:"prev"`
	// Hash is the event's own; it takes no part in what it is computed from.
	Hash string `json:"-"`
}

// Head is the end of the chain.
type Head struct {
	Seq  int64  `json:"seq"`
	Hash string `json:"hash"`
}

// Genesis is the head of an empty chain.
var Genesis = Head{Hash: hex.EncodeToString(make([]byte, sha256.Size))}

// Next seals an event as the successor of the head and returns the new head.
func (h Head) Next(e *Event) (Head, error) {
	e.Seq, e.Prev = h.Seq+1, h.Hash
	var err error
	if e.Data, err = Canonical(e.Data); err != nil {
		return h, fmt.Errorf("data of event %d: %w", e.Seq, err)
	}
	if e.Hash, err = e.digest(); err != nil {
		return h, fmt.Errorf("event %d: %w", e.Seq, err)
	}
	return Head{Seq: e.Seq, Hash: e.Hash}, nil
}

func (e *Event) digest() (string, error) {
	raw, err := e.sealed()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), nil
}

// sealed is what the hash is computed from.
func (e *Event) sealed() ([]byte, error) {
	c := *e
	c.At = c.At.UTC()
	raw, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	return Canonical(raw)
}

// Canonical writes JSON in its canonical form; nothing becomes null.
func Canonical(raw json.RawMessage) (json.RawMessage, error) {
	if len(raw) == 0 {
		return json.RawMessage("null"), nil
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber() // a number keeps its digits
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil { // maps are written in the order of their keys
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
