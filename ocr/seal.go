package ocr

import (
	"context"
	"image"
)

// Shape (形状) of a seal impression.
type Shape string

// Shapes.
const (
	Round      Shape = "round"
	Oval       Shape = "oval"
	Square     Shape = "square"
	Rectangle  Shape = "rectangle"
	OtherShape Shape = "other"
)

// Colour (颜色) of the ink: orange, pink and dark red count as red, grey as black,
// purple as other.
type Colour string

// Colours.
const (
	Red         Colour = "red"
	Blue        Colour = "blue"
	Black       Colour = "black"
	OtherColour Colour = "other"
)

// SealKind (印章种类), see domain.md 5.2.
type SealKind string

// Kinds of seal.
const (
	OfficialSeal   SealKind = "official"   // 公章, 法定名称章
	ContractSeal   SealKind = "contract"   // 合同专用章
	FinanceSeal    SealKind = "finance"    // 财务专用章
	InvoiceSeal    SealKind = "invoice"    // 发票专用章
	InspectionSeal SealKind = "inspection" // 检验检测专用章
	DepartmentSeal SealKind = "department" // 部门章, 业务章, 项目部章
	PersonalSeal   SealKind = "personal"   // 法人章, 私章
	PagingSeal     SealKind = "paging"     // 骑缝章
	UnknownSeal    SealKind = "unknown"
)

// Origin says how an impression came onto the page.
type Origin string

// Origins.
const (
	FromScan      Origin = "scan"      // part of the scanned page image
	FromOverlay   Origin = "overlay"   // an image object of its own over the page
	FromVector    Origin = "vector"    // drawn by page operators
	FromSignature Origin = "signature" // appearance of an electronic seal
)

// Seal (印章) is one impression on one page, in pixels.
//
// DiameterMM is measured at page scale: the diameter of a round seal, the longer axis of
// an oval one, the longer side of the others; nil when the page scale is not known.
// Title is the arc text read clockwise from its first character, empty when unread.
// PHash is a 64-bit perceptual hash of the ink map, as 16 hex digits.
type Seal struct {
	Box        Box
	Shape      Shape
	Colour     Colour
	Title      string
	TitleScore float64
	Inner      string // horizontal text in the middle, for example 合同专用章
	Code       string // the 13-digit code on the lower arc
	Kind       SealKind
	DiameterMM *float64
	Complete   bool    // false when cut by the page edge or less than the whole ring is seen
	Score      float64 // how sure the finder is that this is a seal, in [0, 1]
	PHash      string
	// Print is the impression's reduced ink map, empty when it was not taken.
	Print Print
	// InkSpread is how much the ink varies inside the strokes, in [0, 1]: a stamp leaves
	// patches, a drawn seal is even. Nil when too little ink is seen.
	InkSpread *float64
	// AngleDeg is by how much the impression is turned clockwise from upright.
	AngleDeg float64
	// Strip is the straightened title band, nil when it could not be cut.
	Strip image.Image
	// Posteriors of Strip, and with them those of further strips of the title; nil when the
	// reader has none.
	Posteriors *Posteriors
}

// SealReader finds and reads the seals of a page.
type SealReader interface {
	// ReadSeals returns the seals of p, top to bottom.
	ReadSeals(ctx context.Context, p Page) ([]Seal, error)
}
