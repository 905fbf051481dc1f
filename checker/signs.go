package checker

import (
	"lianshen/checker/pdf"
	"lianshen/ocr"
)

// SealSign (存疑特征) is something about an impression that may speak of a copy: an
// observation, never a verdict. A person, or a rule that says why, draws conclusions.
type SealSign struct {
	Kind SignKind `json:"kind"`
	// Score is how sure the observation is, in [0, 1].
	Score float64 `json:"score"`
	// Value is what was measured: likeness, spread of the ink, resolution in dpi, or diameter
	// in mm; nil where nothing was.
	Value *float64 `json:"value"`
	// With are the other impressions that the sign speaks of.
	With []SealPlace `json:"with,omitempty"`
}

// SealPlace is where an impression is: in its own file, unless Document names another by its
// slug.
type SealPlace struct {
	Document string  `json:"document,omitempty"`
	Page     int     `json:"page"`
	Box      ocr.Box `json:"box"`
}

// SignKind names a sign; the numbers are those of the list that they follow: forensic practice
// and our own choice.
type SignKind string

// Kinds of sign.
const (
	IdenticalImpression SignKind = "identical_impression" // 同一印文重复出现: no stamp prints twice the same
	PastedImage         SignKind = "pasted_image"         // 印章为粘贴图片: a picture of its own with transparency
	OtherResolution     SignKind = "other_resolution"     // 印章分辨率与页面扫描不同
	UniformInk          SignKind = "uniform_ink"          // 印油浓淡均匀
	GreySeal            SignKind = "grey"                 // 灰黑印章: a copy
	SizeOutOfRange      SignKind = "size_out_of_range"    // 直径超出常见范围
)

const (
	// leastRoundMM and mostRoundMM bound the diameter of a round company seal: 38–42 mm are
	// common, 45 is the most that 国发〔1999〕25号 allows. surelyOffMM beyond is beyond doubt.
	leastRoundMM, mostRoundMM, surelyOffMM = 36.0, 45.0, 4.0
	// evenInk is the spread of ink below which it is even. Impressions of stamps on 60
	// generated scans had 0.18 at least.
	evenInk = 0.10
	// likeCopy and sureCopy are likenesses of prints. On 24 pairs of scans copies had 0.87 at
	// least, impressions of one stamp at the same angle 0.82 at most.
	likeCopy, sureCopy = 0.87, 0.95
	// otherDPI is the ratio of two resolutions that are not the same.
	otherDPI = 1.25
)

// inkSigns are the signs that the impression itself shows.
func inkSigns(s ocr.Seal) []SealSign {
	out := []SealSign{}
	if s.InkSpread != nil && *s.InkSpread < evenInk && s.Colour != ocr.Black {
		out = append(out, sign(UniformInk, 1-*s.InkSpread/evenInk, s.InkSpread))
	}
	if s.Colour == ocr.Black {
		out = append(out, sign(GreySeal, s.Score, nil))
	}
	if s.Shape == ocr.Round && s.Complete && s.DiameterMM != nil {
		if off := max(leastRoundMM-*s.DiameterMM, *s.DiameterMM-mostRoundMM); off > 0 {
			out = append(out, sign(SizeOutOfRange, min(1, off/surelyOffMM), s.DiameterMM))
		}
	}
	return out
}

func sign(kind SignKind, score float64, value *float64) SealSign {
	return SealSign{Kind: kind, Score: round(score, 1000), Value: rounded(value, 1000), With: []SealPlace{}}
}

// placedSigns adds what the PDF says of the pictures that seals on a sheet are.
func placedSigns(seals []Seal, s *sheet) {
	for i := range seals {
		if seals[i].Origin != ocr.FromOverlay {
			continue
		}
		for _, p := range s.info.Images {
			if ocr.Box(p.Box).IoU(seals[i].Box) > sameBox {
				seals[i].Signs = append(seals[i].Signs, pictureSigns(p, s.info.ScanDPI)...)
				break
			}
		}
	}
}

// sameBox is the overlap from which a placed picture is the seal and not the page.
const sameBox = 0.4

// pictureSigns are the signs of a seal that is a picture of its own on a page scanned at
// scanDPI, 0 when the page was not.
func pictureSigns(p pdf.Image, scanDPI float64) []SealSign {
	score := 0.6
	if p.Alpha {
		score = 0.95
	}
	out := []SealSign{sign(PastedImage, score, nil)}
	if ratio := max(p.DPI, scanDPI) / max(1, min(p.DPI, scanDPI)); scanDPI > 0 && ratio > otherDPI {
		out = append(out, sign(OtherResolution, min(1, ratio-1), &p.DPI))
	}
	return out
}

// markIdentical adds the sign of identical impressions to the seals of a file.
func markIdentical(seals []Seal) {
	seals = seals[:min(len(seals), mostCompared)]
	signs := make([]SealSign, len(seals))
	for _, c := range copiesAmong(seals, func(_, _ int) bool { return true }) {
		signs[c.later].copyOf(seals[c.earlier], c.score, c.likeness)
		signs[c.earlier].copyOf(seals[c.later], c.score, c.likeness)
	}
	for i, s := range signs {
		if s.Value != nil {
			seals[i].Signs = append(seals[i].Signs, s)
		}
	}
}

// copyOf adds another impression to s and keeps the best likeness.
func (s *SealSign) copyOf(other Seal, score, likeness float64) {
	s.Kind, s.With = IdenticalImpression, append(s.With, SealPlace{Page: other.Page, Box: other.Box})
	if s.Value == nil || likeness > *s.Value {
		s.Score, s.Value = round(score, 1000), rounded(&likeness, 1000)
	}
}
