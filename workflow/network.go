package workflow

import (
	"context"
	"errors"
	"time"

	"lianshen/internal/errs"
)

// Network (完成联网) notes the first data of a project whose application was approved, at the
// instant the server received them. Source: 附件1 三(七). The code project.not_approved says
// that the application is not.
func (s *Service) Network(ctx context.Context, from, project string, at time.Time) (*Project, error) {
	return s.network(ctx, from, project, at, nil)
}

func (s *Service) network(ctx context.Context, from, project string, at time.Time, measured *time.Time) (*Project, error) {
	var out *Project
	err := s.change(ctx, Actor{From: from}, "project", "network", func(c *change) error {
		p, err := c.Project(project)
		if err != nil {
			return err
		}
		if err := c.may(p.State, p.reach()); err != nil {
			return err
		}
		approved, err := c.ApprovedProject(p.ID)
		if err != nil {
			return err
		}
		if !approved {
			return refuse("project.not_approved", "联网申请尚未审核通过", "no application of the project was approved",
				"审核通过后的数据方可计入联网", "data count once it is")
		}
		at = instant(at)
		p.State, p.FirstData, p.Version, out = c.move.To, &at, p.Version+1, p
		data := map[string]any{"first_data": at}
		if measured != nil {
			data["measured"] = *measured
		}
		return c.record("project", p.ID, p.Version, data, c.SaveProject(p))
	})
	return created(out, err)
}

// ErrNoMonitor says that no project has a data logger of an MN.
var ErrNoMonitor = errs.New(errs.NotFound, "first_data.mn",
	errs.Text{ZH: "没有使用该MN号的项目", EN: "no project has this MN"},
	errs.Text{ZH: "请核对MN号；项目的设备清单须先填报", EN: "check the MN; the equipment list of the project comes first"}).On("mn")

// clockSkew is how far a sender's clock may be before ours.
const clockSkew = 5 * time.Minute

// FirstData (首次数据) notes that data of a monitor came in, by the MN of its data logger. The
// server's clock says when: measured is what the sender says, kept with the event, nil for
// nothing. Of later data nothing is noted: the project is given as it is. Errors: ErrNoMonitor,
// those of Network, and first_data.at for a time that has not come.
func (s *Service) FirstData(ctx context.Context, actor Actor, mn string, measured *time.Time) (*Project, error) {
	mn, err := text("mn", mn, shortText)
	if err != nil {
		return nil, err
	}
	now := s.clock.Now()
	if measured != nil && measured.After(now.Add(clockSkew)) {
		return nil, invalid("first_data.at", "at", "数据时间晚于当前时间", "the data are of a time that has not come")
	}
	p, err := s.monitored(ctx, mn)
	if err != nil || p.FirstData != nil {
		return p, err
	}
	out, err := s.network(ctx, "platform "+actor.Person, p.ID, now, measured)
	if errors.Is(err, ErrState) {
		if p, again := s.monitored(ctx, mn); again == nil && p.FirstData != nil {
			return p, nil // others were first
		}
	}
	return out, err
}

// monitored is the project that data of an MN are of: one that waits for them, else the last
// that has had some.
func (s *Service) monitored(ctx context.Context, mn string) (*Project, error) {
	var out *Project
	err := s.store.View(ctx, func(r Reader) error {
		found, err := r.ByNumber(number(mn))
		if err != nil {
			return err
		}
		for _, f := range found {
			if f.By != ByMN || f.Project == "" {
				continue
			}
			p, err := r.Project(f.Project)
			if err != nil {
				return err
			}
			if out == nil || out.FirstData != nil && (p.FirstData == nil && p.State == s.awaits() || p.ID > out.ID) {
				out = p
			}
		}
		if out == nil {
			return ErrNoMonitor
		}
		return nil
	})
	return created(out, err)
}

// awaits is the state of a project in which first data are noted.
func (s *Service) awaits() string { return s.notice.Flow("project").Find("network").From[0] }
