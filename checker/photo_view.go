package checker

import (
	"slices"
	"strings"
)

// view is what a photograph of an installation shows, by the words of its caption. Views are
// those that reviewers look for (domain.md 2.3); the list is data, a longer word stands
// before one that it contains.
type view struct {
	slug  string
	words []string
}

var views = []view{
	{viewNameplate, []string{"铭牌"}},
	{"outlet_sign", []string{"标志牌", "标识牌", "环保图形标志"}},
	{"video", []string{"视频", "摄像头", "摄像机", "监控探头"}},
	{"logger", []string{"数据采集", "数采仪", "数采", "工控机"}},
	{"gas_cylinder", []string{"标准气", "标气", "气瓶", "钢瓶"}},
	{"reagent", []string{"试剂", "废液", "标液"}},
	{"ups", []string{"UPS", "不间断电源", "稳压电源"}},
	{"air_conditioner", []string{"空调"}},
	{"fire_protection", []string{"灭火器", "消防"}},
	{"rules", []string{"制度", "操作规程"}},
	{"flowmeter", []string{"明渠流量计", "流量计探头", "流量计", "超声波探头", "液位计"}},
	{"flume", []string{"巴歇尔槽", "堰槽", "三角堰", "矩形堰", "明渠"}},
	{"sampler", []string{"采样器", "留样"}},
	{"heated_line", []string{"伴热"}},
	{"probe", []string{"采样探头", "探头", "皮托管"}},
	{"sampling_point", []string{"采样点", "采样头", "采样口", "采样孔", "参比孔", "监测孔", "取样口", "取样点", "取水口"}},
	{"platform", []string{"采样平台", "监测平台", "平台", "爬梯", "护栏"}},
	{"stack", []string{"烟囱", "烟道", "排气筒"}},
	{"station_inside", []string{"站房内", "室内", "机房内", "仪表间内"}},
	{"station_outside", []string{"站房外", "站房"}},
	{"outlet", []string{"排放口", "排污口", "排口"}},
	{"analyser", []string{"分析仪", "监测仪", "检测仪", "测定仪", "流速仪", "温度仪", "湿度仪", "压力仪", "烟尘仪", "一体机", "分析柜", "分析机柜", "CEMS机柜"}},
}

const viewNameplate = "nameplate"

// View (画面) is what a photograph may show, by the word that a caption names it with.
type View struct{ Slug, Word string }

// Views are all views that captions are read for, in their order.
func Views() []View {
	out := make([]View, len(views))
	for i, v := range views {
		out[i] = View{v.slug, v.words[0]}
	}
	return out
}

// ViewsOf returns what a caption names, in its order; a nameplate alone when it names one:
// the instrument itself is on another picture.
func ViewsOf(caption string) []string {
	type hit struct {
		at   int
		slug string
	}
	var hits []hit
	rest := squeeze(caption)
	for _, v := range views {
		for _, w := range v.words {
			at := strings.Index(rest, w)
			if at < 0 {
				continue
			}
			if v.slug == viewNameplate {
				return []string{viewNameplate}
			}
			if !slices.ContainsFunc(hits, func(h hit) bool { return h.slug == v.slug }) {
				hits = append(hits, hit{at, v.slug})
			}
			rest = rest[:at] + strings.Repeat("\x00", len(w)) + rest[at+len(w):]
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return a.at - b.at })
	out := []string{}
	for _, h := range hits {
		out = append(out, h.slug)
	}
	return out
}
