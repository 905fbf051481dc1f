package seal_test

import (
	"context"
	"math"
	"testing"

	"lianshen/ocr"
	"lianshen/ocr/seal"
	"lianshen/ocr/seal/sealtest"
)

// Clear impressions must be read without a fault, and told apart by kind.
func TestReadSealsReads(t *testing.T) {
	strips := stripReader(t)
	tests := []struct {
		p    sealtest.Params
		kind ocr.SealKind
	}{
		{sealtest.Params{Title: company, Code: "4419753864201", AngleDeg: 20}, ocr.OfficialSeal},
		{sealtest.Params{Title: "东莞市恒丰环保科技有限责任公司", Inner: "合同专用章", AngleDeg: -35}, ocr.ContractSeal},
		{sealtest.Params{Title: "广东同泰检测技术有限公司", Inner: "检验检测专用章", AngleDeg: 170}, ocr.InspectionSeal},
		{sealtest.Params{Title: "东莞鼎盛化工有限公司", Inner: "发票专用章", Shape: ocr.Oval, DiameterPx: 354}, ocr.InvoiceSeal},
	}
	s := newSheet(t, white)
	for i, tt := range tests {
		s.stamp(800, 400+480*float64(i), tt.p)
	}
	s.grain(8)
	got, err := seal.New(strips).ReadSeals(context.Background(), s.page())
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(tests) {
		t.Fatalf("found %d seals, want %d", len(got), len(tests))
	}
	for i, tt := range tests {
		g := got[i]
		if g.Title != tt.p.Title || g.Inner != tt.p.Inner || g.Code != tt.p.Code || g.Kind != tt.kind {
			t.Errorf("seal %d: read %q, %q, %q, %s; want %q, %q, %q, %s", i, g.Title, g.Inner, g.Code, g.Kind, tt.p.Title, tt.p.Inner, tt.p.Code, tt.kind)
		}
		if off := math.Remainder(g.AngleDeg-tt.p.AngleDeg, 360); math.Abs(off) > 4 {
			t.Errorf("seal %d: turned by %.0f°, want %.0f°", i, g.AngleDeg, tt.p.AngleDeg)
		}
		if v, score := seal.NewVerifier(g.Posteriors).Verify(tt.p.Title, nil); v != ocr.VerdictMatch {
			t.Errorf("seal %d: its own name is %s (%.2f)", i, v, score)
		}
	}
}
