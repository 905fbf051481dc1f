package sample

import "math"

// PageConditions say what happened to a page on its way from the printer.
type PageConditions struct {
	Tone    string  `json:"tone"`  // colour, grey, black-white
	Paper   string  `json:"paper"` // white, cream, yellow, blue
	Quality int     `json:"jpeg_quality"`
	SkewDeg float64 `json:"skew_deg"` // clockwise
	// Slant is the greater relative difference of two opposite edges.
	Slant       float64  `json:"slant"`
	Shadow      float64  `json:"shadow"`
	Wear        float64  `json:"wear"`
	Distractors []string `json:"distractors"`
}

// SealConditions say how one impression was made and what lies beneath it.
type SealConditions struct {
	Ink      string   `json:"ink"` // red, dark-red, orange, pink, purple, blue, black
	AngleDeg float64  `json:"angle_deg"`
	Overlap  []string `json:"overlap"` // text, table, signature, seal
	Rings    int      `json:"rings"`
}

// conditions of a scanned page; nil for a born-digital one.
func (s *Scan) conditions(p *page) *PageConditions {
	if s == nil {
		return nil
	}
	out := &PageConditions{
		Tone: "colour", Paper: s.paperName(), Quality: s.Quality, SkewDeg: hundredth(s.SkewDeg),
		Slant: hundredth(math.Max(math.Abs(s.Keystone[0]), math.Abs(s.Keystone[1]))), Shadow: hundredth(s.Shadow), Wear: hundredth(s.wear),
		Distractors: append([]string{}, p.Distractors...),
	}
	switch {
	case s.Bilevel:
		out.Tone = "black-white"
	case s.Grey:
		out.Tone = "grey"
	}
	return out
}

func hundredth(v float64) float64 { return math.Round(v*100) / 100 }

// paperName is what a person calls the tint: the blank paper under office lamps is white.
func (s *Scan) paperName() string {
	r, b := int(s.Paper.R), int(s.Paper.B)
	switch {
	case r-b > 40:
		return "yellow"
	case r-b > 14:
		return "cream"
	case b-r > 14:
		return "blue"
	default:
		return "white"
	}
}

// conditions of an impression among the other things on its page.
func (i impression) conditions(p *page, grey bool) *SealConditions {
	out := &SealConditions{Ink: i.Seal.inkName(), AngleDeg: hundredth(i.Seal.AngleDeg), Overlap: i.overlaps(p), Rings: 1}
	if i.Seal.Double {
		out.Rings = 2
	}
	if grey {
		out.Ink = "black"
	}
	return out
}

// inkName is what a person calls the ink.
func (s Seal) inkName() string {
	for _, k := range inks {
		if k.tint == s.Tint {
			return k.name
		}
	}
	return "red"
}

// overlaps lists the kinds of things that the impression touches.
func (i impression) overlaps(p *page) []string {
	out := []string{}
	add := func(what string, b Box) {
		if i.touches(b) && (len(out) == 0 || out[len(out)-1] != what) {
			out = append(out, what)
		}
	}
	for _, it := range p.Items {
		if t, ok := it.(text); ok {
			add("text", t.box())
		}
	}
	for _, it := range p.Items {
		if r, ok := it.(rule); ok {
			add("table", Box{r.X0, r.Y0, r.X1, r.Y1})
		}
	}
	for _, m := range p.Marks {
		if m.Kind == "handwriting" {
			add("signature", m.Box)
		}
	}
	for _, it := range p.Items {
		if o, ok := it.(impression); ok && (o.CX != i.CX || o.CY != i.CY) {
			add("seal", o.box())
		}
	}
	return out
}

// touches reports whether a box reaches into the impression, taken as an ellipse.
func (i impression) touches(b Box) bool {
	own := i.box()
	x := math.Min(math.Max(i.CX, b[0]), b[2])
	y := math.Min(math.Max(i.CY, b[1]), b[3])
	return math.Hypot((x-i.CX)/((own[2]-own[0])/2), (y-i.CY)/((own[3]-own[1])/2)) < 1
}
