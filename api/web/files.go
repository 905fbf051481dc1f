package web

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/url"
	"os"

	"github.com/gofiber/fiber/v2"

	"lianshen/api/caller"
	"lianshen/api/problem"
	"lianshen/internal/errs"
)

// maxFields bounds the parts of a form with files.
const maxFields = 2000

// readFiles reads a form with files as it comes in: fields become those of the visit, and each
// file is given to take, of which nothing is kept in memory. The form proves where it comes from
// before anything else: with a header, or with csrf as its first part. limit bounds all of it, in
// bytes.
func (v *visit) readFiles(limit int64, take func(field, name string, file io.Reader) error) error {
	defer func() { _, _ = io.CopyN(io.Discard, v.stream(), unread) }() // its end is no error here
	kind, params, err := mime.ParseMediaType(v.fiber.Get(fiber.HeaderContentType))
	if err != nil || kind != fiber.MIMEMultipartForm {
		return problem.ErrMediaType
	}
	bounded := &boundedReader{r: v.stream(), left: limit}
	parts := multipart.NewReader(bounded, params["boundary"])
	proved := v.fiber.Get(caller.Header) != "" // prove has held it against the session
	v.sent = url.Values{}
	room := int64(formLimit)
	for n := 0; ; n++ {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return bounded.or(err)
		}
		if n > maxFields {
			return problem.ErrTooLarge
		}
		if !proved && (part.FormName() != "csrf" || part.FileName() != "") {
			return caller.ErrCSRF
		}
		if part.FileName() != "" {
			err = take(part.FormName(), part.FileName(), part)
		} else if room, err = v.takeField(part, room); err == nil && !proved {
			proved = v.who.Proves(v.form("csrf"))
			if !proved {
				err = caller.ErrCSRF
			}
		}
		if err != nil {
			return bounded.or(err)
		}
	}
	if !proved {
		return caller.ErrCSRF
	}
	return nil
}

// unread is how much of a form that was refused is read all the same, in bytes, so that its sender
// hears why.
const unread = 64 << 20

// takeField keeps a field; room is how many bytes all of them may still have.
func (v *visit) takeField(part *multipart.Part, room int64) (int64, error) {
	raw, err := io.ReadAll(io.LimitReader(part, room+1))
	if err != nil {
		return 0, err
	}
	if int64(len(raw)) > room {
		return 0, problem.ErrTooLarge
	}
	v.sent.Add(part.FormName(), string(raw))
	return room - int64(len(raw)), nil
}

// boundedReader ends with errFilesTooLarge after so many bytes.
type boundedReader struct {
	r    io.Reader
	left int64
	over bool
}

func (b *boundedReader) Read(p []byte) (int, error) {
	if b.left <= 0 {
		b.over = true
		return 0, errFilesTooLarge
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}

// or is the error to tell: of a form that breaks off at the limit, that one; a form that breaks
// off by itself is malformed.
func (b *boundedReader) or(err error) error {
	var e *errs.Error
	switch {
	case b.over:
		return errFilesTooLarge
	case errors.As(err, &e):
		return err
	}
	return problem.Malformed(err.Error())
}

var errFilesTooLarge = errs.New(errs.Limit, "files.too_large",
	errs.Text{ZH: "所选文件总大小超过限制", EN: "the files are too large"},
	errs.Text{ZH: "请压缩或减少文件后重试", EN: "make them smaller, or send fewer"})

// temporary is a file of its own that is gone when it is closed.
func temporary(r io.Reader, limit int64) (*os.File, error) {
	f, err := os.CreateTemp("", "lianshen-*")
	if err != nil {
		return nil, err
	}
	if err := os.Remove(f.Name()); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	n, err := io.Copy(f, io.LimitReader(r, limit+1))
	if err == nil && n > limit {
		err = errFilesTooLarge
	}
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}
