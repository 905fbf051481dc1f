package sample

// parameterFiling is 参数备案表: a ruled block for every instrument and one for the link.
func (c *composer) parameterFiling() {
	m := c.m
	d := c.when(m.Dates.Filed)
	c.numbered = true
	c.centred(c.faces.Hei, 18, "污染源自动监控设施参数备案表")
	c.space(4)
	c.basics()
	for _, in := range m.Instruments {
		c.parameterBlock(in)
	}
	c.linkBlock()
	c.need(170)
	c.para("以上参数与现场设备设置一致，未经备案不作修改。")
	c.closing(c.owner()+"（盖章）", c.sealFor("enterprise"), "填报日期", d, "document_date")
}

// pairsPerRow is how many name–value pairs stand in one row of a block.
const pairsPerRow = 2

func (c *composer) parameterBlock(in Instrument) {
	f := c.m.factor(in.Factor)
	name := f.Name
	if name == "" {
		name = in.Name
	}
	rows := [][]cell{
		{{S: "监测因子"}, val(name, "factor", name), {S: "因子编码"}, code(in.Factor)},
		{{S: "品牌"}, val(in.Brand, "brand", in.Brand), {S: "型号"}, val(in.Model, "model", in.Model)},
		{{S: "出厂编号"}, val(in.Serial, "serial", in.Serial), {S: "测量原理"}, val(in.Principle, "principle", in.Principle)},
		{{S: "量程"}, val(in.Range.String(), "range", in.Range), {S: "检出限"}, lod(in.LOD)},
	}
	params := append([]Param(nil), in.Params...)
	if f.Limit != nil {
		params = append(params, Param{"报警上限", trim(*f.Limit) + f.Unit})
	}
	params = append(params, Param{"测量间隔", c.interval()}, Param{"校准日期", c.date(c.m.Dates.TrialEnd)})
	rows = append(rows, c.pairRows(params)...)
	c.need(float64(len(rows)) * 22)
	c.table(table{name: "parameters", cols: []float64{22, 38, 22, 38}, size: 9.5}, rows...)
}

func (c *composer) interval() string {
	if c.m.Medium == Water {
		return "2h"
	}
	return "5s"
}

// pairRows puts parameters side by side.
func (c *composer) pairRows(params []Param) [][]cell {
	var rows [][]cell
	for i := 0; i < len(params); i += pairsPerRow {
		r := []cell{{S: params[i].Name}, c.paramCell(params[i]), {}, {}}
		if i+1 < len(params) {
			r[2].S, r[3] = params[i+1].Name, c.paramCell(params[i+1])
		}
		rows = append(rows, r)
	}
	return rows
}

// paramCell is the value of a parameter; the day of calibration is one of the model's.
func (c *composer) paramCell(p Param) cell {
	if p.Name == "校准日期" {
		return val(p.Value, "calibrated_on", c.m.Dates.TrialEnd)
	}
	return parameter(p)
}

func (c *composer) linkBlock() {
	l := c.m.Logger
	c.need(120)
	c.table(table{name: "parameters", cols: []float64{22, 38, 22, 38}, size: 10},
		[]cell{{S: "数采仪品牌"}, val(l.Brand, "brand", l.Brand), {S: "型号"}, val(l.Model, "model", l.Model)},
		[]cell{{S: "MN号"}, {S: l.MN, Span: 3, Key: "mn", Truth: l.MN}},
		[]cell{{S: "平台地址及端口"}, {S: l.IP + ":" + l.Port}, {S: "协议版本"}, val("HJ 212-2025", "protocol", "HJ 212-2025")},
		[]cell{{S: "实时数据上传间隔"}, val(l.Interval+"s", "upload_interval_seconds", figureOf(l.Interval)), {S: "分钟数据间隔"}, val("10min", "minute_interval_minutes", 10)})
	c.cites("HJ 212-2025")
}

// code is the cell of a factor's code, lod that of a detection limit; a sampler has neither.
func code(s string) cell {
	if s == "" {
		return cell{S: dash(s)}
	}
	return val(s, "factor_code", s)
}

func lod(s string) cell {
	if !figureAt.MatchString(s) {
		return cell{S: s}
	}
	return val(s, "lod", quantity(s))
}

func dash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}
