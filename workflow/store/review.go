package store

import (
	"database/sql/driver"

	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/calendar"
)

// JoinStep leaves a row that is there as it is, whichever step it is on: the caller compares.
func (t *tx) JoinStep(application, person string, step notice.Step) (notice.Step, error) {
	err := t.exec(`INSERT INTO review_steps (application_id, person_id, step) VALUES ($1, $2, $3)
		ON CONFLICT (application_id, person_id) DO NOTHING`, application, person, string(step))
	if err != nil {
		return "", err
	}
	on, err := one(t, scalar[string], `SELECT step FROM review_steps WHERE application_id = $1 AND person_id = $2`, application, person)
	if err != nil {
		return "", err
	}
	return notice.Step(*on), nil
}

type member struct {
	person string
	step   notice.Step
}

func scanMember(r row, m *member) error { return r.Scan(&m.person, &m.step) }

func (t *tx) Steps(application string) (map[string]notice.Step, error) {
	members, err := all(t, scanMember, `SELECT person_id, step FROM review_steps WHERE application_id = $1`, application)
	steps := make(map[string]notice.Step, len(members))
	for _, m := range members {
		steps[m.person] = m.step
	}
	return steps, err
}

func scanEntry(r row, e *workflow.SheetEntry) error {
	var site workflow.SiteRecord
	var on *calendar.Date
	err := r.Scan(&e.Line, &e.Finding, &e.Note, dayMaybe{&on}, words{&site.Result}, words{&site.Note}, &e.By, at{&e.At})
	if on != nil {
		site.On = *on
		e.Site = &site
	}
	return err
}

func (t *tx) Sheet(application string, round int) ([]workflow.SheetEntry, error) {
	return all(t, scanEntry, `SELECT line, finding, note, site_day, site_result, site_note, by_person, at
		FROM sheet_entries WHERE application_id = $1 AND round = $2 ORDER BY line`, application, round)
}

func (t *tx) SaveSheet(application string, round int, e *workflow.SheetEntry) error {
	var on, result, note driver.Value
	if e.Site != nil {
		on, result, note = e.Site.On.String(), e.Site.Result, e.Site.Note
	}
	return t.exec(`INSERT INTO sheet_entries (application_id, round, line, finding, note, site_day, site_result, site_note, by_person, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (application_id, round, line) DO UPDATE SET finding = excluded.finding, note = excluded.note,
		site_day = excluded.site_day, site_result = excluded.site_result, site_note = excluded.site_note,
		by_person = excluded.by_person, at = excluded.at`,
		application, round, e.Line, e.Finding, e.Note, on, result, note, e.By, instant(e.At))
}

func scanReturn(r row, v *workflow.Return) error {
	return r.Scan(&v.Round, day{&v.RectifyBy}, &v.By, at{&v.At})
}

func scanItem(r row, i *workflow.ReturnItem) error {
	return r.Scan(&i.Code, &i.Document, list[int]{&i.Pages}, &i.Remedy, &i.LateReason)
}

func (t *tx) Returns(application string) ([]workflow.Return, error) {
	returns, err := all(t, scanReturn, `SELECT round, rectify_by, by_person, at FROM returns WHERE application_id = $1 ORDER BY round`, application)
	for i := range returns {
		if err == nil {
			returns[i].Items, err = all(t, scanItem, `SELECT code, document, pages, remedy, late_reason FROM return_items
				WHERE application_id = $1 AND round = $2 ORDER BY position`, application, returns[i].Round)
		}
	}
	return returns, err
}

func (t *tx) InsertReturn(application string, v *workflow.Return) error {
	err := t.exec(`INSERT INTO returns (application_id, round, rectify_by, by_person, at) VALUES ($1, $2, $3, $4, $5)`,
		application, v.Round, v.RectifyBy.String(), v.By, instant(v.At))
	for i, item := range v.Items {
		if err == nil {
			err = t.exec(`INSERT INTO return_items (application_id, round, position, code, document, pages, remedy, late_reason)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
				application, v.Round, i, item.Code, item.Document, listOf(item.Pages), item.Remedy, item.LateReason)
		}
	}
	return err
}
