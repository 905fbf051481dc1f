package cell

import (
	"os/exec"
	"runtime"
	"sync"
	"sync/atomic"
)

// spawner starts processes from one thread that lives as long as the pool: the kernel ties
// a child's "die with your parent" to the thread that started it. It also remembers which
// separation the system permits.
type spawner struct {
	jobs chan spawnJob
	done chan struct{}
	base string // cgroup for children, empty without

	mu  sync.Mutex
	lvl int // index into separations
}

// permitted is the level of separation that the system was found to permit. It is kept for
// the life of the process: every start that fails at a level costs two file descriptors,
// which the standard library does not close when the kernel refuses a user namespace.
var permitted atomic.Int32

type spawnJob struct {
	cmd *exec.Cmd
	err chan error
}

func newSpawner(config Config) *spawner {
	s := &spawner{jobs: make(chan spawnJob), done: make(chan struct{}), base: cgroupBase(config.Cgroup), lvl: int(permitted.Load())}
	go s.loop()
	return s
}

func (s *spawner) loop() {
	defer close(s.done)
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for j := range s.jobs {
		j.err <- j.cmd.Start()
	}
}

// spawn starts cmd.
func (s *spawner) spawn(cmd *exec.Cmd) error {
	j := spawnJob{cmd: cmd, err: make(chan error)}
	s.jobs <- j
	return <-j.err
}

// stop ends the thread. No child may be running.
func (s *spawner) stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.jobs != nil {
		close(s.jobs)
		<-s.done
		s.jobs = nil
	}
}

func (s *spawner) level() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lvl
}

// weaken gives up one level of separation after a start at level failed. It
// returns false when there is nothing left to give up.
func (s *spawner) weaken(level int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lvl == level {
		s.lvl++
	}
	if s.lvl < len(separations) {
		return true
	}
	s.lvl = 0 // the fault lies elsewhere: the next start tries everything again
	return false
}
