package engine_test

import (
	"testing"

	"lianshen/checker/engine"
)

func TestNew(t *testing.T) {
	e, err := engine.New(t.Context(), engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range e.Catalogue() {
		t.Log(r.Code, r.Severity, r.Checks)
	}
}
