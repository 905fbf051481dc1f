package main

import (
	"context"
	"time"
)

func (r *evalRun) writeCard(_ context.Context, _ *outcome, _ string, _ time.Duration) error {
	return nil
}
