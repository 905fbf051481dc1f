package workflow_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"lianshen/internal/clock"
	"lianshen/workflow"
)

// told lists the kinds of a person's messages, the earliest first.
func (w *world) told(by workflow.Actor) []string {
	w.t.Helper()
	in := must(w.Messages(w.t.Context(), by.Person, "", 100))(w.t)
	var out []string
	for _, m := range slices.Backward(in.Messages) {
		out = append(out, m.Kind)
		if m.Text.ZH == "" || m.Text.EN == "" {
			w.t.Errorf("no words: %+v", m)
		}
	}
	return out
}

func (w *world) remind(want int) {
	w.t.Helper()
	if n := must(w.Remind(w.t.Context(), "job"))(w.t); n != want {
		w.t.Errorf("%s: %d reminded, want %d", w.clock.Now(), n, want)
	}
}

func at(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, clock.Shanghai) }

// R−2 and R−1 at nine, once each, to everyone who can still decide; to the bureau what nobody
// has claimed. Received on Monday the 2nd, due on Monday the 9th.
func TestReviewReminders(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		a := w.submitted()
		w.remind(1) // November, and 2027 has no calendar
		w.clock.Set(at(5, 8))
		w.remind(0)
		w.clock.Set(at(5, 9))
		before := w.read(a).Application.Version
		w.remind(1)
		w.remind(0)
		if got := w.read(a).Application.Version; got != before {
			t.Error("a reminder should leave the version as it is")
		}
		for who, by := range map[string]workflow.Actor{"A": w.handlerA, "B": w.handlerB, "leader": w.leader, "stand-in": w.deputy} {
			if got := w.told(by); !slices.Contains(got, "review.due") {
				t.Errorf("%s was told %v", who, got)
			}
		}
		if got := w.told(w.bureau); !slices.Equal(got, []string{"calendar.missing", "review.unclaimed"}) {
			t.Errorf("the bureau was told %v", got)
		}
		if got := w.told(w.stranger); slices.Contains(got, "review.due") {
			t.Errorf("another branch was told %v", got)
		}
		a = must(w.Claim(ctx, w.handlerA, ref(a)))(t)
		w.clock.Set(at(6, 9))
		w.remind(1)
		if got := w.told(w.bureau); len(got) != 2 {
			t.Errorf("the bureau was told of what was claimed: %v", got)
		}
		// With the enterprise the clock stands, and nothing is due.
		a = must(w.Examine(ctx, w.handlerA, ref(a), w.sheet(workflow.Conforms)))(t)
		a = must(w.PassOn(ctx, w.handlerA, ref(a)))(t)
		must(w.Return(ctx, w.leader, ref(a), returning(t, "seal.present")))(t) // rectify by Friday the 20th
		w.clock.Set(at(18, 8))
		w.remind(0)
		w.clock.Set(at(18, 10))
		w.remind(1)
		w.clock.Set(at(19, 10))
		w.remind(1)
		w.remind(0)
		got := w.told(w.enterprise)
		if want := []string{"application.returned", "rectify.due", "rectify.due"}; !slices.Equal(got, want) {
			t.Errorf("the enterprise was told %v, want %v", got, want)
		}
		if got := w.acts(a.ID); !slices.Contains(got, "application.remind") {
			t.Errorf("acts %v", got)
		}
	})
}

// After an outage one reminder goes out, the nearest.
func TestRemindersAfterAnOutage(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.submitted()
		w.clock.Set(at(6, 12))
		w.remind(2) // and the calendar
		w.remind(0)
		in := must(w.Messages(t.Context(), w.handlerA.Person, "", 10))(t)
		if !strings.Contains(in.Messages[0].Text.ZH, "剩余1个工作日") {
			t.Errorf("%+v", in.Messages)
		}
		// Seen up to one, the later ones stay unread.
		if err := w.OpenMessages(t.Context(), w.handlerA.Person, in.Messages[1].ID); err != nil {
			t.Fatal(err)
		}
		if in = must(w.Messages(t.Context(), w.handlerA.Person, "", 10))(t); in.Unread != 1 || in.Messages[1].Opened == nil {
			t.Errorf("%+v", in)
		}
		// Nobody decided: past the period there is nothing to remind of.
		w.clock.Set(at(10, 9))
		w.remind(0)
	})
}

// The enterprise is told before its last day to apply, 17 December for 31 December.
func TestApplyReminders(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		p := w.ready()
		dec := func(day int) time.Time { return time.Date(2026, 12, day, 9, 0, 0, 0, clock.Shanghai) }
		w.clock.Set(dec(2))
		w.remind(1) // the calendar, in December once more
		w.clock.Set(dec(3))
		w.remind(1)
		w.clock.Set(dec(10))
		w.remind(1)
		w.clock.Set(dec(16))
		w.remind(1)
		w.remind(0)
		if got := w.told(w.enterprise); !slices.Equal(got, []string{"apply.due", "apply.due", "apply.due"}) {
			t.Errorf("told %v", got)
		}
		a := must(w.DraftApplication(t.Context(), w.enterprise, p.ID))(t)
		must(w.Submit(t.Context(), w.enterprise, ref(a), w.judged(p.ID)))(t)
		w.clock.Set(dec(17))
		w.remind(0)
	})
}

// A calendar that comes late moves the period and says so.
func TestRecountTells(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.clock.Set(time.Date(2026, 12, 29, 10, 0, 0, 0, clock.Shanghai))
		a := w.submitted()
		if !w.read(a).Receipts[0].Provisional {
			t.Fatal("a period into 2027 should be provisional")
		}
		full := w.service(with2027(t))
		if n := must(full.Recount(t.Context(), "job"))(t); n != 1 {
			t.Fatalf("%d recounted", n)
		}
		for _, by := range []workflow.Actor{w.handlerA, w.leader, w.enterprise} {
			if got := w.told(by); !slices.Contains(got, "application.recounted") {
				t.Errorf("told %v", got)
			}
		}
		if n := must(full.Remind(t.Context(), "job"))(t); n != 0 {
			t.Errorf("%d reminders, though no calendar is missing and nothing is near", n)
		}
	})
}
