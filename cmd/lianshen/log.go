package main

import (
	"log/slog"
)

// logger writes warnings to stderr, in the one format of the program. A command's own
// messages to the user do not go through it.
func (p *program) logger() *slog.Logger {
	return slog.New(slog.NewTextHandler(p.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
}
