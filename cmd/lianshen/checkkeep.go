package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"lianshen/checker"
	"lianshen/checker/cache"
	"lianshen/ocr/ppocr"
	"lianshen/ocr/tesseract"
)

// keeper gives what was read before instead of reading it again. The nil keeper reads.
type keeper struct {
	cache   *cache.Cache
	program string
	log     *slog.Logger
}

// keep opens the cache beside the other things that can be rebuilt. A cache that cannot be
// used is no reason to fail.
func (j *checkJob) keep() *keeper {
	if j.cmd.NoCache || j.p.config.CacheDir == "" {
		return nil
	}
	c, err := cache.Open(filepath.Join(j.p.config.CacheDir, "inspections"), cache.DefaultLimit)
	if err != nil {
		j.p.logger().Warn("nothing is kept of what is read", "error", err)
		return nil
	}
	return &keeper{cache: c, program: cache.Fingerprint(engineFiles(j.p.config.Models)...), log: j.p.logger()}
}

// engineFiles are the files that the engines load.
func engineFiles(models string) []string {
	var files []string
	if m, err := ppocr.FindModels(models); err == nil {
		files = append(files, m.Detector, m.Recogniser, m.Classifier, m.Keys, m.Library)
	}
	for _, pattern := range []string{filepath.Join(models, "*.onnx"), filepath.Join(tesseract.DataDir(), "*.traineddata")} {
		found, _ := filepath.Glob(pattern) // a folder whose name is no pattern has no such files
		files = append(files, found...)
	}
	return files
}

// inspect answers from the cache, or has the file read and keeps what came of it.
func (k *keeper) inspect(r inspectRequest, path string, read func() (*checker.Inspection, error)) (*checker.Inspection, error) {
	if k == nil {
		return read()
	}
	digest, err := digestOf(path)
	if err != nil {
		return nil, missingFile(path, err)
	}
	key := cache.Key{SHA256: digest, Program: k.program, Options: optionsOf(r)}
	if in := k.cache.Get(key); in != nil {
		in.Facts.File.Name = r.Name // the same file may have another name
		return in, nil
	}
	in, err := read()
	if err != nil {
		return nil, err
	}
	if err := k.cache.Put(key, in); err != nil {
		k.log.Warn("an inspection was not kept", "file", r.Name, "error", err)
	}
	return in, nil
}

// optionsOf is all of a request that changes what is read.
func optionsOf(r inspectRequest) string {
	r.Name = ""
	text, _ := json.Marshal(r) // plain values always marshal
	return string(text)
}

func digestOf(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func (k *keeper) trim() {
	if k == nil {
		return
	}
	if err := k.cache.Trim(); err != nil {
		k.log.Warn("the cache was not trimmed", "error", err)
	}
}
