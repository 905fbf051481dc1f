package cell_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker/cell"
	"lianshen/internal/errs"
)

// TestFailures holds every way to fail against the error it must give, and checks that the
// pool serves the next request.
func TestFailures(t *testing.T) {
	limits := cell.Limits{Memory: 200 << 20, Wall: 20 * time.Second, Page: 300 * time.Millisecond, Output: 8 << 20}
	quick := limits
	quick.Wall, quick.Page = 300*time.Millisecond, time.Minute
	small := limits
	small.File = 1 << 20
	patient := limits // on a busy machine a bomb may take longer than a page may
	patient.Page = patient.Wall
	broken := errors.New("disk fault")
	for _, tt := range []struct {
		op     string
		limits cell.Limits
		file   io.Reader
		want   error
	}{
		{op: "hang", limits: limits, want: cell.ErrPageTimeout},
		{op: "spin", limits: limits, want: cell.ErrPageTimeout},
		{op: "hang", limits: quick, want: cell.ErrTimeout},
		{op: "bomb", limits: patient, want: cell.ErrMemory},
		{op: "exit", limits: limits, want: cell.ErrCrashed},
		{op: "fault", limits: limits, want: cell.ErrCrashed},
		{op: "panic", limits: limits, want: cell.ErrCrashed},
		{op: "panic-elsewhere", limits: limits, want: cell.ErrCrashed},
		{op: "raise", limits: limits, want: errScan},
		{op: "flood", limits: patient, want: cell.ErrOutput},
		{op: "flood-unchecked", limits: patient, want: cell.ErrCrashed},
		{op: "no-such", limits: limits, want: cell.ErrUnknownOperation},
		{op: "size", limits: small, file: io.LimitReader(zeros{}, 2<<20), want: cell.ErrFileSize},
		{op: "size", limits: small, file: bytes.NewReader(make([]byte, 2<<20)), want: cell.ErrFileSize},
		{op: "size", limits: limits, file: iotest.ErrReader(broken), want: broken},
	} {
		t.Run(fmt.Sprintf("%s gives %v", tt.op, tt.want), func(t *testing.T) {
			pool := open(t, cell.Config{Limits: tt.limits})
			if _, err := pool.Do(t.Context(), tt.op, nil, tt.file, nil); !errors.Is(err, tt.want) {
				t.Errorf("error = %v, want %v", err, tt.want)
			}
			if got := do[echo](t, pool, "echo", "still here", nil); got.Text != "still here" {
				t.Errorf("next request gives %+v", got)
			}
		})
	}
}

// A result that no frame holds needs more memory than the limits of TestFailures allow.
func TestBigResult(t *testing.T) {
	pool := open(t, cell.Config{Limits: cell.Limits{Memory: 8 << 30}})
	if _, err := pool.Do(t.Context(), "big-result", nil, nil, nil); !errors.Is(err, cell.ErrOutput) {
		t.Errorf("error = %v, want %v", err, cell.ErrOutput)
	}
}

func TestErrorKeepsItsWords(t *testing.T) {
	pool := open(t, cell.Config{})
	before := do[echo](t, pool, "echo", "", nil).PID
	_, err := pool.Do(t.Context(), "raise", nil, nil, nil)
	got := errs.As(err)
	got.Err = nil
	if diff := cmp.Diff(errScan, got); diff != "" {
		t.Errorf("error (-want +got):\n%s", diff)
	}
	_, err = pool.Do(t.Context(), "plain-error", nil, nil, nil)
	if e := errs.As(err); e.Code != "internal" || err.Error() != "odd" {
		t.Errorf("plain error arrives as %v with code %s", err, e.Code)
	}
	if after := do[echo](t, pool, "echo", "", nil).PID; after != before {
		t.Error("an error of an operation costs the child")
	}
}

func TestLimitStandsInTheWords(t *testing.T) {
	pool := open(t, cell.Config{Limits: cell.Limits{Wall: 50 * time.Millisecond}})
	_, err := pool.Do(t.Context(), "hang", nil, nil, nil)
	e := errs.As(err)
	for _, s := range []string{e.Message.ZH, e.Message.EN} {
		if !strings.Contains(s, "0.05 s") {
			t.Errorf("message %q does not name the limit", s)
		}
	}
	if e.Category != errs.Limit || !strings.Contains(e.Remedy.ZH, "分册上传") {
		t.Errorf("category %s, remedy %q", e.Category, e.Remedy.ZH)
	}
}

func TestPanicIsLogged(t *testing.T) {
	var log lockedBuffer
	pool := open(t, cell.Config{Logger: slog.New(slog.NewTextHandler(&log, nil))})
	pool.Do(t.Context(), "panic", nil, nil, nil)
	pool.Do(t.Context(), "panic-elsewhere", nil, nil, nil)
	for _, want := range []string{"page 3 is upside down", "guard", "in a goroutine"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("log does not hold %q:\n%s", want, log.String())
		}
	}
}
