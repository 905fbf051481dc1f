package main

import (
	"log/slog"
	"sync"

	"lianshen/checker/cell"
)

// openCells gives the children, which it starts when they are first asked for.
type openCells func() (*cell.Pool, error)

// cells starts its children only when there is something to read: a dossier that was read
// before is judged without any.
type cells struct {
	config Config
	size   int
	// threads of one child; 0 shares the cores among all.
	threads int
	log     *slog.Logger
	// start makes the children; nil makes those that inspect.
	start func(*slog.Logger) (*cell.Pool, error)

	mu   sync.Mutex
	pool *cell.Pool
}

func (c *cells) open() (*cell.Pool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.pool != nil {
		return c.pool, nil
	}
	start := c.start
	if start == nil {
		start = c.inspecting
	}
	var err error
	c.pool, err = start(c.log)
	return c.pool, err
}

func (c *cells) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.pool != nil {
		_ = c.pool.Close()
	}
}

// inspecting makes children that inspect documents.
func (c *cells) inspecting(log *slog.Logger) (*cell.Pool, error) {
	if c.threads > 0 {
		return poolOf(c.config, c.size, c.threads, log)
	}
	return newPool(c.config, c.size, log)
}
