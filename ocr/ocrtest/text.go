package ocrtest

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Lines returns n lines such as the documents of a monitoring project hold: labels with
// names, codes and dates, sentences, rows of readings. The same seed gives the same lines.
func Lines(n int, seed uint64) []string {
	r := rand.New(rand.NewPCG(seed, 0x7e87))
	out := make([]string, n)
	for i := range out {
		out[i] = lineMakers[r.IntN(len(lineMakers))](r)
	}
	return out
}

func one(r *rand.Rand, of string) string {
	words := strings.Fields(of)
	return words[r.IntN(len(words))]
}

func digits(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(byte('0' + r.IntN(10)))
	}
	return b.String()
}

func company(r *rand.Rand) string {
	return "东莞市" + one(r, "绿源 恒昌 鸿泰 金泽 永晟 华麟 顺景 骏达 嘉祺 瑞璟 辉煌 明曦") +
		one(r, "纸业 电镀 印染 五金制品 塑胶 环保科技 食品 水务 皮革 仪器") + "有限公司"
}

func day(r *rand.Rand) string {
	return fmt.Sprintf("%d年%d月%d日", 2023+r.IntN(4), 1+r.IntN(12), 1+r.IntN(28))
}

var lineMakers = []func(*rand.Rand) string{
	func(r *rand.Rand) string { return "排污单位名称：" + company(r) },
	func(r *rand.Rand) string { return "施工单位：" + company(r) + "（盖章）" },
	func(r *rand.Rand) string {
		return "统一社会信用代码：9144190" + digits(r, 1) + "MA4" + digits(r, 5) + "X" + digits(r, 1)
	},
	func(r *rand.Rand) string {
		return "验收日期：" + day(r) + "    报告编号：YS-" + digits(r, 4) + "-" + digits(r, 3)
	},
	func(r *rand.Rand) string { return "设备唯一标识（MN号）：4419" + digits(r, 10) },
	func(r *rand.Rand) string {
		return fmt.Sprintf("%d  化学需氧量  %.1f mg/L  %.1f mg/L  相对误差 %.2f%%", 1+r.IntN(9), r.Float64()*90, r.Float64()*90, r.Float64()*10)
	},
	func(r *rand.Rand) string {
		return "本次调试自" + day(r) + "起连续运行168小时，期间设备运行" + one(r, "正常 稳定 良好") + "。"
	},
	func(r *rand.Rand) string {
		return "依据HJ 353—2019及HJ 355—2019的要求，对" + one(r, "废水 烟气 噪声") + "自动监测设备进行" + one(r, "安装 验收 比对 校准") + "。"
	},
	func(r *rand.Rand) string {
		return "氨氮水质自动分析仪，型号" + one(r, "NH3N-2000 WDet-5000 CODmax-III TH-2000N DH310") + "，量程0～" + one(r, "5 10 50 100 300") + "mg/L"
	},
	func(r *rand.Rand) string {
		return "排放口编号：DW00" + digits(r, 1) + "，经纬度：东经113°" + digits(r, 2) + "′，北纬22°" + digits(r, 2) + "′"
	},
	func(r *rand.Rand) string {
		return "联系人：" + one(r, "陈志明 李婉仪 黄国栋 欧阳倩 梁嘉豪 邓晓彤") + "    联系电话：1" + one(r, "38 39 59 76 89") + digits(r, 8)
	},
	func(*rand.Rand) string {
		return "经现场核查，采样管路、站房、视频监控均符合技术规范，同意通过验收。"
	},
	func(r *rand.Rand) string {
		return "地址：广东省东莞市" + one(r, "长安镇 虎门镇 厚街镇 麻涌镇 中堂镇 沙田镇") + "工业路" + digits(r, 2) + "号"
	},
}
