package errs

import (
	"errors"
	"fmt"
	"testing"
)

func TestAsKeepsTheTypedError(t *testing.T) {
	base := New(Refused, "file.empty", Text{ZH: "空文件", EN: "empty file"}, Text{})
	cause := errors.New("0 bytes")
	err := fmt.Errorf("open page 3: %w", base.Wrap(cause))

	e := As(err)
	if e.Code != "file.empty" || e.Category.ExitCode() != 3 {
		t.Errorf("As = %s, exit %d; want file.empty, exit 3", e.Code, e.Category.ExitCode())
	}
	if !errors.Is(err, base) || !errors.Is(err, cause) {
		t.Error("the chain should hold both the typed error and its cause")
	}
	if base.Err != nil {
		t.Error("Wrap must not change the package-level error")
	}
}

func TestAsHidesUnknownErrors(t *testing.T) {
	e := As(errors.New("secret path"))
	if e.Category != Internal || e.Category.ExitCode() != 4 {
		t.Errorf("unknown error has category %s, exit %d", e.Category, e.Category.ExitCode())
	}
	if e.Message.ZH == "secret path" || e.Message.EN == "secret path" {
		t.Error("an unknown error's text must not reach the user")
	}
	if As(nil) != nil {
		t.Error("As(nil) should be nil")
	}
}

func TestTextInFallsBackToChinese(t *testing.T) {
	x := Text{ZH: "中", EN: "en"}
	for lang, want := range map[string]string{"en": "en", "zh": "中", "": "中", "fr": "中"} {
		if got := x.In(lang); got != want {
			t.Errorf("In(%q) = %q, want %q", lang, got, want)
		}
	}
}

func TestOnNamesTheFieldOfACopy(t *testing.T) {
	base := New(Usage, "project.deadline", Text{}, Text{})
	if got := base.On("deadline.source"); got.Field != "deadline.source" || !errors.Is(got, base) {
		t.Errorf("On = %+v", got)
	}
	if base.Field != "" {
		t.Error("On must not change the package-level error")
	}
}

func TestExitCodes(t *testing.T) {
	for cat, want := range map[Category]int{
		Usage: 2, Forbidden: 2, NotFound: 2, Conflict: 2, Refused: 3, Limit: 3, Unavailable: 4, Internal: 4,
	} {
		if got := cat.ExitCode(); got != want {
			t.Errorf("%s: exit %d, want %d", cat, got, want)
		}
	}
}
