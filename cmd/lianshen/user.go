package main

import (
	"context"
	"strings"

	"lianshen/workflow"
	"lianshen/workflow/calendar"
	"lianshen/workflow/store"
)

// userCmd registers people and gives them roles.
type userCmd struct {
	First         userFirstCmd         `cmd:"" help:"Register the first administrator of an empty store."`
	Add           userAddCmd           `cmd:"" help:"Register a person."`
	Identify      userIdentifyCmd      `cmd:"" help:"Add the number of a person who was registered without."`
	Grant         userGrantCmd         `cmd:"" help:"Give a person a role."`
	Revoke        userRevokeCmd        `cmd:"" help:"End a grant at once."`
	Login         userLoginCmd         `cmd:"" help:"Give a person a login name and a password."`
	Token         userTokenCmd         `cmd:"" help:"Issue an access token for another system."`
	Delegate      userDelegateCmd      `cmd:"" help:"Have another handler of the branch stand in for some days."`
	EndDelegation userEndDelegationCmd `cmd:"" name:"end-delegation" help:"End a delegation at once."`
	Messages      userMessagesCmd      `cmd:"" help:"Messages to the person who acts."`
	List          userListCmd          `cmd:"" help:"List people with their roles."`
}

type userFirstCmd struct {
	asJSON
	Name string `arg:"" help:"Name of the person."`
}

// Run prints the identifier of the person.
func (c *userFirstCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		person, err := s.FoundAdministrator(ctx, c.Name, "terminal")
		if err != nil {
			return err
		}
		return c.show(p, person, person.ID)
	})
}

type userGrantCmd struct {
	caller
	Person     string         `arg:"" help:"Identifier of the person."`
	Role       string         `help:"Role of the notice: enterprise, handler, leader, bureau." required:""`
	Post       string         `help:"Post of the role: A or B."`
	Enterprise string         `help:"Identifier of the enterprise, for its role."`
	Branch     string         `help:"Name of the branch, for its roles."`
	From       *calendar.Date `help:"First day (default: today)." placeholder:"DATE"`
	Until      *calendar.Date `help:"Last day (default: none)." placeholder:"DATE"`
}

// Run prints the identifier of the grant.
func (c *userGrantCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		g := workflow.Grant{Person: c.Person, Role: c.Role, Post: c.Post, Enterprise: c.Enterprise, Branch: c.Branch, Until: c.Until}
		if c.From != nil {
			g.From = *c.From
		}
		made, err := s.GrantRole(ctx, c.actor(), g)
		if err != nil {
			return err
		}
		return c.show(p, made, made.ID)
	})
}

type userRevokeCmd struct {
	caller
	Grant string `arg:"" help:"Identifier of the grant."`
}

// Run prints nothing.
func (c *userRevokeCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		return s.RevokeGrant(ctx, c.actor(), c.Grant)
	})
}

type userListCmd struct {
	asJSON
}

// userRow is a person with its grants.
type userRow struct {
	workflow.Person
	Grants []workflow.Grant `json:"grants"`
}

// Run prints a line a person.
func (c *userListCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(_ *workflow.Service, s *store.Store) error {
		var rows []userRow
		err := s.View(ctx, func(r workflow.Reader) error {
			people, err := r.Persons()
			for _, person := range people {
				if err == nil {
					row := userRow{Person: person}
					row.Grants, err = r.Grants(person.ID)
					rows = append(rows, row)
				}
			}
			return err
		})
		if err != nil {
			return err
		}
		lines := make([]string, len(rows))
		for i, row := range rows {
			lines[i] = row.line()
		}
		return c.show(p, rows, strings.Join(lines, "\n"))
	})
}

func (r userRow) line() string {
	fields := []string{r.ID, r.Name}
	if r.Identity != nil {
		fields = append(fields, "****"+r.Identity.Tail)
	}
	for _, g := range r.Grants {
		if g.Revoked == nil {
			fields = append(fields, strings.TrimSpace(g.Role+" "+g.Post+" "+g.Branch+g.Enterprise))
		}
	}
	return strings.Join(fields, "\t")
}
