package sample

import "fmt"

// commissioningReport is 调试报告 of the commissioning unit.
func (c *composer) commissioningReport() {
	m, d := c.m, c.m.Dates
	made := c.when(d.TrialEnd.Add(2))
	no := fmt.Sprintf("TS-%d-%03d", d.CommissionEnd.Year, 100+int(m.Seed%800))
	c.numbered, c.running = true, "污染源自动监控设施调试报告"
	c.cover([]string{"污染源自动监控设施", "调 试 报 告"}, []coverRow{
		{"排污单位名称", c.owner(), "enterprise_name", c.owner()}, {"排放口编号", m.Outlet.Code, "outlet_code", m.Outlet.Code},
		{"调试单位名称", m.Commissioner.Name, "commissioner_name", m.Commissioner.Name},
		{"调试起止日期", c.date(d.CommissionStart) + "至" + c.date(d.CommissionEnd), "commissioning_start", d.CommissionStart},
		{"报告编号", no, "report_no", no}, {"报告日期", c.date(made), "document_date", made}})
	c.field("commissioning_end", d.CommissionEnd)
	c.stampOver(c.sealFor("enterprise"), 350, 470)
	c.newPage()
	c.heading(1, "一、基本情况")
	c.basics()
	c.heading(1, "二、调试过程")
	c.process()
	c.heading(1, "三、调试设备")
	c.deviceTable()
	c.heading(1, "四、性能测试结果")
	c.testTable()
	c.heading(1, "五、标准物质")
	c.standardTable()
	c.need(300)
	c.heading(1, "六、调试结论")
	c.kv("结论", "合格", "conclusion", "pass")
	c.para("经调试检测，" + m.Outlet.Code + "自动监控设施各项性能指标均符合" + c.norm() + "的要求，数据采集传输仪与监测设备数据一致，调试合格，可进行比对监测及自主验收。")
	c.cites(c.norm())
	c.space(6)
	x := c.signedBy(left, "调试人员", m.Commissioner.People[0].Name)
	c.signedBy(x+30, "审核", m.Commissioner.People[1].Name)
	c.y += body * 2
	c.closing(m.Commissioner.Name+"（盖章）", c.sealFor("commissioner"), "日期", made, "document_date")
}

func (c *composer) norm() string {
	if c.m.Medium == Water {
		return "HJ 353-2019"
	}
	return "HJ 75-2017"
}

func (c *composer) process() {
	d := c.m.Dates
	if c.m.Medium == Water {
		trial := c.m.Dates.days(d.TrialStart, d.TrialEnd)
		c.paraf("设备于%s至%s完成单机调试和系统联调；%s至%s进行试运行，连续试运行%d天，期间未中断。", c.date(d.CommissionStart), c.date(d.CommissionEnd), c.date(d.TrialStart), c.date(d.TrialEnd), trial)
		c.field("trial_start", d.TrialStart)
		c.field("trial_end", d.TrialEnd)
		c.field("trial_interruption", "none")
		c.kv("试运行天数", fmt.Sprintf("%dd", trial), "trial_days", trial)
		c.kv("设备运转率", "98.6%", "running_rate_percent", 98.6)
		c.kv("数据传输率", "99.2%", "transmission_rate_percent", 99.2)
		return
	}
	c.paraf("系统安装完成后自%s 08:00起连续运行，%s 08:00止累计运行168h，其后进行72h调试检测，检测期间未进行计划外检修和调节；%s至%s系统稳定运行%d天。",
		c.date(d.CommissionStart), c.date(d.CommissionStart.Add(7)), c.date(d.TrialStart), c.date(d.TrialEnd), d.days(d.TrialStart, d.TrialEnd))
	c.field("stable_end", d.TrialEnd)
	c.field("stable_days", d.days(d.TrialStart, d.TrialEnd))
	c.kv("连续运行时间", "168h", "run_hours", 168)
	c.kv("调试检测时间", "72h", "test_hours", 72)
	c.kv("数据传输率", "99.4%", "transmission_rate_percent", 99.4)
}

func (c *composer) deviceTable() {
	var rows [][]cell
	for _, in := range c.m.Instruments {
		name := c.m.factor(in.Factor).Name
		if name == "" {
			name = in.Name
		}
		rows = append(rows, []cell{{S: name}, val(in.Brand, "brand", in.Brand), val(in.Model, "model", in.Model), val(in.Serial, "serial", in.Serial), val(in.Range.String(), "range", in.Range)})
	}
	c.table(table{name: "instruments", keys: []string{"factor", "brand", "model", "serial", "range"}, cols: []float64{26, 16, 26, 30, 28}, size: 10, head: row("监测因子", "品牌", "型号", "出厂编号", "量程")}, rows...)
}

var testKeys = []string{"factor", "test", "value", "limit", "verdict"}

func (c *composer) testTable() {
	var rows [][]cell
	for _, t := range c.m.Tests {
		rows = append(rows, row(t.Factor, t.Item, t.Result, t.Limit, t.Verdict))
	}
	c.table(table{name: "commissioning_tests", keys: testKeys, cols: []float64{26, 36, 24, 24, 16}, size: 10, head: row("监测因子", "测试项目", "测试结果", "技术要求", "判定")}, rows...)
}

func (c *composer) standardTable() {
	var rows [][]cell
	for _, s := range c.m.Standards {
		rows = append(rows, []cell{{S: s.Name}, val(s.No, "certificate_no", s.No), {S: s.Value}, val(c.date(s.ValidTo), "certificate_valid_to", s.ValidTo)})
	}
	c.table(table{name: "standards", keys: []string{"name", "standard_no", "value", "valid_to"}, cols: []float64{34, 36, 24, 30}, size: 10, head: row("标准物质名称", "证书编号", "标准值", "有效期至")}, rows...)
}

// stampOver presses a seal if there is one.
func (c *composer) stampOver(s *Seal, x, y float64) {
	if s != nil {
		c.stamp(*s, x, y)
	}
}
