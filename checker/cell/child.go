package cell

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// child is one child process, seen from the parent.
type child struct {
	cmd       *exec.Cmd
	in        *bufio.Writer
	out       *bufio.Reader
	pipes     [2]*os.File // what in and out stand on
	gauge     *gauge
	group     *cgroup // nil without
	log       *childLog
	isolation Isolation
	busy      bool          // a request was sent and its idle frame has not come
	returned  chan bool     // true: fit for another request
	exited    chan struct{} // closed when the process is gone and reaped
}

// startAt starts a child at one level of separation and waits until it is ready. The error
// is an *errs.Error only when the child itself told it.
func (p *Pool) startAt(level int) (*child, error) {
	c := &child{returned: make(chan bool), exited: make(chan struct{}), log: newChildLog(p.config.Logger)}
	theirs, err := c.openPipes()
	if err != nil {
		return nil, err
	}
	err = c.launch(p, level, theirs)
	closeAll(theirs)
	if err != nil {
		c.release()
		return nil, err
	}
	stop := p.onClose(c.kill)
	defer stop()
	if err := c.hello(p.config.Limits.Start); err != nil {
		c.stop()
		return nil, err
	}
	return c, nil
}

// openPipes makes the two pipes and returns the child's ends.
func (c *child) openPipes() ([]*os.File, error) {
	requests, in, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("open pipe: %w", err)
	}
	out, answers, err := os.Pipe()
	if err != nil {
		closeAll([]*os.File{requests, in})
		return nil, fmt.Errorf("open pipe: %w", err)
	}
	c.pipes = [2]*os.File{in, out}
	c.in, c.out = bufio.NewWriter(in), bufio.NewReaderSize(out, chunkSize)
	return []*os.File{requests, answers}, nil // become requestFD and answerFD
}

// launch starts the process and the goroutine that reaps it.
func (c *child) launch(p *Pool, level int, theirs []*os.File) error {
	group, err := p.spawner.newCgroup(p.config.Limits.Memory)
	if err == nil {
		c.group = group
	}
	config, err := p.childConfig(c.group != nil)
	if err != nil {
		return err
	}
	c.cmd = &exec.Cmd{
		Path: executable, Args: []string{"lianshen-cell"}, Env: childEnviron(p.config, config),
		Dir: "/", Stdout: c.log, Stderr: c.log, ExtraFiles: theirs,
		SysProcAttr: attributes(level, c.group), WaitDelay: time.Second,
	}
	if err := p.spawner.spawn(c.cmd); err != nil {
		return fmt.Errorf("start child: %w", err)
	}
	c.gauge = newGauge(c.pid())
	go func() {
		_ = c.cmd.Wait() // the state is read from ProcessState
		close(c.exited)
	}()
	return nil
}

func (p *Pool) childConfig(cgroup bool) (string, error) {
	config, err := json.Marshal(childConfig{
		Limits: p.config.Limits, ReadPaths: p.config.ReadPaths, WritePaths: p.config.WritePaths,
		NetNS: namespaceOf("net"), UserNS: namespaceOf("user"), Cgroup: cgroup,
	})
	return string(config), err
}

// hello waits until the child has loaded its engines and locked itself down.
func (c *child) hello(limit time.Duration) error {
	f, err := c.await(limit)
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return fmt.Errorf("child is not ready after %s", limit)
	case err != nil:
		c.kill()
		<-c.exited
		return fmt.Errorf("child died before it was ready: %s: %s", c.state(), c.log.tail())
	case f.kind == frameFailed:
		w, err := decodeError(f.body)
		return cmp.Or(err, w.error())
	case f.kind != frameHello:
		return errFrame
	}
	if err := json.Unmarshal(f.body, &c.isolation); err != nil {
		return fmt.Errorf("%w: %w", errFrame, err)
	}
	return nil
}

// await reads one frame within limit.
func (c *child) await(limit time.Duration) (frame, error) {
	if err := c.pipes[1].SetReadDeadline(time.Now().Add(limit)); err != nil {
		return frame{}, err
	}
	f, err := readFrame(c.out)
	return f, cmp.Or(err, c.pipes[1].SetReadDeadline(time.Time{}))
}

// rest waits for the child to give back memory after a request.
func (c *child) rest(limit time.Duration) bool {
	f, err := c.await(limit)
	c.busy = err != nil || f.kind != frameIdle
	return !c.busy
}

// crash says how a child ended that was not asked to. A kill that was not ours is the
// kernel's, for want of memory.
func (c *child) crash(cause error, limits Limits) error {
	select {
	case <-c.exited: // by itself; its output is complete
	case <-time.After(time.Second): // alive, but broke the protocol
		c.kill()
		<-c.exited
		return ErrCrashed.Wrap(fmt.Errorf("child broke the protocol: %w", cause))
	}
	if killed(c.cmd.ProcessState) {
		return because(ErrMemory, megabytes(limits.Memory)).Wrap(errors.New("killed by the system"))
	}
	return ErrCrashed.Wrap(fmt.Errorf("child ended: %s", c.state()))
}

// stop ends the child and frees what the parent holds of it.
func (c *child) stop() {
	c.kill()
	<-c.exited
	c.release()
}

func (c *child) release() {
	closeAll(c.pipes[:])
	c.gauge.close()
	c.group.remove()
	c.log.close()
}

func (c *child) pid() int { return c.cmd.Process.Pid }

// memory returns the resident memory of the child in bytes, 0 when it is gone.
func (c *child) memory() int64 { return c.gauge.read() }

// state describes how the process ended. It may be called after exited is closed.
func (c *child) state() string {
	if s := c.cmd.ProcessState; s != nil {
		return s.String()
	}
	return "running"
}

func closeAll(files []*os.File) {
	for _, f := range files {
		f.Close()
	}
}

// handedOn are the variables of the parent that a child sees too: what the C library, the
// Go runtime and the engines read. Everything else (secrets among it) stays behind.
var handedOn = []string{"PATH", "HOME", "TMPDIR", "TZ", "LANG", "LC_ALL", "LD_LIBRARY_PATH",
	"TESSDATA_PREFIX", "OMP_THREAD_LIMIT", "XDG_CACHE_HOME", "GOMAXPROCS", "GOTRACEBACK",
	"LIANSHEN_MODELS", "LIANSHEN_DATA"}

// childEnviron returns the environment of a child. The Go heap aims below the limit, so
// that the collector works harder before the watch has to kill.
func childEnviron(config Config, child string) []string {
	env := []string{childEnv + "=" + child, fmt.Sprintf("GOMEMLIMIT=%d", config.Limits.Memory*3/4)}
	for _, name := range handedOn {
		if v, ok := os.LookupEnv(name); ok && !strings.ContainsRune(v, 0) {
			env = append(env, name+"="+v)
		}
	}
	return append(env, config.Env...)
}
