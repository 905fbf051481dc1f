package checker

import (
	"math"
	"slices"

	"lianshen/ocr"
)

// validKeys are the numbers whose last day of validity is a key of its own: a bare 有效期至
// belongs to the number before it.
var validKeys = []struct{ number, validTo string }{
	{"qualification_no", "qualification_valid_to"}, {"certificate_no", "certificate_valid_to"},
	{"calibration_no", "calibration_valid_to"}, {"safety_licence_no", "safety_licence_valid_to"},
	{"cma_no", "cma_valid_to"}, {"permit_no", "permit_valid_to"},
}

const bareValidity = "valid_to"

// settleValidity gives the last days of the page that say no more than 有效期至 to the number
// on their row, else to the one right above; those without any stay what they are.
func (e *extractor) settleValidity() {
	page := e.layout.page.Number
	var rest []Field
	for _, f := range e.fields[bareValidity] {
		key := bareValidity
		if f.Page == page {
			key = e.ownerOf(f.Box)
		}
		if key == bareValidity {
			rest = append(rest, f)
		} else {
			e.add(key, f)
		}
	}
	if rest == nil {
		delete(e.fields, bareValidity)
	} else {
		e.fields[bareValidity] = slices.Clip(rest)
	}
}

// ownerOf finds the number that a last day at b speaks of.
func (e *extractor) ownerOf(b ocr.Box) string {
	best, key := math.Inf(1), bareValidity
	for _, v := range validKeys {
		for _, f := range e.fields[v.number] {
			if f.Page != e.layout.page.Number {
				continue
			}
			if d := ownership(f.Box, b); d < best {
				best, key = d, v.validTo
			}
		}
	}
	return key
}

// ownership is how far a number is from a last day that may be its own, +Inf when it cannot
// be: on its row to the left counts before above.
func ownership(number, day ocr.Box) float64 {
	nx, ny := number.Centre()
	dx, dy := day.Centre()
	h := max(number.Height(), day.Height())
	switch gap := dy - ny; {
	case math.Abs(gap) < 0.7*h && nx < dx:
		return dx - nx
	case gap > 0 && gap < 3*h:
		return 1000 + gap
	}
	return math.Inf(1)
}
