// Package live tells of what happens to documents while it happens: a version waits, its pages
// are read, what was found early, what came of it, and that the project was judged.
//
// It is a courtesy on top of what is stored, and keeps nothing: who was not there reads the
// dossier. A publisher never waits for a subscriber; one that is slow misses steps between and
// is told of the last. Where another process reads (lianshen work), the hub looks at what is
// stored once a second, for as long as anybody is there to be told.
package live

import (
	"context"
	"errors"
	"sync"
	"time"

	"lianshen/checker"
	"lianshen/internal/errs"
)

// State (读取进度) is how far the reading of a version, or the judging of a project, is.
type State string

// States, in their order.
const (
	Waiting State = "waiting" // 等待读取
	Reading State = "reading" // 正在读取
	Read    State = "read"    // 已读取
	Failed  State = "failed"  // 无法读取
	Judged  State = "judged"  // 已预审: of the project, without a slug
)

// Event (进度) is all that there is to say of one version, or of the judging of its project: a
// later one takes the place of an earlier one.
type Event struct {
	Project string `json:"project"`
	Slug    string `json:"slug"`   // "" for the project
	Number  int    `json:"number"` // of the version, or of the evaluation
	State   State  `json:"state"`
	// Page is how many pages were read of how many; both 0 while it is not known.
	Page  int `json:"page"`
	Pages int `json:"pages"`
	// Early (初步问题) are faults that are seen on the pages so far; the report takes their place.
	Early []checker.Finding `json:"early"`
	// Code and Message say why it could not be read.
	Code    string     `json:"code"`
	Message *errs.Text `json:"message"`
	At      time.Time  `json:"at"`
}

type key struct {
	slug   string
	number int
}

func (e *Event) key() key {
	if e.State == Judged {
		return key{}
	}
	return key{e.Slug, e.Number}
}

func (e *Event) ended() bool { return e.State == Read || e.State == Failed || e.State == Judged }

// Config is what a Hub rests on. All of it may be left out.
type Config struct {
	// Look reads what is stored of a project as events; nil where this process does all the
	// reading. Every is how often; 0 is once a second.
	Look  func(ctx context.Context, project string) ([]Event, error)
	Every time.Duration
	Now   func() time.Time
}

// Bounds of a hub.
const (
	maxProjects    = 512  // whose last states are kept
	maxVersions    = 64   // of one project
	maxSubscribers = 2000 // in all
)

// ErrFull says that there are as many subscribers as can be.
var ErrFull = errs.New(errs.Unavailable, "live.full",
	errs.Text{ZH: "同时查看进度的人数过多", EN: "too many are watching"},
	errs.Text{ZH: "请稍后刷新页面查看结果", EN: "reload the page a little later"})

// ErrClosed is what Next gives when the hub closes.
var ErrClosed = errors.New("live: closed")

// Hub passes events on. It is made by New and is safe for concurrent use.
type Hub struct {
	config Config
	ctx    context.Context // done when the hub closes
	stop   context.CancelFunc
	looks  sync.WaitGroup

	mu       sync.Mutex
	projects map[string]*project
	order    []string // of projects, the one that spoke last at the end
	count    int      // of subscribers
}

// project is what is known of one, and who wants to know.
type project struct {
	states      map[key]Event
	order       []key
	subscribers map[*Subscription]bool
	stopLooking context.CancelFunc
}

// New returns a Hub that lives until Close.
func New(c Config) *Hub {
	if c.Every == 0 {
		c.Every = time.Second
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	h := &Hub{config: c, projects: map[string]*project{}}
	h.ctx, h.stop = context.WithCancel(context.Background())
	return h
}

// Close ends all subscriptions and waits until nothing is looked at any more.
func (h *Hub) Close() {
	h.stop()
	h.looks.Wait()
}

// Publish tells everyone who subscribed to the project of the event. It never waits.
func (h *Hub) Publish(e Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.publish(e)
}

func (h *Hub) publish(e Event) {
	if e.At.IsZero() {
		e.At = h.config.Now()
	}
	if e.Early == nil {
		e.Early = []checker.Finding{}
	}
	p := h.of(e.Project)
	p.keep(e)
	for s := range p.subscribers {
		s.add(e)
	}
}

// of is the project's place, made where there is none; one that nobody wants to know of and that
// has been silent for longest makes room.
func (h *Hub) of(id string) *project {
	for i, other := range h.order {
		if other == id {
			h.order = append(append(h.order[:i:i], h.order[i+1:]...), id)
			return h.projects[id]
		}
	}
	for i := 0; len(h.order) >= maxProjects && i < len(h.order); i++ {
		if old := h.order[i]; len(h.projects[old].subscribers) == 0 {
			delete(h.projects, old)
			h.order = append(h.order[:i:i], h.order[i+1:]...)
			break
		}
	}
	p := &project{states: map[key]Event{}, subscribers: map[*Subscription]bool{}}
	h.projects[id], h.order = p, append(h.order, id)
	return p
}

// keep remembers the last state of a version; of too many the oldest is forgotten.
func (p *project) keep(e Event) {
	k := e.key()
	if _, ok := p.states[k]; !ok {
		if len(p.order) >= maxVersions {
			delete(p.states, p.order[0])
			p.order = p.order[1:]
		}
		p.order = append(p.order, k)
	}
	p.states[k] = e
}

// Last is what is known of a version now; false where nothing is.
func (h *Hub) Last(id, slug string, number int) (Event, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	p, ok := h.projects[id]
	if !ok {
		return Event{}, false
	}
	e, ok := p.states[key{slug, number}]
	return e, ok
}
