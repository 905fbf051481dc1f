package workflow_test

import (
	"errors"
	"testing"

	"lianshen/workflow"
	"lianshen/workflow/store"
	"lianshen/workflow/store/storetest"
)

// Who only reports sees nobody's records.
func TestPlatformSeesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		platform := w.person("监控平台", workflow.Grant{Role: "platform"})
		p := w.open()
		err := w.Sees(t.Context(), platform.Person, workflow.Reach{Enterprise: p.Enterprise, Branch: p.Branch})
		if !errors.Is(err, workflow.ErrNotFound) {
			t.Errorf("a project: %v", err)
		}
		sight := must(w.Sight(t.Context(), platform.Person))(t)
		if sight.City || len(sight.Branches)+len(sight.Enterprises)+len(sight.Projects) > 0 {
			t.Errorf("%+v", sight)
		}
	})
}
