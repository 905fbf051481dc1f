package engine

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"lianshen/policies"
	"lianshen/policies/notice"
)

// ErrNoRules is what Folder returns for a folder in which nothing is a rule set's.
var ErrNoRules = errors.New("it holds neither Rego files nor rule data")

// Folder returns the options that judge by an author's folder. A folder with schemas of its
// own is a whole rule set and stands alone. Any other lies over the rules in the program:
// its files are added or take the place of files of the same path, its rule_data.yaml
// changes single values.
func Folder(dir fs.FS) (Options, error) {
	if _, err := fs.Stat(dir, inputSchema); err == nil {
		return withNotice(Options{Policies: dir})
	}
	if err := holdsRules(dir); err != nil {
		return Options{}, err
	}
	o := Options{Policies: overlay{over: dir, under: policies.FS}}
	raw, err := fs.ReadFile(dir, ruleDataFile)
	switch {
	case err == nil:
		if err := yaml.Unmarshal(raw, &o.RuleData); err != nil {
			return o, fmt.Errorf("%s: %w", ruleDataFile, err)
		}
	case !errors.Is(err, fs.ErrNotExist):
		return o, err
	}
	return withNotice(o)
}

// withNotice takes the notice of the folder, so that its users judge by the same one.
func withNotice(o Options) (Options, error) {
	raw, err := fs.ReadFile(o.Policies, policies.DefaultNotice)
	if err != nil {
		return o, err
	}
	n, err := notice.Load(raw)
	if err != nil {
		return o, fmt.Errorf("%s: %w", policies.DefaultNotice, err)
	}
	o.Notice = n
	return o, nil
}

func holdsRules(dir fs.FS) error {
	found, err := readAll(dir, func(name string) bool {
		return path.Ext(name) == ".rego" || name == ruleDataFile || name == policies.DefaultNotice
	})
	if err == nil && len(found) == 0 {
		err = ErrNoRules
	}
	return err
}

// overlay shows the files of two folders as one. The rule data below stays in sight: what
// lies over it are changes, not all of it.
type overlay struct{ over, under fs.FS }

func (o overlay) Open(name string) (fs.File, error) {
	if name != ruleDataFile {
		f, err := o.over.Open(name)
		if err == nil || !errors.Is(err, fs.ErrNotExist) {
			return f, err
		}
	}
	return o.under.Open(name)
}

// ReadDir lists both folders, a name once.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	upper, errUpper := fs.ReadDir(o.over, name)
	lower, errLower := fs.ReadDir(o.under, name)
	if errUpper != nil && errLower != nil {
		return nil, errUpper
	}
	for _, entry := range lower {
		if !slices.ContainsFunc(upper, func(e fs.DirEntry) bool { return e.Name() == entry.Name() }) {
			upper = append(upper, entry)
		}
	}
	slices.SortFunc(upper, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return upper, nil
}
