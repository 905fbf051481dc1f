package workflow

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"time"

	"lianshen/checker"
	"lianshen/internal/clock"
	"lianshen/policies/notice"
	"lianshen/workflow/calendar"
)

// Application (联网申请) asks the branch to let a project be networked. A project has at most
// one that is undecided.
type Application struct {
	ID      string `json:"id"`
	Project string `json:"project"`
	State   string `json:"state"`
	// Round counts the receipts; 0 is a draft.
	Round int `json:"round"`
	// Handler (经办人) has claimed it in this round; "" is nobody.
	Handler string `json:"handler"`
	// HandlerFor lent the role to the handler; "" when it is the handler's own.
	HandlerFor string `json:"handler_for"`
	// Touched is when the branch last acted on it.
	Touched time.Time `json:"touched"`
	Drafted time.Time `json:"drafted"`
	Version int       `json:"version"`
}

// Receipt (收件) is one submission of an application, frozen: nothing that is uploaded later
// moves under a review. Its clock runs from Received until Stopped.
type Receipt struct {
	Application string `json:"application"`
	Round       int    `json:"round"`  // from 1
	Number      string `json:"number"` // 收件号
	// Received is the instant at which the complete application arrived; its day in Shanghai is
	// day 0.
	Received time.Time `json:"received"`
	ReviewDue
	// Stopped is when the branch no longer had it; nil while the clock runs.
	Stopped  *time.Time `json:"stopped"`
	Snapshot Snapshot   `json:"snapshot"`
}

// ReviewDue (审核期限) says until when a review may take. Source: 附件1 三(六).
type ReviewDue struct {
	// Due is the last day; at Deemed, 00:00 in Shanghai of the day after, the application is
	// deemed approved.
	Due    calendar.Date `json:"due"`
	Deemed time.Time     `json:"deemed"`
	// Provisional days rest on a year without a calendar: nothing follows from them by itself.
	Provisional bool   `json:"provisional"`
	Calendar    string `json:"calendar"` // digest of the data
}

// Snapshot is what an application rests on.
type Snapshot struct {
	Documents []VersionRef `json:"documents"`
	Filing    string       `json:"filing"` // 备案号
	// Facts and Report are digests of what the rules judged and of what they said.
	Facts          string          `json:"facts"`
	Report         string          `json:"report"`
	PolicyRevision string          `json:"policy_revision"`
	Verdict        checker.Verdict `json:"verdict"`
	// Findings are those above info that stand.
	Findings []Finding `json:"findings"`
	// Statement (情况说明) is the enterprise's word on findings it contests.
	Statement string `json:"statement"`
}

// Judgement is what was judged before an application is submitted.
type Judgement struct {
	Report *checker.Report
	// AtUpload is what the rules in force at the upload said of the same documents; nil when
	// they are the same rules.
	AtUpload *checker.Report
	// Facts is the digest of the rules' input, which must be stored.
	Facts string
	// Documents are the versions that were judged, in any order. Others than the current ones
	// give the code application.documents.
	Documents []VersionRef
	Statement string
}

// DraftApplication (起草) begins an application. The code application.open says that the
// project has one already.
func (s *Service) DraftApplication(ctx context.Context, actor Actor, project string) (*Application, error) {
	a := &Application{ID: newID(), Project: project, Version: 1}
	err := s.change(ctx, actor, "application", "draft", func(c *change) error {
		p, err := c.Project(project)
		if err != nil {
			return err
		}
		if err := c.may("", p.reach()); err != nil {
			return err
		}
		if err := c.mayApply(p); err != nil {
			return err
		}
		a.State, a.Drafted, a.Touched = c.move.To, c.now, c.now
		return c.record("application", a.ID, a.Version, a, c.InsertApplication(a))
	})
	return created(a, err)
}

func (c *change) mayApply(p *Project) error {
	if upload := c.s.notice.Flow("project").Find("upload"); !upload.Begins(p.State) {
		return stateError(c.move.Name, c.s.notice.Flow("project").StateName(p.State))
	}
	open, err := c.OpenApplication(p.ID)
	if err != nil {
		return err
	}
	approved, err := c.ApprovedProject(p.ID)
	if err != nil {
		return err
	}
	if open != "" || approved {
		return refuse("application.open", "该项目已有联网申请", "the project has an application already",
			"请办理已有的申请", "go on with the one there is")
	}
	return nil
}

// review is an operation on an application.
type review struct {
	*change
	app     *Application
	project *Project
}

// onApplication makes a move of an application: right person, right version, right state, in
// time, not in both steps; then do, then the rows and the event. Moves of the program take
// the version as it is.
func (s *Service) onApplication(ctx context.Context, actor Actor, ref Ref, move string, do func(*review) (any, error)) (*Application, error) {
	var out *Application
	err := s.change(ctx, actor, "application", move, func(c *change) error {
		r, err := c.load(ref)
		if err != nil {
			return err
		}
		if err := r.joinStep(r.app.ID); err != nil {
			return err
		}
		data, err := do(r)
		if err != nil {
			return err
		}
		out = r.app
		err = r.save() // counts the version up
		return c.record("application", out.ID, out.Version, data, err)
	})
	return created(out, err)
}

func (c *change) load(ref Ref) (*review, error) {
	app, err := c.Application(ref.ID)
	if err != nil {
		return nil, err
	}
	p, err := c.Project(app.Project)
	if err != nil {
		return nil, err
	}
	if c.move.When != "" {
		ref.Version = app.Version
	}
	if err := c.mayNow(app.State, app.Version, ref.Version, p.reach()); err != nil {
		return nil, err
	}
	r := &review{change: c, app: app, project: p}
	return r, r.inTime()
}

// inTime refuses what people do after the period has ended: the law has decided already, and
// only the record of it is outstanding. It asks the stored instant, not whether a job ran.
func (r *review) inTime() error {
	if r.move.When != "" || !r.flow.Waits(r.app.State, notice.Overdue) {
		return nil
	}
	last, err := r.receipt()
	if err != nil {
		return err
	}
	if last.Ended(r.now) {
		return ErrOverdue
	}
	return nil
}

// Ended reports whether the review period was over at an instant.
func (r *Receipt) Ended(now time.Time) bool { return !r.Provisional && !now.Before(r.Deemed) }

// receipt is the one of this round.
func (r *review) receipt() (*Receipt, error) {
	all, err := r.Receipts(r.app.ID)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, ErrNotFound
	}
	return &all[len(all)-1], nil
}

// save moves the state, stops the clock of a case that leaves the branch, and counts the
// version up.
func (r *review) save() error {
	before := r.app.State
	if r.move.To != "" {
		r.app.State = r.move.To
	}
	if r.flow.Waits(before, notice.Overdue) && !r.flow.Waits(r.app.State, notice.Overdue) {
		last, err := r.receipt()
		if err != nil {
			return err
		}
		last.Stopped = &r.now
		if err := r.SaveReceipt(last); err != nil {
			return err
		}
	}
	r.app.Version++
	if r.move.When == "" { // what the program does leaves a case as idle as it was
		r.app.Touched = r.now
	}
	return r.SaveApplication(r.app)
}

// Submit (提交) freezes what the application rests on and starts the clock: a first
// submission, or one after a return, which is a new receipt with its full period. What
// blocks is refused with a code of its own: project.deadline_missing, document.missing,
// application.filing, application.documents, application.blocked, application.statement.
func (s *Service) Submit(ctx context.Context, actor Actor, ref Ref, j Judgement) (*Application, error) {
	return s.onApplication(ctx, actor, ref, "submit", func(r *review) (any, error) {
		snapshot, err := r.freeze(j)
		if err != nil {
			return nil, err
		}
		due, err := s.reviewDue(r.now)
		if err != nil {
			return nil, err
		}
		number, err := r.number("收")
		if err != nil {
			return nil, err
		}
		r.app.Round++
		r.app.Handler, r.app.HandlerFor = "", ""
		receipt := &Receipt{Application: r.app.ID, Round: r.app.Round, Number: number, Received: r.now, ReviewDue: due, Snapshot: *snapshot}
		if err := r.InsertReceipt(receipt); err != nil {
			return nil, err
		}
		return receipt, errors.Join(r.tellHandler(submitted(r.app, receipt)), r.enqueueOverdue(due))
	})
}

// enqueueOverdue has the end of a period written down at its instant; provisional days deem
// nothing.
func (c *change) enqueueOverdue(due ReviewDue) error {
	if due.Provisional {
		return nil
	}
	return c.Enqueue(overdueAt(due))
}

// reviewDue counts the review period from an instant of receipt.
func (s *Service) reviewDue(received time.Time) (ReviewDue, error) {
	count, err := s.calendar.Due(calendar.DateOf(received), s.notice.Deadlines.ReviewWithin, s.readings.Receipt)
	if err != nil {
		return ReviewDue{}, err
	}
	return ReviewDue{
		Due: count.Result, Deemed: instant((count.Result + 1).Start()),
		Provisional: count.Provisional(), Calendar: s.calendar.Digest(),
	}, nil
}

func (r *review) freeze(j Judgement) (*Snapshot, error) {
	if r.project.Deadline == nil {
		return nil, refuse("project.deadline_missing", "项目尚无任务完成期限", "the project has no task deadline",
			"请联系分局设定期限", "ask the branch to set one")
	}
	docs, err := r.needed(r.project, math.MaxInt)
	if err != nil {
		return nil, err
	}
	filing, err := r.filed(r.project.ID)
	if err != nil {
		return nil, err
	}
	if !sameVersions(docs, j.Documents) {
		return nil, refuse("application.documents", "材料在检查之后有更新", "documents have changed since they were judged",
			"请重新检查后提交", "have them judged again, then submit").On("documents")
	}
	s := &Snapshot{Documents: docs, Filing: filing, Facts: j.Facts, Statement: j.Statement}
	if err := r.judge(s, j); err != nil {
		return nil, err
	}
	return s, r.stored("facts", s.Facts)
}

// sameVersions reports whether what was judged includes exactly these versions of their slots.
func sameVersions(docs, judged []VersionRef) bool {
	for _, d := range docs {
		if !slices.Contains(judged, d) {
			return false
		}
	}
	return true
}

// judge takes in the report. A block that the enterprise contests does not bar the way, but
// needs its statement; nor does one whose rule is too new.
func (r *review) judge(s *Snapshot, j Judgement) error {
	if j.Report == nil {
		return invalid("application.report", "report", "缺少检查报告", "there is no report")
	}
	if err := digest("facts", s.Facts); err != nil {
		return err
	}
	if s.PolicyRevision = j.Report.PolicyRevision; s.PolicyRevision == "" {
		return invalid("application.report", "report.policy_revision", "检查报告缺少规则版本", "the report names no policy revision")
	}
	open, err := r.Contests(r.project.ID)
	if err != nil {
		return err
	}
	report := withContests(j.Report, open)
	s.Findings = findingsOf(report)
	if err := r.spare(s.Findings, j.AtUpload, j.Report); err != nil {
		return err
	}
	if err := s.unbarred(); err != nil {
		return err
	}
	if s.Verdict = report.Verdict; s.Verdict == checker.Block { // all that blocks has its time of grace
		s.Verdict = checker.Flag
	}
	if err := s.sign(open); err != nil {
		return err
	}
	s.Report, err = r.keepReport(report)
	return err
}

// unbarred refuses what blocks.
func (s *Snapshot) unbarred() error {
	var blocks []string
	for i := range s.Findings {
		if s.Findings[i].bars() {
			blocks = append(blocks, s.Findings[i].Code)
		}
	}
	if len(blocks) == 0 {
		return nil
	}
	codes := strings.Join(slices.Compact(slices.Sorted(slices.Values(blocks))), ", ")
	return refuse("application.blocked", "存在未解决的问题："+codes, "findings block the application: "+codes,
		"请整改后重新检查，或对问题提出异议并附情况说明", "mend them, or contest them with a statement").On("report")
}

// sign adds the enterprise's words: what it says now, else what it said of each contest.
func (s *Snapshot) sign(open []Contest) error {
	if s.Statement == "" {
		var said []string
		for _, x := range open {
			said = append(said, x.Statement)
		}
		s.Statement = strings.Join(said, "\n")
	}
	if err := texts(field{"statement", &s.Statement, longText, true}); err != nil {
		return err
	}
	contested := slices.ContainsFunc(s.Findings, func(f Finding) bool { return f.State == checker.Contested })
	if contested && s.Statement == "" {
		return invalid("application.statement", "statement", "对问题提出异议的，须附情况说明", "contested findings need a statement")
	}
	return nil
}

// Withdraw (撤回) takes an application back before it is decided; another may be drafted then.
func (s *Service) Withdraw(ctx context.Context, actor Actor, ref Ref, reason string) (*Application, error) {
	return s.onApplication(ctx, actor, ref, "withdraw", func(*review) (any, error) {
		err := texts(field{"reason", &reason, longText, false})
		return map[string]any{"reason": reason}, err
	})
}

func yearOf(t time.Time) int { return t.In(clock.Shanghai).Year() }
