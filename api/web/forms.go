package web

import (
	"bytes"

	"lianshen/policies/notice"
)

var formRoutes = []route{
	{Method: get, Path: "/projects/:id/forms", Op: "formsPage", Do: (*Portal).formsPage},
	{Method: get, Path: "/projects/:id/forms/:slug", Op: "formSheet", Do: (*Portal).formSheet},
	{Method: get, Path: "/projects/:id/notice", Op: "noticeSheet", Do: (*Portal).noticeSheet},
	{Method: get, Path: "/projects/:id/dossier.zip", Op: "dossierZip", Do: (*Portal).dossierZip},
}

// formsPage lists the sheets of a project that are printed, stamped, scanned and uploaded.
type formsPage struct {
	*Page
	ID    string
	Forms []formLine
	// Lacking are what the forms would be filled in from and is not entered yet.
	Equipment bool
	Judged    bool
	Acts      bool
}

// formLine (预填表单) is one form with whose seal it needs.
type formLine struct {
	Slug  string
	Party string
	Owner string // "" where the unit is not entered
	// Filed is that the document was uploaded.
	Filed bool
	// Assembled is that the photo assembler makes the document.
	Assembled bool
}

func (p *Portal) formsPage(v *visit) error {
	d, err := v.dossier()
	if err != nil {
		return err
	}
	page, err := v.page(v.t("forms.title"), v.home(), v.project(d))
	if err != nil {
		return err
	}
	report, err := v.report(d.Project.ID)
	if err != nil {
		return err
	}
	out := &formsPage{Page: page, ID: d.Project.ID, Equipment: len(d.Equipment.Instruments) > 0, Judged: report != nil, Acts: page.acts(d)}
	filed := map[string]bool{}
	for _, doc := range d.Documents {
		filed[doc.Slug] = true
	}
	for i := range p.Workflow.Notice().Kinds {
		k := &p.Workflow.Notice().Kinds[i]
		if k.Form == "" {
			continue
		}
		party, owner := v.printer().SealOwner(d, k)
		out.Forms = append(out.Forms, formLine{k.Slug, party.In(v.lang), owner, filed[k.Slug], k.Form == notice.FormPhotos})
	}
	return v.show("forms", out)
}

func (p *Portal) formSheet(v *visit) error {
	d, err := v.dossier()
	if err != nil {
		return err
	}
	var sheet bytes.Buffer
	if err := v.printer().Form(&sheet, d, v.param("slug")); err != nil {
		return err
	}
	return v.sheet(sheet.Bytes())
}

func (p *Portal) noticeSheet(v *visit) error {
	d, err := v.dossier()
	if err != nil {
		return err
	}
	var sheet bytes.Buffer
	if err := p.Notice(v.ctx, &sheet, d.Project.ID, v.lang); err != nil {
		return err
	}
	return v.sheet(sheet.Bytes())
}

func (p *Portal) dossierZip(v *visit) error {
	d, err := v.dossier()
	if err != nil {
		return err
	}
	return p.Packer.Send(v.fiber, d)
}
