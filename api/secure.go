package api

import (
	"bytes"
	"errors"

	"github.com/gofiber/fiber/v2"

	"lianshen/api/problem"
)

// secure sets what no answer goes without.
func secure(c *fiber.Ctx) error {
	harden(c)
	return c.Next()
}

// harden is also for answers to what is no request, which come to no handler.
func harden(c *fiber.Ctx) {
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderXFrameOptions, "DENY")
	c.Set(fiber.HeaderReferrerPolicy, "same-origin")
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; frame-ancestors 'none'")
	c.Set(fiber.HeaderCacheControl, "no-store")
}

// bodiless takes away what a HEAD would have streamed: fasthttp would write the end of it, and
// that would be taken for the beginning of the next answer.
func bodiless(c *fiber.Ctx) error {
	err := c.Next()
	if c.Method() == fiber.MethodHead && c.Response().IsBodyStream() {
		err = errors.Join(err, c.Response().CloseBodyStream())
		c.Response().ResetBody()
	}
	return err
}

// framed refuses a request that says twice how long it is: a proxy and we might take different
// things for the next one (request smuggling; RFC 9112 section 6.3).
func framed(c *fiber.Ctx) error {
	n := 0
	for line := range bytes.Lines(c.Request().Header.RawHeaders()) {
		name, _, _ := bytes.Cut(line, []byte(":"))
		if bytes.EqualFold(name, []byte(fiber.HeaderContentLength)) || bytes.EqualFold(name, []byte(fiber.HeaderTransferEncoding)) {
			n++
		}
	}
	if n > 1 {
		c.Context().SetConnectionClose()
		return problem.Malformed("Content-Length")
	}
	return c.Next()
}
