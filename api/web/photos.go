package web

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianshen/api/pack"
	"lianshen/checker"
	"lianshen/internal/errs"
	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/formcode"
	"lianshen/workflow/photosheet"
)

var photoRoutes = []route{
	{Method: get, Path: "/projects/:id/photos", Op: "photosPage", Do: (*Portal).photosPage},
	{Method: post, Path: "/projects/:id/photos", Op: "assemblePhotos", Files: true, Do: (*Portal).assemblePhotos},
}

// Limits of photographs, in bytes.
const (
	maxPhoto  = 25 << 20
	maxPhotos = 200 << 20
)

// photosPage is where photographs are chosen and ordered. Nothing of them is kept: they come
// with the request that sets them, and go with it.
type photosPage struct {
	*Page
	ID    string
	Views []checker.View
	Acts  bool
	// Rows are those of the form without scripts.
	Rows      []int
	Most      int
	MaxPhoto  int64
	MaxPhotos int64
	Slug      string // of the document that the sheet becomes
}

func (p *Portal) photosPage(v *visit) error {
	d, err := v.dossier()
	if err != nil {
		return err
	}
	page, err := v.page(v.t("photos.title"), v.home(), v.project(d))
	if err != nil {
		return err
	}
	return v.show("photos", &photosPage{
		Page: page, ID: d.Project.ID, Views: checker.Views(), Acts: page.acts(d), Rows: []int{0, 1, 2, 3, 4, 5, 6, 7},
		Most: photosheet.MaxPictures, MaxPhoto: maxPhoto, MaxPhotos: maxPhotos, Slug: p.photoSlug(),
	})
}

// photoSlug is the document that photographs are filed as; "" where the notice has none.
func (p *Portal) photoSlug() string {
	for _, k := range p.Workflow.Notice().Kinds {
		if k.Form == notice.FormPhotos {
			return k.Slug
		}
	}
	return ""
}

var (
	errNoPhotos = errs.New(errs.Usage, "photos.none",
		errs.Text{ZH: "未选择图片", EN: "no picture was chosen"},
		errs.Text{ZH: "请选择JPEG或PNG图片", EN: "choose JPEG or PNG pictures"}).On("file.0")
	errManyPhotos = errs.New(errs.Limit, "photos.many",
		errs.Text{ZH: fmt.Sprintf("图片超过%d张", photosheet.MaxPictures), EN: fmt.Sprintf("more than %d pictures", photosheet.MaxPictures)},
		errs.Text{ZH: "请减少图片，或分册上传", EN: "choose fewer, or make several sheets"})
)

// assemblePhotos answers with the pictures of the form as a PDF to print.
func (p *Portal) assemblePhotos(v *visit) error {
	d, err := v.dossier()
	if err != nil {
		return err
	}
	photos := &photoForm{}
	defer photos.close()
	sheet, err := os.CreateTemp("", "lianshen-*")
	if err != nil {
		return err
	}
	if err = os.Remove(sheet.Name()); err == nil {
		err = p.assemble(v, d, photos, sheet)
	}
	if err == nil {
		_, err = sheet.Seek(0, io.SeekStart)
	}
	if err != nil {
		return errors.Join(sheet.Close(), v.again(err, p.photosPage))
	}
	v.fiber.Set(fiber.HeaderContentType, "application/pdf")
	v.fiber.Set(fiber.HeaderContentDisposition, pack.Attachment(d.Enterprise.Name+"-"+p.kind(p.photoSlug(), "zh")+".pdf"))
	return v.fiber.SendStream(sheet) // closes it
}

func (p *Portal) assemble(v *visit, d *workflow.Dossier, photos *photoForm, to io.Writer) error {
	if err := v.readFiles(maxPhotos, photos.take); err != nil {
		return err
	}
	s, pictures, err := photos.sheet(v)
	if err != nil {
		return err
	}
	s.Enterprise, s.Outlets = d.Enterprise.Name, d.OutletCodes()
	s.Code = formcode.Code{Project: d.Project.ID, Slug: p.photoSlug()}
	if name := d.Equipment.Contractor.Name; name != nil {
		s.Contractor = *name
	}
	return photos.named(p.Assemble(v.ctx, to, s, pictures))
}

// photoForm are the pictures of a form under way, each in a file of its own.
type photoForm struct {
	files []photoFile
}

type photoFile struct {
	at   int // its place in the form
	name string
	file *os.File
}

func (f *photoForm) close() {
	for _, p := range f.files {
		p.file.Close()
	}
}

// take keeps a picture of the field file.N.
func (f *photoForm) take(field, name string, r io.Reader) error {
	at, err := strconv.Atoi(strings.TrimPrefix(field, "file."))
	if err != nil || at < 0 {
		return nil //nolint:nilerr // no field of the form: nobody asked for it
	}
	if len(f.files) == photosheet.MaxPictures {
		return errManyPhotos
	}
	file, err := temporary(r, maxPhoto)
	if err != nil {
		return err
	}
	f.files = append(f.files, photoFile{at, name, file})
	return nil
}

// sheet puts the pictures into the order of the form, with what it says of each.
func (f *photoForm) sheet(v *visit) (*photosheet.Sheet, []io.Reader, error) {
	if len(f.files) == 0 {
		return nil, nil, errNoPhotos
	}
	slices.SortStableFunc(f.files, func(a, b photoFile) int { return a.at - b.at })
	s := &photosheet.Sheet{}
	var pictures []io.Reader
	for _, p := range f.files {
		n := strconv.Itoa(p.at)
		quarters, err := strconv.Atoi(v.form("turn." + n))
		if err != nil {
			quarters = 0
		}
		s.Pictures = append(s.Pictures, photosheet.Picture{Caption: shortened(v.form("caption."+n), 120), View: v.form("view." + n), Turn: quarters})
		pictures = append(pictures, p.file)
	}
	return s, pictures, nil
}

// named says of a fault which file it is of.
func (f *photoForm) named(err error) error {
	var at *photosheet.PictureError
	var e *errs.Error
	if !errors.As(err, &at) || !errors.As(err, &e) || at.Index >= len(f.files) {
		return err
	}
	name := f.files[at.Index].name
	told := *e
	told.Message = errs.Text{ZH: "「" + name + "」：" + e.Message.ZH, EN: name + ": " + e.Message.EN}
	return told.Wrap(err)
}

// shortened is a text of so many characters at most.
func shortened(s string, most int) string {
	runes := []rune(s)
	return string(runes[:min(len(runes), most)])
}
