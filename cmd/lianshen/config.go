package main

import (
	"log/slog"
	"os"
	"path/filepath"

	"lianshen/checker/malware"
	"lianshen/internal/errs"
)

// Config is the configuration of design.md 3.5: flags and environment only.
type Config struct {
	// Data (LIANSHEN_DATA) is the folder of the SQLite file and of blobs/; DatabaseURL (DATABASE_URL) names a
	// PostgreSQL database instead, "" none.
	Data, DatabaseURL string
	// Models is the folder with the OCR models and the ONNX library; empty when none was
	// found, so that everything that needs no PP-OCR still works.
	Models string
	// CacheDir holds what can be rebuilt, such as the compiled WebAssembly; empty means no cache.
	CacheDir string
	// Calendar is the file that LIANSHEN_CALENDAR names, empty for the calendar in the program.
	Calendar string
	// LogLevel is the least level that is logged; LIANSHEN_LOG: debug, info, warn or error.
	LogLevel slog.Level
	// Scanner (LIANSHEN_CLAMD) looks for malware in what is uploaded, nil for none.
	Scanner *malware.Scanner
	// MaxBytes is the largest document.
	MaxBytes int64
}

// Limits of design.md 3.5.
const (
	maxDocumentBytes = 200 << 20
	maxDocumentPages = 500
	maxProjectBytes  = 2 << 30
	maxVersions      = 100 // of one document
	maxDayVersions   = 500 // by one person in a day
	maxDayBytes      = 5 << 30
)

func configFrom(vars map[string]string) (Config, error) {
	c := Config{MaxBytes: maxDocumentBytes, LogLevel: slog.LevelError, Calendar: vars["LIANSHEN_CALENDAR"]}
	c.Data, c.DatabaseURL = vars["LIANSHEN_DATA"], vars["DATABASE_URL"]
	if c.Data == "" {
		c.Data = "data"
	}
	if level := vars["LIANSHEN_LOG"]; level != "" {
		if err := c.LogLevel.UnmarshalText([]byte(level)); err != nil {
			return c, errs.New(errs.Usage, "config.log",
				errs.Text{ZH: "LIANSHEN_LOG 写法有误:" + level, EN: "LIANSHEN_LOG is malformed: " + level},
				errs.Text{ZH: "可用 debug、info、warn、error", EN: "choose debug, info, warn or error"}).Wrap(err)
		}
	}
	var err error
	if c.Scanner, err = malware.New(vars["LIANSHEN_CLAMD"]); err != nil {
		return c, err
	}
	models, err := modelsDir(vars["LIANSHEN_MODELS"])
	if err != nil {
		return c, err
	}
	c.Models = models
	c.CacheDir = cacheDir(vars)
	return c, nil
}

// modelsDir finds the models: the folder that was named, else models/ beside the
// executable, else node_modules of the working folder.
func modelsDir(named string) (string, error) {
	if named != "" {
		if !isDir(named) {
			return "", errs.New(errs.Usage, "config.models",
				errs.Text{ZH: "LIANSHEN_MODELS 指定的目录不存在:" + named, EN: "the folder that LIANSHEN_MODELS names does not exist: " + named},
				errs.Text{ZH: "请改正路径，或取消该设置后运行 make build", EN: "correct the path, or unset it and run make build"})
		}
		return filepath.Abs(named)
	}
	if exe, err := os.Executable(); err == nil {
		if target, err := filepath.EvalSymlinks(exe); err == nil {
			exe = target
		}
		if dir := filepath.Join(filepath.Dir(exe), "models"); isDir(dir) {
			return dir, nil
		}
	}
	if isDir("node_modules") {
		return filepath.Abs("node_modules")
	}
	return "", nil
}

// cacheDir is LIANSHEN_DATA/cache when a data folder is named, else the user's cache folder.
// A command-line check must leave nothing in the folder it happens to be called from.
func cacheDir(vars map[string]string) string {
	if data := vars["LIANSHEN_DATA"]; data != "" {
		return filepath.Join(data, "cache")
	}
	if dir := vars["XDG_CACHE_HOME"]; filepath.IsAbs(dir) {
		return filepath.Join(dir, "lianshen")
	}
	if home := vars["HOME"]; home != "" {
		return filepath.Join(home, ".cache", "lianshen")
	}
	return ""
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
