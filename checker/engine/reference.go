package engine

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/goccy/go-yaml"
)

// loadReference reads the reference data: each file reference/NAME.yaml or NAME.json, held
// against schemas/NAME.json, is data.reference.NAME. A file without a schema is refused, so
// that none goes unchecked. A rule set may have none.
func (s *set) loadReference(fsys fs.FS) error {
	entries, err := fs.ReadDir(fsys, referenceDir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	all := map[string]any{}
	for _, entry := range entries {
		file := path.Join(referenceDir, entry.Name())
		name := strings.TrimSuffix(entry.Name(), path.Ext(file))
		if all[name] != nil {
			return fmt.Errorf("%s: there is another file %s", file, name)
		}
		if all[name], s.schemas[name], err = readReference(fsys, file, name); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	s.data["reference"] = all
	return nil
}

func readReference(fsys fs.FS, file, name string) (data, schema any, err error) {
	raw, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, nil, err
	}
	if err := yaml.Unmarshal(raw, &data); err != nil { // JSON is YAML
		return nil, nil, err
	}
	if data, err = plain(data); err != nil {
		return nil, nil, err
	}
	if schema, err = readJSON(fsys, "schemas/"+name+".json"); err != nil {
		return nil, nil, err
	}
	return data, schema, validate(schema, data)
}
