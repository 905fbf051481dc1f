// Package clock is the one source of "now". Everything that asks for the time or for
// today's date takes a Clock, so that a judgement can be repeated for any instant.
package clock

import (
	"sync"
	"time"
)

// Clock tells the current instant.
type Clock interface {
	Now() time.Time
}

// System reads the machine's clock.
type System struct{}

// Now returns the current instant in UTC.
func (System) Now() time.Time { return time.Now().UTC() }

// Fixed always answers the same instant, for tests and for `check --at`.
type Fixed time.Time

// Now returns the fixed instant in UTC.
func (f Fixed) Now() time.Time { return time.Time(f).UTC() }

// Fake is a clock that tests move. It is safe for concurrent use.
type Fake struct {
	mu  sync.Mutex
	now time.Time
}

// NewFake returns a Fake that stands at an instant.
func NewFake(now time.Time) *Fake { return &Fake{now: now} }

// Now returns the instant at which it stands, in UTC.
func (f *Fake) Now() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now.UTC()
}

// Set moves it to an instant, forward or back.
func (f *Fake) Set(now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now = now
}

// Advance moves it on.
func (f *Fake) Advance(d time.Duration) { f.Set(f.Now().Add(d)) }

// Shanghai is UTC+8 without daylight saving since 1991, so that no time-zone data is
// needed on the machine.
var Shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// Today returns the date of t in Asia/Shanghai as "2006-01-02".
func Today(t time.Time) string { return t.In(Shanghai).Format(time.DateOnly) }
