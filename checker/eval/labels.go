package eval

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"lianshen/ocr"
)

// LabelsFile is the name of the labels of a folder of pictures; docs/eval.md has its columns.
const LabelsFile = "labels.tsv"

// label is one row of a labels file, by column.
type label map[string]string

// ParseLabels reads a labels file: one truth a picture, in the order of their first rows.
// Pictures have one page, whose boxes are in pixels.
func ParseLabels(r io.Reader) ([]*Truth, error) {
	rows, err := parseRows(r)
	if err != nil {
		return nil, err
	}
	var out []*Truth
	byFile := map[string]*Truth{}
	for n, row := range rows {
		name := row["file"]
		if name == "" || name != filepath.Base(name) {
			return nil, fmt.Errorf("labels: row %d: \"file\" must name a picture beside the labels", n+2)
		}
		if byFile[name] == nil {
			byFile[name] = &Truth{Schema: TruthSchema, File: name, Pages: []TruePage{{Number: 1, Source: Pictured, Colour: true}}}
			out = append(out, byFile[name])
		}
		if err := row.addTo(byFile[name]); err != nil {
			return nil, fmt.Errorf("labels: row %d: %w", n+2, err)
		}
	}
	return out, nil
}

func parseRows(r io.Reader) ([]label, error) {
	lines := bufio.NewScanner(r)
	var columns []string
	var out []label
	for lines.Scan() {
		cells := strings.Split(strings.TrimRight(lines.Text(), "\r"), "\t")
		switch {
		case columns == nil:
			columns = cells
			columns[0] = strings.TrimPrefix(columns[0], "\ufeff")
		case strings.TrimSpace(lines.Text()) != "":
			row := label{}
			for i, c := range columns {
				if i < len(cells) {
					row[c] = strings.TrimSpace(cells[i])
				}
			}
			out = append(out, row)
		}
	}
	if lines.Err() == nil && (!slices.Contains(columns, "file") || !slices.Contains(columns, "bbox")) {
		return nil, errors.New("labels: the first line must name the columns, \"file\" and \"bbox\" among them")
	}
	return out, lines.Err()
}

// addTo puts the seal or the ignored region of a row into the truth of its picture; a row
// without a box says that the picture has none.
func (l label) addTo(t *Truth) error {
	if l["bbox"] == "" {
		return nil
	}
	var b [4]float64
	if err := json.Unmarshal([]byte(l["bbox"]), &b); err != nil || b[2] <= 0 || b[3] <= 0 {
		return fmt.Errorf("bbox %q is not [x,y,width,height]", l["bbox"])
	}
	box := ocr.Box{b[0], b[1], b[0] + b[2], b[1] + b[3]}
	if l["kind"] == "ignore-region" {
		t.Pages[0].Ignore = append(t.Pages[0].Ignore, box)
		return nil
	}
	t.Seals = append(t.Seals, TrueSeal{
		Page: 1, Box: box, Title: l["title"], Shape: ocr.Shape(l["shape"]), Colour: colourOf(l["colour"]),
		Complete:   l["cut_by_edge"] != "yes",
		Conditions: &SealConditions{Ink: l["colour"], Legibility: l["legibility"]},
	})
	return nil
}

// colourOf names the ink as the facts do, design.md 3.2.
func colourOf(ink string) ocr.Colour {
	switch ink {
	case "red", "dark-red", "orange", "pink":
		return ocr.Red
	case "blue":
		return ocr.Blue
	case "black", "grey":
		return ocr.Black
	default:
		return ocr.OtherColour
	}
}
