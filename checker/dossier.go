package checker

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"lianshen/checker/yamlfile"
	"lianshen/internal/errs"
)

// DossierFile is the name of the file that describes a dossier.
const DossierFile = "dossier.yaml"

// Dossier (成套材料) is the offline twin of a project on the server: what dossier.yaml says.
// Source of the layout: design.md 3.4.
type Dossier struct {
	Enterprise   Enterprise   `yaml:"enterprise"`
	Project      Project      `yaml:"project"`
	Outlets      []Outlet     `yaml:"outlets"`
	Instruments  []Instrument `yaml:"instruments"`
	Loggers      []DataLogger `yaml:"loggers"`
	Video        []Monitor    `yaml:"video"`
	Process      []Monitor    `yaml:"process"`
	Contractor   Company      `yaml:"contractor"`
	Commissioner Company      `yaml:"commissioner"`
	Laboratory   Laboratory   `yaml:"laboratory"`
	// Documents names the file in each slot, relative to the dossier's folder.
	Documents map[string]string `yaml:"documents"`
}

// Monitor is an indirect monitor: a camera (视频) or a meter of working conditions (工况).
type Monitor struct {
	Outlet   *string `json:"outlet" yaml:"outlet"`
	Class    *string `json:"class" yaml:"class"`
	Position *string `json:"position" yaml:"position"`
	Brand    *string `json:"brand" yaml:"brand"`
	Model    *string `json:"model" yaml:"model"`
	Maker    *string `json:"maker" yaml:"maker"`
	Serial   *string `json:"serial" yaml:"serial"`
}

// Company is a party with its code.
type Company struct {
	Name *string `json:"name" yaml:"name"`
	USCC *string `json:"uscc" yaml:"uscc"`
}

// Laboratory (检测机构) is known by its CMA number.
type Laboratory struct {
	Name *string `json:"name" yaml:"name"`
	CMA  *string `json:"cma" yaml:"cma"`
}

// ParseDossier reads dossier.yaml. Unknown keys, unknown slugs and file names that leave
// the folder are errors of use that name the place.
func ParseDossier(raw []byte, slugs []string) (*Dossier, error) {
	var d Dossier
	if err := yaml.UnmarshalWithOptions(raw, &d, yaml.Strict()); err != nil {
		return nil, dossierError(yaml.FormatError(err, false, true), err)
	}
	known := make(map[string]bool, len(slugs))
	for _, s := range slugs {
		known[s] = true
	}
	for slug, file := range d.Documents {
		if !known[slug] {
			return nil, documentError(raw, slug, errs.Text{
				ZH: "不是材料种类(" + strings.Join(slugs, "、") + ")", EN: "is not a document kind (" + strings.Join(slugs, ", ") + ")"})
		}
		if !filepath.IsLocal(file) {
			return nil, documentError(raw, slug, errs.Text{
				ZH: fmt.Sprintf("%q 不在该目录内", file), EN: fmt.Sprintf("%q leaves the folder", file)})
		}
	}
	if on := d.Project.SubmittedOn; on != nil {
		if _, err := time.Parse(time.DateOnly, *on); err != nil {
			return nil, dossierError(fmt.Sprintf("project.submitted_on: %q 不是日期 / is not a date (2026-12-31)", *on), err)
		}
	}
	return &d, nil
}

// documentError names the line of one entry of documents.
func documentError(raw []byte, slug string, what errs.Text) error {
	file, faults := yamlfile.Parse(raw)
	if faults == nil {
		what = file.At(what, "documents", slug).Text()
	}
	return errs.New(errs.Usage, "dossier.malformed",
		errs.Text{ZH: DossierFile + " 有误:" + what.ZH, EN: DossierFile + " is malformed: " + what.EN},
		errs.Text{ZH: "请按说明改正后重试", EN: "correct it and try again"})
}

func dossierError(detail string, cause error) error {
	return errs.New(errs.Usage, "dossier.malformed",
		errs.Text{ZH: DossierFile + " 有误:" + detail, EN: DossierFile + " is malformed: " + detail},
		errs.Text{ZH: "请按说明改正后重试", EN: "correct it and try again"}).Wrap(cause)
}

// Parties returns the named companies of the dossier.
func (d *Dossier) Parties() []Party {
	var out []Party
	add := func(role Role, name, uscc *string) {
		if name != nil && *name != "" {
			out = append(out, Party{Role: role, Name: *name, USCC: uscc})
		}
	}
	add(EnterpriseRole, d.Enterprise.Name, d.Enterprise.USCC)
	add(ContractorRole, d.Contractor.Name, d.Contractor.USCC)
	add(CommissionerRole, d.Commissioner.Name, d.Commissioner.USCC)
	add(LaboratoryRole, d.Laboratory.Name, nil)
	return out
}

// Input returns the input of the rules without documents.
func (d *Dossier) Input() Input {
	return Input{
		Schema: InputSchema, Scope: "dossier",
		Enterprise: d.Enterprise, Project: d.Project, Parties: orEmpty(d.Parties()),
		Outlets: orEmpty(d.Outlets), Instruments: orEmpty(d.Instruments), Loggers: orEmpty(d.Loggers),
		Video: d.Video, Process: d.Process,
		Documents: []Document{},
	}
}
