package checker

import (
	"testing"

	"lianshen/checker/pdf"
	"lianshen/ocr"
)

func TestNotesOfOneDocument(t *testing.T) {
	here, other := "acceptance-report", "contract"
	box := ocr.Box{1, 2, 3, 4}
	r := &Report{Findings: []Finding{
		{Code: "seal.owner_mismatch", Severity: SeverityBlock, State: Fail, Document: &here,
			Places: []Place{{Document: here, Page: 2, Box: &box}, {Document: other, Page: 1, Box: &box}}},
		{Code: "seal.present", Severity: SeverityBlock, State: Undetermined, Document: &here},
		{Code: "scan.quality", Severity: SeverityWarn, State: Fail, Document: &other},
		{Code: "seal.shape", Severity: SeverityInfo, State: Exempted, Document: &here},
	}}
	notes := Notes(r, here, "zh")
	if len(notes) != 2 {
		t.Fatalf("%d notes, want the place on page 2 and the remark on the whole document: %+v", len(notes), notes)
	}
	if n := notes[0]; n.Page != 2 || n.Box != pdf.Box(box) || n.Severity != pdf.Block {
		t.Errorf("first note = %+v", n)
	}
	if n := notes[1]; n.Page != 0 || n.Severity != pdf.Warn {
		t.Errorf("second note = %+v: what cannot be told is not red", n)
	}
}
