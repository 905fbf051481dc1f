package calendar

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lianshen/internal/errs"
)

const small = `{"2027": {"holidays": ["2027-01-01"], "workdays": ["2027-01-02"], "source": "a notice", "complete": true}}`

func TestOpenReplacesTheShippedFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "days.json")
	if err := os.WriteFile(path, []byte(small), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if !c.Complete(2027) || c.Complete(2026) {
		t.Errorf("the file has 2027 alone, the calendar %v", c.Years())
	}
	if c.Digest() == shipped(t).Digest() || !strings.HasPrefix(c.Digest(), "sha256:") {
		t.Errorf("digest %s", c.Digest())
	}
}

// What is written is read again.
func TestFileRoundTrip(t *testing.T) {
	c := shipped(t)
	raw, err := json.Marshal(c.years)
	if err != nil {
		t.Fatal(err)
	}
	back, err := Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	for _, year := range c.Years() {
		if back.WorkingDays(year) != c.WorkingDays(year) || back.Complete(year) != c.Complete(year) {
			t.Errorf("%d differs", year)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for name, tt := range map[string]struct{ old, new, want string }{
		"not JSON":       {`{"2027"`, `["2027"`, ""},
		"no object":      {small, `[]`, ""},
		"empty":          {small, ``, ""},
		"null":           {small, `null`, "no year is complete"},
		"unknown key":    {`"source"`, `"sauce"`, "sauce"},
		"trailing text":  {`true}}`, `true}} {}`, "something follows"},
		"no year":        {`"2027": {`, `"MMXXVII": {`, "MMXXVII"},
		"a signed year":  {`"2027": {`, `"+202": {`, "+202"},
		"far year":       {`"2027": {`, `"9027": {`, "9027"},
		"other year":     {`"2027": {`, `"2028": {`, "2028: 2027-01-01: the day is in another year"},
		"no date":        {`2027-01-01`, `2027-02-30`, "2027-02-30"},
		"twice":          {`["2027-01-02"]`, `["2027-01-02","2027-01-02"]`, "2027: 2027-01-02: the day stands twice"},
		"both":           {`["2027-01-02"]`, `["2027-01-01"]`, "2027: 2027-01-01: the day stands twice"},
		"made-up Monday": {`["2027-01-02"]`, `["2027-01-04"]`, "2027: 2027-01-04: only a weekend day"},
		"no source":      {`"a notice"`, `""`, "2027: source is missing"},
		"no holidays":    {`["2027-01-01"]`, `[]`, "2027: a complete year has no holidays"},
		"none complete":  {`true`, `false`, "no year is complete"},
		"too large":      {small, small + strings.Repeat(" ", maxFileBytes), "too large"},
	} {
		t.Run(name, func(t *testing.T) {
			changed := strings.Replace(small, tt.old, tt.new, 1)
			if changed == small {
				t.Fatalf("the file does not hold %q", tt.old)
			}
			_, err := Parse([]byte(changed))
			e := errs.As(err)
			if e == nil || e.Code != "calendar.malformed" || !strings.Contains(e.Message.EN, tt.want) {
				t.Errorf("error = %v, want calendar.malformed with %q", err, tt.want)
			}
		})
	}
}

func TestOpenNamesTheFile(t *testing.T) {
	if _, err := Open("nowhere.json"); errs.As(err).Code != "calendar.not_found" {
		t.Errorf("a missing file gives %v", err)
	}
	if _, err := Open(t.TempDir()); errs.As(err).Code != "calendar.not_found" {
		t.Errorf("a folder gives %v", err)
	}
	path := filepath.Join(t.TempDir(), "bad.json")
	if err := os.WriteFile(path, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); !strings.Contains(errs.As(err).Message.ZH, path) {
		t.Errorf("the error does not name the file: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte(`{"2027": null}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		c, err := Parse(raw)
		if err != nil {
			if errs.As(err).Category != errs.Usage {
				t.Fatalf("a malformed file is wrong use, not %v", err)
			}
			return
		}
		if _, err := c.Due(date(t, "2026-12-31"), 20, ReceiptB); err != nil {
			t.Fatal(err)
		}
	})
}
