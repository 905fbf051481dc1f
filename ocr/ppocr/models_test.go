package ppocr

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func touch(t *testing.T, elements ...string) string {
	t.Helper()
	path := filepath.Join(elements...)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("x\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestFindModels(t *testing.T) {
	npm := filepath.Join(t.TempDir(), "a[b]*", "node_modules") // a folder's name is no pattern
	for _, f := range []string{detFile, recFile, clsFile, keysFile} {
		touch(t, npm, "@gutenye", "ocr-models", "assets", f)
	}
	arch := map[string]string{"amd64": "x64"}[runtime.GOARCH]
	if arch == "" {
		arch = runtime.GOARCH
	}
	library := touch(t, npm, "onnxruntime-node", "bin", "napi-v6", runtime.GOOS, arch, libraryFile)
	m, err := FindModels("", npm)
	if err != nil {
		t.Fatal(err)
	}
	if m.Library != library {
		t.Errorf("library %q, want %q", m.Library, library)
	}
	flat := t.TempDir()
	keys := touch(t, flat, keysFile)
	if m, err = FindModels(flat, npm); err != nil || m.Keys != keys {
		t.Errorf("the first folder's file is not taken: %q, %v", m.Keys, err)
	}
}

func TestReadKeys(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys.txt")
	if err := os.WriteFile(path, []byte("甲\r\n乙\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	keys, err := readKeys(path)
	if err != nil || len(keys) != 4 || keys[0] != "" || keys[1] != "甲" || keys[3] != " " {
		t.Errorf("keys %q, %v", keys, err)
	}
	if _, err := readKeys(path + ".no"); err == nil {
		t.Error("a missing table gives no error")
	}
}
