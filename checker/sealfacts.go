package checker

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/png"

	"lianshen/ocr"
)

// sealFacts converts the seals of one page to facts. Strips and their posteriors go into
// the inspection under the strip's SHA-256. origin says how the picture at a box (in points)
// came onto the page.
func (in *Inspection) sealFacts(page int, seals []ocr.Seal, f frame, origin func(ocr.Box) ocr.Origin) ([]Seal, error) {
	out := make([]Seal, 0, len(seals))
	for _, s := range seals {
		box := f.points(s.Box)
		fact := Seal{
			Page: page, Box: box, Shape: s.Shape, Colour: s.Colour, Kind: s.Kind,
			Title: known(s.Title), Inner: known(s.Inner), Code: known(s.Code), PHash: known(s.PHash),
			DiameterMM: rounded(s.DiameterMM, 10), Complete: s.Complete, Score: round(s.Score, 1000),
			Origin: origin(box), Matches: []Match{}, Print: known(string(s.Print)), Signs: inkSigns(s),
		}
		if s.Title != "" {
			score := round(s.TitleScore, 1000)
			fact.TitleScore = &score
		}
		if s.Strip != nil {
			sum, err := in.keepStrip(s.Strip)
			if err != nil {
				return nil, fmt.Errorf("keep the strip of a seal on page %d: %w", page, err)
			}
			fact.Strip = &sum
			if s.Posteriors != nil {
				in.Posteriors[sum] = s.Posteriors
			}
		}
		out = append(out, fact)
	}
	return out, nil
}

// keepStrip stores the picture of a strip as evidence and returns its SHA-256.
func (in *Inspection) keepStrip(strip image.Image) (string, error) {
	var buf bytes.Buffer
	if err := png.Encode(&buf, strip); err != nil {
		return "", err
	}
	sum := sha256.Sum256(buf.Bytes())
	key := hex.EncodeToString(sum[:])
	in.Evidence[key] = buf.Bytes()
	return key, nil
}

// known turns "" into nil: unknown is null, never an empty string.
func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func rounded(f *float64, steps float64) *float64 {
	if f == nil {
		return nil
	}
	r := round(*f, steps)
	return &r
}
