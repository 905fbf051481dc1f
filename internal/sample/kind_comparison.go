package sample

import (
	"image/color"
	"math"
	"regexp"
	"strconv"
)

// comparisonReport is 验收比对监测报告 of the laboratory, with CMA mark and its seal.
func (c *composer) comparisonReport() {
	m, l, d := c.m, c.m.Laboratory, c.m.Dates
	c.numbered, c.running = true, l.Name+"　检测报告　编号："+l.ReportNo
	c.cma()
	c.cover([]string{"检 测 报 告", "污染源自动监控设施验收比对监测报告"}, []coverRow{
		{"报告编号", l.ReportNo, "report_no", l.ReportNo}, {"委托单位", c.owner(), "", nil},
		{"排污单位名称", c.owner(), "enterprise_name", c.owner()}, {"检测机构名称", l.Name, "laboratory_name", l.Name},
		{"采样日期", c.date(d.Sampled), "sampled_on", d.Sampled}, {"签发日期", c.date(c.when(d.Issued)), "issued_on", c.when(d.Issued)}})
	c.stamp(*c.labSeal(), 340, 570)
	c.stampOver(c.sealFor("enterprise"), 170, 700)
	c.newPage()
	c.statement()
	c.newPage()
	c.heading(1, "一、基本信息")
	c.basics()
	c.samplingTable()
	c.heading(1, "二、监测方法及仪器")
	c.methodTable()
	c.apparatusTable()
	c.need(220)
	c.heading(1, "三、比对监测结果")
	for i, cmp := range m.Comparisons {
		c.comparison(i+1, cmp)
	}
	c.heading(1, "四、质量控制")
	c.para("监测人员持证上岗，所用仪器均经检定或校准并在有效期内，采样、保存、分析全过程执行相关技术规范；标准物质测定结果均在允许范围内。")
	c.need(330)
	c.heading(1, "五、结论")
	c.kv("结论", "合格", "conclusion", "pass")
	c.para(c.owner() + m.Outlet.Code + "自动监控设施各监测因子比对监测结果均符合" + c.acceptanceNorm() + "的要求，比对监测合格。")
	c.cites(c.acceptanceNorm())
	c.lastSigns()
	if c.extras {
		c.pageSeal(*c.labSeal())
	}
}

// cma draws the mark of 资质认定: an open ring around letters, the number below.
func (c *composer) cma() {
	x, y := left+8, 70.0
	col := pick(c.rng, black, color.RGBA{30, 60, 150, 255}, color.RGBA{200, 30, 36, 255})
	c.tinted(openRing(x+36, y+24, 34, 24, 5), col)
	for i, r := range "MA" {
		o := c.faces.Hei.pick(r)
		c.tinted(o.shape(r).transform(scaling(24, 26).then(moving(x+20+float64(i)*22, y+33))), col)
	}
	c.page().Marks = append(c.page().Marks, Mark{Kind: "cma", Box: Box{x, y, x + 72, y + 48}, Value: c.m.Laboratory.CMA})
	c.y = y + 54
	c.put(c.faces.Song, 12, x, c.m.Laboratory.CMA)
	c.field("cma_no", c.m.Laboratory.CMA)
}

// openRing is a thick C: an elliptic band with a gap to the right.
func openRing(cx, cy, rx, ry, w float64) path {
	var pts []point
	var widths []float64
	for i := range 60 {
		a := (0.12 + 0.76*float64(i)/59) * 2 * math.Pi
		pts = append(pts, point{cx + rx*math.Cos(a), cy + ry*math.Sin(a)})
		widths = append(widths, w)
	}
	return stroke(pts, widths)
}

func (c *composer) statement() {
	c.centred(c.faces.Hei, 18, "声　　明")
	c.space(10)
	for i, s := range []string{"本报告无检验检测专用章、骑缝章及CMA标志无效。", "本报告无编制、审核、签发人签名无效，涂改无效。", "本报告仅对本次采样或送检样品的检测结果负责。",
		"未经本机构书面批准，不得部分复制本报告。", "对本报告有异议的，应于收到报告之日起十五日内向本机构提出。", "委托单位对所提供资料的真实性负责。"} {
		c.line(c.faces.Song, body, strconv.Itoa(i+1)+". "+s)
	}
	c.space(20)
	l := c.m.Laboratory
	c.kv("检测机构名称", l.Name, "laboratory_name", l.Name)
	c.kv("地址", l.Address, "address", l.Address)
	c.kv("联系电话", l.Contact.Phone, "phone", l.Contact.Phone)
}

func (c *composer) samplingTable() {
	d := c.m.Dates
	load, percent := "废水处理量为设计能力的82%，生产正常", 82
	if c.m.Medium == Gas {
		load, percent = "锅炉负荷86%，治理设施运行正常", 86
	}
	c.table(table{cols: []float64{24, 40, 22, 34}},
		[]cell{{S: "采样日期"}, val(c.date(d.Sampled)+"至"+c.date(d.SampledTo), "sampled_on", d.Sampled), {S: "分析日期"}, val(c.date(d.SampledTo.Add(3)), "analysed_on", d.SampledTo.Add(3))},
		[]cell{{S: "监测点位"}, {S: c.m.Outlet.Code + c.m.Outlet.Name}, {S: "监测工况"}, val(load, "load", load)})
	c.tells("sampled_from", d.Sampled, "sampled_to", d.SampledTo, "load_percent", percent)
}

func (c *composer) methodTable() {
	var rows [][]cell
	for _, cmp := range c.m.Comparisons {
		in := cmp.Instrument
		if no := methodNumber.FindString(cmp.Method); no != "" {
			c.cites(no)
		}
		rows = append(rows, []cell{{S: cmp.Factor}, {S: cmp.Method}, val(in.Model, "model", in.Model), val(in.Serial, "serial", in.Serial), val(in.Range.String(), "range", in.Range)})
	}
	c.table(table{name: "instruments", keys: []string{"factor", "method", "model", "serial", "range"}, cols: []float64{20, 44, 22, 28, 24}, size: 9.5, head: row("监测因子", "参比（实验室）方法", "在线仪器型号", "出厂编号", "量程")}, rows...)
}

func (c *composer) apparatusTable() {
	var rows [][]cell
	for _, a := range c.m.Apparatus {
		rows = append(rows, []cell{{S: a.Name}, {S: a.No}, val(a.Value, "calibration_no", a.Value), val(c.date(a.ValidTo), "calibration_valid_to", a.ValidTo)})
	}
	c.table(table{name: "apparatus", keys: []string{"name", "instrument_no", "certificate_no", "valid_to"}, cols: []float64{40, 22, 36, 40}, size: 9.5, head: row("监测仪器名称", "仪器编号", "检定/校准证书号", "检定/校准有效期至")}, rows...)
}

// methodNumber is the standard that a method is named by; older ones have a year of two
// digits.
var methodNumber = regexp.MustCompile(`(?:HJ|GB)(?:/T)? [0-9]+-[0-9]{2,4}`)

func (c *composer) comparison(n int, cmp Comparison) {
	c.need(150)
	title := "表" + strconv.Itoa(n) + "　" + cmp.Factor + "比对监测结果"
	if cmp.Unit != "无量纲" {
		title += "（单位：" + cmp.Unit + "）"
	}
	c.centred(c.faces.Hei, 11, title)
	if cmp.Summary == nil {
		c.waterTable(cmp)
		return
	}
	c.gasTable(cmp)
}

// about is what the caption says of all rows.
func (cmp Comparison) about() map[string]any {
	out := map[string]any{"factor": cmp.Factor}
	if cmp.Unit != "无量纲" {
		out["unit"] = cmp.Unit
	}
	return out
}

func (c *composer) waterTable(cmp Comparison) {
	var rows [][]cell
	for i, p := range cmp.Pairs {
		rows = append(rows, row(strconv.Itoa(i+1), p.Time, p.Online[0], p.Online[1], p.Online[2], p.Reference, p.Error, p.Limit, p.Verdict))
	}
	c.table(table{name: "comparison_pairs", keys: []string{"no", "time", "online_1", "online_2", "online", "reference", "error", "limit", "verdict"}, about: cmp.about(), cols: []float64{9, 13, 15, 15, 13, 16, 17, 15, 12}, size: 9.5, head: row("样品", "采样时间", "在线测定值1", "在线测定值2", "在线均值", "实验室测定值", "误差", "允许误差", "判定")}, rows...)
}

func (c *composer) gasTable(cmp Comparison) {
	var rows [][]cell
	for i, p := range cmp.Pairs {
		rows = append(rows, row(strconv.Itoa(i+1), p.Time, p.Reference, p.Online[0], p.Error))
	}
	for i := 0; i < len(cmp.Summary); i += 2 {
		r := []cell{{S: cmp.Summary[i].Name, Span: 2}, {S: cmp.Summary[i].Value}, {}, {}}
		if i+1 < len(cmp.Summary) {
			r[2].S, r[3].S = cmp.Summary[i+1].Name, cmp.Summary[i+1].Value
		}
		rows = append(rows, r)
	}
	c.table(table{name: "comparison_pairs", keys: []string{"no", "time", "reference", "online", "error"}, summary: "comparison_summary", about: cmp.about(), cols: []float64{12, 30, 26, 26, 26}, size: 9.5, head: row("序号", "监测时间", "参比方法测定值", "CEMS测定值", "数据对差")}, rows...)
}

// lastSigns closes the report: three signatures by hand and the laboratory's seal.
func (c *composer) lastSigns() {
	l := c.m.Laboratory
	c.need(170)
	c.space(16)
	x := left
	for i, label := range []string{"编制", "审核", "签发"} {
		x = c.signedBy(x, label, l.Signers[i]) + 26
	}
	c.y += body * 2
	c.closing(l.Name, c.labSeal(), "签发日期", c.when(c.m.Dates.Issued), "issued_on")
	c.stampOver(c.sealFor("enterprise"), left+90, c.y-60)
	c.centred(c.faces.Song, 10.5, "（以下空白）")
}
