package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"lianshen/api/problem"
	"lianshen/api/upload"
	"lianshen/workflow/once"
)

// headerKey names a creation, so that it may be asked for again; headerReplayed marks an answer
// that was given before.
const (
	headerKey      = "Idempotency-Key"
	headerReplayed = "Idempotency-Replayed"
)

// once reports whether a route creates something that a retry must not create again.
func (r route) once() bool {
	return r.Method == http.MethodPost && r.status() == http.StatusCreated && r.Result != nil && !r.Open
}

// create answers a creation under its key; without one, as any other request.
func (s *Server) create(c *call, r route) error {
	key := c.fiber.Get(headerKey)
	if key == "" || s.Once == nil {
		return s.do(c, r)
	}
	request, err := c.digest()
	if err != nil {
		return err
	}
	a, again, err := s.Once.Do(c.ctx, once.Key{Person: c.who.Session.Person, Operation: r.Op, Key: key}, request, func(ctx context.Context) (once.Answer, error) {
		c.ctx = ctx
		out, err := r.Do(s, c)
		if err != nil {
			return once.Answer{}, err
		}
		raw, err := json.Marshal(out)
		return once.Answer{Status: r.status(), ETag: etag(out), Body: string(raw)}, err
	})
	if err != nil {
		return err
	}
	if a.ETag != "" {
		c.fiber.Set(fiber.HeaderETag, a.ETag)
	}
	if again {
		c.fiber.Set(headerReplayed, "true")
	}
	c.fiber.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	return c.fiber.Status(a.Status).SendString(a.Body)
}

// digest is of all that a request asks for, but for who asks.
func (c *call) digest() (string, error) {
	raw, err := c.raw()
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	for _, part := range []string{c.fiber.Method(), c.fiber.OriginalURL(), c.fiber.Get(fiber.HeaderContentType), c.fiber.Get(fiber.HeaderIfMatch), string(raw)} {
		fmt.Fprintf(sum, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// raw is the whole body of a request that is small, read once.
func (c *call) raw() ([]byte, error) {
	if c.sent != nil {
		return c.sent, nil
	}
	raw, err := io.ReadAll(io.LimitReader(upload.Body(c.fiber), bodyLimit+1))
	switch {
	case err != nil:
		return nil, err
	case len(raw) > bodyLimit:
		return nil, problem.ErrTooLarge
	}
	c.sent = append([]byte{}, raw...)
	return c.sent, nil
}
