package checker

import (
	"fmt"
	"slices"
	"time"

	"lianshen/checker/schema"
	"lianshen/checker/yamlfile"
	"lianshen/internal/errs"
)

// Exemption (豁免) sets one rule aside for a time: a decision of a named person, kept apart
// from the dossier, so that no enterprise can exempt itself. The finding stays in the report.
type Exemption struct {
	Code string `json:"code" yaml:"code"`
	// Document is the slug it holds for; nil holds for every document and the project.
	Document *string `json:"document" yaml:"document"`
	// Page of the document; nil holds for all.
	Page *int   `json:"page" yaml:"page"`
	Who  string `json:"who" yaml:"who"`
	Why  string `json:"why" yaml:"why"`
	// Until is the last day on which it holds, in Asia/Shanghai: "2026-12-31".
	Until string `json:"until" yaml:"until"`
	// Expired is told of one that concerned nothing; no file can say it.
	Expired bool `json:"expired" yaml:"-"`
}

// Waiver (豁免记录) tells in a report which exemption concerns a finding.
type Waiver struct {
	Who   string `json:"who"`
	Why   string `json:"why"`
	Until string `json:"until"`
	// Expired: it held once, and the finding counts again.
	Expired bool `json:"expired"`
}

// ParseExemptions reads a file of exemptions. An unknown code or slug, like every other
// mistake, is an error of use that names line and key.
func ParseExemptions(name string, raw []byte, codes, slugs []string) ([]Exemption, error) {
	file, faults := yamlfile.Parse(raw)
	if faults != nil {
		return nil, exemptionsError(name, faults)
	}
	s, err := schema.OfExemptions()
	if err != nil {
		return nil, err
	}
	var in struct {
		Exemptions []Exemption `yaml:"exemptions"`
	}
	if faults = file.Decode(s, &in); faults == nil {
		faults = unknownNames(file, in.Exemptions, codes, slugs)
	}
	if faults != nil {
		return nil, exemptionsError(name, faults)
	}
	return in.Exemptions, nil
}

func unknownNames(file *yamlfile.File, list []Exemption, codes, slugs []string) []yamlfile.Fault {
	var faults []yamlfile.Fault
	for i, e := range list {
		at := fmt.Sprint(i)
		if !slices.Contains(codes, e.Code) {
			faults = append(faults, file.At(errs.Text{ZH: "没有规则 " + e.Code, EN: "there is no rule " + e.Code}, "exemptions", at, "code"))
		}
		if e.Document != nil && !slices.Contains(slugs, *e.Document) {
			faults = append(faults, file.At(errs.Text{ZH: "没有这种材料:" + *e.Document, EN: "there is no such kind of document: " + *e.Document}, "exemptions", at, "document"))
		}
		if _, err := time.Parse(time.DateOnly, e.Until); err != nil { // a format may be laxer
			faults = append(faults, file.At(errs.Text{ZH: "不是日期", EN: "is no date"}, "exemptions", at, "until"))
		}
	}
	return faults
}

func exemptionsError(name string, faults []yamlfile.Fault) error {
	what := yamlfile.Texts(faults)
	return errs.New(errs.Usage, "exemptions.malformed",
		errs.Text{ZH: "豁免文件 " + name + " 有误:\n  " + what.ZH, EN: "the exemptions " + name + " are malformed:\n  " + what.EN},
		errs.Text{ZH: "请按行号改正；规则代码见 lianshen policy list", EN: "correct the lines named; lianshen policy list has the codes"})
}

// Exempt applies exemptions to a report as of a day in Asia/Shanghai ("2026-09-12"): findings
// that one covers become exempted, findings that an expired one covered say so, and those
// that concern nothing are listed. The verdict follows.
func (r *Report) Exempt(list []Exemption, today string) {
	used := make([]bool, len(list))
	for i := range r.Findings {
		f := &r.Findings[i]
		for k, e := range list {
			if !e.covers(f) {
				continue
			}
			used[k] = true
			if expired := e.expired(today); f.Waiver == nil || f.Waiver.Expired && !expired {
				f.Waiver = &Waiver{Who: e.Who, Why: e.Why, Until: e.Until, Expired: expired}
			}
		}
		if f.Waiver != nil && !f.Waiver.Expired {
			f.State = Exempted
		}
	}
	for k, e := range list {
		if !used[k] {
			e.Expired = e.expired(today)
			r.UnusedExemptions = append(r.UnusedExemptions, e)
		}
	}
	r.Verdict = VerdictOf(r.Findings)
}

// expired compares calendar dates, whose text order is their order in time.
func (e Exemption) expired(today string) bool { return today > e.Until }

// covers is narrow on purpose: an exemption of one page leaves a finding standing that is
// seen on other pages too.
func (e Exemption) covers(f *Finding) bool {
	if e.Code != f.Code {
		return false
	}
	if e.Document == nil {
		return true
	}
	if f.Document == nil || *f.Document != *e.Document {
		return false
	}
	if e.Page == nil {
		return true
	}
	return len(f.Places) > 0 && !slices.ContainsFunc(f.Places, func(p Place) bool {
		return p.Document != *e.Document || p.Page != *e.Page
	})
}
