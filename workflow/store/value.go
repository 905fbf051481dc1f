package store

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"

	"lianshen/workflow/calendar"
)

// instantLayout has a fixed width, so that text sorts as time does.
const instantLayout = "2006-01-02T15:04:05.000000Z"

func instant(t time.Time) string { return t.UTC().Format(instantLayout) }

// at scans an instant, atMaybe one that may be absent.
type at struct{ *time.Time }

func (a at) Scan(src any) error {
	s, err := str(src)
	if err != nil {
		return err
	}
	*a.Time, err = time.Parse(instantLayout, s)
	return err
}

type atMaybe struct{ t **time.Time }

func (a atMaybe) Scan(src any) error {
	if src == nil {
		*a.t = nil
		return nil
	}
	*a.t = new(time.Time)
	return at{*a.t}.Scan(src)
}

func maybeInstant(t *time.Time) driver.Value {
	if t == nil {
		return nil
	}
	return instant(*t)
}

// day scans a date, dayMaybe one that may be absent.
type day struct{ *calendar.Date }

func (d day) Scan(src any) error {
	s, err := str(src)
	if err != nil {
		return err
	}
	return d.UnmarshalText([]byte(s))
}

type dayMaybe struct{ d **calendar.Date }

func (d dayMaybe) Scan(src any) error {
	if src == nil {
		*d.d = nil
		return nil
	}
	*d.d = new(calendar.Date)
	return day{*d.d}.Scan(src)
}

func maybeDay(d *calendar.Date) driver.Value {
	if d == nil {
		return nil
	}
	return d.String()
}

// orNull stores "" as NULL, for columns that refer to something or must be unique.
func orNull(s string) driver.Value {
	if s == "" {
		return nil
	}
	return s
}

// words scans text that may be NULL, as "".
type words struct{ s *string }

func (w words) Scan(src any) (err error) {
	if src == nil {
		*w.s = ""
		return nil
	}
	*w.s, err = str(src)
	return err
}

// list scans a JSON array, and listOf writes one.
type list[T any] struct{ v *[]T }

func (l list[T]) Scan(src any) error {
	s, err := str(src)
	if err != nil {
		return err
	}
	return json.Unmarshal([]byte(s), l.v)
}

func listOf[T any](v []T) string {
	if v == nil {
		v = []T{}
	}
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings and integers can always be written
	}
	return string(raw)
}

func str(src any) (string, error) {
	switch s := src.(type) {
	case string:
		return s, nil
	case []byte:
		return string(s), nil
	}
	return "", fmt.Errorf("text expected, not %T", src)
}
