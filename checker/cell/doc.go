// Package cell runs work on hostile documents in child processes that may be killed at any
// moment: a crash, a loop or a memory bomb costs one child and becomes a typed error.
//
// A child is the same executable started again. The program asks IsChild before anything
// else and hands over to Main, which registers operations by name, loads the engines once,
// gives up rights it no longer needs (network, new processes, most of the file system) and
// then serves requests. The parent holds a Pool of such warm children:
//
//	if cell.IsChild() {
//		os.Exit(cell.Main(func(ctx context.Context, r *cell.Registry) error {
//			r.Handle("inspect", inspect) // engines are loaded here, before the lockdown
//			return nil
//		}))
//	}
//	pool, err := cell.New(cell.Config{Size: runtime.NumCPU()})
//	…
//	result, err := pool.Do(ctx, "inspect", options, file, onEvent)
//
// The untrusted bytes travel over a pipe and stay in the child's memory; the child never
// opens the user's file by name. Results of pages stream back as events while the request
// runs. Start reading at Pool.Do (parent) and Main (child); the frames between the two are
// in frame.go.
package cell
