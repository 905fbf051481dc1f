package sample

import (
	"fmt"
	"math/rand/v2"
)

// water fills in a wastewater outlet with COD, NH3-N, TP, TN, pH and flow.
func (m *Model) water(r *rand.Rand) {
	m.Enterprise.Industry = "机制纸及纸板制造"
	m.Project = Project{Name: m.Enterprise.Name + "废水排放口污染源自动监控设施建设项目", Kind: "new", UnitClass: "key", Deadline: day("2026-12-31"),
		DeadlineSource: "东莞市生态环境局关于下达2026年自动监控设施建设任务的通知", Yuan: 486000 + 1000*r.IntN(200)}
	m.Outlet = Outlet{Code: "DW001", Name: "废水总排放口", Destination: pick(r, "进入城市污水处理厂", "直接进入江河"),
		Standard: "《制浆造纸工业水污染物排放标准》（GB 3544-2008）表2", Factors: []Factor{
			{"w01018", "化学需氧量", "mg/L", limit(80), false}, {"w21003", "氨氮", "mg/L", limit(8), false}, {"w21011", "总磷", "mg/L", limit(0.8), false},
			{"w21001", "总氮", "mg/L", limit(12), false}, {"w01001", "pH值", "无量纲", nil, false}, {"w00000", "流量", "m³/h", nil, false}}}
	m.Dates = waterDates(r.IntN(12))
	m.Station = Station{Area: show(between(r, 15.5, 22), 1), Height: show(between(r, 2.8, 3.3), 1), Distance: fmt.Sprint(12 + r.IntN(30)), Temperature: "18～28"}
	m.Logger = newLogger(r)
	m.waterInstruments(r)
	m.waterTests(r)
	m.waterComparisons(r)
	m.apparatus(r, "紫外可见分光光度计", "酸式滴定管", "便携式pH计", "便携式明渠流量计")
}

// waterDates: commissioning, then a trial run of at least 30 days, then the comparison.
func waterDates(shift int) Dates {
	at := func(s string) Date { return day(s).Add(shift) }
	return Dates{Plan: at("2026-03-02"), Contract: at("2026-03-18"), Start: at("2026-04-01"), Finish: at("2026-04-24"), Photos: at("2026-04-27"),
		CommissionStart: at("2026-05-06"), CommissionEnd: at("2026-05-15"), TrialStart: at("2026-05-16"), TrialEnd: at("2026-06-16"),
		Sampled: at("2026-06-23"), SampledTo: at("2026-06-24"), Issued: at("2026-07-06"), Accepted: at("2026-07-22"), Filed: at("2026-07-24")}
}

func newLogger(r *rand.Rand) Logger {
	return Logger{Brand: pick(r, "智联", "博控", "云采"), Model: pick(r, "K37A", "ZL-9000", "W5100HB"), Maker: "广州智联环境科技有限公司",
		Serial: fmt.Sprintf("SC26%06d", r.IntN(1000000)), MN: hexMN(r), IP: "10.44.19.20", Port: fmt.Sprint(7000 + r.IntN(900)), Interval: "60"}
}

func (m *Model) waterInstruments(r *rand.Rand) {
	maker, brand, prefix := "广州蓝谱仪器有限公司", "蓝谱", "LP"
	if r.IntN(2) == 1 {
		maker, brand, prefix = "杭州清谱科技股份有限公司", "清谱", "QP"
	}
	add := func(i Instrument) {
		i.Brand, i.Maker = brand, maker
		i.Model = prefix + i.Model
		i.Serial = fmt.Sprintf("%s26%02d%05d", prefix, 1+r.IntN(4), r.IntN(100000))
		i.Certificate = fmt.Sprintf("CCAEPI-EP-2023-%03d", 100+r.IntN(800))
		i.CertificateTo = day("2028-03-31").Add(r.IntN(300))
		m.Instruments = append(m.Instruments, i)
	}
	add(Instrument{Factor: "w01018", Name: "CODcr水质在线自动监测仪", Class: "analyser", Model: "-1000C", Principle: "重铬酸钾氧化分光光度法", Range: RangeValue{0, 200, "mg/L"}, LOD: "4mg/L",
		Params: digestion(r, "170", "15", "40", "160", 200)})
	add(Instrument{Factor: "w21003", Name: "氨氮水质在线自动监测仪", Class: "analyser", Model: "-1000N", Principle: "水杨酸分光光度法", Range: RangeValue{0, 20, "mg/L"}, LOD: "0.05mg/L",
		Params: digestion(r, "60", "10", "4", "16", 20)})
	add(Instrument{Factor: "w21011", Name: "总磷水质在线自动监测仪", Class: "analyser", Model: "-1000P", Principle: "过硫酸钾消解-钼酸铵分光光度法", Range: RangeValue{0, 2, "mg/L"}, LOD: "0.01mg/L",
		Params: digestion(r, "122", "30", "0.4", "1.6", 2)})
	add(Instrument{Factor: "w21001", Name: "总氮水质在线自动监测仪", Class: "analyser", Model: "-1000T", Principle: "碱性过硫酸钾消解紫外分光光度法", Range: RangeValue{0, 30, "mg/L"}, LOD: "0.1mg/L",
		Params: digestion(r, "122", "30", "6", "24", 30)})
	add(Instrument{Factor: "w01001", Name: "pH水质自动分析仪", Class: "analyser", Model: "-200H", Principle: "玻璃电极法", Range: RangeValue{0, 14, "pH"}, LOD: "0.01",
		Params: []Param{{"校准液1", "4.00"}, {"校准液2", "9.18"}, {"温度补偿", "自动"}}})
	add(Instrument{Factor: "w00000", Name: "超声波明渠流量计", Class: "flowmeter", Model: "-300F", Principle: "超声波液位法", Range: RangeValue{0, 300, "m³/h"}, LOD: "0.1m³/h",
		Params: []Param{{"堰槽类型", "巴歇尔槽"}, {"喉道宽", "152mm"}, {"液位零点", "0mm"}, {"流量公式", "Q=0.381h^1.58"}}})
	add(Instrument{Name: "水质自动采样器", Class: "sampler", Model: "-500S", Principle: "蠕动泵等时混合采样", Range: RangeValue{0, 1000, "mL"}, LOD: "—",
		Params: []Param{{"采样方式", "时间等比"}, {"采样间隔", "60min"}, {"留样温度", "4℃"}}})
}

// digestion is the part of the form that wet chemistry needs.
func digestion(r *rand.Rand, temperature, minutes, low, high string, top float64) []Param {
	return []Param{{"消解温度", temperature + "℃"}, {"消解时间", minutes + "min"}, {"显色时间", fmt.Sprintf("%dmin", 5+r.IntN(5))},
		{"标液浓度1", low + "mg/L"}, {"标液浓度2", high + "mg/L"}, {"斜率k", show(between(r, 0.985, 1.015), 4)},
		{"截距b", show(between(r, -0.004, 0.004)*top, 3)}, {"校正系数", "1"}}
}

func (m *Model) waterTests(r *rand.Rand) {
	for _, i := range m.Instruments {
		name := m.factor(i.Factor).Name
		switch {
		case i.Factor == "w01001":
			m.test(name, "24h漂移", signed(between(r, -0.2, 0.2), 2), "±0.5")
			m.test(name, "示值误差", signed(between(r, -0.2, 0.2), 2), "±0.5")
		case i.Class == "analyser":
			m.test(name, "24h漂移（20%量程）", signed(between(r, -3, 3), 1)+"%F.S.", "±5%F.S.")
			m.test(name, "24h漂移（80%量程）", signed(between(r, -6, 6), 1)+"%F.S.", "±10%F.S.")
			m.test(name, "重复性", show(between(r, 0.8, 4), 1)+"%", "≤10%")
			m.test(name, "示值误差", signed(between(r, -5, 5), 1)+"%", "±10%")
		case i.Class == "flowmeter":
			m.test(name, "液位比对误差", fmt.Sprintf("%dmm", 2+r.IntN(6)), "≤12mm")
			m.test(name, "流量比对误差", show(between(r, 1, 6), 1)+"%", "≤10%")
		default:
			m.test("水质自动采样器", "采样量误差", signed(between(r, -5, 5), 1)+"%", "±10%")
			m.test("水质自动采样器", "温度控制误差", signed(between(r, -1, 1), 1)+"℃", "±2℃")
		}
	}
	for _, s := range []struct{ name, value string }{{"化学需氧量标准溶液", "100mg/L"}, {"氨氮标准溶液", "10.0mg/L"}, {"总磷标准溶液", "1.00mg/L"}, {"总氮标准溶液", "15.0mg/L"}, {"pH标准缓冲溶液", "6.86"}} {
		m.Standards = append(m.Standards, Standard{s.name, fmt.Sprintf("GSB07-%04d-2014", 1000+r.IntN(3000)), s.value, day("2027-03-31").Add(r.IntN(200))})
	}
}

func (m *Model) test(factor, item, result, limit string) {
	m.Tests = append(m.Tests, Test{factor, item, result, limit, "合格"})
}

func (m *Model) waterComparisons(r *rand.Rand) {
	for _, w := range []struct {
		code, method string
		mean         float64
		digits       int
	}{{"w01018", "HJ 828-2017 重铬酸盐法", between(r, 38, 54), 0}, {"w21003", "HJ 535-2009 纳氏试剂分光光度法", between(r, 2.8, 5), 2},
		{"w21011", "GB 11893-89 钼酸铵分光光度法", between(r, 0.48, 0.66), 2}, {"w21001", "HJ 636-2012 紫外分光光度法", between(r, 6.5, 9.5), 1},
		{"w01001", "HJ 1147-2020 电极法", between(r, 7.0, 7.8), 2}} {
		f := m.factor(w.code)
		m.Comparisons = append(m.Comparisons, Comparison{Factor: f.Name, Unit: f.Unit, Method: w.method, Digits: w.digits, Instrument: m.instrument(w.code),
			Pairs: waterPairs(r, w.code, w.mean, w.digits), Conclusion: "合格"})
	}
	m.flowComparison(r)
}

// flowComparison holds the flowmeter against a portable reference: three runs.
func (m *Model) flowComparison(r *rand.Rand) {
	c := Comparison{Factor: "流量", Unit: "m³/h", Method: "便携式明渠流量计比对", Digits: 1, Instrument: m.instrument("w00000"), Conclusion: "合格"}
	for i := range 3 {
		ref := near(r, 128, 14, 1)
		a, b := near(r, ref, 4, 1), near(r, ref, 4, 1)
		avg := round((a+b)/2, 1)
		c.Pairs = append(c.Pairs, Pair{Time: fmt.Sprintf("%02d:%02d", 9+2*i, r.IntN(50)), Online: []string{show(a, 1), show(b, 1), show(avg, 1)},
			Reference: show(ref, 1), Error: signed((avg-ref)/ref*100, 1) + "%", Limit: "±10%", Verdict: "合格"})
	}
	m.Comparisons = append(m.Comparisons, c)
}

// instrument finds the instrument of a factor.
func (m *Model) instrument(code string) Instrument {
	for _, i := range m.Instruments {
		if i.Factor == code {
			return i
		}
	}
	return Instrument{}
}
