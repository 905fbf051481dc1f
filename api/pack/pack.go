// Package pack answers with a project's dossier as a zip, for the API and for the portal alike.
package pack

import (
	"bufio"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"lianshen/checker"
	"lianshen/internal/clock"
	"lianshen/workflow"
	"lianshen/workflow/archive"
)

// Packer has what archives are made of.
type Packer struct {
	Workflow *workflow.Service
	Clock    clock.Clock
	// Report is what the rules said last; workflow.ErrNotFound before the first time. nil is
	// that there are none.
	Report func(ctx context.Context, project string) (*checker.Report, error)
	Open   func(ctx context.Context, digest string) (io.ReadCloser, error)
	Log    *slog.Logger
}

// Send answers with the dossier of a project that the caller may see. What it is made of is read
// before the answer begins; the files are read while it is sent.
func (p *Packer) Send(f *fiber.Ctx, d *workflow.Dossier) error {
	ctx, at := f.UserContext(), p.Clock.Now().In(clock.Shanghai)
	c := &archive.Contents{Dossier: d, Notice: p.Workflow.Notice(), At: at, Open: p.Open}
	var err error
	if c.Twin, err = p.Workflow.Twin(ctx, d.Project.ID); err != nil {
		return err
	}
	if p.Report != nil {
		if c.Report, err = p.Report(ctx, d.Project.ID); err != nil && !errors.Is(err, workflow.ErrNotFound) {
			return err
		}
	}
	f.Set(fiber.HeaderContentType, "application/zip")
	f.Set(fiber.HeaderContentDisposition, Attachment(d.Enterprise.Name+"-"+at.Format("20060102")+".zip"))
	f.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		if err := archive.Write(ctx, w, c); err != nil { // the status is sent: an archive that does not open must do
			p.Log.Warn("the dossier was not sent whole", "project", d.Project.ID, "error", err)
		}
	})
	return nil
}

// Attachment has a browser save the answer under a name in any script.
func Attachment(name string) string {
	return "attachment; filename*=UTF-8''" + url.PathEscape(name)
}
