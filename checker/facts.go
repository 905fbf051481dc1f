package checker

import (
	"time"

	"lianshen/ocr"
)

// FactsSchema names the version of the JSON form of Facts.
const FactsSchema = "lianshen.facts/1"

// Facts is all that was read from one PDF, without any verdict. Its JSON form is the
// contract of design.md 3.2: boxes are [x0, y0, x1, y1] in points (1/72 inch) from the
// top-left corner of the page as displayed, scores lie in [0, 1], unknown is null.
type Facts struct {
	Schema     string             `json:"schema"`
	File       File               `json:"file"`
	Document   DocumentKind       `json:"document"`
	Pages      []Page             `json:"pages"`
	Seals      []Seal             `json:"seals"`
	Signatures []Signature        `json:"signatures"`
	Marks      []Mark             `json:"marks"`
	Fields     map[string][]Field `json:"fields"`
	Tables     []Table            `json:"tables"`
	Photos     []Photo            `json:"photos"`
	Engines    Engines            `json:"engines"`
	Timing     Timing             `json:"timing_ms"`
}

// File describes the PDF as a file.
type File struct {
	Name       string     `json:"name"`
	SHA256     string     `json:"sha256"`
	Bytes      int64      `json:"bytes"`
	Pages      int        `json:"pages"`
	PDFVersion *string    `json:"pdf_version"`
	Producer   *string    `json:"producer"`
	Created    *time.Time `json:"created"`
	Modified   *time.Time `json:"modified"`
	// Encrypted: the file has an owner password only (one that needs a password to open
	// is refused).
	Encrypted bool `json:"encrypted"`
	// Repaired: the file broke the PDF rules and was read all the same.
	Repaired bool `json:"repaired"`
	// StructureComplete is false when the objects of the file could not all be read: active
	// content and signatures hold what was found, and there may be more.
	StructureComplete bool `json:"structure_complete"`
	// Revisions counts the saved states: 1 plus the incremental updates.
	Revisions int `json:"revisions"`
	// ActiveContent lists what a file for filing must not hold: "javascript", "launch",
	// "embedded_file", "uri", "submit_form", "import_data", "rich_media", "xfa".
	ActiveContent []string `json:"active_content"`
	Attachments   int      `json:"attachments"`
	// PagesInspected is fewer than Pages when --pages chose some.
	PagesInspected int `json:"pages_inspected"`
}

// DocumentKind says which of the kinds of the notice file the document looks like.
type DocumentKind struct {
	Kind  *string  `json:"kind"` // slug, nil when unknown
	Score *float64 `json:"kind_score"`
	Title *string  `json:"title"`
}

// TextSource says where the lines of a page come from.
type TextSource string

// Sources of text.
const (
	TextLayer TextSource = "layer"
	TextOCR   TextSource = "ocr"
	TextNone  TextSource = "none"
)

// Page is one page as displayed.
type Page struct {
	Number     int        `json:"number"` // from 1
	WidthPt    float64    `json:"width_pt"`
	HeightPt   float64    `json:"height_pt"`
	Rotation   int        `json:"rotation"` // /Rotate: 0, 90, 180, 270
	TextSource TextSource `json:"text_source"`
	// LayerRejected says why a text layer that exists was not believed: "garbled" or
	// "mismatch"; nil otherwise.
	LayerRejected *string `json:"layer_rejected"`
	// ScanDPI is the resolution of the page-filling picture; nil on a born-digital page.
	ScanDPI *float64 `json:"scan_dpi"`
	Colour  bool     `json:"colour"`
	Blank   bool     `json:"blank"`
	// Sharpness in [0, 1], about 0.5 and above for a clean scan; nil on a blank page.
	Sharpness *float64 `json:"sharpness"`
	SkewDeg   *float64 `json:"skew_deg"`
	// UprightTurn is by how many degrees clockwise the page as displayed had to be turned
	// to be read: 0, 90, 180 or 270.
	UprightTurn   int    `json:"upright_turn"`
	PrintedNumber *int   `json:"printed_number"` // 第 x 页
	PrintedOf     *int   `json:"printed_of"`     // 共 y 页
	Lines         []Line `json:"lines"`
	// Failed says why the page could not be read (a limit or a fault), nil when it was.
	Failed *Failure `json:"failed"`
}

// Failure names what stopped the reading of a page.
type Failure struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Line is one line of text.
type Line struct {
	Text  string  `json:"text"`
	Box   ocr.Box `json:"box"`
	Score float64 `json:"score"`
}

// Seal (印章) is one impression on one page; see ocr.Seal for the meaning of the fields.
type Seal struct {
	Page       int          `json:"page"`
	Box        ocr.Box      `json:"box"`
	Shape      ocr.Shape    `json:"shape"`
	Colour     ocr.Colour   `json:"colour"`
	Title      *string      `json:"title"`
	TitleScore *float64     `json:"title_score"`
	Inner      *string      `json:"inner"`
	Code       *string      `json:"code"`
	Kind       ocr.SealKind `json:"kind"`
	DiameterMM *float64     `json:"diameter_mm"`
	Complete   bool         `json:"complete"`
	Origin     ocr.Origin   `json:"origin"`
	PHash      *string      `json:"phash"`
	Strip      *string      `json:"strip"` // sha256 of the straightened strip (evidence)
	// Print is the reduced map of the impression's ink, by which copies are found within a file
	// and between files; absent when it was not taken.
	Print *string `json:"print,omitempty"`
	// Score is how sure the finder is that this is a seal.
	Score   float64 `json:"score"`
	Matches []Match `json:"matches"`
	// Signs are observations that may speak of a copy; absent when there are none.
	Signs []SealSign `json:"signs,omitempty"`
}

// MatchVerdict is the outcome of holding a seal against a name.
type MatchVerdict string

// Outcomes.
const (
	Matches      MatchVerdict = "match"
	Mismatches   MatchVerdict = "mismatch"
	MatchUnknown MatchVerdict = "unknown"
)

// Match is one seal held against one expected name.
type Match struct {
	Name    string       `json:"name"`
	Role    Role         `json:"role"`
	Verdict MatchVerdict `json:"verdict"`
	// Score is how sure the verdict is, in [0, 1].
	Score float64 `json:"score"`
}

// Role (角色) is what a named party is in the project.
type Role string

// Roles of parties.
const (
	EnterpriseRole   Role = "enterprise"   // 排污单位
	ContractorRole   Role = "contractor"   // 施工单位
	CommissionerRole Role = "commissioner" // 调试单位
	LaboratoryRole   Role = "laboratory"   // 检测机构
	OtherRole        Role = "other"
)

// Signature (电子签名) is one signature field of the PDF.
type Signature struct {
	Field           string     `json:"field"`
	Page            *int       `json:"page"`
	Box             *ocr.Box   `json:"box"`
	Subject         *string    `json:"subject"`
	Organisation    *string    `json:"organisation"`
	SignedAt        *time.Time `json:"signed_at"`
	Algorithm       *string    `json:"algorithm"`
	Integrity       string     `json:"integrity"` // valid, invalid, unknown
	CoversWholeFile bool       `json:"covers_whole_file"`
	Trust           string     `json:"trust"` // trusted, untrusted, unknown
}

// Mark is a mark that is not a seal: "cma", "cnas", "handwriting", "checkbox", "code".
type Mark struct {
	Kind  string  `json:"kind"`
	Page  int     `json:"page"`
	Box   ocr.Box `json:"box"`
	Value *string `json:"value"`
	Score float64 `json:"score"`
	// Ticked says of a check box whether it is chosen; absent for other marks.
	Ticked *bool `json:"ticked,omitempty"`
}

// Field is one labelled value. Value is normalised by the field's type: a string for
// names and codes, "2026-09-12" for dates, a Range for ranges; Raw is as printed.
type Field struct {
	Value any     `json:"value"`
	Raw   string  `json:"raw"`
	Label string  `json:"label"`
	Page  int     `json:"page"`
	Box   ocr.Box `json:"box"`
	Score float64 `json:"score"`
	// CheckDigit says whether a code's check digit fits; nil where there is none.
	CheckDigit *bool `json:"check_digit,omitempty"`
	// Second is the other reading where the two readers disagree; absent where the first was
	// sure, both agree, or no second reader is installed.
	Second *SecondReading `json:"second,omitempty"`
}

// Range (量程) is the value of a range field. Unit as printed, half width.
type Range struct {
	Low  *float64 `json:"low" yaml:"low"`
	High *float64 `json:"high" yaml:"high"`
	Unit *string  `json:"unit" yaml:"unit"`
}

// Table is one recognised table with typed rows; docs/tables.md lists the names and their
// columns. One that goes on on the next page is there once a page, under the same name.
type Table struct {
	Name    string   `json:"name"`
	Page    int      `json:"page"`
	Box     ocr.Box  `json:"box"`
	Columns []string `json:"columns"`
	// Heads are the heads or labels of the columns as printed.
	Heads []string          `json:"heads,omitempty"`
	Rows  []map[string]Cell `json:"rows"`
}

// Cell is one value of a table row, normalised by the column: a number for a figure, a
// Range for 量程 and for a demand such as ±10% or ≤200s, "pass" or "fail" for a verdict,
// "2026-09-12" for a day; nil when the cell is empty, struck out, or says nothing of its
// kind.
type Cell struct {
	Value any `json:"value"`
	// Unit of a figure, from its cell or from the head of its column.
	Unit *string `json:"unit,omitempty"`
	// Sign is what stood before a figure and makes it a bound or an estimate: <, ≤, >, ≥, ±
	// or ≈. With no value it says 未检出: less than can be found.
	Sign *string `json:"sign,omitempty"`
	// CheckDigit says whether a code's check digit fits; nil where there is none.
	CheckDigit *bool   `json:"check_digit,omitempty"`
	Raw        string  `json:"raw"`
	Score      float64 `json:"score"`
	Box        ocr.Box `json:"box"`
}

// Photo (照片) is one picture of a page that is a photograph, placed as a file or printed on
// the paper of a scan. Caption is the line right below or above it.
type Photo struct {
	Page       int     `json:"page"`
	Box        ocr.Box `json:"box"`
	PHash      string  `json:"phash"` // 64-bit perceptual hash, 16 hex digits
	Sharpness  float64 `json:"sharpness"`
	Brightness float64 `json:"brightness"`
	TakenAt    *string `json:"taken_at"` // EXIF DateTimeOriginal, "2026-09-12T10:20:00" (local time, no zone)
	// TakenAtSource says who tells the time: "exif", or "watermark" printed into the picture.
	TakenAtSource *string `json:"taken_at_source,omitempty"`
	GPS           *GPS    `json:"gps"`
	// Place is the place that a watermark names beside the time.
	Place   *string `json:"place,omitempty"`
	Caption *string `json:"caption"`
	// View is what the caption, or a nameplate read in the picture, says it shows first;
	// Views is all that it says. The picture itself is never guessed at.
	View      *string   `json:"view"`
	Views     []string  `json:"views,omitempty"`
	Nameplate Nameplate `json:"nameplate"`
	// Alike are earlier photographs of the file that look the same; absent when there are none.
	Alike []PhotoAlike `json:"alike,omitempty"`
}

// PhotoAlike is a photograph that another one looks like: its place among the photos of the
// file, from 0, and the bits in which their hashes differ.
type PhotoAlike struct {
	Photo int `json:"photo"`
	Bits  int `json:"bits"`
}

// GPS is a position in degrees, WGS 84.
type GPS struct {
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
}

// Nameplate (铭牌) is what a nameplate in a photo says.
type Nameplate struct {
	Model  *string `json:"model"`
	Serial *string `json:"serial"`
	Maker  *string `json:"maker,omitempty"`
	MN     *string `json:"mn,omitempty"`
	// MadeOn is the month of manufacture, "2026-03".
	MadeOn *string `json:"made_on,omitempty"`
}

// Engines names what made the facts; stored facts are rebuilt when it changes.
type Engines struct {
	OCR *string `json:"ocr"`
	// Second reads doubted fields again; absent where only one engine is installed or asked for.
	Second   *string `json:"second,omitempty"`
	PDF      string  `json:"pdf"`
	Lianshen string  `json:"lianshen"`
}

// Timing is wall time in milliseconds, by stage. It takes part in no golden or digest.
type Timing struct {
	Total  int64 `json:"total"`
	Open   int64 `json:"open"`
	Render int64 `json:"render"`
	OCR    int64 `json:"ocr"`
	Seals  int64 `json:"seals"`
}
