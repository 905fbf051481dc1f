//go:build !unix

package pdf

import "context"

// withMemory leaves WebAssembly memories on the Go heap, bounded by mostMemory alone.
func withMemory(ctx context.Context, _ func() int) context.Context { return ctx }
