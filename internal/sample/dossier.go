package sample

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/goccy/go-yaml"
)

// trim prints a figure without trailing zeros.
func trim(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// dossierFile is dossier.yaml: the data of the project beside its documents.
type dossierFile struct {
	Enterprise   enterpriseRow   `yaml:"enterprise"`
	Project      projectRow      `yaml:"project"`
	Outlets      []outletRow     `yaml:"outlets"`
	Instruments  []instrumentRow `yaml:"instruments"`
	Loggers      []loggerRow     `yaml:"loggers"`
	Contractor   partyRow        `yaml:"contractor"`
	Commissioner partyRow        `yaml:"commissioner"`
	Laboratory   laboratoryRow   `yaml:"laboratory"`
	Documents    yaml.MapSlice   `yaml:"documents"`
}

type enterpriseRow struct {
	Name        string `yaml:"name"`
	USCC        string `yaml:"uscc"`
	Permit      string `yaml:"permit"`
	PermitClass string `yaml:"permit_class"`
	Industry    string `yaml:"industry"`
	Town        string `yaml:"town"`
}

type projectRow struct {
	Kind           string `yaml:"kind"`
	UnitClass      string `yaml:"unit_class"`
	Deadline       string `yaml:"deadline"`
	DeadlineSource string `yaml:"deadline_source"`
}

type outletRow struct {
	Code    string      `yaml:"code"`
	Medium  string      `yaml:"medium"`
	Factors []factorRow `yaml:"factors"`
}

type factorRow struct {
	Code     string   `yaml:"code"`
	Limit    *float64 `yaml:"limit"`
	Unit     string   `yaml:"unit"`
	InPermit bool     `yaml:"in_permit"`
}

type instrumentRow struct {
	Outlet      string         `yaml:"outlet"`
	Factor      *string        `yaml:"factor"`
	Class       string         `yaml:"class"`
	Brand       string         `yaml:"brand"`
	Model       string         `yaml:"model"`
	Maker       string         `yaml:"maker"`
	Serial      string         `yaml:"serial"`
	Principle   string         `yaml:"principle"`
	Range       RangeValue     `yaml:"range"`
	Certificate certificateRow `yaml:"certificate"`
}

type certificateRow struct {
	No      string `yaml:"no"`
	Model   string `yaml:"model"`
	ValidTo string `yaml:"valid_to"`
}

type loggerRow struct {
	Brand   string   `yaml:"brand"`
	Model   string   `yaml:"model"`
	MN      string   `yaml:"mn"`
	Outlets []string `yaml:"outlets"`
}

type partyRow struct {
	Name string `yaml:"name"`
	USCC string `yaml:"uscc"`
}

type laboratoryRow struct {
	Name string `yaml:"name"`
	CMA  string `yaml:"cma"`
}

// writeDossier writes dossier.yaml for the documents that were made.
func writeDossier(dir string, m *Model, spec Spec, written []kind) error {
	e := m.Enterprise
	f := dossierFile{
		Enterprise:   enterpriseRow{e.Name, e.USCC, e.Permit, "key", e.Industry, e.Town},
		Project:      projectRow{m.Project.Kind, m.Project.UnitClass, m.Project.Deadline.String(), m.Project.DeadlineSource},
		Outlets:      []outletRow{m.outletRow()},
		Instruments:  m.instrumentRows(),
		Loggers:      []loggerRow{{m.Logger.Brand, m.Logger.Model, m.Logger.MN, []string{m.Outlet.Code}}},
		Contractor:   partyRow{m.Contractor.Name, m.Contractor.USCC},
		Commissioner: partyRow{m.Commissioner.Name, m.Commissioner.USCC},
		Laboratory:   laboratoryRow{m.Laboratory.Name, m.Laboratory.CMA},
		Documents:    spec.slots(written),
	}
	data, err := yaml.Marshal(f)
	if err != nil {
		return fmt.Errorf("sample: dossier.yaml: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "dossier.yaml"), data, 0o644); err != nil {
		return fmt.Errorf("sample: %w", err)
	}
	return nil
}

// slots says which file fills which slot; a swap exchanges two of them.
func (s Spec) slots(written []kind) yaml.MapSlice {
	swapped := map[string]string{}
	for _, f := range s.Faults {
		if f.Kind == FaultSwap {
			swapped = map[string]string{"commissioning-report": "acceptance-report", "acceptance-report": "commissioning-report"}
		}
	}
	var out yaml.MapSlice
	for _, k := range written {
		file := k.Slug
		if other := swapped[k.Slug]; other != "" {
			file = other
		}
		out = append(out, yaml.MapItem{Key: k.Slug, Value: file + ".pdf"})
	}
	return out
}

func (m *Model) outletRow() outletRow {
	o := outletRow{Code: m.Outlet.Code, Medium: m.Medium}
	for _, f := range m.permitFactors() {
		o.Factors = append(o.Factors, factorRow{f.Code, f.Limit, f.Unit, true})
	}
	return o
}

func (m *Model) instrumentRows() []instrumentRow {
	var out []instrumentRow
	for _, i := range m.Instruments {
		out = append(out, instrumentRow{m.Outlet.Code, optional(i.Factor), i.Class, i.Brand, i.Model, i.Maker, i.Serial, i.Principle, i.Range,
			certificateRow{i.Certificate, i.Model, i.CertificateTo.String()}})
	}
	return out
}
