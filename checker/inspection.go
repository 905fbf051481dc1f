package checker

import (
	"lianshen/ocr"
)

// Inspection is what reading one file gives: the facts, and what the facts refer to by
// SHA-256. It crosses the pipe from the cell as JSON.
type Inspection struct {
	Facts *Facts `json:"facts"`
	// Posteriors of the seal strips, by the strip's SHA-256: what FillMatches needs.
	Posteriors map[string]*ocr.Posteriors `json:"posteriors"`
	// Evidence holds the straightened strips (PNG), by SHA-256.
	Evidence map[string][]byte `json:"evidence"`
}

// PageEvent is told as soon as a page has been read, for progress and early findings.
type PageEvent struct {
	Number int    `json:"number"` // the page's number in the file
	Done   int    `json:"done"`   // pages read so far, this one included
	Total  int    `json:"total"`  // pages to be read
	Page   Page   `json:"page"`
	Seals  []Seal `json:"seals"`
}
