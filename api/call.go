package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"mime"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianshen/api/access"
	"lianshen/api/caller"
	"lianshen/api/problem"
	"lianshen/policies/authz"
	"lianshen/workflow"
)

// call is one request under way. ctx is not the one of fasthttp: that is used again for the next
// request, and is no context for what may outlive the handler.
type call struct {
	ctx   context.Context
	fiber *fiber.Ctx
	who   *caller.Caller
	sent  []byte // a body that was read whole
}

// actor is who asks, as the workflow knows it.
func (c *call) actor() workflow.Actor {
	return workflow.Actor{Person: c.who.Session.Person, From: c.fiber.IP()}
}

// id is the identifier in the path.
func (c *call) id() string { return c.fiber.Params("id") }

// ref is the record of the path at the version that If-Match names.
func (c *call) ref() (workflow.Ref, error) {
	tag := c.fiber.Get(fiber.HeaderIfMatch)
	if tag == "" {
		return workflow.Ref{}, errPrecondition
	}
	n, err := strconv.Atoi(strings.Trim(tag, `"`))
	if err != nil {
		return workflow.Ref{}, workflow.ErrVersion.On("If-Match")
	}
	return workflow.Ref{ID: c.id(), Version: n}, nil
}

// body reads the JSON of a request: one object, no field that is not known, none twice.
func body[T any](c *call) (*T, error) {
	kind, _, err := mime.ParseMediaType(c.fiber.Get(fiber.HeaderContentType))
	if err != nil || kind != fiber.MIMEApplicationJSON {
		return nil, problem.ErrMediaType
	}
	raw, err := c.raw()
	if err != nil {
		return nil, err
	}
	if err := unambiguous(raw); err != nil {
		return nil, problem.Malformed(err.Error())
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	v := new(T)
	if err := dec.Decode(v); err != nil {
		return nil, problem.Malformed(err.Error())
	}
	return v, nil
}

// asked is a change that was asked for: of which version, and the body.
func asked[T any](c *call) (workflow.Ref, *T, error) {
	ref, err := c.ref()
	if err != nil {
		return ref, nil, err
	}
	in, err := body[T](c)
	return ref, in, err
}

// versioned are results with a version, which becomes the ETag.
func etag(v any) string {
	version := 0
	switch v := v.(type) {
	case *workflow.Application:
		version = v.Version
	case *workflow.Case:
		version = v.Application.Version
	case *workflow.Project:
		version = v.Version
	case *workflow.Signup:
		version = v.Version
	case *workflow.SignupCase:
		version = v.Signup.Version
	case *workflow.RoleApplication:
		version = v.Version
	case *workflow.Dossier:
		version = v.Project.Version
	}
	if version == 0 {
		return ""
	}
	return fmt.Sprintf("%q", strconv.Itoa(version))
}

// handle answers a route: who asks and whether they may, what they ask, the answer.
func (s *Server) handle(r route) fiber.Handler {
	op := r.operation()
	return func(f *fiber.Ctx) error {
		who, err := s.Gate.Pass(f, op, proof(f))
		if err != nil {
			return err
		}
		c := &call{ctx: f.UserContext(), fiber: f, who: who}
		if r.once() {
			return s.create(c, r)
		}
		return s.do(c, r)
	}
}

func (s *Server) do(c *call, r route) error {
	out, err := r.Do(s, c)
	if err != nil || r.Stream {
		return err
	}
	return answer(c.fiber, r, out)
}

// proof is what a change of a browser's shows: the CSRF token as a header.
func proof(f *fiber.Ctx) access.Prove {
	return func(who *caller.Caller) (string, error) {
		if who != nil && who.Proves(f.Get(caller.Header)) {
			return authz.Proven, nil
		}
		return authz.Missing, nil
	}
}

func answer(f *fiber.Ctx, r route, out any) error {
	if tag := etag(out); tag != "" {
		f.Set(fiber.HeaderETag, tag)
	}
	if page, ok := out.(html); ok {
		f.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
		f.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
		return f.Send(page)
	}
	if send, ok := out.(archive); ok {
		return send(f)
	}
	if r.Result == nil {
		f.Status(r.status())
		return nil
	}
	return f.Status(r.status()).JSON(out)
}

// html is a page to print.
type html []byte

// archive is an answer that is written as it is made.
type archive func(*fiber.Ctx) error
