package cell_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"lianshen/checker/cell"
	"lianshen/internal/errs"
)

// parentEnv makes this test binary the parent of a pool, to be killed by a test.
const parentEnv = "LIANSHEN_CELL_TEST_PARENT"

// startEnv chooses how a child starts: "refuse", "die", "panic" or "sleep".
const startEnv = "LIANSHEN_CELL_TEST_START"

func TestMain(m *testing.M) {
	switch {
	case cell.IsChild():
		os.Exit(cell.Main(register))
	case os.Getenv(parentEnv) != "":
		os.Exit(beParent())
	}
	os.Exit(m.Run())
}

var errNoModel = errs.New(errs.Unavailable, "test.no_model",
	errs.Text{ZH: "缺少模型", EN: "no model"}, errs.Text{ZH: "请安装", EN: "install it"})

func register(_ context.Context, r *cell.Registry) error {
	switch os.Getenv(startEnv) {
	case "refuse":
		return errNoModel
	case "die":
		fmt.Fprintln(os.Stderr, "cannot load library")
		os.Exit(7)
	case "sleep":
		time.Sleep(time.Hour)
	}
	for name, op := range operations {
		r.Handle(name, op)
	}
	r.RetireWhen(func() bool { return worn })
	return nil
}

var errScan = errs.New(errs.Refused, "test.bad_scan",
	errs.Text{ZH: "扫描件不清晰", EN: "the scan is not clear"}, errs.Text{ZH: "请重新扫描", EN: "scan it again"})

// operations are what the children of these tests can do.
var operations = map[string]cell.Operation{
	"echo": func(_ context.Context, req cell.Request, _ cell.Emitter) (any, error) {
		var text string
		err := req.Decode(&text)
		return echo{Text: text, File: string(req.File), HasFile: req.File != nil, PID: os.Getpid()}, err
	},
	"size": func(_ context.Context, req cell.Request, _ cell.Emitter) (any, error) { return len(req.File), nil },
	"hang": func(context.Context, cell.Request, cell.Emitter) (any, error) {
		for {
			time.Sleep(time.Second)
		}
	},
	"spin": func(context.Context, cell.Request, cell.Emitter) (any, error) {
		for n := 0; ; n++ {
			spun = n
		}
	},
	"bomb": bomb,
	"keep": func(context.Context, cell.Request, cell.Emitter) (any, error) {
		kept = make([]byte, 64<<20)
		touch(kept)
		return os.Getpid(), nil
	},
	"exit": func(context.Context, cell.Request, cell.Emitter) (any, error) { os.Exit(3); return nil, nil },
	"fault": func(context.Context, cell.Request, cell.Emitter) (any, error) {
		return *(*int)(unsafe.Add(unsafe.Pointer(&spun), 1<<46)), nil
	},
	"panic": func(context.Context, cell.Request, cell.Emitter) (any, error) { panic("page 3 is upside down") },
	"panic-elsewhere": func(context.Context, cell.Request, cell.Emitter) (any, error) {
		go panic("in a goroutine")
		select {}
	},
	"raise": func(context.Context, cell.Request, cell.Emitter) (any, error) {
		return nil, fmt.Errorf("page 2: %w", errScan.Wrap(fmt.Errorf("sharpness 0.1")))
	},
	"plain-error": func(context.Context, cell.Request, cell.Emitter) (any, error) { return nil, fmt.Errorf("odd") },
	"pages":       pages,
	"heartbeat": func(_ context.Context, req cell.Request, out cell.Emitter) (any, error) {
		for range 20 {
			time.Sleep(20 * time.Millisecond)
			out.Progress()
		}
		return true, nil
	},
	"blob": func(_ context.Context, req cell.Request, out cell.Emitter) (any, error) { return out.Blob(req.File) },
	"flood": func(_ context.Context, _ cell.Request, out cell.Emitter) (any, error) {
		for {
			if err := out.Emit("page", make([]byte, 1<<20)); err != nil {
				return nil, err
			}
		}
	},
	"flood-unchecked": func(_ context.Context, _ cell.Request, out cell.Emitter) (any, error) {
		for {
			out.Progress()
			fmt.Fprintln(os.NewFile(4, "answers"), "this is no frame")
		}
	},
	"big-result": func(context.Context, cell.Request, cell.Emitter) (any, error) { return make([]byte, 100<<20), nil },
	"noise": func(context.Context, cell.Request, cell.Emitter) (any, error) {
		line := append(make([]byte, 1<<20), '\n')
		for range 50 {
			syscall.Write(1, line)
			syscall.Write(2, []byte("warning: not a number\n"))
		}
		return "quiet", nil
	},
	"die-later": func(context.Context, cell.Request, cell.Emitter) (any, error) {
		time.AfterFunc(30*time.Millisecond, func() { os.Exit(3) })
		return nil, nil
	},
	"wear-out": func(context.Context, cell.Request, cell.Emitter) (any, error) {
		worn = true
		return nil, nil
	},
	"threads": threads,
	"dial": func(_ context.Context, req cell.Request, _ cell.Emitter) (any, error) {
		var address string
		req.Decode(&address)
		c, err := net.DialTimeout("tcp", address, time.Second)
		if err == nil {
			c.Close()
		}
		return text(err), nil
	},
	"read": func(_ context.Context, req cell.Request, _ cell.Emitter) (any, error) {
		var name string
		req.Decode(&name)
		_, err := os.ReadFile(name)
		return text(err), nil
	},
	"write": func(_ context.Context, req cell.Request, _ cell.Emitter) (any, error) {
		var name string
		req.Decode(&name)
		return text(os.WriteFile(name, []byte("x"), 0o600)), nil
	},
	"exec": func(context.Context, cell.Request, cell.Emitter) (any, error) {
		return text(exec.Command("/bin/true").Run()), nil
	},
	"signal": func(context.Context, cell.Request, cell.Emitter) (any, error) {
		return text(syscall.Kill(os.Getppid(), 0)), nil
	},
	"environ": func(context.Context, cell.Request, cell.Emitter) (any, error) { return os.Environ(), nil },
}

type echo struct {
	Text    string
	File    string
	HasFile bool
	PID     int
}

var (
	spun  int
	worn  bool
	kept  []byte
	hoard [][]byte
)

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func bomb(_ context.Context, _ cell.Request, out cell.Emitter) (any, error) {
	for {
		b := make([]byte, 4<<20)
		touch(b)
		hoard = append(hoard, b)
		out.Progress()
	}
}

func touch(b []byte) {
	for i := 0; i < len(b); i += 4096 {
		b[i] = 1
	}
}

func pages(_ context.Context, req cell.Request, out cell.Emitter) (any, error) {
	var n int
	if err := req.Decode(&n); err != nil {
		return nil, err
	}
	for i := range n {
		if err := out.Emit("page", i+1); err != nil {
			return nil, err
		}
	}
	return n, nil
}

// threads checks that new threads still start after the lockdown.
func threads(context.Context, cell.Request, cell.Emitter) (any, error) {
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			time.Sleep(10 * time.Millisecond)
		})
	}
	wg.Wait()
	return runtime.NumGoroutine(), nil
}

// beParent starts a pool, prints the pid of its child and waits to be killed.
func beParent() int {
	pool, err := cell.New(cell.Config{Size: 1})
	if err != nil {
		return 1
	}
	res, err := pool.Do(context.Background(), "echo", "x", nil, nil)
	if err != nil {
		return 1
	}
	fmt.Printf("%s\n", res.Data)
	pool.Do(context.Background(), "spin", nil, nil, nil)
	return 0
}
