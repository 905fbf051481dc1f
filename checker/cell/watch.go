package cell

import (
	"context"
	"sync/atomic"
	"time"
)

// watchEvery is how often a child's memory and signs of life are looked at. A child can
// fault in some 100 MB between two looks.
const watchEvery = 20 * time.Millisecond

// watch kills a child that goes beyond a limit during one request.
type watch struct {
	child  *child
	limits Limits
	quiet  atomic.Int64 // Unix nanoseconds of the last sign of life; 0 while the parent is at work
	peak   atomic.Int64 // highest resident memory seen, bytes
	quit   chan struct{}
	done   chan struct{}
	cause  error // why the child was killed; read after done
}

func startWatch(ctx context.Context, c *child, limits Limits) *watch {
	w := &watch{child: c, limits: limits, quit: make(chan struct{}), done: make(chan struct{})}
	w.alive()
	go w.loop(ctx)
	return w
}

// alive notes a sign of life.
func (w *watch) alive() { w.quiet.Store(time.Now().UnixNano()) }

// pause stops the clock for silence until the next alive.
func (w *watch) pause() { w.quiet.Store(0) }

// end stops watching and returns why the child was killed, nil when it was not.
func (w *watch) end() error {
	close(w.quit)
	<-w.done
	return w.cause
}

func (w *watch) loop(ctx context.Context) {
	defer close(w.done)
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	wall := time.NewTimer(w.limits.Wall)
	defer wall.Stop()
	for w.cause == nil {
		select {
		case <-w.quit:
			return
		case <-ctx.Done():
			w.cause = context.Cause(ctx)
		case <-wall.C:
			w.cause = because(ErrTimeout, seconds(w.limits.Wall))
		case <-tick.C:
			w.cause = w.look()
		}
	}
	w.child.kill()
}

// look returns the limit that the child is beyond, nil when there is none.
func (w *watch) look() error {
	rss := w.child.memory()
	w.peak.Store(max(rss, w.peak.Load()))
	if rss > w.limits.Memory {
		return because(ErrMemory, megabytes(w.limits.Memory))
	}
	since := w.quiet.Load()
	if since != 0 && time.Since(time.Unix(0, since)) > w.limits.Page {
		return because(ErrPageTimeout, seconds(w.limits.Page))
	}
	return nil
}
