package parameters_test

import (
	"testing"

	"lianshen/policies/parameters"
)

func TestTable(t *testing.T) {
	table, err := parameters.Default()
	if err != nil {
		t.Fatal(err)
	}
	if name := table.Name("w01018"); name.ZH != "化学需氧量" || name.EN != "COD" {
		t.Errorf("%+v", name)
	}
	if name := table.Name("x99999"); name.ZH != "x99999" {
		t.Errorf("%+v", name)
	}
	if len(table.Factors()) < 50 || table.Factors()[0].Code >= table.Factors()[1].Code {
		t.Errorf("%d factors", len(table.Factors()))
	}
	var names []string
	for _, code := range []string{"w01018", "a01011"} {
		for _, n := range table.Asked(code) {
			if n.ZH == "" || n.EN == "" {
				t.Errorf("%s: %+v", code, n)
			}
			names = append(names, n.ZH)
		}
	}
	if len(names) < 6 || names[0] != "斜率" {
		t.Errorf("%v", names)
	}
}
