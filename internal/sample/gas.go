package sample

import (
	"fmt"
	"math/rand/v2"
)

// gas fills in a stack with particulate, SO2, NOx and the flue gas parameters.
func (m *Model) gas(r *rand.Rand) {
	m.Enterprise.Industry = "热电联产"
	m.Project = Project{Name: m.Enterprise.Name + "1号锅炉烟气污染源自动监控设施建设项目", Kind: "new", UnitClass: "key", Deadline: day("2026-12-31"),
		DeadlineSource: "东莞市生态环境局关于下达2026年自动监控设施建设任务的通知", Yuan: 620000 + 1000*r.IntN(300)}
	m.Outlet = Outlet{Code: "DA001", Name: "1号锅炉废气排放口", Destination: "经80m烟囱排入大气", Standard: "《锅炉大气污染物排放标准》（DB 44/765-2019）表3",
		Factors: []Factor{{"a34013", "颗粒物", "mg/m³", limit(10), false}, {"a21026", "二氧化硫", "mg/m³", limit(35), false}, {"a21002", "氮氧化物", "mg/m³", limit(50), false},
			{"a19001", "氧含量", "%", nil, false}, {"a01011", "烟气流速", "m/s", nil, false}, {"a01012", "烟气温度", "℃", nil, false}, {"a01013", "烟气压力", "kPa", nil, true}, {"a01014", "烟气湿度", "%", nil, false}}}
	m.Dates = gasDates(r.IntN(12))
	m.Station = Station{Area: show(between(r, 12.5, 18), 1), Height: show(between(r, 2.8, 3.2), 1), Distance: fmt.Sprint(20 + r.IntN(40)), Temperature: "15～30"}
	m.Logger = newLogger(r)
	m.gasInstruments(r)
	m.gasTests(r)
	m.gasComparisons(r)
	m.apparatus(r, "自动烟尘（气）测试仪", "便携式红外烟气分析仪", "电子天平", "皮托管")
}

// gasDates: 168 h of run and 72 h of test, then at least seven stable days.
func gasDates(shift int) Dates {
	at := func(s string) Date { return day(s).Add(shift) }
	return Dates{Plan: at("2026-03-10"), Contract: at("2026-03-26"), Start: at("2026-04-09"), Finish: at("2026-05-08"), Photos: at("2026-05-11"),
		CommissionStart: at("2026-05-18"), CommissionEnd: at("2026-05-28"), TrialStart: at("2026-05-29"), TrialEnd: at("2026-06-12"),
		Sampled: at("2026-06-17"), SampledTo: at("2026-06-18"), Issued: at("2026-07-01"), Accepted: at("2026-07-15"), Filed: at("2026-07-17")}
}

// Duct of the stack: diameter and area must agree in every document.
const (
	ductDiameter = 2.60   // m
	ductArea     = 5.3093 // m², π/4·d²
	pitotKp      = "0.84"
	fieldKv      = "1.02"
)

func (m *Model) gasInstruments(r *rand.Rand) {
	serial := func(p string) string { return fmt.Sprintf("%s26%02d%05d", p, 1+r.IntN(4), r.IntN(100000)) }
	analyser, dust, flow, humid := serial("TH"), serial("TD"), serial("TF"), serial("TW")
	cert := func() string { return fmt.Sprintf("CCAEPI-EP-2023-%03d", 100+r.IntN(800)) }
	device := map[string]string{analyser: "CEMS气态污染物分析仪", flow: "温压流一体化监测仪"}
	certs := map[string]string{analyser: cert(), dust: cert(), flow: cert(), humid: cert()}
	until := day("2028-05-31").Add(r.IntN(300))
	add := func(code, name, model, sn, principle string, rng RangeValue, lod string, params []Param) {
		m.Instruments = append(m.Instruments, Instrument{Factor: code, Name: name, Device: device[sn], Class: "analyser", Brand: "天衡", Model: model, Maker: "北京天衡测控技术有限公司", Serial: sn,
			Principle: principle, Range: rng, LOD: lod, Certificate: certs[sn], CertificateTo: until, Params: params})
	}
	line := []Param{{"伴热管温度", "125℃"}, {"冷凝温度", "4℃"}, {"反吹间隔", "4h"}, {"斜率k", "1.0000"}, {"截距b", "0.000"}}
	add("a34013", "颗粒物监测仪", "TH-D30", dust, "激光后散射法", RangeValue{0, 30, "mg/m³"}, "0.1mg/m³", []Param{{"斜率k", show(between(r, 0.92, 1.1), 4)}, {"截距b", show(between(r, -0.3, 0.4), 3)}})
	add("a21026", "二氧化硫分析仪", "TH-S600", analyser, "紫外差分吸收光谱法", RangeValue{0, 100, "mg/m³"}, "1mg/m³", line)
	add("a21002", "氮氧化物分析仪", "TH-S600", analyser, "紫外差分吸收光谱法", RangeValue{0, 150, "mg/m³"}, "1mg/m³", append(line, Param{"NO2转换效率", "97.2%"}))
	add("a19001", "氧量分析仪", "TH-S600", analyser, "电化学法", RangeValue{0, 25, "%"}, "0.1%", []Param{{"基准氧含量", "6%"}, {"斜率k", "1.0000"}, {"截距b", "0.000"}})
	add("a01011", "烟气流速仪", "TH-F20", flow, "皮托管差压法", RangeValue{0, 40, "m/s"}, "0.1m/s", []Param{{"皮托管系数Kp", pitotKp}, {"速度场系数Kv", fieldKv},
		{"烟道直径", show(ductDiameter, 2) + "m"}, {"烟道截面积", show(ductArea, 2) + "m²"}})
	add("a01012", "烟气温度仪", "TH-F20", flow, "铂电阻法", RangeValue{0, 300, "℃"}, "0.1℃", nil)
	add("a01013", "烟气压力仪", "TH-F20", flow, "压力传感器法", RangeValue{-10, 10, "kPa"}, "0.01kPa", []Param{{"当地大气压", "101.2kPa"}})
	add("a01014", "烟气湿度仪", "TH-W10", humid, "阻容法", RangeValue{0, 40, "%"}, "0.1%", nil)
}

func (m *Model) gasTests(r *rand.Rand) {
	fs := func(top float64) string { return signed(between(r, -top, top), 1) + "%F.S." }
	m.test("颗粒物", "零点漂移（24h）", fs(1.2), "±2.0%F.S.")
	m.test("颗粒物", "量程漂移（24h）", fs(1.2), "±2.0%F.S.")
	m.test("颗粒物", "相关系数r", show(between(r, 0.88, 0.97), 2), "≥0.75")
	for _, g := range []string{"二氧化硫", "氮氧化物", "氧含量"} {
		m.test(g, "零点漂移（24h）", fs(1.5), "±2.5%F.S.")
		m.test(g, "量程漂移（24h）", fs(1.5), "±2.5%F.S.")
		if g == "氧含量" {
			m.test(g, "示值误差", signed(between(r, -3, 3), 1)+"%", "±5%")
		} else {
			m.test(g, "示值误差", fs(1.6), "±2.5%F.S.")
		}
		m.test(g, "系统响应时间", fmt.Sprintf("%ds", 78+r.IntN(70)), "≤200s")
	}
	m.test("烟气流速", "速度场系数Kv", fieldKv, "0.8～1.4")
	m.test("烟气流速", "速度场系数精密度", show(between(r, 1.2, 3.8), 1)+"%", "≤5%")
	m.test("烟气温度", "准确度", signed(between(r, -1.8, 1.8), 1)+"℃", "±3℃")
	m.test("烟气湿度", "准确度", signed(between(r, -12, 12), 1)+"%", "±25%")
	m.test("烟气压力", "示值误差", signed(between(r, -0.3, 0.3), 1)+"%F.S.", "±1.0%F.S.")
	for _, s := range []struct{ name, value string }{{"二氧化硫标准气体", "80.2mg/m³"}, {"一氧化氮标准气体", "78.5mg/m³"}, {"氧气标准气体", "20.1%"}, {"高纯氮气（零气）", "99.999%"}} {
		m.Standards = append(m.Standards, Standard{s.name, fmt.Sprintf("GBW(E)%06d", 60000+r.IntN(9000)), s.value, day("2027-04-30").Add(r.IntN(150))})
	}
}

func (m *Model) gasComparisons(r *rand.Rand) {
	m.compareGas(r, "a34013", "HJ 836-2017 重量法", newSeries(r, 5, between(r, 3.5, 6), 0.8, 0.3, 1), "绝对误差", "±5mg/m³", "mg/m³")
	m.compareGas(r, "a21026", "HJ 57-2017 定电位电解法", newSeries(r, 9, between(r, 14, 22), 3, 1, 0), "绝对误差", "±17mg/m³", "mg/m³")
	m.compareGas(r, "a21002", "HJ 693-2014 定电位电解法", newSeries(r, 9, between(r, 28, 36), 4, -1, 0), "绝对误差", "±12mg/m³", "mg/m³")
	m.compareGas(r, "a19001", "HJ 870-2017 电化学法", newSeries(r, 9, between(r, 6.2, 8.4), 0.4, 0.1, 1), "相对准确度", "≤15%", "%")
	m.compareGas(r, "a01011", "GB/T 16157-1996 皮托管法", newSeries(r, 5, between(r, 11.5, 14), 0.6, 0.2, 1), "相对误差", "±10%", "%")
	m.compareGas(r, "a01012", "GB/T 16157-1996 热电偶法", newSeries(r, 5, between(r, 118, 132), 2, 0.5, 1), "绝对误差", "±3℃", "℃")
	m.compareGas(r, "a01014", "GB/T 16157-1996 干湿球法", newSeries(r, 5, between(r, 7.5, 10), 0.5, 0.2, 1), "相对误差", "±25%", "%")
}

// compareGas judges a series by the row that its mean selects. Source: HJ 75-2017.
func (m *Model) compareGas(r *rand.Rand, code, method string, s series, item, lim, unit string) {
	f := m.factor(code)
	c := Comparison{Factor: f.Name, Unit: f.Unit, Method: method, Digits: s.digits, Instrument: m.instrument(code), Pairs: s.pairs(r), Conclusion: "合格"}
	ref, diff := round(average(s.ref), s.digits+1), round(average(s.diffs()), s.digits+1)
	c.Summary = []Param{{"参比方法均值", show(ref, s.digits+1) + f.Unit}, {"CEMS均值", show(average(s.cems), s.digits+1) + f.Unit}, {"数据对差的平均值", signed(diff, s.digits+1) + f.Unit}}
	switch item {
	case "相对准确度":
		c.Summary = append(c.Summary, Param{"数据对差的标准偏差", show(s.deviation(), 3)}, Param{"置信系数", show(s.confidence(), 3)}, Param{item, show(s.accuracy(), 1) + unit})
	case "相对误差":
		c.Summary = append(c.Summary, Param{item, signed(average(s.diffs())/average(s.ref)*100, 1) + unit})
	default:
		c.Summary = append(c.Summary, Param{item, signed(diff, s.digits+1) + unit})
	}
	c.Summary = append(c.Summary, Param{"技术要求", lim}, Param{"判定", "合格"})
	m.Comparisons = append(m.Comparisons, c)
}
