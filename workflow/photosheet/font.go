package photosheet

import (
	"fmt"
	"os"

	"github.com/signintech/gopdf"

	"lianshen/internal/errs"
)

// face is a font that text is set in. Later faces stand in for characters that those before lack.
type face struct{ name, path, debian string }

var faces = []face{
	{"song", "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf", "fonts-arphic-gbsn00lp"},
	{"droid", "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf", "fonts-droid-fallback"},
}

// Fonts are the files that Write reads.
func Fonts() []string {
	var out []string
	for _, f := range faces {
		out = append(out, f.path)
	}
	return out
}

// addFonts puts the faces into a PDF, whose unused characters are left out when it is written.
func addFonts(pdf *gopdf.GoPdf) error {
	for _, f := range faces {
		raw, err := os.ReadFile(f.path)
		if err == nil {
			err = pdf.AddTTFFontData(f.name, raw)
		}
		if err != nil {
			return errs.New(errs.Unavailable, "photosheet.font",
				errs.Text{ZH: "服务器缺少中文字体 " + f.debian + "，无法生成PDF", EN: "the server lacks the Chinese font " + f.debian + ", so no PDF can be made"},
				errs.Text{ZH: "请联系系统管理员安装该字体包", EN: "ask the administrator to install that package"}).Wrap(fmt.Errorf("%s: %w", f.path, err))
		}
	}
	return nil
}
