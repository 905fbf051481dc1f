package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"mime"
	"path"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianshen/api/problem"
	"lianshen/internal/errs"
)

// dist is filled by internal/dev/bundle.
//
//go:embed all:dist
var dist embed.FS

// assets are the bundled scripts and styles, under names that change with what is in them, so
// that a browser keeps them for ever.
type assets struct {
	byName map[string]string // app.css: /assets/app.0123456789ab.css
	files  map[string][]byte // app.0123456789ab.css
}

var errNoAssets = errs.New(errs.Unavailable, "assets.missing",
	errs.Text{ZH: "程序中没有门户的样式与脚本", EN: "the portal's assets are not in the program"},
	errs.Text{ZH: "请运行 make build 重新构建", EN: "build it with make build"})

func loadAssets() (*assets, error) {
	a := &assets{map[string]string{}, map[string][]byte{}}
	for _, name := range []string{"app.css", "app.js"} {
		raw, err := dist.ReadFile("dist/" + name)
		if err != nil {
			return nil, errNoAssets.Wrap(err)
		}
		sum := sha256.Sum256(raw)
		ext := path.Ext(name)
		hashed := strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
		a.byName[name], a.files[hashed] = "/assets/"+hashed, raw
	}
	return a, nil
}

func (a *assets) url(name string) string { return a.byName[name] }

func (a *assets) serve(f *fiber.Ctx) error {
	name := f.Params("name")
	raw, ok := a.files[name]
	if !ok {
		return problem.ErrNoRoute
	}
	f.Set(fiber.HeaderContentType, mime.TypeByExtension(path.Ext(name)))
	f.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	return f.Send(raw)
}
