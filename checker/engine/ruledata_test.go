package engine_test

import (
	"strings"
	"testing"

	"lianshen/checker/engine"
)

// What a deployment changes is what the program reads, and a misspelt value is refused.
func TestRuleData(t *testing.T) {
	var data struct {
		Calendar struct{ Receipt, Submission string } `json:"calendar"`
	}
	change := func(receipt string) engine.Options {
		return engine.Options{RuleData: map[string]any{"calendar": map[string]any{"receipt": receipt}}}
	}
	if err := engine.RuleData(change("B"), &data); err != nil {
		t.Fatal(err)
	}
	if data.Calendar.Receipt != "B" || data.Calendar.Submission != "lenient" {
		t.Errorf("read %+v, want the change and what is shipped", data)
	}
	if err := engine.RuleData(change("C"), &data); err == nil || !strings.Contains(err.Error(), "/calendar/receipt") {
		t.Errorf("error = %v, want one that names /calendar/receipt", err)
	}
}
