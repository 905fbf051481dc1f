// Package formcode is the code (表单码) on a form that the program fills in beforehand: a QR code
// that says which project and which kind of document the sheet is for, so that its scan is
// recognised. It holds nothing that is not on the sheet anyway.
//
// The package is a leaf.
package formcode

import (
	"fmt"
	"strings"

	"github.com/skip2/go-qrcode"
)

// Code (表单码) names a project and one of its documents.
type Code struct {
	Project string // identifier
	Slug    string // of the kind of document
}

// prefix tells the program's own codes from those of others on a page; 1 is the form of what
// follows.
const prefix = "lianshen:1:"

// String is what the code holds.
func (c Code) String() string { return prefix + c.Project + ":" + c.Slug }

// Modules (码元) are the dark squares of the code by row and column, without the white border
// that the code must have around it (Border).
func (c Code) Modules() ([][]bool, error) {
	q, err := qrcode.New(c.String(), qrcode.Medium)
	if err != nil {
		return nil, fmt.Errorf("formcode: %w", err)
	}
	q.DisableBorder = true
	return q.Bitmap(), nil
}

// Border is how many modules wide the white around a code must be.
const Border = 4

// Square is a code as the path of an SVG, Border included.
type Square struct {
	Side int    // in modules
	Path string // of the dark ones
}

// Square draws the code.
func (c Code) Square() (*Square, error) {
	modules, err := c.Modules()
	if err != nil {
		return nil, err
	}
	var path strings.Builder
	for y, row := range modules {
		for x := 0; x < len(row); x++ {
			from := x
			for x < len(row) && row[x] {
				x++
			}
			if x > from {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", from+Border, y+Border, x-from, x-from)
			}
		}
	}
	return &Square{Side: len(modules) + 2*Border, Path: path.String()}, nil
}
