package workflow

import (
	"context"
	"fmt"
	"time"

	"lianshen/internal/errs"
	"lianshen/policies/notice"
	"lianshen/workflow/audit"
	"lianshen/workflow/calendar"
)

// Message (站内消息) tells one person within the product what happened, or what is due. The
// pair of kind and key is told to a person once.
type Message struct {
	ID      string        `json:"id"`
	Person  string        `json:"person"`
	Kind    string        `json:"kind"`
	Key     string        `json:"key"`
	Subject audit.Subject `json:"subject"` // without a version
	Text    errs.Text     `json:"text"`
	At      time.Time     `json:"at"`
	Opened  *time.Time    `json:"opened"`
}

// Inbox (消息中心) is a page of a person's messages, the latest first.
type Inbox struct {
	Unread   int       `json:"unread"`
	Messages []Message `json:"messages"`
}

// Messages reads a person's messages before an identifier, "" for the latest.
func (s *Service) Messages(ctx context.Context, person, before string, limit int) (*Inbox, error) {
	out := new(Inbox)
	err := s.store.View(ctx, func(r Reader) (err error) {
		if out.Unread, err = r.UnreadMessages(person); err != nil {
			return err
		}
		out.Messages, err = r.Messages(person, before, limit)
		return err
	})
	return created(out, err)
}

// OpenMessages notes that a person has seen the messages up to an identifier. It is the one
// thing written without an event: nothing follows from it.
func (s *Service) OpenMessages(ctx context.Context, person, upTo string) error {
	return s.store.OpenMessages(ctx, person, upTo, instant(s.clock.Now()))
}

// tell sends a message to persons, each named once however often.
func (c *change) tell(m Message, persons ...string) error {
	m.At = c.now
	sent := map[string]bool{"": true}
	for _, person := range persons {
		if sent[person] {
			continue
		}
		sent[person] = true
		m.ID, m.Person = newID(), person
		if err := c.InsertMessage(&m); err != nil {
			return err
		}
	}
	return nil
}

// holders are the persons with a grant in force that covers the subject; post narrows to A
// 角 or B 角, "" takes all.
func (c *change) holders(role, post string, where Reach) ([]string, error) {
	grants, err := c.Holders(role, where)
	if err != nil {
		return nil, err
	}
	var out []string
	for i := range grants {
		g := &grants[i]
		if g.Active(c.now) && g.covers(c.s.notice.Person(g.Role).Scope, where) && (post == "" || g.Post == post) {
			out = append(out, g.Person)
		}
	}
	return out, nil
}

// tellRole sends a message to all who hold a role for the subject.
func (c *change) tellRole(role string, where Reach, m Message) error {
	persons, err := c.holders(role, "", where)
	if err != nil {
		return err
	}
	return c.tell(m, persons...)
}

// scopeRole is the role whose grants reach as far, like the one of enterprises.
func (s *Service) scopeRole(scope notice.Scope) string {
	for _, p := range s.notice.People {
		if p.Scope == scope {
			return p.Role
		}
	}
	return ""
}

// stepRole is the role that makes a step of the review.
func (s *Service) stepRole(step notice.Step) string {
	for _, m := range s.notice.Flow("application").Moves {
		if m.Step == step {
			return m.By[0]
		}
	}
	return ""
}

func (r *review) tellEnterprise(m Message) error {
	return r.tellRole(r.s.scopeRole(notice.OneEnterprise), r.project.reach(), m)
}

func (r *review) tellLeaders(m Message) error {
	return r.tellRole(r.s.stepRole(notice.LeaderStep), r.project.reach(), m)
}

func (r *review) tellBureau(m Message) error { return r.tellRole(r.s.cityRole(), r.project.reach(), m) }

// tellHandler tells who has the case: the handler and whoever lent the role, or all of the
// branch while nobody has claimed it.
func (r *review) tellHandler(m Message) error {
	if r.app.Handler == "" {
		return r.tellRole(r.s.stepRole(notice.HandlerStep), r.project.reach(), m)
	}
	return r.tell(m, r.app.Handler, r.app.HandlerFor)
}

func aboutApplication(a *Application, kind, detail, zh, en string) Message {
	return Message{
		Kind: kind, Key: fmt.Sprintf("%s/%d/%s", a.ID, a.Round, detail),
		Subject: audit.Subject{Kind: "application", ID: a.ID}, Text: errs.Text{ZH: zh, EN: en},
	}
}

// versioned keys what may happen several times in a round by the version that it makes.
func versioned(a *Application) string { return fmt.Sprint("v", a.Version+1) }

func submitted(a *Application, r *Receipt) Message {
	return aboutApplication(a, "application.submitted", "",
		fmt.Sprintf("收到联网申请%s，审核期限%s", r.Number, r.Due), fmt.Sprintf("application %s was received; its review is due on %s", r.Number, r.Due))
}

func passedOn(a *Application, r *Receipt) Message {
	return aboutApplication(a, "application.passed_on", versioned(a),
		fmt.Sprintf("联网申请%s已由经办人审核，请于%s前办理", r.Number, r.Due), fmt.Sprintf("application %s awaits the leader; due on %s", r.Number, r.Due))
}

func sentBack(a *Application, reason string) Message {
	return aboutApplication(a, "application.sent_back", versioned(a), "分局领导退回重审："+reason, "the leader sent it back: "+reason)
}

func returned(a *Application, ret *Return) Message {
	return aboutApplication(a, "application.returned", "",
		fmt.Sprintf("联网申请已退回整改，共%d项，请于%s前完成", len(ret.Items), ret.RectifyBy),
		fmt.Sprintf("the application was returned with %d items; rectify by %s", len(ret.Items), ret.RectifyBy))
}

func approved(a *Application, window string, en string) Message {
	return aboutApplication(a, "application.approved", "", "联网申请审核通过"+window, "the application is approved"+en)
}

func deemedApproved(a *Application, r *Receipt) Message {
	return aboutApplication(a, "application.deemed", "",
		fmt.Sprintf("联网申请%s审核期限已届满，依规定视为通过", r.Number), fmt.Sprintf("the review period of application %s ended; it is deemed approved", r.Number))
}

func setAside(a *Application, reason string) Message {
	return aboutApplication(a, "application.set_aside", versioned(a), "审核决定已由市局撤销："+reason, "the bureau set the decision aside: "+reason)
}

func recounted(a *Application, before, after ReviewDue) Message {
	return aboutApplication(a, "application.recounted", after.Due.String()+after.Calendar,
		fmt.Sprintf("因工作日历更新，审核期限由%s改为%s", dueWords(before), dueWords(after)),
		fmt.Sprintf("the calendar changed: the review was due on %s, now on %s", before.Due, after.Due))
}

func dueWords(d ReviewDue) string {
	if d.Provisional {
		return d.Due.String() + "（暂定）"
	}
	return d.Due.String()
}

func delegated(g *Grant) Message {
	return Message{
		Kind: "grant.delegated", Key: g.ID, Subject: audit.Subject{Kind: "grant", ID: g.ID},
		Text: errs.Text{
			ZH: fmt.Sprintf("您受委托代办审核，自%s至%s", g.From, *g.Until),
			EN: fmt.Sprintf("reviews were delegated to you from %s to %s", g.From, *g.Until),
		},
	}
}

func filingMessage(f *AcceptanceFiling, kind, zh, en string) Message {
	return Message{
		Kind: "filing." + kind, Key: f.ID, Subject: audit.Subject{Kind: "project", ID: f.Project},
		Text: errs.Text{ZH: "验收备案" + f.Number + zh, EN: "filing " + f.Number + en},
	}
}

func reviewDue(a *Application, r *Receipt, left int) Message {
	return aboutApplication(a, "review.due", fmt.Sprintf("%s/%d", r.Due, left),
		fmt.Sprintf("联网申请%s的审核期限为%s，剩余%d个工作日", r.Number, dueWords(r.ReviewDue), left),
		fmt.Sprintf("the review of %s is due on %s: %d working days left", r.Number, r.Due, left))
}

func unclaimed(a *Application, r *Receipt, left int) Message {
	return aboutApplication(a, "review.unclaimed", fmt.Sprintf("%s/%d", r.Due, left),
		fmt.Sprintf("联网申请%s尚无经办人领取，剩余%d个工作日，逾期视为通过", r.Number, left),
		fmt.Sprintf("nobody has claimed %s: %d working days until it is deemed approved", r.Number, left))
}

func rectifyDue(a *Application, by calendar.Date, left int) Message {
	return aboutApplication(a, "rectify.due", fmt.Sprintf("%s/%d", by, left),
		fmt.Sprintf("整改期限为%s，剩余%d个工作日，整改后请重新提交", by, left),
		fmt.Sprintf("rectify by %s: %d working days left", by, left))
}

func applyDue(p *Project, last calendar.Date, left int) Message {
	return Message{
		Kind: "apply.due", Key: fmt.Sprintf("%s/%s/%d", p.ID, last, left), Subject: audit.Subject{Kind: "project", ID: p.ID},
		Text: errs.Text{
			ZH: fmt.Sprintf("联网申请最迟于%s提交，剩余%d个工作日", last, left),
			EN: fmt.Sprintf("the last day to apply is %s: %d working days left", last, left),
		},
	}
}

func calendarMissing(year int, month time.Month) Message {
	return Message{
		Kind: "calendar.missing", Key: fmt.Sprintf("%d/%d", year, month), Subject: audit.Subject{Kind: "calendar", ID: fmt.Sprint(year)},
		Text: errs.Text{
			ZH: fmt.Sprintf("%d年工作日历尚未导入，跨年期限均为暂定，请在国务院办公厅公布后导入", year),
			EN: fmt.Sprintf("the calendar of %d is not loaded: periods that cross into it are provisional", year),
		},
	}
}
