package eval

import (
	"slices"
	"strings"
)

// lookalikes are groups of characters that differ in a stroke or a part: what recognisers mix
// up, and what a careless or a bad man writes for another.
var lookalikes = strings.Fields("源原沅 泰秦奉 兴光 丰半羊 田由甲申 盛威成 达运远 晨震展 禾木本 信倍佳 佳住 大太天夫 江汪洼 方万 宇字宁 科料 环坏 闰润国 湖胡 图围团 联职 " +
	"特持 明朋 海每 益盖 恒桓 洲州 金全 力刀 宏宠 鸿鸟鸣 辉晖 锋峰蜂 诚城成 嘉喜 利和 永水 新析 隆降 义文 世也 宝室 银很 品晶 杰林 旭旦 精情 卫丑 德得 样祥 瑞端 建健 顺项 " +
	"亨享 莞芫 粤奥 鑫金 昌晶 昊昱 立位 正止 中申 电由 纸低 业亚 材村 设没 检捡 测侧 技枝 末未 己已 土士 人入 广厂 化比 光先 学字 洁浩 铠凯 康庚 众从 乔桥 绣秀 政正 凯铠 雅稚 印卯")

// lookalike returns a character that looks like r, and whether there is one.
func lookalike(r rune) (rune, bool) {
	for _, group := range lookalikes {
		runes := []rune(group)
		if i := slices.Index(runes, r); i >= 0 && runes[(i+1)%len(runes)] != r {
			return runes[(i+1)%len(runes)], true
		}
	}
	return r, false
}
