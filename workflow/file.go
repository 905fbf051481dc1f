package workflow

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"math"

	"lianshen/checker"
	"lianshen/internal/errs"
)

// Files (文件库) keeps bytes under their digest; workflow/blob implements it.
type Files interface {
	// Put keeps what r gives, at most limit bytes, and returns its SHA-256 in hex and its size
	// once it is there to stay. Errors have codes of their own: file.empty, blob.too_large.
	Put(ctx context.Context, r io.Reader, limit int64) (digest string, size int64, err error)
	// Has reports whether there is a file of a digest.
	Has(ctx context.Context, digest string) (bool, error)
}

// Limits (上限) of what is uploaded; 0 is none.
type Limits struct {
	Document, Project int64 // bytes
	// Versions is how many one document may have.
	Versions int
	// PersonDay is what one person may upload in a day of Shanghai.
	PersonDay Amount
}

// Amount (数量) of versions, and their bytes; a file that fills two documents counts twice.
type Amount struct {
	Versions int
	Bytes    int64
}

func (l Limits) document() int64 {
	if l.Document == 0 {
		return math.MaxInt64 - 1
	}
	return l.Document
}

// NamedFile is a digest that a row names.
type NamedFile struct {
	Digest string
	// Role is what the row names it as: original (原件), facts (读取结果), report (检查报告) or licence
	// (营业执照).
	Role string
	// Where is the row: project/slug/number of a version, application/round of a receipt,
	// project/number of an evaluation, or a sign-up.
	Where string
}

// stored refuses a digest whose file is not kept. It asks within the transaction: a file that
// fsck takes away, it takes away between changes.
func (c *change) stored(field, digest string) error {
	if c.s.files == nil {
		return nil
	}
	ok, err := c.s.files.Has(c.ctx, digest)
	if err != nil || ok {
		return err
	}
	return errs.New(errs.Conflict, "file.not_stored",
		errs.Text{ZH: "文件尚未保存", EN: "the file is not stored"},
		errs.Text{ZH: "请重新上传", EN: "upload it again"}).On(field)
}

// Upload (上传) is a file on its way into one or more slots of a project.
type Upload struct {
	Project string
	Slugs   []string
	Name    string // of the file
	File    io.Reader
	// Reading says that whoever uploads has the file inspected at once. Its job then waits a
	// while, and is what survives a crash.
	Reading bool
}

// Upload stores the bytes, then makes them the current version of each slot. What it has
// returned is kept, whatever happens then. The same upload once more changes nothing, so one
// that was cut off is simply repeated. Errors of the file: file.empty, blob.too_large; of the
// slots those of AddDocument.
func (s *Service) Upload(ctx context.Context, actor Actor, u Upload) ([]Version, error) {
	if len(u.Slugs) == 0 {
		return nil, invalid("document.slug", "slug", "未指明材料种类", "no kind of document is named")
	}
	for _, slug := range u.Slugs { // before 200 MB were read for nothing
		if err := s.checkSlug(slug); err != nil {
			return nil, err
		}
	}
	if err := texts(field{"name", &u.Name, 2 * shortText, false}); err != nil {
		return nil, err
	}
	digest, size, err := s.files.Put(ctx, u.File, s.limits.document())
	if err != nil {
		return nil, err
	}
	out := make([]Version, 0, len(u.Slugs))
	for _, slug := range u.Slugs {
		v, err := s.addDocument(ctx, actor, u.Project, slug, Version{SHA256: digest, Bytes: size, Name: u.Name}, u.Reading)
		if err != nil {
			return nil, err
		}
		out = append(out, *v)
	}
	return out, nil
}

// keepReport stores the report that an application rests on and returns its digest. It is
// written within the change: what it says of contested findings is known only there.
func (c *change) keepReport(report *checker.Report) (string, error) {
	raw, err := json.Marshal(report)
	if err != nil {
		return "", fmt.Errorf("report: %w", err)
	}
	if c.s.files != nil {
		if _, _, err := c.s.files.Put(c.ctx, bytes.NewReader(raw), int64(len(raw))); err != nil {
			return "", fmt.Errorf("report: %w", err)
		}
	}
	return fmt.Sprintf("sha256:%x", sha256.Sum256(raw)), nil
}
