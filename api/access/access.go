// Package access asks the policy of access for every request, of the API and of the portal
// alike: it finds out who asks, what roles they hold, whether a change comes from where it
// should, and lets in or not. It is the only caller of policies/authz.
package access

import (
	"context"
	"errors"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"lianshen/api/caller"
	"lianshen/internal/errs"
	"lianshen/policies/authz"
	"lianshen/workflow"
	"lianshen/workflow/account"
)

// ErrDenied says that none of a person's roles may call an operation.
var ErrDenied = errs.New(errs.Forbidden, "authz.denied",
	errs.Text{ZH: "您的角色不能使用此功能", EN: "your roles do not open this"},
	errs.Text{ZH: "如需办理，请向市局申请相应角色（附件2）", EN: "ask the bureau for the role (annex 2)"})

// Operation is one thing that can be asked for.
type Operation struct {
	Surface      string // authz.API or authz.Portal
	Name         string // as in access.yaml
	Method, Path string // of the route, with {id} or :id
	// Open is that the contract promises it to whoever is not signed in.
	Open bool
}

// Gate (门禁) lets requests in. A nil one lets nothing in.
type Gate struct {
	policy   *authz.Policy
	accounts *account.Service
	workflow *workflow.Service
}

// New returns the Gate of a compiled policy.
func New(p *authz.Policy, a *account.Service, w *workflow.Service) *Gate {
	return &Gate{policy: p, accounts: a, workflow: w}
}

// Allowed are the roles that may call an operation, authz.Anyone or authz.AnySession; nil is
// nobody.
func (g *Gate) Allowed(surface, op string) []string {
	if g == nil {
		return nil
	}
	return g.policy.Allowed(surface, op)
}

// Prove says whether a change by a caller, nil for nobody, comes from a page that they were
// shown: authz.Proven, Missing or InForm.
type Prove func(*caller.Caller) (string, error)

// Pass lets a request through to an operation and returns who asks, nil for nobody. Its errors
// are account.ErrSignedOut, caller.ErrCSRF, ErrDenied, and those of prove. prove is asked for
// what changes something only.
func (g *Gate) Pass(f *fiber.Ctx, op Operation, prove Prove) (*caller.Caller, error) {
	if g == nil {
		return nil, ErrDenied
	}
	who, err := caller.Identify(f, g.accounts)
	if err != nil && !errors.Is(err, account.ErrSignedOut) {
		return nil, err
	}
	in := authz.Input{Surface: op.Surface, Op: op.Name, Method: f.Method(), CSRF: authz.Missing, Foreign: caller.Foreign(f)}
	if !caller.Safe(in.Method) {
		if in.CSRF, err = prove(who); err != nil {
			return nil, err
		}
	}
	if who != nil {
		if err := g.describe(f.UserContext(), who, &in); err != nil {
			return nil, err
		}
	}
	return who, g.decide(f.UserContext(), in)
}

// describe adds who asks, with one query for their roles.
func (g *Gate) describe(ctx context.Context, who *caller.Caller, in *authz.Input) error {
	in.SignedIn, in.By = true, authz.Token
	if who.Browser {
		in.By = authz.Browser
	}
	roles, err := g.workflow.Standing(ctx, who.Session.Person)
	for _, r := range roles {
		in.Grants = append(in.Grants, authz.Grant{Role: r.Role, Scope: string(r.Scope)})
	}
	return err
}

func (g *Gate) decide(ctx context.Context, in authz.Input) error {
	reason, err := g.policy.Decide(ctx, in)
	if err != nil {
		return err
	}
	switch reason {
	case authz.Allowed:
		return nil
	case authz.SignedOut:
		return account.ErrSignedOut
	case authz.CSRF:
		return caller.ErrCSRF
	}
	return ErrDenied.Wrap(fmt.Errorf("%s: %s %s", reason, in.Surface, in.Op))
}
