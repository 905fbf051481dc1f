// Package parameters knows the factors (监测因子) by name, and what the parameter form (参数备案表)
// must state of each: the tables reference/factors.yaml and reference/setting.yaml that the rules
// look things up in.
package parameters

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"

	"lianshen/internal/errs"
	"lianshen/policies"
)

// Factor (监测因子) is a factor by its code in HJ 212.
type Factor struct {
	Code   string
	Name   errs.Text
	Medium string // water or gas
}

// Table is what the two tables say.
type Table struct {
	factors []Factor
	asked   map[string][]errs.Text
}

type factorsFile struct {
	Codes map[string]struct {
		ZH     string `yaml:"zh"`
		EN     string `yaml:"en"`
		Medium string `yaml:"medium"`
	} `yaml:"codes"`
}

type settingFile struct {
	Required map[string][]string  `yaml:"required"`
	Names    map[string]errs.Text `yaml:"names"`
	Gas      []struct {
		Factor string    `yaml:"factor"`
		Name   errs.Text `yaml:"name"`
	} `yaml:"gas"`
}

// Default reads the tables that the program carries, once.
var Default = sync.OnceValues(load)

func load() (*Table, error) {
	var factors factorsFile
	var setting settingFile
	for name, into := range map[string]any{"reference/factors.yaml": &factors, "reference/setting.yaml": &setting} {
		raw, err := policies.FS.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if err := yaml.Unmarshal(raw, into); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	t := &Table{asked: map[string][]errs.Text{}}
	for code, f := range factors.Codes {
		t.factors = append(t.factors, Factor{Code: code, Name: errs.Text{ZH: f.ZH, EN: f.EN}, Medium: f.Medium})
	}
	slices.SortFunc(t.factors, func(a, b Factor) int { return cmp.Compare(a.Code, b.Code) })
	for code, keys := range setting.Required {
		for _, key := range keys {
			t.asked[code] = append(t.asked[code], setting.Names[key])
		}
	}
	for _, g := range setting.Gas {
		t.asked[g.Factor] = append(t.asked[g.Factor], g.Name)
	}
	return t, nil
}

// Factors are all factors, by code.
func (t *Table) Factors() []Factor { return t.factors }

// Name is a factor's name, its code where the table has none.
func (t *Table) Name(code string) errs.Text {
	i, ok := slices.BinarySearchFunc(t.factors, code, func(f Factor, code string) int { return cmp.Compare(f.Code, code) })
	if !ok {
		return errs.Text{ZH: code, EN: code}
	}
	return t.factors[i].Name
}

// Asked (应填参数) are the parameters that the form must state of a factor, besides those of every
// instrument.
func (t *Table) Asked(code string) []errs.Text { return t.asked[code] }
