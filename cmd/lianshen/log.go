package main

import (
	"log/slog"
)

// logger writes to stderr, in the one format of the program. A command's own messages to the
// user do not go through it, so it is silent but for faults unless LIANSHEN_LOG asks for more.
func (p *program) logger() *slog.Logger {
	return slog.New(slog.NewTextHandler(p.stderr, &slog.HandlerOptions{Level: p.config.LogLevel}))
}
