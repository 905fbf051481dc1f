package hostile

// Case is one file and what must come of it.
type Case struct {
	Name string // stable, for subtests and reports
	Note string // what is wrong with the file, or what it tries
	// FileName is the name under which it is uploaded; it is part of the attack in some cases.
	FileName string
	Bytes    func() []byte
	Want     Outcome
}

// Outcome is what a reader must find. Facts are checked only where Code is empty.
type Outcome struct {
	// Code is the error that refuses the file, "" when it is inspected.
	Code string
	// Facts of the file.
	Encrypted bool
	Active    []string // sorted; nil: nothing may be found
	Revisions int      // 0: not checked
	// Signatures are the integrities of the signatures, in order.
	Signatures []string
	// Repaired: the file breaks the rules and is read all the same.
	Repaired bool
	// Incomplete: the objects cannot all be read, and the reader has to say so.
	Incomplete bool
	// Disc is the colour of the disc in the middle of page 1: "red", "black"; "" for none.
	Disc string
	// PageFails: page 1 may be refused (a limit or a fault) instead of shown.
	PageFails bool
	// Rotation of page 1.
	Rotation int
}

// Set returns all cases, in a fixed order.
func Set() []Case {
	var all []Case
	for _, group := range [][]Case{
		notPDF(), broken(), encrypted(), circular(), bombs(), active(), pictures(), rotated(), signed(), names(),
	} {
		all = append(all, group...)
	}
	for i := range all {
		if all[i].FileName == "" {
			all[i].FileName = all[i].Name + ".pdf"
		}
	}
	return all
}
