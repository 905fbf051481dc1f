package workflow

import (
	"context"
	"time"

	"lianshen/workflow/calendar"
)

// Project (建设项目) is one task of an enterprise, from its plan to the first data.
type Project struct {
	ID         string `json:"id"`
	Enterprise string `json:"enterprise"`
	// Branch is the one in charge when the project was opened.
	Branch    string `json:"branch"`
	Kind      string `json:"kind"`       // of the notice file
	UnitClass string `json:"unit_class"` // key 重点单位, general 一般单位
	State     string `json:"state"`
	// Deadline is nil until a task deadline is set.
	Deadline *TaskDeadline `json:"deadline"`
	Opened   time.Time     `json:"opened"`
	// FirstData is when the first data were received, by the server's clock.
	FirstData *time.Time `json:"first_data"`
	// Replacement is why the project was opened, where it replaces part of another; else nil.
	Replacement *Replacement `json:"replacement"`
	Version     int          `json:"version"`
}

// TaskDeadline (任务完成期限, T) is the day by which the enterprise must be networked, and the
// document that says so. Source: the bureau's task; 附件1 三(五), 三(七).
type TaskDeadline struct {
	Date   calendar.Date `json:"date"`
	Source string        `json:"source"`
	// Confirmed is false for a deadline that the enterprise proposed.
	Confirmed bool `json:"confirmed"`
}

// DeadlineChange keeps what a task deadline was before; Old is nil for the first.
type DeadlineChange struct {
	Number int           `json:"number"` // from 1
	Old    *TaskDeadline `json:"old"`
	New    TaskDeadline  `json:"new"`
	Reason string        `json:"reason"`
	By     string        `json:"by"`
	At     time.Time     `json:"at"`
}

// ProjectClock (项目期限) are the days that follow from the task deadline.
type ProjectClock struct {
	LastDay calendar.Date `json:"last_day"` // 最迟提交日
	// Advised (建议提交日) is the last day by the strict reading, so that nobody's reading is late.
	Advised     calendar.Date `json:"advised"`
	WindowFrom  calendar.Date `json:"window_from"`
	WindowTo    calendar.Date `json:"window_to"`
	Provisional bool          `json:"provisional"`
}

// Clock computes the days of a project; nil while it has no task deadline. They are counted
// anew at every call, so that another deadline or calendar moves them by itself.
func (s *Service) Clock(p *Project) (*ProjectClock, error) {
	if p.Deadline == nil {
		return nil, nil //nolint:nilnil // no deadline, no clock: that is no error
	}
	last, err := s.calendar.LastDay(p.Deadline.Date, s.notice.Deadlines.ApplyBefore, s.readings.Submission)
	if err != nil {
		return nil, err
	}
	strict, err := s.calendar.LastDay(p.Deadline.Date, s.notice.Deadlines.ApplyBefore, calendar.Strict)
	if err != nil {
		return nil, err
	}
	w, err := s.calendar.Window(p.Deadline.Date, s.notice.Deadlines.NetworkWithin, s.readings.Networking)
	if err != nil {
		return nil, err
	}
	return &ProjectClock{
		LastDay: last.Result, Advised: strict.Result, WindowFrom: w.From.Result, WindowTo: w.To,
		Provisional: last.Provisional() || w.From.Provisional(),
	}, nil
}

// DayTable (日历表) is every day from the task deadline back to the last day to apply, with the
// working days numbered; empty while there is no deadline.
func (s *Service) DayTable(p *Project) ([]calendar.Day, error) {
	if p.Deadline == nil {
		return nil, nil
	}
	last, err := s.calendar.LastDay(p.Deadline.Date, s.notice.Deadlines.ApplyBefore, s.readings.Submission)
	return last.Table, err
}

// WorkingDaysTo (剩余工作日) counts the working days after today up to and with a day; below zero
// those by which it has passed.
func (s *Service) WorkingDaysTo(day calendar.Date) int {
	today := calendar.DateOf(s.clock.Now())
	if day < today {
		return -s.calendar.Between(day, today)
	}
	return s.calendar.Between(today, day)
}

// OpenProject (下达任务) gives an enterprise a task. p.Deadline may be nil; it then must be set
// before the enterprise can apply.
func (s *Service) OpenProject(ctx context.Context, actor Actor, p Project) (*Project, error) {
	p.ID, p.Version, p.FirstData, p.Replacement = newID(), 1, nil, nil
	err := s.change(ctx, actor, "project", "open", func(c *change) error {
		e, err := c.Enterprise(p.Enterprise)
		if err != nil {
			return err
		}
		p.Branch, p.State, p.Opened = e.Branch, c.move.To, c.now
		if err := c.may("", p.reach()); err != nil {
			return err
		}
		if err := c.checkProject(&p); err != nil {
			return err
		}
		if err := c.InsertProject(&p); err != nil {
			return err
		}
		err = nil
		if p.Deadline != nil {
			err = c.InsertDeadlineChange(p.ID, &DeadlineChange{Number: 1, New: *p.Deadline, Reason: "下达任务", By: actor.Person, At: c.now})
		}
		return c.record("project", p.ID, p.Version, p, err)
	})
	return created(&p, err)
}

func (p *Project) reach() Reach { return Reach{Enterprise: p.Enterprise, Branch: p.Branch} }

// slot is the reach of one document of the project.
func (p *Project) slot(slug string) Reach {
	return Reach{Enterprise: p.Enterprise, Branch: p.Branch, Project: p.ID, Slug: slug}
}

func (c *change) checkProject(p *Project) error {
	if c.s.notice.Required(p.Kind) == nil {
		return invalid("project.kind", "kind", "没有建设类型「"+p.Kind+"」", "there is no kind of project "+p.Kind)
	}
	if p.UnitClass != "key" && p.UnitClass != "general" {
		return invalid("project.unit_class", "unit_class", "单位类别应为 key 或 general", "unit_class is key or general")
	}
	if p.Deadline == nil {
		return nil
	}
	p.Deadline.Confirmed = true
	return texts(field{"deadline.source", &p.Deadline.Source, shortText, false})
}

// onProject makes a move of a project that exists: right person, right version, right state,
// then do, then the row and the event.
func (s *Service) onProject(ctx context.Context, actor Actor, ref Ref, move string, do func(*change, *Project) (any, error)) (*Project, error) {
	var out *Project
	err := s.change(ctx, actor, "project", move, func(c *change) error {
		p, err := c.Project(ref.ID)
		if err != nil {
			return err
		}
		if err := c.mayNow(p.State, p.Version, ref.Version, p.reach()); err != nil {
			return err
		}
		data, err := do(c, p)
		if err != nil {
			return err
		}
		if c.move.To != "" {
			p.State = c.move.To
		}
		p.Version++
		out = p
		return c.record("project", p.ID, p.Version, data, c.SaveProject(p))
	})
	return created(out, err)
}

// SetDeadline (设定任务完成期限) sets or changes the task deadline; reason and document are kept
// with the old value. The days that follow from it are counted anew.
func (s *Service) SetDeadline(ctx context.Context, actor Actor, ref Ref, d TaskDeadline, reason string) (*Project, error) {
	d.Confirmed = true
	return s.onProject(ctx, actor, ref, "set-deadline", func(c *change, p *Project) (any, error) {
		return c.changeDeadline(p, d, reason)
	})
}

// ProposeDeadline lets the enterprise name a task deadline that no officer has set yet.
func (s *Service) ProposeDeadline(ctx context.Context, actor Actor, ref Ref, d TaskDeadline, reason string) (*Project, error) {
	d.Confirmed = false
	return s.onProject(ctx, actor, ref, "propose-deadline", func(c *change, p *Project) (any, error) {
		if p.Deadline != nil && p.Deadline.Confirmed {
			return nil, refuse("project.deadline_confirmed", "任务完成期限已由主管部门确定，不能自行提出", "the task deadline was set by an officer",
				"如需延期，请联系分局", "ask the branch for more time")
		}
		return c.changeDeadline(p, d, reason)
	})
}

func (c *change) changeDeadline(p *Project, d TaskDeadline, reason string) (any, error) {
	if err := texts(field{"deadline.source", &d.Source, shortText, false}, field{"reason", &reason, longText, false}); err != nil {
		return nil, err
	}
	before, err := c.DeadlineChanges(p.ID)
	if err != nil {
		return nil, err
	}
	dc := &DeadlineChange{Number: len(before) + 1, Old: p.Deadline, New: d, Reason: reason, By: c.actor.Person, At: c.now}
	p.Deadline = &d
	return dc, c.InsertDeadlineChange(p.ID, dc)
}

// Suspend (中止), Resume (恢复) and Close (关闭) give a reason. A project with an application
// under way is neither suspended nor closed: the code is project.application_open.
func (s *Service) Suspend(ctx context.Context, actor Actor, ref Ref, reason string) (*Project, error) {
	return s.halt(ctx, actor, ref, "suspend", reason)
}

// Resume takes a suspended project up again.
func (s *Service) Resume(ctx context.Context, actor Actor, ref Ref, reason string) (*Project, error) {
	return s.halt(ctx, actor, ref, "resume", reason)
}

// Close ends a project that will not be networked.
func (s *Service) Close(ctx context.Context, actor Actor, ref Ref, reason string) (*Project, error) {
	return s.halt(ctx, actor, ref, "close", reason)
}

func (s *Service) halt(ctx context.Context, actor Actor, ref Ref, move, reason string) (*Project, error) {
	return s.onProject(ctx, actor, ref, move, func(c *change, p *Project) (any, error) {
		if err := texts(field{"reason", &reason, longText, false}); err != nil {
			return nil, err
		}
		open, err := c.OpenApplication(p.ID)
		if err != nil {
			return nil, err
		}
		if open != "" {
			return nil, refuse("project.application_open", "项目有办理中的联网申请，不能中止或关闭", "an application of the project is under way",
				"请先撤回或办结该申请", "withdraw or decide it first")
		}
		return map[string]any{"reason": reason}, nil
	})
}
