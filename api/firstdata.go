package api

import "time"

// FirstData (首次数据) is a monitor from which data came in.
type FirstData struct {
	MN string `json:"mn"` // of the data logger (HJ 212)
	// At is when the data were measured, as the platform says; it is kept and decides nothing.
	At *time.Time `json:"at,omitempty"`
}

// FirstDataNoted is the project that the data are of, and when its first ones came.
type FirstDataNoted struct {
	Project   string    `json:"project"`
	State     string    `json:"state"`
	FirstData time.Time `json:"first_data"`
}

func (s *Server) firstData(c *call) (any, error) {
	in, err := body[FirstData](c)
	if err != nil {
		return nil, err
	}
	p, err := s.Workflow.FirstData(c.ctx, c.actor(), in.MN, in.At)
	if err != nil {
		return nil, err
	}
	return FirstDataNoted{Project: p.ID, State: p.State, FirstData: *p.FirstData}, nil
}
