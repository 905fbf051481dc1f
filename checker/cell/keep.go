package cell

import (
	"errors"
	"time"

	"lianshen/internal/errs"
)

const (
	// startAgain is how long a keeper waits after a failed start when nobody asks.
	startAgain = 5 * time.Second
	// idleWait is how long a child may take to give back memory after a request.
	idleWait = 10 * time.Second
)

// keep holds one place of the pool: it starts a child, lends it out until it is worn or
// broken, and starts the next.
func (p *Pool) keep() {
	for p.ctx.Err() == nil {
		c, err := p.start()
		if err != nil {
			p.offerError(err)
			continue
		}
		p.lend(c)
		c.stop()
	}
}

// offerError hands the reason of a failed start to the next request.
func (p *Pool) offerError(err error) {
	p.config.Logger.Error("cell: child does not start", "error", err)
	select {
	case p.ready <- lease{err: err}:
	case <-time.After(startAgain):
	case <-p.ctx.Done():
	}
}

// lend offers c to one request after the other while it is fit.
func (p *Pool) lend(c *child) {
	for range p.config.MaxRequests {
		select {
		case p.ready <- lease{child: c}:
		case <-c.exited:
			p.config.Logger.Warn("cell: idle child died", "state", c.state(), "output", c.log.tail())
			return
		case <-p.ctx.Done():
			return
		}
		if healthy := <-c.returned; !healthy || !p.fit(c) {
			return
		}
	}
}

// fit reports whether c came to rest after a request, with little memory.
func (p *Pool) fit(c *child) bool {
	if c.busy && !c.rest(idleWait) {
		return false
	}
	return c.memory() <= p.config.RecycleMemory
}

// start starts a child with the strongest separation that the system permits.
func (p *Pool) start() (*child, error) {
	for {
		level := p.spawner.level()
		c, err := p.startAt(level)
		var told *errs.Error
		switch {
		case err == nil:
			permitted.Store(int32(level))
			p.config.Logger.Info("cell: child ready", "pid", c.pid(),
				"isolation", c.isolation.String(), "missing", c.isolation.Missing)
			return c, nil
		case p.ctx.Err() != nil:
			return nil, ErrClosed
		case errors.As(err, &told):
			return nil, err
		case !p.spawner.weaken(level):
			return nil, ErrStart.Wrap(err)
		}
		p.config.Logger.Warn("cell: starting a child with less separation", "level", level+1, "error", err)
	}
}
