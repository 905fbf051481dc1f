package sample

import (
	"fmt"
	"image/color"
)

// room paints a wall, a floor and what stands around.
func (s *scene) room() {
	wall := uint8(150 + s.r.IntN(80))
	warm := uint8(s.r.IntN(24))
	s.gradient(0, 262, color.RGBA{wall, wall, wall - warm, 255}, color.RGBA{wall - 40, wall - 38, wall - 34 - warm, 255})
	floor := uint8(70 + s.r.IntN(80))
	s.gradient(262, photoHeight, color.RGBA{floor + 16, floor + 10, floor, 255}, color.RGBA{floor - 20, floor - 24, floor - 30, 255})
	for x := -100.0; x < photoWidth+200; x += 60 {
		s.quad(grey(floor-10), point{x, 262}, point{x + 1.5, 262}, point{x*1.5 - 108, photoHeight}, point{x*1.5 - 110, photoHeight})
	}
	for range 4 + s.r.IntN(5) {
		s.clutter()
	}
}

// clutter is a pipe, a box, a notice or a bucket somewhere in the room.
func (s *scene) clutter() {
	x, y := between(s.r, -20, photoWidth-30), between(s.r, 0, 220)
	shade := uint8(40 + s.r.IntN(200))
	c := color.RGBA{shade, uint8(int(shade) * (60 + s.r.IntN(60)) / 120), uint8(int(shade) * (50 + s.r.IntN(70)) / 120), 255}
	switch s.r.IntN(4) {
	case 0: // pipe from the ceiling
		s.box(x, 0, x+between(s.r, 6, 22), 262, c)
	case 1: // cable tray
		s.quad(c, point{0, y}, point{photoWidth, y + between(s.r, -20, 20)}, point{photoWidth, y + 24}, point{0, y + 12})
	case 2: // notice on the wall
		s.box(x, y*0.5, x+between(s.r, 50, 110), y*0.5+between(s.r, 40, 90), c)
	default: // drum on the floor
		h := between(s.r, 50, 140)
		s.box(x, 300-h, x+0.7*h, 300, c)
	}
}

// cabinet is an instrument seen from the front.
func (s *scene) cabinet(brand, name, model string) {
	s.room()
	x := between(s.r, 40, 230)
	body := pick(s.r, color.RGBA{222, 224, 226, 255}, color.RGBA{206, 212, 220, 255}, color.RGBA{230, 228, 218, 255})
	s.box(x-4, 34, x+190, 300, grey(70))
	s.box(x, 30, x+186, 296, body)
	s.box(x+6, 36, x+180, 150, color.RGBA{body.R - 14, body.G - 14, body.B - 12, 255})
	s.box(x+6, 156, x+180, 290, color.RGBA{body.R - 8, body.G - 8, body.B - 8, 255})
	s.box(x+34, 62, x+152, 128, grey(26))
	s.box(x+39, 67, x+147, 123, color.RGBA{18, 70, 120, 255})
	s.write(x+44, 84, 11*min(1, 98/s.faces.Hei.width(name, 11)), color.RGBA{230, 240, 255, 255}, name)
	s.write(x+46, 108, 15, color.RGBA{120, 255, 160, 255}, fmt.Sprintf("%.2f", between(s.r, 2, 60)))
	s.write(x+14, 54, 13, color.RGBA{20, 60, 130, 255}, brand+" "+model)
	for i := range 3 {
		ellipse(4, 4, false).transform(moving(x+60+float64(i)*22, 140)).fill(s.img, []color.RGBA{{40, 200, 80, 255}, {230, 180, 40, 255}, {200, 40, 40, 255}}[i])
	}
	s.box(x+166, 200, x+174, 236, grey(60))
	for y := 262.0; y < 286; y += 6 {
		s.box(x+40, y, x+146, y+2, grey(110))
	}
}

// plate is a metal nameplate with engraved lines, riveted to a painted panel.
func (s *scene) plate(title string, lines []string) {
	v := uint8(90 + s.r.IntN(150))
	s.gradient(0, photoHeight, color.RGBA{v, v, v - uint8(s.r.IntN(40)), 255}, color.RGBA{v - 50, v - 46, v - 40, 255})
	for range 3 {
		s.clutter()
	}
	w, h := 366.0, 74+30*float64(len(lines))
	x, y := between(s.r, 14, 60), between(s.r, 12, max(14, 300-h))
	metal := pick(s.r, color.RGBA{216, 218, 216, 255}, color.RGBA{196, 204, 214, 255}, color.RGBA{224, 216, 190, 255})
	s.quad(grey(90), point{x - 3, y - 2}, point{x + w + 3, y - 4}, point{x + w + 5, y + h + 3}, point{x - 4, y + h + 5})
	s.quad(metal, point{x, y}, point{x + w, y - 2}, point{x + w + 2, y + h}, point{x - 1, y + h + 2})
	shine := between(s.r, 0, w-90)
	s.quad(color.RGBA{metal.R + 16, metal.G + 16, metal.B + 16, 255}, point{x + shine, y}, point{x + shine + 60, y - 1}, point{x + shine + 20, y + h}, point{x + shine - 40, y + h})
	for _, p := range []point{{x + 12, y + 12}, {x + w - 12, y + 11}, {x + w - 11, y + h - 12}, {x + 12, y + h - 11}} {
		ellipse(5, 5, false).transform(moving(p.X, p.Y)).fill(s.img, grey(96))
		ellipse(3, 1, false).transform(moving(p.X, p.Y)).fill(s.img, grey(40))
	}
	tw := s.faces.Hei.width(title, 21)
	s.write(x+(w-tw)/2, y+42, 21, color.RGBA{24, 40, 90, 255}, title)
	for i, l := range lines {
		at := y + 76 + 30*float64(i)
		s.write(x+26, at, 17, grey(28), l)
		s.box(x+22, at+7, x+w-22, at+8, grey(130))
	}
}

// outletSign is the outlet with its board: a channel for water, a stack for gas.
func (s *scene) outlet(medium, code, name, owner string) {
	s.gradient(0, 150, color.RGBA{150, 190, 226, 255}, color.RGBA{214, 226, 234, 255})
	s.gradient(150, photoHeight, color.RGBA{120, 122, 108, 255}, color.RGBA{92, 94, 84, 255})
	if medium == Water {
		s.quad(grey(150), point{150, 150}, point{270, 150}, point{430, 330}, point{40, 330})
		s.quad(color.RGBA{70, 92, 84, 255}, point{176, 150}, point{246, 150}, point{350, 330}, point{120, 330})
	} else {
		s.quad(grey(176), point{200, 0}, point{262, 0}, point{282, 300}, point{182, 300})
		s.quad(color.RGBA{190, 60, 50, 255}, point{199, 20}, point{263, 20}, point{265, 50}, point{197, 50})
		s.box(150, 170, 314, 178, grey(80))
		for x := 152.0; x < 314; x += 18 {
			s.box(x, 140, x+2, 170, grey(90))
		}
	}
	x := between(s.r, 28, 64)
	s.box(x+12, 190, x+18, 326, grey(110))
	s.box(x+104, 190, x+110, 326, grey(110))
	s.box(x, 120, x+124, 214, color.RGBA{0, 110, 70, 255})
	white := color.RGBA{240, 245, 240, 255}
	s.write(x+10, 142, 15, white, map[string]string{Water: "污水排放口", Gas: "废气排放口"}[medium])
	s.write(x+10, 164, 14, white, "编号："+code)
	s.write(x+10, 184, 10, white, name)
	s.write(x+10, 203, 9*min(1, 106/s.faces.Hei.width(owner, 9)), white, owner)
}

// probe is a device hung over water: a sampling head in the channel.
func (s *scene) probe(label string) {
	s.gradient(0, photoHeight, color.RGBA{160, 160, 152, 255}, color.RGBA{104, 106, 100, 255})
	s.quad(color.RGBA{76, 98, 92, 255}, point{0, 210}, point{440, 190}, point{440, 330}, point{0, 330})
	x := between(s.r, 100, 180)
	s.box(x, 0, x+16, 190, color.RGBA{196, 198, 204, 255})
	s.box(x-26, 120, x+46, 200, color.RGBA{60, 66, 74, 255})
	s.tag(x-20, 130, label)
	for i := range 4 {
		y := 30 + 40*float64(i)
		s.quad(grey(60), point{x + 8, y}, point{x + 140, y + 26}, point{x + 140, y + 31}, point{x + 8, y + 6})
	}
}

// flume is the throat of a channel seen from above, the sensor on a bracket over it.
func (s *scene) flume(label string) {
	s.gradient(0, photoHeight, color.RGBA{186, 184, 178, 255}, color.RGBA{150, 148, 142, 255})
	s.quad(color.RGBA{64, 88, 96, 255}, point{0, 90}, point{170, 140}, point{270, 140}, point{440, 80}, point{440, 260}, point{270, 205}, point{170, 205}, point{0, 265})
	s.box(205, 20, 217, 320, color.RGBA{220, 222, 226, 255})
	ellipse(34, 34, false).transform(moving(211, 172)).fill(s.img, color.RGBA{230, 120, 30, 255})
	ellipse(22, 22, false).transform(moving(211, 172)).fill(s.img, grey(40))
	s.tag(240, 40, label)
	for i := range 9 {
		s.box(60, 110+14*float64(i), 66+float64(i%3)*8, 112+14*float64(i), grey(30))
	}
}

// platform is a deck at the stack with a rail and sampling ports.
func (s *scene) platform(label string) {
	s.gradient(0, photoHeight, color.RGBA{170, 200, 226, 255}, color.RGBA{210, 216, 220, 255})
	s.box(150, 0, 440, 330, grey(158))
	for i := range 4 {
		ellipse(18, 18, false).transform(moving(200+float64(i)*58, 140)).fill(s.img, grey(70))
		ellipse(11, 11, false).transform(moving(200+float64(i)*58, 140)).fill(s.img, grey(30))
	}
	s.box(0, 250, 440, 268, color.RGBA{220, 180, 40, 255})
	for x := 10.0; x < 440; x += 46 {
		s.box(x, 170, x+5, 250, color.RGBA{220, 180, 40, 255})
	}
	s.box(0, 168, 440, 175, color.RGBA{220, 180, 40, 255})
	s.tag(210, 60, label)
}

// tag is a small white label on a device.
func (s *scene) tag(x, y float64, label string) {
	w := s.faces.Hei.width(label, 12)
	s.box(x, y, x+w+10, y+22, color.RGBA{236, 238, 230, 255})
	s.write(x+5, y+16, 12, grey(20), label)
}

// house is the station from outside, hall the same from within.
func (s *scene) house(label string) {
	s.gradient(0, 240, color.RGBA{140, 184, 222, 255}, color.RGBA{222, 230, 234, 255})
	s.gradient(240, photoHeight, grey(130), grey(100))
	s.box(90, 90, 360, 270, color.RGBA{232, 228, 214, 255})
	s.quad(color.RGBA{60, 96, 140, 255}, point{76, 92}, point{374, 92}, point{350, 62}, point{100, 62})
	s.box(110, 140, 180, 270, color.RGBA{150, 156, 162, 255})
	s.box(166, 204, 172, 222, grey(40))
	s.box(220, 140, 330, 200, color.RGBA{90, 120, 140, 255})
	s.box(273, 140, 277, 200, grey(230))
	s.box(200, 106, 340, 130, color.RGBA{20, 90, 160, 255})
	s.write(208, 123, 13, color.RGBA{250, 250, 250, 255}, label)
}

func (s *scene) hall(label string) {
	s.room()
	for i := range 4 {
		x := 20 + 104*float64(i)
		s.box(x, 70, x+90, 286, color.RGBA{214, 216, 218, 255})
		s.box(x+14, 90, x+76, 130, color.RGBA{20, 60, 100, 255})
		s.box(x+6, 140, x+84, 280, color.RGBA{202, 204, 206, 255})
	}
	s.box(150, 20, 300, 56, color.RGBA{240, 240, 236, 255})
	s.write(160, 44, 13, color.RGBA{180, 20, 20, 255}, label)
}
