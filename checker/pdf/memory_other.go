//go:build !unix

package pdf

import "context"

// withMemory leaves WebAssembly memories on the Go heap.
func withMemory(ctx context.Context) context.Context { return ctx }
