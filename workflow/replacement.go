package workflow

import (
	"context"

	"lianshen/workflow/calendar"
)

// Replacement (更换) is why a project that replaces part of a networked one was opened: what,
// when, and by which day the registration must have been changed. Source: 附件1 一;
// 环境保护部令第19号 第七条.
type Replacement struct {
	Replaces   string        `json:"replaces"` // the networked project
	Part       string        `json:"part"`
	On         calendar.Date `json:"on"`
	RegisterBy calendar.Date `json:"register_by"`
	// Provisional: RegisterBy rests on a year without a calendar.
	Provisional bool `json:"provisional"`
}

// ReplacePart (更换设备或核心部件) opens a project for a replacement in a networked one: it goes
// through acceptance and review anew. kind is one of the notice that replaces something; the
// deadline is set afterwards.
func (s *Service) ReplacePart(ctx context.Context, actor Actor, project, kind string, x Replacement) (*Project, error) {
	p := &Project{ID: newID(), Kind: kind, Version: 1}
	err := s.change(ctx, actor, "project", "replace-part", func(c *change) error {
		old, err := c.Project(project)
		if err != nil {
			return err
		}
		if err := c.may(old.State, old.reach()); err != nil {
			return err
		}
		e, err := c.Enterprise(old.Enterprise)
		if err != nil {
			return err
		}
		p.Enterprise, p.Branch, p.UnitClass, p.Opened = e.ID, e.Branch, old.UnitClass, c.now
		p.State = c.flow.Find("open").To
		if err := c.checkProject(p); err != nil {
			return err
		}
		x.Replaces = old.ID
		if err := c.checkReplacement(old, p, &x); err != nil {
			return err
		}
		p.Replacement = &x
		return c.record("project", p.ID, p.Version, p, c.InsertProject(p))
	})
	return created(p, err)
}

func (c *change) checkReplacement(old, p *Project, x *Replacement) error {
	if err := texts(field{"part", &x.Part, shortText, false}); err != nil {
		return err
	}
	if !c.s.notice.Replaces(p.Kind) {
		return invalid("project.kind", "kind", "该建设类型不是更换", "this kind of project replaces nothing")
	}
	if x.On > calendar.DateOf(c.now) || x.On < calendar.DateOf(*old.FirstData) {
		return invalid("replacement.on", "on", "更换日期应在联网之后、今日之前", "the day is after the networking and not to come")
	}
	count, err := c.s.calendar.Due(x.On, c.s.notice.Deadlines.RegisterChange, c.s.readings.Receipt)
	x.RegisterBy, x.Provisional = count.Result, count.Provisional()
	return err
}
