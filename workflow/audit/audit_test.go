package audit

import (
	"encoding/json"
	"errors"
	"iter"
	"slices"
	"testing"
	"time"
)

var at = time.Date(2026, time.November, 2, 9, 0, 0, 123_000, time.UTC)

func chain(t *testing.T, n int) ([]Event, Head) {
	t.Helper()
	head, events := Genesis, make([]Event, n)
	for i := range events {
		events[i] = Event{
			At: at.Add(time.Duration(i) * time.Hour), Actor: Actor{Person: "p1", Role: "leader", From: "10.0.0.1"},
			Act: "application.approve", Subject: Subject{Kind: "application", ID: "a1", Version: i + 1},
			Data: json.RawMessage(`{"b": "退回<1>", "a": 12345678901234567890}`),
		}
		var err error
		if head, err = head.Next(&events[i]); err != nil {
			t.Fatal(err)
		}
	}
	return events, head
}

func all(events []Event) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		for _, e := range events {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func TestChainHolds(t *testing.T) {
	for _, n := range []int{0, 1, 5} {
		events, head := chain(t, n)
		if err := Verify(all(events), head); err != nil {
			t.Errorf("%d events: %v", n, err)
		}
	}
}

// A verifier of another hand must get the same hash: this one was computed with sha256sum
// over the line that the test spells out.
func TestCanonicalForm(t *testing.T) {
	events, _ := chain(t, 1)
	const data = `{"a":12345678901234567890,"b":"退回<1>"}`
	if got := string(events[0].Data); got != data {
		t.Errorf("data = %s, want %s", got, data)
	}
	raw, err := json.Marshal(events[0])
	if err != nil {
		t.Fatal(err)
	}
	line, err := Canonical(raw)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"act":"application.approve","actor":{"from":"10.0.0.1","person":"p1","role":"leader"},"at":"2026-11-02T09:00:00.000123Z","data":` +
		data + `,"prev":"0000000000000000000000000000000000000000000000000000000000000000","seq":1,"subject":{"id":"a1","kind":"application","version":1}}`
	if string(line) != want {
		t.Errorf("event =\n%s, want\n%s", line, want)
	}
	if got := events[0].Hash; got != wantHash {
		t.Errorf("hash = %s, want %s", got, wantHash)
	}
}

func TestVerifyNamesTheFirstBrokenEvent(t *testing.T) {
	for name, tt := range map[string]struct {
		harm func([]Event) []Event
		want int64
	}{
		"changed data":     {func(e []Event) []Event { e[2].Data = json.RawMessage(`{}`); return e }, 3},
		"changed actor":    {func(e []Event) []Event { e[0].Actor.Person = "p2"; return e }, 1},
		"changed instant":  {func(e []Event) []Event { e[4].At = at; return e }, 5},
		"taken out":        {func(e []Event) []Event { return slices.Delete(e, 1, 2) }, 2},
		"cut off":          {func(e []Event) []Event { return e[:3] }, 4},
		"emptied":          {func([]Event) []Event { return nil }, 1},
		"swapped":          {func(e []Event) []Event { e[1], e[2] = e[2], e[1]; return e }, 2},
		"sealed once more": {reseal, 3},
	} {
		t.Run(name, func(t *testing.T) {
			events, head := chain(t, 5)
			var broken *BrokenError
			if err := Verify(all(tt.harm(events)), head); !errors.As(err, &broken) || broken.Seq != tt.want {
				t.Errorf("Verify = %v, want event %d", err, tt.want)
			}
		})
	}
}

// reseal changes an event and gives it a hash that fits: its successor tells.
func reseal(events []Event) []Event {
	events[1].Act = "application.return"
	events[1].Hash, _ = events[1].digest()
	return events
}

func TestVerifyPassesOnErrorsOfReading(t *testing.T) {
	fault := errors.New("disk")
	err := Verify(func(yield func(Event, error) bool) { yield(Event{}, fault) }, Genesis)
	if !errors.Is(err, fault) {
		t.Errorf("err = %v", err)
	}
}

func TestNextRefusesWhatIsNoJSON(t *testing.T) {
	if _, err := Genesis.Next(&Event{Data: json.RawMessage(`{`)}); err == nil {
		t.Error("no error")
	}
}

const wantHash = "b3900669e04a70b48f10b1cbfbe132292a7a833bb4ff18b372f68ccfb28461f9"
