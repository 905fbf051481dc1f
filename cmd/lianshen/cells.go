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
	log    *slog.Logger

	mu   sync.Mutex
	pool *cell.Pool
}

func (c *cells) open() (*cell.Pool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.pool != nil {
		return c.pool, nil
	}
	var err error
	c.pool, err = newPool(c.config, c.size, c.log)
	return c.pool, err
}

func (c *cells) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.pool != nil {
		_ = c.pool.Close()
	}
}
