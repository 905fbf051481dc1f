package upload

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"
)

// longestName is the most characters of a name; file systems take no more than some 80 of ours.
const longestName = 80

// Name (文件名) makes a name that a stranger gave safe to keep, to show and to save under: no folder,
// no control characters, nothing that turns the direction of writing or cannot be seen, not too
// long, its ending kept. It is never empty.
func Name(given string) string {
	given = strings.ToValidUTF8(given, "")
	given = path.Base(strings.ReplaceAll(given, `\`, "/"))
	clean := strings.Map(func(r rune) rune {
		switch {
		case r == '/' || unicode.Is(unicode.Cf, r) || unicode.IsControl(r):
			return -1
		case unicode.IsSpace(r):
			return ' '
		case strings.ContainsRune(`<>:"|?*`, r): // Windows refuses them
			return '_'
		}
		return r
	}, given)
	clean = strings.Trim(clean, " .")
	if clean == "" || clean == "/" {
		return "未命名.pdf"
	}
	return shorten(clean)
}

func shorten(name string) string {
	all := []rune(name)
	if len(all) <= longestName {
		return name
	}
	ending := []rune(path.Ext(name))
	if len(ending) > 8 { // is none
		ending = nil
	}
	return strings.TrimRight(string(all[:longestName-len(ending)]), " .") + string(ending)
}

// Attach has a browser save what is answered, under a name, and never show it (RFC 6266).
func Attach(f *fiber.Ctx, name string) {
	name = Name(name)
	ascii := strings.Map(func(r rune) rune {
		if r >= utf8.RuneSelf || r == '"' || r == '\\' || r == '%' {
			return '_'
		}
		return r
	}, name)
	f.Set(fiber.HeaderContentDisposition, `attachment; filename="`+ascii+`"; filename*=UTF-8''`+percent(name))
	f.Set(fiber.HeaderContentType, fiber.MIMEOctetStream)
	f.Set(fiber.HeaderXContentTypeOptions, "nosniff")
}

// percent writes a name as RFC 8187 has it: all but letters, digits and a few marks escaped.
func percent(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || strings.IndexByte("!#$&+-.^_`|~", c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
	}
	return b.String()
}
