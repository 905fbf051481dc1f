package sample

import "strconv"

// acceptanceReport is 验收报告 with the chapters of HJ 354-2019, or their twins for gas.
func (c *composer) acceptanceReport() {
	m := c.m
	made := c.when(m.Dates.Accepted)
	c.numbered, c.running = true, "污染源自动监控设施验收报告"
	c.cover([]string{"污染源自动监控设施", "验 收 报 告"}, []coverRow{
		{"排污单位名称", c.owner(), "enterprise_name", c.owner()}, {"排放口编号", m.Outlet.Code, "outlet_code", m.Outlet.Code},
		{"验收日期", c.date(m.Dates.Accepted), "acceptance_date", m.Dates.Accepted}, {"编制日期", c.date(made), "document_date", made}})
	c.stampOver(c.sealFor("enterprise"), 360, 480)
	c.newPage()
	c.heading(1, "1 基本情况")
	c.basics()
	c.deviceTable()
	c.heading(1, "2 建设验收")
	c.checks("construction_checks", c.construction())
	if m.Medium == Water {
		c.field("metrology_valid_to", m.Dates.Finish.Add(330))
	}
	c.station()
	c.heading(1, "3 仪器设备验收")
	c.para("依据调试报告及验收比对监测报告（编号" + m.Laboratory.ReportNo + "，" + m.Laboratory.Name + "，" + c.date(m.Dates.Issued) + "签发），仪器设备验收结果如下。")
	c.instrumentChecks()
	c.heading(1, "4 联网验收")
	c.checks("networking", c.network())
	c.heading(1, "5 运行与维护方案")
	c.para("运行维护单位为" + m.Commissioner.Name + "，已建立岗位责任、定期巡检、定期校准与校验、设备故障应急处理、易耗品更换及数据台账等管理制度，制度已上墙公示，运行与维护方案符合要求。")
	c.field("operator_name", m.Commissioner.Name)
	c.heading(1, "6 验收结论")
	c.kv("结论", "合格", "conclusion", "pass")
	c.para(m.Outlet.Code + "自动监控设施的建设、仪器设备、联网及运行与维护方案均符合" + c.acceptanceNorm() + "的要求，同意通过验收。")
	c.cites(c.acceptanceNorm())
	c.groupTable(330)
	c.closing(c.owner()+"（盖章）", c.sealFor("enterprise"), "日期", made, "document_date")
}

func (c *composer) acceptanceNorm() string {
	if c.m.Medium == Water {
		return "HJ 354-2019"
	}
	return "HJ 75-2017"
}

func (c *composer) checks(name string, rows [][2]string) {
	var out [][]cell
	for i, r := range rows {
		out = append(out, []cell{{S: strconv.Itoa(i + 1)}, {S: r[0], Left: true}, {S: r[1], Left: true}, {S: "合格"}})
	}
	c.table(table{name: name, keys: []string{"no", "item", "result", "verdict"}, cols: []float64{8, 44, 58, 14}, size: 10, head: row("序号", "验收内容", "验收情况", "判定")}, out...)
}

func (c *composer) construction() [][2]string {
	s := c.m.Station
	room := [2]string{"监测站房", "面积" + s.Area + "m²，净高" + s.Height + "m，距采样点" + s.Distance + "m，温度" + s.Temperature + "℃"}
	if c.m.Medium == Water {
		return [][2]string{{"排放口规范化及标志牌", "已规范化建设，标志牌符合GB 15562.1"}, {"流量监测单元", "巴歇尔槽，喉道宽152mm；流量计及堰槽检定证书有效期至" + c.date(c.m.Dates.Finish.Add(330))}, room,
			{"水质自动采样单元", "混合采样、留样功能正常，管路长度28m"}, {"数据控制单元", "数采仪与仪器数据一致，断电数据不丢失"}}
	}
	return [][2]string{{"采样平台与爬梯", "平台面积6.5m²，护栏高1.2m，Z字形爬梯"}, {"参比方法采样孔", "4个，内径90mm，位于CEMS断面下游0.6m"}, room,
		{"伴热管线", "长度42m，温度125℃，倾角大于5°"}, {"标准气体", "二氧化硫、一氧化氮、氧气标气在有效期内"}}
}

func (c *composer) network() [][2]string {
	return [][2]string{{"现场机在线率≥95%", "99.1%"}, {"掉线后5min内重新上线", "最长2min"}, {"单台数采仪每日掉线≤3次", "最多1次"}, {"报文传输稳定性≥99%", "99.6%"},
		{"通信协议正确性100%", "100%"}, {"数据传输正确性（7天数据比对）100%", "100%"}, {"联网稳定性（连续1个月）", "稳定运行，MN：" + c.m.Logger.MN}}
}

func (c *composer) instrumentChecks() {
	var rows [][]cell
	for _, t := range c.m.Tests {
		rows = append(rows, row(t.Factor, t.Item, t.Result, t.Limit, t.Verdict))
	}
	c.table(table{name: "commissioning_tests", keys: testKeys, cols: []float64{28, 36, 24, 24, 14}, size: 9.5, head: row("仪器", "验收项目", "测试结果", "技术要求", "判定")}, rows...)
}

// groupTable is the signature sheet of the acceptance group; it starts a new page unless
// room points are left, so that the seal below never stands alone.
func (c *composer) groupTable(room float64) {
	c.need(room)
	c.line(c.faces.Hei, body, "验收组成员签名表")
	var rows [][]cell
	for i, p := range c.m.Members {
		role := "成员"
		if i == 0 {
			role = "组长"
		}
		rows = append(rows, []cell{{S: role}, {S: p.Name}, {S: p.Unit}, {S: p.Title}, {S: p.Phone}, {Hand: p.Name}})
	}
	c.table(table{name: "members", keys: []string{"role", "name", "unit", "title", "phone", "signed"}, cols: []float64{9, 13, 42, 17, 21, 22}, size: 9.5, head: row("职务", "姓名", "单位", "职称", "电话", "签名")}, rows...)
}

// acceptanceOpinion is 验收意见: minutes of the meeting with its conclusion.
func (c *composer) acceptanceOpinion() {
	m, d := c.m, c.when(c.m.Dates.Accepted)
	c.numbered = true
	c.centred(c.faces.Hei, 18, c.owner())
	c.centred(c.faces.Hei, 18, "污染源自动监控设施验收意见")
	c.space(8)
	c.kv("排污单位名称", c.owner(), "enterprise_name", c.owner())
	c.kv("排放口编号", m.Outlet.Code, "outlet_code", m.Outlet.Code)
	c.kv("验收日期", c.date(d), "acceptance_date", d)
	c.kv("会议地点", m.Enterprise.Name+"会议室", "meeting_place", m.Enterprise.Name+"会议室")
	c.para(c.date(d) + "，" + c.owner() + "组织召开" + m.Outlet.Code + "（" + m.Outlet.Name + "）自动监控设施自主验收会议。验收组由建设单位、施工单位、调试单位代表及特邀专家共" + strconv.Itoa(len(m.Members)) + "人组成（名单附后）。验收组查看了现场，审阅了相关资料，经讨论形成意见如下：")
	c.heading(2, "一、项目概况")
	c.para("项目由" + m.Contractor.Name + "施工、" + m.Commissioner.Name + "调试，于" + c.date(m.Dates.Finish) + "完成安装，" + c.date(m.Dates.TrialEnd) + "完成试运行。监测因子为" + c.factorNames() + "。")
	c.heading(2, "二、验收过程")
	c.para("验收组核查了设备型号、出厂编号与设备清单的一致性，查验了调试报告、参数备案表和" + m.Laboratory.Name + "出具的比对监测报告（编号" + m.Laboratory.ReportNo + "），抽查了现场数据与平台数据。")
	c.heading(2, "三、存在问题及整改要求")
	c.para("无重大问题。建议加强日常运维台账管理，定期开展标准物质核查。")
	c.need(390)
	c.heading(2, "四、验收结论")
	c.kv("结论", "同意通过验收", "conclusion", "pass")
	c.groupTable(330)
	c.closing(c.owner()+"（盖章）", c.sealFor("enterprise"), "日期", d, "document_date")
}

func (c *composer) factorNames() string {
	s := ""
	for i, f := range c.m.permitFactors() {
		if i > 0 {
			s += "、"
		}
		s += f.Name
	}
	return s
}
