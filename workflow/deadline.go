package workflow

import (
	"fmt"

	"lianshen/checker"
	"lianshen/policies/notice"
	"lianshen/workflow/calendar"
)

// CalendarFacts (工作日推算) computes the last day to apply for the rules. today is the day of
// judgement, which counts as the day of submission while the project has none. A task
// deadline that is absent or no date gives no last day: a rule says so. Errors are of use and
// concern the day of submission.
func CalendarFacts(c *calendar.Calendar, d notice.Deadlines, p checker.Project, today calendar.Date) (*checker.Calendar, error) {
	submitted := today
	if p.SubmittedOn != nil {
		var err error
		if submitted, err = calendar.ParseDate(*p.SubmittedOn); err != nil {
			return nil, fmt.Errorf("project.submitted_on: %w", err)
		}
	}
	facts := &checker.Calendar{Digest: c.Digest(), Submitted: submitted.String(), MissingYears: []int{}}
	if p.Deadline == nil {
		return facts, nil
	}
	deadline, err := calendar.ParseDate(*p.Deadline)
	if err != nil {
		return facts, nil //nolint:nilerr // not the program's fault: application.task_deadline reports it
	}
	lenient, err := c.LastDay(deadline, d.ApplyBefore, calendar.Lenient)
	if err != nil {
		return nil, fmt.Errorf("last day to apply: %w", err)
	}
	strict, err := c.LastDay(deadline, d.ApplyBefore, calendar.Strict)
	if err != nil {
		return nil, fmt.Errorf("last day to apply: %w", err)
	}
	facts.LastDay = &checker.LastDays{Lenient: lastDay(lenient), Strict: lastDay(strict)}
	facts.MissingYears = append(facts.MissingYears, lenient.Missing...)
	return facts, nil
}

// lastDay leaves out no bound but the earliest: counting back, all days worked end at some day.
func lastDay(c calendar.Count) checker.LastDay {
	out := checker.LastDay{Date: c.Result.String(), Latest: c.Latest.String()}
	if c.Earliest != nil {
		day := c.Earliest.String()
		out.Earliest = &day
	}
	return out
}
