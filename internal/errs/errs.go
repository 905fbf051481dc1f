// Package errs is the closed list of error categories that every part of lianshen uses,
// and the one error type that carries words for a person.
//
// A Category decides the exit code of the program (Category.ExitCode) and, in the api
// package, the HTTP status. A Code is finer, stable, and never reused: it is what tests,
// scripts and the portal match on. Errors that are not an *Error are internal: the log
// sees them whole, the user one set sentence.
package errs

import (
	"errors"
	"fmt"
)

// Category is a class of error that decides how the program ends or answers.
type Category string

// The categories. Adding one means adding its exit code below and its HTTP status in api.
const (
	// Usage: wrong flags, a malformed dossier.yaml, a named file that does not exist.
	Usage Category = "usage"
	// Refused: the file itself cannot be accepted or inspected.
	Refused Category = "refused"
	// Limit: a documented limit of size, pages, time, memory or pixels was reached.
	Limit Category = "limit"
	// Unavailable: something that must be installed or reachable is not.
	Unavailable Category = "unavailable"
	// Forbidden: this person may not do it, whatever they send.
	Forbidden Category = "forbidden"
	// NotFound: what is named by an identifier does not exist.
	NotFound Category = "not_found"
	// Conflict: it was possible once, but another person or the clock came first.
	Conflict Category = "conflict"
	// Internal: a fault of the program.
	Internal Category = "internal"
)

// ExitCode maps a category to the exit code of design.md 3.1.
func (c Category) ExitCode() int {
	switch c {
	case Usage, Forbidden, NotFound, Conflict:
		return 2
	case Refused, Limit:
		return 3
	default:
		return 4
	}
}

// Text is one sentence in the two languages of the product. ZH comes first for users,
// EN is its twin for developers and logs.
type Text struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// In returns the sentence in lang ("zh" or "en"); anything else reads Chinese.
func (t Text) In(lang string) string {
	if lang == "en" {
		return t.EN
	}
	return t.ZH
}

// Error is an error with a stable code, words for a person and a way out.
type Error struct {
	Category Category
	// Code is stable and dotted, for example "file.encrypted".
	Code string
	// Message says what is wrong and where; Remedy what the user can do next.
	Message Text
	Remedy  Text
	// Field is the input that is wrong, dotted as in the JSON form ("deadline.source"); empty
	// when no single one is.
	Field string
	// Err is the cause for the log; it is never shown to a user.
	Err error
}

// New returns an *Error without a cause.
func New(cat Category, code string, message, remedy Text) *Error {
	return &Error{Category: cat, Code: code, Message: message, Remedy: remedy}
}

// Wrap returns a copy of e with the cause err.
func (e *Error) Wrap(err error) *Error {
	c := *e
	c.Err = err
	return &c
}

// On returns a copy of e that names the wrong field.
func (e *Error) On(field string) *Error {
	c := *e
	c.Field = field
	return &c
}

func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: %s: %v", e.Code, e.Message.EN, e.Err)
	}
	return fmt.Sprintf("%s: %s", e.Code, e.Message.EN)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is reports whether target is an *Error with the same code, so that package-level
// errors work with errors.Is after Wrap.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// As returns the *Error in err's chain, or a general internal one that wraps err.
// It returns nil for nil.
func As(err error) *Error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return internal.Wrap(err)
}

var internal = New(Internal, "internal",
	Text{ZH: "程序内部错误", EN: "internal error"},
	Text{ZH: "请重试；若仍出现，请将日志交给维护人员", EN: "try again; if it happens again, give the log to the maintainers"})
