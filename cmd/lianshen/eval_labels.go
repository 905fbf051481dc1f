package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"lianshen/checker"
	"lianshen/checker/eval"
	"lianshen/internal/errs"
)

// evalSet is what a folder holds for an evaluation.
type evalSet struct {
	files    []labelled
	dossiers []string // folders with dossier.yaml and expected.json
}

// labelled is one labelled file with its place.
type labelled struct {
	path  string // of the PDF or picture
	truth *eval.Truth
}

// picture reports whether the file is a picture rather than a PDF.
func (l labelled) picture() bool { return l.truth.Pages[0].Source == eval.Pictured }

// expectedFile says what the rules must find in a dossier.
const expectedFile = "expected.json"

// findAll collects what several folders hold.
func findAll(dirs []string) (evalSet, error) {
	var all evalSet
	for _, dir := range dirs {
		set, err := findLabelled(dir)
		if err != nil {
			return all, err
		}
		all.files, all.dossiers = append(all.files, set.files...), append(all.dossiers, set.dossiers...)
	}
	return all, nil
}

// findLabelled reads every truth file and labels file below dir and notes the dossiers, in
// the order of their paths.
func findLabelled(dir string) (evalSet, error) {
	var set evalSet
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		switch name := filepath.Base(path); {
		case strings.HasSuffix(name, ".truth.json"):
			err = set.addTruth(path)
		case name == eval.LabelsFile:
			err = set.addLabels(path)
		case name == checker.DossierFile && isFile(filepath.Join(filepath.Dir(path), expectedFile)):
			set.dossiers = append(set.dossiers, filepath.Dir(path))
		}
		return err
	})
	if os.IsNotExist(err) {
		return set, missingFile(dir, err)
	}
	return set, err
}

func nothingLabelled(dirs []string) error {
	where := strings.Join(dirs, ", ")
	return errs.New(errs.Usage, "eval.empty",
		errs.Text{ZH: where + " 中没有标注文件（*.truth.json、labels.tsv 或 expected.json）", EN: where + " holds nothing labelled (*.truth.json, labels.tsv or expected.json)"},
		errs.Text{ZH: "可用 make samples 生成；格式见 docs/eval.md", EN: "make samples generates some; docs/eval.md has the formats"})
}

// addTruth reads one truth file; the document lies beside it.
func (s *evalSet) addTruth(path string) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	truth, err := eval.ParseTruth(raw)
	if err != nil {
		return malformedTruth(path, err)
	}
	s.files = append(s.files, labelled{filepath.Join(filepath.Dir(path), truth.File), truth})
	return nil
}

// addLabels reads the labels of a folder of pictures.
func (s *evalSet) addLabels(path string) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	truths, err := eval.ParseLabels(bytes.NewReader(raw))
	if err != nil {
		return malformedTruth(path, err)
	}
	for _, t := range truths {
		s.files = append(s.files, labelled{filepath.Join(filepath.Dir(path), t.File), t})
	}
	return nil
}

func malformedTruth(path string, cause error) error {
	return errs.New(errs.Usage, "eval.truth_malformed",
		errs.Text{ZH: path + " 有误:" + cause.Error(), EN: path + " is malformed: " + cause.Error()},
		errs.Text{ZH: "请改正或移走该文件；格式见 docs/eval.md", EN: "correct the file or move it away; docs/eval.md has the formats"}).Wrap(cause)
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// companyNames are the names on seals: of all documents, and by folder, which is a dossier.
type companyNames struct {
	all     []string
	parties map[string][]string
}

func namesOf(files []labelled) companyNames {
	var all []*eval.Truth
	folders := map[string][]*eval.Truth{}
	for _, f := range files {
		dir := filepath.Dir(f.path)
		all, folders[dir] = append(all, f.truth), append(folders[dir], f.truth)
	}
	names := companyNames{all: eval.Titles(all...), parties: map[string][]string{}}
	for dir, truths := range folders {
		names.parties[dir] = eval.Titles(truths...)
	}
	return names
}
