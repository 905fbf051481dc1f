package pdf

import (
	"context"
	"errors"
	"strings"
	"testing"

	"lianshen/internal/errs"
)

// TestPageErrorsNameThePage checks codes and words of what a page can fail with.
func TestPageErrorsNameThePage(t *testing.T) {
	tests := map[string]struct {
		err, want error
	}{
		"anything else": {errors.New("bitmap"), ErrPageDamaged},
		"damaged":       {ErrPageDamaged, ErrPageDamaged},
		"context ended": {ErrPageTimeout.Wrap(context.DeadlineExceeded), ErrPageTimeout},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := pageError(tt.err, 12)
			if !errors.Is(got, tt.want) || !errors.Is(got, tt.err) {
				t.Fatalf("error %v, want %v caused by %v", got, tt.want, tt.err)
			}
			m := errs.As(got).Message
			if !strings.Contains(m.ZH, "第 12 页") || !strings.Contains(m.EN, "page 12") {
				t.Errorf("message %+v", m)
			}
		})
	}
}

func TestOpenTimeoutIsAboutTheFile(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := engine().Open(ctx, onePage(a4, ""), Limits{}); !errors.Is(err, ErrTimeout) || errors.Is(err, ErrPageTimeout) && errs.As(err).Code != ErrTimeout.Code {
		t.Errorf("error %v, want %v", err, ErrTimeout)
	}
}

func TestOpenRefusesLargeFile(t *testing.T) {
	_, err := engine().Open(context.Background(), onePage(a4, ""), Limits{MaxBytes: 100})
	if !errors.Is(err, ErrTooLarge) || errs.As(err).Category.ExitCode() != 3 {
		t.Errorf("error %v, want %v", err, ErrTooLarge)
	}
}

// TestCallerErrors: a page that does not exist is a fault of the caller, not of the file.
func TestCallerErrors(t *testing.T) {
	d := open(t, onePage(a4, ""), Limits{})
	for _, number := range []int{-1, 0, 2} {
		if _, err := d.Page(context.Background(), number); err == nil || isTyped(err) {
			t.Errorf("page %d: %v", number, err)
		}
	}
	if _, err := d.RenderBox(context.Background(), 1, Box{-20, -20, -10, -10}, 100); err == nil {
		t.Error("a box outside the page is painted")
	}
}
