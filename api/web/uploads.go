package web

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"slices"

	"github.com/gofiber/fiber/v2"

	"lianshen/api/caller"
	"lianshen/api/problem"
	"lianshen/api/upload"
	"lianshen/internal/errs"
	"lianshen/workflow"
)

var (
	errNoFile = errs.New(errs.Usage, "upload.no_file",
		errs.Text{ZH: "没有选择文件", EN: "no file was chosen"},
		errs.Text{ZH: "请选择一个PDF文件", EN: "choose a PDF"}).On("file")
	errNoKind = errs.New(errs.Usage, "upload.no_kind",
		errs.Text{ZH: "无法从文件名判断材料种类", EN: "the file's name does not say what it is"},
		errs.Text{ZH: "请在「材料种类」中选择后再上传", EN: "choose the kind of document, then send it again"}).On("slug")
	errShare = errs.New(errs.Usage, "upload.share",
		errs.Text{ZH: "这些材料不能共用一个文件", EN: "one file cannot be these documents together"},
		errs.Text{ZH: "请分别上传", EN: "upload them one by one"}).On("also")
)

// partLimit is the most bytes of a field of a form with a file.
const partLimit = 4 << 10

// sentForm (上传表单) is a form with a file, as far as it was read: its fields, and the file that is
// still on its way. The file is the last part; what comes after it is not looked at.
type sentForm struct {
	fields map[string][]string
	name   string
	file   io.Reader
}

func (f *sentForm) one(name string) string {
	if all := f.fields[name]; len(all) > 0 {
		return all[0]
	}
	return ""
}

// readFileForm reads a form up to its file. Its first part is the CSRF token: nothing of a form
// from elsewhere is looked at.
func (v *visit) readFileForm() (*sentForm, error) {
	kind, params, err := mime.ParseMediaType(v.fiber.Get(fiber.HeaderContentType))
	if err != nil || kind != fiber.MIMEMultipartForm || params["boundary"] == "" {
		return nil, errors.Join(v.mayUpload(v.param("id"), own(v.param("slug"))...), problem.ErrMediaType)
	}
	parts := multipart.NewReader(v.stream(), params["boundary"])
	out := &sentForm{fields: map[string][]string{}}
	for n := 0; ; n++ {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) && n > 0 {
			return nil, errNoFile
		}
		if err != nil {
			return nil, problem.Malformed(err.Error())
		}
		if part.FormName() == "file" && n > 0 {
			out.name, out.file = part.FileName(), part
			if out.name == "" {
				return nil, errNoFile
			}
			return out, nil
		}
		value, err := io.ReadAll(io.LimitReader(part, partLimit+1))
		if err != nil || len(value) > partLimit || n > 32 {
			return nil, problem.Malformed("field " + part.FormName())
		}
		if n == 0 && (part.FormName() != "csrf" || !v.who.Proves(string(value))) && v.fiber.Get(caller.Header) == "" {
			return nil, caller.ErrCSRF
		}
		out.fields[part.FormName()] = append(out.fields[part.FormName()], string(value))
	}
}

// mayUpload asks whether a project takes documents of who asks: these, or any.
func (v *visit) mayUpload(project string, slugs ...string) error {
	if len(slugs) == 0 {
		return v.p.Workflow.May(v.ctx, v.actor(), "upload", project)
	}
	for _, slug := range slugs {
		if err := v.p.Workflow.MayUpload(v.ctx, v.actor(), project, slug); err != nil {
			return err
		}
	}
	return nil
}

// keep takes a file into slots of a project: whether the project takes it is asked before a byte
// is read, its kind by the first of them, its size while it comes. Then it is read at once.
func (v *visit) keep(project string, slugs []string, name string, file io.Reader) ([]workflow.Version, error) {
	if err := v.mayUpload(project, slugs...); err != nil {
		return nil, err
	}
	n := v.p.Workflow.Notice()
	for i, a := range slugs {
		for _, b := range slugs[:i] {
			if !n.MayShare(a, b) {
				return nil, errShare
			}
		}
	}
	file, err := upload.PDF(file)
	if err != nil {
		return nil, err
	}
	made, err := v.p.Workflow.Upload(v.ctx, v.actor(), workflow.Upload{Project: project, Slugs: slugs, Name: upload.Name(name), File: file, Reading: v.p.Read != nil})
	if err != nil {
		return nil, err
	}
	var unread []workflow.InspectArgs
	for i, slug := range slugs {
		if !made[i].Read() {
			unread = append(unread, workflow.InspectArgs{Project: project, Slug: slug, Number: made[i].Number})
		}
	}
	if v.p.Read != nil && len(unread) > 0 {
		v.p.Read(unread...)
	}
	return made, nil
}

// uploadForm takes a file sent by a form, without any script.
func (p *Portal) uploadForm(v *visit) error {
	f, err := v.readFileForm()
	if err == nil {
		_, err = v.keep(v.param("id"), slugs(v.param("slug"), f.fields["also"]), f.name, f.file)
	}
	if errors.Is(err, caller.ErrCSRF) {
		return err
	}
	if err != nil {
		return v.again(err, p.documentPage)
	}
	return v.see("/projects/"+v.param("id")+"/documents/"+v.param("slug"), "uploaded")
}

// own is the document of a path, where it names one.
func own(slug string) []string {
	if slug == "" {
		return nil
	}
	return []string{slug}
}

func slugs(first string, also []string) []string {
	out := []string{first}
	for _, s := range also {
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// uploadState is what a script shows of an upload; the part "upload-state".
type uploadState struct {
	*Page
	Project, Slug string
	Number        int
	Fault         *errs.Error
	Progress      *progress
}

// uploadFile takes a file sent by a script as it is, and answers with a part of a page.
func (p *Portal) uploadFile(v *visit) error {
	out := &uploadState{Page: &Page{Lang: v.lang}, Project: v.param("id"), Slug: v.param("slug")}
	made, err := v.putFile()
	switch {
	case err != nil && (expected(err, errs.Internal) || expected(err, errs.NotFound) || !errors.As(err, new(*errs.Error))):
		return err
	case err != nil:
		e, status := problem.Of(err)
		out.Fault = e
		v.fiber.Status(status)
	default:
		out.Number = made[0].Number
		out.Progress = v.progress(out.Project, out.Slug, &made[0])
		v.fiber.Status(fiber.StatusCreated)
	}
	return v.part("upload", "upload-state", out)
}

func (v *visit) putFile() ([]workflow.Version, error) {
	if kind, _, err := mime.ParseMediaType(v.fiber.Get(fiber.HeaderContentType)); err != nil || kind != "application/pdf" {
		return nil, errors.Join(v.mayUpload(v.param("id"), own(v.param("slug"))...), problem.ErrMediaType)
	}
	if err := upload.Announced(v.fiber); err != nil {
		return nil, err
	}
	var also []string
	for _, raw := range v.fiber.Context().QueryArgs().PeekMulti("also") {
		also = append(also, string(raw))
	}
	return v.keep(v.param("id"), slugs(v.param("slug"), also), v.query("name"), v.stream())
}

// dropPage takes several files at once.
type dropPage struct {
	*Page
	*workflow.Dossier
	Limits limitsView
	Kinds  []kindChoice
}

// kindChoice is a kind of document that a file may be.
type kindChoice struct {
	Slug, Name string
	Stage      int
	There      bool // one was uploaded already
	// With are those that the same file may be besides.
	With []shareView
}

func (p *Portal) dropPage(v *visit) error {
	d, err := v.dossier()
	if err != nil {
		return err
	}
	if err := v.mayUpload(d.Project.ID); err != nil {
		return err
	}
	page, err := v.page(v.t("drop.title"), v.home(), v.project(d))
	if err != nil {
		return err
	}
	return v.show("upload", &dropPage{Page: page, Dossier: d, Limits: p.limits(d), Kinds: p.choices(d, v.lang)})
}

// choices are the kinds that the project files, in the notice's order.
func (p *Portal) choices(d *workflow.Dossier, lang string) []kindChoice {
	var out []kindChoice
	for _, slug := range p.Workflow.Notice().Required(d.Project.Kind) {
		kind := p.Workflow.Notice().Kind(slug)
		c := kindChoice{Slug: slug, Name: kind.Name.In(lang), Stage: kind.Stage}
		c.There = slices.ContainsFunc(d.Documents, func(d workflow.Document) bool { return d.Slug == slug })
		for _, other := range p.shared(d, slug) {
			c.With = append(c.With, shareView{other, p.kind(other, lang)})
		}
		out = append(out, c)
	}
	return out
}

// dropForm takes one file without a script: its kind is chosen, or told by its name.
func (p *Portal) dropForm(v *visit) error {
	f, err := v.readFileForm()
	if errors.Is(err, caller.ErrCSRF) {
		return err
	}
	if err != nil {
		return v.again(err, p.dropPage)
	}
	d, err := v.dossier()
	if err != nil {
		return err
	}
	slug := f.one("slug")
	if slug == "" {
		slug = p.guess(d, f.name)
	}
	if slug == "" {
		return v.again(errNoKind, p.dropPage)
	}
	if _, err := v.keep(d.Project.ID, slugs(slug, f.fields["also"]), f.name, f.file); err != nil {
		return v.again(err, p.dropPage)
	}
	return v.see("/projects/"+d.Project.ID+"/documents/"+slug, "uploaded")
}

// dropRow is the row of a file that was dropped: its kind as its name has it, to be changed.
type dropRow struct {
	*Page
	Project  string
	Name     string
	Bytes    int64
	Kinds    []kindChoice
	Guess    string
	TooLarge bool
	ID       string
}

func (p *Portal) dropRow(v *visit) error {
	d, err := v.dossier()
	if err != nil {
		return err
	}
	out := &dropRow{Page: &Page{Lang: v.lang}, Project: d.Project.ID, Name: upload.Name(v.query("name")), Kinds: p.choices(d, v.lang)}
	if _, err := fmt.Sscan(v.query("size"), &out.Bytes); err != nil {
		return problem.Malformed("size")
	}
	if _, err := fmt.Sscanf(v.query("n"), "%6s", &out.ID); err != nil {
		return problem.Malformed("n")
	}
	limits := p.limits(d)
	out.TooLarge = limits.Document > 0 && out.Bytes > limits.Document || p.Workflow.Limits().Project > 0 && out.Bytes > limits.Left
	out.Guess = p.guess(d, out.Name)
	return v.part("upload", "drop-row", out)
}
