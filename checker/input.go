package checker

import "time"

// InputSchema names the version of the JSON form of Input.
const InputSchema = "lianshen.input/1"

// Input is what the Rego rules judge: the project's data and the facts of its documents.
// policies/schemas/input.json is generated from this type.
type Input struct {
	Schema string `json:"schema"`
	// EvaluatedAt is the instant of judgement; Today is its date in Asia/Shanghai.
	EvaluatedAt time.Time `json:"evaluated_at"`
	Today       string    `json:"today"` // "2026-09-12"
	// Scope is "document" when one file is checked on its own, "dossier" otherwise.
	Scope       string       `json:"scope"`
	Enterprise  Enterprise   `json:"enterprise"`
	Project     Project      `json:"project"`
	Parties     []Party      `json:"parties"`
	Outlets     []Outlet     `json:"outlets"`
	Instruments []Instrument `json:"instruments"`
	Loggers     []DataLogger `json:"loggers"`
	// Calendar is what working-day arithmetic gives; nil when nothing was computed, as for a
	// document on its own.
	Calendar *Calendar `json:"calendar"`
	// Video and Process are the cameras and the meters of working conditions; absent where
	// there are none.
	Video   []Monitor `json:"video,omitempty"`
	Process []Monitor `json:"process,omitempty"`
	// Documents holds one entry a slot that is filled.
	Documents []Document `json:"documents"`
}

// Document (材料) is one filled slot: the facts of its file, or why there are none.
type Document struct {
	Slug string `json:"slug"`
	// Facts is nil when the file could not be inspected; Failure then says why.
	Facts   *Facts   `json:"facts"`
	Failure *Failure `json:"failure"`
}

// Party (单位) is a name that a seal or a field may be held against.
type Party struct {
	Role Role    `json:"role"`
	Name string  `json:"name"`
	USCC *string `json:"uscc"`
}

// Enterprise (排污单位) as registered. Nil is not given.
type Enterprise struct {
	Name        *string `json:"name" yaml:"name"`
	USCC        *string `json:"uscc" yaml:"uscc"`
	Permit      *string `json:"permit" yaml:"permit"`
	PermitClass *string `json:"permit_class" yaml:"permit_class"`
	Industry    *string `json:"industry" yaml:"industry"`
	Town        *string `json:"town" yaml:"town"`
}

// Project (建设项目) is one task with its deadline.
type Project struct {
	// ID is the project's identifier on the platform; absent for a dossier that is not from there.
	ID             *string `json:"id,omitempty" yaml:"id,omitempty"`
	Kind           *string `json:"kind" yaml:"kind"` // new, rebuild, replace-instrument, replace-core-part
	UnitClass      *string `json:"unit_class" yaml:"unit_class"`
	Deadline       *string `json:"deadline" yaml:"deadline"` // "2026-10-31"
	DeadlineSource *string `json:"deadline_source" yaml:"deadline_source"`
	// SubmittedOn is the day on which the networking application (联网申请) was submitted, nil
	// while it was not: "2026-12-10", in Asia/Shanghai.
	SubmittedOn *string `json:"submitted_on" yaml:"submitted_on"`
}

// Calendar (工作日推算) holds the dates that the rules need and cannot compute, having no
// calendar. All readings are there; rule data choose one. Dates are like "2026-12-17".
type Calendar struct {
	// Digest names the calendar data, "sha256:…", so that a judgement can be traced.
	Digest string `json:"digest"`
	// Submitted is Project.SubmittedOn, or the day of judgement while there is none.
	Submitted string `json:"submitted"`
	// LastDay is the last day to apply (最迟提交日); nil without a task deadline that is a date.
	LastDay *LastDays `json:"last_day"`
	// MissingYears are the years that had to be counted without a published calendar.
	MissingYears []int `json:"missing_years"`
}

// LastDays holds the last day in both readings of 前10个工作日前.
type LastDays struct {
	Lenient LastDay `json:"lenient"`
	Strict  LastDay `json:"strict"`
}

// LastDay is a day with its bounds: whatever the missing calendars turn out to be, it is not
// before Earliest (nil: no bound) and not after Latest. All three agree when none is missing.
type LastDay struct {
	Date     string  `json:"date"`
	Earliest *string `json:"earliest"`
	Latest   string  `json:"latest"`
}

// Outlet (排放口) with its factors.
type Outlet struct {
	Code    string   `json:"code" yaml:"code"`
	Medium  string   `json:"medium" yaml:"medium"` // water, gas
	Factors []Factor `json:"factors" yaml:"factors"`
}

// Factor (监测因子) by HJ 212 code, with its emission limit.
type Factor struct {
	Code     string   `json:"code" yaml:"code"`
	Limit    *float64 `json:"limit" yaml:"limit"`
	Unit     *string  `json:"unit" yaml:"unit"`
	InPermit *bool    `json:"in_permit" yaml:"in_permit"`
}

// Instrument (自动监测仪器) is one row of the equipment list.
type Instrument struct {
	Outlet      *string      `json:"outlet" yaml:"outlet"`
	Factor      *string      `json:"factor" yaml:"factor"`
	Class       *string      `json:"class" yaml:"class"`
	Brand       *string      `json:"brand" yaml:"brand"`
	Model       *string      `json:"model" yaml:"model"`
	Maker       *string      `json:"maker" yaml:"maker"`
	Serial      *string      `json:"serial" yaml:"serial"`
	Principle   *string      `json:"principle" yaml:"principle"`
	Range       *Range       `json:"range" yaml:"range"`
	Certificate *Certificate `json:"certificate" yaml:"certificate"`
	// NOxMode says of an analyser of NOx how NO2 comes in: "measured", "converted" or "none".
	NOxMode *string `json:"nox_mode,omitempty" yaml:"nox_mode"`
}

// Certificate (环保产品认证 or 适用性检测报告) of an instrument.
type Certificate struct {
	No      *string `json:"no" yaml:"no"`
	Model   *string `json:"model" yaml:"model"`
	ValidTo *string `json:"valid_to" yaml:"valid_to"`
}

// DataLogger (数据采集仪).
type DataLogger struct {
	Brand   *string  `json:"brand" yaml:"brand"`
	Model   *string  `json:"model" yaml:"model"`
	Maker   *string  `json:"maker,omitempty" yaml:"maker"`
	Serial  *string  `json:"serial,omitempty" yaml:"serial"`
	MN      *string  `json:"mn" yaml:"mn"`
	Outlets []string `json:"outlets" yaml:"outlets"`
}
