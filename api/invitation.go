package api

import (
	"errors"
	"time"

	"lianshen/checker"
	"lianshen/workflow"
	"lianshen/workflow/account"
)

// NewInvitation invites a person to act for an enterprise; see workflow.Invitation. Replaces
// makes it a successor, Documents a partner.
type NewInvitation struct {
	Name      string                  `json:"name"`
	Replaces  string                  `json:"replaces,omitempty"`
	Documents *workflow.SomeDocuments `json:"documents,omitempty"`
}

// OneTimeLink has the secret of a link, which is told this once; Path is its page in the portal.
type OneTimeLink struct {
	Secret  string    `json:"secret"`
	Path    string    `json:"path"`
	Expires time.Time `json:"expires"`
}

// MadeInvitation is an invitation with its link.
type MadeInvitation struct {
	Invitation workflow.Invitation `json:"invitation"`
	Link       OneTimeLink         `json:"link"`
}

// Acceptance is who holds a link and what they choose. Login is ignored where the person has one.
type Acceptance struct {
	Secret   string `json:"secret"`
	Login    string `json:"login,omitempty"`
	Password string `json:"password"`
}

// Secret is that of a link.
type Secret struct {
	Secret string `json:"secret"`
}

// NewReset makes a link by which a person sets a password.
type NewReset struct {
	// SecondStep turns two-step verification off, too.
	SecondStep bool `json:"second_step,omitempty"`
}

// PersonList is a page of people.
type PersonList struct {
	Items []workflow.PersonCard `json:"items"`
	Next  string                `json:"next"`
}

// PartnerView is what a partner sees of a project.
type PartnerView struct {
	workflow.Contribution
	// Findings are those about these documents, empty before they were judged.
	Findings []checker.Finding `json:"findings"`
}

var invitationRoutes = []route{
	{Method: "GET", Path: "/enterprises/{id}/people", Op: "enterprisePeople", Tag: "invitations", Summary: "Who acts for an enterprise, its partners, and open invitations.", Result: workflow.EnterprisePeople{}, Do: (*Server).enterprisePeople},
	{Method: "POST", Path: "/enterprises/{id}/invitations", Op: "invite", Tag: "invitations", Summary: "Invite a contact person, a successor or a partner; the link is told this once.", Body: NewInvitation{}, Result: MadeInvitation{}, Status: 201, Do: (*Server).invite},
	{Method: "DELETE", Path: "/invitations/{id}", Op: "withdrawInvitation", Tag: "invitations", Summary: "Withdraw an invitation.", Do: (*Server).withdrawInvitation},
	{Method: "DELETE", Path: "/partners/{id}", Op: "dismissPartner", Tag: "invitations", Summary: "End a partner's grant.", Do: (*Server).dismissPartner},
	{Method: "POST", Path: "/invitations/accept", Op: "acceptInvitation", Tag: "invitations", Summary: "Accept an invitation under a login of one's choice.", Open: true, Body: Acceptance{}, Result: workflow.Person{}, Status: 201, Do: (*Server).acceptInvitation},
	{Method: "POST", Path: "/invitations/join", Op: "joinByInvitation", Tag: "invitations", Summary: "Accept an invitation as who is signed in.", Body: Secret{}, Do: (*Server).joinByInvitation},
	{Method: "GET", Path: "/projects/{id}/contribution", Op: "contribution", Tag: "invitations", Summary: "A partner's documents of a project, and what was found in them.", Result: PartnerView{}, Do: (*Server).contribution},
	{Method: "GET", Path: "/persons", Op: "persons", Tag: "people", Summary: "People by a part of their name or login.", Query: []string{"text", "after", "limit"}, Result: PersonList{}, Do: (*Server).persons},
	{Method: "GET", Path: "/persons/{id}", Op: "person", Tag: "people", Summary: "A person with all grants.", Result: workflow.PersonCard{}, Do: (*Server).person},
	{Method: "POST", Path: "/persons/{id}/reset-link", Op: "issueReset", Tag: "people", Summary: "Make a link by which a person sets a password; it is told this once.", Body: NewReset{}, Result: OneTimeLink{}, Status: 201, Do: (*Server).issueReset},
	{Method: "POST", Path: "/password-resets", Op: "useReset", Tag: "people", Summary: "Set a password by a link.", Open: true, Body: Acceptance{}, Do: (*Server).useReset},
}

func (s *Server) enterprisePeople(c *call) (any, error) {
	out, err := s.Workflow.EnterprisePeople(c.ctx, c.id())
	if err != nil {
		return nil, err
	}
	return out, s.Workflow.Sees(c.ctx, c.who.Session.Person, workflow.Reach{Enterprise: out.Enterprise.ID, Branch: out.Enterprise.Branch})
}

func (s *Server) invite(c *call) (any, error) {
	in, err := body[NewInvitation](c)
	if err != nil {
		return nil, err
	}
	made, secret, err := s.Workflow.Invite(c.ctx, c.actor(), workflow.Invitation{Enterprise: c.id(), Name: in.Name, Replaces: in.Replaces, Documents: in.Documents})
	if err != nil {
		return nil, err
	}
	return MadeInvitation{*made, OneTimeLink{secret, "/invite/" + secret, made.Expires}}, nil
}

func (s *Server) withdrawInvitation(c *call) (any, error) {
	return nil, s.Workflow.WithdrawInvitation(c.ctx, c.actor(), c.id())
}

func (s *Server) dismissPartner(c *call) (any, error) {
	return nil, s.Workflow.DismissPartner(c.ctx, c.actor(), c.id())
}

func (s *Server) acceptInvitation(c *call) (any, error) {
	in, err := body[Acceptance](c)
	if err == nil {
		err = s.Accounts.Admit(account.GateLink, c.fiber.IP())
	}
	if err != nil {
		return nil, err
	}
	return s.Workflow.Accept(c.ctx, c.fiber.IP(), in.Secret, in.Login, in.Password)
}

func (s *Server) joinByInvitation(c *call) (any, error) {
	in, err := body[Secret](c)
	if err == nil {
		err = s.Accounts.Admit(account.GateLink, c.fiber.IP())
	}
	if err != nil {
		return nil, err
	}
	return nil, s.Workflow.AcceptAs(c.ctx, c.fiber.IP(), in.Secret, c.who.Session.Person)
}

func (s *Server) contribution(c *call) (any, error) {
	view, err := s.Workflow.Contribution(c.ctx, c.who.Session.Person, c.id())
	if err != nil {
		return nil, err
	}
	out := PartnerView{*view, []checker.Finding{}}
	if s.Report == nil {
		return out, nil
	}
	report, err := s.Report(c.ctx, c.id())
	if errors.Is(err, workflow.ErrNotFound) {
		return out, nil
	}
	if err == nil {
		out.Findings = view.Findings(report)
	}
	return out, err
}

func (s *Server) persons(c *call) (any, error) {
	limit, err := c.limit()
	if err != nil {
		return nil, err
	}
	list, err := s.Workflow.Persons(c.ctx, c.who.Session.Person, c.fiber.Query("text"), c.fiber.Query("after"), limit)
	if err != nil {
		return nil, err
	}
	return PersonList{list.Items, list.Next}, nil
}

func (s *Server) person(c *call) (any, error) {
	return s.Workflow.PersonCard(c.ctx, c.who.Session.Person, c.id())
}

func (s *Server) issueReset(c *call) (any, error) {
	in, err := body[NewReset](c)
	if err != nil {
		return nil, err
	}
	link, secret, err := s.Workflow.IssueReset(c.ctx, c.actor(), c.id(), in.SecondStep)
	if err != nil {
		return nil, err
	}
	return OneTimeLink{secret, "/reset/" + secret, link.Expires}, nil
}

func (s *Server) useReset(c *call) (any, error) {
	in, err := body[Acceptance](c)
	if err == nil {
		err = s.Accounts.Admit(account.GateLink, c.fiber.IP())
	}
	if err != nil {
		return nil, err
	}
	return nil, s.Workflow.UseReset(c.ctx, c.fiber.IP(), in.Secret, in.Login, in.Password)
}
