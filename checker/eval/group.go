package eval

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Axis is one way to tell pages or seals apart by how they were made.
type Axis string

// Axes of pages, then of seals, in the order of the report.
const (
	Goal     Axis = "goal" // the condition under which design.md section 4 states the target
	Source   Axis = "source"
	DPI      Axis = "dpi"
	Tone     Axis = "tone"
	Paper    Axis = "paper"
	Light    Axis = "light"
	Slant    Axis = "slant"
	Turn     Axis = "turn"
	Quality  Axis = "jpeg"
	Kind     Axis = "kind"
	Print    Axis = "print" // colour of the letters
	Ink      Axis = "ink"
	Overlap  Axis = "overlap"
	Rotation Axis = "rotation"
	Shape    Axis = "shape"
	SealKind Axis = "seal"
	Pixels   Axis = "pixels"
	Rule     Axis = "rule" // of the findings in a valid dossier
)

var axes = []Axis{Goal, Source, DPI, Tone, Paper, Light, Slant, Turn, Quality, Kind, Print, Ink, Overlap, Rotation, Shape, SealKind, Pixels, Rule}

// Group is one condition: a value on an axis. A page or a seal belongs to one group of most
// axes, and a figure is counted in each of them.
type Group struct {
	Axis  Axis
	Value string
}

// All is everything together.
var All = Group{}

// AtGoal are the cases for which the target of a metric is stated.
var AtGoal = Group{Axis: Goal, Value: "target"}

// String is for example "dpi 200".
func (g Group) String() string {
	if g == All {
		return "all"
	}
	return string(g.Axis) + " " + g.Value
}

// CompareGroups puts All first, then the axes in their order, then numbers by size.
func CompareGroups(a, b Group) int {
	return cmp.Or(
		cmp.Compare(slices.Index(axes, a.Axis), slices.Index(axes, b.Axis)),
		cmp.Compare(a.number(), b.number()),
		strings.Compare(a.Value, b.Value),
	)
}

// number is the first number of a value such as "≥ 300" or "10–45°", 0 when there is none.
func (g Group) number() float64 {
	var n float64
	if _, err := fmt.Sscanf(strings.TrimLeft(g.Value, "<>≤≥ "), "%g", &n); err != nil {
		return 0
	}
	return n
}

// groups are the conditions of a page.
func (p TruePage) groups() []Group {
	out := []Group{{Source, p.Source}}
	if p.Source != Scanned {
		return out
	}
	if p.DPI != nil {
		out = append(out, Group{DPI, fmt.Sprint(*p.DPI)})
	}
	out = append(out, Group{Tone, p.tone()}, Group{Turn, fmt.Sprint(p.Turn)})
	if c := p.Conditions; c != nil {
		out = append(out, Group{Paper, c.Paper}, Group{Light, c.light()}, Group{Slant, c.slant()}, Group{Quality, c.quality()})
	}
	return out
}

// tone is what the copy kept of the colours.
func (p TruePage) tone() string {
	switch {
	case p.Conditions != nil && p.Conditions.Tone != "":
		return p.Conditions.Tone
	case p.Colour:
		return "colour"
	default:
		return "grey"
	}
}

// Bounds between named conditions; our choice.
const (
	shadowed   = 0.15 // darkening of one side
	skewed     = 1.2  // degrees
	foreshort  = 0.02 // relative difference of opposite edges
	poorJPEG   = 45
	upright    = 10.0 // degrees
	leaning    = 45.0
	smallSeal  = 150 // pixels
	middleSeal = 300
)

func (c *PageConditions) light() string {
	if c.Shadow > shadowed {
		return "shadowed"
	}
	return "even"
}

func (c *PageConditions) slant() string {
	switch {
	case c.Slant > foreshort:
		return "photographed"
	case math.Abs(c.SkewDeg) > skewed:
		return "skewed"
	default:
		return "straight"
	}
}

func (c *PageConditions) quality() string {
	if c.Quality < poorJPEG {
		return fmt.Sprintf("< %d", poorJPEG)
	}
	return fmt.Sprintf("≥ %d", poorJPEG)
}

// groups are the conditions of one impression on a page.
func (s TrueSeal) groups(p TruePage) []Group {
	out := []Group{{Shape, string(s.Shape)}, {SealKind, string(s.Kind)}}
	if px, ok := s.pixels(p); ok {
		out = append(out, Group{Pixels, sizeClass(px)})
	}
	c := s.Conditions
	if c == nil {
		return out
	}
	if c.AngleDeg != nil {
		out = append(out, Group{Rotation, rotation(*c.AngleDeg)})
	}
	if c.Ink != "" {
		out = append(out, Group{Ink, c.Ink})
	}
	for _, o := range c.Overlap {
		out = append(out, Group{Overlap, o})
	}
	if c.Overlap != nil && len(c.Overlap) == 0 {
		out = append(out, Group{Overlap, "nothing"})
	}
	return out
}

// pixels is how far the seal reaches across, in pixels of the page as it was handed in.
func (s TrueSeal) pixels(p TruePage) (float64, bool) {
	across := max(s.Box.Width(), s.Box.Height())
	switch {
	case p.Source == Pictured:
		return across, true
	case p.DPI != nil:
		return across / 72 * float64(*p.DPI), true
	default:
		return 0, false
	}
}

func sizeClass(px float64) string {
	switch {
	case px < smallSeal:
		return fmt.Sprintf("0–%d", smallSeal-1)
	case px < middleSeal:
		return fmt.Sprintf("%d–%d", smallSeal, middleSeal-1)
	default:
		return fmt.Sprintf("≥ %d", middleSeal)
	}
}

func rotation(deg float64) string {
	switch deg = math.Abs(math.Remainder(deg, 360)); {
	case deg <= upright:
		return fmt.Sprintf("0–%.0f°", upright)
	case deg <= leaning:
		return fmt.Sprintf("%.0f–%.0f°", upright, leaning)
	default:
		return fmt.Sprintf("> %.0f°", leaning)
	}
}

// goals says for which pages design.md section 4 states the target of a metric; a metric
// that is not listed has its target on every page.
var goals = map[string]func(TruePage) bool{
	"line_exact":            scanned(0),
	"char_errors":           scanned(0),
	"seal_recall":           scanned(150),
	"seal_precision":        scanned(150),
	"title_exact":           scanned(200),
	"title_closeness":       scanned(200),
	"critical_undetermined": TruePage.clean,
}

// scanned are the pages that were scanned at a resolution, at least.
func scanned(dpi int) func(TruePage) bool {
	return func(p TruePage) bool { return p.Source == Scanned && (p.DPI == nil || *p.DPI >= dpi) }
}

// clean are scans at 200 dpi or more in which nothing went wrong: straight, evenly lit, not
// worn, in colour or in grey.
func (p TruePage) clean() bool {
	if !scanned(200)(p) || p.Turn != 0 || p.tone() == "black-white" {
		return false
	}
	c := p.Conditions
	return c == nil || (c.Wear <= 0.3 && c.light() == "even" && c.slant() == "straight" && c.quality() != fmt.Sprintf("< %d", poorJPEG))
}
