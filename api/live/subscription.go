package live

import (
	"context"
	"slices"
	"time"
)

// Subscription is one reader of a project's events. It must be closed.
type Subscription struct {
	hub     *Hub
	project string

	// Under the hub's lock: the last event of each version that was not taken yet, in order.
	waiting []Event
	wake    chan struct{} // has room for one: something waits
	closed  bool
}

// Subscribe begins with what is known already. The error is ErrFull, or ErrClosed.
func (h *Hub) Subscribe(id string) (*Subscription, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case h.ctx.Err() != nil:
		return nil, ErrClosed
	case h.count >= maxSubscribers:
		return nil, ErrFull
	}
	h.count++
	p := h.of(id)
	s := &Subscription{hub: h, project: id, wake: make(chan struct{}, 1)}
	for _, k := range p.order {
		s.add(p.states[k])
	}
	p.subscribers[s] = true
	if h.config.Look != nil && p.stopLooking == nil {
		ctx, stop := context.WithCancel(h.ctx)
		p.stopLooking = stop
		h.looks.Go(func() { h.look(ctx, id) })
	}
	return s, nil
}

// add puts an event in place of an earlier one of the same version.
func (s *Subscription) add(e Event) {
	s.waiting = slices.DeleteFunc(s.waiting, func(old Event) bool { return old.key() == e.key() })
	s.waiting = append(s.waiting, e)
	select {
	case s.wake <- struct{}{}:
	default: // it is awake
	}
}

// Next waits for events and takes all that there are, the last of each version. It gives the
// context's error when that ends, and ErrClosed when hub or subscription are closed.
func (s *Subscription) Next(ctx context.Context) ([]Event, error) {
	for {
		if got, err := s.take(); len(got) > 0 || err != nil {
			return got, err
		}
		select {
		case <-s.wake:
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-s.hub.ctx.Done():
			return nil, ErrClosed
		}
	}
}

func (s *Subscription) take() ([]Event, error) {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	if s.closed {
		return nil, ErrClosed
	}
	got := s.waiting
	s.waiting = nil
	return got, nil
}

// Close ends the subscription; with the last one of a project nobody looks at it any more.
func (s *Subscription) Close() {
	h := s.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	if s.closed {
		return
	}
	s.closed = true
	h.count--
	p := h.projects[s.project]
	delete(p.subscribers, s)
	if len(p.subscribers) == 0 && p.stopLooking != nil {
		p.stopLooking()
		p.stopLooking = nil
	}
}

// look publishes what is stored by others, until ctx ends.
func (h *Hub) look(ctx context.Context, id string) {
	ticker := time.NewTicker(h.config.Every)
	defer ticker.Stop()
	for {
		if found, err := h.config.Look(ctx, id); err == nil { // else the next look may do
			h.seen(id, found)
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
	}
}

// seen publishes what stands in the store and was not told yet. What this process tells is ahead
// of the store while a version is read, so only ends count then.
func (h *Hub) seen(id string, found []Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	p := h.of(id)
	for _, e := range found {
		e.Project = id
		old, known := p.states[e.key()]
		switch {
		case !known, e.ended() && !old.ended(), e.State == Judged && e.Number > old.Number, e.State == Read && old.State == Failed:
			h.publish(e)
		}
	}
}
