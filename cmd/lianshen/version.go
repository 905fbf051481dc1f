package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"lianshen/checker/malware"
	"lianshen/ocr/tesseract"
)

// versionCmd lists what this binary is made of and what is in force on this machine.
type versionCmd struct{}

// Run prints engines, models, the malware scanner and the isolation of the cell.
func (c *versionCmd) Run(ctx context.Context, p *program) error {
	fmt.Fprintf(p.stdout, "lianshen %s  %s %s/%s\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	fmt.Fprintf(p.stdout, "tesseract  %s\n", tesseract.Version())
	fmt.Fprintf(p.stdout, "second     %s\n", secondNotice(p.config.Models))
	fmt.Fprintf(p.stdout, "models     %s\n", orNone(p.config.Models))
	for _, name := range modelFiles(p.config.Models) {
		fmt.Fprintf(p.stdout, "           %s\n", name)
	}
	fmt.Fprintf(p.stdout, "scanner    %s\n", scannerNotice(ctx, p.config.Scanner))
	pool, err := newPool(p.config, 1, p.logger())
	if err != nil {
		return err
	}
	defer pool.Close()
	isolation, err := pool.Isolation(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "cell       %s\n", isolation)
	return nil
}

// scannerNotice says whether uploads are scanned for malware, and by which signatures.
func scannerNotice(ctx context.Context, s *malware.Scanner) string {
	if s == nil {
		return "none, uploads are not scanned for malware (set LIANSHEN_CLAMD)"
	}
	v, err := s.Version(ctx)
	if err != nil {
		return "unavailable, nothing that is uploaded is read: " + err.Error()
	}
	return v + " at " + s.String()
}

func orNone(s string) string {
	if s == "" {
		return "not found (run make build, or set LIANSHEN_MODELS)"
	}
	return s
}

// modelFiles lists the models and the ONNX library in dir with their sizes.
func modelFiles(dir string) []string {
	var out []string
	for _, pattern := range []string{"*.onnx", "*.txt", "libonnxruntime*"} {
		found, _ := filepath.Glob(filepath.Join(dir, pattern))
		for _, f := range found {
			if info, err := os.Stat(f); err == nil {
				out = append(out, fmt.Sprintf("%-42s %6.1f MB", filepath.Base(f), float64(info.Size())/1e6))
			}
		}
	}
	slices.Sort(out)
	return out
}
