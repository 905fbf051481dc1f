package main

import (
	"context"
	"io"
	"os"

	"lianshen/workflow"
	"lianshen/workflow/store"
)

// identityFlags name a file with a number, so that it stands in no list of processes and in no
// history of commands.
type identityFlags struct {
	IdentityFile string `help:"File with the person's ID-card or work number, or - for the standard input. Only a digest of it is kept." placeholder:"FILE"`
	IdentityKind string `help:"What the number is: id-card or work-number." enum:"id-card,work-number" default:"id-card"`
}

// maxIdentity bounds what is read of such a file.
const maxIdentity = 256

func (f identityFlags) read() (workflow.Identity, error) {
	in := os.Stdin
	if f.IdentityFile != "-" {
		file, err := os.Open(f.IdentityFile)
		if err != nil {
			return workflow.Identity{}, missingFile(f.IdentityFile, err)
		}
		defer file.Close()
		in = file
	}
	raw, err := io.ReadAll(io.LimitReader(in, maxIdentity))
	return workflow.Identity{Kind: f.IdentityKind, Number: string(raw)}, err
}

type userAddCmd struct {
	caller
	identityFlags
	Name string `arg:"" help:"Name of the person."`
}

// Run prints the identifier of the person.
func (c *userAddCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		person, err := c.register(ctx, s)
		if err != nil {
			return err
		}
		return c.show(p, person, person.ID)
	})
}

func (c *userAddCmd) register(ctx context.Context, s *workflow.Service) (*workflow.Person, error) {
	if c.IdentityFile == "" {
		return s.RegisterPerson(ctx, c.actor(), c.Name)
	}
	identity, err := c.read()
	if err != nil {
		return nil, err
	}
	return s.RegisterIdentified(ctx, c.actor(), c.Name, identity)
}

type userIdentifyCmd struct {
	caller
	identityFlags
	Person string `arg:"" help:"Identifier of the person."`
}

// Run prints the identifier of the person.
func (c *userIdentifyCmd) Run(ctx context.Context, p *program) error {
	if c.IdentityFile == "" {
		c.IdentityFile = "-"
	}
	identity, err := c.read()
	if err != nil {
		return err
	}
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		person, err := s.Identify(ctx, c.actor(), c.Person, identity)
		if err != nil {
			return err
		}
		return c.show(p, person, person.ID)
	})
}
