package account

import (
	"net/netip"
	"sync"
	"time"

	"lianshen/internal/clock"
	"lianshen/internal/errs"
)

// Gate (限速) bounds how often one address does something.
type Gate struct {
	name  string
	burst float64       // at once
	every time.Duration // one more
}

// Gates. An office shares an address: they are wide for people, and narrow for programs that
// guess.
var (
	GateSignIn = Gate{"sign-in", 60, time.Second}
	GateSignUp = Gate{"sign-up", 20, 3 * time.Minute}
	GateLink   = Gate{"link", 60, time.Second}
)

// ErrOften says that an address did something too often.
var ErrOften = errs.New(errs.Forbidden, "account.often",
	errs.Text{ZH: "操作过于频繁", EN: "too many tries from this address"},
	errs.Text{ZH: "请稍后再试", EN: "try again in a few minutes"})

// mostGates bounds the memory of addresses; who comes to a full house has the oldest ones put out.
const mostGates = 20_000

type gateKey struct{ name, address string }

// bucket holds what is left at an instant.
type bucket struct {
	left float64
	at   time.Time
}

// gates remember addresses, within one process.
type gates struct {
	clock clock.Clock
	mu    sync.Mutex
	all   map[gateKey]bucket
}

// Admit counts one doing of an address, and gives ErrOften where there were too many.
func (s *Service) Admit(g Gate, from string) error {
	if s.gates.take(g, subnet(from)) {
		return nil
	}
	return ErrOften
}

func (g *gates) take(gate Gate, address string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	now, key := g.clock.Now(), gateKey{gate.name, address}
	b, ok := g.all[key]
	if !ok {
		b = bucket{left: gate.burst, at: now}
		g.makeRoom()
	}
	b.left = min(gate.burst, b.left+float64(now.Sub(b.at))/float64(gate.every))
	b.at = now
	admitted := b.left >= 1
	if admitted {
		b.left--
	}
	g.all[key] = b
	return admitted
}

// makeRoom puts the older half out when the house is full.
func (g *gates) makeRoom() {
	if len(g.all) < mostGates {
		return
	}
	var oldest, newest time.Time
	for _, b := range g.all {
		if oldest.IsZero() || b.at.Before(oldest) {
			oldest = b.at
		}
		if b.at.After(newest) {
			newest = b.at
		}
	}
	middle := oldest.Add(newest.Sub(oldest) / 2)
	for k, b := range g.all {
		if !b.at.After(middle) {
			delete(g.all, k)
		}
	}
	if len(g.all) >= mostGates { // all in one instant
		clear(g.all)
	}
}

// subnet is what one household has of IPv6 addresses, or the address as it is.
func subnet(from string) string {
	a, err := netip.ParseAddr(from)
	if err != nil || a.Unmap().Is4() {
		return from
	}
	p, err := a.Prefix(64)
	if err != nil {
		return from
	}
	return p.String()
}
