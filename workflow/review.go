package workflow

import (
	"context"
	"errors"
	"fmt"
	"time"

	"lianshen/internal/errs"
	"lianshen/workflow/calendar"
)

// Finding of the handler on a line of the sheet.
const (
	Conforms  = "conforms"   // 符合
	Fails     = "fails"      // 不符合
	SiteCheck = "site_check" // 需现场核查
)

// SheetEntry (审核项意见) is what the handler found on one line of the sheet. Source: 附件1
// 三(六) names the lines; the notice file lists them.
type SheetEntry struct {
	Line    string `json:"line"`
	Finding string `json:"finding"`
	Note    string `json:"note"`
	// Site is the record of the visit that SiteCheck asks for; nil while there is none.
	Site *SiteRecord `json:"site"`
	By   string      `json:"by"`
	At   time.Time   `json:"at"`
}

// SiteRecord (现场核查记录) settles what the platform could not confirm.
type SiteRecord struct {
	On     calendar.Date `json:"on"`
	Result string        `json:"result"` // Conforms or Fails
	Note   string        `json:"note"`
}

// Settled is the finding after a visit: Conforms, Fails, or "" while a visit is outstanding.
func (e *SheetEntry) Settled() string {
	switch {
	case e.Finding != SiteCheck:
		return e.Finding
	case e.Site != nil:
		return e.Site.Result
	}
	return ""
}

// Return (退回整改) sends an application to the enterprise with all that is wrong at once.
type Return struct {
	Round int          `json:"round"`
	Items []ReturnItem `json:"items"`
	// RectifyBy is the day by which the enterprise should answer.
	RectifyBy calendar.Date `json:"rectify_by"`
	By        string        `json:"by"`
	At        time.Time     `json:"at"`
}

// ReturnItem is one thing to mend.
type ReturnItem struct {
	Code     string `json:"code"`     // of the rule
	Document string `json:"document"` // slug, "" for the project as a whole
	Pages    []int  `json:"pages"`
	Remedy   string `json:"remedy"`
	// LateReason says why a fault that was visible at an earlier return is raised only now.
	LateReason string `json:"late_reason"`
}

// Modes of a decision.
const (
	ModeApproved = "approved"        // 审核通过
	ModeDeemed   = "deemed_approved" // 逾期视为通过
)

// Decision (审核决定) ends an application. There is one at most.
type Decision struct {
	Round int    `json:"round"`
	Mode  string `json:"mode"`
	// By is the leader; "" for a deemed approval, which is nobody's decision.
	By string `json:"by"`
	// At is when it took effect: for a deemed approval the end of the period, however late the
	// program wrote it down at Recorded.
	At       time.Time `json:"at"`
	Recorded time.Time `json:"recorded"`
	// Open are the findings that stood when it was deemed approved.
	Open []string `json:"open"`
	// Delayed: the program was not there to write a deemed approval down when it took effect.
	Delayed bool `json:"delayed"`
	// SetAside is that the decision was wrong; nil while it stands.
	SetAside *SetAside `json:"set_aside"`
}

// Claim (领取) makes the actor the handler of a submitted application. A 角 acts first: B 角
// claims what A 角 has left for the time of the notice, or where the branch has no A 角; the
// code review.first_post says that it is too soon.
func (s *Service) Claim(ctx context.Context, actor Actor, ref Ref) (*Application, error) {
	return s.onApplication(ctx, actor, ref, "claim", func(r *review) (any, error) {
		if err := r.turn(); err != nil {
			return nil, err
		}
		r.take()
		return map[string]any{"handler": r.app.Handler, "for": r.app.HandlerFor}, nil
	})
}

// turn refuses B 角 while it is A 角's turn.
func (r *review) turn() error {
	if r.grant.Post != secondPost {
		return nil
	}
	first, err := r.holders(r.grant.Role, firstPost, r.project.reach())
	if err != nil || len(first) == 0 {
		return err
	}
	last, err := r.receipt()
	if err != nil {
		return err
	}
	waited, err := r.lay(last.Received, r.s.notice.Deadlines.ClaimAfter)
	if err != nil || waited {
		return err
	}
	return refuse("review.first_post", "该申请应先由A角办理", "it is for the handler in post A first",
		"A角满一个工作日未领取的，B角可以领取；A角也可委托代办", "post B may claim it once it lay for the set time, or by delegation")
}

// lay reports whether so many working days have gone since an instant.
func (r *review) lay(since time.Time, days int) (bool, error) {
	count, err := r.s.calendar.Due(calendar.DateOf(since), days, r.s.readings.Receipt)
	return err == nil && !r.now.Before((count.Result + 1).Start()), err
}

// take puts the actor's name on the case, and that of whoever lent the role.
func (r *review) take() { r.app.Handler, r.app.HandlerFor = r.actor.Person, r.behalf() }

// TakeOver (接办) makes the actor the handler in place of another one who has left the
// application untouched for the working days of the notice, has delegated to the actor, or
// holds no role for it any more. The code review.not_idle says that it is too soon.
func (s *Service) TakeOver(ctx context.Context, actor Actor, ref Ref) (*Application, error) {
	return s.onApplication(ctx, actor, ref, "take-over", func(r *review) (any, error) {
		if err := r.free(); err != nil {
			return nil, err
		}
		before := r.app.Handler
		r.take()
		return map[string]any{"handler": r.app.Handler, "for": r.app.HandlerFor, "before": before}, nil
	})
}

// free refuses to take a case from a handler who is at work on it.
func (r *review) free() error {
	idle, err := r.idle()
	if err != nil {
		return err
	}
	if !idle || r.app.Handler == r.actor.Person {
		return refuse("review.not_idle", "该申请由其他经办人办理中", "another handler is at work on it",
			"满一个工作日未办理的，可以接办", "it can be taken over once it lay untouched for the set time")
	}
	return nil
}

func (r *review) idle() (bool, error) {
	if r.behalf() == r.app.Handler {
		return true, nil
	}
	grants, err := r.Grants(r.app.Handler)
	if err != nil {
		return false, err
	}
	for i := range grants {
		if (&change{s: r.s, now: r.now, move: r.move}).suffices(&grants[i], r.project.reach()) {
			return r.lay(r.app.Touched, r.s.notice.Deadlines.TakeOverAfter)
		}
	}
	return true, nil
}

// mine refuses handlers other than the one who claimed the application.
func (r *review) mine() error {
	if r.app.Handler == r.actor.Person {
		return nil
	}
	return errs.New(errs.Forbidden, "review.not_yours",
		errs.Text{ZH: "该申请由其他经办人办理", EN: "another handler has claimed it"},
		errs.Text{ZH: "如需办理，请先接办", EN: "take it over first"})
}

// Examine (填写审核意见) writes lines of the sheet; a line may be written again until the
// application is passed on.
func (s *Service) Examine(ctx context.Context, actor Actor, ref Ref, entries []SheetEntry) (*Application, error) {
	return s.onApplication(ctx, actor, ref, "examine", func(r *review) (any, error) {
		if err := r.mine(); err != nil {
			return nil, err
		}
		if len(entries) == 0 {
			return nil, invalid("review.sheet", "entries", "没有审核意见", "there is nothing to write")
		}
		for i := range entries {
			e := &entries[i]
			e.By, e.At = actor.Person, r.now
			if err := r.checkEntry(fmt.Sprintf("entries[%d]", i), e); err != nil {
				return nil, err
			}
			if err := r.SaveSheet(r.app.ID, r.app.Round, e); err != nil {
				return nil, err
			}
		}
		return entries, nil
	})
}

func (r *review) checkEntry(at string, e *SheetEntry) error {
	if !r.hasLine(e.Line) {
		return invalid("review.line", at+".line", "审核意见表没有「"+e.Line+"」项", "the sheet has no line "+e.Line)
	}
	if e.Finding != Conforms && e.Finding != Fails && e.Finding != SiteCheck {
		return invalid("review.finding", at+".finding", "意见应为 符合、不符合 或 需现场核查", "the finding is conforms, fails or site_check")
	}
	if e.Site != nil {
		if e.Finding != SiteCheck || (e.Site.Result != Conforms && e.Site.Result != Fails) || e.Site.On > calendar.DateOf(r.now) {
			return invalid("review.site", at+".site", "现场核查记录须对应需现场核查的项，结果为符合或不符合，日期不晚于今日",
				"a site record belongs to a line that asks for one, says conforms or fails, and is not of a day to come")
		}
		if err := texts(field{at + ".site.note", &e.Site.Note, longText, false}); err != nil {
			return err
		}
	}
	return texts(field{at + ".note", &e.Note, longText, e.Finding == Conforms})
}

func (r *review) hasLine(line string) bool {
	for _, l := range r.s.notice.Sheet {
		if l.Line == line {
			return true
		}
	}
	return false
}

// PassOn (报分局领导) hands the finished sheet to the leader. The code review.sheet_open names
// the line that is empty, or whose site check has no record: 不能直接确认的应现场核查.
func (s *Service) PassOn(ctx context.Context, actor Actor, ref Ref) (*Application, error) {
	return s.onApplication(ctx, actor, ref, "pass-on", func(r *review) (any, error) {
		if err := errors.Join(r.mine(), r.complete()); err != nil {
			return nil, err
		}
		sheet, err := r.Sheet(r.app.ID, r.app.Round)
		if err != nil {
			return nil, err
		}
		last, err := r.receipt()
		if err != nil {
			return nil, err
		}
		return sheet, r.tellLeaders(passedOn(r.app, last))
	})
}

// complete refuses a sheet that has gaps, or says otherwise than the findings that were settled.
func (r *review) complete() error {
	sheet, err := r.Sheet(r.app.ID, r.app.Round)
	if err != nil {
		return err
	}
	for _, l := range r.s.notice.Sheet {
		if settled(sheet, l.Line) == "" {
			return refuse("review.sheet_open", "审核意见「"+l.Name.ZH+"」未填写，或缺少现场核查记录", "the line \""+l.Name.EN+"\" is empty or lacks its site record",
				"请补充后再报分局领导", "complete it, then pass it on").On("sheet." + l.Line)
		}
	}
	return r.agrees(sheet)
}

// conforming refuses a sheet with a line that fails.
func (r *review) conforming() error {
	sheet, err := r.Sheet(r.app.ID, r.app.Round)
	if err != nil {
		return err
	}
	for _, l := range r.s.notice.Sheet {
		if settled(sheet, l.Line) != Conforms {
			return refuse("review.sheet_fails", "审核意见「"+l.Name.ZH+"」为不符合，不能审核通过", "the line \""+l.Name.EN+"\" does not conform",
				"请退经办人重审，或退回整改", "send it back to the handler, or return it").On("sheet." + l.Line)
		}
	}
	return nil
}

func settled(sheet []SheetEntry, line string) string {
	for i := range sheet {
		if sheet[i].Line == line {
			return sheet[i].Settled()
		}
	}
	return ""
}

// SendBack (退经办人重审) asks the handler to look again; the clock runs on.
func (s *Service) SendBack(ctx context.Context, actor Actor, ref Ref, reason string) (*Application, error) {
	return s.onApplication(ctx, actor, ref, "send-back", func(r *review) (any, error) {
		if err := texts(field{"reason", &reason, longText, false}); err != nil {
			return nil, err
		}
		return map[string]any{"reason": reason}, r.tellHandler(sentBack(r.app, reason))
	})
}

// Approve (审核通过) decides. A line that fails must be settled first: review.sheet_fails.
func (s *Service) Approve(ctx context.Context, actor Actor, ref Ref) (*Application, error) {
	return s.onApplication(ctx, actor, ref, "approve", func(r *review) (any, error) {
		if err := r.conforming(); err != nil {
			return nil, err
		}
		d := &Decision{Round: r.app.Round, Mode: ModeApproved, By: actor.Person, At: r.now, Recorded: r.now, Open: []string{}}
		if err := r.InsertDecision(r.app.ID, d); err != nil {
			return nil, err
		}
		return d, r.tellApproved()
	})
}

// tellApproved tells the enterprise, and by when the first data must arrive.
func (r *review) tellApproved() error {
	clock, err := r.s.Clock(r.project)
	if err != nil {
		return err
	}
	var zh, en string
	if clock != nil {
		zh = fmt.Sprintf("，请于%s至%s完成联网", clock.WindowFrom, clock.WindowTo)
		en = fmt.Sprintf("; be networked from %s to %s", clock.WindowFrom, clock.WindowTo)
	}
	return r.tellEnterprise(approved(r.app, zh, en))
}

// Return (退回整改) gives the application back with everything that is to be mended. The clock
// stops; a resubmission is a new receipt.
func (s *Service) Return(ctx context.Context, actor Actor, ref Ref, ret Return) (*Application, error) {
	return s.onApplication(ctx, actor, ref, "return", func(r *review) (any, error) {
		ret.Round, ret.By, ret.At = r.app.Round, actor.Person, r.now
		if err := r.checkReturn(&ret); err != nil {
			return nil, err
		}
		if err := r.InsertReturn(r.app.ID, &ret); err != nil {
			return nil, err
		}
		return ret, r.tellEnterprise(returned(r.app, &ret))
	})
}

func (r *review) checkReturn(ret *Return) error {
	if len(ret.Items) == 0 {
		return invalid("return.items", "items", "退回整改须列明全部问题", "a return lists everything that is wrong")
	}
	if ret.RectifyBy < calendar.DateOf(r.now) {
		return invalid("return.rectify_by", "rectify_by", "整改期限早于今日", "the day to rectify by is past")
	}
	late, err := r.raisedLate()
	if err != nil {
		return err
	}
	for i := range ret.Items {
		if err := r.checkItem(fmt.Sprintf("items[%d]", i), &ret.Items[i], late); err != nil {
			return err
		}
	}
	return nil
}

func (r *review) checkItem(at string, item *ReturnItem, late map[string]bool) error {
	err := texts(field{at + ".code", &item.Code, shortText, false}, field{at + ".remedy", &item.Remedy, longText, false},
		field{at + ".late_reason", &item.LateReason, longText, true})
	if err != nil {
		return err
	}
	if item.Document != "" && r.s.notice.Kind(item.Document) == nil {
		return invalid("return.document", at+".document", "没有材料种类「"+item.Document+"」", "there is no kind of document "+item.Document)
	}
	for _, page := range item.Pages {
		if page < 1 || item.Document == "" {
			return invalid("return.pages", at+".pages", "页码须为所指材料的页码", "pages are those of the document, from 1")
		}
	}
	if late[item.Code] && item.LateReason == "" {
		return invalid("return.late_reason", at+".late_reason", "该问题上次退回时已可发现，须说明此次才提出的理由",
			"the fault was visible at an earlier return: say why it is raised only now")
	}
	return nil
}

// raisedLate are the codes that a return of this round would raise late.
func (r *review) raisedLate() (map[string]bool, error) {
	receipts, err := r.Receipts(r.app.ID)
	if err != nil {
		return nil, err
	}
	returns, err := r.Returns(r.app.ID)
	return raisedLate(r.app.Round, receipts, returns), err
}

// raisedLate are the findings of earlier receipts that their returns did not raise.
func raisedLate(round int, receipts []Receipt, returns []Return) map[string]bool {
	seen := map[string]bool{}
	for _, old := range receipts {
		for _, code := range old.Snapshot.Codes() {
			seen[code] = seen[code] || old.Round < round
		}
	}
	for _, old := range returns {
		for _, item := range old.Items {
			seen[item.Code] = false
		}
	}
	return seen
}
