package equipmentlist_test

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker"
	"lianshen/internal/errs"
	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/equipmentlist"
)

// sample is the equipment of a dossier of the samples.
func sample(t *testing.T, name string) workflow.Equipment {
	t.Helper()
	raw, err := os.ReadFile("../../testdata/dossiers/" + name + "/dossier.yaml")
	if err != nil {
		t.Fatal(err)
	}
	n, err := notice.Default()
	if err != nil {
		t.Fatal(err)
	}
	d, err := checker.ParseDossier(raw, n.Slugs())
	if err != nil {
		t.Fatal(err)
	}
	return workflow.EquipmentOf(d)
}

// What is written as tables is read as what it was.
func TestRoundTrip(t *testing.T) {
	for _, name := range []string{"water-valid", "gas-valid"} {
		want := sample(t, name)
		class, mode := "video", "converted"
		want.Video = []checker.Monitor{{Class: &class}}
		want.Instruments[0].NOxMode = &mode
		want.Process = []checker.Monitor{}
		before := fmt.Sprintf("%+v", want.Instruments[0].Range)
		table := equipmentlist.Of(&want)
		if after := fmt.Sprintf("%+v", want.Instruments[0].Range); after != before {
			t.Errorf("%s: writing has changed it", name)
		}
		r, err := equipmentlist.Read(table)
		if err != nil || len(r.Problems) > 0 {
			t.Fatalf("%v, %+v", err, r.Problems)
		}
		if diff := cmp.Diff(want, r.Equipment); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// Cells are read as people write them.
func TestReadAsTyped(t *testing.T) {
	r, err := equipmentlist.Read(equipmentlist.Table{
		"outlets":     {{}, {"code": " DW001 ", "medium": "废水"}, {"code": "DA001", "medium": "gas"}},
		"factors":     {{"outlet": "DW001", "factor": "化学需氧量", "limit": "１，０００.50", "in_permit": "是"}, {"outlet": " "}, {"outlet": "DA001", "factor": "a21026"}},
		"instruments": {{"outlet": "DW001", "factor": "氨氮", "class": "分析仪", "cert_valid_to": "2028年5月8日", "range_high": "1e2"}, {"class": "自制"}},
		"loggers":     {{"mn": "1", "outlets": "DW001、DA001, "}},
		"parties":     {{"role": "contractor"}, {"role": "commissioner", "name": "某公司", "code": "9144"}, {"role": "laboratory"}},
	})
	if err != nil || len(r.Problems) > 0 {
		t.Fatalf("%v %+v", err, r.Problems)
	}
	e := r.Equipment
	f, i := e.Outlets[0].Factors[0], e.Instruments[0]
	if len(e.Outlets) != 2 || f.Code != "w01018" || *f.Limit != 1000.5 || !*f.InPermit || *i.Factor != "w21003" || *i.Class != "analyser" ||
		*i.Certificate.ValidTo != "2028-05-08" || *i.Range.High != 100 || *e.Instruments[1].Class != "自制" || e.Instruments[1].Range != nil {
		t.Errorf("%+v", e)
	}
	if !slices.Equal(e.Loggers[0].Outlets, []string{"DW001", "DA001"}) || *e.Commissioner.Name != "某公司" || e.Contractor.Name != nil {
		t.Errorf("%+v", e)
	}
}

// What cannot be read is a problem of its cell; what the workflow refuses is found again.
func TestProblems(t *testing.T) {
	table := equipmentlist.Table{
		"outlets":     {{}, {"code": "DW001", "medium": "water"}},
		"factors":     {{}, {"outlet": "DW001", "factor": "w01018", "limit": "八十"}, {"outlet": "DW009", "factor": "x"}, {"outlet": "DW001", "factor": "w21003", "limit": "NaN"}},
		"instruments": {{}, {"outlet": "DW001", "cert_valid_to": "明年", "nox_mode": "也许", "range_low": "0x10"}},
	}
	r, err := equipmentlist.Read(table)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range r.Problems {
		if p.Message.ZH == "" || p.Message.EN == "" {
			t.Errorf("%+v", p)
		}
		got = append(got, fmt.Sprintf("%s %d %s %s", p.Part, p.Row, p.Column, p.Code))
	}
	want := []string{
		"factors 1 limit equipment.number", "factors 2 outlet equipment.outlet", "factors 3 limit equipment.number",
		"instruments 1 range_low equipment.number", "instruments 1 cert_valid_to input.date", "instruments 1 nox_mode equipment.choice",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for field, want := range map[string]string{
		"outlets[0].code": "outlets 1 code", "outlets[0].factors[1].code": "factors 3 factor", "outlets[0].factors[0].unit": "factors 1 unit",
		"instruments[0].serial": "instruments 1 serial", "instruments[0].range": "instruments 1 range_low", "instruments[0].certificate.valid_to": "instruments 1 cert_valid_to",
		"instruments": "instruments -1 ", "contractor.uscc": "parties 0 code", "laboratory.name": "parties 2 name", "instruments[7].serial": "instruments -1 serial",
	} {
		p, ok := r.Place(&errs.Error{Field: field})
		if got := fmt.Sprintf("%s %d %s", p.Part, p.Row, p.Column); !ok || got != want {
			t.Errorf("%s: %s, %v", field, got, ok)
		}
	}
	for _, field := range []string{"", "version", "letters[0].x"} {
		if p, ok := r.Place(&errs.Error{Field: field}); ok {
			t.Errorf("%q: %+v", field, p)
		}
	}
}

func TestTooManyRows(t *testing.T) {
	r, err := equipmentlist.Read(equipmentlist.Table{"video": make([]equipmentlist.Row, equipmentlist.MaxRows+1)})
	if err != nil || len(r.Problems) != 1 || r.Problems[0].Code != "equipment.rows" {
		t.Errorf("%v %+v", err, r.Problems)
	}
}

func TestChanges(t *testing.T) {
	before := equipmentlist.Table{"outlets": {{"code": "1"}, {"code": "2"}, {"code": "3"}}, "video": {{"brand": "a"}}}
	after := equipmentlist.Table{"outlets": {{"code": " 3 "}, {}, {"code": "1"}, {"code": "4"}, {"code": "5"}}}
	changes, rows := equipmentlist.Changes(before, after)
	if c := changes[0]; c.Changed != 1 || c.Added != 1 || c.Removed != 0 || !c.Any() {
		t.Errorf("%+v", c)
	}
	if diff := cmp.Diff(map[int]bool{3: true, 4: true}, rows["outlets"]); diff != "" {
		t.Error(diff)
	}
	if c := changes[4]; c.Part.Key != "video" || c.Removed != 1 || changes[1].Any() {
		t.Errorf("%+v", c)
	}
}
