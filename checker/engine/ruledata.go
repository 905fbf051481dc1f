package engine

import (
	"encoding/json"
	"fmt"

	"lianshen/policies"
)

// RuleData reads the rule data into a value, so that what the program computes by itself
// follows the same numbers and readings as the rules. Of Options it heeds Policies and
// RuleData; errors are those of New.
func RuleData(o Options, into any) error {
	if o.Policies == nil {
		o.Policies = policies.FS
	}
	schema, err := readJSON(o.Policies, ruleDataSchema)
	if err != nil {
		return fmt.Errorf("load rule data: %w", err)
	}
	data, err := loadRuleData(o, schema)
	if err != nil {
		return fmt.Errorf("load rule data: %w", err)
	}
	raw, err := json.Marshal(data)
	if err == nil {
		err = json.Unmarshal(raw, into)
	}
	return err
}
