package checker

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/ocr"
)

func TestViewsOf(t *testing.T) {
	for caption, want := range map[string][]string{
		"图1　废水总排放口全景及标志牌": {"outlet", "outlet_sign"}, "图2 采样点及采样头": {"sampling_point"}, "巴歇尔槽及流量计探头": {"flume", "flowmeter"},
		"COD水质在线自动监测仪正面": {"analyser"}, "总磷分析仪铭牌": {"nameplate"}, "数据采集传输仪正面": {"logger"}, "数采仪接线": {"logger"},
		"监测站房内部及视频监控": {"station_inside", "video"}, "监测站房外观": {"station_outside"}, "采样平台及采样孔": {"platform", "sampling_point"},
		"采样探头及伴热管": {"probe", "heated_line"}, "自动采样器及留样瓶": {"sampler"}, "标气瓶": {"gas_cylinder"}, "超声波明渠流量计正面": {"flowmeter"}, "烟气湿度仪正面": {"analyser"}, "UPS电源": {"ups"}, "图5": {}, "现场照片": {},
	} {
		if diff := cmp.Diff(want, ViewsOf(caption)); diff != "" {
			t.Errorf("ViewsOf(%q) (-want +got):\n%s", caption, diff)
		}
	}
}

func TestReadPhotos(t *testing.T) {
	inside := func(y float64, text string) Line {
		return Line{Text: text, Box: ocr.Box{110, y, 200, y + 10}, Score: 0.95}
	}
	caption, exif := "图3　总磷分析仪铭牌", "2026-04-29T10:00:00"
	photos := []Photo{
		{Box: ocr.Box{100, 100, 300, 300}, Caption: &caption},
		{Box: ocr.Box{100, 400, 300, 600}, TakenAt: &exif},
		{Box: ocr.Box{100, 610, 300, 800}},
	}
	readPhotos(photos, []Line{
		inside(110, "型号：QP-1000P"), inside(130, "出厂编号：QP260312345"), inside(150, "出厂日期：2026年3月"), inside(170, "杭州清谱科技股份有限公司"),
		inside(280, "2026-04-29 10:21 东莞市中堂镇"), inside(410, "Model: K37A"), inside(430, "S/N: SC26001234"), inside(580, "2026-04-30 11:00"),
		{Text: "型号：OUTSIDE", Box: ocr.Box{320, 110, 400, 120}, Score: 1},
	})
	text := func(s string) *string { return &s }
	want := []Photo{
		{Box: ocr.Box{100, 100, 300, 300}, Caption: &caption, View: text("nameplate"), Views: []string{"nameplate"}, TakenAt: text("2026-04-29T10:21:00"), TakenAtSource: text("watermark"),
			Place: text("东莞市中堂镇"), Nameplate: Nameplate{Model: text("QP-1000P"), Serial: text("QP260312345"), Maker: text("杭州清谱科技股份有限公司"), MadeOn: text("2026-03")}},
		{Box: ocr.Box{100, 400, 300, 600}, View: text("nameplate"), Views: []string{"nameplate"}, TakenAt: &exif, TakenAtSource: text("exif"),
			Nameplate: Nameplate{Model: text("K37A"), Serial: text("SC26001234")}},
		{Box: ocr.Box{100, 610, 300, 800}, Views: []string{}},
	}
	if diff := cmp.Diff(want, photos); diff != "" {
		t.Errorf("photos (-want +got):\n%s", diff)
	}
}
