package checker

import (
	"lianshen/checker/pdf"
	"lianshen/ocr"
)

// signatureFacts converts the signature fields of a file: what is not known becomes null.
func signatureFacts(signatures []pdf.Signature) []Signature {
	out := make([]Signature, 0, len(signatures))
	for _, s := range signatures {
		fact := Signature{
			Field: s.Field, Subject: known(s.Subject), Organisation: known(s.Organisation),
			SignedAt: s.SignedAt, Algorithm: known(s.Algorithm),
			Integrity: string(s.Integrity), CoversWholeFile: s.CoversWholeFile, Trust: s.Trust,
		}
		if s.Page > 0 {
			page := s.Page
			fact.Page = &page
		}
		if s.Box != nil {
			box := roundBox(ocr.Box(*s.Box))
			fact.Box = &box
		}
		out = append(out, fact)
	}
	return out
}
