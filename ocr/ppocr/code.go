package ppocr

import "lianshen/ocr"

const (
	// codeRun is how many digits and Latin letters in a row make a code: a telephone
	// number, a credit code, an MN. Years and quantities are shorter.
	codeRun = 7
	// codeLoss is how much worse the careful reading may score and still be taken.
	codeLoss = 0.05
)

// holdsCode reports whether chars hold a run that has no neighbours to be checked against,
// so that a lost digit would not be noticed.
func holdsCode(chars []ocr.Char) bool {
	run := 0
	for _, c := range chars {
		if run++; !western(c.Text) {
			run = 0
		}
		if run == codeRun {
			return true
		}
	}
	return false
}
