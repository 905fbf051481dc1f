package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lianshen/checker"
	"lianshen/policies/notice"
)

// What `opa eval` loads is the rules without their tests, under the names that they know.
func TestLayOut(t *testing.T) {
	n, err := notice.Default()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := layOut(dir, n, checker.Input{Schema: checker.InputSchema}); err != nil {
		t.Fatal(err)
	}
	modules := 0
	err = filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(path, "_test.rego") {
			t.Errorf("%s is a test", path)
		}
		if filepath.Ext(path) == ".rego" {
			modules++
		}
		return err
	})
	if err != nil || modules < 10 {
		t.Errorf("%d modules, %v", modules, err)
	}
	var data map[string]any
	raw, err := os.ReadFile(filepath.Join(dir, "policies", "data.json"))
	if err == nil {
		err = json.Unmarshal(raw, &data)
	}
	if err != nil || data["notice"] == nil || data["rule_data"] == nil {
		t.Errorf("data %v, %v", data, err)
	}
}
