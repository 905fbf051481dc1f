package once_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"lianshen/internal/clock"
	"lianshen/internal/dev/pgtest"
	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/once"
	"lianshen/workflow/store"
	"lianshen/workflow/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// desk registers persons once.
type desk struct {
	*once.Service
	t        *testing.T
	clock    *clock.Fake
	workflow *workflow.Service
	admin    workflow.Actor
	made     int
}

func each(t *testing.T, test func(*testing.T, *desk)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := &desk{t: t, clock: clock.NewFake(time.Date(2026, 11, 2, 9, 0, 0, 0, clock.Shanghai))}
		n, err := notice.Default()
		if err != nil {
			t.Fatal(err)
		}
		d.workflow = workflow.New(workflow.Config{Store: s, Clock: d.clock, Notice: n})
		p, err := d.workflow.FoundAdministrator(t.Context(), "管理员", "test")
		if err != nil {
			t.Fatal(err)
		}
		d.admin = workflow.Actor{Person: p.ID}
		d.Service = once.New(s.Once(), d.clock)
		test(t, d)
	})
}

func (d *desk) key(key string) once.Key {
	return once.Key{Person: d.admin.Person, Operation: "registerPerson", Key: key}
}

// register is the operation: it answers with the identifier of who it has registered.
func (d *desk) register(ctx context.Context) (once.Answer, error) {
	p, err := d.workflow.RegisterPerson(ctx, d.admin, "某人")
	if err != nil {
		return once.Answer{}, err
	}
	d.made++
	return once.Answer{Status: 201, ETag: `"1"`, Body: p.ID}, nil
}

func request(n int) string { return fmt.Sprintf("%064x", n) }

func (d *desk) wants(err, want error) {
	d.t.Helper()
	if !errors.Is(err, want) || (err == nil) != (want == nil) {
		d.t.Errorf("%v, want %v", err, want)
	}
}

func TestOnce(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		first, again, err := d.Do(ctx, d.key("a"), request(1), d.register)
		d.wants(err, nil)
		second, replayed, err := d.Do(ctx, d.key("a"), request(1), d.register)
		d.wants(err, nil)
		if again || !replayed || first != second || d.made != 1 {
			t.Errorf("%v %v, then %v %v: %d made", first, again, second, replayed, d.made)
		}
		_, _, err = d.Do(ctx, d.key("a"), request(2), d.register)
		d.wants(err, once.ErrOther)
		other := d.key("a")
		other.Operation = "registerEnterprise" // another operation, another key
		_, again, err = d.Do(ctx, other, request(2), d.register)
		d.wants(err, nil)
		if again || d.made != 2 {
			t.Errorf("%d made", d.made)
		}
		d.clock.Set(d.clock.Now().Add(once.Kept))
		_, again, err = d.Do(ctx, d.key("a"), request(1), d.register)
		d.wants(err, nil)
		if again || d.made != 3 {
			t.Errorf("after a day: %v, %d made", again, d.made)
		}
	})
}

func TestRefusedLeavesTheKeyFree(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		refused := errors.New("refused")
		_, _, err := d.Do(t.Context(), d.key("a"), request(1), func(context.Context) (once.Answer, error) { return once.Answer{}, refused })
		d.wants(err, refused)
		_, again, err := d.Do(t.Context(), d.key("a"), request(2), d.register)
		d.wants(err, nil)
		if again || d.made != 1 {
			t.Errorf("%v, %d made", again, d.made)
		}
	})
}

// Whoever comes while it is under way is told so; of many at once, one creates.
func TestAtOnce(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		_, _, err := d.Do(t.Context(), d.key("a"), request(1), func(ctx context.Context) (once.Answer, error) {
			_, _, err := d.Do(context.WithoutCancel(t.Context()), d.key("a"), request(1), d.register)
			d.wants(err, once.ErrRunning)
			_, _, err = d.Do(context.WithoutCancel(t.Context()), d.key("a"), request(2), d.register)
			d.wants(err, once.ErrOther)
			return d.register(ctx)
		})
		d.wants(err, nil)
		if d.made != 1 {
			t.Errorf("%d made", d.made)
		}
	})
}

// died is how the server ends: nothing after it is done.
type died struct{}

func (d *desk) dies(key string, where func(context.Context)) {
	d.t.Helper()
	defer func() {
		if r := recover(); r != (died{}) {
			d.t.Fatal(r)
		}
	}()
	_, _, err := d.Do(d.t.Context(), d.key(key), request(1), func(ctx context.Context) (once.Answer, error) {
		where(ctx)
		panic(died{})
	})
	d.t.Fatal(err)
}

// What is promised when the server dies: before the change the key is free after a while, after
// it there is never a second one.
func TestCrash(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		d.dies("before", func(context.Context) {})
		_, _, err := d.Do(t.Context(), d.key("before"), request(1), d.register)
		d.wants(err, once.ErrRunning)
		d.clock.Set(d.clock.Now().Add(2 * time.Minute))
		_, again, err := d.Do(t.Context(), d.key("before"), request(1), d.register)
		d.wants(err, nil)
		if again || d.made != 1 {
			t.Errorf("%v, %d made", again, d.made)
		}

		d.dies("after", func(ctx context.Context) {
			if _, err := d.register(ctx); err != nil {
				t.Error(err)
			}
		})
		for range 3 {
			_, _, err = d.Do(t.Context(), d.key("after"), request(1), d.register)
			d.wants(err, once.ErrLost)
			d.clock.Set(d.clock.Now().Add(time.Hour))
		}
		if d.made != 2 {
			t.Errorf("%d made", d.made)
		}
	})
}

// A try that was so slow that another took its place changes nothing any more.
func TestSlowTryIsOvertaken(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		_, _, err := d.Do(t.Context(), d.key("a"), request(1), func(ctx context.Context) (once.Answer, error) {
			d.clock.Set(d.clock.Now().Add(3 * time.Minute))
			_, again, err := d.Do(context.WithoutCancel(t.Context()), d.key("a"), request(1), d.register)
			d.wants(err, nil)
			if again || d.made != 1 {
				t.Errorf("%v, %d made", again, d.made)
			}
			return d.register(ctx)
		})
		d.wants(err, once.ErrRunning)
		if d.made != 1 {
			t.Errorf("%d made", d.made)
		}
	})
}

// Keys, answers and their number are bounded.
func TestBounds(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		for _, key := range []string{"", strings.Repeat("a", 256), "a b", "键", "a\n"} {
			_, _, err := d.Do(t.Context(), d.key(key), request(1), d.register)
			d.wants(err, once.ErrKey)
		}
		large := func(ctx context.Context) (once.Answer, error) {
			a, err := d.register(ctx)
			a.Body = strings.Repeat("a", once.Largest+1)
			return a, err
		}
		_, _, err := d.Do(t.Context(), d.key("large"), request(1), large)
		d.wants(err, nil)
		_, _, err = d.Do(t.Context(), d.key("large"), request(1), large)
		d.wants(err, once.ErrLost)
		short := func(context.Context) (once.Answer, error) { return once.Answer{Status: 201}, nil }
		for i := range 999 {
			if _, _, err := d.Do(t.Context(), d.key(fmt.Sprint(i)), request(1), short); err != nil {
				t.Fatal(i, err)
			}
		}
		_, _, err = d.Do(t.Context(), d.key("one-more"), request(1), short)
		d.wants(err, once.ErrMany)
		d.clock.Set(d.clock.Now().Add(once.Kept))
		_, _, err = d.Do(t.Context(), d.key("one-more"), request(1), short)
		d.wants(err, nil)
	})
}
