package web

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/calendar"
)

// scope is whose lists an officer looks at.
type scope struct {
	Branch string // "" is the city
	// Branches are those to choose from, none where there is no choice; City is that all together
	// is one.
	Branches []string
	City     bool
}

// officer reports whether somebody sees more than enterprises.
func officer(s workflow.Sight) bool { return s.City || len(s.Branches) > 0 }

// scope is the branch of the address, no further than an officer sees: who is none is refused.
func (v *visit) scope(s workflow.Sight) (*scope, error) {
	out := &scope{Branch: v.query("branch"), City: s.City, Branches: s.Branches}
	switch {
	case s.City:
		var err error
		if out.Branches, err = v.branches(); err != nil {
			return nil, err
		}
		if out.Branch != "" && !slices.Contains(out.Branches, out.Branch) {
			return nil, workflow.ErrNotFound
		}
		return out, nil
	case len(s.Branches) == 0:
		return nil, workflow.ErrForbidden
	case out.Branch == "":
		out.Branch = s.Branches[0]
	case !slices.Contains(s.Branches, out.Branch):
		return nil, workflow.ErrNotFound
	}
	if len(s.Branches) == 1 {
		out.Branches = nil
	}
	return out, nil
}

// branches are all of the city, each once.
func (v *visit) branches() ([]string, error) {
	towns, err := v.p.Workflow.Towns(v.ctx)
	var out []string
	for _, t := range towns {
		if !slices.Contains(out, t.Branch) {
			out = append(out, t.Branch)
		}
	}
	slices.Sort(out)
	return out, err
}

// bureau begins a page that is the bureau's alone.
func (v *visit) bureau(title string) (*Page, error) {
	page, err := v.page(title)
	if err == nil && !page.Sight.City {
		return nil, workflow.ErrForbidden
	}
	return page, err
}

// left (剩余) says how long there is up to a day, and how grave that is.
type left struct {
	Class, Text string
	Day         calendar.Date
}

// soon is from how few working days on a day is near.
const soon = 2

func (v *visit) left(day calendar.Date) left {
	n, today := v.p.Workflow.WorkingDaysTo(day), calendar.DateOf(v.p.Clock.Now())
	switch {
	case day < today:
		return left{"bad", v.t("review.left_over", "n", -n), day}
	case day == today:
		return left{"bad", v.t("review.left_today"), day}
	case n <= soon:
		return left{"warn", v.t("review.left", "n", n), day}
	}
	return left{"", v.t("review.left", "n", n), day}
}

// pager is the way on in a list.
type pager struct{ First, Next string }

// pager keeps what else the address says.
func (v *visit) pager(next string) pager {
	q := url.Values{}
	for key, value := range v.fiber.Queries() {
		if key != "after" && key != "done" && value != "" {
			q.Set(key, value)
		}
	}
	out, path := pager{}, v.fiber.Path()
	if v.query("after") != "" {
		out.First = path + "?" + q.Encode()
	}
	if next != "" {
		q.Set("after", next)
		out.Next = path + "?" + q.Encode()
	}
	return out
}

// option is one of a choice.
type option struct {
	Value, Text string
	Chosen      bool
}

// errUnsure is a grave act without its confirmation.
var errUnsure = errs.New(errs.Usage, "portal.unsure",
	errs.Text{ZH: "请先勾选确认", EN: "tick that you have checked it"},
	errs.Text{ZH: "核对后勾选，再行办理", EN: "check it, tick the box, and do it again"}).On("sure")

// sure asks for the tick of an act that is not taken back lightly.
func (v *visit) sure() error {
	if v.form("sure") == "" {
		return errUnsure
	}
	return nil
}

// day is a field that holds a date; what is none is refused under the field's name.
func (v *visit) day(field string) (calendar.Date, error) {
	d, err := calendar.ParseDate(v.form(field))
	var e *errs.Error
	if errors.As(err, &e) {
		return 0, e.On(field)
	}
	return d, err
}

func contains(list []string, s string) bool { return slices.Contains(list, s) }

// refusal tells what a person is told from a fault of the program.
func refusal(err error) bool { return errs.As(err).Category != errs.Internal }

// officerWays adds the ways of officers to the navigation.
func officerWays(s workflow.Sight, add func(to, key string, count int)) {
	if !officer(s) {
		return
	}
	add("/desk", "desk", 0)
	add("/deadlines", "deadlines", 0)
	add("/search", "search", 0)
	add("/enterprises", "enterprises", 0)
	if s.City {
		add("/supervisions", "supervisions", 0)
		add("/audit", "audit", 0)
		add("/towns", "towns", 0)
	}
}

// spoken is an error that calls its field by the words of people, where it has any.
func spoken(e *errs.Error) *errs.Error {
	last := e.Field[strings.LastIndex(e.Field, ".")+1:]
	name, ok := words["field."+last]
	if e.Field == "" || !ok {
		return e
	}
	out := *e
	out.Message.ZH = strings.Replace(e.Message.ZH, "「"+e.Field+"」", "「"+name.ZH+"」", 1)
	out.Message.EN = strings.Replace(e.Message.EN, e.Field+" ", "the "+name.EN+" ", 1)
	return &out
}
