// Package photosheet sets photographs of an installation (安装图片) as a PDF to print, stamp, scan
// and upload: a cover that says whose they are, with the place of the seal and the form's code,
// then two pictures a page with captions.
//
// Pictures are untrusted: Prepare and Write are called in a cell (checker/cell) only.
package photosheet

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"strings"

	"golang.org/x/image/draw"

	"lianshen/checker"
	"lianshen/checker/picture"
	"lianshen/workflow/formcode"
)

// MaxPictures is how many pictures a sheet takes: so many the cover can list.
const MaxPictures = 48

// Sheet (安装图片) is what is set besides the pictures themselves.
type Sheet struct {
	Enterprise string        `json:"enterprise"`
	Outlets    string        `json:"outlets"`
	Contractor string        `json:"contractor"` // "" is not known
	Code       formcode.Code `json:"code"`
	Pictures   []Picture     `json:"pictures"`
}

// Picture (图片) is a picture in its place.
type Picture struct {
	Caption string `json:"caption"`
	// View is what it shows, by the slug of a checker.View; "" when nobody said so.
	View string `json:"view"`
	// Turn is how many quarters it is turned clockwise, after the camera's own word was heeded.
	Turn int `json:"turn"`
	// Bytes is how large the prepared picture is.
	Bytes int `json:"bytes"`
	// Taken is when the camera says that it was taken, "" unknown.
	Taken string `json:"taken"`
}

// PictureError is an error of one picture of a sheet, from 0.
type PictureError struct {
	Index int
	Err   error
}

func (e *PictureError) Error() string { return fmt.Sprintf("picture %d: %v", e.Index+1, e.Err) }

// Unwrap returns what is wrong with it.
func (e *PictureError) Unwrap() error { return e.Err }

// Prepared pictures are no larger than what a page shows at 200 dpi.
const (
	maxWidth  = 1400
	maxHeight = 1000
	quality   = 82
)

// Prepared is a picture as it is set.
type Prepared struct {
	JPEG  []byte
	Taken string // 2026-10-01 09:12, "" unknown
}

// Prepare opens a picture, turns it upright and by quarters more, and makes it no larger than it
// is shown. Errors: those of picture.Decode.
func Prepare(data []byte, turn int) (*Prepared, error) {
	img, err := picture.Decode(data)
	if err != nil {
		return nil, err
	}
	out := &Prepared{}
	if at, ok := picture.Taken(data); ok {
		out.Taken = at.Format("2006-01-02 15:04")
	}
	var b bytes.Buffer
	err = jpeg.Encode(&b, picture.Turn(shrunk(img, turn), turn), &jpeg.Options{Quality: quality})
	out.JPEG = b.Bytes()
	return out, err
}

// shrunk fits a picture, which is yet to be turned, into what a page shows.
func shrunk(img *image.RGBA, turn int) *image.RGBA {
	w, h := maxWidth, maxHeight
	if turn%2 != 0 {
		w, h = h, w
	}
	size := img.Rect.Size()
	scale := min(1, float64(w)/float64(size.X), float64(h)/float64(size.Y))
	if scale == 1 {
		return img
	}
	out := image.NewRGBA(image.Rect(0, 0, max(1, int(float64(size.X)*scale)), max(1, int(float64(size.Y)*scale))))
	draw.CatmullRom.Scale(out, out.Rect, img, img.Rect, draw.Src, nil)
	return out
}

// says is the caption with the word for what the picture shows, which readers know it by.
func (p *Picture) says() string {
	caption := strings.Join(strings.Fields(p.Caption), " ")
	for _, v := range checker.Views() {
		if v.Slug != p.View {
			continue
		}
		for _, named := range checker.ViewsOf(caption) {
			if named == v.Slug {
				return caption
			}
		}
		if caption == "" {
			return v.Word
		}
		return caption + "（" + v.Word + "）"
	}
	return caption
}

// line is the caption under a picture.
func (p *Picture) line(number int) string {
	text := fmt.Sprintf("图%d　%s", number, p.says())
	if p.Taken != "" {
		text += "　拍摄时间：" + p.Taken
	}
	return text
}

// sizeOf is how wide and high a prepared picture is, in pixels.
func sizeOf(file []byte) (w, h float64, err error) {
	c, err := jpeg.DecodeConfig(bytes.NewReader(file))
	return float64(c.Width), float64(c.Height), err
}
