package sample

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// expected is expected.json: what a check of the dossier must find above info.
type expected struct {
	Codes []string `json:"codes"`
}

func writeExpected(dir string, faults []Fault) error {
	data, err := json.Marshal(expected{Codes(faults)})
	if err != nil {
		return fmt.Errorf("sample: expected.json: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "expected.json"), append(data, '\n'), 0o644); err != nil {
		return fmt.Errorf("sample: %w", err)
	}
	return nil
}
