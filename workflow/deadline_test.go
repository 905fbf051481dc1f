package workflow

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker"
	"lianshen/internal/errs"
	"lianshen/policies/notice"
	"lianshen/workflow/calendar"
)

func ptr(s string) *string { return &s }

func facts(t *testing.T, p checker.Project) (*checker.Calendar, error) {
	t.Helper()
	c, err := calendar.Default()
	if err != nil {
		t.Fatal(err)
	}
	n, err := notice.Default()
	if err != nil {
		t.Fatal(err)
	}
	today, err := calendar.ParseDate("2026-11-20")
	if err != nil {
		t.Fatal(err)
	}
	return CalendarFacts(c, n.Deadlines, p, today)
}

func day(date, earliest, latest string) checker.LastDay {
	out := checker.LastDay{Date: date, Latest: latest}
	if earliest != "" {
		out.Earliest = &earliest
	}
	return out
}

func TestCalendarFacts(t *testing.T) {
	sure := func(date string) checker.LastDay { return day(date, date, date) }
	for name, tt := range map[string]struct {
		project   checker.Project
		submitted string
		last      *checker.LastDays
		missing   []int
	}{
		"no deadline": {checker.Project{}, "2026-11-20", nil, []int{}},
		"no date":     {checker.Project{Deadline: ptr("年底前")}, "2026-11-20", nil, []int{}},
		"not submitted": {checker.Project{Deadline: ptr("2026-12-31")}, "2026-11-20",
			&checker.LastDays{Lenient: sure("2026-12-17"), Strict: sure("2026-12-16")}, []int{}},
		"submitted": {checker.Project{Deadline: ptr("2023-10-13"), SubmittedOn: ptr("2023-09-26")}, "2023-09-26",
			&checker.LastDays{Lenient: sure("2023-09-25"), Strict: sure("2023-09-24")}, []int{}},
		"year to come": {checker.Project{Deadline: ptr("2027-01-08")}, "2026-11-20",
			&checker.LastDays{Lenient: day("2026-12-25", "2026-12-18", "2026-12-29"), Strict: day("2026-12-24", "2026-12-17", "2026-12-28")}, []int{2027}},
		"years long past": {checker.Project{Deadline: ptr("2020-01-15")}, "2026-11-20",
			&checker.LastDays{Lenient: day("2020-01-01", "", "2020-01-05"), Strict: day("2019-12-31", "", "2020-01-04")}, []int{2020}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := facts(t, tt.project)
			if err != nil {
				t.Fatal(err)
			}
			want := &checker.Calendar{Digest: got.Digest, Submitted: tt.submitted, LastDay: tt.last, MissingYears: tt.missing}
			if diff := cmp.Diff(want, got); diff != "" || got.Digest == "" {
				t.Errorf("digest %q (-want +got)\n%s", got.Digest, diff)
			}
		})
	}
}

func TestCalendarFactsRefusesADayOfSubmission(t *testing.T) {
	_, err := facts(t, checker.Project{SubmittedOn: ptr("0206-12-10")})
	if e := errs.As(err); e == nil || e.Code != "calendar.date" {
		t.Errorf("error = %v, want calendar.date", err)
	}
}
