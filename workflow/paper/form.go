package paper

import (
	"io"
	"strconv"

	"lianshen/checker"
	"lianshen/internal/errs"
	"lianshen/policies/notice"
	"lianshen/policies/parameters"
	"lianshen/workflow"
	"lianshen/workflow/formcode"
)

// ErrNoForm says that documents of a kind are not filled in beforehand.
var ErrNoForm = errs.New(errs.NotFound, "paper.no_form",
	errs.Text{ZH: "该材料没有预填表单", EN: "there is no form of this document"},
	errs.Text{ZH: "请自行编制后上传", EN: "make the document yourself and upload it"})

// form is what the template of a form is given.
type form struct {
	Kind    *notice.Kind
	Dossier *workflow.Dossier
	// Work is the name of the project as documents give it (项目名称).
	Work string
	// Owner is who must seal the form; Party what the notice calls it.
	Owner, Party string
	USCC         string // of the owner
	Service      string // what the owner does for the enterprise
	Blocks       []formBlock
	Codes        string // of the outlets
	Code         *formcode.Square
	// CodeText is what the code holds, for whoever cannot scan it.
	CodeText string
}

// formBlock is what the parameter form says of one instrument, as pairs of label and value.
type formBlock []formPair

type formPair struct{ Label, Value string }

// Form (预填表单) prints the form of a kind of document with what was entered, and room for what
// was not. It is printed in Chinese whatever the language of the Printer: it is stamped, scanned
// and filed. Error: ErrNoForm.
func (p Printer) Form(w io.Writer, d *workflow.Dossier, slug string) error {
	kind := p.Notice.Kind(slug)
	if kind == nil || kind.Form == "" {
		return ErrNoForm
	}
	p.Lang = "zh"
	f := &form{Kind: kind, Dossier: d, Work: p.work(d), Codes: d.OutletCodes()}
	var party errs.Text
	if party, f.Owner = p.SealOwner(d, kind); kind.Form == notice.FormUnit && kind.Seal.Owner != nil {
		f.unit()
	}
	f.Party = party.ZH
	code := formcode.Code{Project: d.Project.ID, Slug: slug}
	f.CodeText = code.String()
	var err error
	if f.Code, err = code.Square(); err != nil {
		return err
	}
	if kind.Form == notice.FormParameters {
		if f.Blocks, err = parameterBlocks(&d.Equipment); err != nil {
			return err
		}
	}
	return p.titled(w, "form.tmpl", formTitle(kind), f)
}

// formTitle is what such a sheet is called, which the reading of documents knows it by.
func formTitle(kind *notice.Kind) string {
	if title, ok := words["form."+kind.Form]; ok {
		return title.ZH
	}
	return kind.Name.ZH + "表"
}

// work names the project after the enterprise: the platform keeps no name of its own for it.
func (p Printer) work(d *workflow.Dossier) string {
	kind := page{Printer: p}.ProjectKind(d.Project.Kind)
	return d.Enterprise.Name + "污染源自动监控设施" + kind + "项目"
}

// SealOwner (用印单位) is whose seal a document needs: what the notice calls the party, and its name
// where it was entered.
func (p Printer) SealOwner(d *workflow.Dossier, kind *notice.Kind) (party errs.Text, name string) {
	if kind.Seal.Owner == nil {
		return errs.Text{}, ""
	}
	party = p.Notice.PartyName(*kind.Seal.Owner)
	switch checker.Role(*kind.Seal.Owner) {
	case checker.EnterpriseRole:
		name = d.Enterprise.Name
	case checker.ContractorRole:
		name = said(d.Equipment.Contractor.Name)
	case checker.CommissionerRole:
		name = said(d.Equipment.Commissioner.Name)
	}
	return party, name
}

// unit fills in what a sheet about a unit says of it.
func (f *form) unit() {
	e := &f.Dossier.Equipment
	switch checker.Role(*f.Kind.Seal.Owner) {
	case checker.ContractorRole:
		f.USCC, f.Service = said(e.Contractor.USCC), "form.service.build"
	case checker.CommissionerRole:
		f.USCC, f.Service = said(e.Commissioner.USCC), "form.service.commission"
	}
}

// parameterBlocks are a block for each instrument and, after them, one for each data logger.
func parameterBlocks(e *workflow.Equipment) ([]formBlock, error) {
	table, err := parameters.Default()
	if err != nil {
		return nil, err
	}
	var out []formBlock
	for i := range e.Instruments {
		out = append(out, instrumentBlock(table, e, &e.Instruments[i]))
	}
	for i := range e.Loggers {
		out = append(out, loggerBlock(&e.Loggers[i]))
	}
	return out, nil
}

func instrumentBlock(table *parameters.Table, e *workflow.Equipment, v *checker.Instrument) formBlock {
	code := said(v.Factor)
	b := formBlock{
		{"监测因子", ""}, {"因子编码", code}, {"排放口编号", said(v.Outlet)}, {"品牌", said(v.Brand)},
		{"型号", said(v.Model)}, {"出厂编号", said(v.Serial)}, {"测量原理", said(v.Principle)}, {"量程", sayRange(v.Range)}, {"检出限", ""},
	}
	if code != "" {
		b[0].Value = table.Name(code).ZH
	}
	for _, name := range table.Asked(code) {
		b = append(b, formPair{name.ZH, ""})
	}
	return append(b, formPair{"报警上限", limitOf(e, said(v.Outlet), code)}, formPair{"测量间隔", ""}, formPair{"校准日期", ""})
}

func loggerBlock(v *checker.DataLogger) formBlock {
	return formBlock{
		{"数采仪品牌", said(v.Brand)}, {"型号", said(v.Model)}, {"出厂编号", said(v.Serial)}, {"MN号", said(v.MN)},
		{"平台地址及端口", ""}, {"协议版本", ""}, {"实时数据上传间隔", ""}, {"分钟数据间隔", ""},
	}
}

// limitOf is the limit of a factor at an outlet, with its unit: what an alarm is set to.
func limitOf(e *workflow.Equipment, outlet, factor string) string {
	for _, o := range e.Outlets {
		for _, f := range o.Factors {
			if o.Code == outlet && f.Code == factor && f.Limit != nil {
				return number(*f.Limit) + said(f.Unit)
			}
		}
	}
	return ""
}

func sayRange(r *checker.Range) string {
	if r == nil || r.High == nil {
		return ""
	}
	low := 0.0
	if r.Low != nil {
		low = *r.Low
	}
	return number(low) + "～" + number(*r.High) + said(r.Unit)
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func said(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// Plus adds.
func (page) Plus(a, b int) int { return a + b }

// Rows counts from 1 to n: the rows that are left empty for a pen.
func (page) Rows(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i + 1
	}
	return out
}

// Paired puts pairs side by side, two a row.
func (page) Paired(b formBlock) [][]formPair {
	var out [][]formPair
	for len(b) > 2 {
		out, b = append(out, b[:2]), b[2:]
	}
	return append(out, b)
}
