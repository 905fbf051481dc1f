package web

import (
	"context"
	"html/template"
	"io"
	"log/slog"

	"github.com/gofiber/fiber/v2"

	"lianshen/api/access"
	"lianshen/api/live"
	"lianshen/api/outside"
	"lianshen/api/pack"
	"lianshen/checker"
	"lianshen/internal/clock"
	"lianshen/workflow"
	"lianshen/workflow/account"
	"lianshen/workflow/equipmentlist"
	"lianshen/workflow/photosheet"
)

// Config is what a Portal rests on.
type Config struct {
	Workflow *workflow.Service
	Accounts *account.Service
	// Gate asks the policy of access for every page and act; without it nothing is let in.
	Gate  *access.Gate
	Clock clock.Clock
	Log   *slog.Logger
	// Judge has a project's documents as they are judged by the rules in force.
	Judge func(ctx context.Context, project string) (*workflow.Judgement, error)
	// Report is what the rules said of a project's documents when they were last judged, with
	// the contests that stand; workflow.ErrNotFound before the first time.
	Report func(ctx context.Context, project string) (*checker.Report, error)
	// Matched are the facts of a digest that a version names, their seals held against the parties
	// of a project as they are now.
	Matched func(ctx context.Context, project, digest string) (*checker.Facts, error)
	// Said is the stored report of a digest that an evaluation names.
	Said func(ctx context.Context, digest string) (*checker.Report, error)
	// Rules are those in force, by code; of each its title, and the documents that it is about.
	Rules func(ctx context.Context) (map[string]Rule, error)
	// Read has versions of one upload read at once, without waiting for it; nil leaves them to
	// the workers.
	Read func(...workflow.InspectArgs)
	// Live tells what happens to documents.
	Live *live.Hub
	// MaxPages is how many pages a document may have.
	MaxPages int
	// Open opens a stored file by its digest.
	Open func(ctx context.Context, digest string) (io.ReadCloser, error)
	// Notice writes the notice of all corrections (一次性告知书) by the last report, as a page of
	// HTML; workflow.ErrNotFound before the first time.
	Notice func(ctx context.Context, w io.Writer, project, lang string) error
	// ReadEquipment reads an equipment list from a workbook where uploaded bytes may be opened;
	// WriteEquipment writes one.
	ReadEquipment  func(ctx context.Context, book io.Reader) (*equipmentlist.Imported, error)
	WriteEquipment func(w io.Writer, t equipmentlist.Table) error
	// Assemble sets pictures as a PDF to print, where uploaded bytes may be opened.
	Assemble func(ctx context.Context, w io.Writer, s *photosheet.Sheet, pictures []io.Reader) error
	// Packer answers with dossiers as archives.
	Packer *pack.Packer
	// Outside is an OpenID provider that signs people in; nil is none.
	Outside *outside.Provider
	// Licence reads a licence scan: whether it names the company and its code, and bears its seal.
	// nil reads none.
	Licence func(ctx context.Context, digest, name, uscc string) (workflow.LicenceCheck, error)
	// Picture is a page of a stored file as JPEG, rendered where uploaded bytes may be opened.
	Picture func(ctx context.Context, digest string, page int) ([]byte, error)
	// Contract is that of the JSON API, openapi.yaml, which a page shows.
	Contract []byte
}

// Rule (规则) is what a page says of one.
type Rule struct {
	Title     string // in Chinese
	Documents []string
}

// Portal answers browsers. It is made by New.
type Portal struct {
	Config
	assets    *assets
	templates map[string]*pageSet // by language
	reference map[string]func() (template.HTML, error)
}

// New returns a Portal, its templates parsed; the code assets.missing says that the assets were
// not made.
func New(c Config) (*Portal, error) {
	p := &Portal{Config: c}
	var err error
	if p.assets, err = loadAssets(); err != nil {
		return nil, err
	}
	p.templates, err = loadTemplates(p)
	p.reference = references(p)
	return p, err
}

// Mount adds the portal's routes to an application.
func (p *Portal) Mount(app *fiber.App) {
	app.Get("/assets/:name", p.assets.serve)
	for _, r := range routes() {
		app.Add(r.Method, r.Path, p.handle(r))
		if r.Method == fiber.MethodGet {
			app.Add(fiber.MethodHead, r.Path, p.handle(r))
		}
	}
}

// handle answers a route: who asks and whether they may, the page.
func (p *Portal) handle(r route) fiber.Handler {
	op := r.operation()
	return func(f *fiber.Ctx) (err error) {
		f.Set(fiber.HeaderContentSecurityPolicy, policy)
		v := &visit{p: p, ctx: f.UserContext(), fiber: f, lang: language(f)}
		if v.who, err = p.Gate.Pass(f, op, v.prove(r)); err != nil {
			return err
		}
		return r.Do(p, v)
	}
}

// policy lets a page take nothing from elsewhere and run nothing that is written into it.
// blob: is a picture that a person has chosen and not sent yet.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; " +
	"font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
