package sample

import "strconv"

// contractorInfo is 施工单位信息: one form with the unit's seal.
func (c *composer) contractorInfo() {
	c.unitForm("施工单位信息表", "施工单位名称", "contractor_name", c.m.Contractor, "contractor", c.m.Dates.Start)
}

// commissioningUnit is 调试单位信息.
func (c *composer) commissioningUnit() {
	c.unitForm("调试单位信息表", "调试单位名称", "commissioner_name", c.m.Commissioner, "commissioner", c.m.Dates.CommissionStart)
}

func (c *composer) unitForm(title, label, key string, u Company, role string, d Date) {
	m := c.m
	c.centred(c.faces.Hei, 20, title)
	c.space(10)
	c.line(c.faces.Song, 10.5, "项目名称："+m.Project.Name)
	c.field("project_name", m.Project.Name)
	c.table(table{cols: []float64{26, 37, 20, 37}, size: 11},
		[]cell{{S: label}, {S: u.Name, Span: 3, Key: key, Truth: u.Name}},
		[]cell{{S: "统一社会信用代码"}, {S: u.USCC, Span: 3, Key: "uscc", Truth: u.USCC}},
		[]cell{{S: "法定代表人"}, val(u.Legal, "legal_person", u.Legal), {S: "企业类型"}, {S: "有限责任公司"}},
		[]cell{{S: "单位地址"}, {S: u.Address, Span: 3, Key: "address", Truth: u.Address}},
		[]cell{{S: "资质类别及等级"}, {S: u.Qualification, Span: 3, Key: "qualification", Truth: u.Qualification}},
		[]cell{{S: "资质证书编号"}, val(u.QualificationNo, "qualification_no", u.QualificationNo), {S: "有效期至"}, val(c.date(u.QualificationTo), "qualification_valid_to", u.QualificationTo)},
		[]cell{{S: "联系人"}, val(u.Contact.Name, "contact", u.Contact.Name), {S: "联系电话"}, val(u.Contact.Phone, "phone", u.Contact.Phone)},
		[]cell{{S: "服务的排污单位"}, {S: m.Enterprise.Name, Span: 3, Key: "served_enterprise", Truth: m.Enterprise.Name}},
		[]cell{{S: "服务内容"}, {S: c.service(role), Span: 3, Left: true}},
		[]cell{{S: "附件"}, {S: "1.营业执照复印件；2." + c.proof(role) + "；3.人员证书复印件。", Span: 3, Left: true}},
	)
	c.para("本单位承诺以上所填内容及所附材料真实、有效，如有虚假，愿承担相应法律责任。")
	c.closing(u.Name+"（盖章）", c.sealFor(role), "填报日期", d, "document_date")
}

func (c *composer) service(role string) string {
	if role == "contractor" {
		return "承担" + c.m.Outlet.Code + "（" + c.m.Outlet.Name + "）自动监控设施的站房建设、设备安装、管线敷设及防雷接地施工。"
	}
	return "承担" + c.m.Outlet.Code + "（" + c.m.Outlet.Name + "）自动监测设备的参数设置、性能调试、试运行及数据联调。"
}

func (c *composer) proof(role string) string {
	if role == "contractor" {
		return "资质证书、安全生产许可证复印件"
	}
	return "设备生产厂家授权书及培训合格证"
}

// contractorPersonnel is 施工人员信息.
func (c *composer) contractorPersonnel() {
	c.people("施工人员信息表", "施工单位名称", "contractor_name", c.m.Contractor, "contractor", c.m.Dates.Start)
}

// commissioningPersonnel is 调试人员信息.
func (c *composer) commissioningPersonnel() {
	c.people("调试人员信息表", "调试单位名称", "commissioner_name", c.m.Commissioner, "commissioner", c.m.Dates.CommissionStart)
}

func (c *composer) people(title, label, key string, u Company, role string, d Date) {
	c.centred(c.faces.Hei, 20, title)
	c.space(10)
	c.kv(label, u.Name, key, u.Name)
	c.kv("项目名称", c.m.Project.Name, "project_name", c.m.Project.Name)
	c.space(4)
	var rows [][]cell
	for i, p := range u.People {
		rows = append(rows, []cell{{S: strconv.Itoa(i + 1)}, {S: p.Name}, {S: p.Post}, val(p.ID, "id_number", masked(p.ID)), val(p.Phone, "phone", p.Phone),
			{S: p.Certificate}, val(p.CertificateNo, "certificate_no", p.CertificateNo), val(p.CertificateTo.Dotted(), "certificate_valid_to", p.CertificateTo)})
	}
	c.table(table{name: "personnel", keys: []string{"no", "name", "post", "id", "phone", "certificate", "certificate_no", "certificate_valid_to"}, cols: []float64{6, 8, 10.5, 20, 13.5, 13, 18, 11}, size: 9, head: row("序号", "姓名", "岗位", "身份证号", "联系电话", "证书名称", "证书编号", "有效期至")}, rows...)
	c.kv("联系人", u.Contact.Name, "contact", u.Contact.Name)
	c.kv("联系电话", u.Contact.Phone, "phone", u.Contact.Phone)
	c.para("以上人员均为本单位在职人员，具备相应岗位能力，特此说明。")
	c.closing(u.Name+"（盖章）", c.sealFor(role), "填报日期", d, "document_date")
}

// masked is how an ID number is stored: area and check digit only.
func masked(id string) string { return id[:6] + "********" + id[14:] }
