package checker

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/internal/errs"
)

var (
	testCodes   = []string{"seal.present", "seal.diameter", "document.missing"}
	exemptSlugs = []string{"contract", "acceptance-report"}
)

func TestParseExemptions(t *testing.T) {
	got, err := ParseExemptions("x.yaml", []byte(`exemptions:
  - code: seal.present
    document: contract
    page: 2
    who: 张三(东城分局)
    why: 原件存于市局
    until: 2026-12-31
  - { code: document.missing, who: 李四, why: 同上, until: "2026-01-31" }
`), testCodes, exemptSlugs)
	if err != nil {
		t.Fatal(err)
	}
	contract, two := "contract", 2
	want := []Exemption{
		{Code: "seal.present", Document: &contract, Page: &two, Who: "张三(东城分局)", Why: "原件存于市局", Until: "2026-12-31"},
		{Code: "document.missing", Who: "李四", Why: "同上", Until: "2026-01-31"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestParseExemptionsNamesLineAndKey(t *testing.T) {
	const good = "exemptions:\n  - code: seal.present\n    who: 张三\n    why: 有据\n    until: 2026-12-31\n"
	for name, tt := range map[string]struct{ text, want string }{
		"syntax":           {"exemptions: [\n", "line 1"},
		"empty":            {"", "exemptions"},
		"unknown key":      {good + "    untill: 2026-12-31\n", "line 6: exemptions[0].untill: there is no such key"},
		"missing key":      {strings.Replace(good, "    who: 张三\n", "", 1), "line 2: exemptions[0]: who is missing"},
		"unknown code":     {strings.Replace(good, "seal.present", "seal.absent", 1), "line 2: exemptions[0].code: there is no rule seal.absent"},
		"form of the code": {strings.Replace(good, "seal.present", "Seal", 1), "line 2: exemptions[0].code"},
		"unknown slug":     {good + "    document: letter\n", "line 6: exemptions[0].document: there is no such kind of document: letter"},
		"page alone":       {good + "    page: 1\n", "line 6: exemptions[0].page: document must be given with it"},
		"page 0":           {good + "    document: contract\n    page: 0\n", "line 7: exemptions[0].page"},
		"no date":          {strings.Replace(good, "2026-12-31", "2026-02-30", 1), "line 5: exemptions[0].until"},
		"empty reason":     {strings.Replace(good, "有据", `""`, 1), "line 4: exemptions[0].why"},
		"same key twice":   {good + "    who: 李四\n", "line 6"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ParseExemptions("x.yaml", []byte(tt.text), testCodes, exemptSlugs)
			var e *errs.Error
			if !errors.As(err, &e) || e.Category != errs.Usage || got != nil {
				t.Fatalf("ParseExemptions = %v, %v", got, err)
			}
			if !strings.Contains(e.Message.EN, tt.want) || !strings.Contains(e.Message.ZH, "x.yaml") {
				t.Errorf("error does not say %q:\n%s", tt.want, e.Message.EN)
			}
		})
	}
}

func TestExempt(t *testing.T) {
	contract, two, three := "contract", 2, 3
	report := func(f Finding) *Report {
		f.Code, f.Severity, f.State, f.Document = "seal.present", SeverityBlock, Fail, &contract
		return &Report{Verdict: Block, Findings: []Finding{f}}
	}
	onPages := func(pages ...int) Finding {
		var f Finding
		for _, p := range pages {
			f.Places = append(f.Places, Place{Document: contract, Page: p})
		}
		return f
	}
	until := func(day string, document *string, page *int) Exemption {
		return Exemption{Code: "seal.present", Document: document, Page: page, Who: "张三", Why: "有据", Until: day}
	}
	other := "acceptance-report"
	for name, tt := range map[string]struct {
		finding Finding
		list    []Exemption
		state   State
		expired bool
		unused  int
	}{
		"everywhere":            {onPages(2), []Exemption{until("2026-12-31", nil, nil)}, Exempted, false, 0},
		"on its last day":       {onPages(2), []Exemption{until("2026-09-12", &contract, nil)}, Exempted, false, 0},
		"the day after":         {onPages(2), []Exemption{until("2026-09-11", &contract, nil)}, Fail, true, 0},
		"another document":      {onPages(2), []Exemption{until("2026-12-31", &other, nil)}, Fail, false, 1},
		"its page":              {onPages(2), []Exemption{until("2026-12-31", &contract, &two)}, Exempted, false, 0},
		"another page":          {onPages(2), []Exemption{until("2026-12-31", &contract, &three)}, Fail, false, 1},
		"one page of two":       {onPages(2, 3), []Exemption{until("2026-12-31", &contract, &two)}, Fail, false, 1},
		"a page, of no place":   {onPages(), []Exemption{until("2026-12-31", &contract, &two)}, Fail, false, 1},
		"another code":          {onPages(2), []Exemption{{Code: "seal.diameter", Until: "2026-12-31"}}, Fail, false, 1},
		"a valid after expired": {onPages(2), []Exemption{until("2026-01-01", nil, nil), until("2026-12-31", nil, nil)}, Exempted, false, 0},
		"expired after a valid": {onPages(2), []Exemption{until("2026-12-31", nil, nil), until("2026-01-01", nil, nil)}, Exempted, false, 0},
		"unused and expired":    {onPages(2), []Exemption{until("2026-01-01", &other, nil)}, Fail, false, 1},
	} {
		t.Run(name, func(t *testing.T) {
			r := report(tt.finding)
			r.Exempt(tt.list, "2026-09-12")
			f := r.Findings[0]
			if f.State != tt.state || len(r.UnusedExemptions) != tt.unused {
				t.Errorf("state %s, %d unused; want %s, %d", f.State, len(r.UnusedExemptions), tt.state, tt.unused)
			}
			if got := f.Waiver != nil && f.Waiver.Expired; got != tt.expired {
				t.Errorf("waiver %+v, want expired %t", f.Waiver, tt.expired)
			}
			if want := map[State]Verdict{Exempted: Clean, Fail: Block}[tt.state]; r.Verdict != want {
				t.Errorf("verdict %s, want %s", r.Verdict, want)
			}
			if slices.ContainsFunc(r.UnusedExemptions, func(u Exemption) bool { return u.Expired != ("2026-09-12" > u.Until) }) {
				t.Errorf("unused: %+v", r.UnusedExemptions)
			}
		})
	}
}
