// Package picture opens a PNG or JPEG file as one page image: limits first, then the
// pixels, then upright as the camera was held. The bytes are untrusted: it is meant to be
// called in a cell only.
package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"
	"strings"
	"time"

	"github.com/bep/imagemeta"

	"lianshen/internal/errs"
)

// MaxPixels bounds a picture; the same as a rendered page, design.md 3.5.
const MaxPixels = 100_000_000

// Why a picture cannot be opened. They work with errors.Is.
var (
	ErrUnknown = errs.New(errs.Refused, "picture.unknown",
		errs.Text{ZH: "文件既不是 PNG 也不是 JPEG 图片", EN: "the file is neither a PNG nor a JPEG picture"},
		errs.Text{ZH: "请另存为 PNG 或 JPEG", EN: "save it as PNG or JPEG"})
	ErrDamaged = errs.New(errs.Refused, "picture.damaged",
		errs.Text{ZH: "图片已损坏或不完整", EN: "the picture is damaged or incomplete"},
		errs.Text{ZH: "请重新拍摄、扫描或另存后再试", EN: "photograph, scan or save it again"})
	ErrTooLarge = errs.New(errs.Limit, "picture.too_large",
		errs.Text{ZH: fmt.Sprintf("图片超过 %d 万像素", MaxPixels/10_000), EN: fmt.Sprintf("the picture has more than %d megapixels", MaxPixels/1_000_000)},
		errs.Text{ZH: "请缩小后再试", EN: "make it smaller"})
)

// format is one kind of file: how it begins and how it is read.
type format struct {
	magic  string
	size   func([]byte) (image.Config, error)
	decode func([]byte) (image.Image, error)
	meta   imagemeta.ImageFormat
}

var formats = []format{
	{"\x89PNG\r\n\x1a\n",
		func(b []byte) (image.Config, error) { return png.DecodeConfig(bytes.NewReader(b)) },
		func(b []byte) (image.Image, error) { return png.Decode(bytes.NewReader(b)) }, imagemeta.PNG},
	{"\xff\xd8\xff",
		func(b []byte) (image.Config, error) { return jpeg.DecodeConfig(bytes.NewReader(b)) },
		func(b []byte) (image.Image, error) { return jpeg.Decode(bytes.NewReader(b)) }, imagemeta.JPEG},
}

// Decode returns the picture on white paper, upright.
// Errors: ErrUnknown, ErrDamaged, ErrTooLarge.
func Decode(data []byte) (*image.RGBA, error) {
	for _, f := range formats {
		if bytes.HasPrefix(data, []byte(f.magic)) {
			return f.open(data)
		}
	}
	return nil, ErrUnknown
}

func (f format) open(data []byte) (*image.RGBA, error) {
	c, err := f.size(data)
	if err != nil || c.Width <= 0 || c.Height <= 0 {
		return nil, ErrDamaged.Wrap(err)
	}
	if c.Width > MaxPixels/c.Height {
		return nil, ErrTooLarge
	}
	src, err := f.decode(data)
	if err != nil {
		return nil, ErrDamaged.Wrap(err)
	}
	return upright(onPaper(src), f.orientation(data)), nil
}

// onPaper lays a picture with transparency on white.
func onPaper(src image.Image) *image.RGBA {
	b := src.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Rect, src, b.Min, draw.Over)
	return out
}

// orientation is the EXIF orientation, 1 to 8; 1 where there is none.
func (f format) orientation(data []byte) int {
	if v, ok := f.exif(data, "Orientation").(uint16); ok && v >= 1 && v <= 8 {
		return int(v)
	}
	return 1
}

// exif is the value of a tag, nil where there is none.
func (f format) exif(data []byte, name string) (value any) {
	defer func() { _ = recover() }() // metadata of an unexpected form
	_, _ = imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(data), ImageFormat: f.meta, Sources: imagemeta.EXIF,
		ShouldHandleTag: func(tag imagemeta.TagInfo) bool { return tag.Tag == name },
		HandleTag: func(tag imagemeta.TagInfo) error {
			value = tag.Value
			return nil
		},
	})
	return value
}

// Taken (拍摄时间) is when the camera says that the picture was taken, on its own clock; false where
// it does not.
func Taken(data []byte) (time.Time, bool) {
	for _, f := range formats {
		if text, ok := f.exif(data, "DateTimeOriginal").(string); ok && bytes.HasPrefix(data, []byte(f.magic)) {
			at, err := time.Parse("2006:01:02 15:04:05", strings.TrimSpace(text))
			return at, err == nil
		}
	}
	return time.Time{}, false
}

// Turn turns a picture clockwise by quarters of a turn.
func Turn(img *image.RGBA, quarters int) *image.RGBA {
	return upright(img, [4]int{1, 6, 3, 8}[((quarters%4)+4)%4])
}
