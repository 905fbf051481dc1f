package api

import (
	"bytes"

	"github.com/gofiber/fiber/v2"
)

// notice prints all corrections at once.
func (s *Server) notice(c *call) (any, error) {
	d, err := s.dossier(c)
	if err != nil {
		return nil, err
	}
	if s.Notice == nil {
		return nil, errNoRules
	}
	var b bytes.Buffer
	err = s.Notice(c.ctx, &b, d.Project.ID, lang(c.fiber))
	return html(b.Bytes()), err
}

// form prints a form that is filled in beforehand.
func (s *Server) form(c *call) (any, error) {
	d, err := s.dossier(c)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = s.printer(c).Form(&b, d, c.fiber.Params("slug"))
	return html(b.Bytes()), err
}

func (s *Server) dossierZip(c *call) (any, error) {
	d, err := s.dossier(c)
	if err != nil {
		return nil, err
	}
	return archive(func(f *fiber.Ctx) error { return s.Packer.Send(f, d) }), nil
}
