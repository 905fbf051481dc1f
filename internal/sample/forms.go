package sample

import "math/rand/v2"

// formStyle is how one table is drawn when a dossier asks for the many ways of real forms.
type formStyle struct {
	words bool // other words in the heads
	flip  bool // heads on the left, one column a record
	merge bool // one cell for the same factor in rows below each other
	stack bool // heads in two rows
	once  bool // heads are not repeated on the next page
	rules rules
	bare  bool // no running number
}

// rules says which lines a table has.
type rules int

const (
	allRules   rules = iota
	onlyAcross       // no lines down
	threeLines       // above and below the heads, and at the end
	openSides        // no lines at the left and right end
)

// style draws the way in which a table is printed; without forms it is the plain one.
func (c *composer) style(t table, rows [][]cell) formStyle {
	if c.forms == nil || t.name == "" || t.keys == nil {
		return formStyle{}
	}
	r := c.forms
	s := formStyle{words: r.IntN(2) == 0, merge: r.IntN(2) == 0, stack: r.IntN(2) == 0, once: r.IntN(2) == 0, bare: r.IntN(3) == 0}
	s.rules = pick(r, allRules, allRules, onlyAcross, threeLines, openSides)
	s.flip = r.IntN(2) == 0 && len(rows) <= 4 && t.name != "members" && t.summary == "" && t.about == nil
	if s.flip || t.summary != "" || t.name == "members" {
		s.rules = allRules
	}
	return s
}

// otherWords are heads as other forms print them.
var otherWords = map[string][]string{
	"监测因子": {"监测项目", "因子", "监测参数", "污染物"}, "品牌": {"设备品牌"}, "型号": {"规格型号", "设备型号", "仪器型号"}, "出厂编号": {"序列号", "设备编号", "出厂序列号"},
	"量程": {"测量范围", "工作量程"}, "生产厂家": {"制造商", "厂家", "生产厂商"}, "设备名称": {"仪器名称", "名称"}, "测量原理": {"工作原理", "分析方法", "监测方法"},
	"证书编号": {"证书号"}, "有效期至": {"有效期", "有效日期"}, "MN号": {"MN", "设备唯一标识"}, "测试项目": {"检测项目", "性能指标"}, "测试结果": {"检测结果", "实测值"},
	"技术要求": {"指标要求", "标准要求"}, "判定": {"是否合格", "结果判定", "单项判定"}, "标准物质名称": {"标准物质", "标准样品名称"}, "标准值": {"浓度", "标准浓度"},
	"姓名": {"姓 名"}, "岗位": {"职务", "工种"}, "联系电话": {"手机号码", "电话", "联系方式"}, "身份证号": {"身份证号码"}, "证书名称": {"资格证书", "持证名称"},
	"职称": {"职称/职务"}, "单位": {"计量单位"}, "签名": {"签字"}, "排放限值": {"标准限值", "浓度限值"}, "因子编码": {"因子代码"}, "确定依据": {"依据"}, "排放口编号": {"排污口编号", "排放口"},
	"采样时间": {"监测时间", "时间"}, "样品": {"样品编号", "序号"}, "实验室测定值": {"实验室分析值", "手工监测结果"}, "在线均值": {"在线平均值", "自动监测均值"}, "误差": {"测定误差", "比对误差"}, "允许误差": {"误差要求", "误差限值"},
	"参比方法测定值": {"参比方法", "手工监测值"}, "CEMS测定值": {"CEMS法", "自动监测数据", "在线监测值"}, "数据对差": {"绝对误差", "差值"}, "验收内容": {"检查内容", "验收项目"}, "验收情况": {"检查情况", "检查结果"},
	"监测仪器名称": {"仪器名称", "仪器设备名称"}, "仪器编号": {"设备编号", "管理编号"}, "检定/校准证书号": {"检定证书编号", "校准证书号"}, "检定/校准有效期至": {"检定有效期", "校准有效期至"},
}

// reworded is a head with other words for some of its cells. 单位 stands for the employer in
// the list of members and keeps its name there.
func reworded(r *rand.Rand, t table) []cell {
	out := make([]cell, len(t.head))
	for i, ce := range t.head {
		out[i] = ce
		if words := otherWords[ce.S]; len(words) > 0 && r.IntN(3) > 0 && (t.name != "members" || ce.S != "单位") {
			out[i].S = pick(r, words...)
		}
	}
	return out
}

// flipped draws a table on its side: the heads are the first column.
func (c *composer) flipped(t table, rows [][]cell) {
	side := table{cols: []float64{26}, size: t.size}
	for range rows {
		side.cols = append(side.cols, 100/float64(len(rows)))
	}
	lines := make([][]cell, len(t.head))
	height := 0.0
	for i, h := range t.head {
		lines[i] = []cell{h}
		for _, r := range rows {
			lines[i] = append(lines[i], r[i])
		}
		height += c.rowHeight(side, lines[i])
	}
	c.need(height)
	for _, r := range rows {
		c.record(t, r)
	}
	for _, l := range lines {
		c.row(side, l)
	}
	c.y += 8
}

// stacks are heads that two rows of heads print under one: by table, the first and last
// column, the upper head and the lower ones.
var stacks = map[string]struct {
	from, to int
	upper    string
	lower    []string
}{
	"personnel":    {5, 7, "证书", []string{"名称", "编号", "有效期至"}},
	"certificates": {3, 4, "证书", []string{"编号", "有效期至"}},
}

// waterStack is that of a comparison of water.
var waterStack = struct {
	from, to int
	upper    string
	lower    []string
}{2, 4, "在线测定值", []string{"1", "2", "均值"}}

// stackedHead draws heads in two rows.
func (c *composer) stackedHead(t table, head []cell) bool {
	st, ok := stacks[t.name]
	if t.name == "comparison_pairs" && t.summary == "" {
		st, ok = waterStack, true
	}
	if !ok {
		return false
	}
	if t.keys[0] != "no" { // the column of running numbers was left out
		st.from, st.to = st.from-1, st.to-1
	}
	x, h := t.edges(), t.size*1.35+7
	top, middle, end := c.y, c.y+h, c.y+2*h
	line := func(x0, y0, x1, y1 float64) { c.page().add(rule{x0, y0, x1, y1, 0.6}) }
	line(left, top, right, top)
	line(left, end, right, end)
	line(x[st.from], middle, x[st.to+1], middle)
	for j := range x {
		y := top
		if j > st.from && j <= st.to {
			y = middle
		}
		line(x[j], y, x[j], end)
	}
	for j, ce := range head {
		switch {
		case j == st.from:
			c.cell(t, cell{S: st.upper}, x[st.from], x[st.to+1], h)
			fallthrough
		case j > st.from && j <= st.to:
			c.y = middle
			c.cell(t, cell{S: st.lower[j-st.from]}, x[j], x[j+1], h)
			c.y = top
		default:
			c.cell(t, ce, x[j], x[j+1], 2*h)
		}
	}
	c.y = end
	return true
}

// without returns a table and its rows without the column of running numbers.
func (t table) without(key string, rows [][]cell) (table, [][]cell) {
	if t.keys[0] != key || t.summary != "" || len(t.keys) < 4 || t.head == nil {
		return t, rows
	}
	t.keys, t.head, t.cols = t.keys[1:], t.head[1:], t.cols[1:]
	out := make([][]cell, len(rows))
	for i, r := range rows {
		out[i] = r[1:]
	}
	return t, out
}
