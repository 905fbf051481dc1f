package eval

import "lianshen/checker"

// markKinds are the marks that truth files hold. Check boxes are measured by the tests that
// draw them.
var markKinds = []string{"cma", "handwriting"}

// marks counts marks that were found, and those found where there is none. A mark is found
// when a mark of its kind lies over its middle.
func (s *scorer) marks() {
	for _, kind := range markKinds {
		for _, want := range s.truth.Marks {
			if want.Kind != kind {
				continue
			}
			found := false
			for _, got := range s.facts.Marks {
				found = found || marksSame(want, got)
			}
			s.hit(kind+"_found", want.Page, found)
			if !found {
				s.blame(want.Page, kind, "mark", "", 1)
			}
		}
		for _, got := range s.facts.Marks {
			if got.Kind == kind {
				s.trueMark(kind, got)
			}
		}
	}
}

func (s *scorer) trueMark(kind string, got checker.Mark) {
	there := false
	for _, want := range s.truth.Marks {
		there = there || marksSame(want, got)
	}
	s.hit(kind+"_true", got.Page, there)
	if !there {
		s.blame(got.Page, kind, "", value(got.Value), 1)
	}
}

func marksSame(want TrueMark, got checker.Mark) bool {
	x, y := want.Box.Centre()
	b := got.Box
	return want.Kind == got.Kind && want.Page == got.Page && x >= b[0] && x <= b[2] && y >= b[1] && y <= b[3]
}
