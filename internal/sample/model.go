package sample

import (
	"fmt"
	"math/rand/v2"
)

// Media of an outlet.
const (
	Water = "water" // 废水
	Gas   = "gas"   // 废气
)

// Model is everything one dossier says; all documents are printed from it.
type Model struct {
	Seed         uint64
	Medium       string
	Enterprise   Enterprise
	Project      Project
	Outlet       Outlet
	Instruments  []Instrument
	Logger       Logger
	Station      Station
	Contractor   Company
	Commissioner Company
	Laboratory   Laboratory
	Members      []Member // acceptance group (验收组)
	Dates        Dates
	Tests        []Test
	Standards    []Standard // standard solutions or gases
	Comparisons  []Comparison
	Apparatus    []Standard // the laboratory's own instruments with their calibration
	Stranger     Company    // a company that has no part in the project, for faults
}

// Enterprise (排污单位) is the party that files.
type Enterprise struct {
	Company
	Permit, PermitClass, Industry, Town string
	Lon, Lat                            float64
	Manager                             Person // 环保负责人
}

// Company is a party with its people and its stamps.
type Company struct {
	Name, USCC, Address, Legal string
	Qualification              string // 资质
	QualificationNo            string
	QualificationTo            Date
	Contact                    Person
	People                     []Person
	Official, Contract         Seal
}

// Person is somebody named in a document.
type Person struct {
	Name, Post, Phone, ID      string
	Certificate, CertificateNo string
	CertificateTo              Date
}

// Project (建设项目) is the task.
type Project struct {
	Name, Kind, UnitClass string
	Deadline              Date
	DeadlineSource        string
	ContractNo            string
	Yuan                  int // contract sum
}

// Outlet (排放口) is the monitored point.
type Outlet struct {
	Code, Name, Destination string
	Standard                string // emission standard
	Factors                 []Factor
}

// Factor (监测因子) by its HJ 212 code. Limit is nil where none applies. An Aux factor is
// measured for calculation only and not named by the permit.
type Factor struct {
	Code, Name, Unit string
	Limit            *float64
	Aux              bool
}

// Instrument (自动监测仪器) is one row of the equipment list.
type Instrument struct {
	Factor string // HJ 212 code, "" for a sampler
	// Device is the name of the box on the wall when it measures several factors.
	Name, Device, Class, Brand, Model, Maker, Serial string
	Principle                                        string
	Range                                            RangeValue
	LOD                                              string
	Certificate                                      string
	CertificateTo                                    Date
	Params                                           []Param
}

// Param is one line of the parameter form.
type Param struct{ Name, Value string }

// Logger (数据采集仪) sends to the platform.
type Logger struct{ Brand, Model, Maker, Serial, MN, IP, Port, Interval string }

// Station (站房) is the room of the instruments.
type Station struct{ Area, Height, Distance, Temperature string }

// Laboratory (检测机构) makes the comparison.
type Laboratory struct {
	Company
	CMA        string // 12 digits
	ReportNo   string
	Inspection Seal // 检验检测专用章
	Signers    [3]string
}

// Member sits in the acceptance group.
type Member struct{ Name, Unit, Title, Phone string }

// Dates are the days of the project, in order.
type Dates struct {
	Plan, Contract, Start, Finish, Photos Date
	CommissionStart, CommissionEnd        Date
	TrialStart, TrialEnd                  Date
	Sampled, SampledTo, Issued            Date
	Accepted, Filed                       Date
}

// Test is one row of the commissioning report.
type Test struct{ Factor, Item, Result, Limit, Verdict string }

// Standard is one standard solution or gas (标准物质).
type Standard struct {
	Name, No, Value string
	ValidTo         Date
}

func limit(v float64) *float64 { return &v }

// newModel makes the committed dossier of a medium for seed 0 names, else an invented one.
func newModel(seed uint64, medium string, named bool) *Model {
	r := random(seed, "model", medium)
	m := &Model{Seed: seed, Medium: medium}
	m.parties(r, named)
	if medium == Water {
		m.water(r)
	} else {
		m.gas(r)
	}
	m.Project.ContractNo = fmt.Sprintf("HT-%d-%03d", m.Dates.Contract.Year, 1+r.IntN(400))
	m.group(r)
	return m
}

// group invents the acceptance group: the enterprise, the two units, and experts.
func (m *Model) group(r *rand.Rand) {
	add := func(unit, title string) {
		m.Members = append(m.Members, Member{Name: personName(r), Unit: unit, Title: title, Phone: mobile(r)})
	}
	add(m.Enterprise.Name, "环保经理")
	add(m.Contractor.Name, "工程师")
	add(m.Commissioner.Name, "工程师")
	add("东莞市环境科学学会（专家）", "高级工程师")
	add("广东省环境监测协会（专家）", "高级工程师")
}

// factor finds a factor of the outlet by its code; a sampler has none.
func (m *Model) factor(code string) Factor {
	for _, f := range m.Outlet.Factors {
		if f.Code == code {
			return f
		}
	}
	return Factor{}
}

// apparatus invents the laboratory's instruments; all are calibrated past the sampling.
func (m *Model) apparatus(r *rand.Rand, names ...string) {
	for _, n := range names {
		m.Apparatus = append(m.Apparatus, Standard{n, fmt.Sprintf("YQ-%03d", 1+r.IntN(300)), fmt.Sprintf("JD26%06d", r.IntN(1000000)), m.Dates.Sampled.Add(120 + r.IntN(150))})
	}
}

// permitFactors are the factors that the permit demands.
func (m *Model) permitFactors() []Factor {
	var out []Factor
	for _, f := range m.Outlet.Factors {
		if !f.Aux {
			out = append(out, f)
		}
	}
	return out
}

// devices are the instruments without repetition: one analyser may measure several
// factors.
func (m *Model) devices() []Instrument {
	var out []Instrument
	seen := map[string]bool{}
	for _, i := range m.Instruments {
		if !seen[i.Serial] {
			out = append(out, i)
		}
		seen[i.Serial] = true
	}
	return out
}

// device is what the box on the wall is called.
func (i Instrument) device() string {
	if i.Device != "" {
		return i.Device
	}
	return i.Name
}
