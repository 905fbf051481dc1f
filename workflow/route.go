package workflow

import "context"

// RouteTown (确定负责分局) has another branch review what enterprises of a town file from now on.
// Projects that are open stay with their branch. The branch must be one of the table.
func (s *Service) RouteTown(ctx context.Context, actor Actor, town, branch string) error {
	return s.change(ctx, actor, "town", "route", func(c *change) error {
		t, err := s.town(town)
		if err != nil {
			return err
		}
		if err := c.may("", Reach{}); err != nil {
			return err
		}
		if !s.hasBranch(branch) {
			return invalid("town.branch", "branch", "没有分局「"+branch+"」", "there is no branch "+branch)
		}
		t.Branch = branch
		return c.record("town", t.Code, 1, t, c.SaveRoute(t.Code, branch, actor.Person, c.now))
	})
}

// Towns lists the towns with the branches that are in charge of them.
func (s *Service) Towns(ctx context.Context) ([]Town, error) {
	towns := append([]Town{}, s.towns...)
	err := s.store.View(ctx, func(r Reader) error {
		routes, err := r.Routes()
		for i := range towns {
			if branch, ok := routes[towns[i].Code]; ok {
				towns[i].Branch = branch
			}
		}
		return err
	})
	return towns, err
}

// branchOf finds a town, by code or by name, with the branch that is in charge.
func (c *change) branchOf(name string) (Town, error) {
	routes, err := c.Routes()
	if err != nil {
		return Town{}, err
	}
	return c.s.inCharge(routes, name)
}

func (s *Service) inCharge(routes map[string]string, name string) (Town, error) {
	town, err := s.town(name)
	if branch, ok := routes[town.Code]; ok {
		town.Branch = branch
	}
	return town, err
}
