package api

import (
	"encoding/json"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianshen/api/problem"
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

// problem answers with an error. Causes are for the log alone.
func (s *Server) problem(c *fiber.Ctx, err error) error {
	e, status := problem.Of(err)
	if len(c.Response().Header.Peek(fiber.HeaderXContentTypeOptions)) == 0 {
		harden(c)
	}
	if status >= fiber.StatusInternalServerError {
		s.Log.Error("request failed", "id", c.GetRespHeader(fiber.HeaderXRequestID), "error", err)
	}
	if s.Portal != nil && !strings.HasPrefix(c.Path(), prefix) {
		return s.Portal.Fault(c, e, status)
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

func lang(c *fiber.Ctx) string {
	if c.AcceptsLanguages("zh", "zh-CN", "en") == "en" {
		return "en"
	}
	return "zh"
}

var errPrecondition = errs.New(errs.Usage, "api.precondition",
	errs.Text{ZH: "缺少 If-Match，无法确认您看到的是哪一版本", EN: "If-Match is missing: which version have you seen?"},
	errs.Text{ZH: "请先读取，并以其 ETag 作为 If-Match", EN: "read it first and send its ETag as If-Match"}).On("If-Match")
