package workflow_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"lianshen/checker"
	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/account"
	"lianshen/workflow/store"
	"lianshen/workflow/store/storetest"
)

const goodPassword = "纸船 顺着 河水 漂走 plus 7"

func (w *world) accounts() *account.Service {
	w.t.Helper()
	return must(account.New(w.store.Accounts(), w.clock))(w.t)
}

// invite makes an invitation, or ends the test.
func (w *world) invite(by workflow.Actor, i workflow.Invitation) (*workflow.Invitation, string) {
	w.t.Helper()
	made, word, err := w.Invite(w.t.Context(), by, i)
	if err != nil {
		w.t.Fatal(err)
	}
	return made, word
}

// An invited contact person chooses a login, acts for the enterprise at once, and the link is
// worth nothing after.
func TestInvite(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := newWorld(t, s), t.Context()
		_, word := w.invite(w.handlerA, workflow.Invitation{Name: "新联系人", Enterprise: w.company.ID})
		for _, by := range []workflow.Actor{w.stranger, w.enterprise} {
			if _, _, err := w.Invite(ctx, by, workflow.Invitation{Name: "x", Enterprise: w.company.ID}); !shut(err) {
				t.Errorf("%s invites: %v", by.Person, err)
			}
		}
		offer := must(w.Offer(ctx, word))(t)
		if offer.Enterprise != "东莞一厂" || offer.Invitation.Name != "新联系人" {
			t.Errorf("offer %+v", offer)
		}
		if _, err := w.Accept(ctx, "10.0.0.9", word+"x", "newcomer", goodPassword); !errors.Is(err, workflow.ErrLink) {
			t.Errorf("another word: %v", err)
		}
		if _, err := w.Accept(ctx, "10.0.0.9", word, "newcomer", "short"); errs.As(err).Code != "account.password" {
			t.Errorf("a weak password: %v", err)
		}
		p := must(w.Accept(ctx, "10.0.0.9", word, "newcomer", goodPassword))(t)
		if err := w.Sees(ctx, p.ID, workflow.Reach{Enterprise: w.company.ID}); err != nil {
			t.Error(err)
		}
		session, _, err := w.accounts().SignIn(ctx, "newcomer", goodPassword)
		if err != nil || session.Person != p.ID {
			t.Errorf("signing in: %+v, %v", session, err)
		}
		if _, err := w.Accept(ctx, "10.0.0.9", word, "other", goodPassword); !errors.Is(err, workflow.ErrLink) {
			t.Errorf("used once more: %v", err)
		}
		if err := s.Verify(ctx); err != nil {
			t.Error(err)
		}
	})
}

// A link ends after 14 days, or when it is withdrawn.
func TestInvitationEnds(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := newWorld(t, s), t.Context()
		withdrawn, word := w.invite(w.handlerA, workflow.Invitation{Name: "甲", Enterprise: w.company.ID})
		if err := w.WithdrawInvitation(ctx, w.stranger, withdrawn.ID); !shut(err) {
			t.Errorf("a stranger: %v", err)
		}
		if err := w.WithdrawInvitation(ctx, w.handlerA, withdrawn.ID); err != nil {
			t.Fatal(err)
		}
		_, late := w.invite(w.handlerA, workflow.Invitation{Name: "乙", Enterprise: w.company.ID})
		w.clock.Advance(14*24*time.Hour - time.Second)
		if _, err := w.Offer(ctx, late); err != nil {
			t.Errorf("in time: %v", err)
		}
		w.clock.Advance(time.Second)
		for _, dead := range []string{word, late} {
			if _, err := w.Accept(ctx, "x", dead, "somebody", goodPassword); !errors.Is(err, workflow.ErrLink) {
				t.Errorf("accepted: %v", err)
			}
		}
		people := must(w.EnterprisePeople(ctx, w.company.ID))(t)
		if len(people.Invitations) != 0 || len(people.Contacts) != 1 {
			t.Errorf("people %+v", people)
		}
	})
}

// Who hands over loses the enterprise with the acceptance, and not before; what runs goes on.
func TestHandOver(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := newWorld(t, s), t.Context()
		p := w.open()
		app := must(w.DraftApplication(ctx, w.enterprise, p.ID))(t)
		_, word := w.invite(w.enterprise, workflow.Invitation{Name: "接任", Enterprise: w.company.ID, Replaces: w.enterprise.Person})
		if err := w.Sees(ctx, w.enterprise.Person, workflow.Reach{Enterprise: w.company.ID}); err != nil {
			t.Errorf("before: %v", err)
		}
		next := must(w.Accept(ctx, "x", word, "successor", goodPassword))(t)
		if err := w.Sees(ctx, w.enterprise.Person, workflow.Reach{Enterprise: w.company.ID}); !errors.Is(err, workflow.ErrNotFound) {
			t.Errorf("after: %v", err)
		}
		if _, err := w.Withdraw(ctx, w.enterprise, workflow.Ref{ID: app.ID, Version: app.Version}, "x"); !errors.Is(err, workflow.ErrNotFound) {
			t.Errorf("the old one acts: %v", err)
		}
		actor := workflow.Actor{Person: next.ID, From: "x"}
		if _, err := w.Withdraw(ctx, actor, workflow.Ref{ID: app.ID, Version: app.Version}, "重新准备"); err != nil {
			t.Errorf("the successor: %v", err)
		}
		// An enterprise's person replaces nobody else; its branch does.
		_, second := w.invite(w.handlerA, workflow.Invitation{Name: "同事", Enterprise: w.company.ID})
		colleague := must(w.Accept(ctx, "x", second, "colleague", goodPassword))(t)
		replace := workflow.Invitation{Name: "y", Enterprise: w.company.ID, Replaces: colleague.ID}
		if _, _, err := w.Invite(ctx, actor, replace); !errors.Is(err, workflow.ErrForbidden) {
			t.Errorf("replacing a colleague: %v", err)
		}
		w.invite(w.leader, replace)
		replace.Replaces = w.stranger.Person
		if _, _, err := w.Invite(ctx, w.leader, replace); errs.As(err).Code != "invitation.replaces" {
			t.Errorf("replacing a stranger: %v", err)
		}
	})
}

// partnered is a world with a project and a partner that fills one document of it.
func partnered(t *testing.T, s *store.Store) (*world, *workflow.Project, workflow.Actor) {
	w := newWorld(t, s)
	p := w.open()
	_, word := w.invite(w.enterprise, workflow.Invitation{Name: "施工员", Enterprise: w.company.ID,
		Documents: &workflow.SomeDocuments{Project: p.ID, Slugs: []string{"contractor-info"}, Unit: "东莞施工公司"}})
	made := must(w.Accept(t.Context(), "x", word, "builder", goodPassword))(t)
	return w, p, workflow.Actor{Person: made.ID, From: "x"}
}

// A partner fills its documents, and sees and does nothing else.
func TestPartner(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		w, p, partner := partnered(t, s)
		add := func(by workflow.Actor, project, slug string) error {
			_, err := w.AddDocument(ctx, by, project, slug, file(slug))
			return err
		}
		if err := w.MayUpload(ctx, partner, p.ID, "contractor-info"); err != nil {
			t.Error(err)
		}
		if err := add(partner, p.ID, "contractor-info"); err != nil {
			t.Error(err)
		}
		if err := add(w.enterprise, p.ID, "contract"); err != nil {
			t.Fatal(err)
		}
		if err := add(partner, p.ID, "contract"); !shut(err) {
			t.Errorf("another document: %v", err)
		}
		if err := w.MayUpload(ctx, partner, p.ID, "contract"); !errors.Is(err, workflow.ErrNotFound) {
			t.Errorf("another document, asked before: %v", err)
		}
		second := must(w.OpenProject(ctx, w.handlerA, workflow.Project{Enterprise: w.company.ID, Kind: "new", UnitClass: "key"}))(t)
		if err := add(partner, second.ID, "contractor-info"); !shut(err) {
			t.Errorf("another project: %v", err)
		}
		if err := w.May(ctx, partner, "upload", p.ID); !errors.Is(err, workflow.ErrNotFound) {
			t.Errorf("May: %v", err)
		}
		for _, where := range []workflow.Reach{{}, {Enterprise: w.company.ID}, {Branch: w.company.Branch}, {Enterprise: w.company.ID, Branch: w.company.Branch}, {Project: p.ID}, {Project: p.ID, Slug: "contract"}, {Project: second.ID, Slug: "contractor-info"}} {
			if err := w.Sees(ctx, partner.Person, where); !errors.Is(err, workflow.ErrNotFound) {
				t.Errorf("sees %+v: %v", where, err)
			}
		}
		sight := must(w.Sight(ctx, partner.Person))(t)
		if sight.City || len(sight.Branches)+len(sight.Enterprises) != 0 || !slices.Equal(sight.Projects, []string{p.ID}) {
			t.Errorf("sight %+v", sight)
		}
		c := must(w.Contribution(ctx, partner.Person, p.ID))(t)
		if len(c.Documents) != 1 || c.Documents[0].Slug != "contractor-info" || c.Enterprise != "东莞一厂" {
			t.Errorf("contribution %+v", c)
		}
		if _, err := w.Contribution(ctx, partner.Person, second.ID); !errors.Is(err, workflow.ErrNotFound) {
			t.Errorf("another project's: %v", err)
		}
		own, other := "contractor-info", "contract"
		found := c.Findings(&checker.Report{Findings: []checker.Finding{
			{Code: "a", Document: &own, Places: []checker.Place{{Document: own}, {Document: other}}}, {Code: "b", Document: &other}, {Code: "c"},
		}})
		if len(found) != 1 || found[0].Code != "a" || len(found[0].Places) != 1 {
			t.Errorf("findings %+v", found)
		}
		w.refuseAll(partner, p)
		// Every move of the table that a partner is not named for stays closed.
		for _, f := range w.notice.Flows {
			for _, m := range f.Moves {
				if slices.Contains(m.By, "partner") && f.Subject+"."+m.Move != "project.upload" {
					t.Errorf("%s.%s is a partner's", f.Subject, m.Move)
				}
			}
		}
	})
}

// refuseAll has somebody try what only the enterprise does.
func (w *world) refuseAll(by workflow.Actor, p *workflow.Project) {
	w.t.Helper()
	ctx := w.t.Context()
	_, draft := w.DraftApplication(ctx, by, p.ID)
	_, filing := w.FileAcceptance(ctx, by, p.ID)
	_, contest := w.Contest(ctx, by, workflow.Contest{Project: p.ID, Code: "seal.present", Document: "contractor-info", Statement: "x"})
	_, equipment := w.SetEquipment(ctx, by, workflow.Ref{ID: p.ID, Version: p.Version}, workflow.Equipment{})
	_, _, invite := w.Invite(ctx, by, workflow.Invitation{Name: "x", Enterprise: p.Enterprise, Documents: &workflow.SomeDocuments{Project: p.ID, Slugs: []string{"contract"}, Unit: "x"}})
	for i, err := range []error{draft, filing, contest, equipment, invite} {
		if !shut(err) {
			w.t.Errorf("%d: %v", i, err)
		}
	}
}

// The enterprise ends the work of its partners, nobody else's; and invites for its own projects.
func TestDismissPartner(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		w, p, partner := partnered(t, s)
		people := must(w.EnterprisePeople(ctx, w.company.ID))(t)
		if len(people.Partners) != 1 || people.Partners[0].Grant.Documents.Unit != "东莞施工公司" {
			t.Fatalf("people %+v", people)
		}
		grant := people.Partners[0].Grant.ID
		for _, by := range []workflow.Actor{w.stranger, partner, w.handlerA} {
			if err := w.DismissPartner(ctx, by, grant); !shut(err) {
				t.Errorf("%s: %v", by.Person, err)
			}
		}
		if err := w.DismissPartner(ctx, w.enterprise, must(w.contact())(t)); !errors.Is(err, workflow.ErrNotFound) {
			t.Errorf("a contact person: %v", err)
		}
		if err := w.DismissPartner(ctx, w.enterprise, grant); err != nil {
			t.Fatal(err)
		}
		if err := w.MayUpload(ctx, partner, p.ID, "contractor-info"); !errors.Is(err, workflow.ErrNotFound) {
			t.Errorf("after: %v", err)
		}
		if _, err := w.Contribution(ctx, partner.Person, p.ID); !errors.Is(err, workflow.ErrNotFound) {
			t.Errorf("after: %v", err)
		}
		foreign := must(w.OpenProject(ctx, w.bureau, workflow.Project{Enterprise: w.otherCompany.ID, Kind: "new", UnitClass: "key"}))(t)
		docs := workflow.SomeDocuments{Project: foreign.ID, Slugs: []string{"contract"}, Unit: "x"}
		if _, _, err := w.Invite(ctx, w.enterprise, workflow.Invitation{Name: "x", Enterprise: w.company.ID, Documents: &docs}); !errors.Is(err, workflow.ErrNotFound) {
			t.Errorf("for another's project: %v", err)
		}
	})
}

// contact is the grant of the company's contact person.
func (w *world) contact() (string, error) {
	people, err := w.EnterprisePeople(w.t.Context(), w.company.ID)
	if err != nil {
		return "", err
	}
	return people.Contacts[0].Grant.ID, nil
}

// shut reports whether somebody is turned away, told what is there or not.
func shut(err error) bool {
	return errors.Is(err, workflow.ErrForbidden) || errors.Is(err, workflow.ErrNotFound)
}
