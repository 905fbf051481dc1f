package api

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"time"

	"github.com/gofiber/fiber/v2"
	recovery "github.com/gofiber/fiber/v2/middleware/recover"
	"github.com/gofiber/fiber/v2/middleware/requestid"

	"lianshen/api/access"
	"lianshen/api/live"
	"lianshen/api/pack"
	"lianshen/api/problem"
	"lianshen/api/upload"
	"lianshen/api/web"
	"lianshen/checker"
	"lianshen/workflow"
	"lianshen/workflow/account"
	"lianshen/workflow/once"
	"lianshen/workflow/partial"
)

// Config is what a Server rests on.
type Config struct {
	Workflow *workflow.Service
	Accounts *account.Service
	// Gate asks the policy of access for every operation; without it nothing is let in.
	Gate *access.Gate
	// Once keeps what Idempotency-Keys promise; without it they are not looked at.
	Once *once.Service
	// Judge has a project's documents as they are judged by the rules in force; nil refuses to
	// submit.
	Judge func(ctx context.Context, project string) (*workflow.Judgement, error)
	// Report is what the rules said of a project's documents when they were last judged, with
	// the contests that stand; workflow.ErrNotFound before the first time.
	Report func(ctx context.Context, project string) (*checker.Report, error)
	// Read has versions of one upload read at once, without waiting for it; nil leaves them to
	// the workers.
	Read func(...workflow.InspectArgs)
	// Uploads keeps what has arrived of uploads that are gone on with; nil takes none in parts.
	Uploads *partial.Folder
	// Live tells what happens to documents; without it nothing is told.
	Live *live.Hub
	// Notice writes the notice of all corrections (一次性告知书) by the last report as a page of
	// HTML; nil is that there are no rules.
	Notice func(ctx context.Context, w io.Writer, project, lang string) error
	// Packer answers with dossiers as archives.
	Packer *pack.Packer
	// Ready says what stands in the way of work; nil is nothing.
	Ready func(ctx context.Context) error
	Log   *slog.Logger
	// Proxies are trusted to say from where a request comes, and that it came over TLS; TLS is
	// that it comes to us so.
	Proxies []netip.Prefix
	TLS     bool
	// Portal is what browsers are shown; nil is none.
	Portal *web.Portal
}

// Server answers requests. It is made by New.
type Server struct {
	Config
	app *fiber.App
}

// Bounds of a request. A body of JSON is small; files are streamed and have limits of their
// own, and slow ends who holds a connection open.
const (
	bodyLimit   = 1 << 20
	headerLimit = 16 << 10
	idleTime    = 60 * time.Second
)

// New returns a Server with its routes.
func New(c Config) *Server {
	s := &Server{Config: c}
	s.app = fiber.New(fiber.Config{
		AppName: "lianshen", DisableStartupMessage: true, StreamRequestBody: true, BodyLimit: bodyLimit, DisablePreParseMultipartForm: true,
		ReadBufferSize: headerLimit, IdleTimeout: idleTime, ErrorHandler: s.problem,
		EnableTrustedProxyCheck: true, TrustedProxies: texts(c.Proxies), ProxyHeader: clientHeader,
		Immutable: true, StrictRouting: true, CaseSensitive: true,
	})
	s.app.Use(s.client, requestid.New(), s.log, recovery.New(), secure, s.transport, bodiless, framed)
	s.app.Get("/healthz", func(c *fiber.Ctx) error { return c.SendString("ok") })
	s.app.Get("/readyz", s.ready)
	s.app.Get("/api/v1/openapi.yaml", contract)

	for _, r := range routes() {
		at := prefix + parameter.ReplaceAllString(r.Path, ":$1")
		s.app.Add(r.Method, at, s.handle(r))
		if r.Method == fiber.MethodGet {
			s.app.Add(fiber.MethodHead, at, s.handle(r))
		}
	}
	if c.Portal != nil {
		c.Portal.Mount(s.app)
	}
	s.app.Use(func(*fiber.Ctx) error { return problem.ErrNoRoute })
	return s
}

func texts(prefixes []netip.Prefix) []string {
	var out []string
	for _, p := range prefixes {
		out = append(out, p.String())
	}
	return out
}

// Serve answers on a listener until ctx ends, and then lets what runs come to its end.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	stop := context.AfterFunc(ctx, func() {
		if err := s.app.ShutdownWithTimeout(20 * time.Second); err != nil {
			s.Log.Error("shutdown", "error", err)
		}
	})
	defer stop()
	return s.app.Listener(slow{l})
}

func (s *Server) ready(c *fiber.Ctx) error {
	if s.Ready != nil {
		if err := s.Ready(c.UserContext()); err != nil {
			return err
		}
	}
	return c.SendString("ready")
}

// log writes a line a request: who did what and how it ended, never what was sent.
func (s *Server) log(c *fiber.Ctx) error {
	began := time.Now()
	err := c.Next()
	if err != nil { // answered here, so that the line has its status
		if err := s.problem(c, err); err != nil {
			return err
		}
	}
	upload.Finish(c)
	s.Log.Info("request", "id", c.GetRespHeader(fiber.HeaderXRequestID), "method", c.Method(), "route", c.Route().Path,
		"status", c.Response().StatusCode(), "took", time.Since(began), "from", c.IP())
	return nil
}
