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

// parties invents the five companies. Named dossiers use fixed names.
func (m *Model) parties(r *rand.Rand, named bool) {
	names := m.partyNames(r, named)
	e := &m.Enterprise
	e.Company = newCompany(r, names[0])
	e.Town = pick(r, towns...)
	if named {
		e.Town = map[string]string{Water: "中堂镇", Gas: "沙田镇"}[m.Medium]
	}
	e.Address = fmt.Sprintf("东莞市%s%s%d号", e.Town, pick(r, "工业大道", "环保路", "北王路", "沿江西路", "创业路"), 1+r.IntN(300))
	e.Permit = e.USCC + "001P"
	e.PermitClass = "重点管理"
	e.Lon, e.Lat = round(between(r, 113.55, 114.05), 6), round(between(r, 22.75, 23.1), 6)
	e.Manager = Person{Name: personName(r), Phone: mobile(r)}
	m.Contractor = newCompany(r, names[1])
	m.Contractor.qualify(r, "环保工程专业承包贰级", "高压电工作业证", "高处作业证", "焊工证", "安全员C证")
	m.Commissioner = newCompany(r, names[2])
	m.Commissioner.qualify(r, "自动监控设施调试服务（生产厂家授权）", "自动监控设备调试培训证", "厂家技术培训证", "水质自动监测运维证")
	m.Laboratory = newLaboratory(r, names[3])
	m.Stranger = newCompany(r, names[4])
}

func (m *Model) partyNames(r *rand.Rand, named bool) [5]string {
	switch {
	case named && m.Medium == Water:
		return [5]string{"东莞市绿源纸业有限公司", "广东粤环自控工程有限公司", "东莞市清泉环境监测技术有限公司", "广东中测检测技术有限公司", "东莞市恒丰五金制品有限公司"}
	case named:
		return [5]string{"东莞市恒泰热电有限公司", "广州蓝天环保设备工程有限公司", "深圳市智测自动化有限公司", "东莞市华准检测有限公司", "东莞市宏达塑胶有限公司"}
	}
	trade := pick(r, waterTrades...)
	if m.Medium == Gas {
		trade = pick(r, gasTrades...)
	}
	return [5]string{company(r, trade), company(r, pick(r, "环保工程", "自控工程", "环境工程")), company(r, pick(r, "环境技术", "仪器", "环境监测技术")),
		company(r, pick(r, "检测技术", "环境检测", "检测")), company(r, pick(r, "五金制品", "塑胶", "电子"))}
}

func newCompany(r *rand.Rand, name string) Company {
	c := Company{Name: name, USCC: dongguanUSCC(r), Legal: personName(r)}
	c.Address = fmt.Sprintf("东莞市%s%s%d号", pick(r, towns...), pick(r, "科技路", "振兴路", "莞太路", "东升路"), 1+r.IntN(200))
	c.Contact = Person{Name: personName(r), Phone: mobile(r)}
	size := pick(r, 38, 40, 40, 40, 40, 42.0)
	c.Official = Seal{Title: name, Code: sealCode(r), Kind: "official", Shape: "round", WidthMM: size, HeightMM: size}
	if r.IntN(6) == 0 {
		c.Official.Code = "" // older stamps have none
	}
	if r.IntN(14) == 0 {
		c.Official.Shape, c.Official.WidthMM, c.Official.HeightMM = "oval", 45, 30 // foreign-invested
	}
	c.Contract = Seal{Title: name, Inner: "合同专用章", Code: sealCode(r), Kind: "contract", Shape: "round", WidthMM: 38, HeightMM: 38}
	return c
}

// qualify adds what contractor-info and the lists of people print.
func (c *Company) qualify(r *rand.Rand, grade string, certificates ...string) {
	c.Qualification = grade
	c.QualificationNo = fmt.Sprintf("D%d%06d", 244000+r.IntN(900), r.IntN(1000000))
	c.QualificationTo = day("2028-06-30").Add(r.IntN(300))
	posts := []string{"项目负责人", "技术负责人", "安装工程师", "电气工程师", "安全员"}
	for i := range 3 + r.IntN(2) {
		c.People = append(c.People, Person{
			Name: personName(r), Post: posts[i], Phone: mobile(r), ID: idNumber(r), Certificate: certificates[i%len(certificates)],
			CertificateNo: fmt.Sprintf("T44%013d", r.Int64N(1e13)), CertificateTo: day("2027-12-31").Add(r.IntN(700)),
		})
	}
	c.Contact = Person{Name: c.People[0].Name, Phone: c.People[0].Phone}
}

func newLaboratory(r *rand.Rand, name string) Laboratory {
	l := Laboratory{Company: newCompany(r, name), CMA: fmt.Sprintf("20%02d19%06d", 21+r.IntN(5), r.IntN(1000000))}
	l.ReportNo = fmt.Sprintf("%s%d%04d", pick(r, "ZC", "HZ", "GD", "YH"), 202606, 1+r.IntN(9000))
	l.Inspection = Seal{Title: name, Inner: "检验检测专用章", Code: l.Official.Code, Kind: "inspection", Shape: "round", WidthMM: 40, HeightMM: 40}
	l.Signers = [3]string{personName(r), personName(r), personName(r)}
	return l
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
