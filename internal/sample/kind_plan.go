package sample

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// constructionPlan is 建设方案: a cover and chapters, as the notice's step (一) asks.
func (c *composer) constructionPlan() {
	m, e := c.m, c.m.Enterprise
	d := c.when(m.Dates.Plan)
	c.numbered, c.running = true, m.Enterprise.Name+"污染源自动监控设施建设方案"
	c.cover([]string{e.Name, m.Outlet.Name + "污染源自动监控设施", "建设方案"}, []coverRow{
		{"建设单位", e.Name, "", nil}, {"编制单位", m.Contractor.Name, "prepared_by", m.Contractor.Name}, {"编制日期", c.date(d), "document_date", d}})
	c.newPage()
	c.heading(1, "一、排污单位基本情况")
	c.basics()
	c.heading(1, "二、建设依据及建设类型")
	for i, s := range c.standards() {
		c.line(c.faces.Song, body, fmt.Sprintf("（%d）%s", i+1, s))
		if no := cited.FindString(s); no != "" {
			c.cites(no)
		}
	}
	c.para("建设类型：新建。本项目为" + m.Outlet.Code + "首次安装自动监控设施，按重点单位要求实施，任务完成期限为" + c.date(m.Project.Deadline) + "。")
	c.tells("project_kind", m.Project.Kind, "task_deadline", m.Project.Deadline)
	c.heading(1, "三、排放口与监测因子")
	c.paraf("%s编号%s，%s，执行%s。监测因子依据排污许可证确定，见下表。", m.Outlet.Name, m.Outlet.Code, m.Outlet.Destination, m.Outlet.Standard)
	c.factorTable()
	c.heading(1, "四、点位布设")
	for _, s := range c.siting() {
		c.para(s)
	}
	c.heading(1, "五、监测站房")
	s := m.Station
	c.paraf("站房面积%sm²，净高%sm，距采样点%sm，室内温度控制在%s℃，相对湿度不大于60%%。配备冷暖空调（具备来电自启动功能）、UPS不间断电源（后备时间不少于4h）、视频监控、灭火器和应急照明，并做防雷接地，接地电阻不大于4Ω。", s.Area, s.Height, s.Distance, s.Temperature)
	c.station()
	c.heading(1, "六、主要设备选型")
	c.selection()
	c.heading(1, "七、数据采集与传输")
	l := m.Logger
	c.paraf("数据采集传输仪选用%s%s型，生产厂家%s，设备唯一标识MN：%s，按HJ 212标准组包，通过中国移动4G网络上传，实时数据上传间隔%s秒，并预留有线链路。", l.Brand, l.Model, l.Maker, l.MN, l.Interval)
	c.tells("mn", l.MN, "carrier", "mobile", "upload_interval_seconds", figureOf(l.Interval))
	c.para("站房内外各设1路视频监控，录像保存时间不少于3个月；同步采集治污设施的用电数据和主要工况参数。")
	c.heading(1, "八、施工进度计划")
	c.schedule()
}

func (c *composer) basics() {
	m, e := c.m, c.m.Enterprise
	c.table(table{cols: []float64{27, 40, 20, 33}},
		[]cell{{S: "排污单位名称"}, {S: c.owner(), Span: 3, Key: "enterprise_name", Truth: c.owner()}},
		[]cell{{S: "统一社会信用代码"}, {S: c.code(), Span: 3, Key: "uscc", Truth: c.code()}},
		[]cell{{S: "排污许可证编号"}, {S: e.Permit, Span: 3, Key: "permit_no", Truth: e.Permit}},
		[]cell{{S: "管理类别"}, val(e.PermitClass, "permit_class", classOf(e.PermitClass)), {S: "行业类别"}, val(e.Industry, "industry", e.Industry)},
		[]cell{{S: "单位地址"}, {S: e.Address, Span: 3, Key: "address", Truth: e.Address}},
		[]cell{{S: "所在镇街"}, val(e.Town, "town", e.Town), {S: "经纬度"}, {S: fmt.Sprintf("E%.4f° N%.4f°", e.Lon, e.Lat)}},
		[]cell{{S: "环保负责人"}, val(e.Manager.Name, "contact", e.Manager.Name), {S: "联系电话"}, val(e.Manager.Phone, "phone", e.Manager.Phone)},
		[]cell{{S: "排放口编号"}, val(m.Outlet.Code, "outlet_code", m.Outlet.Code), {S: "排放口名称"}, val(m.Outlet.Name, "outlet_name", m.Outlet.Name)},
	)
	c.field("longitude", round(e.Lon, 4))
	c.field("latitude", round(e.Lat, 4))
}

// standards cites what applies to the medium.
func (c *composer) standards() []string {
	first := []string{"《关于加强重点单位污染源自动监控建设管理的通知》（东环办函〔2023〕42号）"}
	if c.m.Medium == Water {
		return append(first, "《水污染源在线监测系统（CODcr、NH3-N等）安装技术规范》（HJ 353-2019）",
			"《水污染源在线监测系统（CODcr、NH3-N等）验收技术规范》（HJ 354-2019）", "《水污染源在线监测系统（CODcr、NH3-N等）运行技术规范》（HJ 355-2019）",
			"《污染物在线监控（监测）系统数据传输标准》（HJ 212-2025）")
	}
	return append(first, "《固定污染源烟气（SO2、NOx、颗粒物）排放连续监测技术规范》（HJ 75-2017）",
		"《固定污染源烟气（SO2、NOx、颗粒物）排放连续监测系统技术要求及检测方法》（HJ 76-2017）", "《污染物在线监控（监测）系统数据传输标准》（HJ 212-2025）")
}

func (c *composer) factorTable() {
	var rows [][]cell
	for i, f := range c.m.permitFactors() {
		lim := "—"
		if f.Limit != nil {
			lim = strconv.FormatFloat(*f.Limit, 'f', -1, 64)
		}
		r := row(strconv.Itoa(i+1), c.m.Outlet.Code, f.Name, f.Code, lim, f.Unit, "排污许可证")
		r[2], r[3] = val(f.Name, "factor", f.Name), code(f.Code)
		if f.Limit != nil {
			r[4] = val(lim, "limit", Quantity{Value: *f.Limit})
		}
		rows = append(rows, r)
	}
	c.table(table{name: "outlets_factors", keys: []string{"no", "outlet", "factor", "factor_code", "limit", "unit", "basis"}, cols: []float64{8, 16, 22, 16, 16, 14, 20}, head: row("序号", "排放口编号", "监测因子", "因子编码", "排放限值", "单位", "确定依据")}, rows...)
}

func (c *composer) siting() []string {
	if c.m.Medium == Water {
		return []string{"采样点设在厂区废水总排放口明渠内，位于废水处理设施末端、与其他排水汇合之前，混合均匀，采样头置于水面下10～20cm处，并避开死水区。",
			"排放口设标准巴歇尔槽（喉道宽152mm）及配套超声波明渠流量计，堰槽上游直渠段长度大于渠宽的5倍；排放口设规范化标志牌（GB 15562.1）及人工采样平台。"}
	}
	return []string{fmt.Sprintf("采样断面设在烟囱标高32m处，烟道内径%.2fm，截面积%.2fm²，断面前直管段12.0m、后直管段6.5m，满足前4后2倍直径的要求。", ductDiameter, ductArea),
		"采样平台面积6.5m²，承重不小于300kg/m²，设1.2m高护栏和Z字形爬梯；在CEMS断面下游0.6m处设参比方法采样孔4个（内径90mm），排放口设规范化标志牌（GB 15562.1）。"}
}

func (c *composer) selection() {
	var rows [][]cell
	for i, in := range c.m.Instruments {
		rows = append(rows, []cell{{S: strconv.Itoa(i + 1)}, {S: in.Name}, val(in.Brand, "brand", in.Brand), val(in.Model, "model", in.Model),
			val(in.Principle, "principle", in.Principle), val(in.Range.String(), "range", in.Range)})
	}
	l := row(strconv.Itoa(len(c.m.Instruments)+1), "数据采集传输仪", c.m.Logger.Brand, c.m.Logger.Model, "—", "—")
	l[2], l[3] = val(c.m.Logger.Brand, "brand", c.m.Logger.Brand), val(c.m.Logger.Model, "model", c.m.Logger.Model)
	rows = append(rows, l)
	c.table(table{name: "instruments", keys: []string{"no", "name", "brand", "model", "principle", "range"}, cols: []float64{7, 32, 11, 16, 34, 20}, size: 10, head: row("序号", "设备名称", "品牌", "型号", "测量原理", "量程")}, rows...)
}

func (c *composer) schedule() {
	d := c.m.Dates
	c.table(table{cols: []float64{10, 50, 50}, head: row("序号", "工作内容", "计划时间")},
		row("1", "签订合同、设备采购", c.date(d.Contract)+"前"), row("2", "站房建设与设备安装", c.date(d.Start)+"至"+c.date(d.Finish)),
		row("3", "设备调试及试运行", c.date(d.CommissionStart)+"至"+c.date(d.TrialEnd)), row("4", "比对监测、自主验收及备案", c.date(d.Filed)+"前"))
}

// String is the printed form, 0～200mg/L.
func (r RangeValue) String() string {
	return trim(r.Low) + "～" + trim(r.High) + r.Unit
}

// equipmentList is 设备清单: the table of instruments.
func (c *composer) equipmentList() {
	m := c.m
	c.centred(c.faces.Hei, 18, "污染源自动监控设施设备清单")
	c.space(6)
	c.kv("排污单位名称", c.owner(), "enterprise_name", c.owner())
	c.kv("统一社会信用代码", c.code(), "uscc", c.code())
	c.kv("排放口编号", m.Outlet.Code+"（"+m.Outlet.Name+"）", "outlet_code", m.Outlet.Code)
	c.space(4)
	var rows [][]cell
	for i, in := range m.Instruments {
		rows = append(rows, c.listRow(i+1, in))
	}
	c.table(table{name: "equipment_list", keys: []string{"no", "factor", "name", "brand", "model", "maker", "serial", "principle", "range"}, cols: []float64{8, 14, 19, 9.5, 15, 19, 19.5, 18, 18}, size: 8,
		head: row("序号", "监测因子", "设备名称", "品牌", "型号", "生产厂家", "出厂编号", "测量原理", "量程")}, rows...)
	c.line(c.faces.Hei, body, "适用性检测（认证）证书")
	rows = nil
	for i, in := range m.devices() {
		rows = append(rows, []cell{{S: strconv.Itoa(i + 1)}, val(in.Model, "certificate_model", in.Model), val(in.Serial, "serial", in.Serial),
			val(in.Certificate, "certificate_no", in.Certificate), val(c.date(in.CertificateTo), "certificate_valid_to", in.CertificateTo)})
	}
	c.table(table{name: "certificates", keys: []string{"no", "certificate_model", "serial", "certificate_no", "certificate_valid_to"}, cols: []float64{8, 24, 30, 34, 28}, size: 9.5, head: row("序号", "证书型号", "出厂编号", "证书编号", "有效期至")}, rows...)
	c.line(c.faces.Hei, body, "数据采集传输仪")
	l := m.Logger
	c.table(table{name: "loggers", keys: []string{"brand", "model", "maker", "serial", "mn"}, cols: []float64{14, 18, 34, 24, 44}, size: 9.5, head: row("品牌", "型号", "生产厂家", "出厂编号", "MN号")},
		[]cell{val(l.Brand, "brand", l.Brand), val(l.Model, "model", l.Model), val(l.Maker, "maker", l.Maker), val(l.Serial, "serial", l.Serial), val(l.MN, "mn", l.MN)})
	d := c.when(m.Dates.Finish)
	c.kv("填报日期", c.date(d), "document_date", d)
}

func (c *composer) listRow(n int, in Instrument) []cell {
	name := c.m.factor(in.Factor).Name
	if name == "" {
		name = "—"
	}
	factor := cell{S: name}
	if name != "—" {
		factor = val(name, "factor", name)
	}
	return []cell{{S: strconv.Itoa(n)}, factor, {S: in.Name}, val(in.Brand, "brand", in.Brand), val(in.Model, "model", in.Model), val(in.Maker, "maker", in.Maker),
		val(in.Serial, "serial", in.Serial), val(in.Principle, "principle", in.Principle), val(in.Range.String(), "range", in.Range)}
}

// cited is the number of a standard in a title.
var cited = regexp.MustCompile(`(?:HJ|GB|DB)(?:/T)? [0-9]+(?:/[0-9]+)?-[0-9]{4}`)

// station records what a text says of the station room.
func (c *composer) station() {
	s := c.m.Station
	low, high, _ := strings.Cut(s.Temperature, "～")
	c.tells("station_area_m2", figureOf(s.Area), "station_height_m", figureOf(s.Height), "station_distance_m", figureOf(s.Distance),
		"station_celsius", RangeValue{Low: figureOf(low), High: figureOf(high), Unit: "℃"})
}
