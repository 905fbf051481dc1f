package api

import (
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianshen/api/problem"
	"lianshen/api/upload"
	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/partial"
)

// Uploads that go on after a broken line: the tus resumable upload protocol 1.0.0 with the
// extensions creation, expiration and termination.
var tusRoutes = []route{
	{Method: "OPTIONS", Path: "/uploads", Op: "uploadOptions", Tag: "uploads", Summary: "What of the tus protocol is spoken here.", Open: true, Do: (*Server).uploadOptions},
	{Method: "POST", Path: "/projects/{id}/documents/{slug}/uploads", Op: "beginUpload", Tag: "uploads", Summary: "Begin an upload that can be gone on with (tus creation): Location is where.", Headers: []string{headerTus, headerLength, headerMetadata}, Status: 201, Do: (*Server).beginUpload},
	{Method: "HEAD", Path: "/uploads/{id}", Op: "uploadOffset", Tag: "uploads", Summary: "How much of an upload has arrived, in Upload-Offset.", Headers: []string{headerTus}, Status: 200, Do: (*Server).uploadOffset},
	{Method: "PATCH", Path: "/uploads/{id}", Op: "continueUpload", Tag: "uploads", Summary: "Send from Upload-Offset on; with the last byte the file becomes the current version of its document.", Headers: []string{headerTus, headerOffset}, File: true, Do: (*Server).continueUpload},
	{Method: "DELETE", Path: "/uploads/{id}", Op: "endUpload", Tag: "uploads", Summary: "Give an upload up (tus termination).", Headers: []string{headerTus}, Do: (*Server).endUpload},
}

// Headers of the protocol.
const (
	headerTus      = "Tus-Resumable"
	headerLength   = "Upload-Length"
	headerOffset   = "Upload-Offset"
	headerMetadata = "Upload-Metadata"
	headerExpires  = "Upload-Expires"

	tusVersion  = "1.0.0"
	offsetMedia = "application/offset+octet-stream"
)

var (
	errTusVersion = errs.New(errs.Usage, "tus.version",
		errs.Text{ZH: "缺少 Tus-Resumable，或版本不是1.0.0", EN: "Tus-Resumable is missing or not 1.0.0"},
		errs.Text{ZH: "请使用支持 tus 1.0.0 的客户端", EN: "use a client of tus 1.0.0"}).On(headerTus)
	errTusLength = errs.New(errs.Usage, "tus.length",
		errs.Text{ZH: "Upload-Length 应为文件的字节数", EN: "Upload-Length is the size of the file in bytes"},
		errs.Text{ZH: "请在开始上传时声明长度", EN: "say it when the upload begins"}).On(headerLength)
	errTusMedia = errs.New(errs.Usage, "tus.media_type",
		errs.Text{ZH: "续传内容的类型应为 application/offset+octet-stream", EN: "what is sent on is application/offset+octet-stream"},
		errs.Text{ZH: "请更正 Content-Type", EN: "correct the Content-Type"}).On(fiber.HeaderContentType)
	errTusSize = errs.New(errs.Limit, "tus.too_large",
		errs.Text{ZH: "文件或项目材料将超过上限", EN: "the file, or the files of the project with it, would be too large"},
		errs.Text{ZH: "请分册上传，或降低扫描分辨率（200 dpi 即可）", EN: "upload it in parts, or scan at a lower resolution (200 dpi will do)"}).On(headerLength)
	errTusNone = errs.New(errs.Unavailable, "tus.none",
		errs.Text{ZH: "本服务器不接受续传", EN: "this server takes no uploads in parts"},
		errs.Text{ZH: "请直接上传", EN: "upload the file at once"})
)

// tus is asked first by every operation of the protocol but OPTIONS.
func (s *Server) tus(c *call) error {
	c.fiber.Set(headerTus, tusVersion)
	if s.Uploads == nil {
		return errTusNone
	}
	if c.fiber.Get(headerTus) != tusVersion {
		c.fiber.Set("Tus-Version", tusVersion)
		return errTusVersion
	}
	return nil
}

func (s *Server) uploadOptions(c *call) (any, error) {
	c.fiber.Set(headerTus, tusVersion)
	c.fiber.Set("Tus-Version", tusVersion)
	c.fiber.Set("Tus-Extension", "creation,expiration,termination")
	if most := s.Workflow.Limits().Document; most > 0 {
		c.fiber.Set("Tus-Max-Size", strconv.FormatInt(most, 10))
	}
	return nil, nil
}

// beginUpload asks whether the project takes the file before a byte of it is sent.
func (s *Server) beginUpload(c *call) (any, error) {
	if err := s.tus(c); err != nil {
		return nil, err
	}
	if err := s.Workflow.MayUpload(c.ctx, c.actor(), c.id(), c.fiber.Params("slug")); err != nil {
		return nil, err
	}
	length, err := strconv.ParseInt(c.fiber.Get(headerLength), 10, 64)
	if err != nil || length <= 0 {
		return nil, errTusLength
	}
	if err := s.room(c, length); err != nil {
		return nil, err
	}
	slug := c.fiber.Params("slug")
	if s.Workflow.Notice().Kind(slug) == nil {
		return nil, workflow.ErrNotFound
	}
	name, err := fileName(c.fiber.Get(headerMetadata))
	if err != nil {
		return nil, err
	}
	u, err := s.Uploads.Begin(partial.Upload{Person: c.who.Session.Person, Project: c.id(), Slug: slug, Name: name, Length: length})
	if err != nil {
		return nil, err
	}
	c.fiber.Set(fiber.HeaderLocation, prefix+"/uploads/"+u.ID)
	expires(c, u)
	return nil, nil
}

// room refuses what the project has no room for, with what others are sending to it.
func (s *Server) room(c *call, length int64) error {
	limits := s.Workflow.Limits()
	d, err := s.Workflow.Dossier(c.ctx, c.id())
	if err != nil {
		return err
	}
	total, seen := length+s.Uploads.Under(c.id()), map[string]bool{}
	for _, doc := range d.Documents {
		for _, v := range doc.Versions {
			if !seen[v.SHA256] {
				total, seen[v.SHA256] = total+v.Bytes, true
			}
		}
	}
	if limits.Document > 0 && length > limits.Document || limits.Project > 0 && total > limits.Project {
		return errTusSize
	}
	return nil
}

// fileName is the file name of Upload-Metadata: pairs of a key and a value in base64, by commas.
func fileName(metadata string) (string, error) {
	for pair := range strings.SplitSeq(metadata, ",") {
		key, value, _ := strings.Cut(strings.TrimSpace(pair), " ")
		if key != "filename" {
			continue
		}
		raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(value))
		if err != nil {
			return "", problem.Malformed("Upload-Metadata: " + err.Error())
		}
		return upload.Name(string(raw)), nil
	}
	return upload.Name("upload.pdf"), nil
}

func expires(c *call, u partial.Upload) {
	c.fiber.Set(headerExpires, u.Expires.UTC().Format(http.TimeFormat))
}

func (s *Server) uploadOffset(c *call) (any, error) {
	if err := s.tus(c); err != nil {
		return nil, err
	}
	u, err := s.Uploads.Find(c.id(), c.who.Session.Person)
	if err != nil {
		return nil, err
	}
	c.fiber.Set(headerOffset, strconv.FormatInt(u.Offset, 10))
	c.fiber.Set(headerLength, strconv.FormatInt(u.Length, 10))
	c.fiber.Set(headerMetadata, "filename "+base64.StdEncoding.EncodeToString([]byte(u.Name)))
	expires(c, u)
	return nil, nil
}

// continueUpload keeps what arrives, and all of it once it is whole.
func (s *Server) continueUpload(c *call) (any, error) {
	if err := s.tus(c); err != nil {
		return nil, err
	}
	if kind, _, err := mime.ParseMediaType(c.fiber.Get(fiber.HeaderContentType)); err != nil || kind != offsetMedia {
		return nil, errTusMedia
	}
	offset, err := strconv.ParseInt(c.fiber.Get(headerOffset), 10, 64)
	if err != nil || offset < 0 {
		return nil, partial.ErrOffset
	}
	u, err := s.Uploads.Append(c.id(), c.who.Session.Person, offset, upload.Body(c.fiber))
	if err != nil {
		return nil, err
	}
	if u.Offset == u.Length {
		err = s.Uploads.Finish(u.ID, u.Person, func(u partial.Upload, file io.Reader) error {
			_, err := s.take(c, u.Project, u.Slug, u.Name, file)
			return err
		})
		if errors.Is(err, partial.ErrUnknown) { // the same bytes were sent twice, and kept
			err = nil
		}
		if err != nil {
			return nil, err
		}
	}
	c.fiber.Set(headerOffset, strconv.FormatInt(u.Offset, 10))
	expires(c, u)
	return nil, nil
}

func (s *Server) endUpload(c *call) (any, error) {
	if err := s.tus(c); err != nil {
		return nil, err
	}
	return nil, s.Uploads.End(c.id(), c.who.Session.Person)
}
