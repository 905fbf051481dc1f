// Package once makes a creation that is asked for several times under one key happen once: what
// the Idempotency-Key of the API promises.
//
// A key is claimed before the operation, marked within the transaction of its change, and given
// the answer after it. Whoever comes again with the key and the same request gets that answer.
// If the server dies between the two, the change is there and its answer is not: the key then
// says so (ErrLost) and makes no second one. If it dies before the change, the claim is free for
// others after a while and the operation is simply done.
package once

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"lianshen/internal/clock"
	"lianshen/internal/errs"
)

// Key (幂等键) names a request: of a person, for an operation.
type Key struct{ Person, Operation, Key string }

// Answer is what an operation was answered with.
type Answer struct {
	Status int
	ETag   string
	Body   string // JSON
}

// Record is what is kept under a key.
type Record struct {
	Key
	// Request is the SHA-256 in hex of what was asked for.
	Request string
	Begun   time.Time
	// Claim is who is at it, a secret of one try.
	Claim string
	// Committed is that its change was made; Answer has the status 0 until it is known.
	Committed bool
	Answer    Answer
}

// Store keeps records. workflow/store implements it.
type Store interface {
	// Claim puts a record where there is none of its key, or only one that was begun before an
	// instant and not committed; it reports whether it did, and else gives the one that is there.
	// Records that were begun before the other instant are taken away first. A person with most
	// records has no room: ErrMany.
	Claim(ctx context.Context, r *Record, stale, expired time.Time, most int) (*Record, bool, error)
	// Answer keeps the answer of a claim, Release takes a claim away that was not committed.
	Answer(ctx context.Context, r *Record) error
	Release(ctx context.Context, r *Record) error
}

// Bounds of what is kept.
const (
	// Kept is for how long a key stands.
	Kept = 24 * time.Hour
	// lease is for how long nobody else tries what somebody is at. No creation takes as long.
	lease = 2 * time.Minute
	most  = 1000 // keys of a person
	// Largest is the most bytes of an answer that is kept; after a larger one a repeated request
	// is told that the answer is lost.
	Largest = 64 << 10
	longest = 255 // characters of a key
)

// Errors that are told.
var (
	ErrKey = errs.New(errs.Usage, "api.idempotency_key",
		errs.Text{ZH: "Idempotency-Key 须为1至255个可见的ASCII字符", EN: "an Idempotency-Key has 1 to 255 visible ASCII characters"},
		errs.Text{ZH: "每次新建请使用新的随机值，如UUID", EN: "use a new random value, such as a UUID, for each creation"}).On("Idempotency-Key")
	ErrOther = errs.New(errs.Usage, "api.idempotency",
		errs.Text{ZH: "该 Idempotency-Key 已用于内容不同的请求", EN: "the Idempotency-Key was used for another request"},
		errs.Text{ZH: "新的请求请使用新的键；重试须与原请求完全一致", EN: "use a new key for a new request; a retry is the same to the byte"}).On("Idempotency-Key")
	ErrRunning = errs.New(errs.Conflict, "api.idempotency_running",
		errs.Text{ZH: "相同的请求正在办理", EN: "the same request is under way"},
		errs.Text{ZH: "请稍后以同一键重试", EN: "try again a little later with the same key"}).On("Idempotency-Key")
	ErrLost = errs.New(errs.Conflict, "api.idempotency_lost",
		errs.Text{ZH: "该请求已办理，但答复未能留存", EN: "the request was carried out, but its answer was not kept"},
		errs.Text{ZH: "请查询列表取得已新建的记录；不要更换键重试", EN: "look for the record in the lists; do not try again with another key"}).On("Idempotency-Key")
	ErrMany = errs.New(errs.Limit, "api.idempotency_many",
		errs.Text{ZH: "24小时内使用的 Idempotency-Key 过多", EN: "too many Idempotency-Keys within 24 hours"},
		errs.Text{ZH: "请稍后再试，或不带该请求头", EN: "try again later, or without the header"}).On("Idempotency-Key")
)

// Service keeps promises about keys.
type Service struct {
	store Store
	clock clock.Clock
}

// New returns a Service on a store.
func New(s Store, c clock.Clock) *Service { return &Service{s, c} }

// Do runs an operation under a key, or gives the answer that it had before, and true. What the
// operation changes carries the context that it is given. An operation that fails leaves the
// key as if it had not been used. Errors: ErrKey, ErrOther, ErrRunning, ErrLost, ErrMany, and
// those of do.
func (s *Service) Do(ctx context.Context, k Key, request string, do func(context.Context) (Answer, error)) (Answer, bool, error) {
	if !proper(k.Key) {
		return Answer{}, false, ErrKey
	}
	now := s.clock.Now()
	r := &Record{Key: k, Request: request, Begun: now, Claim: rand.Text()}
	kept, mine, err := s.store.Claim(ctx, r, now.Add(-lease), now.Add(-Kept), most)
	if err != nil {
		return Answer{}, false, err
	}
	if !mine {
		a, err := kept.again(request)
		return a, err == nil, err
	}
	// Whoever asked may be gone by now; what was begun is brought to its end.
	after := context.WithoutCancel(ctx)
	a, err := do(context.WithValue(ctx, mark{}, r))
	if err != nil {
		return Answer{}, false, errors.Join(err, s.store.Release(after, r))
	}
	if len(a.Body) <= Largest {
		r.Answer = a
		err = s.store.Answer(after, r)
	}
	return a, false, err
}

// again is what somebody is told who comes again.
func (r *Record) again(request string) (Answer, error) {
	switch {
	case r.Request != request:
		return Answer{}, ErrOther
	case r.Answer.Status != 0:
		return r.Answer, nil
	case r.Committed:
		return Answer{}, ErrLost
	}
	return Answer{}, ErrRunning
}

func proper(key string) bool {
	if key == "" || len(key) > longest {
		return false
	}
	for i := range len(key) {
		if key[i] <= ' ' || key[i] > '~' {
			return false
		}
	}
	return true
}

type mark struct{}

// Marked is the record whose operation a context is of, nil for none. The store marks it as
// committed in the transaction of the change.
func Marked(ctx context.Context) *Record {
	r, _ := ctx.Value(mark{}).(*Record)
	return r
}
