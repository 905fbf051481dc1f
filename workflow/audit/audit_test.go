package audit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"lianshen/internal/errs"
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

func export(t *testing.T, events []Event) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, e := range events {
		line, err := e.Line()
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	return b.Bytes()
}

func TestExportVerifiesWithoutADatabase(t *testing.T) {
	events, head := chain(t, 5)
	got, err := VerifyExport(bytes.NewReader(export(t, events)), point(events, 2), point(events, 5))
	if err != nil || got != head {
		t.Errorf("VerifyExport = %v, %v; want %v", got, err, head)
	}
}

func TestExportTellsHarm(t *testing.T) {
	events, _ := chain(t, 5)
	good := string(export(t, events))
	lines := strings.SplitAfter(good, "\n")
	for name, tt := range map[string]struct {
		text string
		want int64 // the event, 0 for a file that is none
	}{
		"changed":           {strings.Replace(good, `"退回<1>"`, `"退回<2>"`, 1), 1},
		"taken out":         {lines[0] + lines[2], 2},
		"cut off":           {lines[0] + lines[1], 3},
		"a second reading":  {strings.Replace(good, `{"act"`, `{"act":"none","act"`, 1), 0},
		"another form":      {strings.Replace(good, `"seq":1`, `"seq": 1`, 1), 0},
		"no JSON":           {"{\n", 0},
		"more after it":     {strings.Replace(good, "}\n", "} {}\n", 1), 0},
		"no hash":           {strings.Replace(good, `,"hash":"`+events[0].Hash+`"`, "", 1), 0},
		"an unknown member": {strings.Replace(good, `{"act"`, `{"aaa":1,"act"`, 1), 0},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := VerifyExport(strings.NewReader(tt.text), point(events, 5))
			var broken *BrokenError
			if errors.As(err, &broken) != (tt.want > 0) || tt.want > 0 && broken.Seq != tt.want {
				t.Fatalf("err = %v, want event %d", err, tt.want)
			}
			if tt.want == 0 && errs.As(err).Code != "audit.export" {
				t.Errorf("err = %v", err)
			}
		})
	}
}

func point(events []Event, n int) Checkpoint {
	e := events[n-1]
	return Checkpoint{Day: at.AddDate(0, 0, n).Format(time.DateOnly), At: e.At, Seq: e.Seq, Hash: e.Hash}
}

func TestVerifyHoldsAgainstCheckpoints(t *testing.T) {
	events, head := chain(t, 5)
	other := point(events, 3)
	other.Hash = head.Hash
	late := point(events, 5)
	late.Seq = 9
	for name, tt := range map[string]struct {
		checkpoint Checkpoint
		want       int64
	}{
		"another hash":   {other, 3},
		"beyond the end": {late, 6},
		"before any":     {Checkpoint{Day: "2026-11-01", Hash: head.Hash}, 0},
	} {
		var broken *BrokenError
		if err := Verify(all(events), head, point(events, 1), tt.checkpoint); !errors.As(err, &broken) || broken.Seq != tt.want {
			t.Errorf("%s: %v, want event %d", name, err, tt.want)
		}
	}
	if err := Verify(all(events), head, point(events, 1), point(events, 5), Checkpoint{Hash: Genesis.Hash}); err != nil {
		t.Error(err)
	}
}

// The lines of shell in the document get the same head as the program, and see a change.
func TestVerifierOfTheDocument(t *testing.T) {
	raw, err := os.ReadFile("../../docs/audit.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(raw), "## A verifier of your own")
	_, section, _ = strings.Cut(section, "```sh\n")
	script, _, ok := strings.Cut(section, "```")
	if !ok {
		t.Fatal("docs/audit.md has no verifier")
	}
	events, head := chain(t, 3)
	good := export(t, events)
	run := func(text []byte) (string, error) {
		cmd := exec.Command("sh", "-c", script)
		cmd.Stdin = bytes.NewReader(text)
		out, err := cmd.Output()
		return strings.TrimSpace(string(out)), err
	}
	if out, err := run(good); err != nil || out != fmt.Sprintf("%d %s", head.Seq, head.Hash) {
		t.Errorf("%q, %v; want %v", out, err, head)
	}
	lines := bytes.SplitAfter(good, []byte("\n"))
	for want, text := range map[string][]byte{
		"event 1 was changed":     bytes.Replace(good, []byte("退回<1>"), []byte("退回<2>"), 1),
		"event 2 does not follow": slices.Concat(lines[0], lines[2]),
	} {
		if out, err := run(text); err == nil || out != want {
			t.Errorf("%q, %v; want %q", out, err, want)
		}
	}
}
