package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/goccy/go-yaml"

	"lianshen/checker"
	"lianshen/checker/cell"
	"lianshen/checker/engine"
	"lianshen/checker/eval"
	"lianshen/policies"
	"lianshen/policies/notice"
)

// judge checks every dossier with the rules, from what was read already where it was.
func (r *evalRun) judge(ctx context.Context) ([]eval.Dossier, error) {
	if len(r.set.dossiers) == 0 {
		return nil, nil
	}
	rules, n, err := openRules(ctx, "")
	if err != nil {
		return nil, err
	}
	out := make([]eval.Dossier, len(r.set.dossiers))
	for i, dir := range r.set.dossiers {
		if out[i], err = r.judgeOne(ctx, rules, n, dir); err != nil {
			return nil, fmt.Errorf("judge %s: %w", dir, err)
		}
	}
	return out, nil
}

func (r *evalRun) judgeOne(ctx context.Context, rules *engine.Engine, n *notice.Notice, dir string) (eval.Dossier, error) {
	codes, err := expectedCodes(filepath.Join(dir, expectedFile))
	if err != nil {
		return eval.Dossier{}, err
	}
	check := &checkCmd{readFlags: readFlags{DPI: r.cmd.DPI, OCR: r.cmd.OCR}, Dossier: dir, At: r.cmd.At, NoCache: true}
	job, err := check.job(r.p, n)
	if err != nil {
		return eval.Dossier{}, err
	}
	job.known = r.read
	if err := job.read(ctx, func() (*cell.Pool, error) { return r.pool, nil }); err != nil {
		return eval.Dossier{}, err
	}
	report, err := checker.Prescreen(ctx, rules, job.input)
	if report == nil {
		return eval.Dossier{}, err
	}
	return eval.Dossier{Path: dir, Expected: codes, Documents: len(job.files), Report: report}, nil
}

// expectedCodes reads expected.json.
func expectedCodes(path string) ([]string, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, missingFile(path, err)
	}
	var e struct {
		Codes []string `json:"codes"`
	}
	if err := json.Unmarshal(raw, &e); err != nil {
		return nil, malformedTruth(path, err)
	}
	return e.Codes, nil
}

// thresholds are those of the rules, from which a reading decides.
func thresholds() (eval.Thresholds, error) {
	var data struct {
		Confidence struct {
			Decide float64 `yaml:"decide"`
		} `yaml:"confidence"`
		Critical []string `yaml:"critical_fields"`
	}
	raw, err := policies.FS.ReadFile("rule_data.yaml")
	if err == nil {
		err = yaml.Unmarshal(raw, &data)
	}
	if err != nil {
		return eval.Thresholds{}, fmt.Errorf("rule_data.yaml: %w", err)
	}
	return eval.Thresholds{Decide: data.Confidence.Decide, Critical: data.Critical}, nil
}
