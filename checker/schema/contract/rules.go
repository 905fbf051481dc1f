package contract

import "strings"

// rules narrow properties, named "Type.key" by Go type and JSON key.
var rules = byKey(
	group{between("0", "1"), keys(`DocumentKind.kind_score Page.sharpness Line.score Seal.title_score Seal.score
		Match.score SealSign.score Mark.score Field.score SecondReading.score Cell.score Photo.sharpness Photo.brightness Finding.confidence`)},
	group{between("0", ""), keys(`PhotoAlike.photo PhotoAlike.bits File.bytes File.pages File.pages_inspected File.attachments Page.width_pt
		Page.height_pt Page.scan_dpi Page.printed_number Page.printed_of Seal.diameter_mm Place.page
		Timing.total Timing.open Timing.render Timing.ocr Timing.seals`)},
	group{between("1", ""), keys(`File.revisions Page.number Seal.page SealPlace.page Signature.page Mark.page Field.page
		Table.page Photo.page`)},
	group{between("-90", "90"), keys("GPS.lat")},
	group{between("-180", "180"), keys("GPS.lon")},
	group{notEmpty, keys(`File.pdf_version File.producer DocumentKind.kind DocumentKind.title Line.text
		Seal.title Seal.inner Seal.code Match.name Signature.subject Signature.organisation Table.name
		Photo.caption Photo.view Photo.place Nameplate.maker Nameplate.mn SecondReading.engine Engines.second Nameplate.model Nameplate.serial Engines.ocr Engines.pdf Engines.lianshen
		Failure.code Text.zh Text.en Finding.document`)},
	group{pattern("^[0-9a-f]{64}$"), keys("File.sha256 Seal.strip")},
	group{pattern("^[0-9a-f]{16}$"), keys("Seal.phash Photo.phash")},
	group{pattern(`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$`), keys("Photo.taken_at")},
	group{pattern("^sha256:[0-9a-f]{64}$"), keys("Report.policy_revision")},
	group{pattern(ruleCode), keys("Finding.code Exemption.code")},
	group{pattern(`^\d{4}-\d{2}-\d{2}$`), keys("Waiver.until Exemption.until")},
	group{notEmpty, keys("Waiver.who Waiver.why Exemption.who Exemption.why Exemption.document")},
	group{between("1", ""), keys("Exemption.page")},
	group{items(pattern(ruleCode)), keys("Report.passed Report.not_applicable")},
	group{items(pattern("^[0-9a-f]{64}$")), keys("Finding.evidence")},
	group{items(between("1", "")), keys("Finding.checks")},
	group{items(oneOf("javascript", "launch", "embedded_file", "uri", "submit_form", "import_data", "rich_media", "xfa")),
		keys("File.active_content")},
	group{oneOf(0, 90, 180, 270), keys("Page.rotation Page.upright_turn")},
	group{oneOf("garbled", "mismatch"), keys("Page.layer_rejected")},
	group{oneOf("valid", "invalid", "unknown"), keys("Signature.integrity")},
	group{oneOf("trusted", "untrusted", "unknown"), keys("Signature.trust")},
	group{oneOf("cma", "cnas", "handwriting", "checkbox", "code"), keys("Mark.kind")},
	group{fieldValue, keys("Field.value")},
	group{secondValue, keys("SecondReading.value")},
	group{oneOf("exif", "watermark"), keys("Photo.taken_at_source")},
	group{pattern(`^\d{4}-\d{2}$`), keys("Nameplate.made_on")},
	group{cellValue, keys("Cell.value")},
)

// ruleCode is the form of a rule's code: topic and short name.
const ruleCode = `^[a-z0-9_]+(\.[a-z0-9_]+)+$`

// group is one rule for several properties.
type group struct {
	rule rule
	keys []string
}

func keys(list string) []string { return strings.Fields(list) }

func byKey(groups ...group) map[string]rule {
	out := map[string]rule{}
	for _, g := range groups {
		for _, key := range g.keys {
			out[key] = g.rule
		}
	}
	return out
}
