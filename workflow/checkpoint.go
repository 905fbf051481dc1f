package workflow

import (
	"context"

	"lianshen/workflow/audit"
	"lianshen/workflow/calendar"
)

// Checkpoint (审计检查点) notes where the audit chain stands, once a day of Shanghai, in the
// database and in the file of checkpoints, and returns the day's. Calling it again that day
// changes nothing, save that what a crash kept from the file is written there.
func (s *Service) Checkpoint(ctx context.Context) (*audit.Checkpoint, error) {
	now := instant(s.clock.Now())
	all, err := s.store.Witness(ctx, calendar.DateOf(now), now)
	if err != nil {
		return nil, err
	}
	return &all[len(all)-1], s.checkpoints.Add(all...)
}
