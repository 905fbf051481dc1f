// Package clock is the one source of "now". Everything that asks for the time or for
// today's date takes a Clock, so that a judgement can be repeated for any instant.
package clock

import "time"

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

// Shanghai is UTC+8 without daylight saving since 1991, so that no time-zone data is
// needed on the machine.
var Shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// Today returns the date of t in Asia/Shanghai as "2006-01-02".
func Today(t time.Time) string { return t.In(Shanghai).Format(time.DateOnly) }
