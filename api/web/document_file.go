package web

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianshen/api/upload"
	"lianshen/workflow"
)

// number is a number in the address, 0 where there is none.
func (v *visit) number(name string) (int, error) {
	text := v.query(name)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, workflow.ErrNotFound
	}
	return n, nil
}

// version is the one that the address names, for its file and pictures.
func (v *visit) version() (*workflow.Version, error) {
	d, _, err := v.filed()
	if err != nil {
		return nil, err
	}
	number, err := v.number("v")
	if err != nil {
		return nil, err
	}
	for _, doc := range d.Documents {
		if doc.Slug != v.param("slug") {
			continue
		}
		if number == 0 {
			return doc.Current(), nil
		}
		if number <= len(doc.Versions) {
			return &doc.Versions[number-1], nil
		}
	}
	return nil, workflow.ErrNotFound
}

// given is the version that is asked for, where its bytes may be given out.
func (v *visit) given() (*workflow.Version, error) {
	version, err := v.version()
	if err == nil {
		err = version.Withheld()
	}
	return version, err
}

// documentFile gives the original, to be saved: no browser opens it from here.
func (p *Portal) documentFile(v *visit) error {
	version, err := v.given()
	if err != nil {
		return err
	}
	file, err := p.Open(v.ctx, version.SHA256)
	if err != nil {
		return err
	}
	upload.Attach(v.fiber, version.Name)
	return v.fiber.SendStream(file, int(version.Bytes))
}

// documentPicture gives a page as a picture. It never changes, and is kept by the browser of who
// may see it.
func (p *Portal) documentPicture(v *visit) error {
	version, err := v.given()
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(v.param("n"))
	if err != nil || n < 1 || n > max(p.MaxPages, 1) {
		return workflow.ErrNotFound
	}
	tag := fmt.Sprintf(`"%s-%d"`, version.SHA256[:32], n)
	v.fiber.Set(fiber.HeaderETag, tag)
	v.fiber.Set(fiber.HeaderCacheControl, "private, max-age=31536000, immutable")
	if v.query("v") == "" { // another version may be current tomorrow
		v.fiber.Set(fiber.HeaderCacheControl, "private, no-cache")
	}
	if strings.Contains(v.fiber.Get(fiber.HeaderIfNoneMatch), tag) {
		return v.fiber.SendStatus(fiber.StatusNotModified)
	}
	picture, err := p.Picture(v.ctx, version.SHA256, n)
	if err != nil {
		v.fiber.Response().Header.Del(fiber.HeaderETag)
		v.fiber.Set(fiber.HeaderCacheControl, "no-store")
		return err
	}
	v.fiber.Set(fiber.HeaderContentType, "image/jpeg")
	return v.fiber.Send(picture)
}
