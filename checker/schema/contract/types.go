package contract

import (
	"reflect"

	"github.com/invopop/jsonschema"

	"lianshen/checker"
	"lianshen/ocr"
)

// mapped gives the schema of types that mean more than their kind.
func mapped(t reflect.Type) *jsonschema.Schema {
	if t == reflect.TypeFor[ocr.Box]() {
		four := uint64(4)
		return &jsonschema.Schema{
			Type: "array", Items: &jsonschema.Schema{Type: "number"}, MinItems: &four, MaxItems: &four,
		}
	}
	if values, ok := closedSets[t]; ok {
		return &jsonschema.Schema{Type: "string", Enum: values}
	}
	return nil
}

// closedSets are the string types with a fixed set of values.
var closedSets = map[reflect.Type][]any{
	reflect.TypeFor[checker.TextSource]():   {checker.TextLayer, checker.TextOCR, checker.TextNone},
	reflect.TypeFor[checker.MatchVerdict](): {checker.Matches, checker.Mismatches, checker.MatchUnknown},
	reflect.TypeFor[checker.Role](): {
		checker.EnterpriseRole, checker.ContractorRole, checker.CommissionerRole, checker.LaboratoryRole, checker.OtherRole,
	},
	reflect.TypeFor[checker.Verdict]():  {checker.Clean, checker.Flag, checker.Block},
	reflect.TypeFor[checker.Severity](): {checker.SeverityBlock, checker.SeverityWarn, checker.SeverityInfo},
	reflect.TypeFor[checker.State]():    {checker.Fail, checker.Undetermined, checker.Contested, checker.Exempted},
	reflect.TypeFor[ocr.Shape]():        {ocr.Round, ocr.Oval, ocr.Square, ocr.Rectangle, ocr.OtherShape},
	reflect.TypeFor[ocr.Colour]():       {ocr.Red, ocr.Blue, ocr.Black, ocr.OtherColour},
	reflect.TypeFor[ocr.Origin]():       {ocr.FromScan, ocr.FromOverlay, ocr.FromVector, ocr.FromSignature},
	reflect.TypeFor[ocr.SealKind](): {
		ocr.OfficialSeal, ocr.ContractSeal, ocr.FinanceSeal, ocr.InvoiceSeal, ocr.InspectionSeal,
		ocr.DepartmentSeal, ocr.PersonalSeal, ocr.PagingSeal, ocr.UnknownSeal,
	},
}
