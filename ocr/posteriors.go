package ocr

// Posteriors are a CTC recogniser's probabilities, step by step from left to right. Only
// the most probable characters of a step are kept: the rest share what is missing to 1.
type Posteriors struct {
	Steps []Step `json:"steps"`
	// Classes is the size of the recogniser's alphabet including the blank; it spreads the
	// missing mass of a step over the characters that were not kept.
	Classes int `json:"classes"`
	// Also holds the probabilities of other strips of the same text: another cut of a seal's
	// title, or its ink separated in another way. What one strip lost another may have kept.
	Also []*Posteriors `json:"also,omitempty"`
}

// Step is one column of Posteriors.
type Step struct {
	Blank float32 `json:"b"`
	// Chars are the kept characters, most probable first.
	Chars []CharProb `json:"c,omitempty"`
}

// CharProb is the probability of one character at one step.
type CharProb struct {
	Char string  `json:"t"`
	P    float32 `json:"p"`
}
