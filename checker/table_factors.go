package checker

import "strings"

// factorNames (监测因子) are the names under which forms print what is measured: those of
// HJ 212-2017 annex B that instruments in Dongguan measure, and their short forms. A name
// that OCR read with one slip is put right by this list; others are kept as they are.
var factorNames = []string{
	"化学需氧量", "氨氮", "总磷", "总氮", "pH值", "pH", "水温", "流量", "污水流量", "悬浮物", "溶解氧", "浊度", "电导率", "高锰酸盐指数", "总有机碳", "CODcr", "COD",
	"总铬", "六价铬", "总镍", "总铜", "总锌", "总铅", "总镉", "总汞", "总砷", "总锰", "总铁", "总银", "氰化物", "总氰化物", "氟化物", "硫化物", "挥发酚", "石油类", "余氯",
	"颗粒物", "烟尘", "二氧化硫", "氮氧化物", "一氧化氮", "二氧化氮", "一氧化碳", "二氧化碳", "氯化氢", "氟化氢", "硫化氢", "氨", "氨气", "非甲烷总烃", "挥发性有机物", "苯", "甲苯", "二甲苯", "苯系物",
	"氧含量", "含氧量", "氧气", "烟气流速", "烟气温度", "烟气压力", "烟气湿度", "烟气流量", "流速", "温度", "压力", "湿度", "烟温", "含湿量",
}

// mendFactor puts a name right that is one character off a single known one.
func mendFactor(s string) (string, bool) {
	r := []rune(s)
	if len(r) < 3 {
		return s, false
	}
	var found string
	for _, name := range factorNames {
		if s == name {
			return s, false
		}
		if n := []rune(name); len(n) == len(r) && slips(n, r) == 1 {
			if found != "" {
				return s, false
			}
			found = name
		}
	}
	if found == "" {
		return s, false
	}
	return found, true
}

// factorIn returns the longest known name that a text begins with, else the text.
func factorIn(s string) string {
	best := ""
	for _, name := range factorNames {
		if strings.HasPrefix(s, name) && len(name) > len(best) {
			best = name
		}
	}
	if best == "" {
		return s
	}
	return best
}
