// Package problem is the one place where errors become HTTP statuses, for the API and for the
// portal alike.
package problem

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"lianshen/internal/errs"
)

// Errors of a request as such.
var (
	ErrNoRoute = errs.New(errs.NotFound, "api.no_route",
		errs.Text{ZH: "没有该地址或方法", EN: "there is no such address or method"},
		errs.Text{ZH: "请核对地址；接口见 /api/docs", EN: "check the address; the API is at /api/docs"})
	ErrTooLarge = errs.New(errs.Limit, "api.too_large",
		errs.Text{ZH: "请求内容超过1MB", EN: "the request is larger than 1 MB"},
		errs.Text{ZH: "文件请用上传接口", EN: "files go to the upload operation"})
	ErrHeaders = errs.New(errs.Limit, "api.headers_too_large",
		errs.Text{ZH: "请求地址或请求头过长", EN: "the address or the headers of the request are too long"},
		errs.Text{ZH: "请缩短后重试；浏览器可清除本站 Cookie 后重试", EN: "shorten them; in a browser, take away this site's cookies"})
	ErrMediaType = errs.New(errs.Usage, "api.media_type",
		errs.Text{ZH: "请求内容的类型不符", EN: "the body is of another type"},
		errs.Text{ZH: "JSON用 application/json，文件用 application/pdf", EN: "JSON is application/json, files are application/pdf"})
)

// statuses is by category.
var statuses = map[errs.Category]int{
	errs.Usage: fiber.StatusUnprocessableEntity, errs.Refused: fiber.StatusUnprocessableEntity, errs.Limit: fiber.StatusRequestEntityTooLarge,
	errs.Unavailable: fiber.StatusServiceUnavailable, errs.Forbidden: fiber.StatusForbidden, errs.NotFound: fiber.StatusNotFound,
	errs.Conflict: fiber.StatusConflict, errs.Internal: fiber.StatusInternalServerError,
}

// exact are codes whose status says more than their category's.
var exact = map[string]int{
	"account.wrong": fiber.StatusUnauthorized, "account.signed_out": fiber.StatusUnauthorized, "account.second_step": fiber.StatusUnauthorized, "account.code": fiber.StatusUnauthorized,
	"account.locked": fiber.StatusTooManyRequests, "account.often": fiber.StatusTooManyRequests,
	"api.headers_too_large": fiber.StatusRequestHeaderFieldsTooLarge, "workflow.version": fiber.StatusPreconditionFailed, "api.precondition": fiber.StatusPreconditionRequired,
	"tus.version": fiber.StatusPreconditionFailed, "tus.media_type": fiber.StatusUnsupportedMediaType, "tus.locked": fiber.StatusLocked, "tus.gone": fiber.StatusGone,
	"tus.many": fiber.StatusTooManyRequests, "upload.person_day": fiber.StatusTooManyRequests, "api.idempotency_many": fiber.StatusTooManyRequests, "api.malformed": fiber.StatusBadRequest, "upload.length": fiber.StatusLengthRequired, "api.media_type": fiber.StatusUnsupportedMediaType,
}

// Of is an error with its words, and its status.
func Of(err error) (*errs.Error, int) {
	e := errs.As(ours(err))
	if status, ok := exact[e.Code]; ok {
		return e, status
	}
	return e, statuses[e.Category]
}

// ours turns the framework's errors into errors with words.
func ours(err error) error {
	var f *fiber.Error
	if !errors.As(err, &f) {
		return err
	}
	switch f.Code {
	case fiber.StatusNotFound, fiber.StatusMethodNotAllowed:
		return ErrNoRoute
	case fiber.StatusRequestEntityTooLarge:
		return ErrTooLarge
	case fiber.StatusRequestHeaderFieldsTooLarge:
		return ErrHeaders
	case fiber.StatusInternalServerError:
		return err
	}
	return Malformed("HTTP") // the framework's words repeat what was sent
}

// Malformed says what is wrong with the form of a request.
func Malformed(detail string) error {
	return errs.New(errs.Usage, "api.malformed",
		errs.Text{ZH: "请求内容有误：" + detail, EN: "the request is malformed: " + detail},
		errs.Text{ZH: "请对照 /api/v1/openapi.yaml", EN: "see /api/v1/openapi.yaml"})
}
