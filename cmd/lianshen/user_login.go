package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"lianshen/internal/clock"
	"lianshen/internal/errs"
	"lianshen/workflow/account"
)

type userLoginCmd struct {
	asJSON
	Person   string `arg:"" help:"Identifier of the person."`
	Name     string `help:"Login name." required:""`
	Password string `help:"File with the password on its first line; - is standard input." default:"-" placeholder:"FILE"`
}

// Run prints the identifier of the person. Who has the database may do this: it is how the
// first administrator gets in.
func (c *userLoginCmd) Run(ctx context.Context, p *program) error {
	password, err := firstLine(c.Password)
	if err != nil {
		return err
	}
	return withAccounts(ctx, p, c.Person, func(a *account.Service) error {
		if err := a.SetLogin(ctx, c.Person, c.Name, password); err != nil {
			return err
		}
		fmt.Fprintln(p.stdout, c.Person)
		return nil
	})
}

type userTokenCmd struct {
	Person string `arg:"" help:"Identifier of the person."`
	Name   string `help:"What the token is for." required:""`
}

// Run prints the token: it is shown this once.
func (c *userTokenCmd) Run(ctx context.Context, p *program) error {
	return withAccounts(ctx, p, c.Person, func(a *account.Service) error {
		_, secret, err := a.IssueToken(ctx, c.Person, c.Name)
		if err != nil {
			return err
		}
		fmt.Fprintln(p.stdout, secret)
		return nil
	})
}

// withAccounts opens the accounts, and refuses a person that is not there.
func withAccounts(ctx context.Context, p *program, person string, do func(*account.Service) error) error {
	return withDesk(ctx, p, func(d *desk) error {
		if _, _, err := d.service.Me(ctx, person); err != nil {
			return err
		}
		a, err := account.New(d.store.Accounts(), clock.System{})
		if err != nil {
			return err
		}
		return do(a)
	})
}

// firstLine reads what is too secret for a command line.
func firstLine(path string) (string, error) {
	in := os.Stdin
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return "", missingFile(path, err)
		}
		defer f.Close()
		in = f
	}
	line, err := bufio.NewReader(io.LimitReader(in, 1<<12)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", errs.New(errs.Usage, "file.unreadable",
			errs.Text{ZH: "无法读取 " + path, EN: "cannot read " + path}, errs.Text{ZH: "请核对路径", EN: "check the path"}).Wrap(err)
	}
	return strings.TrimRight(line, "\r\n"), nil
}
