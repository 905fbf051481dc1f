package workflow_test

import (
	"errors"
	"testing"

	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/store"
	"lianshen/workflow/store/storetest"
)

// The branch fills the form in, the bureau grants row by row, and who is new gets a link.
func TestRoleApplications(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := newWorld(t, s), t.Context()
		branch := w.company.Branch
		rows := []workflow.RoleApplication{
			{Name: "王局", Position: "副局长", Role: "leader"}, {Name: "小李", Position: "科员", Role: "handler", Post: "A", Note: "新任"},
			{Name: "经办乙", Position: "科员", Role: "handler", Post: "B"},
		}
		if _, err := w.FileRoles(ctx, w.stranger, branch, rows); !errors.Is(err, workflow.ErrForbidden) {
			t.Errorf("another branch: %v", err)
		}
		filed := must(w.FileRoles(ctx, w.leader, branch, rows))(t)
		form := must(w.RoleForm(ctx, w.bureau.Person, filed[0].Form))(t)
		if len(form.Rows) != 3 || form.Rows[1].Number != 2 || form.Rows[1].Post != "A" {
			t.Errorf("form %+v", form)
		}
		if _, err := w.RoleForm(ctx, w.stranger.Person, form.ID); !errors.Is(err, workflow.ErrNotFound) {
			t.Errorf("another branch reads: %v", err)
		}
		ref := func(i, version int) workflow.Ref { return workflow.Ref{ID: filed[i].ID, Version: version} }
		if _, _, err := w.GrantRoleApplication(ctx, w.leader, ref(0, 1), ""); !errors.Is(err, workflow.ErrForbidden) {
			t.Errorf("the branch grants: %v", err)
		}
		granted, word, err := w.GrantRoleApplication(ctx, w.bureau, ref(0, 1), "")
		if err != nil || word == "" {
			t.Fatal(err)
		}
		if err := w.UseReset(ctx, "x", word, "wangju", goodPassword); err != nil {
			t.Fatal(err)
		}
		if err := w.Sees(ctx, granted.Person, workflow.Reach{Branch: branch}); err != nil {
			t.Error(err)
		}
		if err := w.accounts().SetLogin(ctx, w.handlerB.Person, "second", goodPassword); err != nil {
			t.Fatal(err)
		}
		if _, word, err := w.GrantRoleApplication(ctx, w.bureau, ref(2, 1), w.handlerB.Person); err != nil || word != "" {
			t.Errorf("to who has a login: %q, %v", word, err)
		}
		if _, err := w.DeclineRoleApplication(ctx, w.bureau, ref(1, 1), ""); errs.As(err).Code != "input.empty" {
			t.Errorf("declined without a reason: %v", err)
		}
		must(w.DeclineRoleApplication(ctx, w.bureau, ref(1, 1), "人数已满"))(t)
		must(w.RevokeRoleApplication(ctx, w.bureau, ref(0, 2), "调离"))(t)
		if err := w.Sees(ctx, granted.Person, workflow.Reach{Branch: branch}); !errors.Is(err, workflow.ErrNotFound) {
			t.Errorf("after: %v", err)
		}
		if page := must(w.Roles(ctx, w.handlerA.Person, "granted", "", 0))(t); len(page.Items) != 1 {
			t.Errorf("granted %+v", page.Items)
		}
		if page := must(w.Roles(ctx, w.stranger.Person, "", "", 0))(t); len(page.Items) != 0 {
			t.Errorf("of another branch %+v", page.Items)
		}
		if page := must(w.Roles(ctx, w.bureau.Person, "", "", 2))(t); len(page.Items) != 2 || page.Next == "" {
			t.Errorf("a page %+v", page)
		}
		if err := s.Verify(ctx); err != nil {
			t.Error(err)
		}
	})
}

func TestRoleRowsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := newWorld(t, s), t.Context()
		for want, row := range map[string]workflow.RoleApplication{
			"role.role":   {Name: "甲", Position: "科员", Role: "bureau"},
			"role.post":   {Name: "甲", Position: "科员", Role: "handler"},
			"input.empty": {Name: "甲", Role: "leader"},
		} {
			if _, err := w.FileRoles(ctx, w.leader, w.company.Branch, []workflow.RoleApplication{row}); errs.As(err).Code != want {
				t.Errorf("%s: %v", want, err)
			}
		}
		if _, err := w.FileRoles(ctx, w.leader, w.company.Branch, nil); errs.As(err).Code != "role.rows" {
			t.Errorf("an empty form: %v", err)
		}
	})
}

// The register is the bureau's to read.
func TestPersons(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := newWorld(t, s), t.Context()
		if err := w.accounts().SetLogin(ctx, w.leader.Person, "the_leader", goodPassword); err != nil {
			t.Fatal(err)
		}
		for part, n := range map[string]int{"经办": 2, "the_l": 1, "%": 0, "": 8} {
			if page := must(w.Persons(ctx, w.bureau.Person, part, "", 50))(t); len(page.Items) != n {
				t.Errorf("%q: %d of %d", part, len(page.Items), n)
			}
		}
		if _, err := w.Persons(ctx, w.leader.Person, "", "", 0); !errors.Is(err, workflow.ErrForbidden) {
			t.Errorf("a branch: %v", err)
		}
	})
}
