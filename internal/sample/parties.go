package sample

import (
	"fmt"
	"math/rand/v2"
)

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
