package api

import (
	"encoding/json"
	"errors"
	"io"

	"github.com/gofiber/fiber/v2"

	"lianshen/internal/errs"
)

// Problem (错误) is an error as RFC 9457 has it, with what a program and a person need.
type Problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	// Code is stable; Field is the input that is wrong, dotted, or "".
	Code    string    `json:"code"`
	Field   string    `json:"field"`
	Message errs.Text `json:"message"`
	Remedy  errs.Text `json:"remedy"`
	// Request is what the log calls the request.
	Request string `json:"request"`
}

// statuses is the one place where categories become HTTP statuses.
var statuses = map[errs.Category]int{
	errs.Usage: fiber.StatusUnprocessableEntity, errs.Refused: fiber.StatusUnprocessableEntity, errs.Limit: fiber.StatusRequestEntityTooLarge,
	errs.Unavailable: fiber.StatusServiceUnavailable, errs.Forbidden: fiber.StatusForbidden, errs.NotFound: fiber.StatusNotFound,
	errs.Conflict: fiber.StatusConflict, errs.Internal: fiber.StatusInternalServerError,
}

// exact are codes whose status says more than their category's.
var exact = map[string]int{
	"account.wrong": fiber.StatusUnauthorized, "account.signed_out": fiber.StatusUnauthorized, "account.locked": fiber.StatusTooManyRequests,
	"workflow.version": fiber.StatusPreconditionFailed, "api.precondition": fiber.StatusPreconditionRequired,
	"api.malformed": fiber.StatusBadRequest, "api.media_type": fiber.StatusUnsupportedMediaType,
}

// problem answers with an error. Causes are for the log alone.
func (s *Server) problem(c *fiber.Ctx, err error) error {
	e := errs.As(ours(err))
	drain(c)
	status, ok := exact[e.Code]
	if !ok {
		status = statuses[e.Category]
	}
	if status >= fiber.StatusInternalServerError {
		s.Log.Error("request failed", "id", c.GetRespHeader(fiber.HeaderXRequestID), "error", err)
	}
	raw, err := json.Marshal(Problem{
		Type: "about:blank", Title: e.Message.In(lang(c)), Status: status, Code: e.Code, Field: e.Field,
		Message: e.Message, Remedy: e.Remedy, Request: c.GetRespHeader(fiber.HeaderXRequestID),
	})
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/problem+json")
	return c.Status(status).Send(raw)
}

// drain reads what is left of a small body, so that its sender hears the answer. After a large
// one the connection ends: its rest must not be taken for another request.
func drain(c *fiber.Ctx) {
	body := c.Context().RequestBodyStream()
	if body == nil {
		return
	}
	if _, err := io.CopyN(io.Discard, body, 2*bodyLimit); !errors.Is(err, io.EOF) {
		c.Context().SetConnectionClose()
	}
}

// ours turns the framework's errors into errors with words.
func ours(err error) error {
	var f *fiber.Error
	if !errors.As(err, &f) {
		return err
	}
	switch f.Code {
	case fiber.StatusNotFound, fiber.StatusMethodNotAllowed:
		return errNoRoute
	case fiber.StatusRequestEntityTooLarge:
		return errTooLarge
	case fiber.StatusInternalServerError:
		return err
	}
	return malformed(f.Message)
}

func lang(c *fiber.Ctx) string {
	if c.AcceptsLanguages("zh", "zh-CN", "en") == "en" {
		return "en"
	}
	return "zh"
}

var (
	errNoRoute = errs.New(errs.NotFound, "api.no_route",
		errs.Text{ZH: "没有该地址或方法", EN: "there is no such address or method"},
		errs.Text{ZH: "请对照 /api/v1/openapi.yaml", EN: "see /api/v1/openapi.yaml"})
	errTooLarge = errs.New(errs.Limit, "api.too_large",
		errs.Text{ZH: "请求内容超过1MB", EN: "the request is larger than 1 MB"},
		errs.Text{ZH: "文件请用上传接口", EN: "files go to the upload operation"})
	errPrecondition = errs.New(errs.Usage, "api.precondition",
		errs.Text{ZH: "缺少 If-Match，无法确认您看到的是哪一版本", EN: "If-Match is missing: which version have you seen?"},
		errs.Text{ZH: "请先读取，并以其 ETag 作为 If-Match", EN: "read it first and send its ETag as If-Match"}).On("If-Match")
	errCSRF = errs.New(errs.Forbidden, "api.csrf",
		errs.Text{ZH: "请求未通过来源校验", EN: "the request did not show where it comes from"},
		errs.Text{ZH: "请以 GET /api/v1/session 给出的 csrf 作为 X-CSRF-Token", EN: "send the csrf of GET /api/v1/session as X-CSRF-Token"})
	errMediaType = errs.New(errs.Usage, "api.media_type",
		errs.Text{ZH: "请求内容的类型不符", EN: "the body is of another type"},
		errs.Text{ZH: "JSON用 application/json，文件用 application/pdf", EN: "JSON is application/json, files are application/pdf"})
)

func malformed(detail string) error {
	return errs.New(errs.Usage, "api.malformed",
		errs.Text{ZH: "请求内容有误：" + detail, EN: "the request is malformed: " + detail},
		errs.Text{ZH: "请对照 /api/v1/openapi.yaml", EN: "see /api/v1/openapi.yaml"})
}
