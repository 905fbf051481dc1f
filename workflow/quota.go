package workflow

import (
	"fmt"
	"strings"
	"time"

	"lianshen/internal/clock"
	"lianshen/internal/errs"
)

// within refuses a further version of so many bytes of a document that has all it may have, with
// the code upload.versions, and one with which the actor would have uploaded more than it may in a
// day (单人单日上传上限), with the code upload.person_day.
func (c *change) within(r Reader, slug string, docs []Document, bytes int64) error {
	limits := c.s.limits
	if v := current(docs, slug); v != nil && limits.Versions > 0 && v.Number >= limits.Versions {
		return errs.New(errs.Limit, "upload.versions",
			errs.Text{ZH: fmt.Sprintf("该材料已有%d个版本，达到上限", v.Number), EN: fmt.Sprintf("the document has %d versions, the most it may have", v.Number)},
			errs.Text{ZH: "请联系分局处理", EN: "ask the branch"}).On("slug")
	}
	most := limits.PersonDay
	if most == (Amount{}) {
		return nil
	}
	had, err := r.Uploaded(c.actor.Person, dayOf(c.now))
	if err != nil {
		return err
	}
	if (most.Versions == 0 || had.Versions < most.Versions) && (most.Bytes == 0 || had.Bytes+bytes <= most.Bytes) {
		return nil
	}
	return errs.New(errs.Limit, "upload.person_day",
		errs.Text{ZH: "今日上传已达个人上限（" + most.In("zh") + "）", EN: "that is more than one person may upload in a day (" + most.In("en") + ")"},
		errs.Text{ZH: "请明日再上传，或由本单位其他经办人上传", EN: "upload it tomorrow, or have a colleague do it"})
}

// In says an amount in the language of a user, without what is 0.
func (a Amount) In(lang string) string {
	var parts []string
	if a.Versions > 0 {
		parts = append(parts, errs.Text{ZH: fmt.Sprintf("%d份文件", a.Versions), EN: fmt.Sprintf("%d files", a.Versions)}.In(lang))
	}
	if a.Bytes > 0 {
		parts = append(parts, fmt.Sprintf("%d MB", a.Bytes>>20))
	}
	return strings.Join(parts, errs.Text{ZH: "、", EN: ", "}.In(lang))
}

// dayOf is when the day of an instant began in Shanghai.
func dayOf(t time.Time) time.Time {
	y, m, d := t.In(clock.Shanghai).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, clock.Shanghai)
}
