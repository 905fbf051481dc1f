package sample

import (
	"fmt"
	"strconv"
)

// installationPhotos is 安装图片: a sealed cover sheet that lists the pictures, then the
// pictures with captions. The cover is scanned, the pictures are inserted as files.
func (c *composer) installationPhotos() {
	m := c.m
	d := c.when(m.Dates.Photos)
	c.numbered = true
	c.centred(c.faces.Hei, 20, "污染源自动监控设施安装图片")
	c.space(12)
	c.kv("排污单位名称", c.owner(), "enterprise_name", c.owner())
	c.kv("排放口编号", m.Outlet.Code, "outlet_code", m.Outlet.Code)
	c.kv("施工单位名称", m.Contractor.Name, "contractor_name", m.Contractor.Name)
	c.space(6)
	shots := c.photographs()
	c.photoIndex(shots)
	c.para("本单位确认所附图片均为现场拍摄，与实际安装情况一致。")
	c.closing(c.owner()+"（盖章）", c.sealFor("enterprise"), "日期", d, "document_date")
	c.photoPages(shots)
}

func (c *composer) photoIndex(shots []photograph) {
	var rows [][]cell
	for i := 0; i < len(shots); i += 2 {
		r := []cell{{S: strconv.Itoa(i + 1)}, {S: shots[i].caption, Left: true}, {}, {}}
		if i+1 < len(shots) {
			r[2].S, r[3] = strconv.Itoa(i+2), cell{S: shots[i+1].caption, Left: true}
		}
		rows = append(rows, r)
	}
	c.table(table{cols: []float64{8, 52, 8, 52}, size: 9.5, head: row("图号", "内容", "图号", "内容")}, rows...)
}

// Pictures stand two by three on a page.
const (
	shotWidth  = 212.0
	shotHeight = shotWidth * photoHeight / photoWidth
)

func (c *composer) photoPages(shots []photograph) {
	for i, s := range shots {
		if i%6 == 0 {
			c.newPage()
			c.page().Digital = !c.faults[FaultPoorScan]
		}
		k := i % 6
		c.place(s, i+1, left+float64(k%2)*(shotWidth+18), top+float64(k/2)*(shotHeight+44))
	}
}

func (c *composer) place(s photograph, n int, x, y float64) {
	data, err := s.encode()
	if err != nil {
		c.err = err
		return
	}
	caption := fmt.Sprintf("图%d　%s", n, s.caption)
	c.page().add(picture{X: x, Y: y, W: shotWidth, H: shotHeight, JPEG: data, Img: s.img})
	w := c.faces.Song.width(caption, 10.5)
	c.page().add(text{X: x + (shotWidth-w)/2, Y: y + shotHeight + 15, Size: 10.5, Face: c.faces.Song, S: caption, Colour: black})
	t := PhotoTruth{Box: Box{x, y, x + shotWidth, y + shotHeight}, Caption: caption, TakenAt: &s.taken, GPS: s.gps, View: s.view, Nameplate: s.plate}
	c.page().Photos = append(c.page().Photos, t)
}

// photographs draws what reviewers look for: the outlet, every instrument with its
// nameplate, the logger and the station.
func (c *composer) photographs() []photograph {
	m := c.m
	var out []photograph
	shoot := func(view, caption string, paint func(*scene)) {
		r := random(m.Seed, "photo", m.Medium, strconv.Itoa(len(out)))
		s := newScene(r, c.faces)
		paint(s)
		minute := 9*60 + 5 + 6*len(out) + r.IntN(5)
		p := photograph{caption: caption, view: view, taken: fmt.Sprintf("%sT%02d:%02d:%02d", m.Dates.Photos.Add(-1), minute/60, minute%60, r.IntN(60))}
		if len(out) == 0 {
			p.gps = &[2]float64{m.Enterprise.Lat, m.Enterprise.Lon}
		}
		p.img = s.expose(p.taken[:10] + " " + p.taken[11:16] + "  东莞市" + m.Enterprise.Town)
		out = append(out, p)
	}
	c.surroundings(shoot)
	for _, in := range m.devices() {
		shoot(in.view(), in.device()+"正面", func(s *scene) { s.cabinet(in.Brand, in.device(), in.Model) })
		shoot("nameplate", in.device()+"铭牌", func(s *scene) { s.plate(in.device(), m.plateLines(in)) })
		out[len(out)-1].plate = &PlateTruth{in.Model, in.Serial}
	}
	l := m.Logger
	shoot("logger", "数据采集传输仪正面", func(s *scene) { s.cabinet(l.Brand, "数据采集传输仪", l.Model) })
	shoot("nameplate", "数据采集传输仪铭牌", func(s *scene) {
		s.plate("数据采集传输仪", []string{"型号：" + l.Model, "出厂编号：" + l.Serial, "MN：" + l.MN, "制造单位：" + l.Maker})
	})
	out[len(out)-1].plate = &PlateTruth{l.Model, l.Serial}
	return out
}

func (c *composer) surroundings(shoot func(string, string, func(*scene))) {
	m := c.m
	o := m.Outlet
	shoot("outlet", o.Name+"全景及标志牌", func(s *scene) { s.outlet(m.Medium, o.Code, o.Name, m.Enterprise.Name) })
	if m.Medium == Water {
		shoot("sampling_point", "采样点及采样头", func(s *scene) { s.probe("采样头") })
		shoot("flume", "巴歇尔槽及流量计探头", func(s *scene) { s.flume("超声波探头") })
	} else {
		shoot("platform", "采样平台及采样孔", func(s *scene) { s.platform("参比方法采样孔") })
		shoot("probe", "采样探头及伴热管", func(s *scene) { s.probe("采样探头") })
	}
	shoot("station_outside", "监测站房外观", func(s *scene) { s.house(o.Code + "监测站房") })
	shoot("station_inside", "监测站房内部及视频监控", func(s *scene) { s.hall("运行管理制度") })
}

// plateLines is what a nameplate says; a box that measures several factors lists them.
func (m *Model) plateLines(in Instrument) []string {
	lines := []string{"型号：" + in.Model, "出厂编号：" + in.Serial}
	for _, i := range m.Instruments {
		switch {
		case i.Serial != in.Serial || i.Class == "sampler":
		case in.Device != "":
			lines = append(lines, m.factor(i.Factor).Name+"："+i.Range.String())
		default:
			lines = append(lines, "测量范围："+i.Range.String())
		}
	}
	return append(lines, "出厂日期："+fmt.Sprintf("2026年%s月", in.Serial[4:6]), "制造单位："+in.Maker)
}

// view is how the facts call a picture of the instrument from the front.
func (i Instrument) view() string {
	switch i.Class {
	case "flowmeter", "sampler":
		return i.Class
	}
	return "analyser"
}
