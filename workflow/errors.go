package workflow

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"lianshen/internal/errs"
)

// Errors that come back from many operations. Test for them with errors.Is.
var (
	ErrNotFound = errs.New(errs.NotFound, "workflow.not_found",
		errs.Text{ZH: "没有找到所指的记录", EN: "there is no such record"},
		errs.Text{ZH: "请核对编号", EN: "check the identifier"})
	ErrForbidden = errs.New(errs.Forbidden, "workflow.forbidden",
		errs.Text{ZH: "您在此处没有办理该事项的角色", EN: "you hold no role here that may do this"},
		errs.Text{ZH: "如需办理，请向市局申请相应角色（附件2）", EN: "ask the bureau for the role (annex 2)"})
	ErrVersion = errs.New(errs.Conflict, "workflow.version",
		errs.Text{ZH: "内容已被他人更改，本次操作未生效", EN: "someone else has changed this; nothing was done"},
		errs.Text{ZH: "请刷新后查看最新内容，再行办理", EN: "reload, look at what changed, and do it again"})
	ErrState = errs.New(errs.Conflict, "workflow.state",
		errs.Text{ZH: "当前状态不能办理该事项", EN: "this cannot be done in the present state"},
		errs.Text{ZH: "请刷新后查看当前状态", EN: "reload and look at the present state"})
	ErrFourEyes = errs.New(errs.Forbidden, "review.four_eyes",
		errs.Text{ZH: "同一人不得参与同一申请的两个审核步骤", EN: "nobody takes part in both steps of one review"},
		errs.Text{ZH: "请由另一人办理本步骤", EN: "another person must do this step"})
	ErrOverdue = errs.New(errs.Conflict, "application.overdue",
		errs.Text{ZH: "审核期限已届满，该申请依规定视为通过", EN: "the review period has ended; the application is deemed approved"},
		errs.Text{ZH: "如认为决定有误，请报市局更正", EN: "if the outcome is wrong, ask the bureau to correct it"})
)

// stateError says which state stands in the way.
func stateError(move, state errs.Text) error {
	e := *ErrState
	e.Message = errs.Text{
		ZH: fmt.Sprintf("当前状态为「%s」，不能办理「%s」", state.ZH, move.ZH),
		EN: fmt.Sprintf("in the state %q one cannot %s", state.EN, move.EN),
	}
	return &e
}

// invalid is an error of use that names its field.
func invalid(code, field, zh, en string) *errs.Error {
	return errs.New(errs.Usage, code, errs.Text{ZH: zh, EN: en},
		errs.Text{ZH: "请更正后重新提交", EN: "correct it and send it again"}).On(field)
}

// refuse is an error of something that is well-formed but may not happen now.
func refuse(code, zh, en, zhRemedy, enRemedy string) *errs.Error {
	return errs.New(errs.Conflict, code, errs.Text{ZH: zh, EN: en}, errs.Text{ZH: zhRemedy, EN: enRemedy})
}

// Lengths that no honest entry exceeds, in characters.
const (
	shortText = 200
	longText  = 4000
)

// text trims what a person wrote into a field and refuses what is empty, too long, or holds
// characters that cannot be shown.
func text(field, s string, limit int) (string, error) {
	s = strings.TrimSpace(s)
	switch n := utf8.RuneCountInString(s); {
	case s == "":
		return "", invalid("input.empty", field, "「"+field+"」不能为空", field+" is empty")
	case n > limit:
		return "", invalid("input.long", field, fmt.Sprintf("「%s」超过%d字", field, limit), fmt.Sprintf("%s has more than %d characters", field, limit))
	case !utf8.ValidString(s) || strings.ContainsFunc(s, unshowable):
		return "", invalid("input.characters", field, "「"+field+"」含有不能显示的字符", field+" holds characters that cannot be shown")
	}
	return s, nil
}

// optional is text that may be left out.
func optional(field, s string, limit int) (string, error) {
	if strings.TrimSpace(s) == "" {
		return "", nil
	}
	return text(field, s, limit)
}

// unshowable are control characters and those that turn the direction of writing: with them a
// name shows as another than it is (CVE-2021-42574). No Chinese name has a use for them.
func unshowable(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || unicode.Is(unicode.Bidi_Control, r)
}

// texts cleans several fields in place.
func texts(fields ...field) error {
	for _, f := range fields {
		clean := text
		if f.optional {
			clean = optional
		}
		s, err := clean(f.name, *f.value, f.limit)
		if err != nil {
			return err
		}
		*f.value = s
	}
	return nil
}

// field is an entry of a form.
type field struct {
	name     string
	value    *string
	limit    int
	optional bool
}

// digest refuses what is no SHA-256 in lower-case hex, with or without "sha256:".
func digest(field, s string) error {
	hex := strings.TrimPrefix(s, "sha256:")
	if len(hex) == 64 && strings.Trim(hex, "0123456789abcdef") == "" {
		return nil
	}
	return invalid("input.digest", field, "「"+field+"」不是SHA-256摘要", field+" is no SHA-256 digest")
}
